// A clipboard's block read, and a block put onto the clipboard.

import { readHtmlTable } from "./html_table";
import { readTabText, writeTabText } from "./tab_text";

export interface ReadBlock {
  readonly cells: readonly (readonly string[])[];
  readonly hidden: number;
}

const MOST_LETTERS = 20_000_000;

/** The block of a clipboard: a table before a text; null where there is neither. */
export function readBlock(data: DataTransfer | null): ReadBlock | null {
  const html = data?.getData("text/html") ?? "";
  const table = html.length > MOST_LETTERS ? null : readHtmlTable(html);
  if (table !== null) return table;
  const text = data?.getData("text/plain") ?? "";
  if (text === "" || text.length > MOST_LETTERS) return null;
  return { cells: readTabText(text), hidden: 0 };
}

export function writeBlock(data: DataTransfer | null, cells: readonly (readonly string[])[]): void {
  data?.setData("text/plain", writeTabText(cells));
  const rows = cells.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`);
  data?.setData("text/html", `<table>${rows.join("")}</table>`);
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>");
}
