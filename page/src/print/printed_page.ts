// The engine's page as it is printed: its own print styles on the screen too, and a person's wishes
// about paper put after them. Nothing of the form is changed.

export interface Paper {
  readonly landscape: boolean;
  readonly signatures: boolean;
}

/** Sizes of A4 and of the margins that the page's own `@page` sets, in CSS pixels (96 to the inch). */
const MILLIMETRE = 96 / 25.4;
const LONG = 297 * MILLIMETRE;
const SHORT = 210 * MILLIMETRE;
export const MARGIN = { top: 14 * MILLIMETRE, side: 13 * MILLIMETRE, bottom: 16 * MILLIMETRE };

export function sheet(landscape: boolean): { readonly width: number; readonly height: number } {
  return landscape ? { width: LONG, height: SHORT } : { width: SHORT, height: LONG };
}

export function printedPage(html: string, paper: Paper): string {
  const { width } = sheet(paper.landscape);
  const margins = `${MARGIN.top}px ${MARGIN.side}px ${MARGIN.bottom}px`;
  const wishes = [
    `@page { size: A4 ${paper.landscape ? "landscape" : "portrait"}; }`,
    `@media screen { html { box-sizing: border-box; width: ${width}px; padding: ${margins}; overflow: hidden; background: #fff; } }`,
    paper.signatures ? "" : ".foot, .seal { display: none !important; }",
  ].join("\n");
  const end = html.indexOf("</head>");
  if (end < 0) return html;
  const styles = html.slice(0, end).replaceAll("@media print", "@media all");
  return `${styles}<style>\n${wishes}\n</style>\n${html.slice(end)}`;
}

export interface Measured {
  readonly height: number;
  readonly pages: number;
  readonly cutCells: number;
  readonly repeatsHeads: boolean;
  readonly together: boolean;
}

/** What the page comes to on its paper. */
export function measure(page: Document, landscape: boolean): Measured {
  const room = sheet(landscape).height - MARGIN.top - MARGIN.bottom;
  const body = page.body.getBoundingClientRect();
  const bottom = body.top + page.body.scrollHeight * zoomOf(page);
  const height = Math.max(body.bottom, bottom) - body.top;
  const cells = [...page.querySelectorAll<HTMLElement>("td, th")];
  const pageOf = (element: Element | null) =>
    element === null ? 0 : Math.floor((element.getBoundingClientRect().bottom - body.top - 1) / room);
  const end = page.querySelector(".foot, .seal");
  return {
    height,
    pages: Math.max(1, Math.ceil((height - 1) / room)),
    cutCells: cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length,
    repeatsHeads: page.querySelector("thead") !== null,
    together: end === null || pageOf(page.querySelector(".total")) === pageOf(end),
  };
}

const LEAST_ZOOM = 70;

/** The largest zoom at which the last page that is barely used is saved; 100 where none is. */
export function wholePages(page: Document, landscape: boolean): number {
  const body = page.body;
  const before = body.style.zoom;
  const at = (zoom: number) => {
    body.style.zoom = `${zoom}%`;
    return measure(page, landscape).pages;
  };
  const wanted = Math.max(1, at(100) - 1);
  let found = 100;
  if (at(100) > 1) {
    for (let zoom = 99; zoom >= LEAST_ZOOM; zoom -= 1) {
      if (at(zoom) <= wanted) {
        found = zoom;
        break;
      }
    }
  }
  body.style.zoom = before;
  return found;
}

function zoomOf(page: Document): number {
  return Number.parseFloat(page.defaultView?.getComputedStyle(page.body).zoom ?? "1") || 1;
}
