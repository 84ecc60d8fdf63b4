// What each key and each tool does.

import type { CheckLine } from "../messages";
import * as changes from "./changes";
import { marginOf } from "./form";
import type { FormState } from "./form_state";
import { one } from "./form_state";
import type { GridRow } from "./grid/cells";
import { linesOf, moved, rowIndex, tabbed } from "./grid/selection";
import { chosenKey, editorKey, openKey } from "./keys";
import type { Action } from "./keys";
import { isKept, rowOf } from "./margin";
import { nextProblem } from "./problems";
import { nextRegion } from "./regions";
import { DID, STATUS } from "./words";
import type { TOOL } from "./words";

/** A key in the textarea of the current cell. */
export function onCellKey(state: FormState, event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229) return;
  const action = editorKey(event) ?? (state.draft === null ? chosenKey(event) : openKey(event));
  if (action !== null) {
    event.stopPropagation();
    if (act(state, action)) event.preventDefault();
  } else if (event.ctrlKey && /^[sp]$/i.test(event.key)) {
    // Saving and printing take with them what is being typed.
    state.accept();
  } else if (state.draft === null && state.cell?.role === "fold" && event.key === " ") {
    event.preventDefault();
    state.openCell();
  }
}

/** A key elsewhere in the editor: on a button, in the card. */
export function onEditorKey(state: FormState, event: KeyboardEvent): void {
  if (event.isComposing || event.target === state.input.current) return;
  if ((event.target as Element).closest("dialog") !== null) return;
  const action = editorKey(event);
  if (action !== null) act(state, action);
  else if (event.key === "Escape" && !event.defaultPrevented) {
    cancel(state);
    state.focus();
  } else return;
  event.preventDefault();
}

export function useTool(state: FormState, tool: keyof typeof TOOL): void {
  state.accept();
  switch (tool) {
    case "undo":
    case "redo":
    case "insertRow":
      act(state, { do: tool });
      break;
    case "deleteRow":
      act(state, { do: "deleteRows" });
      break;
    case "paste":
    case "bring":
      state.setDialog(tool);
      return;
    case "next":
      goToProblem(state, false);
      break;
    default:
      state.props.onFinish();
      return;
  }
  state.focus();
}

/** Do what a key says; false leaves it to the browser. */
export function act(state: FormState, action: Action): boolean {
  const { grid, at, corner, area, several, row } = state;
  switch (action.do) {
    case "move":
      state.go(moved(grid, action.extend ? corner : at, action.move), action.extend);
      return true;
    case "accept":
      return accepted(state, action.to);
    case "open":
      state.openCell();
      return true;
    case "break":
      breakLine(state);
      return true;
    case "cancel":
      cancel(state);
      return true;
    case "clear":
      state.write(changes.clearing(several), DID.cleared(several.length));
      return true;
    case "fillDown": {
      const written = changes.fillingDown(grid, area === null ? [] : linesOf(grid, area), area?.top ?? 0);
      state.write(written, DID.filled(written.length));
      return true;
    }
    case "all":
      chooseAll(state);
      return true;
    case "insertRow":
      insertRow(state);
      return true;
    case "deleteRows":
      deleteRows(state);
      return true;
    case "moveRows":
      moveRows(state, action.by);
      return true;
    case "card":
      state.callCard();
      requestAnimationFrame(() =>
        state.root.current?.querySelector<HTMLElement>(".card button:not(:disabled)")?.focus(),
      );
      return true;
    case "explain":
      state.accept();
      if (row !== null) state.setExplained(rowOf(marginOf(row)));
      return true;
    case "undo":
      goBack(state, state.props.store.undo());
      return true;
    case "redo":
      goBack(state, state.props.store.redo());
      return true;
    case "problem":
      state.accept();
      goToProblem(state, action.back);
      state.focus();
      return true;
    case "region":
      state.accept();
      nextRegion(state.root.current, action.back, state.focus);
      return true;
  }
}

