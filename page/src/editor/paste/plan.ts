// Where a pasted block goes: what it writes, which rows it adds, what has no room. Nothing is changed here.

import { canEdit } from "../grid/cells";
import type { Grid, GridCell, GridRow } from "../grid/cells";
import type { Area } from "../grid/selection";
import { linesOf } from "../grid/selection";
import { PASTE } from "../words";

export interface Written {
  readonly cell: GridCell;
  readonly text: string;
}

/** A row that is added: its texts by the key within the row. */
export type AddedRow = Readonly<Record<string, string>>;

export interface PastePlan {
  readonly rows: number;
  readonly columns: number;
  /** Heading of the column with which it begins; empty if it is placed by headings. */
  readonly from: string;
  readonly written: readonly Written[];
  readonly added: readonly AddedRow[];
  /** Filled cells whose text becomes another. */
  readonly over: number;
  /** Headings of the block that the form does not have. */
  readonly unnamed: readonly string[];
}

export interface PasteRefusal {
  readonly refused: string;
}

export interface PasteTarget {
  readonly grid: Grid;
  readonly cell: GridCell;
  readonly row: number;
  /** What is selected, if it is more than a cell. */
  readonly area: Area | null;
}

const LEVELS = ["level1", "level2"];

/** Place a block from the current cell rightwards; one cell fills all that is selected. */
export function planPaste(target: PasteTarget, cells: readonly (readonly string[])[]): PastePlan | PasteRefusal {
  const only = cells.length === 1 && cells[0]?.length === 1 ? (cells[0][0] ?? "") : null;
  if (only !== null && target.area !== null) return filling(target, target.area, only);
  if (!canEdit(target.cell)) return { refused: PASTE.noRoom };
  const row = target.grid.rows[target.row];
  if (row === undefined) return { refused: PASTE.noRoom };
  const places = editableFrom(row, target.cell);
  const width = Math.max(...cells.map((line) => line.length));
  if (width > places.length) {
    const first = cells[0] ?? [];
    return { refused: PASTE.tooWide(width - places.length, first.slice(places.length).filter(Boolean).join("、")) };
  }
  const fields = places.slice(0, width).map((cell) => cell.field);
  return placing(target, cells, fields, target.cell.heading, 0);
}

/** Place a block whose first row are headings: each column where its heading says, from the current row. */
export function planByHeading(
  target: PasteTarget, cells: readonly (readonly string[])[], fields: readonly (string | null)[],
): PastePlan | PasteRefusal {
  const headings = cells[0] ?? [];
  const unnamed = headings.filter((text, at) => text.trim() !== "" && (fields[at] ?? null) === null);
  const start = target.grid.rows.findIndex((row, at) => row.kind === "indicators" && at >= target.row);
  const first = start >= 0 ? start : target.grid.rows.findIndex((row) => row.kind === "indicators");
  const plan = placing({ ...target, row: first }, cells.slice(1), fields, "", 1);
  return "refused" in plan ? plan : { ...plan, unnamed };
}

function filling(target: PasteTarget, area: Area, text: string): PastePlan | PasteRefusal {
  const cells = new Set(linesOf(target.grid, area).flat().filter(canEdit));
  if (cells.size === 0) return { refused: PASTE.noRoom };
  const written = [...cells].map((cell) => ({ cell, text }));
  const rows = area.bottom - area.top + 1;
  return { rows, columns: 1, from: target.cell.heading, written, added: [], over: overwritten(written), unnamed: [] };
}

