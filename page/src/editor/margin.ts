// What stands beside each row, outside of the form: the rule's score, its room, one line, the findings.

import type { Kept } from "../document/document";
import type { CheckAnswer, CheckLine, RowScore, ScoreAnswer } from "../messages";
import { MARGIN, MARGIN_WORD } from "./words";
import type { Severity } from "./words";

export interface MarginLine {
  readonly at: string;
  readonly rule: string;
  readonly band: string;
  readonly severity: Severity;
  readonly word: string;
  readonly line: string;
  readonly candidates: readonly string[];
  /** Findings that are open, gravest first, then those that were kept. */
  readonly items: readonly CheckLine[];
  readonly open: number;
}

const GRAVITY: readonly Severity[] = ["edit", "ask", "note", "lack", "good", "none"];

/** The row to which a place belongs: `indicators/3/claimed` and `indicators/3` are `indicators/3`. */
export function rowOf(at: string): string {
  const found = /^(goals\/\d+\/indicators\/\d+|(?:indicators|funds|goals|tasks)\/\d+|leaf\/.+|execution)/.exec(at);
  return found?.[1] ?? at;
}

/** The field that a finding is about, as a path; empty where it is about the row. */
export function fieldOf(item: CheckLine): string {
  if (item.field === "" || item.field.includes("/")) return item.field;
  return item.at === "" ? item.field : `${rowOf(item.at)}/${item.field}`;
}

export function isKept(item: CheckLine, kept: readonly Kept[], submission: number): boolean {
  return kept.some(
    (each) => each.submission === submission && each.at === item.at && each.code === item.code && each.saw === item.saw,
  );
}

export function marginLines(
  score: ScoreAnswer | null, check: CheckAnswer | null, kept: readonly Kept[], submission: number,
): Map<string, MarginLine> {
  const items = new Map<string, CheckLine[]>();
  for (const item of check?.items ?? []) {
    if (item.group === "targets" || item.at === "") continue;
    const at = rowOf(item.at);
    items.set(at, [...(items.get(at) ?? []), item]);
  }
  const scores = new Map((score?.rows ?? []).map((row) => [row.at, row]));
  const lines = new Map<string, MarginLine>();
  for (const at of new Set([...scores.keys(), ...items.keys()])) {
    lines.set(at, marginLine(at, scores.get(at) ?? null, items.get(at) ?? [], kept, submission));
  }
  return lines;
}

function marginLine(
  at: string, row: RowScore | null, found: readonly CheckLine[], kept: readonly Kept[], submission: number,
): MarginLine {
  const sorted = [...found].sort((one, other) => GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity));
  const open = sorted.filter((item) => !isKept(item, kept, submission));
  const gravest = open[0];
  const band = row !== null && row.low !== row.high ? `${row.low}–${row.high}` : "";
  const base = {
    at,
    rule: row === null ? "" : row.status === "not_applicable" ? MARGIN.none : (row.rule ?? MARGIN.none),
    band: band === "" && gravest !== undefined && row !== null ? MARGIN.none : band,
    candidates: row?.candidates ?? [],
    items: [...open, ...sorted.filter((item) => !open.includes(item))],
    open: open.length,
  };
  if (gravest !== undefined) {
    const word = MARGIN_WORD[gravest.severity];
    return { ...base, severity: gravest.severity, word, line: gravest.short || gravest.title };
  }
  if (sorted.length > 0) return { ...base, severity: "good", word: MARGIN.kept, line: sorted[0]?.short ?? "" };
  if (row === null) return { ...base, severity: "none", word: "", line: "" };
  return { ...base, severity: row.severity, word: wordOf(row), line: row.line };
}

function wordOf(row: RowScore): string {
  if (row.own_status === "by_rule") return MARGIN.byRule;
  // What only a person can judge is settled by the unit's own score.
  if (row.own_status === "self_assessed" && row.at.startsWith("leaf/")) return MARGIN.selfAssessed;
  return row.word || MARGIN_WORD[row.severity];
}

/** How many findings of each group are open; null while nobody has looked yet. */
export function openCounts(
  check: CheckAnswer | null, kept: readonly Kept[], submission: number,
): Record<"edit" | "ask" | "note" | "lack", number> | null {
  if (check === null) return null;
  const counts = { edit: 0, ask: 0, note: 0, lack: 0 };
  for (const item of check.items) {
    if (item.group !== "targets" && !isKept(item, kept, submission)) counts[item.group] += 1;
  }
  return counts;
}
