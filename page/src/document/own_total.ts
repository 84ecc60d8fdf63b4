// The unit's own total before the engine is up: the plain sum of the scores that are typed.

import type { DraftSubmission } from "./document";

const PLAIN = /^([+-]?)(\d{1,12})(?:\.(\d{1,12}))?$/;

interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

/** A plain decimal with half-width or full-width digits; null for any other text. */
export function decimalOf(typed: unknown): Decimal | null {
  if (typeof typed !== "string" && typeof typed !== "number") return null;
  const text = String(typed).normalize("NFKC").trim();
  const found = PLAIN.exec(text);
  if (found === null) return null;
  const places = found[3] ?? "";
  const units = BigInt(`${found[2]}${places}`);
  return { units: found[1] === "-" ? -units : units, places: places.length };
}

/** The exact sum of decimals as a plain text without needless zeros. */
export function sumOf(decimals: readonly Decimal[]): string {
  const places = decimals.reduce((most, each) => Math.max(most, each.places), 0);
  const sum = decimals.reduce((total, each) => total + each.units * 10n ** BigInt(places - each.places), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${sum < 0n ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}

/** Sum of the typed scores; null where a row has none, or one that is no number. */
export function ownTotal(submission: DraftSubmission): string | null {
  const claims: unknown[] = [
    ...(submission.indicators ?? []).map((row) => row.claimed),
    ...(submission.goals ?? []).flatMap((goal) => (goal.indicators ?? []).map((row) => row.claimed)),
    ...(submission.tasks ?? []).map((task) => task.claimed),
    ...(submission.funds ?? []).map((row) => row.claimed).filter((claim) => claim !== undefined && claim !== null),
    ...Object.values(submission.claims ?? {}),
  ];
  const decimals = claims.map(decimalOf);
  if (decimals.length === 0 || decimals.some((each) => each === null)) return null;
  return sumOf(decimals as Decimal[]);
}

/** Sum of the points of the rows as typed; null where one is no number. */
export function pointsTotal(submission: DraftSubmission): string | null {
  const typed = (submission.indicators ?? []).map((row) => decimalOf(row.points));
  return typed.length === 0 || typed.some((each) => each === null) ? null : sumOf(typed as Decimal[]);
}
