// Where one can stand in a project: its rows, then findings about the form as a whole.

import type { FindingLine, ReviewFormLine, ReviewTracksAnswer, TrackRow } from "../messages";
import { nextAfter } from "./queue_order";

export interface Stop {
  readonly key: string;
  readonly row: TrackRow | null;
  /** The gravest first. */
  readonly findings: readonly FindingLine[];
}

const GRAVITY: readonly FindingLine["severity"][] = ["edit", "ask", "lack", "note", "good", "none"];

export function stopsOf(tracks: ReviewTracksAnswer): readonly Stop[] {
  const rows = new Set(tracks.rows.map((row) => row.row));
  const loose = tracks.findings.filter((finding) => !rows.has(finding.row));
  return [
    ...tracks.rows.map((row) => ({
      key: row.row,
      row,
      findings: gravestFirst(tracks.findings.filter((finding) => finding.row === row.row)),
    })),
    ...loose.map((finding) => ({ key: finding.id, row: null, findings: [finding] })),
  ];
}

/** Whether a row waits for a decision: nobody has decided it, or the unit objects. */
export function isOpen(state: FindingLine["state"]): boolean {
  return state === "open" || state === "objected";
}

export function isWaiting(stop: Stop): boolean {
  return stop.row !== null ? isOpen(stop.row.state) : stop.findings.some((finding) => isOpen(finding.state));
}

/** Stops that are counted in 本份第 n 条: with ■ or ◆, or waiting for a decision for another reason. */
export function decidable(stops: readonly Stop[]): readonly Stop[] {
  const counts = (finding: FindingLine): boolean =>
    !finding.for_targets && (finding.severity === "edit" || finding.severity === "ask");
  return stops.filter((stop) => stop.findings.some(counts) || isWaiting(stop));
}

/** The stop on which a project opens: the wished one, else the first that waits. */
export function firstStop(stops: readonly Stop[], wished: string | undefined): number {
  const at = stops.findIndex((stop) => stop.key === wished);
  if (at >= 0) return at;
  return Math.max(0, stops.findIndex(isWaiting));
}

/** The next stop that waits, other than the one where one stands; null where there is none. */
export function nextWaiting(stops: readonly Stop[], from: number, step: 1 | -1 = 1): number | null {
  const at = nextAfter(stops, from, isWaiting, step);
  return at === from ? null : at;
}

/** The next form after one in which something waits; null where there is none. */
export function nextForm(
  forms: readonly ReviewFormLine[],
  findings: ReadonlyMap<string, readonly FindingLine[]>,
  form: string,
): ReviewFormLine | null {
  const waits = (line: ReviewFormLine): boolean =>
    line.open > 0 || (findings.get(line.form) ?? []).some((finding) => isOpen(finding.state));
  const from = forms.findIndex((line) => line.form === form);
  const at = nextAfter(forms, from, (line) => line.form !== form && line.copy_of === "" && waits(line));
  return at === null ? null : (forms[at] ?? null);
}

function gravestFirst(findings: readonly FindingLine[]): readonly FindingLine[] {
  const rank = (finding: FindingLine): number =>
    finding.for_targets ? GRAVITY.length : GRAVITY.indexOf(finding.severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}
