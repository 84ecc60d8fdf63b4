// The form: one table with the edges of all blocks, its gutter on the left, its margin on the right.

import { Component } from "preact";
import type { RefObject } from "preact";

import type { Grid, GridCell, GridRow } from "./grid/cells";
import type { MarginLine } from "./margin";
import { Row } from "./row";
import { MARGIN } from "./words";
import type { Severity } from "./words";

const HEADING_SIZE = 14;
const FULL = 0.75;

export interface FormProps {
  readonly grid: Grid;
  readonly title: string;
  readonly lines: ReadonlyMap<string, MarginLine>;
  readonly marks: ReadonlyMap<string, Severity>;
  readonly open: ReadonlySet<string>;
  readonly currentRow: string;
  readonly computing: boolean;
  /** Why the points are wrong; empty where they are right. */
  readonly pointsFault: string;
  readonly gutter: number;
  readonly marginWidths: readonly number[];
  readonly table: RefObject<HTMLTableElement | null>;
  readonly onCandidate: (row: GridRow, text: string) => void;
}

/** Typing in a cell changes nothing of it: it is drawn anew only when one of its parts is another. */
export class Form extends Component<FormProps> {
  override shouldComponentUpdate(next: FormProps): boolean {
    return (Object.keys(next) as (keyof FormProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render() {
    const { grid, title, gutter, marginWidths, table } = this.props;
    const widths = grid.edges.slice(1).map((edge, at) => edge - (grid.edges[at] ?? 0));
    const all = [gutter, ...widths, ...marginWidths];
    const width = all.reduce((sum, each) => sum + each, 0);
    return (
      <table
        ref={table} class="form" role="grid" aria-label={title} aria-rowcount={grid.rows.length} style={{ width: `${width}px` }}
      >
        <colgroup>{all.map((each, at) => <col key={at} style={{ width: `${each}px` }} />)}</colgroup>
        <tbody>{grid.rows.map((row, index) => this.row(row, index))}</tbody>
      </table>
    );
  }

  private row(row: GridRow, index: number) {
    const { grid, lines, marks, open, currentRow, computing, pointsFault, onCandidate } = this.props;
    if (row.at === "heading/indicators") return <Heading key={row.at} row={row} edges={grid.edges} />;
    const isOpen = open.has(row.section);
    // What a folded section holds stands beside its line; of an open one, beside its rows.
    const line = row.kind === "banner" && isOpen ? null : (lines.get(marginOf(row)) ?? null);
    const current = row.at === currentRow;
    const fault = row.kind === "sum" ? pointsFault : "";
    const drawn = drawnText(row, grid.edges, line, marks, { computing, current, isOpen, fault, index });
    return (
      <Row
        key={row.at} row={row} index={index} edges={grid.edges} line={line} computing={computing}
        current={current} marks={marks} isOpen={isOpen} fault={fault} onCandidate={onCandidate} drawn={drawn}
      />
    );
  }
}

/** The place whose score and findings stand beside a row: the execution rate beside the funds. */
export function marginOf(row: GridRow): string {
  if (row.kind === "banner") return row.at === "fold/funds" ? "execution" : row.at;
  return row.at === "funds/0" ? "execution" : row.at;
}

/** Column heads; they stay in sight when the rows go by. */
function Heading({ row, edges }: { row: GridRow; edges: readonly number[] }) {
  return (
    <tr class="form-row heading sticky">
      <td class="gutter" />
      {row.cells.map((cell) => (
        <th
          key={cell.left} scope="col" class="label center"
          colSpan={edges.indexOf(cell.right) - edges.indexOf(cell.left)}
        >
          {broken(cell)}
        </th>
      ))}
      <th scope="col" class="margin-head head-rule">{MARGIN.rule}</th>
      <th scope="col" class="margin-head head-band">{MARGIN.band}</th>
      <th scope="col" class="margin-head head-said">
        <span class="said-text">{MARGIN.check}{MARGIN.notPrinted}</span>
      </th>
    </tr>
  );
}

/** A heading that nearly fills its column stands in two lines, as it is printed: 一级 / 指标. */
function broken(cell: GridCell): string {
  const star = /^[*＊]?/.exec(cell.text)?.[0] ?? "";
  const name = cell.text.slice(star.length).replace(/\s+/g, "");
  const needed = name.length * HEADING_SIZE + HEADING_SIZE;
  if (name.length < 4 || name.length > 6 || needed < (cell.right - cell.left) * FULL) return star + name;
  const first = Math.floor(name.length / 2);
  return `${star}${name.slice(0, first)}\n${name.slice(first)}`;
}

function drawnText(
  row: GridRow, edges: readonly number[], line: MarginLine | null, marks: ReadonlyMap<string, Severity>,
  more: Readonly<Record<string, unknown>>,
): string {
  const cells = row.cells.map((cell) => [
    cell.path, cell.shown, cell.ghost, cell.below, cell.left, cell.right, cell.rows, marks.get(cell.path) ?? "",
  ]);
  const said = line === null ? null : [line.rule, line.band, line.severity, line.word, line.line, line.candidates, line.open];
  return JSON.stringify([row.kind, row.number, cells, said, edges.length, more]);
}
