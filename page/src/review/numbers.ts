// How numbers of the engine stand on the screen; nothing is computed or rounded here.

/** A range of points, `0–12.5`, or one number where both ends are the same; `—` where there is none. */
export function bandOf(low: string | null, high: string | null): string {
  if (low === null || high === null) return high ?? low ?? "—";
  return low === high ? high : `${low}–${high}`;
}
