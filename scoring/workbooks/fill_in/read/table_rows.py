"""The rows of a table: their values by column; merged and empty cells, pasted headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scoring.problem import Place
from scoring.readers.books.sheets.grid import Area, Cell
from scoring.text import excerpt, label_key
from scoring.workbooks.fill_in.read.cells import NUMBERS, value_of
from scoring.workbooks.fill_in.read.find import FillTable
from scoring.workbooks.fill_in.read.notes import Notes

_LEVELS: Final = ("level1", "level2")
_FILLED_DOWN: Final = ("goal", *_LEVELS)
"""An empty cell of these columns means: as above."""
_ONE_ROW: Final = frozenset({"target", "actual"})
"""Texts that belong to one row alone; a cell that reaches over several rows leaves them open."""
_SEVERAL_HEADINGS: Final = 3


@dataclass(frozen=True)
class CellValue:
    """The text of a cell, and where it stands."""

    text: str
    at: Place


@dataclass(frozen=True)
class FillRow:
    """One row of a table: its values by column key; blank ones are left out."""

    at: Place
    """The row's first cell."""
    values: Mapping[str, CellValue]
    cells: Mapping[str, Place]
    """Where each column's cell of the row is, blank or not."""

    def text(self, key: str) -> str:
        """Return the text of a column, empty where it is blank."""
        value = self.values.get(key)
        return value.text if value is not None else ""


def read_rows(table: FillTable, notes: Notes, money_unit: str) -> Iterator[FillRow]:
    """Yield the rows that hold something, levels filled down from the rows above."""
    reader = _Rows(table, notes, money_unit)
    for number in range(table.heading + 1, min(table.closing, table.sheet.bottom + 1)):
        row = reader.row(number)
        if row is not None:
            yield row


class _Rows:
    def __init__(self, table: FillTable, notes: Notes, money_unit: str) -> None:
        self._table = table
        self._sheet = table.sheet
        self._notes = notes
        self._money_unit = money_unit
        self._inputs = [
            (c, table.columns[c.key])
            for c in table.spec.columns
            if c.input and c.key in table.columns
        ]
        self._passed = {
            table.columns[c.key]
            for c in table.spec.columns
            if not c.input and c.key in table.columns
        }
        self._headings = {label_key(c.heading) for c in table.spec.columns}
        self._spans = _spans(table)
        self._levels: dict[str, CellValue] = {}
        self._left = min(table.columns.values())

    def row(self, number: int) -> FillRow | None:
        """Return a row, or None where it is blank, a level alone, or no row of data."""
        for passed in self._passed:
            self._notes.read_cells.add((self._sheet.name, number, passed))
        own = {column.key: self._sheet.cells.get((number, at)) for column, at in self._inputs}
        if self._repeats_heading(number):
            return None
        continued = {key for key in own if (number, self._table.columns[key]) in self._spans}
        if continued and not any(cell for key, cell in own.items() if key not in _FILLED_DOWN):
            return None
        values: dict[str, CellValue] = {}
        for column, at in self._inputs:
            value = self._value(number, at, column.key, self._table.kind(column))
            if value is not None:
                values[column.key] = value
        self._fill_down(values)
        if not values.keys() - set(_FILLED_DOWN):
            return None
        cells = {column.key: self._place(number, at) for column, at in self._inputs}
        return FillRow(self._place(number, self._left), values, cells)

    def _value(self, number: int, at: int, key: str, kind: str) -> CellValue | None:
        place = self._place(number, at)
        self._notes.read_cells.add((self._sheet.name, number, at))
        area = self._spans.get((number, at))
        cell: Cell | None
        if area is not None:
            cell = self._sheet.cells.get((area.top, area.left))
            if cell is None or not self._shared(area, number, at, key, kind, cell):
                return None
        else:
            cell = self._sheet.cells.get((number, at))
        if cell is None:
            return None
        text = value_of(cell, kind, place, self._notes, self._money_unit)
        return CellValue(text, place) if text is not None else None

    def _shared(self, area: Area, number: int, at: int, key: str, kind: str, cell: Cell) -> bool:
        """Decide whether a cell that reaches down from above counts for this row too."""
        if area.left != at:
            return False
        if key in _FILLED_DOWN:
            return True
        first = self._place(area.top, area.left)
        rows = area.bottom - area.top + 1
        if kind in NUMBERS or key in _ONE_ROW:
            if number == area.top + 1:
                self._notes.problem(
                    first,
                    "merged-rows",
                    f"这一格合并了 {rows} 行，分不清“{excerpt(cell.text)}”属于哪一行",
                    "请取消合并单元格，每一行分别填写。",
                )
            return False
        if number == area.top + 1:
            self._notes.add_repair(
                first, f"“{excerpt(cell.text)}”用于合并的每一行", f"合并了 {rows} 行"
            )
        return True

    def _fill_down(self, values: dict[str, CellValue]) -> None:
        """An empty level means: as above; a new first level begins without a second."""
        if "level1" in values:
            before = self._levels.get("level1")
            if before is None or before.text != values["level1"].text:
                self._levels.pop("level2", None)
        for key in _FILLED_DOWN:
            if key in values:
                self._levels[key] = values[key]
            elif key in self._levels and values:
                values[key] = self._levels[key]

    def _repeats_heading(self, number: int) -> bool:
        """Tell whether a row repeats the headings, pasted along; if so, note that it is passed over."""
        texts = [
            label_key(cell.text)
            for at in self._table.columns.values()
            if (cell := self._sheet.cells.get((number, at))) is not None
        ]
        if sum(1 for text in texts if text in self._headings) < _SEVERAL_HEADINGS:
            return False
        for at in self._table.columns.values():
            self._notes.read_cells.add((self._sheet.name, number, at))
        place = self._place(number, self._left)
        self._notes.add_repair(place, "跳过了这一行", "它重复了栏目名称")
        return True

    def _place(self, row: int, column: int) -> Place:
        return self._notes.book.place(self._sheet.name, row, column)


def _spans(table: FillTable) -> Mapping[tuple[int, int], Area]:
    """Return the cells of the table that a merged area reaches into from above."""
    last = min(table.closing - 1, table.sheet.bottom)
    wanted = set(table.columns.values())
    found: dict[tuple[int, int], Area] = {}
    for area in table.sheet.merged:
        if area.top <= table.heading or area.top > last:
            continue
        for row in range(area.top + 1, min(area.bottom, last) + 1):
            for column in wanted:
                if area.left <= column <= area.right:
                    found[row, column] = area
    return found
