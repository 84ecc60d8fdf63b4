// One row of the form with its gutter and its margin; drawn anew only when something of it changes.

import { Component } from "preact";

import { Button } from "../frame/button";
import { Shape } from "../frame/shapes";
import type { GridCell, GridRow } from "./grid/cells";
import { canEdit } from "./grid/cells";
import type { MarginLine } from "./margin";
import { MARGIN, MARGIN_WORD } from "./words";
import type { Severity } from "./words";

export interface RowProps {
  readonly row: GridRow;
  readonly index: number;
  readonly edges: readonly number[];
  readonly line: MarginLine | null;
  readonly computing: boolean;
  readonly current: boolean;
  /** Cells that a finding or a fault is about, by path. */
  readonly marks: ReadonlyMap<string, Severity>;
  readonly isOpen: boolean;
  readonly fault: string;
  readonly onCandidate: (row: GridRow, text: string) => void;
  /** All of the row that is drawn, as one text: rows of the same text are the same picture. */
  readonly drawn: string;
}

export class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return next.drawn !== this.props.drawn;
  }

  override render() {
    const { row, index, line, current } = this.props;
    const classes = `form-row ${row.kind}${current ? " row-here" : ""}`;
    return (
      <tr class={classes} aria-rowindex={index + 1}>
        <Gutter row={row} line={line} />
        {row.cells.map((cell) => <Cell key={cell.left} cell={cell} {...this.props} />)}
        <Margin {...this.props} />
      </tr>
    );
  }
}

function Gutter({ row, line }: { row: GridRow; line: MarginLine | null }) {
  const grave = line !== null && line.open > 0 ? line.severity : null;
  if (grave !== null) {
    const label = `${row.number || ""} ${MARGIN_WORD[grave]}`.trim();
    return <th scope="row" class="gutter"><Shape severity={grave} label={label} /></th>;
  }
  return row.number > 0 ? <th scope="row" class="gutter">{row.number}</th> : <td class="gutter" />;
}

function Cell({ cell, row, edges, marks, isOpen, fault }: RowProps & { cell: GridCell }) {
  const span = edges.indexOf(cell.right) - edges.indexOf(cell.left);
  const mark = marks.get(cell.path) ?? null;
  const place = { colSpan: span, ...(cell.rows > 1 ? { rowSpan: cell.rows } : {}) };
  if (cell.role === "label") {
    if (row.kind === "heading") {
      return <th {...place} scope="col" class={`label ${cell.align}`}>{cell.text}</th>;
    }
    const said = row.kind === "sum" && cell.field === "points" && fault !== "";
    return (
      <td {...place} role="gridcell" class={`label ${cell.align}${row.kind === "sum" ? ` sum-${cell.field}` : ""}`}>
        {cell.field === "rest" ? <GradeLine text={cell.text} /> : cell.text}
        {said && <span class="points-fault"><Shape severity="edit" />{fault}</span>}
      </td>
    );
  }
  const key = `${row.at}|${cell.left}`;
  if (cell.role === "fold") {
    return (
      <td {...place} class="fold" data-cell={key} role="gridcell" aria-expanded={isOpen}>
        <span class="fold-line">
          <span class="fold-mark" aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
          <b>{cell.heading}</b>
          {!isOpen && <span class="fold-text">{cell.text}</span>}
        </span>
      </td>
    );
  }
  const by = cell.path === "" && cell.filledBy !== "plan" ? "computed" : cell.filledBy;
  const tinted = mark === "edit" || mark === "ask" ? ` mark-${mark}` : "";
  return (
    <td
      {...place}
      class={`cell ${by} ${cell.align} field-${cell.field.replaceAll("/", "-")}${tinted}`}
      data-cell={key}
      role="gridcell"
      aria-readonly={!canEdit(cell)}
    >
      <CellText cell={cell} />
    </td>
  );
}

function CellText({ cell }: { cell: GridCell }) {
  if (cell.text === "" && cell.ghost !== "") {
    return <span class="ghost" title={MARGIN.byRule}>{cell.ghost}</span>;
  }
  return (
    <span class="cell-text">
      {cell.shown}
      {cell.below !== "" && <span class="below">{cell.below}</span>}
    </span>
  );
}

/** 等级 优: the grade in bold. */
function GradeLine({ text }: { text: string }) {
  const [label, ...grade] = text.split(" ");
  return <>{label} <b>{grade.join(" ")}</b></>;
}

function Margin({ row, line, computing, current, onCandidate }: RowProps) {
  const numbered = row.number > 0 || row.kind === "funds" || line !== null;
  if (line === null) {
    const text = computing && numbered ? MARGIN.computing : "";
    return (
      <>
        <td class="margin margin-rule" />
        <td class="margin margin-band" />
        <td class="margin margin-said margin-quiet">{text}</td>
      </>
    );
  }
  const grave = line.open > 0;
  const unread = line.candidates.length > 0;
  return (
    <>
      <td class={`margin margin-rule${grave ? " grave" : ""}`}>{line.rule}</td>
      <td class="margin margin-band">{line.band}</td>
      <td class={`margin margin-said ${line.severity}`} id={current ? "margin-line" : undefined}>
        <span class="said-line">
          {line.word !== "" && (
            <span class={`severity ${line.severity}`}>
              <Shape severity={unread ? "ask" : line.severity} />
              <span class="said-word">{line.word}</span>
            </span>
          )}
          <span class="said-text" title={line.line}>{line.line}</span>
        </span>
        {unread && (
          <span class="candidates">
            {line.candidates.map((text) => (
              <Button key={text} class="small" onClick={() => onCandidate(row, text)}>{text}</Button>
            ))}
          </span>
        )}
      </td>
    </>
  );
}
