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
  /** Lanes of lists: asked one after the other, so that the form being typed never waits for more than one. */
  private readonly waiting = new Set<string>();
  private working = false;

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

  /** Ask for the scores of the form that is being typed; in a lane only the newest is wanted. */
  want(lane: string, submission: DraftSubmission, rev: number): void {
    const wanted = this.taken(lane, submission, rev);
    if (wanted === null && !this.waiting.has(lane)) return;
    this.waiting.delete(lane);
    this.begin(lane);
  }

  /** Ask for the scores of a form in a list, when nothing else is to do. */
  wantLater(lane: string, submission: DraftSubmission, rev: number): void {
    if (this.taken(lane, submission, rev) === null) return;
    this.waiting.add(lane);
    void this.work();
  }

  /** Forget everything of the document before (another one is opened). */
  forget(): void {
    for (const lane of this.lanes.values()) clearTimeout(lane.timer);
    this.lanes.clear();
    this.waiting.clear();
    this.shown.clear();
    this.known.clear();
    this.changed();
  }

  /** Note what is wanted in a lane now; null where it is wanted already. */
  private taken(lane: string, submission: DraftSubmission, rev: number): Lane | null {
    const before = this.lanes.get(lane);
    if (before?.submission === submission) return null;
    const text = JSON.stringify(submission);
    if (before?.text === text) return null;
    clearTimeout(before?.timer);
    const wanted: Lane = { submission, text, rev };
    this.lanes.set(lane, wanted);
    // What is shown until the answer is there must be of the same form, not of one that moved up in a list.
    const same = before !== undefined && sharesParts(before.submission, submission);
    const stale = same ? { ...this.of(lane), current: false, checkCurrent: false } : NO_SCORES;
    this.show(lane, wanted, this.known.get(text) ?? stale);
    return wanted;
  }

  private askAll(): void {
    for (const lane of this.lanes.keys()) {
      if (!this.waiting.has(lane)) this.begin(lane);
    }
    void this.work();
  }

  private begin(lane: string): void {
    const wanted = this.lanes.get(lane);
    if (wanted === undefined || this.engine.state.kind !== "ready") return;
    const { current, checkCurrent } = this.of(lane);
    if (!current) void this.askScore(lane, wanted).then(() => this.checkSoon(lane, wanted));
    else if (!checkCurrent) this.checkSoon(lane, wanted);
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    while (this.engine.state.kind === "ready") {
      const [lane] = this.waiting;
      if (lane === undefined) break;
      this.waiting.delete(lane);
      const wanted = this.lanes.get(lane);
      if (wanted === undefined) continue;
      if (!this.of(lane).current) await this.askScore(lane, wanted);
      if (!this.of(lane).checkCurrent) await this.askCheck(lane, wanted);
    }
    this.working = false;
  }

  private async askScore(lane: string, wanted: Lane): Promise<void> {
    const began = performance.now();
    try {
      const { body, problems } = await this.engine.ask(
        "score", { submission: asked(wanted) }, { rev: wanted.rev, lane: `score/${lane}` },
      );
      const took = Math.round(performance.now() - began);
      const stale = this.lanes.get(lane) === wanted ? this.of(lane).check : null;
      const scores = { score: body, check: stale, current: true, checkCurrent: false, problems, took };
      this.remember(wanted.text, { ...scores, check: null });
      this.show(lane, wanted, scores);
    } catch (error) {
      this.failed(lane, wanted, error, NO_SCORES);
    }
  }

  private checkSoon(lane: string, wanted: Lane): void {
    clearTimeout(wanted.timer);
    wanted.timer = setTimeout(() => void this.askCheck(lane, wanted), QUIET);
  }

  private async askCheck(lane: string, wanted: Lane): Promise<void> {
    if (this.lanes.get(lane) !== wanted || !this.of(lane).current) return;
    try {
      const { body } = await this.engine.ask(
        "check", { submission: asked(wanted) }, { rev: wanted.rev, lane: `check/${lane}` },
      );
      if (this.lanes.get(lane) !== wanted) return;
      const scores = { ...this.of(lane), check: body, checkCurrent: true };
      this.remember(wanted.text, scores);
      this.show(lane, wanted, scores);
    } catch (error) {
      // A check that was refused says nothing against the score.
      this.failed(lane, wanted, error, { ...this.of(lane), check: null });
    }
  }

  /** A refusal is shown instead of old answers; a replaced question leaves all to the newer one. */
  private failed(lane: string, wanted: Lane, error: unknown, left: Scores): void {
    if (error instanceof Superseded) return;
    const problems = error instanceof EngineRefusal ? error.problems : [NO_ANSWER];
    this.show(lane, wanted, { ...left, problems });
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

const NO_ANSWER: PageProblem = {
  where: "", what: "计分程序没有答复", todo: "已填的都在；请再改一格试试，或者另存草稿文件后重新打开本页。", code: "",
};

/** Whether one is an edit of the other: an edit leaves all parts that it does not touch the same. */
function sharesParts(before: DraftSubmission, now: DraftSubmission): boolean {
  const parts = new Set<unknown>([...Object.values(before), ...(before.indicators ?? [])]);
  const after: unknown[] = [...Object.values(now), ...(now.indicators ?? [])];
  return after.some((part) => typeof part === "object" && part !== null && parts.has(part));
}

function asked(wanted: Lane): Record<string, unknown> {
  return wanted.submission as unknown as Record<string, unknown>;
}
