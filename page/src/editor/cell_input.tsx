// The one textarea that always has the focus: it lies on the current cell, so that an input method starts
// at the first key. Frames of the cursor and of the selection lie beside it.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Grid, GridCell } from "./grid/cells";
import { canEdit } from "./grid/cells";
import type { Area } from "./grid/selection";
import { cellsIn } from "./grid/selection";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const NOWHERE: Box = { left: 0, top: 0, width: 1, height: 1 };
const CHOICES_BELOW = 4;

export interface CellInputProps {
  readonly grid: Grid;
  readonly cell: GridCell | null;
  readonly area: Area | null;
  /** What is being typed; null while the cell is only chosen. */
  readonly draft: string | null;
  readonly label: string;
  readonly readOnly: boolean;
  readonly table: RefObject<HTMLTableElement | null>;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly onType: (text: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onLeave: () => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onChoose: (text: string) => void;
  readonly onFill: (event: PointerEvent) => void;
}

export function CellInput(props: CellInputProps) {
  const { grid, cell, area, draft, label, input, table } = props;
  const [box, setBox] = useState<Box | null>(null);
  const [range, setRange] = useState<Box | null>(null);
  const shown = useRef("");

  useLayoutEffect(() => {
    const place = cell === null ? null : boxOf(table.current, grid, cell);
    const several = area === null || cell === null ? null : areaBox(table.current, grid, area);
    const key = JSON.stringify([place, several]);
    if (key === shown.current) return;
    shown.current = key;
    setBox(place);
    setRange(several);
  });

  // The text of an open cell decides how high it is; it never hides what is typed.
  useLayoutEffect(() => {
    const field = input.current;
    if (field === null || box === null) return;
    if (draft !== null && field.value !== draft) field.value = draft;
    if (draft === null && field.value !== "") field.value = "";
    field.style.height = `${box.height}px`;
    if (draft !== null && field.scrollHeight > box.height) field.style.height = `${field.scrollHeight + 2}px`;
  }, [box, draft]);

  const choices = cell === null || !canEdit(cell) || props.readOnly ? [] : choicesOf(cell);
  const computed = cell === null || !canEdit(cell);
  return (
    <div class="cell-layer">
      {range !== null && area !== null && cell !== null && !isOne(grid, area) && (
        <div class="range-frame" style={place(range)} />
      )}
      {box !== null && (
        <div class={`cursor-frame${computed ? " computed" : ""}`} style={place(box)}>
          {!computed && !props.readOnly && <span class="fill-handle" onPointerDown={props.onFill} />}
        </div>
      )}
      <textarea
        ref={input}
        class={`cell-input ${cell?.align ?? "left"}${draft === null ? " resting" : " open"}`}
        style={place(box ?? NOWHERE)}
        aria-label={label}
        aria-describedby="margin-line"
        aria-readonly={computed || props.readOnly}
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        rows={1}
        onInput={(event) => props.onType(event.currentTarget.value)}
        onKeyDown={props.onKey}
        onBlur={props.onLeave}
        onPaste={props.onPaste}
        onCopy={props.onCopy}
        onCut={props.onCopy}
        {...{ onbeforecopy: allowCopy, onbeforecut: allowCopy }}
      />
      {choices.length > 0 && box !== null && (
        <div class="choices" style={{ left: `${box.left}px`, top: `${box.top + box.height + CHOICES_BELOW}px` }}>
          {choices.map((choice) => (
            <button
              key={choice} type="button" class={choice === cell?.text ? "choice here" : "choice"} tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()} onClick={() => props.onChoose(choice)}
            >
              {choice}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const YES_NO = ["是", "否"] as const;

export function choicesOf(cell: GridCell): readonly string[] {
  return cell.kind === "yesno" ? YES_NO : cell.kind === "choice" ? cell.choices : [];
}

/** Without this the browser copies nothing while no text is selected, and tells nobody. */
function allowCopy(event: Event): void {
  const field = event.currentTarget as HTMLTextAreaElement;
  if (field.selectionStart === field.selectionEnd) event.preventDefault();
}

function place(box: Box) {
  return { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` };
}

function isOne(grid: Grid, area: Area): boolean {
  return cellsIn(grid, area).length <= 1;
}

function elementOf(table: HTMLTableElement | null, grid: Grid, cell: GridCell): HTMLElement | null {
  const at = grid.rows[cell.top]?.at ?? "";
  return table?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(`${at}|${cell.left}`)}"]`) ?? null;
}

/** Where a cell lies within the table. */
export function boxOf(table: HTMLTableElement | null, grid: Grid, cell: GridCell): Box | null {
  const element = elementOf(table, grid, cell);
  if (table === null || element === null) return null;
  const outer = table.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  return { left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height };
}

function areaBox(table: HTMLTableElement | null, grid: Grid, area: Area): Box | null {
  const boxes = cellsIn(grid, area).map((cell) => boxOf(table, grid, cell)).filter((box) => box !== null);
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}
