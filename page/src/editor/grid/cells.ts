// The form as a grid: what a cell and a row are.

import type { LayoutCell, LayoutColumn } from "../../messages";

export type CellKind = LayoutCell["kind"];
export type FilledBy = LayoutCell["filled_by"];

export interface GridCell {
  /** Place in the submission; empty where the cell shows what is computed, or a label. */
  readonly path: string;
  /** Further places that hold the same: rows of a merged level. */
  readonly more: readonly string[];
  /** Key within the row by which columns of a block are found when something is pasted. */
  readonly field: string;
  readonly heading: string;
  readonly text: string;
  /** As it is printed; differs from the text where amounts are grouped. */
  readonly shown: string;
  /** What is printed although the cell is empty: the score by rule. */
  readonly ghost: string;
  /** A second line that is no part of the cell's text: （50分） under a level. */
  readonly below: string;
  readonly kind: CellKind;
  readonly choices: readonly string[];
  readonly filledBy: FilledBy;
  readonly align: LayoutColumn["align"];
  readonly left: number;
  readonly right: number;
  /** Index of the row in which it begins, and how many rows it takes. */
  readonly top: number;
  readonly rows: number;
  /** fold: opens a section; label: cannot be chosen. */
  readonly role: "cell" | "label" | "fold";
}

export type RowKind =
  | "banner" | "head" | "heading" | "funds" | "goal" | "goals" | "indicators" | "leaf" | "leaf-part"
  | "tasks" | "texts" | "sum" | "foot";

export interface GridRow {
  /** Place of the row in the submission, or what it is called: indicators/3, fold/funds. */
  readonly at: string;
  readonly kind: RowKind;
  /** Number in the gutter; 0 for none. */
  readonly number: number;
  /** Cells that begin in this row. */
  readonly cells: readonly GridCell[];
  /** Cells on which the cursor can stand, left to right, merged ones of rows above too. */
  readonly slots: readonly GridCell[];
  readonly section: string;
}

export interface Grid {
  readonly rows: readonly GridRow[];
  readonly edges: readonly number[];
  readonly index: ReadonlyMap<string, number>;
  /** How many rows the indicators have. */
  readonly numbered: number;
}

export function canEdit(cell: GridCell): boolean {
  return cell.role === "cell" && cell.path !== "" && cell.filledBy !== "computed";
}
