// Scores and self-checks of submissions: asked at every change, kept by content, never in the document.

import type { DraftSubmission, PageDocument } from "../document/document";
import type { CheckAnswer, PageProblem, ScoreAnswer } from "../messages";
import { Watched } from "../watched";
import { EngineRefusal, Superseded } from "./client";
import type { Engine } from "./client";

/** What is known of one submission; `current` is false while it is of an older state of the form. */
export interface Scores {
  readonly score: ScoreAnswer | null;
  readonly check: CheckAnswer | null;
  readonly current: boolean;
  readonly checkCurrent: boolean;
  readonly problems: readonly PageProblem[];
  /** How long the last score took, in milliseconds. */
  readonly took: number | null;
}

export const NO_SCORES: Scores = {
  score: null, check: null, current: false, checkCurrent: false, problems: [], took: null,
};

/** After so much quiet the self-check is asked. */
const QUIET = 150;
const KEPT = 600;

/** The lane in which a submission of a document is scored. */
export function scoreLane(document: PageDocument, submission: number): string {
  return `${document.id}/${submission}`;
}

interface Lane {
  readonly submission: DraftSubmission;
  readonly text: string;
  readonly rev: number;
  timer?: ReturnType<typeof setTimeout>;
}

export class ScoreKeeper extends Watched {
  private readonly lanes = new Map<string, Lane>();
  private readonly shown = new Map<string, Scores>();
  private readonly known = new Map<string, Scores>();

  constructor(private readonly engine: Engine) {
    super();
    let before = engine.state.kind;
    engine.watch((state) => {
      if (state.kind === "ready" && before !== "ready") this.askAll();
      before = state.kind;
    });
  }

  /** What is known in a lane; of an older state of the form until the newest answer is there. */
  of(lane: string): Scores {
    return this.shown.get(lane) ?? NO_SCORES;
  }

  /** Ask for the scores of a submission; in a lane only the newest is wanted. */
  want(lane: string, submission: DraftSubmission, rev: number): void {
    const before = this.lanes.get(lane);
    if (before?.submission === submission) return;
    const text = JSON.stringify(submission);
    if (before?.text === text) return;
    clearTimeout(before?.timer);
    const wanted: Lane = { submission, text, rev };
    this.lanes.set(lane, wanted);
    const known = this.known.get(text);
    if (known !== undefined) {
      this.show(lane, wanted, known);
      if (known.check === null) this.checkSoon(lane, wanted);
      return;
    }
    this.show(lane, wanted, { ...this.of(lane), current: false, checkCurrent: false });
    if (this.engine.state.kind === "ready") void this.askScore(lane, wanted);
  }

  /** Forget a document's lanes (another one was opened). */
  forget(): void {
    for (const lane of this.lanes.values()) clearTimeout(lane.timer);
    this.lanes.clear();
    this.shown.clear();
    this.known.clear();
    this.changed();
  }

  private askAll(): void {
    for (const [lane, wanted] of this.lanes) {
      if (!this.of(lane).current) void this.askScore(lane, wanted);
      else if (!this.of(lane).checkCurrent) this.checkSoon(lane, wanted);
    }
  }

  private async askScore(lane: string, wanted: Lane): Promise<void> {
    const began = performance.now();
    try {
      const { body, problems } = await this.engine.ask(
        "score", { submission: asked(wanted) }, { rev: wanted.rev, lane: `score/${lane}` },
      );
      const took = Math.round(performance.now() - began);
      const scores = { ...this.of(lane), score: body, current: true, checkCurrent: false, problems, took };
      this.remember(wanted.text, { ...scores, check: null });
      this.show(lane, wanted, scores);
      this.checkSoon(lane, wanted);
    } catch (error) {
      this.failed(lane, wanted, error);
    }
  }

  private checkSoon(lane: string, wanted: Lane): void {
    clearTimeout(wanted.timer);
    wanted.timer = setTimeout(() => void this.askCheck(lane, wanted), QUIET);
  }

  private async askCheck(lane: string, wanted: Lane): Promise<void> {
    if (this.lanes.get(lane) !== wanted || this.engine.state.kind !== "ready") return;
    try {
      const { body } = await this.engine.ask(
        "check", { submission: asked(wanted) }, { rev: wanted.rev, lane: `check/${lane}` },
      );
      const scores = { ...this.of(lane), check: body, checkCurrent: true };
      if (this.lanes.get(lane) !== wanted) return;
      this.remember(wanted.text, scores);
      this.show(lane, wanted, scores);
    } catch (error) {
      this.failed(lane, wanted, error);
    }
  }

  /** A refusal is shown instead of old numbers; a replaced question leaves all to the newer one. */
  private failed(lane: string, wanted: Lane, error: unknown): void {
    if (error instanceof Superseded) return;
    if (!(error instanceof EngineRefusal)) throw error;
    this.show(lane, wanted, { ...NO_SCORES, problems: error.problems });
  }

  private show(lane: string, wanted: Lane, scores: Scores): void {
    if (this.lanes.get(lane) !== wanted) return;
    this.shown.set(lane, scores);
    this.changed();
  }

  private remember(text: string, scores: Scores): void {
    this.known.delete(text);
    this.known.set(text, scores);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
  }
}

function asked(wanted: Lane): Record<string, unknown> {
  return wanted.submission as unknown as Record<string, unknown>;
}
