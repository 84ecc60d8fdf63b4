// Amounts of the list: exact sums of yuan, shown in 万元 with two decimals, rounded once.

import { decimalOf, sumOf } from "../document/own_total";

const TEN_THOUSAND = 10_000n;

/** The exact sum of amounts; null where there is none. */
export function total(amounts: readonly (string | null)[]): string | null {
  const known = amounts.flatMap((amount) => decimalOf(amount) ?? []);
  return known.length === 0 ? null : sumOf(known);
}

/** Yuan as 万元 for a table: 2,292.44; what is not known is a dash. */
export function inTenThousand(yuan: string | null): string {
  const amount = decimalOf(yuan);
  if (amount === null) return "—";
  return grouped(quotient(amount.units, TEN_THOUSAND * 10n ** BigInt(amount.places), 2));
}

/** Part of a whole in percent with two decimals: 96.74%. */
export function percent(part: string | null, whole: string | null): string {
  const above = decimalOf(part);
  const below = decimalOf(whole);
  if (above === null || below === null || below.units <= 0n) return "—";
  const share = 100n * above.units * 10n ** BigInt(below.places);
  return `${quotient(share, below.units * 10n ** BigInt(above.places), 2)}%`;
}

/** The mean of scores with at most two decimals; null where there is none. */
export function mean(scores: readonly (string | null)[]): string | null {
  const known = scores.flatMap((score) => decimalOf(score) ?? []);
  const sum = known.length === 0 ? null : decimalOf(sumOf(known));
  if (sum === null) return null;
  const exact = quotient(sum.units, BigInt(known.length) * 10n ** BigInt(sum.places), 2);
  return exact.replace(/\.?0+$/u, "");
}

/** A quotient rounded half up to a fixed number of decimals. */
function quotient(above: bigint, below: bigint, places: number): string {
  const scaled = (above < 0n ? -above : above) * 10n ** BigInt(places);
  const rounded = (2n * scaled + below) / (2n * below);
  const digits = rounded.toString().padStart(places + 1, "0");
  const sign = above < 0n && rounded > 0n ? "-" : "";
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function grouped(number: string): string {
  const [whole = "", rest = ""] = number.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/gu, ",")}.${rest}`;
}
