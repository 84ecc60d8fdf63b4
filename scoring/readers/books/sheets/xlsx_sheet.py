"""One sheet of an xlsx workbook, read as events: a blank cell costs nothing but its passing by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from scoring.problem import Place
from scoring.readers.books.sheets.archive import shown
from scoring.readers.books.sheets.blanks import Blanks, CellWithoutReferenceError
from scoring.readers.books.sheets.bounds import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_CELL,
    MOST_MERGED,
    CellBudget,
    damaged,
    too_much,
)
from scoring.readers.books.sheets.date_format import serial_of
from scoring.readers.books.sheets.grid import Area, Cell
from scoring.readers.books.sheets.number_format import NumberFormat, compiled, stored_number
from scoring.readers.books.sheets.xlsx_parts import MAIN, cell_at, read_area, unescaped
from scoring.readers.books.sheets.xml_events import Events

_GENERAL: Final = compiled("General")
_MOST_DIGITS: Final = 8
"""Digits of a style's number."""
_LONGEST_NUMBER: Final = 40
"""Characters of a stored number that is remembered for the next cell that holds the same."""
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9:.]*)Z?)?")


class Shared:
    """What the cells of all sheets point to."""

    def __init__(
        self,
        strings: Sequence[str] = (),
        formats: Sequence[NumberFormat] = (),
        *,
        from_1904: bool = False,
    ) -> None:
        """Take the shared strings, the number formats by style, and which count of days holds."""
        self.texts: Sequence[Cell | None] = [
            Cell(text) if text.strip() else None for text in strings
        ]
        """The cells that show the shared strings."""
        self._formats = formats
        self._from_1904 = from_1904
        self._codes: dict[str | None, str] = {}
        """The codes of the formats of styles that were met."""

    def cell(
        self, kind: str, value: str | None, inline: str, style: str | None, formula: bool
    ) -> Cell | None:
        """Return what a cell shows, or None where nothing is seen in it.

        Raises :class:`LookupError` where a shared string is not there.
        """
        if kind == "inlineStr":
            return _text(unescaped(inline), formula)
        if kind == "str":
            return _text(unescaped(value or ""), formula)
        if value is None or not value.strip():
            return Cell("", formula=True) if formula else None
        if kind == "s":
            return self._string(value, formula)
        if kind == "b":
            return Cell("TRUE" if value.strip() in ("1", "true") else "FALSE", None, False, formula)
        if kind == "e":
            return Cell(value, formula=formula)
        if kind == "d":
            return _day(value.strip(), formula)
        return self.number(value, style, formula)

    def _string(self, value: str, formula: bool) -> Cell | None:
        number = value.strip()
        if not (number.isascii() and number.isdigit() and len(number) < 9):
            raise LookupError
        found = self.texts[int(number)]
        return found._replace(formula=True) if formula and found is not None else found

    def number(self, value: str, style: str | None, formula: bool) -> Cell:
        """Return the cell of a stored number; ``value`` is not blank."""
        code = self._codes.get(style)
        if code is None:
            code = self._format(style).code
            if style is None or len(style) <= _MOST_DIGITS:
                self._codes[style] = code
        shown_as = _shown if len(value) <= _LONGEST_NUMBER else _shown.__wrapped__
        number, text, is_day = shown_as(value, code, self._from_1904)
        return Cell(text, number, is_day, formula)

    def _format(self, style: str | None) -> NumberFormat:
        if style and style.isascii() and style.isdigit() and len(style) <= _MOST_DIGITS:
            index = int(style)
            if index < len(self._formats):
                return self._formats[index]
        return _GENERAL


class MergedAreas(list[Area]):
    """The merged areas of one sheet, within bounds."""

    def __init__(self, place: Place) -> None:
        """Begin without any; ``place`` is the sheet's."""
        super().__init__()
        self._place = place

    def take(self, attributes: Mapping[str, str]) -> None:
        """Add the area that an element names, if it names one."""
        first, _, last = attributes.get("ref", "").partition(":")
        area = read_area(first, last)
        if area is not None:
            self.add(area)

    def add(self, area: Area) -> None:
        """Add an area; a single cell is none."""
        if area.top == area.bottom and area.left == area.right:
            return
        if len(self) >= MOST_MERGED:
            raise too_much(self._place, "合并单元格", MOST_MERGED)
        self.append(area)


