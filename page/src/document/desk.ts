// The document of the evaluator's side: decisions that have not reached the ledger yet, and the desk's settings.

import type { AnyDocument, Json } from "./document";

export const DESK_SCHEMA = "ziping/desk/1";

export interface DeskDocument extends AnyDocument {
  readonly schema: typeof DESK_SCHEMA;
  readonly id: string;
  readonly title: string;
  /** Entries as the ops of the engine take them under `pending`. */
  readonly pending: readonly Json[];
  readonly ui: { readonly [key: string]: Json };
}
