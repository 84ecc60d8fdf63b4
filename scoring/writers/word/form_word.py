"""A form as a Word document: the sheets of its layout as tables, upright or lying as the sheet's page.

It is the layout of the workbook, described or a person's own; pages are broken by Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from scoring.exact import fixed
from scoring.records.result import Result
from scoring.writers.form.form_layout import (
    CellLayout,
    CellStyle,
    Constant,
    FormLayout,
    RowLayout,
    SheetLayout,
)
from scoring.writers.form.present import present
from scoring.writers.form.secret_view import explained
from scoring.writers.form.sheet_lines import filled_rows, widths_of
from scoring.writers.form.view import FormView
from scoring.writers.labels import Labels
from scoring.writers.word.draw_page import page_package
from scoring.writers.word.draw_paper import row_of_cells, shared, table
from scoring.writers.word.package import DOCUMENT
from scoring.writers.word.page_style import PageStyle
from scoring.writers.word.paragraph_texts import clean
from scoring.writers.word.row_merges import merged_below
from scoring.writers.word.sheet_sections import TWIPS, section_end, sheet_section
from scoring.writers.word.wml import el, made, val
from scoring.writers.wording import amount_text
from scoring.writers.xlsx.fit import text_width
from scoring.writers.xlsx.paper import PIXEL

_LINES: Final = {1: ("single", 4), 2: ("single", 8), 3: ("dashed", 4), 4: ("dotted", 4),
                 5: ("single", 18), 6: ("double", 4), 7: ("single", 2)}  # fmt: skip
"""Lines by their numbers in a workbook's formats: kind and width in eighths of a point."""
_ALIGNED: Final = {"center": "center", "right": "right", "justify": "both",
                   "distributed": "distribute", "center_across": "center"}  # fmt: skip
_STANDING: Final = {"vcenter": "center", "bottom": "bottom"}
_INDENT: Final = 180
"""Twentieths of a point in one step of indentation."""
_SMALLEST: Final = 10
"""Half points of the smallest letters."""
_CELL_SIDES: Final = 4
"""Points that the sides of a cell take."""
_WIDEST_DIGIT: Final = 0.64
"""How wide the figures of common fonts are at most, by the size of the letters."""
_LONG: Final = 700
"""Letters from which on a row may go on over the page."""
_SIDES: Final = ("top", "left", "bottom", "right")
_PLACES: Final = re.compile(r"0\.(0+)")


def form_document(
    result: Result,
    layout: FormLayout,
    labels: Labels,
    style: PageStyle,
    *,
    shows_texts: bool | None = None,
) -> bytes:
    """Return the filled form as the bytes of a ``.docx`` file.

    ``style`` gives fonts that stand in for others; ``shows_texts`` is as for a workbook.
    """
    if shows_texts is None:
        view = present(result, labels, has_texts=layout.has_texts)
    else:
        view = explained(result, labels, has_texts=shows_texts)
    package = page_package(style.model_copy(update={"page_number": None}))
    body = el("w:body")
    for number, sheet in enumerate(layout.sheets, 1):
        body.extend(_SheetTables(sheet, view, labels).tables())
        section = sheet_section(package, sheet.page, number)
        if number < len(layout.sheets):
            body.append(section_end(section))
        else:
            body.extend((section_end(), section))
    package.parts[DOCUMENT] = made(el("w:document", None, body))
    return package.written(layout.sheets[0].title)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the sheet with what its cells hold."""

    layout: RowLayout
    values: Sequence[Constant]


@dataclass(slots=True)
class _Area:
    """A cell that reaches over rows below it."""

    cell: CellLayout
    value: Constant
    last: int
    """Number of the last row of the layout that it takes."""
    is_drawn: bool = False
    """Whether a row has it already."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of a row as it is drawn; without ``cell`` a gap between two."""

    cell: CellLayout | None
    value: Constant
    column: int
    span: int
    merge: str = ""


