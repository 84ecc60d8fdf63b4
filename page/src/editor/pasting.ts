// Copy, cut and paste on the form.

import { EngineRefusal } from "../engine/client";
import * as changes from "./changes";
import type { FormState } from "./form_state";
import { headingName } from "./grid/build";
import { blockOf, rowIndex } from "./grid/selection";
import { readBlock, writeBlock } from "./paste/clipboard";
import { ownHeadings, planByHeading, planIntoEmpty, planPaste } from "./paste/plan";
import type { PastePlan, PasteRefusal } from "./paste/plan";
import { spotOf } from "./problems";
import { DID, PASTE, STATUS } from "./words";

export function onPaste(state: FormState, event: ClipboardEvent): void {
  if (state.draft !== null) return;
  event.preventDefault();
  if (state.readOnly) state.say(STATUS.readOnly);
  else void paste(state, event.clipboardData);
}

export function onCopy(state: FormState, event: ClipboardEvent): void {
  const { draft, area, several, cell, grid } = state;
  if (draft !== null || area === null) return;
  event.preventDefault();
  writeBlock(event.clipboardData, several.length <= 1 ? [[cell?.text ?? ""]] : blockOf(grid, area));
  if (event.type === "cut") state.write(changes.clearing(several), DID.cleared(several.length));
}

/** Shown first only where something is overwritten, rows are added, or a column has no place. */
export async function paste(state: FormState, data: DataTransfer | null): Promise<void> {
  const block = readBlock(data);
  if (block === null || block.cells.length === 0) return state.setDialog({ refused: PASTE.nothing });
  if (block.hidden > 0) return state.setDialog({ refused: PASTE.hidden(block.hidden) });
  const plan = await planned(state, block.cells);
  if ("refused" in plan) state.setDialog(plan);
  else if (plan.over > 0 || plan.added.length > 0 || plan.unnamed.length > 0) state.setDialog({ plan });
  else pasteNow(state, plan);
}

async function planned(
  state: FormState, cells: readonly (readonly string[])[],
): Promise<PastePlan | PasteRefusal> {
  const { grid, cell, at, area, several, props } = state;
  const block = props.layout.blocks.find((each) => each.kind === "indicators");
  const columns = (block?.columns ?? []).filter((column) => column.field !== "" && column.filled_by !== "computed");
  const names = new Map(columns.map((column) => [headingName(column.heading), column.field]));
  if (cell === null) return { refused: PASTE.noRoom };
  const target = { grid, cell, row: rowIndex(grid, at), area: several.length > 1 ? area : null };
  const fields = ownHeadings(cells, names) ?? (await understood(state, cells));
  if (fields !== null) return planByHeading(target, cells, fields);
  if (grid.numbered === 0) {
    return planIntoEmpty(columns.map((each) => each.field), columns.map((each) => headingName(each.heading)), cells);
  }
  return planPaste(target, cells);
}

/** Headings in other words than those of the form, as the engine knows them; null where there are none. */
async function understood(
  { props }: FormState, cells: readonly (readonly string[])[],
): Promise<readonly (string | null)[] | null> {
  const texts = (cells[0] ?? []).filter((text) => text.trim() !== "");
  if (!props.engineReady || cells.length < 2 || texts.length < 2) return null;
  try {
    const { body } = await props.engine.ask("paste.headings", { set: props.layout.set, cells: cells.slice(0, 2) });
    return body.headings ? body.fields : null;
  } catch (error) {
    if (error instanceof EngineRefusal) return null;
    throw error;
  }
}

export function pasteNow(state: FormState, plan: PastePlan): void {
  const { place, props, grid, at } = state;
  state.setDialog(null);
  state.run(changes.pasting(place, props.layout, grid, plan), PASTE.did(plan.rows, plan.columns));
  const last = plan.written.at(-1)?.cell;
  const spot = last === undefined ? null : spotOf(grid, last.path);
  if (spot !== null && plan.written.length > 1) state.choose({ anchor: at, at: spot });
  state.focus();
}
