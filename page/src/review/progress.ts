// How far reading is, and how long it will still take, told only once that can be known.

import type { Reading } from "./review_desk";

/** Before so many files nothing is foretold. */
const LEAST_DONE = 3;

/** Return the share done in whole percent. */
export function share(done: number, of: number): string {
  return of === 0 ? "100%" : `${Math.floor((done * 100) / of)}%`;
}

/** Return how many seconds reading will still take by the pace until now; null while that is open. */
export function secondsLeft(reading: Reading): number | null {
  if (reading.done < LEAST_DONE) return null;
  const spent = reading.now - reading.startedAt;
  return Math.max(1, Math.ceil((spent * (reading.of - reading.done)) / reading.done / 1000));
}
