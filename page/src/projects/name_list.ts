// A list of projects as it is copied from Excel: names, and what stands beside them.

export interface ListedProject {
  readonly name: string;
  readonly code: string;
  readonly unit: string;
}

const HEADINGS: readonly (readonly [keyof ListedProject, RegExp])[] = [
  ["name", /项目名称|^项目$|^名称$/u],
  ["code", /编码|代码/u],
  ["unit", /单位|部门/u],
];
const CODE = /^[0-9A-Za-z-]{6,40}$/u;
export const MOST_LISTED = 2000;

/** Lines with a name, each once; a first line of headings says which column is which. */
export function readNameList(text: string): readonly ListedProject[] {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/su, "$1")))
    .filter((cells) => cells.some((cell) => cell !== ""));
  const headings = headingsOf(lines[0] ?? []);
  const found = new Map<string, ListedProject>();
  for (const cells of headings === null ? lines : lines.slice(1)) {
    const project = headings === null ? byContents(cells) : byHeadings(cells, headings);
    if (project.name !== "") found.set(`${project.unit}\n${project.code || project.name}`, project);
    if (found.size >= MOST_LISTED) break;
  }
  return [...found.values()];
}

type Places = ReadonlyMap<keyof ListedProject, number>;

function headingsOf(cells: readonly string[]): Places | null {
  const places = new Map<keyof ListedProject, number>();
  for (const [field, heading] of HEADINGS) {
    const place = cells.findIndex((cell, index) => heading.test(cell) && ![...places.values()].includes(index));
    if (place >= 0) places.set(field, place);
  }
  return places.has("name") && cells.every((cell) => !CODE.test(cell)) ? places : null;
}

function byHeadings(cells: readonly string[], places: Places): ListedProject {
  const at = (field: keyof ListedProject) => cells[places.get(field) ?? -1] ?? "";
  return { name: at("name"), code: at("code"), unit: at("unit") };
}

/** Without headings: a code is told by its figures, a running number is none, the first text is the name. */
function byContents(cells: readonly string[]): ListedProject {
  const code = cells.find((cell) => CODE.test(cell) && /\d{4}/u.test(cell)) ?? "";
  const texts = cells.filter((cell) => cell !== "" && cell !== code && !/^\d{1,4}$/u.test(cell));
  return { name: texts[0] ?? "", code, unit: texts[1] ?? "" };
}
