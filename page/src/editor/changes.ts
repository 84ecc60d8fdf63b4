// What a person does on the form, as commands: cells written, rows put in, taken out and moved.

import { joinPath, inSubmission, getAt, setCommand } from "../document/cells";
import { batchOf, rowsCommand } from "../document/commands";
import type { Command, Json, Kept, PageDocument } from "../document/document";
import type { CheckLine, FormLayoutAnswer } from "../messages";
import type { Grid, GridCell, GridRow } from "./grid/cells";
import { canEdit } from "./grid/cells";
import { typedValue } from "./grid/values";
import { isKept } from "./margin";
import { forgetting, fundsMoved } from "./provenance";
import type { AddedRow, PastePlan, Written } from "./paste/plan";

/** The document, and which of its submissions is on the screen. */
export interface Place {
  readonly document: PageDocument;
  readonly submission: number;
}

type Maker = (now: unknown) => Command;

/** Cells written; a merged level in all of its rows. */
export function writing(place: Place, written: readonly Written[]): Command {
  return batchOf(place.document, writers(place, written));
}

function writers(place: Place, written: readonly Written[]): Maker[] {
  return written.flatMap(({ cell, text }) =>
    [cell.path, ...cell.more].flatMap((path): readonly Maker[] => {
      const value = typedValue(cell.kind, text);
      return [
        (now) => valueCommand(now, inSubmission(place.submission, path), value),
        ...forgetting(place.submission, path),
      ];
    }),
  );
}

/** A point of a checklist that is neither fulfilled nor not is none at all. */
function valueCommand(now: unknown, path: string, value: Json | undefined): Command {
  const isPoint = /\/items\/.+\/met$/.test(path);
  if (!isPoint || value !== undefined) return setCommand(now, path, value);
  const point = path.replace(/\/met$/, "");
  return setCommand(now, point, undefined);
}

/** One value of the submission set by a button or a panel. */
export function setting(place: Place, path: string, value: Json | undefined): Command {
  return settingAll(place, [[path, value]]);
}

export function settingAll(place: Place, values: readonly (readonly [string, Json | undefined])[]): Command {
  return batchOf(
    place.document,
    values.flatMap(([path, value]): readonly Maker[] => [
      (now) => setCommand(now, inSubmission(place.submission, path), value),
      ...forgetting(place.submission, path),
    ]),
  );
}

/** The list in which a row stands, and its place there; null for a row that the set gives. */
export function listPlace(row: GridRow): { readonly list: string; readonly at: number } | null {
  const found = /^(indicators|funds|goals|tasks|goals\/\d+\/indicators)\/(\d+)$/.exec(row.at);
  return found === null ? null : { list: found[1] ?? "", at: Number(found[2]) };
}

/** A row put in below another, with the same levels; null where none can be. */
export function insertingBelow(
  place: Place, layout: FormLayoutAnswer, row: GridRow | null,
): { command: Command; at: string } | null {
  const found = row === null ? { list: "indicators", at: -1 } : listPlace(row);
  if (found === null) return null;
  const at = found.at + 1;
  const levels = row === null ? {} : levelsOf(place, row.at);
  const made = newRow(layout, found.list, levels);
  const command = batchOf(place.document, [
    (now) => rowsCommand(now, inSubmission(place.submission, found.list), at, 0, [made]),
    ...rowsMoved(place, found.list, (index) => (index >= at ? index + 1 : index)),
  ]);
  return { command, at: `${found.list}/${at}` };
}

/** Rows taken out, with what was kept of them; null where none of them can be. */
export function deleting(place: Place, rows: readonly GridRow[]): { command: Command; count: number } | null {
  const places = rows.map(listPlace).filter((each) => each !== null);
  const list = places[0]?.list;
  const numbers = places.filter((each) => each.list === list && (list !== "funds" || each.at > 0)).map((each) => each.at);
  if (list === undefined || numbers.length === 0) return null;
  const first = Math.min(...numbers);
  const count = Math.max(...numbers) - first + 1;
  const command = batchOf(place.document, [
    (now) => rowsCommand(now, inSubmission(place.submission, list), first, count, []),
    ...rowsMoved(place, list, (index) => (index < first ? index : index < first + count ? null : index - count)),
  ]);
  return { command, count };
}

/** Rows moved up or down by one, as they are; null at the border of their list. */
export function moving(place: Place, rows: readonly GridRow[], by: -1 | 1): { command: Command; at: string } | null {
  const places = rows.map(listPlace).filter((each) => each !== null);
  const list = places[0]?.list;
  if (list === undefined || places.some((each) => each.list !== list)) return null;
  const first = Math.min(...places.map((each) => each.at));
  const last = Math.max(...places.map((each) => each.at));
  const all = getAt(place.document, inSubmission(place.submission, list));
  const passed = by < 0 ? first - 1 : last + 1;
  if (!Array.isArray(all) || passed < 0 || passed >= all.length) return null;
  const begin = Math.min(first, passed);
  const block = all.slice(begin, Math.max(last, passed) + 1) as Json[];
  const turned = by < 0 ? [...block.slice(1), block[0] as Json] : [block[block.length - 1] as Json, ...block.slice(0, -1)];
  const path = inSubmission(place.submission, list);
  const command = batchOf(place.document, [
    (now) => rowsCommand(now, path, begin, block.length, turned),
    ...rowsMoved(place, list, (index) =>
      index === passed ? passed - by * (last - first + 1) : index >= first && index <= last ? index + by : index,
    ),
  ]);
  return { command, at: `${list}/${first + by}` };
}

