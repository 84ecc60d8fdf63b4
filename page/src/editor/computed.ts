// What the engine computed, by the places where the form shows it.

import type { RowScore, ScoreAnswer } from "../messages";
import type { Computed } from "./grid/build";

export function computedOf(
  score: ScoreAnswer | null, typedTotal: string | null, typedPoints: string | null,
): Computed {
  const rows = new Map<string, RowScore>((score?.rows ?? []).map((row) => [row.at, row]));
  const of = (at: string) => rows.get(at) ?? (at === "funds/0" ? rows.get("execution") : undefined);
  return {
    text: (at, what) => (what === "rate" || what === "value" ? (of(at)?.value ?? "") : ""),
    own: (at) => {
      const row = of(at);
      return row?.own_status === "by_rule" ? (row.own ?? "") : "";
    },
    level: (name) => {
      const level = score?.levels.find((each) => each.path.at(-1) === name);
      return { points: level?.points ?? "", own: level?.own ?? "" };
    },
    total: score === null ? (typedTotal ?? "") : (score.own.total ?? ""),
    grade: score?.own.grade ?? "",
    points: score?.row_points ?? typedPoints ?? "",
  };
}
