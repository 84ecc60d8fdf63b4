// The engine as the screens see it: one question, one answer, whoever computes it.

import type { EngineProgress, Operations, PageProblem } from "../messages";

export type OpName = keyof Operations;
export type Bytes = Uint8Array<ArrayBuffer>;

/** What an operation answered: its body and the bytes of the files that the body names. */
export interface Answered<Op extends OpName> {
  readonly body: Operations[Op]["answer"];
  readonly files: readonly Bytes[];
  readonly problems: readonly PageProblem[];
}

/** An operation that was refused, with everything that is wrong. */
export class EngineRefusal extends Error {
  constructor(readonly problems: readonly PageProblem[]) {
    super(problems.map((problem) => problem.what).join("；"));
    this.name = "EngineRefusal";
  }
}

/** A question that a newer one about the same thing has replaced, or that a person stopped. */
export class Superseded extends Error {
  constructor() {
    super("superseded");
    this.name = "Superseded";
  }
}

export interface AskOptions {
  readonly files?: readonly Bytes[];
  /** Revision of the document that the question is about. */
  readonly rev?: number;
  /** Questions of the same lane wait for one another; of those that wait, only the newest is asked. */
  readonly lane?: string;
  readonly onProgress?: (progress: EngineProgress) => void;
  readonly signal?: AbortSignal;
}

export type EngineState =
  | { readonly kind: "loading"; readonly step: number; readonly of: number; readonly text: string }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly detail: string };

/** The engine: in a worker, behind `ziping serve`, or recorded for tests of the screens. */
export interface Engine {
  readonly state: EngineState;
  /** Call back at every change of the state, and at once; returns what ends it. */
  watch(listener: (state: EngineState) => void): () => void;
  ask<Op extends OpName>(op: Op, body: Operations[Op]["ask"], options?: AskOptions): Promise<Answered<Op>>;
  /** End what is being computed and begin anew; every open question is superseded. */
  restart(): void;
}