/** A pasted block: cells written and rows added below, in one. */
export function pasting(place: Place, layout: FormLayoutAnswer, grid: Grid, plan: PastePlan): Command {
  const list = addedList(grid, plan);
  const rows = getAt(place.document, inSubmission(place.submission, list));
  const end = Array.isArray(rows) ? rows.length : 0;
  const last = end === 0 ? {} : levelsOf(place, `${list}/${end - 1}`);
  const added = plan.added.map((texts) => addedRow(layout, list, last, texts));
  const makers = writers(place, plan.written);
  if (added.length > 0) {
    makers.push((now) => rowsCommand(now, inSubmission(place.submission, list), end, 0, added));
  }
  return batchOf(place.document, makers);
}

function addedList(grid: Grid, plan: PastePlan): string {
  const written = plan.written[0]?.cell;
  const row = written === undefined ? undefined : grid.rows[written.top];
  return (row === undefined ? null : listPlace(row))?.list ?? "indicators";
}

function newRow(layout: FormLayoutAnswer, list: string, levels: Record<string, Json>): Json {
  const kind = list.endsWith("indicators") ? "indicators" : list;
  const block = layout.blocks.find((each) => each.kind === kind);
  const texts = (block?.columns ?? [])
    .filter((column) => column.field !== "" && column.kind === "text")
    .map((column): [string, Json] => [column.field, block?.row[column.field] ?? ""]);
  return { ...Object.fromEntries(texts), ...levels };
}

function addedRow(
  layout: FormLayoutAnswer, list: string, above: Record<string, Json>, texts: AddedRow,
): Json {
  const made = newRow(layout, list, above) as Record<string, Json>;
  const columns = layout.blocks.flatMap((block) => (block.kind === "indicators" ? block.columns : []));
  for (const [field, text] of Object.entries(texts)) {
    const value = typedValue(columns.find((column) => column.field === field)?.kind ?? "text", text);
    if (value !== undefined) made[field] = value;
  }
  // Another first level without a second: that of the row above is not its own.
  if (texts["level1"] !== undefined && texts["level2"] === undefined && texts["level1"] !== above["level1"]) {
    made["level2"] = "";
  }
  return made;
}

function levelsOf(place: Place, at: string): Record<string, Json> {
  const row = getAt(place.document, inSubmission(place.submission, at));
  if (row === null || typeof row !== "object" || Array.isArray(row)) return {};
  return Object.fromEntries(
    Object.entries(row).filter(([key, value]) => /^level\d$/.test(key) && typeof value === "string"),
  ) as Record<string, Json>;
}

/** What is known of rows by their number goes with them; null drops it with its row. */
function rowsMoved(place: Place, list: string, to: (index: number) => number | null): readonly Maker[] {
  const kept: Maker = (now) => keptMoved(now, place, list, to);
  return list === "funds" ? [kept, ...fundsMoved(place.submission, to)] : [kept];
}

/** What was kept of rows goes with them; null drops it with its row. */
function keptMoved(now: unknown, place: Place, list: string, to: (index: number) => number | null): Command {
  const kept = (getAt(now, "ui/kept") ?? []) as unknown as readonly Kept[];
  const pattern = new RegExp(`^${list}/(\\d+)(.*)$`);
  const moved = kept.flatMap((each) => {
    const found = each.submission === place.submission ? pattern.exec(each.at) : null;
    if (found === null) return [each];
    const index = to(Number(found[1]));
    return index === null ? [] : [{ ...each, at: `${joinPath(...list.split("/"), index)}${found[2] ?? ""}` }];
  });
  return setCommand(now, "ui/kept", moved as unknown as Json);
}

/** 保留: the finding was seen; it comes back when the row changes. */
export function keeping(place: Place, item: CheckLine): Command {
  const { kept } = place.document.ui;
  const { at, code, saw } = item;
  const others = kept.filter((each) => each.submission !== place.submission || each.at !== at || each.code !== code);
  const all = [...others, { submission: place.submission, at, code, saw }];
  return setCommand(place.document, "ui/kept", all as unknown as Json);
}

export function unkeeping(place: Place, item: CheckLine): Command {
  const left = place.document.ui.kept.filter((each) => !isKept(item, [each], place.submission));
  return setCommand(place.document, "ui/kept", left as unknown as Json);
}

/** Cells emptied. */
export function clearing(cells: readonly GridCell[]): Written[] {
  return cells.filter((cell) => canEdit(cell) && cell.text !== "").map((cell) => ({ cell, text: "" }));
}

/** Each column of a selection filled with its first row; of one row, with the row above it. */
export function fillingDown(grid: Grid, lines: readonly (readonly GridCell[])[], row: number): Written[] {
  const first = lines[0] ?? [];
  if (lines.length > 1) {
    return lines.slice(1).flatMap((line) =>
      line.flatMap((cell) => {
        const from = first.find((each) => each.left === cell.left);
        return from !== undefined && from !== cell && canEdit(cell) ? [{ cell, text: from.text }] : [];
      }),
    );
  }
  const above = grid.rows[row - 1];
  return first.flatMap((cell) => {
    const from = above?.slots.find((each) => each.left === cell.left && each.right === cell.right);
    return from !== undefined && from !== cell && canEdit(cell) ? [{ cell, text: from.text }] : [];
  });
}