function placing(
  target: PasteTarget, given: readonly (readonly string[])[], fields: readonly (string | null)[],
  from: string, headings: number,
): PastePlan | PasteRefusal {
  const cells = carriedDown(given, fields);
  const columns = fields.filter((field) => field !== null).length;
  const base = { rows: cells.length, columns, from, unnamed: [] };
  const kind = target.grid.rows[target.row]?.kind;
  const rows = target.row < 0 ? [] : following(target.grid, target.row);
  const canGrow = headings > 0 || kind === "indicators";
  if (!canGrow && rows.length < cells.length) return { refused: PASTE.tooMany(cells.length - rows.length) };
  const written: Written[] = [];
  cells.slice(0, rows.length).forEach((line, at) => {
    const index = rows[at] ?? -1;
    const row = target.grid.rows[index];
    line.forEach((text, column) => {
      const field = fields[column] ?? null;
      const cell = field === null ? undefined : row?.slots.find((each) => each.field === field);
      if (cell !== undefined && canEdit(cell)) written.push({ cell, text: fieldText(field, text) });
    });
  });
  const added = cells.slice(rows.length).map((line) => {
    const texts = line.map((text, column): [string, string] => [fields[column] ?? "", fieldText(fields[column] ?? "", text)]);
    return Object.fromEntries(texts.filter(([field, text]) => field !== "" && text !== ""));
  });
  return { ...base, written: split(written), added, over: overwritten(written) };
}

/** Cells of a row that can be filled in, from one rightwards. */
function editableFrom(row: GridRow, from: GridCell): GridCell[] {
  return row.slots.filter((cell) => cell.left >= from.left && canEdit(cell));
}

/** Rows of the same kind from one on, without a gap. */
function following(grid: Grid, from: number): number[] {
  const kind = grid.rows[from]?.kind;
  const found: number[] = [];
  for (let at = from; at < grid.rows.length && grid.rows[at]?.kind === kind; at += 1) found.push(at);
  return found;
}

/** Levels stand once above their rows: an empty one is that of the row above. */
function carriedDown(given: readonly (readonly string[])[], fields: readonly (string | null)[]): string[][] {
  const above: Record<string, string> = {};
  return given.map((line) => {
    let changed = false;
    return line.map((text, column) => {
      const field = fields[column] ?? "";
      if (!LEVELS.includes(field)) return text;
      // Under another first level an empty second one is empty.
      if (text.trim() !== "") {
        if (field === "level1" && above[field] !== text) changed = true;
        above[field] = text;
      } else if (changed) above[field] = "";
      return above[field] ?? "";
    });
  });
}

/** Levels are printed with their points beneath, which are no part of the name: 产出（50分）. */
function fieldText(field: string | null, text: string): string {
  if (field === null || !LEVELS.includes(field)) return text;
  return text.replace(/\s*[（(]\s*[\d.]+\s*分\s*[）)]\s*$/, "").trim();
}

/** A merged level is written once for each of its rows; what is the same everywhere stays merged. */
function split(written: readonly Written[]): Written[] {
  return written.filter(({ cell, text }) => !(LEVELS.includes(cell.field) && text === cell.text));
}

function overwritten(written: readonly Written[]): number {
  return written.filter(({ cell, text }) => cell.text !== "" && cell.text !== text).length;
}

/** Columns by their headings, as the form itself prints them; null where the first row is none. */
export function ownHeadings(
  cells: readonly (readonly string[])[], headings: ReadonlyMap<string, string>,
): (string | null)[] | null {
  const fields = (cells[0] ?? []).map((text) => headings.get(text.replace(/[\s*＊]+/g, "")) ?? null);
  return cells.length > 1 && fields.filter((field) => field !== null).length >= 2 ? fields : null;
}

/** A block into a form that has no rows yet: its columns in the order of the form. */
export function planIntoEmpty(
  fields: readonly string[], headings: readonly string[], cells: readonly (readonly string[])[],
): PastePlan | PasteRefusal {
  const width = Math.max(...cells.map((line) => line.length));
  if (width > fields.length) {
    const first = cells[0] ?? [];
    return { refused: PASTE.tooWide(width - fields.length, first.slice(fields.length).filter(Boolean).join("、")) };
  }
  const added = carriedDown(cells, fields).map((line) =>
    Object.fromEntries(
      line.map((text, at): [string, string] => [fields[at] ?? "", fieldText(fields[at] ?? "", text)]).filter(([, text]) => text !== ""),
    ),
  );
  return { rows: cells.length, columns: width, from: headings[0] ?? "", written: [], added, over: 0, unnamed: [] };
}
