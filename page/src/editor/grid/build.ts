// The grid of a form: made of its layout, the submission, and what is computed.

import { sumOf, decimalOf } from "../../document/own_total";
import { getAt, joinPath } from "../../document/cells";
import type { DraftSubmission } from "../../document/document";
import type { FormLayoutAnswer, LayoutBlock, LayoutCell, LayoutColumn } from "../../messages";
import type { Grid, GridCell, GridRow, RowKind } from "./cells";
import { allEdges, blockEdges, edgesOf } from "./edges";
import { indicatorRows } from "./order";
import type { OrderedRow } from "./order";
import { groupedAmount, readText } from "./values";
import { LAST_YEAR, SECTION } from "../words";

/** Texts that only the engine knows: rates, computed values, the total. */
export interface Computed {
  /** By row and what is computed: `funds/0` + `rate`. */
  text(at: string, what: string): string;
  /** What the form prints as the own score of a row where the unit left it blank. */
  own(at: string): string;
  /** Points and own score of a level or of a yearly goal, by its name. */
  level(name: string): { readonly points: string; readonly own: string };
  readonly total: string;
  readonly grade: string;
  readonly points: string;
}

export interface GridSource {
  readonly layout: FormLayoutAnswer;
  readonly submission: DraftSubmission;
  readonly computed: Computed;
  readonly width: number;
  readonly open: ReadonlySet<string>;
}

type Cell = Omit<GridCell, "top"> & { top: number; rows: number; more: string[]; below: string };

export function buildGrid(source: GridSource): Grid {
  const builder = new GridBuilder(source);
  builder.head();
  for (const block of source.layout.blocks) builder.block(block);
  builder.foot();
  return builder.grid();
}

class GridBuilder {
  private readonly rows: { at: string; kind: RowKind; number: number; cells: Cell[]; section: string }[] = [];
  private readonly edges: (readonly number[])[];
  private numbered = 0;

  constructor(private readonly source: GridSource) {
    this.edges = [[0, source.width]];
  }

  head(): void {
    const { layout, open } = this.source;
    if (layout.head.length === 0) return;
    const filled = layout.head.flat().map((cell) => this.cellText(cell)).filter((text) => text !== "");
    this.banner("head", SECTION.head, filled.join(" · "));
    if (open.has("head")) this.lines("head", layout.head);
  }

  foot(): void {
    const { layout, open } = this.source;
    const cells = layout.foot.filter((cell) => cell.field !== "");
    if (cells.length === 0) return;
    const filled = cells.map((cell) => this.cellText(cell)).filter((text) => text !== "");
    this.banner("foot", SECTION.foot, filled.join(" · "));
    if (!open.has("foot")) return;
    this.lines("foot", cells.length > 2 ? [cells.slice(0, 2), cells.slice(2)] : [cells]);
  }

  block(block: LayoutBlock): void {
    switch (block.kind) {
      case "indicators":
        this.indicators(block);
        return;
      case "funds":
      case "tasks":
      case "goals":
        this.table(block, block.kind, this.listed(block.kind));
        return;
      case "goal":
        this.table(block, "goal", ["goal"]);
        return;
      case "texts":
        this.texts(block);
    }
  }

  grid(): Grid {
    const slots: Cell[][] = this.rows.map(() => []);
    for (const row of this.rows) {
      for (const cell of row.cells) {
        if (cell.role === "label") continue;
        for (let at = cell.top; at < cell.top + cell.rows; at += 1) slots[at]?.push(cell);
      }
    }
    const rows: GridRow[] = this.rows.map((row, at) => ({
      ...row,
      slots: (slots[at] ?? []).sort((one, other) => one.left - other.left),
    }));
    const index = new Map(rows.map((row, at) => [row.at, at]));
    return { rows, index, edges: allEdges(this.edges), numbered: this.numbered };
  }

  private listed(list: "funds" | "tasks" | "goals"): string[] {
    return (this.source.submission[list] ?? []).map((_, at) => `${list}/${at}`);
  }

  private begin(at: string, kind: RowKind, section: string, number = 0): Cell[] {
    const cells: Cell[] = [];
    this.rows.push({ at, kind, number, cells, section });
    return cells;
  }

