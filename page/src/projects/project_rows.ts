// The projects of a document as rows of the list: what is typed, and what the engine says of it.

import type { DraftSubmission } from "../document/document";
import type { CheckAnswer, ScoreAnswer } from "../messages";

export type Standing = CheckAnswer["standing"];

export interface ProjectRow {
  readonly index: number;
  /** 涉密-1 where it is secret. */
  readonly name: string;
  readonly secret: boolean;
  readonly code: string;
  readonly unit: string;
  readonly budget: string | null;
  readonly executed: string | null;
  readonly rate: string;
  readonly own: string | null;
  readonly rule: string | null;
  readonly band: string;
  readonly grade: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Null until the engine has said it. */
  readonly standing: Standing | null;
  readonly standingWords: string;
  readonly hasIndicators: boolean;
  readonly hasFunds: boolean;
}

const NOTHING = { own: null, rule: null, band: "—", grade: "", rate: "—", budget: null, executed: null };

/** A row of one project; `score` and `check` are null until they are known. */
export function projectRow(
  submission: DraftSubmission,
  index: number,
  name: string,
  score: ScoreAnswer | null,
  check: CheckAnswer | null,
): ProjectRow {
  const secret = submission.secret === true;
  return {
    index,
    name,
    secret,
    code: secret ? "" : (submission.project?.code ?? ""),
    unit: secret ? "" : (submission.unit ?? ""),
    ...(score === null ? NOTHING : ofScore(score)),
    counts: check?.counts ?? {},
    standing: check?.standing ?? null,
    standingWords: check?.standing_words ?? "",
    hasIndicators: (submission.indicators ?? []).some((row) => `${row.name ?? ""}${row.target ?? ""}` !== ""),
    hasFunds: (submission.funds ?? []).some((row) => `${row.budget ?? ""}${row.executed ?? ""}` !== ""),
  };
}

function ofScore(score: ScoreAnswer): Pick<ProjectRow, keyof typeof NOTHING> {
  const { low, high, total: rule } = score.rule;
  const execution = score.rows.find((row) => row.at === "execution");
  return {
    own: score.own.total,
    rule,
    band: low === high || low === "" ? "—" : `${low}–${high}`,
    grade: score.own.grade,
    rate: execution === undefined || execution.value === "" ? "—" : `${execution.value}%`,
    budget: score.budget,
    executed: score.executed,
  };
}

/** On the list and not begun: neither money nor indicators, only a name. */
export function isListedOnly(row: ProjectRow): boolean {
  return !row.hasIndicators && !row.hasFunds;
}

export function searchProjects(rows: readonly ProjectRow[], query: string): readonly ProjectRow[] {
  const words = query.normalize("NFKC").toLowerCase().split(/\s+/u).filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${row.name} ${row.code} ${row.unit}`.normalize("NFKC").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
