// Blocks of cells as tab-separated text, quoted as spreadsheets quote them.

/** The cells of a tab-separated text; a trailing line break is no row. */
export function readTabText(text: string): string[][] {
  const source = text.replace(/\r\n?/g, "\n");
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= source.length) {
    const quoted = source[at] === '"' ? quotedField(source, at) : null;
    const end = quoted?.end ?? plainEnd(source, at);
    row.push(quoted?.text ?? source.slice(at, end));
    if (source[end] !== "\t") {
      rows.push(row);
      row = [];
      if (end >= source.length) break;
      if (end === source.length - 1) break;
    }
    at = end + 1;
  }
  return rows;
}

/** A block as tab-separated text: a cell with a tab, a line break or a quote is quoted. */
export function writeTabText(cells: readonly (readonly string[])[]): string {
  const field = (text: string) => (/["\t\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return cells.map((row) => row.map(field).join("\t")).join("\r\n");
}

function plainEnd(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== "\t" && source[at] !== "\n") at += 1;
  return at;
}

/** A field in quotes; null where the quote is a character of the text (“甲”乙). */
function quotedField(source: string, from: number): { text: string; end: number } | null {
  let text = "";
  let at = from + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return null;
    text += source.slice(at, quote);
    if (source[quote + 1] === '"') {
      text += '"';
      at = quote + 2;
      continue;
    }
    const next = source[quote + 1];
    return next === undefined || next === "\t" || next === "\n" ? { text, end: quote + 1 } : null;
  }
}
