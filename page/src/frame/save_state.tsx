// Whether what was typed is kept, in one line of the top bar.

import { useSaveState } from "../hooks";
import type { PlaceName } from "../routes";
import { DiskIcon } from "./icons";
import { Shape } from "./shapes";
import { FRAME } from "./words";

export function SaveLine({ place }: { place: PlaceName }) {
  const state = useSaveState(place);
  switch (state.kind) {
    case "none":
      return null;
    case "saving":
      return <span class="save-line">{FRAME.saving}</span>;
    case "saved":
      return <span class="save-line kept"><DiskIcon />{FRAME.saved} · {clock(state.at)}</span>;
    case "failed":
      return <span class="save-line lost"><Shape severity="edit" />{FRAME.notSaved}</span>;
    case "secret":
      return <span class="save-line secret"><Shape severity="ask" />{FRAME.notKept}</span>;
  }
}

export function clock(at: Date): string {
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
}
