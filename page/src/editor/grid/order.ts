// In which order indicators and computed leaves stand: by their levels, as the set has them.

import type { DraftSubmission } from "../../document/document";
import type { FormLayoutAnswer, LayoutCell, LayoutLeaf } from "../../messages";

export interface OrderedRow {
  readonly at: string;
  readonly levels: readonly string[];
  readonly leaf: LayoutLeaf | null;
  /** A figure from which the leaf is computed, or a point of its checklist. */
  readonly part: LayoutCell | null;
}

/** Rows of the indicators block; without leaves simply the rows as they were filled in. */
export function indicatorRows(layout: FormLayoutAnswer, submission: DraftSubmission): OrderedRow[] {
  const typed = typedRows(submission);
  if (layout.leaves.length === 0) return typed;
  const leaves = layout.leaves.flatMap(leafRows);
  const rows: OrderedRow[] = [];
  for (const level1 of ordered([...leaves, ...typed].map((row) => row.levels[0] ?? ""))) {
    const inside = [...leaves, ...typed].filter((row) => (row.levels[0] ?? "") === level1);
    for (const level2 of ordered(inside.map((row) => row.levels[1] ?? ""))) {
      for (const row of inside) {
        if ((row.levels[1] ?? "") === level2) rows.push(row);
      }
    }
  }
  return rows;
}

function typedRows(submission: DraftSubmission): OrderedRow[] {
  const own = (submission.indicators ?? []).map((row, at) => typedRow(`indicators/${at}`, row));
  const ofGoals = (submission.goals ?? []).flatMap((goal, number) =>
    (goal.indicators ?? []).map((row, at) => typedRow(`goals/${number}/indicators/${at}`, row)),
  );
  return [...own, ...ofGoals];
}

function typedRow(at: string, row: { readonly level1?: unknown; readonly level2?: unknown }): OrderedRow {
  return { at, levels: [String(row.level1 ?? ""), String(row.level2 ?? "")], leaf: null, part: null };
}

function leafRows(leaf: LayoutLeaf): OrderedRow[] {
  const at = `leaf/${leaf.id}`;
  const parts = [...leaf.inputs, ...leaf.items];
  return [
    { at, levels: leaf.path, leaf, part: null },
    ...parts.map((part) => ({ at: `part/${leaf.id}/${part.field}`, levels: leaf.path, leaf, part })),
  ];
}

function ordered(names: readonly string[]): string[] {
  return [...new Set(names)];
}
