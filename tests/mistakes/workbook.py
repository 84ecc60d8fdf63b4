"""A 填报表 in the hands of an officer: cells are found by the words beside and above them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

FORM, HIDDEN = "填报表", "_ziping"
FIRST = {
    "指标": "三级指标",
    "资金": "资金来源",
    "数据": "数据名称",
    "清单": "核对要点",
    "计分": "计分事项",
}
"""By table, the heading of the column that names its rows."""


def folded(text: object) -> str:
    """Return a label without the marks that a form puts around it."""
    return re.sub(r"[\s*＊]", "", str(text or ""))


class Filled:
    """The workbook, open; ``save`` closes it."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(BytesIO(content))
        self.form: Worksheet = self.book[FORM]

    def save(self) -> bytes:
        """Return the workbook as Excel would leave it."""
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    # where things stand

    def find(self, label: str, after: int = 0) -> Cell:
        """Return the first cell that holds a text, below a row."""
        for row in self.form.iter_rows(min_row=after + 1):
            for cell in row:
                if folded(cell.value) == folded(label):
                    return cell
        raise AssertionError(f"nothing is called {label}")

    def heading(self, table: str, column: str) -> Cell:
        """Return the heading of a column."""
        first = self.find(FIRST[table])
        for cell in self.form[first.row]:
            if folded(cell.value) == folded(column):
                return cell
        raise AssertionError(f"{table} has no column {column}")

    def row(self, name: str, table: str = "指标") -> int:
        """Return the row of an indicator, source, figure …; ``+1`` behind it is the one below."""
        plain, _, more = name.partition("+")
        first = self.find(FIRST[table])
        for number in range(first.row + 1, self.form.max_row + 1):
            if folded(self.form.cell(number, first.column).value) == folded(plain):
                return number + int(more or 0)
        raise AssertionError(f"{table} has no row {name}")

    def cell(self, name: str, column: str, table: str = "指标") -> Cell:
        """Return a cell of a table by the name of its row and its heading."""
        return self.form.cell(self.row(name, table), self.heading(table, column).column)

    def blank_row(self) -> int:
        """Return the first row of the indicators that names none."""
        first = self.find(FIRST["指标"])
        for number in range(first.row + 1, self.form.max_row):
            if self.form.cell(number, first.column).value is None:
                return number
        raise AssertionError("no row is blank")

    def field(self, label: str) -> Cell:
        """Return the cell to fill beside a label, or below one of the goals."""
        found = self.find(label)
        below = label in ("预期目标", "实际完成情况")
        row, column = (found.row + 1, found.column) if below else (found.row, found.column + 1)
        for area in self.form.merged_cells.ranges:
            if found.coordinate in area and not below:
                column = area.max_col + 1
        for area in self.form.merged_cells.ranges:
            if (row, column) in area.cells:
                row, column = area.min_row, area.min_col
        return self.form.cell(row, column)

    # what Excel does beside the cells

    def delete_rows(self, at: int, count: int = 1) -> None:
        """Delete rows; names and merged areas follow, as in Excel."""
        self.form.delete_rows(at, count)
        self._follow(lambda row: row - count if row >= at + count else min(row, at))

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Insert rows above one."""
        self.form.insert_rows(at, count)
        self._follow(lambda row: row + count if row >= at else row)

    def _follow(self, moved: Callable[[int], int]) -> None:
        for area in list(self.form.merged_cells.ranges):
            if moved(area.min_row) != area.min_row:
                area.shift(row_shift=moved(area.min_row) - area.min_row)
        for name in self.book.defined_names.values():
            sheet, _, cells = name.attr_text.rpartition("!")
            if FORM in sheet:
                cells = re.sub(r"(?<=\$)\d+", lambda found: str(moved(int(found[0]))), cells)
                name.attr_text = f"{sheet}!{cells}"


def typed(path: Path, change: Callable[[Filled], Any]) -> None:
    """Open a workbook, change it, save it."""
    book = Filled(path.read_bytes())
    change(book)
    path.write_bytes(book.save())
