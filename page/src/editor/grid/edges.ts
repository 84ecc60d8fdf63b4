// Where the columns of each block begin and end, in whole pixels: blocks of one form have different edges.

import type { LayoutBlock, LayoutColumn } from "../../messages";

/** A form as wide as on paper; on wide screens it grows up to this. */
export const FORM_WIDTH = { least: 560, drawn: 857, most: 1180 } as const;

const LEVEL_WIDTHS = [60, 84] as const;
const NUMBER_WIDTH = 60;
/** Numbers need less than the print gives them, where everything is in one size. */
const NUMBER_SHARE = 0.93;
const MIDDLE_WIDTH = 84;
/** Texts need at least this share of the form; else all columns keep the shares of the print. */
const LEAST_FOR_TEXT = 0.3;

/** Edges of a block's columns from 0 to the width of the form. */
export function blockEdges(block: LayoutBlock, width: number): number[] {
  const shares = block.columns.map((column) => Number.parseFloat(column.width) || 1);
  if (block.kind !== "indicators") return edgesOf(shares, width);
  const narrow = block.columns.map((column, at) => narrowest(column, at, shares, width));
  const left = width - narrow.reduce((sum, each) => sum + each, 0);
  const free = shares.reduce((sum, share, at) => sum + (narrow[at] === 0 ? share : 0), 0);
  if (free === 0 || left < width * LEAST_FOR_TEXT) return edgesOf(shares, width);
  return edgesOf(shares.map((share, at) => narrow[at] || (share * left) / free), width);
}

/** What a column of short contents needs; 0 for one of texts, which shares what is left. */
function narrowest(column: LayoutColumn, at: number, shares: readonly number[], width: number): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const printed = ((shares[at] ?? 1) * width) / total;
  const grown = Math.max(1, width / FORM_WIDTH.drawn);
  if (column.merged) return Math.min(printed, (LEVEL_WIDTHS[at] ?? LEVEL_WIDTHS[1]) * grown);
  if (column.kind === "number") return Math.min(printed * NUMBER_SHARE, NUMBER_WIDTH * grown);
  return column.align === "left" ? 0 : Math.min(printed, MIDDLE_WIDTH * grown);
}

/** Shares made edges that end exactly at the width. */
export function edgesOf(shares: readonly number[], width: number): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  let reached = 0;
  const edges = [0];
  for (const share of shares) {
    reached += share;
    edges.push(Math.round((reached * width) / total));
  }
  return edges;
}

/** All edges of all blocks once, in order: the columns of the one table. */
export function allEdges(edges: readonly (readonly number[])[]): number[] {
  return [...new Set(edges.flat())].sort((one, other) => one - other);
}