def read_sheet(
    pieces: Callable[[], Iterable[bytes]], shared: Shared, budget: CellBudget, place: Place
) -> tuple[dict[tuple[int, int], Cell], list[Area]]:
    """Return the cells of a sheet and its merged areas; ``pieces`` yields its part, piece by piece.

    Raises :class:`InputError` if the part is broken or beyond the bounds.
    """
    blanks, called = Blanks(), called_in_messages(place)
    reader = _SheetReader(shared, replace(budget), place, blanks)
    try:
        reader.events.read(blanks.out_of(pieces()), called)
    except CellWithoutReferenceError:
        reader = _SheetReader(shared, replace(budget), place, Blanks())
        reader.events.read(pieces(), called)
    budget.cells_left = reader.budget.cells_left
    budget.characters_left = reader.budget.characters_left
    return reader.cells, reader.merged


def called_in_messages(place: Place) -> str:
    """Return what people call a sheet."""
    return f"工作表“{shown(place.sheet)}”"


class _SheetReader:
    """Gathers the cells and merged areas of one sheet from its events."""

    def __init__(self, shared: Shared, budget: CellBudget, place: Place, blanks: Blanks) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged = MergedAreas(place)
        self._shared = shared
        self.budget = budget
        self._blanks = blanks
        self._place = place
        self._row = 0
        self._reference = ""
        self._step = 0
        self._cell: Mapping[str, str] | None = None
        self._value: str | None = None
        self._inline: list[str] = []
        self._formula = False
        self._phonetic = 0
        self.events = Events(
            place,
            MAIN,
            {
                "c": self._cell_start,
                "row": self._row_start,
                "v": self._collect,
                "t": self._collect,
                "f": self._formula_start,
                "rPh": self._guide_start,
                "mergeCell": self.merged.take,
            },
            {
                "c": self._cell_end,
                "v": self._value_end,
                "t": self._text_end,
                "rPh": self._guide_end,
            },
            LONGEST_CELL * 8,
        )

    def _row_start(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            if self._blanks.taken:
                raise CellWithoutReferenceError
            self._row += 1
        elif len(number) < 9 and number.isascii() and number.isdigit():
            self._row = int(number)
        else:
            raise damaged(self._place, "有一行的行号写坏了")
        self._reference = ""
        self._step = 0

    def _cell_start(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            if self._blanks.taken:
                raise CellWithoutReferenceError
            self._step += 1
        else:
            self._reference = reference
            self._step = 0
        self._cell = attributes
        self._value = None
        self._formula = False

    def _collect(self, _: Mapping[str, str]) -> None:
        if self._cell is not None:
            self.events.collect()

    def _formula_start(self, _: Mapping[str, str]) -> None:
        self._formula = True

    def _guide_start(self, _: Mapping[str, str]) -> None:
        self._phonetic += 1

    def _guide_end(self) -> None:
        self._phonetic -= 1

    def _value_end(self) -> None:
        if self._cell is not None:
            self._value = self.events.collected()

    def _text_end(self) -> None:
        if self._cell is not None:
            found = self.events.collected()
            if not self._phonetic:
                self._inline.append(found)
            if len(self._inline) > LONGEST_CELL:
                raise too_much(self._place, "一段文字的格式", LONGEST_CELL)

    def _cell_end(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or (self._value is None and not self._inline and not self._formula):
            return
        kind, inline = cell.get("t", "n"), "".join(self._inline)
        self._inline.clear()
        try:
            made = self._shared.cell(kind, self._value, inline, cell.get("s"), self._formula)
        except LookupError:
            raise damaged(self._place, "有一格的文字找不到了") from None
        if made is None:
            return
        row, column = self._where()
        self.budget.spend(made.text, self._place, row, column)
        self.cells[row, column] = made

    def _where(self) -> tuple[int, int]:
        """Return the row and column of the cell at hand: its own word, or one after the last."""
        row, column = self._row, 0
        if self._reference:
            found = cell_at(self._reference)
            if found is None:
                raise damaged(self._place, "有一格的位置写坏了")
            row, column = found
            self._row = row
        column += self._step
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise damaged(self._place, "有一格的位置在工作表之外")
        return row, column


def _day(value: str, formula: bool) -> Cell:
    """Read a day that is stored as ``2022-12-31T00:00:00``."""
    found = _ISO_DAY.fullmatch(value)
    if found is None:
        return Cell(unescaped(value), formula=formula)
    try:
        number = serial_of(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return Cell(unescaped(value), formula=formula)
    clock = (found[4] or "").rstrip("0:.")
    text = value[:10] + (f" {found[4]}" if clock else "")
    return Cell(text, number, True, formula)


@lru_cache(maxsize=4_096)
def _shown(value: str, code: str, from_1904: bool) -> tuple[Decimal | None, str, bool]:
    """Return a stored number, what is seen of it in a format, and whether it is a day."""
    number = stored_number(value)
    if number is None:
        return None, unescaped(value), False
    return number, *compiled(code).show(number, from_1904=from_1904)


def _text(text: str, formula: bool) -> Cell | None:
    return Cell(text, formula=formula) if text.strip() else None
