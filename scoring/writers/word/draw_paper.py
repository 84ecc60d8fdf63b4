"""A layout of ``papers.yaml`` as a document with placeholders: what is filled, and what a person restyles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final
from xml.etree.ElementTree import Element

from scoring.writers.word.draw_page import page_package, section, style_id
from scoring.writers.word.marks import WordMarks, heading_mark
from scoring.writers.word.package import DOCUMENT, Package
from scoring.writers.word.page_style import PageStyle
from scoring.writers.word.papers_file import (
    ChartSpec,
    FlatSpec,
    HeadingSpec,
    LandscapeSpec,
    PaperSpec,
    PaperTableSpec,
    RowsSpec,
    TextSpec,
)
from scoring.writers.word.wml import el, made, val

_SMALL: Final = {"w:before": 0, "w:after": 0, "w:line": 20, "w:lineRule": "exact"}
"""The height of a paragraph that only ends a section."""


def drawn(paper: PaperSpec, style: PageStyle, marks: WordMarks) -> Package:
    """Return the layout of a paper as a document with its placeholders."""
    package = page_package(style)
    pen = _Pen(style, marks)
    body = el("w:body")
    upright = style.across()
    lying = style.across(landscape=True)
    lies = False
    for part in paper.parts:
        turns = isinstance(part, LandscapeSpec)
        if len(body) and (turns or lies):
            body.append(_end_of_section(section(package, style, landscape=lies)))
        lies = turns
        if isinstance(part, LandscapeSpec):
            for inner in part.landscape:
                body.extend(pen.part(inner, lying))
        else:
            body.extend(pen.part(part, upright))
    body.append(section(package, style, landscape=lies))
    package.parts[DOCUMENT] = made(el("w:document", None, body))
    return package


class _Pen:
    """Draws the parts of a paper."""

    def __init__(self, style: PageStyle, marks: WordMarks) -> None:
        self.style, self.marks = style, marks
        self._bookmarks = 0

    def part(self, part: FlatSpec, across: int) -> Iterator[Element]:
        if isinstance(part, HeadingSpec):
            yield self._heading(part)
        elif isinstance(part, TextSpec):
            for line in part.text.split("\n"):
                yield self._paragraph(line, part.style, keeps_next=part.keeps_next)
        elif isinstance(part, PaperTableSpec):
            yield from self._table(part, across)
        elif isinstance(part, RowsSpec):
            yield from self._rows(part, across)
        elif isinstance(part, ChartSpec):
            if part.caption:
                yield self._paragraph(part.caption, "caption")
            yield self._paragraph(f"{{{{{self.marks.chart}.{part.chart}}}}}", "chart")
        else:
            yield self._paragraph(part.title, "title")
            if part.subtitle:
                yield self._paragraph(part.subtitle, "subtitle")

    def _heading(self, part: HeadingSpec) -> Element:
        paragraph = self._paragraph(part.heading, f"heading{part.level}", new_page=part.new_page)
        if part.id:
            self._bookmarks += 1
            mark = {"w:id": self._bookmarks}
            paragraph.insert(1, el("w:bookmarkStart", {**mark, "w:name": heading_mark(part.id)}))
            paragraph.insert(2, el("w:bookmarkEnd", mark))
        return paragraph

    def _paragraph(
        self, text: str, role: str, *, keeps_next: bool = False, new_page: bool = False
    ) -> Element:
        marks = el("w:pPr", None, val("w:pStyle", style_id(self.style, role)))
        if keeps_next:
            marks.append(el("w:keepNext"))
        if new_page:
            marks.append(el("w:pageBreakBefore"))
        paragraph = el("w:p", None, marks)
        if text:
            paragraph.append(el("w:r", None, el("w:t", {"xml:space": "preserve"}, text=text)))
        return paragraph

    def _table(self, part: PaperTableSpec, across: int) -> Iterator[Element]:
        word = self.marks.names
        some, none = f"{{{{{part.table}.{word.some}}}}}", f"{{{{{part.table}.{word.none}}}}}"
        if part.caption:
            # Without rows the words in its place need the caption too.
            yield self._paragraph(part.caption + ("" if part.empty else some), "caption")
        if part.empty:
            yield self._paragraph(part.empty + none, "body")
        widths = shared([width for _, _, width, _ in part.columns], across)
        heads = [
            self._cell(heading + ("" if at else some), "head", width)
            for at, ((heading, *_), width) in enumerate(zip(part.columns, widths, strict=True))
        ]
        cells = [
            self._cell(content, role, width)
            for (_, content, _, role), width in zip(part.columns, widths, strict=True)
        ]
        yield table(widths, [row_of_cells(heads, repeats=True), row_of_cells(cells)])
        yield self._paragraph(f"{{{{{part.table}.{self.marks.notes}}}}}", "note")

    def _rows(self, part: RowsSpec, across: int) -> Iterator[Element]:
        if part.caption:
            yield self._paragraph(part.caption, "caption")
        widths = shared(part.widths, across)
        lines = []
        for texts in part.rows:
            cells = []
            for at, text in enumerate(texts):
                last = at == len(texts) - 1
                own = widths[at:] if last else widths[at : at + 1]
                role = "text" if at % 2 else "head"
                cells.append(self._cell(text, role, sum(own), len(own)))
            lines.append(row_of_cells(cells))
        yield table(widths, lines)

    def _cell(self, text: str, role: str, width: int, span: int = 1) -> Element:
        marks = el("w:tcPr", None, el("w:tcW", {"w:w": width, "w:type": "dxa"}))
        if span > 1:
            marks.append(val("w:gridSpan", span))
        marks.append(val("w:vAlign", "center"))
        lines = text.split("\n")
        return el("w:tc", None, marks, *(self._paragraph(line, role) for line in lines))


def table(widths: Sequence[int], rows: Sequence[Element], *, ruled: bool = True) -> Element:
    """Return a table as wide as its columns, whose widths are fixed; ``ruled`` with lines."""
    marks = el("w:tblPr", None,
        val("w:tblStyle", "TableGrid" if ruled else "TableNormal"),
        el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        val("w:jc", "center"),
        el("w:tblLayout", {"w:type": "fixed"}),
    )  # fmt: skip
    grid = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": width}) for width in widths))
    return el("w:tbl", None, marks, grid, *rows)


def row_of_cells(
    cells: Sequence[Element], *, repeats: bool = False, whole: bool = True, least: int = 0
) -> Element:
    """Return a row; ``repeats`` prints it on top of every page, ``whole`` keeps it on one page.

    ``least`` is its least height, in twentieths of a point.
    """
    marks = el("w:trPr")
    if whole:
        marks.append(el("w:cantSplit"))
    if least:
        marks.append(el("w:trHeight", {"w:val": least, "w:hRule": "atLeast"}))
    if repeats:
        marks.append(el("w:tblHeader"))
    return el("w:tr", None, marks, *cells)


def shared(shares: Sequence[Decimal], whole: int) -> list[int]:
    """Return the widths that columns have of the whole, which they fill exactly."""
    total = sum(map(Fraction, shares)) or Fraction(1)
    ends = [round(Fraction(done) / total * whole) for done in accumulate(shares)]
    return [after - before for before, after in pairwise((0, *ends))]


def _end_of_section(properties: Element) -> Element:
    marks = el("w:pPr", None, val("w:snapToGrid", 0), el("w:spacing", _SMALL), properties)
    return el("w:p", None, marks)
