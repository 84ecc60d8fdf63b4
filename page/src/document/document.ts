// The document of the unit's side: submissions as typed, and what the person kept. Never changed in
// place; scores are no part of it.

import type { Submission } from "../messages";

export const DRAFT_SCHEMA = "ziping/draft/1";

/** A submission on the page: the same keys, but any cell may hold the text that was typed. */
export type Draftlike<T> = T extends readonly (infer Item)[]
  ? readonly Draftlike<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Draftlike<T[Key]> }
    : T extends number
      ? number | string
      : T;
export type DraftSubmission = Draftlike<Submission>;

/** 保留: a finding on a row that the person has seen and leaves as it is; it returns when `saw` changes. */
export interface Kept {
  readonly submission: number;
  readonly at: string;
  readonly code: string;
  readonly saw: string;
}

/** A file of a system's export that is kept so that a filled copy of it can be written. */
export interface KeptFile {
  readonly name: string;
  readonly base64: string;
}

export interface PageDocument {
  readonly schema: typeof DRAFT_SCHEMA;
  readonly id: string;
  readonly submissions: readonly DraftSubmission[];
  readonly ui: { readonly kept: readonly Kept[] };
  readonly exports: readonly KeptFile[];
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Commands are data, and each has its inverse. A path counts from the document: `submissions/0/year`. */
export type Command =
  | { readonly do: "set"; readonly path: string; readonly from: Json | undefined; readonly to: Json | undefined }
  | { readonly do: "rows"; readonly path: string; readonly at: number; readonly remove: readonly Json[]; readonly insert: readonly Json[] }
  | { readonly do: "batch"; readonly commands: readonly Command[] };

export interface Change {
  /** In words for 撤销: 粘贴 18 行. */
  readonly what: string;
  readonly command: Command;
}

/** Whatever the page keeps and changes by commands: the unit's document, the evaluator's desk. */
export interface AnyDocument {
  readonly schema: string;
  readonly id: string;
}

/** What a screen needs to show a document and to change it. */
export interface DocumentStore<D extends AnyDocument = PageDocument> {
  readonly document: D;
  /** Grows by one with every change, undone ones too. */
  readonly revision: number;
  readonly readOnly: boolean;
  /** Change the document by one command; `what` in words for 撤销: 粘贴 18 行. */
  run(command: Command, what: string): void;
  /** Take back the last change; the place where it was is returned, null where there is none. */
  undo(): string | null;
  redo(): string | null;
  /** What 撤销 would take back, in words. */
  readonly canUndo: string | null;
  readonly canRedo: string | null;
  watch(listener: () => void): () => void;
}
