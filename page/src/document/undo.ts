// What was done since the file was opened, so that it can be taken back.

import type { Change } from "./document";
import { inverse } from "./reducer";

/** So many changes are kept; older ones can no longer be taken back. */
export const KEPT_CHANGES = 500;

/** Changes that were done and changes that were taken back; never changed in place. */
export interface History {
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
}

export const EMPTY_HISTORY: History = { done: [], undone: [] };

export function remember(history: History, change: Change): History {
  return { done: [...history.done, change].slice(-KEPT_CHANGES), undone: [] };
}

/** The change that takes back the last one, and the history after it. */
export function stepBack(history: History): readonly [Change, History] | null {
  const last = history.done[history.done.length - 1];
  if (last === undefined) return null;
  const after = { done: history.done.slice(0, -1), undone: [...history.undone, last] };
  return [{ what: last.what, command: inverse(last.command) }, after];
}

/** The change that does again what was taken back last, and the history after it. */
export function stepForward(history: History): readonly [Change, History] | null {
  const last = history.undone[history.undone.length - 1];
  if (last === undefined) return null;
  return [last, { done: [...history.done, last], undone: history.undone.slice(0, -1) }];
}
