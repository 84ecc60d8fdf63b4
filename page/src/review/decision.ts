// The decision about the row where one stands: tried by the engine at every change, pending on 确定.

import { useEffect, useRef, useState } from "preact/hooks";
import type { GroundWords, PendingGiven, RefusedEntry, ReviewTryAnswer, TrackRow, TriedEntry } from "../messages";
import { choiceOf, entryOf, type Choice, type ChoiceMade } from "./choice";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

/** Digits choose among so many grounds. */
export const MOST_DIGITS = 9;

export interface Decision {
  readonly made: ChoiceMade;
  readonly tried: TriedEntry | null;
  readonly refused: readonly RefusedEntry[];
  readonly answer: ReviewTryAnswer | null;
  /** 确定 was pressed: from now on every refusal is said. */
  readonly attempted: boolean;
  /** Grounds that fit the choice. */
  readonly grounds: readonly GroundWords[];
  readonly allShown: boolean;
  readonly canDecide: boolean;
  choose(choice: Choice | null): void;
  type(part: Partial<ChoiceMade>): void;
  groundAt(number: number): void;
  showAll(): void;
  /** Lay the decision on the desk; false where it cannot stand. */
  confirm(): Promise<boolean>;
  /** Take away what is pending on the row. */
  takeBack(): void;
}

export function useDecision(form: string, row: TrackRow | null): Decision {
  const desk = useReview();
  const { words } = useReviewState();
  const key = JSON.stringify([form, row?.row, row?.pending]);
  const [made, setMade] = useState<ChoiceMade>(() => choiceOf(row));
  const [answer, setAnswer] = useState<ReviewTryAnswer | null>(null);
  const [attempted, setAttempted] = useState(false);
  const [allShown, setAllShown] = useState(false);
  const shown = useRef(key);
  const [drawn, setDrawn] = useState(key);
  if (drawn !== key) {
    shown.current = key;
    setDrawn(key);
    setMade(choiceOf(row));
    setAnswer(null);
    setAttempted(false);
    setAllShown(false);
  }
  const grounds = (words?.grounds ?? []).filter(
    (ground) => made.choice !== null && ground.fits.includes(made.choice),
  );
  const entry = row === null ? null : entryOf(form, row, made);
  const typed = JSON.stringify(entry);

  const attempt = async (entry: PendingGiven | null): Promise<ReviewTryAnswer | null> => {
    if (entry === null || row === null) return null;
    let body: ReviewTryAnswer | null = null;
    await desk.trying(async () => {
      const pending = desk.pending.filter((one) => one.form === form && one.row !== row.row);
      const ask = { form, entries: [entry], pending };
      ({ body } = await desk.engine.ask("review.try", ask, { lane: "review.try" }));
    });
    return body;
  };
  useEffect(() => {
    setAnswer(null);
    if (entry === null) return;
    // What verified values score does not hang on the ground: it is shown before one is chosen.
    const isRescored = entry.verified_target !== null || entry.verified_actual !== null;
    const anyGround = isRescored && entry.ground === "" ? (grounds[0]?.name ?? "") : (entry.ground ?? "");
    void attempt({ ...entry, ground: anyGround }).then((body) => {
      if (shown.current === key && body !== null) setAnswer(body);
    });
  }, [desk, typed, key]);

  const type = (part: Partial<ChoiceMade>): void => setMade((now) => ({ ...now, ...part }));
  return {
    made,
    tried: answer?.entries[0] ?? null,
    refused: answer?.refused ?? [],
    answer,
    attempted,
    grounds,
    allShown,
    canDecide: row !== null,
    choose: (choice) => {
      if (row === null || desk.readOnly) return;
      setAttempted(false);
      type({ choice, ground: "" });
    },
    type,
    groundAt: (number) => {
      const ground = grounds[number - 1];
      if (ground !== undefined && number <= MOST_DIGITS)
        type({ ground: ground.name === made.ground ? "" : ground.name });
    },
    showAll: () => setAllShown(!allShown),
    confirm: async () => {
      if (row === null || (made.choice === null && row.state !== "open")) return true;
      setAttempted(true);
      const body = await attempt(entry);
      if (body === null) return false;
      setAnswer(body);
      const tried = body.entries[0];
      if (tried === undefined || body.refused.length > 0 || (tried.ground_needed && made.ground === "")) return false;
      desk.decide(say.didDecide(row.name), [{ form, row: row.row, entry: tried.entry }]);
      return true;
    },
    takeBack: () => {
      if (row !== null) desk.decide(say.tookBack(row.name), [{ form, row: row.row, entry: null }]);
    },
  };
}
