// Answers that were computed when the page was built: sets and forms stand before the engine is up.

import type { Operations } from "../messages";
import type { Answered, AskOptions, Engine, EngineState, OpName } from "./client";

/** By operation what it answers; of `form.layout` by the id of the set. */
interface StaticAnswers {
  readonly hello?: Operations["hello"]["answer"];
  readonly "sets.list"?: Operations["sets.list"]["answer"];
  readonly "form.layout"?: Readonly<Record<string, Operations["form.layout"]["answer"]>>;
}

/** Return the answers that lie in this document. */
export function answersInPage(): StaticAnswers {
  const text = document.getElementById("static-answers")?.textContent;
  return text ? (JSON.parse(text) as StaticAnswers) : {};
}

/** An engine that answers at once what was computed before, and asks another for the rest. */
export class EngineWithAnswers implements Engine {
  constructor(
    private readonly engine: Engine,
    private readonly answers: StaticAnswers,
  ) {}

  get state(): EngineState {
    return this.engine.state;
  }

  watch(listener: (state: EngineState) => void): () => void {
    return this.engine.watch(listener);
  }

  ask<Op extends OpName>(op: Op, body: Operations[Op]["ask"], options?: AskOptions): Promise<Answered<Op>> {
    const known = this.known(op, body);
    if (known === undefined) return this.engine.ask(op, body, options);
    return Promise.resolve({ body: known as Operations[Op]["answer"], files: [], problems: [] });
  }

  restart(): void {
    this.engine.restart();
  }

  private known(op: OpName, body: unknown): unknown {
    if (op === "form.layout") return this.answers["form.layout"]?.[(body as { set: string }).set];
    return op === "hello" || op === "sets.list" ? this.answers[op] : undefined;
  }
}
