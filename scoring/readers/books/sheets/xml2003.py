"""A workbook in one XML file (SpreadsheetML 2003), which some systems export as ``.xls``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scoring.files.kinds import SPREADSHEET_XML
from scoring.problem import Place
from scoring.readers.books.sheets.bounds import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_CELL,
    LONGEST_NAME,
    MOST_FORMATS,
    MOST_MERGED,
    MOST_SHEETS,
    CellBudget,
    damaged,
    too_much,
)
from scoring.readers.books.sheets.date_format import serial_of
from scoring.readers.books.sheets.grid import Area, Book, Cell, Sheet
from scoring.readers.books.sheets.merges import kept_merges
from scoring.readers.books.sheets.number_format import NumberFormat, compiled, stored_number
from scoring.readers.books.sheets.xml_events import Events, attribute

_DECLARATION: Final = re.compile(r"\ufeff?\s*<\?xml[^>]*\?>")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T[0-9:.]*")
# Formats that are written by a name.
_NAMED: Final = {
    "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00", "Short Date": "yyyy-mm-dd",
    "Long Date": "yyyy-mm-dd", "Medium Date": "yyyy-mm-dd", "General Date": "yyyy-mm-dd h:mm",
}  # fmt: skip


def read_xml2003(text: str, name: str) -> Book:
    """Read the workbook. Raises :class:`InputError` if it is broken or beyond the bounds."""
    reader = _Reader(Place(name))
    # The text is decoded already: its declaration names an encoding that no longer holds.
    data = _DECLARATION.sub("", text, count=1).encode("utf-8", errors="replace")
    reader.events.read([data], name)
    if not reader.sheets:
        raise damaged(Place(name), "文件里没有一张工作表")
    return Book(name, "xml", tuple(reader.sheets))


class _Reader:
    def __init__(self, place: Place) -> None:
        self.sheets: list[Sheet] = []
        self._place = place
        self._formats: dict[str, NumberFormat] = {}
        self._style = ""
        self._name = ""
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[Area] = []
        self._budget = CellBudget()
        self._row = 0
        self._column = 0
        self._cell: Mapping[str, str] | None = None
        self._data: tuple[str, str] | None = None
        self._kind = ""
        self._collecting = False
        self.events = Events(
            place,
            (SPREADSHEET_XML,),
            {
                "Style": self._style_start,
                "NumberFormat": self._number_format,
                "Worksheet": self._sheet_start,
                "Row": self._row_start,
                "Cell": self._cell_start,
                "Data": self._data_start,
            },
            {"Worksheet": self._sheet_end, "Cell": self._cell_end, "Data": self._data_end},
            LONGEST_CELL * 8,
        )

    def _style_start(self, attributes: Mapping[str, str]) -> None:
        self._style = attribute(attributes, "ID") or ""

    def _number_format(self, attributes: Mapping[str, str]) -> None:
        if len(self._formats) >= MOST_FORMATS:
            raise too_much(self._place, "数字格式", MOST_FORMATS)
        code = attribute(attributes, "Format") or "General"
        self._formats[self._style] = compiled(_NAMED.get(code, code))

    def _sheet_start(self, attributes: Mapping[str, str]) -> None:
        if len(self.sheets) >= MOST_SHEETS:
            raise too_much(self._place, "工作表", MOST_SHEETS)
        self._name = (attribute(attributes, "Name") or "")[:LONGEST_NAME]
        self._place = Place(self._place.file, sheet=self._name)
        self._cells, self._merged = {}, []
        self._row = 0

    def _sheet_end(self) -> None:
        if self._name in {sheet.name for sheet in self.sheets}:
            raise damaged(self._place, "有两张工作表同名")
        merged = kept_merges(self._merged, self._cells)
        self.sheets.append(Sheet(self._name, self._cells, merged))

    def _row_start(self, attributes: Mapping[str, str]) -> None:
        self._row = self._index(attributes, self._row, LAST_ROW)
        self._column = 0

    def _cell_start(self, attributes: Mapping[str, str]) -> None:
        self._column = self._index(attributes, self._column, LAST_COLUMN)
        self._cell = attributes
        self._data = None

    def _data_start(self, attributes: Mapping[str, str]) -> None:
        if self._cell is not None:
            self._kind = attribute(attributes, "Type") or "String"
            self._collecting = True
            self.events.collect()

    def _data_end(self) -> None:
        if self._collecting:
            self._collecting = False
            self._data = (self._kind, self.events.collected())

    def _cell_end(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        across = _number(attribute(cell, "MergeAcross"))
        down = _number(attribute(cell, "MergeDown"))
        row, column = self._row, self._column
        if across or down:
            if len(self._merged) >= MOST_MERGED:
                raise too_much(self._place, "合并单元格", MOST_MERGED)
            bottom, right = min(row + down, LAST_ROW), min(column + across, LAST_COLUMN)
            self._merged.append(Area(row, column, bottom, right))
            self._column = right
        formula = attribute(cell, "Formula") is not None
        if self._data is None or not self._data[1].strip():
            if not formula:
                return
            made = Cell("", formula=True)
        else:
            made = self._made(*self._data, attribute(cell, "StyleID") or "Default", formula)
        self._budget.spend(made.text, self._place, row, column)
        self._cells[row, column] = made

    def _made(self, kind: str, text: str, style: str, formula: bool) -> Cell:
        form = self._formats.get(style)
        if kind == "Number":
            number = stored_number(text)
            if number is not None:
                shown = (form or compiled("General")).show(number)
                return Cell(shown[0], number, shown[1], formula)
        if kind == "DateTime":
            day = _DAY.fullmatch(text.strip())
            if day is not None:
                try:
                    number = serial_of(int(day[1]), int(day[2]), int(day[3]))
                except ValueError:
                    return Cell(text, formula=formula)
                seen = form.show(number)[0] if form is not None and form.is_date else text[:10]
                return Cell(seen, number, True, formula)
        if kind == "Boolean":
            return Cell("TRUE" if text.strip() == "1" else "FALSE", formula=formula)
        return Cell(text.replace("\r\n", "\n").replace("\r", "\n"), formula=formula)

    def _index(self, attributes: Mapping[str, str], last: int, most: int) -> int:
        given = _number(attribute(attributes, "Index"))
        index = given or last + 1
        if not 1 <= index <= most:
            raise damaged(self._place, "有一格的位置在工作表之外")
        return index


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if len(text) < 9 and text.isascii() and text.isdigit() else 0