/** Take what is typed and go on; after the last cell Tab is left to the browser. */
function accepted(state: FormState, to: "up" | "down" | "left" | "right"): boolean {
  const { grid, at, cell, draft } = state;
  if (draft === null && cell?.role === "fold" && to === "down") {
    state.openCell();
    return true;
  }
  state.accept();
  const isTab = to === "left" || to === "right";
  const next = isTab ? tabbed(grid, at, to === "left") : moved(grid, at, to);
  state.go(next);
  return next !== null || draft !== null || !isTab;
}

function cancel(state: FormState): void {
  if (state.draft !== null) state.setDraft(null);
  else if (state.explained !== null) state.setExplained(null);
  else if (state.panel !== null) state.setPanel(null);
  else if (state.several.length > 1) state.choose(one(state.at));
  else state.closeCard();
}

function breakLine({ input, setDraft }: FormState): void {
  const field = input.current;
  if (field === null) return;
  field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
  setDraft(field.value);
}

function chooseAll({ grid, row, choose }: FormState): void {
  const rows = grid.rows.filter(
    (each) => each.section === row?.section && each.slots.length > 0 && each.kind !== "banner",
  );
  const last = rows.at(-1);
  if (rows[0] === undefined || last === undefined) return;
  choose({ anchor: { row: rows[0].at, slot: 0 }, at: { row: last.at, slot: last.slots.length - 1 } });
}

/** The cursor goes to where something was taken back. */
function goBack(state: FormState, path: string | null): void {
  const prefix = `submissions/${state.place.submission}/`;
  if (path?.startsWith(prefix) === true) state.goTo(path.slice(prefix.length));
}

/** To the next finding after the cursor, or to the first of a group. */
export function goToProblem(state: FormState, back: boolean, group?: CheckLine["group"]): void {
  const { grid, at, place, props } = state;
  const items = (props.scores.check?.items ?? []).filter(
    (item) => item.group !== "targets" && (group === undefined || item.group === group)
      && !isKept(item, place.document.ui.kept, place.submission),
  );
  const next = nextProblem(grid, props.layout, items, group === undefined ? rowIndex(grid, at) : -1, back);
  if (next === null) {
    state.say(items[0]?.text ?? STATUS.noProblem);
    return;
  }
  state.showCards();
  state.goTo(next.field.includes("/") ? next.field : next.at, next);
}

/** The row of the cursor where one cell is chosen, else all rows of the selection. */
function chosenRows({ grid, row, area, several }: FormState): GridRow[] {
  if (several.length <= 1 || area === null) return row === null ? [] : [row];
  return grid.rows.slice(area.top, area.bottom + 1).filter((each) => each.slots.length > 0);
}

export function insertRow(state: FormState): void {
  const { grid, row, place, props, readOnly } = state;
  if (readOnly) return;
  state.setPanel(null);
  const last = `indicators/${(props.typed.indicators ?? []).length - 1}`;
  const below = row === null || changes.listPlace(row) === null ? grid.rows[grid.index.get(last) ?? -1] ?? null : row;
  const made = changes.insertingBelow(place, props.layout, below);
  if (made === null) {
    state.say(STATUS.fixedRows);
    return;
  }
  state.run(made.command, DID.inserted);
  const columns = props.layout.blocks.find((each) => each.kind === "indicators")?.columns ?? [];
  const name = columns.findIndex((column) => column.field === "name");
  state.choose(one({ row: made.at, slot: made.at.includes("indicators/") ? Math.max(name, 0) : 0 }));
}

function deleteRows(state: FormState): void {
  if (state.readOnly) return;
  state.setPanel(null);
  const made = changes.deleting(state.place, chosenRows(state));
  if (made === null) {
    state.say(STATUS.fixedRows);
    return;
  }
  state.run(made.command, DID.deleted(made.count));
  state.choose(one(state.at));
}

function moveRows(state: FormState, by: -1 | 1): void {
  if (state.readOnly) return;
  state.setPanel(null);
  const made = changes.moving(state.place, chosenRows(state), by);
  if (made === null) return;
  state.run(made.command, DID.moved);
  state.choose(one({ row: made.at, slot: state.at.slot }));
}
