// The line below the form: where one is, what is selected, the keys, how long scoring took, by which set.

import { Key } from "../frame/button";
import { STATUS } from "./words";

export interface StatusProps {
  readonly row: number;
  readonly of: number;
  readonly cells: number;
  readonly sum: string | null;
  readonly took: number | null;
  readonly called: string;
  readonly standing: string;
  readonly readOnly: boolean;
  /** What the last key could not do, and why. */
  readonly said: string;
}

export function StatusLine({ row, of, cells, sum, took, called, standing, readOnly, said }: StatusProps) {
  return (
    <footer class="status-line" data-region="status" tabIndex={-1} aria-label={STATUS.label}>
      {row > 0 && <span>{STATUS.position(row, of)}</span>}
      <span>{STATUS.selected(cells)}{sum === null ? "" : `，${STATUS.sum(sum)}`}</span>
      {readOnly && <b>{STATUS.readOnly}</b>}
      {said !== "" ? <b class="status-said" role="status">{said}</b> : (
        <span class="status-keys">
          {STATUS.keys.map(([key, does]) => <span key={key}><Key>{key}</Key> {does}</span>)}
        </span>
      )}
      <span class="space" />
      {took !== null && <span>{STATUS.took(seconds(took))}</span>}
      {called !== "" && <span class="status-rules">{STATUS.rules(called, standing)}</span>}
    </footer>
  );
}

/** Hundredths of a second. */
function seconds(milliseconds: number): string {
  const hundredths = Math.round(milliseconds / 10);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}
