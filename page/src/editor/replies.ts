// What the buttons of the card do.

import type { CardButton, CheckLine } from "../messages";
import * as changes from "./changes";
import type { FormState } from "./form_state";
import type { GridRow } from "./grid/cells";
import { readText } from "./grid/values";
import { rowOf } from "./margin";
import { DID } from "./words";

export function reply(state: FormState, item: CheckLine, button: CardButton): void {
  const { place, props } = state;
  const row = rowOf(item.at);
  switch (button.kind) {
    case "take_rule":
    case "fill":
      if (button.value === "" || button.field === "") state.goTo(button.field || item.at);
      else state.run(changes.setting(place, button.field, button.value), button.kind === "fill" ? DID.filledIn : DID.ruled);
      break;
    case "keep":
      state.run(changes.keeping(place, item), DID.kept);
      break;
    case "reason": {
      const path = button.field || `${row}/reason`;
      state.goTo(path);
      state.setDraft(readText(props.typed, path));
      break;
    }
    case "adjust":
    case "evidence":
    case "survey":
      state.setPanel({ kind: button.kind, at: row });
      return;
    case "explain":
      state.setExplained(row);
      return;
  }
  state.focus();
}

/** One of the readings of a text that was not understood is what was meant. */
export function takeCandidate(state: FormState, row: GridRow, text: string): void {
  const cell = row.cells.find((each) => each.field === "actual");
  if (cell !== undefined) state.write([{ cell, text }], DID.candidate);
  state.focus();
}
