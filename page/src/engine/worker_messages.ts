// What the page and its worker say to each other.

import type { Layers } from "./layers";
import type { Frame } from "./queued_engine";

/** Starting has so many steps: unpacking, Python, the engine. */
export const STEPS = 3;

export type ToWorker =
  | { readonly kind: "begin"; readonly layers: Layers }
  | ({ readonly kind: "ask" } & Frame);

export type FromWorker =
  | { readonly kind: "step"; readonly step: number }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly detail: string }
  | { readonly kind: "progress"; readonly text: string }
  | ({ readonly kind: "answer" } & Frame)
  /** No answer came of a question; a dead engine answers no other either. */
  | { readonly kind: "broken"; readonly detail: string; readonly dead: boolean };
