// What a person typed into a cell, as it is put into the document; and what the document holds, as text.

import { decimalOf, sumOf } from "../../document/own_total";
import { textAt } from "../../document/cells";
import type { Json } from "../../document/document";
import type { CellKind } from "./cells";

const YES = /^(是|有|y|yes|√|✓|1)$/i;
const NO = /^(否|无|n|no|×|0)$/i;

/** The text of a place of a submission, as a person reads it. */
export function readText(submission: unknown, path: string): string {
  const text = textAt(submission, path);
  return text === "true" ? "是" : text === "false" ? "否" : text;
}

/** What a typed text puts into the document; undefined empties a number or a choice. */
export function typedValue(kind: CellKind, typed: string): Json | undefined {
  const text = typed.trim();
  switch (kind) {
    case "number":
    case "money":
      return text === "" ? undefined : plainNumber(text);
    case "yesno":
      return text === "" ? undefined : YES.test(text) ? true : NO.test(text) ? false : typed;
    default:
      return kind === "choice" && text === "" ? undefined : typed.replace(/\r\n?/g, "\n");
  }
}

/** A number without groups and full-width digits; any other text stays as it was typed. */
export function plainNumber(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
  return decimalOf(grouped) === null ? typed : grouped;
}

/** An amount as forms print it: groups of three, two places; another text as it is. */
export function groupedAmount(text: string): string {
  const found = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (found === null) return text;
  const whole = (found[2] ?? "").replace(/\B(?=(\d{3})+$)/g, ",");
  return `${found[1]}${whole}.${(found[3] ?? "").padEnd(2, "0")}`;
}

/** Exact sum of those texts that are numbers; null where there are less than two. */
export function sumOfTexts(texts: readonly string[]): string | null {
  const decimals = texts.map(decimalOf).filter((each) => each !== null);
  return decimals.length < 2 ? null : sumOf(decimals);
}
