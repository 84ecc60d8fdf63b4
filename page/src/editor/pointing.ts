// The form by mouse: choose, drag, open, pull down the corner.

import * as changes from "./changes";
import type { FormState } from "./form_state";
import { cellAt, linesOf } from "./grid/selection";
import type { Area, Spot } from "./grid/selection";
import { DID } from "./words";

/** What the mouse is doing while its button is down: choosing, or filling from an area. */
export interface Dragging {
  current: "select" | Area | null;
}

export function pointing(state: FormState, dragging: Dragging) {
  const { grid } = state;
  return {
    onMouseDown(event: MouseEvent): void {
      const { target } = event;
      if ((target as Element).closest("button, input, .card, .choices") !== null) return;
      if (target === state.input.current || target === state.scroller.current) return;
      event.preventDefault();
      state.accept();
      state.focus();
      const spot = spotUnder(state, event);
      if (spot === null || event.button !== 0) return;
      if (cellAt(grid, spot)?.role === "fold") state.toggle(spot.row.slice("fold/".length));
      dragging.current = "select";
      state.go(spot, event.shiftKey);
    },
    onMouseOver(event: MouseEvent): void {
      if (dragging.current === null || event.buttons === 0) return;
      const spot = spotUnder(state, event);
      if (spot !== null) state.choose({ anchor: state.at, at: spot });
    },
    onMouseUp(): void {
      const from = dragging.current;
      const { area } = state;
      dragging.current = null;
      if (from === null || from === "select" || area === null || area.bottom <= from.bottom) return;
      const down = { ...from, top: from.bottom, bottom: area.bottom };
      const written = changes.fillingDown(grid, linesOf(grid, down), down.top);
      state.write(written, DID.filled(written.length));
    },
    onDoubleClick(event: MouseEvent): void {
      if (spotUnder(state, event) !== null && state.cell?.role !== "fold") state.openCell();
    },
    onFill(event: PointerEvent): void {
      event.preventDefault();
      event.stopPropagation();
      dragging.current = state.area;
    },
  };
}

function spotUnder({ grid }: FormState, event: MouseEvent): Spot | null {
  const key = (event.target as Element).closest<HTMLElement>("[data-cell]")?.dataset["cell"]?.split("|");
  const row = grid.rows[grid.index.get(key?.[0] ?? "") ?? -1];
  const slot = row?.slots.findIndex((each) => String(each.left) === key?.[1]) ?? -1;
  return row === undefined || slot < 0 ? null : { row: row.at, slot };
}
