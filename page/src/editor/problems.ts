// Where findings lie on the grid, and which is the next after the cursor.

import type { CheckAnswer, CheckLine, FormLayoutAnswer, ScoreAnswer, TypedFault } from "../messages";
import type { Kept } from "../document/document";
import type { Grid } from "./grid/cells";
import { canEdit } from "./grid/cells";
import type { Spot } from "./grid/selection";
import { marginOf } from "./form";
import { fieldOf, isKept, rowOf } from "./margin";
import type { MarginLine } from "./margin";
import { MARGIN_WORD } from "./words";
import type { Severity } from "./words";

/** The section that must be open so that a place is seen. */
export function sectionOf(layout: FormLayoutAnswer, at: string): string {
  if (at === "execution" || at.startsWith("funds/") || at === "funds") return "funds";
  const first = at.split("/")[0] ?? "";
  if (/^goals\/\d+\/indicators/.test(at)) return "indicators";
  if (["goal", "goals", "tasks", "texts"].includes(first)) return first;
  if (layout.head.flat().some((cell) => cell.field === at)) return "head";
  if (layout.foot.some((cell) => cell.field === at)) return "foot";
  return "indicators";
}

/** A place of the submission as a spot of the grid: its cell, else the own score of its row; null if folded. */
export function spotOf(grid: Grid, at: string): Spot | null {
  for (const row of grid.rows) {
    const slot = row.slots.findIndex((cell) => cell.path === at && cell.path !== "");
    if (slot >= 0) return { row: row.at, slot };
  }
  const wanted = rowOf(at) === "execution" ? "funds/0" : rowOf(at);
  const row = grid.rows[grid.index.get(wanted) ?? -1];
  if (row === undefined) return null;
  const score = row.slots.findIndex((cell) => cell.field === "claimed");
  const slot = score >= 0 ? score : row.slots.findIndex(canEdit);
  return slot < 0 ? null : { row: row.at, slot };
}

export function spotOfItem(grid: Grid, item: CheckLine): Spot | null {
  const field = fieldOf(item);
  return (field === "" ? null : spotOf(grid, field)) ?? spotOf(grid, item.at);
}

/** The margin by rows of the grid: what belongs to a folded section stands beside its line. */
export function placedLines(
  grid: Grid, layout: FormLayoutAnswer, lines: ReadonlyMap<string, MarginLine>,
): Map<string, MarginLine> {
  const placed = new Map<string, MarginLine>();
  const beside = new Set(grid.rows.map(marginOf));
  const paths = new Map<string, string>();
  for (const row of grid.rows) for (const cell of row.cells) if (cell.path !== "") paths.set(cell.path, row.at);
  for (const [at, line] of lines) {
    const path = line.items.map(fieldOf).find((field) => paths.has(field)) ?? at;
    const row = beside.has(at) ? at : (paths.get(at) ?? paths.get(path) ?? `fold/${sectionOf(layout, at)}`);
    const there = placed.get(row);
    placed.set(row, there === undefined ? line : joined(there, line));
  }
  return placed;
}

function joined(one: MarginLine, other: MarginLine): MarginLine {
  if (other.open === 0) return one;
  const items = [...one.items.slice(0, one.open), ...other.items.slice(0, other.open)];
  const first = one.open > 0 ? one : { ...other, rule: one.rule, band: one.band };
  return { ...first, items, open: items.length };
}

/** Cells that are tinted: those of findings that are open, and texts that cannot be what the cell holds. */
export function marksOf(
  grid: Grid, score: ScoreAnswer | null, check: CheckAnswer | null, kept: readonly Kept[], submission: number,
): Map<string, Severity> {
  const marks = new Map<string, Severity>();
  const paths = new Set(grid.rows.flatMap((row) => row.cells.map((cell) => cell.path)));
  for (const item of [...(check?.items ?? [])].reverse()) {
    if (item.group === "targets" || isKept(item, kept, submission)) continue;
    // What is no column of the form (evidence, a survey) is about the score that it supports.
    const about = fieldOf(item);
    const field = about !== "" && paths.has(about) ? about : `${rowOf(item.at)}/claimed`;
    if (marks.get(field) !== "edit") marks.set(field, item.severity);
  }
  for (const fault of score?.typed ?? []) marks.set(fault.at, "edit");
  return marks;
}

/** A text that is no number is told beside its row, where no finding says more. */
export function withFaults(lines: Map<string, MarginLine>, faults: readonly TypedFault[]): Map<string, MarginLine> {
  for (const fault of faults) {
    const at = rowOf(fault.at);
    const line = lines.get(at);
    if (line !== undefined && line.open > 0) continue;
    const base = line ?? { at, rule: "", band: "", candidates: [], items: [], open: 0 };
    lines.set(at, { ...base, severity: "edit", word: MARGIN_WORD.edit, line: fault.say } as MarginLine);
  }
  return lines;
}

/** The next open finding after the cursor in the order of the form, from the other end after the last. */
export function nextProblem(
  grid: Grid, layout: FormLayoutAnswer, items: readonly CheckLine[], from: number, back: boolean,
): CheckLine | null {
  const placed = items
    .map((item) => ({ item, row: rowNumber(grid, layout, item) }))
    .filter((each) => each.row >= 0)
    .sort((one, other) => one.row - other.row);
  if (placed.length === 0) return null;
  const rows = [...new Set(placed.map((each) => each.row))];
  const ahead = back ? rows.filter((row) => row < from).at(-1) : rows.find((row) => row > from);
  const row = ahead ?? (back ? rows.at(-1) : rows[0]);
  return placed.find((each) => each.row === row)?.item ?? null;
}

function rowNumber(grid: Grid, layout: FormLayoutAnswer, item: CheckLine): number {
  const spot = spotOfItem(grid, item);
  if (spot !== null) return grid.index.get(spot.row) ?? -1;
  return grid.index.get(`fold/${sectionOf(layout, item.at)}`) ?? -1;
}
