"""One sheet of a workbook with some cells filled: only their XML changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import quoteattr

from scoring.problem import column_letters
from scoring.readers.books.sheets.xlsx_parts import column_number
from scoring.readers.forms.block import Position
from scoring.workbooks.export_copy.cell_text import in_xml, written
from scoring.workbooks.export_copy.model import Value
from scoring.workbooks.export_copy.xml_cut import Element, UnknownXmlError, cut, walk
from scoring.writers.labels import Labels

_REFERENCE: Final = re.compile("([A-Z]{1,3})([0-9]{1,7})")
Edit = tuple[int, int, bytes]


def filled_sheet(data: bytes, values: Mapping[Position, Value], labels: Labels) -> bytes:
    """Return the sheet's XML with ``values`` in their cells; each keeps its style.

    What formulas of the sheet gave before is taken out: they are computed anew when it is opened.
    """
    found = _Cells(data, values, labels)
    walk(data, found.seen)
    return cut(data, found.edits())


def has_formulas(data: bytes) -> bool:
    """Tell whether a sheet holds formulas."""
    return re.search(rb"<(?:\w+:)?f[ />]", data) is not None


class _Cells:
    """Gathers the edits while the sheet is read."""

    def __init__(self, data: bytes, values: Mapping[Position, Value], labels: Labels) -> None:
        self.data = data
        self.values = dict(values)
        self.labels = labels
        self.left: dict[int, list[int]] = {}
        for row, column in sorted(values):
            self.left.setdefault(row, []).append(column)
        self._edits: list[Edit] = []
        self._row: list[tuple[int, Element]] = []
        """Cells of the row that is being read, with their columns."""
        self._inside: list[Element] = []
        self._last_row = 0
        self._rows: list[tuple[int, Element]] = []
        self._sheet: Element | None = None

    def seen(self, element: Element, around: Sequence[Element]) -> None:
        """Take an element that has ended."""
        local = element.local
        if local in ("f", "v", "is"):
            if around and around[-1].local == "c":
                self._inside.append(element)
        elif local == "c":
            self._cell(element)
        elif local == "row":
            self._end_row(element)
        elif local == "sheetData":
            self._sheet = element

    def _cell(self, element: Element) -> None:
        reference = _REFERENCE.fullmatch(element.attributes.get("r", ""))
        if reference is not None:
            column = column_number(reference[1])
        else:
            column = self._row[-1][0] + 1 if self._row else 1
        formula = next((inner for inner in self._inside if inner.local == "f"), None)
        element.attributes["_formula"] = "" if formula is None else "1"
        # What stands in another file could not be computed anew.
        if formula is not None and b"[" not in self.data[formula.start : formula.end]:
            self._edits += [(v.start, v.end, b"") for v in self._inside if v.local == "v"]
        self._inside = []
        self._row.append((column, element))

    def _end_row(self, element: Element) -> None:
        number = int(element.attributes.get("r", self._last_row + 1))
        self._last_row = number
        self._rows.append((number, element))
        columns = self.left.pop(number, [])
        if columns and element.is_empty:
            new = b">" + self._cells(number, columns, element.prefix)
            new += f"</{element.name}>".encode()
            self._edits.append((element.opened - 2, element.opened, new))
        else:
            for column in columns:
                self._place(number, column, element)
        if columns and not element.is_empty:
            self._without_spans(element)
        self._row = []

    def _without_spans(self, element: Element) -> None:
        """Take off the row's list of columns: it may hold more now."""
        tag = self.data[element.start : element.opened]
        short = re.sub(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""", b"", tag)
        if short != tag:
            self._edits.append((element.start, element.opened, short))

    def _place(self, row: int, column: int, element: Element) -> None:
        value = self.values[row, column]
        for at, cell in self._row:
            if at == column:
                if cell.attributes["_formula"]:
                    raise UnknownXmlError("formula")
                self._edits.append((cell.start, cell.end, self._xml(row, column, value, cell)))
                return
        new = self._xml(row, column, value, None, element.prefix)
        behind = next((cell for at, cell in self._row if at > column), None)
        at = element.closing if behind is None else behind.start
        self._edits.append((at, at, new))

    def _xml(
        self, row: int, column: int, value: Value, cell: Element | None, prefix: str = ""
    ) -> bytes:
        prefix = prefix if cell is None else cell.prefix
        style = "" if cell is None else cell.attributes.get("s", "")
        start = f'<{prefix}c r="{column_letters(column)}{row}"'
        start += f" s={quoteattr(style)}" if style else ""
        if isinstance(value, Decimal):
            return f"{start}><{prefix}v>{written(value)}</{prefix}v></{prefix}c>".encode()
        return (
            f'{start} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
            f"{in_xml(value, self.labels)}</{prefix}t></{prefix}is></{prefix}c>"
        ).encode()

    def _cells(self, row: int, columns: Sequence[int], prefix: str) -> bytes:
        return b"".join(self._xml(row, c, self.values[row, c], None, prefix) for c in columns)

    def edits(self) -> list[Edit]:
        """Return all edits; rows that the sheet does not have are put in their order."""
        sheet = self._sheet
        if sheet is None or sheet.is_empty:
            raise UnknownXmlError("sheetData")
        for row, columns in self.left.items():
            new = f'<{sheet.prefix}row r="{row}">'.encode()
            new += self._cells(row, columns, sheet.prefix) + f"</{sheet.prefix}row>".encode()
            behind = next((element for number, element in self._rows if number > row), None)
            at = sheet.closing if behind is None else behind.start
            self._edits.append((at, at, new))
        joined: dict[tuple[int, int], bytes] = {}
        for start, end, new in self._edits:
            joined[start, end] = joined.get((start, end), b"") + new
        return [(start, end, new) for (start, end), new in joined.items()]
