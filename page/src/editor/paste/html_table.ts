// The first table of a clipboard's HTML as rows of texts. The HTML is only read, never put into the page.

/** What a table held. */
export interface ReadTable {
  readonly cells: string[][];
  /** Cells that showed #### and of which no stored value came along. */
  readonly hidden: number;
}

const MOST_ROWS = 5_000;
const MOST_COLUMNS = 200;
const SKIPPED = new Set(["style", "script", "head", "title", "rt", "rp", "xml"]);
const BREAKS = new Set(["p", "div", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"]);

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Read the first table; null where there is none. Merged cells give their text once. */
export function readHtmlTable(html: string): ReadTable | null {
  const reader = new TableReader();
  for (const piece of pieces(html)) {
    if (typeof piece === "string") reader.text(piece);
    else if (piece.closes) reader.close(piece.name);
    else reader.open(piece);
    if (reader.isDone) break;
  }
  return reader.table();
}

class TableReader {
  isDone = false;
  private depth = 0;
  private skipping = "";
  private hiddenRow = false;
  private row = -1;
  private column = 0;
  private cell: { text: string; stored: string | null; row: number; column: number } | null = null;
  private readonly rows: (string | undefined)[][] = [];
  private hidden = 0;

  open(tag: Tag): void {
    if (this.skipping !== "") return;
    if (SKIPPED.has(tag.name)) {
      this.skipping = tag.name;
      return;
    }
    if (tag.name === "table") this.depth += 1;
    if (this.depth === 0) return;
    if (this.depth > 1) {
      if (BREAKS.has(tag.name)) this.lineBreak();
    } else if (tag.name === "tr") this.beginRow(tag);
    else if (tag.name === "td" || tag.name === "th") this.beginCell(tag);
    else if (tag.name === "br") this.write("\n");
    else if (BREAKS.has(tag.name)) this.lineBreak();
  }

  close(name: string): void {
    if (this.skipping !== "") {
      if (name === this.skipping) this.skipping = "";
      return;
    }
    if (this.depth === 1 && (name === "td" || name === "th" || name === "tr")) this.endCell();
    if (name === "table" && this.depth > 0) {
      if (this.depth === 1) {
        this.endCell();
        this.isDone = this.rows.length > 0;
      }
      this.depth -= 1;
    }
  }

  text(source: string): void {
    if (this.skipping === "" && this.cell !== null) {
      // White space of the source is one space; hard spaces were written on purpose.
      this.write(decoded(source.replace(/[ \t\r\n\f]+/g, " ")));
    }
  }

  table(): ReadTable | null {
    if (this.rows.length === 0) return null;
    const width = Math.max(...this.rows.map((row) => row.length));
    const cells = this.rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ""));
    return { cells, hidden: this.hidden };
  }

  private beginRow(tag: Tag): void {
    this.endCell();
    // Spreadsheets end a table with a row that only sets widths.
    this.hiddenRow = isHidden(tag);
    if (this.hiddenRow) return;
    this.row += 1;
    this.column = 0;
    if (this.row >= MOST_ROWS) this.isDone = true;
    else this.rows[this.row] ??= [];
  }

  private beginCell(tag: Tag): void {
    this.endCell();
    if (this.hiddenRow || this.row < 0 || this.isDone) return;
    const line = this.rows[this.row] ?? [];
    while (line[this.column] !== undefined) this.column += 1;
    const down = Math.min(span(tag, "rowspan"), MOST_ROWS - this.row);
    const right = Math.min(span(tag, "colspan"), MOST_COLUMNS - this.column);
    if (right < 1) return;
    for (let row = this.row; row < this.row + down; row += 1) {
      const below = (this.rows[row] ??= []);
      for (let column = this.column; column < this.column + right; column += 1) below[column] ??= "";
    }
    this.cell = { text: "", stored: storedValue(tag), row: this.row, column: this.column };
    this.column += right;
  }

  private endCell(): void {
    if (this.cell === null) return;
    const { row, column, stored } = this.cell;
    let text = tidied(this.cell.text);
    if (/^#+$/.test(text)) {
      if (stored === null) this.hidden += 1;
      text = stored ?? "";
    }
    const line = this.rows[row];
    if (line !== undefined) line[column] = text;
    this.cell = null;
  }

  private write(text: string): void {
    if (this.cell !== null) this.cell.text += text;
  }

  private lineBreak(): void {
    if (this.cell !== null && this.cell.text.trim() !== "") this.write("\n");
  }
}

