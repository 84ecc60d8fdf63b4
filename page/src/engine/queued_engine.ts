// Questions to the engine, asked one after the other; of a lane only the newest that waits is asked.

import type { EngineAnswer, EngineProgress, Operations } from "../messages";
import {
  type Answered,
  type AskOptions,
  type Bytes,
  type Engine,
  EngineRefusal,
  type EngineState,
  type OpName,
  Superseded,
} from "./client";

/** A message as it crosses the border: its JSON, and the bytes of its files. */
export interface Frame {
  readonly text: string;
  readonly files: readonly Bytes[];
}

/** The way to an engine: a worker, the loopback, or a test. */
export interface Transport {
  /** Get the engine up, telling how far it is; called again after `end`. */
  start(report: (state: EngineState) => void): void;
  /** Ask one thing; never called while another is being answered. */
  send(message: Frame, onProgress: (progress: EngineProgress) => void): Promise<Frame>;
  /** End what is being computed; what was asked is answered no more. */
  end(): void;
}

interface Question {
  readonly text: string;
  readonly files: readonly Bytes[];
  readonly lane: string | undefined;
  readonly onProgress: ((progress: EngineProgress) => void) | undefined;
  readonly resolve: (answer: Answered<OpName>) => void;
  readonly reject: (error: unknown) => void;
}

export class QueuedEngine implements Engine {
  state: EngineState = { kind: "loading", step: 0, of: 0, text: "" };
  private readonly listeners = new Set<(state: EngineState) => void>();
  private waiting: Question[] = [];
  private asked: Question | null = null;
  private lastId = 0;
  /** Which life of the engine this is; what an earlier one still says is not listened to. */
  private life = 0;

  constructor(private readonly transport: Transport) {
    this.begin();
  }

  watch(listener: (state: EngineState) => void): () => void {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  }

  ask<Op extends OpName>(op: Op, body: Operations[Op]["ask"], options: AskOptions = {}): Promise<Answered<Op>> {
    this.lastId += 1;
    const text = JSON.stringify({ id: this.lastId, op, rev: options.rev ?? 0, body });
    return new Promise<Answered<OpName>>((resolve, reject) => {
      const question: Question = {
        text,
        files: options.files ?? [],
        lane: options.lane,
        onProgress: options.onProgress,
        resolve,
        reject,
      };
      if (options.signal?.aborted === true) return reject(new Superseded());
      options.signal?.addEventListener("abort", () => this.leave(question), { once: true });
      this.waiting = this.waiting.filter((other) => {
        const replaced = other.lane !== undefined && other.lane === question.lane;
        if (replaced) other.reject(new Superseded());
        return !replaced;
      });
      this.waiting.push(question);
      this.next();
    }) as Promise<Answered<Op>>;
  }

  restart(): void {
    this.transport.end();
    const open = this.asked === null ? this.waiting : [this.asked, ...this.waiting];
    this.waiting = [];
    this.asked = null;
    for (const question of open) question.reject(new Superseded());
    this.begin();
  }

  private begin(): void {
    this.life += 1;
    const life = this.life;
    this.transport.start((state) => {
      if (life !== this.life) return;
      this.state = state;
      for (const listener of this.listeners) listener(state);
      this.next();
    });
  }

  /** A person no longer wants an answer: what waits is dropped, what is being computed runs out unheard. */
  private leave(question: Question): void {
    this.waiting = this.waiting.filter((other) => other !== question);
    question.reject(new Superseded());
  }

  private next(): void {
    if (this.asked !== null || this.state.kind !== "ready") return;
    const question = this.waiting.shift();
    if (question === undefined) return;
    this.asked = question;
    const life = this.life;
    const { text, files } = question;
    this.transport
      .send({ text, files }, (progress) => question.onProgress?.(progress))
      .then((frame) => settle(question, frame))
      .catch(question.reject)
      .finally(() => {
        if (life !== this.life) return;
        this.asked = null;
        this.next();
      });
  }
}

function settle(question: Question, frame: Frame): void {
  const answer = JSON.parse(frame.text) as EngineAnswer;
  if (!answer.ok || answer.body === null) return question.reject(new EngineRefusal(answer.problems));
  const body = answer.body as unknown as Operations[OpName]["answer"];
  question.resolve({ body, files: frame.files, problems: answer.problems });
}
