// A decision while it is made: which of the three, what is typed, which ground; nothing is pending yet.

import type { PendingGiven, TrackRow } from "../messages";

export type Choice = NonNullable<PendingGiven["choice"]>;
export const CHOICES: readonly Choice[] = ["claim", "rule", "other"];

export interface ChoiceMade {
  readonly choice: Choice | null;
  readonly target: string;
  readonly actual: string;
  readonly score: string;
  readonly ground: string;
  readonly note: string;
}

const NOTHING: ChoiceMade = { choice: null, target: "", actual: "", score: "", ground: "", note: "" };

/** What is pending on a row, to go on with. */
export function choiceOf(row: TrackRow | null): ChoiceMade {
  const pending = row?.pending ?? null;
  if (pending === null) return NOTHING;
  const isOther = pending.choice === "other";
  return {
    choice: pending.choice ?? null,
    target: pending.verified_target ?? "",
    actual: pending.verified_actual ?? "",
    score: isOther ? (pending.score ?? "") : "",
    ground: pending.ground ?? "",
    note: pending.note ?? "",
  };
}

/** The decision as it would be pending; null while nothing is chosen. */
export function entryOf(form: string, row: TrackRow, made: ChoiceMade): PendingGiven | null {
  if (made.choice === null) return null;
  const isOther = made.choice === "other";
  return {
    form,
    row: row.row,
    act: "ruling",
    choice: made.choice,
    score: isOther ? orNull(made.score) : null,
    verified_target: isOther ? orNull(made.target) : null,
    verified_actual: isOther ? orNull(made.actual) : null,
    ground: made.ground,
    note: made.note.trim(),
    saw: row.saw,
    draft: row.pending?.draft ?? "",
  };
}

function orNull(text: string): string | null {
  const plain = text.trim();
  return plain === "" ? null : plain;
}
