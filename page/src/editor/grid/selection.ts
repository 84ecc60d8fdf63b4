// The cursor, the selection, and where each key takes them.

import { canEdit } from "./cells";
import type { Grid, GridCell } from "./cells";

/** A cell of a row; by the row's place, so that it holds when other rows come and go. */
export interface Spot {
  readonly row: string;
  readonly slot: number;
}

export interface Selection {
  readonly anchor: Spot;
  readonly at: Spot;
}

export type Move = "up" | "down" | "left" | "right" | "home" | "end" | "first" | "last" | "pageUp" | "pageDown";

const PAGE = 12;

export function cellAt(grid: Grid, spot: Spot): GridCell | null {
  const row = grid.rows[grid.index.get(spot.row) ?? -1];
  return row?.slots[Math.min(spot.slot, row.slots.length - 1)] ?? null;
}

export function rowIndex(grid: Grid, spot: Spot): number {
  return grid.index.get(spot.row) ?? -1;
}

/** Where the cursor is when a form is opened: the first cell that the unit fills in. */
export function firstSpot(grid: Grid): Spot {
  for (const kind of ["indicators", "leaf-part", "leaf", ""]) {
    for (const row of grid.rows) {
      if (kind !== "" && row.kind !== kind) continue;
      const slot = row.slots.findIndex((cell) => kind === "" || (canEdit(cell) && cell.filledBy === "unit"));
      if (slot >= 0) return { row: row.at, slot };
    }
  }
  return { row: "", slot: 0 };
}

/** A spot that is still there: its own, else the same column in the nearest row. */
export function settled(grid: Grid, spot: Spot, near: number): Spot {
  if (cellAt(grid, spot) !== null) return spot;
  for (let away = 0; away < grid.rows.length; away += 1) {
    for (const at of [near - away, near + away]) {
      const row = grid.rows[at];
      if (row !== undefined && row.slots.length > 0 && row.kind !== "banner") {
        return { row: row.at, slot: Math.min(spot.slot, row.slots.length - 1) };
      }
    }
  }
  return firstSpot(grid);
}

/** Where a key takes the cursor; null at the border of the form. */
export function moved(grid: Grid, spot: Spot, move: Move): Spot | null {
  const index = rowIndex(grid, spot);
  const row = grid.rows[index];
  const cell = cellAt(grid, spot);
  if (row === undefined || cell === null) return null;
  switch (move) {
    case "left":
      return spot.slot > 0 ? { row: row.at, slot: spot.slot - 1 } : null;
    case "right":
      return spot.slot < row.slots.length - 1 ? { row: row.at, slot: spot.slot + 1 } : null;
    case "home":
      return { row: row.at, slot: 0 };
    case "end":
      return { row: row.at, slot: row.slots.length - 1 };
    case "first":
      return edge(grid, 0, 1, false);
    case "last":
      return edge(grid, grid.rows.length - 1, -1, true);
    case "up":
      return nextRow(grid, cell, cell.top - 1, -1);
    case "down":
      return nextRow(grid, cell, cell.top + cell.rows, 1);
    case "pageUp":
      return nextRow(grid, cell, Math.max(index - PAGE, 0), -1) ?? edge(grid, 0, 1, false);
    case "pageDown":
      return nextRow(grid, cell, Math.min(index + PAGE, grid.rows.length - 1), 1)
        ?? edge(grid, grid.rows.length - 1, -1, true);
  }
}

/** Tab: to the right, then to the beginning of the next row; null after the last cell of the form. */
export function tabbed(grid: Grid, spot: Spot, back: boolean): Spot | null {
  const beside = moved(grid, spot, back ? "left" : "right");
  if (beside !== null) return beside;
  return edge(grid, rowIndex(grid, spot) + (back ? -1 : 1), back ? -1 : 1, back);
}

function edge(grid: Grid, from: number, step: number, atEnd: boolean): Spot | null {
  for (let at = from; at >= 0 && at < grid.rows.length; at += step) {
    const row = grid.rows[at];
    if (row !== undefined && row.slots.length > 0) {
      return { row: row.at, slot: atEnd ? row.slots.length - 1 : 0 };
    }
  }
  return null;
}

/** The cell under or over this one, by the middle of the column where blocks have other edges. */
function nextRow(grid: Grid, cell: GridCell, from: number, step: number): Spot | null {
  for (let at = from; at >= 0 && at < grid.rows.length; at += step) {
    const row = grid.rows[at];
    if (row === undefined || row.slots.length === 0) continue;
    return { row: row.at, slot: slotAt(row.slots, cell) };
  }
  return null;
}

function slotAt(slots: readonly GridCell[], cell: GridCell): number {
  const exact = slots.findIndex((each) => each.left === cell.left && each.right === cell.right);
  if (exact >= 0) return exact;
  const middle = (cell.left + cell.right) / 2;
  const over = slots.findIndex((each) => each.left <= middle && middle < each.right);
  return over >= 0 ? over : slots.reduce((best, each, at) => (each.left <= middle ? at : best), 0);
}

export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The rectangle of a selection, in rows and pixels; merged cells are never cut. */
export function areaOf(grid: Grid, selection: Selection): Area | null {
  const one = cellAt(grid, selection.anchor);
  const other = cellAt(grid, selection.at);
  if (one === null || other === null) return null;
  let area: Area = {
    top: Math.min(one.top, other.top),
    bottom: Math.max(one.top + one.rows, other.top + other.rows) - 1,
    left: Math.min(one.left, other.left),
    right: Math.max(one.right, other.right),
  };
  if (one === other) return area;
  for (let grown = true; grown; ) {
    grown = false;
    for (const cell of cellsIn(grid, area)) {
      const bottom = cell.top + cell.rows - 1;
      if (cell.top >= area.top && bottom <= area.bottom) continue;
      area = { ...area, top: Math.min(area.top, cell.top), bottom: Math.max(area.bottom, bottom) };
      grown = true;
    }
  }
  return area;
}

/** Cells of an area, each once, in reading order. */
export function cellsIn(grid: Grid, area: Area): GridCell[] {
  const cells = new Set<GridCell>();
  for (const row of linesOf(grid, area)) for (const cell of row) cells.add(cell);
  return [...cells];
}

/** Cells of an area by rows; a merged cell stands in each of its rows. */
export function linesOf(grid: Grid, area: Area): GridCell[][] {
  return grid.rows
    .slice(area.top, area.bottom + 1)
    .map((row) => row.slots.filter((cell) => inside(cell, area)))
    .filter((cells) => cells.length > 0);
}

function inside(cell: GridCell, area: Area): boolean {
  const middle = (cell.left + cell.right) / 2;
  return cell.role !== "fold" && middle > area.left && middle < area.right;
}

/** The texts of an area as a block; a merged cell gives its text once. */
export function blockOf(grid: Grid, area: Area): string[][] {
  const lines: string[][] = [];
  for (let at = area.top; at <= area.bottom; at += 1) {
    const row = grid.rows[at];
    const cells = row?.slots.filter((cell) => inside(cell, area)) ?? [];
    if (cells.length > 0) lines.push(cells.map((cell) => (cell.top === at ? cell.text : "")));
  }
  return lines;
}