  private put(cells: Cell[], left: number, right: number, cell: Partial<Cell>): Cell {
    const made: Cell = {
      path: "", more: [], field: "", heading: "", text: "", ghost: "", below: "", kind: "text", choices: [],
      filledBy: "computed", align: "left", role: "cell", rows: 1, ...cell,
      shown: cell.shown ?? cell.text ?? "", left, right, top: this.rows.length - 1,
    };
    cells.push(made);
    return made;
  }

  private banner(section: string, title: string, summary: string): void {
    const cells = this.begin(`fold/${section}`, "banner", section);
    this.put(cells, 0, this.source.width, { role: "fold", field: section, heading: title, text: summary });
  }

  /** Lines of label and content in turn, as the head of the form has them. */
  private lines(section: string, lines: readonly (readonly LayoutCell[])[]): void {
    const { layout, width } = this.source;
    const given = layout.head_widths.map((share) => Number.parseFloat(share) || 1);
    const shares = given.length >= 2 && given.length % 2 === 0 ? given : [14, 36, 14, 36];
    const edges = edgesOf(shares, width);
    this.edges.push(edges);
    lines.forEach((line, number) => {
      const cells = this.begin(`${section}/${number}`, "head", section);
      line.forEach((cell, at) => {
        const left = edges[at * 2] ?? 0;
        const middle = edges[at * 2 + 1] ?? width;
        const right = at === line.length - 1 ? width : (edges[at * 2 + 2] ?? width);
        this.put(cells, left, middle, { role: "label", text: cell.label, align: "center" });
        this.put(cells, middle, right, { ...this.field(cell), align: "left" });
      });
    });
  }

  private field(cell: LayoutCell): Partial<Cell> {
    const text = this.cellText(cell);
    return {
      path: cell.field, field: cell.field, heading: cell.label, text, kind: cell.kind,
      choices: cell.choices.length > 0 ? cell.choices : (this.source.layout.choices[cell.field] ?? []),
      filledBy: cell.field === "" ? "computed" : cell.filled_by,
    };
  }

  private cellText(cell: LayoutCell): string {
    return cell.field === "" ? this.filledIn(cell.text) : readText(this.source.submission, cell.field);
  }

  private filledIn(text: string): string {
    const { computed, layout } = this.source;
    const names: Readonly<Record<string, string>> = {
      total: computed.total, grade: computed.grade, points: computed.points, money_unit: layout.money_unit,
    };
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  }

  /** A block whose items are rows under its headings: funds, goals, tasks. */
  private table(block: LayoutBlock, section: string, items: readonly string[]): void {
    const edges = blockEdges(block, this.source.width);
    const first = items[0] ?? section;
    const summary = block.columns
      .map((column, at) => ({ heading: column.heading, text: this.columnCell(column, first).shown ?? "", at }))
      .filter((each) => each.text !== "" && each.at > 0)
      .map((each) => `${headingName(each.heading)} ${each.text}`);
    const words = block.kind === "goal" ? [this.columnCell(block.columns[0], "goal").text ?? ""] : summary;
    this.banner(section, this.filledIn(block.banner || block.side).replaceAll("\n", "") || SECTION[block.kind], words.join("　"));
    if (!this.source.open.has(section)) return;
    this.edges.push(edges);
    this.headings(block, edges, `heading/${section}`, section);
    for (const at of items) {
      const cells = this.begin(at, block.kind as RowKind, section);
      this.columns(cells, block.columns, edges, at);
    }
  }

  /** Texts below the indicators: what each is called, and the text. */
  private texts(block: LayoutBlock): void {
    const { layout, submission, open, width } = this.source;
    const names = Object.keys({ ...(layout.start["texts"] as object | undefined), ...submission.texts });
    const filled = names.map((name) => readText(submission, joinPath("texts", name))).filter((text) => text !== "");
    this.banner("texts", block.banner || block.side || SECTION.texts, filled.join("　"));
    if (!open.has("texts")) return;
    const edges = blockEdges(block, width);
    this.edges.push(edges);
    for (const name of names) {
      const path = joinPath("texts", name);
      const cells = this.begin(path, "texts", "texts");
      this.put(cells, 0, edges[1] ?? width, { role: "label", text: name, align: "center" });
      this.put(cells, edges[1] ?? width, width, {
        path, field: path, heading: name, text: readText(submission, path), filledBy: "unit", align: "left",
      });
    }
  }

  private headings(block: LayoutBlock, edges: readonly number[], at: string, section: string): void {
    const cells = this.begin(at, "heading", section);
    block.columns.forEach((column, number) => {
      const place = { role: "label", text: column.heading, align: "center" } as const;
      this.put(cells, edges[number] ?? 0, edges[number + 1] ?? 0, place);
    });
  }

