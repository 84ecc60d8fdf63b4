// Numbers as the engine writes them, plain decimals in strings: compared and added without floats.

import { decimalOf, sumOf } from "../document/own_total";

/** Return how two plain decimals compare; what is no number comes last. */
export function compared(a: string, b: string): number {
  const left = decimalOf(a);
  const right = decimalOf(b);
  if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
  const places = Math.max(left.places, right.places);
  const apart =
    left.units * 10n ** BigInt(places - left.places) - right.units * 10n ** BigInt(places - right.places);
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
}

/** Return the sum of plain decimals; what is no number is left out. */
export function sumOfTexts(texts: readonly string[]): string {
  return sumOf(texts.map(decimalOf).filter((each) => each !== null));
}
