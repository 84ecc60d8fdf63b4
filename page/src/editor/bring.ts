// What a file holds, put into a form that is already begun: blanks are filled, what differs is counted first.

import { getAt, inSubmission, sameJson, setCommand, textAt } from "../document/cells";
import { batchOf, rowsCommand } from "../document/commands";
import type { Command, Json } from "../document/document";
import type { Place } from "./changes";

export interface BringPlan {
  readonly values: readonly (readonly [string, Json])[];
  readonly added: readonly Json[];
  readonly filled: number;
  /** Filled cells that become another. */
  readonly over: number;
  /** Places outside of the rows where something else stands already, which stays as it is. */
  readonly kept: readonly string[];
}

type Row = Readonly<Record<string, Json>>;
const KEYS = ["level1", "level2", "name"];
/** What is compared row by row, what names the form, and what a reader or the program says of it. */
const APART = new Set([
  "schema", "set", "set_digest", "id", "indicators", "funds", "claimed_total", "claimed_grade",
  "at", "known", "not_found", "unplaced", "repairs",
]);

/** Compare a brought submission with the form: rows by their levels and names, funds by their source. */
export function planBring(place: Place, brought: Readonly<Record<string, unknown>>): BringPlan {
  const form = getAt(place.document, inSubmission(place.submission, ""));
  const plan = { values: [] as [string, Json][], added: [] as Json[], filled: 0, over: 0, kept: [] as string[] };
  const put = (path: string, value: Json) => {
    const before = textAt(form, path);
    if (value === null || value === "" || before === asText(value)) return;
    if (typeof value !== "object") plan[before === "" ? "filled" : "over"] += 1;
    plan.values.push([path, value]);
  };
  const beside = (path: string, value: Json): void => {
    const here = getAt(form, path);
    if (value === null || value === "") return;
    if (typeof value === "object" && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) {
        // A name with a stroke is no part of a path.
        if (key.includes("/")) plan.kept.push(path);
        else beside(`${path}/${key}`, inner);
      }
    } else if (isBlank(here)) {
      if (isBlank(value)) return;
      plan.filled += typeof value === "object" ? 1 : 0;
      put(path, value);
    } else if (asText(here) !== asText(value) && !sameJson(here, value)) plan.kept.push(path);
  };
  for (const [key, value] of Object.entries(brought)) if (!APART.has(key)) beside(key, value as Json);
  const funds = rowsOf(form, "funds");
  if (funds.length === 0) beside("funds", rowsOf(brought, "funds") as Json);
  else {
    for (const row of rowsOf(brought, "funds")) {
      const at = funds.findIndex((each) => each["source"] === row["source"]);
      if (at < 0) plan.kept.push(`funds/${String(row["source"] ?? "")}`);
      else for (const [key, value] of Object.entries(row)) put(`funds/${at}/${key}`, value);
    }
  }
  const rows = rowsOf(form, "indicators");
  const taken = new Set<number>();
  for (const row of rowsOf(brought, "indicators")) {
    const at = placeOf(rows, row, taken);
    if (at < 0) {
      plan.added.push(row);
      continue;
    }
    taken.add(at);
    for (const [key, value] of Object.entries(row)) {
      // A name that differs only in spaces stays as the unit wrote it.
      if (!KEYS.includes(key) || plain(rows[at]?.[key]) !== plain(value)) put(`indicators/${at}/${key}`, value);
    }
  }
  return plan;
}

export function bringing(place: Place, plan: BringPlan): Command {
  const rows = getAt(place.document, inSubmission(place.submission, "indicators"));
  const end = Array.isArray(rows) ? rows.length : 0;
  return batchOf(place.document, [
    ...plan.values.map(([path, value]) => (now: unknown) => setCommand(now, inSubmission(place.submission, path), value)),
    (now) => rowsCommand(now, inSubmission(place.submission, "indicators"), end, 0, plan.added),
  ]);
}

/** The row of the same levels and name; else a row of the same levels that has no name yet. */
function placeOf(rows: readonly Row[], row: Row, taken: ReadonlySet<number>): number {
  const free = (at: number) => !taken.has(at);
  const same = rows.findIndex((each, at) => free(at) && KEYS.every((key) => plain(each[key]) === plain(row[key])));
  if (same >= 0) return same;
  return rows.findIndex(
    (each, at) => free(at) && plain(each["name"]) === "" && ["target", "actual"].every((key) => plain(each[key]) === "")
      && plain(each["level1"]) === plain(row["level1"]) && plain(each["level2"]) === plain(row["level2"]),
  );
}

function rowsOf(root: unknown, key: string): readonly Row[] {
  const rows = getAt(root, key);
  return Array.isArray(rows) ? (rows as readonly Row[]) : [];
}

function plain(value: Json | undefined): string {
  return value === undefined || value === null ? "" : String(value).replace(/\s+/g, "");
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function asText(value: Json | undefined): string {
  return value === undefined || typeof value === "object" ? JSON.stringify(value) : String(value);
}