  private columns(
    cells: Cell[], columns: readonly LayoutColumn[], edges: readonly number[], at: string,
  ): void {
    columns.forEach((column, number) => {
      this.put(cells, edges[number] ?? 0, edges[number + 1] ?? 0, this.columnCell(column, at));
    });
  }

  private columnCell(column: LayoutColumn | undefined, at: string): Partial<Cell> {
    if (column === undefined) return {};
    const path = column.field === "" ? "" : column.field.includes("/") ? column.field : `${at}/${column.field}`;
    const text = path === "" ? this.computedText(at, column.computed) : readText(this.source.submission, path);
    return {
      path, text, field: column.field, heading: headingName(column.heading), kind: column.kind,
      shown: column.kind === "money" ? groupedAmount(text) : text, align: column.align,
      filledBy: path === "" ? "computed" : column.filled_by,
      choices: this.source.layout.choices[column.field] ?? [],
      ghost: column.field === "claimed" && text === "" ? this.source.computed.own(at) : "",
      below: column.field === "actual" ? this.lastYear(at) : "",
    };
  }

  private computedText(at: string, what: string): string {
    const { submission, computed } = this.source;
    const goal = /^goals\/\d+/.exec(at)?.[0];
    const name = goal === undefined ? "" : readText(submission, `${goal}/name`);
    switch (what) {
      case "goal":
        return name;
      case "points":
      case "score":
        return name === "" ? "" : computed.level(name)[what === "points" ? "points" : "own"];
      case "evidence":
        return namesAt(submission, `${at}/evidence`).join("；");
      default:
        return computed.text(at, what);
    }
  }

  /** What the form of the year before said, as a hint beneath the cell. */
  private lastYear(at: string): string {
    const before = readText(this.source.submission, `${at}/last_actual`);
    return before === "" ? "" : LAST_YEAR(before);
  }

  private indicators(block: LayoutBlock): void {
    const edges = blockEdges(block, this.source.width);
    this.edges.push(edges);
    this.headings(block, edges, "heading/indicators", "indicators");
    const ordered = indicatorRows(this.source.layout, this.source.submission);
    const merged: (Cell | undefined)[] = [];
    for (const row of ordered) {
      const isPart = row.part !== null;
      if (!isPart) this.numbered += 1;
      const kind = row.leaf === null ? "indicators" : isPart ? "leaf-part" : "leaf";
      const cells = this.begin(row.at, kind, "indicators", isPart ? 0 : this.numbered);
      let changed = false;
      block.columns.forEach((column, at) => {
        const left = edges[at] ?? 0;
        const right = edges[at + 1] ?? 0;
        if (column.merged) {
          const made = this.levelCell(column, row);
          const above = merged[at];
          if (!changed && above !== undefined && above.text === made.text && above.heading === made.heading) {
            above.rows += 1;
            if (made.path !== undefined && made.path !== "") above.more.push(made.path);
            return;
          }
          changed = true;
          merged[at] = this.put(cells, left, right, made);
          return;
        }
        const made = row.leaf === null ? this.columnCell(column, row.at) : this.leafCell(column, row);
        if (made !== null) this.put(cells, left, right, made);
      });
      this.joinPart(row, cells);
    }
    this.levelPoints(block, merged.length > 0);
    this.sums(block, edges);
  }

  private levelCell(column: LayoutColumn, row: OrderedRow): Partial<Cell> {
    if (row.leaf === null) return this.columnCell(column, row.at);
    const text = row.levels[column.field === "level1" ? 0 : 1] ?? "";
    return { text, heading: headingName(column.heading), align: column.align, field: column.field, filledBy: "plan" };
  }

  /** A cell of a computed leaf, or of one of the figures or points below it. */
  private leafCell(column: LayoutColumn, row: OrderedRow): Partial<Cell> | null {
    const { leaf, part } = row;
    if (leaf === null) return null;
    const empty = { heading: headingName(column.heading), field: column.field, align: column.align } as const;
    if (part !== null) {
      if (column.field === "name") return { ...empty, role: "label", text: part.label, align: "right" };
      if (column.field === "actual") {
        return { ...empty, ...this.field(part), heading: part.label, field: "actual" };
      }
      return { ...empty, role: "label" };
    }
    switch (column.field) {
      case "name":
        return { ...empty, text: leaf.name, filledBy: "plan" };
      case "points":
        return { ...empty, text: leaf.points, kind: "number", filledBy: "plan" };
      case "claimed":
        return { ...this.leafField(empty, leaf.claim, "number"), ghost: this.source.computed.own(row.at) };
      case "reason":
        return this.leafField(empty, leaf.reason, "text");
      case "actual":
        return { ...empty, text: this.source.computed.text(row.at, "value") };
      default:
        return { ...empty, text: column.computed === "standard" ? leaf.note : "", filledBy: "plan" };
    }
  }