class _SheetTables:
    """Draws one sheet: a table up to the row that every page repeats, and one from there on."""

    def __init__(self, sheet: SheetLayout, view: FormView, labels: Labels) -> None:
        self.sheet = sheet
        rows = filled_rows(sheet, view, labels)
        self.lines = [_Line(row, values) for row, values in rows]
        pixels = [
            0 if number in sheet.hidden else width
            for number, width in enumerate(widths_of(sheet, rows), 1)
        ][: sheet.last_column]
        across = int(sheet.page.across * TWIPS)
        natural = int(sum(pixels) * PIXEL * TWIPS)
        shares = [Decimal(width) for width in pixels]
        self.widths = shared(shares, min(across, natural) if natural else across)
        self._looks: dict[CellStyle, tuple[Element, ...]] = {}
        self._marks: dict[CellStyle, tuple[Element, Element]] = {}
        self.shrunk = min(sheet.page.across / (natural / TWIPS or 1), 1.0)

    def tables(self) -> Iterator[Element]:
        first, last = self.sheet.repeated or (0, 0)
        before = [line for line in self.lines if line.layout.number < first]
        behind = [line for line in self.lines if line.layout.number >= first]
        parts = [(before, 0), (behind, last)] if first else [(self.lines, 0)]
        drawn = [self._table(lines, repeated) for lines, repeated in parts if lines]
        for number, one in enumerate(drawn):
            if number:
                yield section_end()
            yield one

    def _table(self, lines: Sequence[_Line], repeated: int) -> Element:
        rows: list[Element] = []
        areas: list[_Area] = []
        for number, same in groupby(lines, lambda line: line.layout.number):
            is_head = number <= repeated
            drawn = []
            joined: list[int] = []
            for line in same:
                areas = [area for area in areas if area.last >= number]
                slots = list(self._slots(line, areas, is_head=is_head))
                joined = [
                    at
                    for at, slot in enumerate(slots)
                    if slot.cell is not None and slot.cell.text.joined
                ]
                letters = max((len(v) for v in line.values if isinstance(v, str)), default=0)
                drawn.append(
                    row_of_cells(
                        [self._cell(slot) for slot in slots],
                        repeats=is_head,
                        whole=letters < _LONG,
                        least=int(line.layout.height * TWIPS),
                    )
                )
            merged_below(drawn, joined, [True] * len(drawn))
            rows += drawn
        return table(self.widths, rows, ruled=False)

    def _slots(self, line: _Line, areas: list[_Area], *, is_head: bool) -> Iterator[_Slot]:
        """Yield the cells of a row from the left; areas that begin in it are added to ``areas``."""
        layout, last = line.layout, self.sheet.last_column
        own = dict(zip((cell.column for cell in layout.cells), line.values, strict=True))
        areas += (
            _Area(cell, own[cell.column], layout.number + cell.starts - 1)
            for cell in layout.cells
            if cell.starts > 1
        )
        reaching = {area.cell.column: area for area in areas}
        cells = {cell.column: cell for cell in layout.cells}
        column = 1
        while column <= last:
            area = reaching.get(column)
            cell = cells.get(column) if area is None else area.cell
            span = 1 if cell is None else min(cell.span, last - column + 1)
            if area is None:
                yield _Slot(cell, own.get(column), column, span)
            elif is_head:
                # A row that every page repeats is no part of what reaches below it.
                yield _Slot(cell, None, column, span)
            elif area.is_drawn:
                yield _Slot(cell, None, column, span, "continue")
            else:
                area.is_drawn = True
                yield _Slot(cell, area.value, column, span, "restart")
            column += span

    def _cell(self, slot: _Slot) -> Element:
        width = sum(self.widths[slot.column - 1 : slot.column - 1 + slot.span])
        marks = el("w:tcPr", None, el("w:tcW", {"w:w": width, "w:type": "dxa"}))
        if slot.span > 1:
            marks.append(val("w:gridSpan", slot.span))
        if slot.merge:
            marks.append(val("w:vMerge", slot.merge))
        style = CellStyle() if slot.cell is None else slot.cell.style
        if style not in self._looks:
            self._looks[style] = tuple(_looks(style))
        marks.extend(self._looks[style])
        lines = clean(formatted(slot.value, style.num_format)).split("\n")
        style = replace(style, font_size=self._size(lines, style, width))
        return el("w:tc", None, marks, *(self._paragraph(line, style) for line in lines))

    def _size(self, lines: Sequence[str], style: CellStyle, width: int) -> float:
        """Return the size of letters by which a number, or what is to be shrunk, stays on its line."""
        room = (width - style.indent * _INDENT) / TWIPS - _CELL_SIDES
        needed = max(_wide(line, style.font_size) for line in lines) * self.shrunk
        is_one = len(lines) == 1 and (style.shrink or lines[0].isascii())
        fits = not is_one or needed <= room or room <= 0 or " " in lines[0]
        return style.font_size if fits else style.font_size * room / needed

    def _paragraph(self, text: str, style: CellStyle) -> Element:
        if style not in self._marks:
            self._marks[style] = self._paragraph_marks(style), self._letters(style)
        # What paragraphs look like is never changed again: those of a style share it.
        marks, letters = self._marks[style]
        paragraph = el("w:p", None, marks)
        if text:
            words = el("w:t", {"xml:space": "preserve"}, text=text)
            paragraph.append(el("w:r", None, letters, words))
        return paragraph

    def _paragraph_marks(self, style: CellStyle) -> Element:
        indent = style.indent * _INDENT
        side = "w:right" if style.align == "right" else "w:left"
        return el("w:pPr", None,
            val("w:snapToGrid", 0),
            el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"}),
            el("w:ind", {side: indent, "w:firstLineChars": 0, "w:firstLine": 0}),
            val("w:jc", _ALIGNED.get(style.align, "left")),
            self._letters(style),
        )  # fmt: skip

    def _letters(self, style: CellStyle) -> Element:
        fonts = {f"w:{kind}": style.font_name for kind in ("ascii", "hAnsi", "eastAsia", "cs")}
        letters = el("w:rPr", None, el("w:rFonts", fonts))
        if style.bold:
            letters.append(el("w:b"))
        if style.italic:
            letters.append(el("w:i"))
        if style.font_strikeout:
            letters.append(el("w:strike"))
        if style.font_color:
            letters.append(val("w:color", style.font_color.lstrip("#")))
        size = max(round(style.font_size * self.shrunk * 2), _SMALLEST)
        letters.extend((val("w:sz", size), val("w:szCs", size)))
        if style.underline:
            letters.append(val("w:u", "double" if style.underline in (2, 34) else "single"))
        return letters


