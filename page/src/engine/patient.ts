// An engine that tells when an answer takes long, so that a person can stop it.

import type { Operations } from "../messages";
import type { Answered, AskOptions, Engine, EngineState, OpName } from "./client";

/** A question that is not answered after so long is told. */
const LONG = 20_000;

export class PatientEngine implements Engine {
  private readonly late = new Set<symbol>();

  constructor(private readonly engine: Engine, private readonly tell: (late: boolean) => void) {}

  get state(): EngineState {
    return this.engine.state;
  }

  watch(listener: (state: EngineState) => void): () => void {
    return this.engine.watch(listener);
  }

  async ask<Op extends OpName>(
    op: Op, body: Operations[Op]["ask"], options: AskOptions = {},
  ): Promise<Answered<Op>> {
    const question = Symbol(op);
    let timer: ReturnType<typeof setTimeout> | undefined;
    // While the engine is loading, its own line says so.
    const wait = () => {
      clearTimeout(timer);
      this.settled(question);
      timer = setTimeout(() => (this.state.kind === "ready" ? this.isLate(question) : wait()), LONG);
    };
    wait();
    try {
      const onProgress: AskOptions["onProgress"] = (progress) => {
        wait();
        options.onProgress?.(progress);
      };
      return await this.engine.ask(op, body, { ...options, onProgress });
    } finally {
      clearTimeout(timer);
      this.settled(question);
    }
  }

  restart(): void {
    this.engine.restart();
  }

  private isLate(question: symbol): void {
    this.late.add(question);
    this.tell(true);
  }

  private settled(question: symbol): void {
    if (this.late.delete(question) && this.late.size === 0) this.tell(false);
  }
}
