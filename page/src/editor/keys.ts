// Which key does what on the form.

import type { Move } from "./grid/selection";

export type Action =
  | { readonly do: "move"; readonly move: Move; readonly extend: boolean }
  | { readonly do: "accept"; readonly to: "up" | "down" | "left" | "right" }
  | { readonly do: "open" | "break" | "cancel" | "clear" | "fillDown" | "all" }
  | { readonly do: "insertRow" | "deleteRows" | "card" | "explain" | "undo" | "redo" }
  | { readonly do: "moveRows"; readonly by: -1 | 1 }
  | { readonly do: "problem" | "region"; readonly back: boolean };

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", Home: "home", End: "end",
  PageUp: "pageUp", PageDown: "pageDown",
};

/** Keys of the whole editor, wherever in it the focus is. */
export function editorKey(event: Pressed): Action | null {
  if (event.key === "F8") return { do: "problem", back: event.shiftKey };
  if (event.key === "F6" && event.ctrlKey) return { do: "region", back: event.shiftKey };
  if (event.key === "F4" && !event.ctrlKey && !event.altKey) return { do: "explain" };
  return null;
}

/** Keys while a cell is chosen; null leaves the key to the text or the browser. */
export function chosenKey(event: Pressed): Action | null {
  const { key, ctrlKey, altKey, shiftKey } = event;
  const letter = key.toLowerCase();
  if (altKey) {
    if (key === "Insert") return { do: "insertRow" };
    if (key === "Delete") return { do: "deleteRows" };
    if (key === "ArrowUp" && shiftKey) return { do: "moveRows", by: -1 };
    if (key === "ArrowDown") return shiftKey ? { do: "moveRows", by: 1 } : { do: "card" };
    return null;
  }
  if (ctrlKey) {
    if (letter === "z") return { do: shiftKey ? "redo" : "undo" };
    if (letter === "y") return { do: "redo" };
    if (letter === "d") return { do: "fillDown" };
    if (letter === "a") return { do: "all" };
    if (key === "Home") return { do: "move", move: "first", extend: shiftKey };
    if (key === "End") return { do: "move", move: "last", extend: shiftKey };
    return null;
  }
  const move = MOVES[key];
  if (move !== undefined) return { do: "move", move, extend: shiftKey };
  switch (key) {
    case "Enter":
      return { do: "accept", to: shiftKey ? "up" : "down" };
    case "Tab":
      return { do: "accept", to: shiftKey ? "left" : "right" };
    case "F2":
      return { do: "open" };
    case "Delete":
    case "Backspace":
      return { do: "clear" };
    case "Escape":
      return { do: "cancel" };
    default:
      return null;
  }
}

/** Keys while a cell is open: the rest goes into its text. */
export function openKey(event: Pressed): Action | null {
  const { key, ctrlKey, altKey, shiftKey } = event;
  if (key === "Enter") return altKey ? { do: "break" } : ctrlKey ? null : { do: "accept", to: shiftKey ? "up" : "down" };
  if (key === "Tab" && !ctrlKey && !altKey) return { do: "accept", to: shiftKey ? "left" : "right" };
  if (key === "Escape") return { do: "cancel" };
  return null;
}