def formatted(value: Constant, number_format: str) -> str:
    """Return a value as a cell of that number format shows it."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    places = _PLACES.search(number_format)
    if "%" in number_format:
        return fixed(number * 100, len(places[1]) if places else 0) + "%"
    if "#" in number_format and "," in number_format:
        return amount_text(number)
    return fixed(number, len(places[1])) if places else format(number, "f")


def _wide(line: str, size: float) -> float:
    """Return how wide a line may come out, also where another font takes the place of its own."""
    wide = text_width(line, size)
    return max(wide, len(line) * size * _WIDEST_DIGIT) if line.isascii() else wide


def _looks(style: CellStyle) -> Iterator[Element]:
    """Yield lines, colour, direction and place of the text, in the order of the schema."""
    drawn = el("w:tcBorders")
    for side in _SIDES:
        line = getattr(style, side)
        if line:
            kind, size = _LINES.get(line, ("single", 4))
            colour = getattr(style, f"{side}_color").lstrip("#") or "auto"
            look = {"w:val": kind, "w:sz": size, "w:space": 0, "w:color": colour}
            drawn.append(el(f"w:{side}", look))
    if len(drawn):
        yield drawn
    colour = (style.bg_color or style.fg_color).lstrip("#")
    if style.pattern and colour:
        yield el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour})
    sides = {"top": 15, "left": 30, "bottom": 15, "right": 30}
    yield el("w:tcMar", None, *(
        el(f"w:{side}", {"w:w": size, "w:type": "dxa"}) for side, size in sides.items()
    ))  # fmt: skip
    if style.rotation:
        yield val("w:textDirection", "btLr" if 0 < style.rotation <= 90 else "tbRlV")
    yield val("w:vAlign", _STANDING.get(style.valign, "top"))