/** Texts and tags in turn; comments, declarations and conditions are passed over. */
function* pieces(html: string): Generator<string | Tag> {
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf("<", at);
    if (tag < 0) {
      yield html.slice(at);
      return;
    }
    if (tag > at) yield html.slice(at, tag);
    if (html.startsWith("<!--", tag)) {
      const end = html.indexOf("-->", tag + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    if (!/[a-z/!?]/i.test(html[tag + 1] ?? "")) {
      yield "<";
      at = tag + 1;
      continue;
    }
    const end = tagEnd(html, tag);
    const found = /^<(\/?)([a-z][\w:.-]*)/i.exec(html.slice(tag, Math.min(end, tag + 80)));
    if (found !== null) {
      const name = (found[2] ?? "").toLowerCase();
      const attributes = readAttributes(html.slice(tag + found[0].length, end));
      yield { name, closes: found[1] === "/", attributes };
    }
    at = end + 1;
  }
}

/** Where a tag ends: the next > outside of quotes. */
function tagEnd(html: string, from: number): number {
  let quote = "";
  for (let at = from + 1; at < html.length; at += 1) {
    const sign = html[at] ?? "";
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === ">") return at;
    else if ((sign === '"' || sign === "'") && html[at - 1] === "=") quote = sign;
  }
  return html.length;
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const pattern = /([\w:.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  for (const found of source.matchAll(pattern)) {
    const name = (found[1] ?? "").toLowerCase();
    attributes.set(name, decoded(found[2] ?? found[3] ?? found[4] ?? ""));
  }
  return attributes;
}

function span(tag: Tag, name: string): number {
  const given = Number.parseInt(tag.attributes.get(name) ?? "1", 10);
  return Number.isFinite(given) && given > 0 ? given : 1;
}

function isHidden(tag: Tag): boolean {
  return /display\s*:\s*none/i.test(tag.attributes.get("style") ?? "");
}

/** A stored number as spreadsheets show it: fifteen digits, no exponent; another text as it is. */
function storedNumber(text: string): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim());
  if (found === null) return text;
  const fraction = found[3] ?? "";
  let digits = BigInt(`${found[2]}${fraction}`);
  let places = fraction.length - Number.parseInt(found[4] ?? "0", 10);
  for (let more = digits.toString().length - 15; more > 0; more = digits.toString().length - 15) {
    const unit = 10n ** BigInt(more);
    digits = (digits + unit / 2n) / unit;
    places -= more;
  }
  if (places < 0) return `${found[1]}${digits}${"0".repeat(-places)}`;
  const shown = digits.toString().padStart(places + 1, "0");
  const rest = shown.slice(shown.length - places).replace(/0+$/, "");
  return `${found[1]}${shown.slice(0, shown.length - places)}${rest === "" || places === 0 ? "" : `.${rest}`}`;
}

/** The value that a spreadsheet keeps beside what the cell shows; null where it gives none. */
function storedValue(tag: Tag): string | null {
  const number = tag.attributes.get("x:num") ?? tag.attributes.get("sdval");
  if (number !== undefined && number !== "") return storedNumber(number);
  const sheet = /"3"\s*:\s*(-?[\d.]+(?:e[+-]?\d+)?)/i.exec(tag.attributes.get("data-sheets-value") ?? "");
  return sheet?.[1] === undefined ? null : storedNumber(sheet[1]);
}

function tidied(text: string): string {
  return text
    .replace(/\u00a0/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", ensp: " ", emsp: " ",
  le: "≤", ge: "≥", ne: "≠", times: "×", divide: "÷", middot: "·", hellip: "…", mdash: "—",
  ndash: "–", ldquo: "“", rdquo: "”", lsquo: "‘", rsquo: "’", permil: "‰", deg: "°", sup2: "²",
  sup3: "³", yen: "¥", minus: "−", plusmn: "±", bull: "•",
};

function decoded(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]\w{1,8});?/gi, (whole, name: string) => {
    if (name[0] !== "#") return NAMED[name.toLowerCase()] ?? whole;
    const hex = name[1] === "x" || name[1] === "X";
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}
