// Which key does what in 复核; single keys only where no text field has the focus and nobody switched them off.

export type ReviewAction =
  | { readonly do: "up" | "down" | "open" | "tick" | "search" | "next" | "skip" | "confirm" }
  | { readonly do: "previous-project" | "next-project" | "source" | "explain" | "leave" | "fields" }
  | { readonly do: "next-problem" | "previous-problem" }
  | { readonly do: "choose"; readonly choice: 1 | 2 | 3 }
  | { readonly do: "ground"; readonly number: number }
  | { readonly do: "all-grounds" };

/** What of a keyboard event is looked at. */
export interface KeyPressed {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly composing: boolean;
}

export interface KeyPlace {
  readonly screen: "queue" | "project";
  /** Where the focus is: a text field takes letters, a button takes Enter and Space. */
  readonly focus: "page" | "text" | "button";
  readonly singleKeys: boolean;
  /** In the project: whether a choice was made, so that digits mean grounds. */
  readonly chosen: boolean;
}

const LETTERS: Readonly<Record<string, ReviewAction>> = {
  n: { do: "next" },
  s: { do: "skip" },
  o: { do: "source" },
  e: { do: "explain" },
};

/** Return what a key does, or null where it stays with the browser. */
export function actionOf(pressed: KeyPressed, place: KeyPlace): ReviewAction | null {
  if (pressed.composing || pressed.alt) return null;
  if (pressed.ctrl) return null; // 另存, 撤销 and 恢复 are the frame's.
  return always(pressed, place) ?? (place.focus === "text" ? null : free(pressed, place));
}

function always(pressed: KeyPressed, place: KeyPlace): ReviewAction | null {
  if (pressed.key === "F8") return { do: pressed.shift ? "previous-problem" : "next-problem" };
  if (pressed.key === "Escape") return { do: "leave" };
  if (place.screen !== "project" || pressed.shift) return null;
  if (pressed.key === "PageUp") return { do: "previous-project" };
  if (pressed.key === "PageDown") return { do: "next-project" };
  if (pressed.key === "Tab" && place.focus === "page" && place.chosen) return { do: "fields" };
  return pressed.key === "Enter" && place.focus === "text" ? { do: "confirm" } : null;
}

function free(pressed: KeyPressed, place: KeyPlace): ReviewAction | null {
  if (pressed.key === "ArrowUp") return { do: "up" };
  if (pressed.key === "ArrowDown") return { do: "down" };
  if (pressed.key === "Enter" && place.focus === "page")
    return { do: place.screen === "queue" ? "open" : "confirm" };
  if (!place.singleKeys) return null;
  if (pressed.key === " " && place.focus === "page" && place.screen === "queue")
    return { do: "tick" };
  if (pressed.key === "/") return { do: "search" };
  return digit(pressed.key, place) ?? letter(pressed.key.toLowerCase(), place);
}

function letter(key: string, place: KeyPlace): ReviewAction | null {
  const action = LETTERS[key] ?? null;
  return place.screen === "project" || action?.do === "next" ? action : null;
}

function digit(key: string, place: KeyPlace): ReviewAction | null {
  if (!/^\d$/u.test(key)) return null;
  const number = Number(key);
  if (place.screen === "project" && place.chosen)
    return number === 0 ? { do: "all-grounds" } : { do: "ground", number };
  if (number === 1 || number === 2 || (number === 3 && place.screen === "project"))
    return { do: "choose", choice: number };
  return null;
}