  private leafField(empty: Partial<Cell>, path: string, kind: "number" | "text"): Partial<Cell> {
    if (path === "") return empty;
    return { ...empty, path, kind, text: readText(this.source.submission, path), filledBy: "unit" };
  }

  /** The label of a figure reaches up to the column in which it is filled in. */
  private joinPart(row: OrderedRow, cells: Cell[]): void {
    if (row.part === null) return;
    const value = cells.findIndex((cell) => cell.field === "actual");
    const name = cells.findIndex((cell) => cell.field === "name");
    if (name < 0 || value <= name) return;
    const label = cells[name] as Cell;
    const joined = { ...label, right: (cells[value] as Cell).left };
    const rest = cells.slice(value + 1);
    const last = rest[rest.length - 1];
    const first = rest[0];
    const tail = first !== undefined && last !== undefined ? [{ ...first, right: last.right }] : [];
    cells.splice(name, cells.length, joined, cells[value] as Cell, ...tail);
  }

  /** The points of a level stand under its name, as the sum of its rows. */
  private levelPoints(block: LayoutBlock, any: boolean): void {
    const column = block.columns.find((each) => each.with_points);
    if (!any || column === undefined) return;
    for (const row of this.rows) {
      for (const cell of row.cells) {
        if (cell.field !== column.field || cell.role !== "cell" || row.section !== "indicators") continue;
        const typed = this.rows
          .slice(cell.top, cell.top + cell.rows)
          .flatMap((each) => each.cells.filter((other) => other.field === "points" && other.role === "cell"))
          .map((each) => decimalOf(each.text === "" ? "0" : each.text));
        if (typed.some((each) => each === null) || typed.length === 0) continue;
        const sum = sumOf(typed.filter((each) => each !== null));
        cell.below = sum === "0" ? "" : `（${sum}分）`;
      }
    }
  }

  private sums(block: LayoutBlock, edges: readonly number[]): void {
    const { layout, width } = this.source;
    const pointsAt = block.columns.findIndex((column) => column.field === "points");
    const scoreAt = block.columns.findIndex((column) => column.field === "claimed");
    const lines = [...layout.sums];
    const grade = lines[1];
    const first = lines[0];
    // A line that only says the grade stands behind the total, where nothing else does.
    if (first !== undefined && grade !== undefined && first.rest === "" && grade.score === "" && lines.length === 2) {
      lines.splice(0, 2, { ...first, rest: `${grade.label} ${grade.points}` });
    }
    lines.forEach((line, number) => {
      const cells = this.begin(`sum/${number}`, "sum", "indicators");
      const from = edges[pointsAt] ?? width;
      const label = { role: "label", align: "center" } as const;
      this.put(cells, 0, from, { ...label, text: line.label, field: "label" });
      if (pointsAt < 0) return;
      const end = edges[pointsAt + 1] ?? width;
      const alone = line.score === "" && line.rest === "";
      this.put(cells, from, alone ? width : end, { ...label, text: this.filledIn(line.points), field: "points" });
      if (alone) return;
      const next = scoreAt < 0 ? end : (edges[scoreAt + 1] ?? width);
      if (scoreAt >= 0) {
        this.put(cells, end, next, { ...label, text: this.filledIn(line.score), field: "score" });
      }
      if (next < width) this.put(cells, next, width, { ...label, text: this.filledIn(line.rest), field: "rest" });
    });
  }
}

/** Names of the things of a list: the evidence of a row. */
function namesAt(submission: DraftSubmission, path: string): string[] {
  const held = getAt(submission, path);
  return (Array.isArray(held) ? held : []).map((_, at) => readText(submission, `${path}/${at}/name`)).filter(Boolean);
}

/** A heading without its star and line breaks: 实际完成值. */
export function headingName(heading: string): string {
  return heading.replace(/[\s*＊]+/g, "");
}
