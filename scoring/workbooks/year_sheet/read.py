"""The year's record read out of its workbook: nodes that know their cells, and every problem."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.documents.node import Node, NodeBuilder
from scoring.problem import InputError, Place, Problem, did_you_mean
from scoring.readers.books.sheets.grid import Book
from scoring.workbooks.set_sheet.grid_rows import SheetRow, table_rows
from scoring.workbooks.year_sheet.layout import KEY, VALUE, RecordListSheet, YearSheetLayout

_NOTE = "note"
"""A column that only people read."""
_SCHEMA = "ziping/year/1"


def read_year_sheet(book: Book, layout: YearSheetLayout) -> Node:
    """Return the record as a tree. Raises :class:`InputError` with all that is wrong with its sheets."""
    return _YearSheetReader(book, layout).read()


class _YearSheetReader:
    def __init__(self, book: Book, layout: YearSheetLayout) -> None:
        self.book = book
        self.layout = layout
        self.nodes = NodeBuilder(book.name)
        self.problems: list[Problem] = []

    def read(self) -> Node:
        start = Place(self.book.name)
        if self.book.sheet(self.layout.values.sheet) is None:
            message = f"没有“{self.layout.values.sheet}”这张表"
            hint = "部门年度的工作簿请用 ziping year new --xlsx 生成。"
            raise InputError([Problem("no-sheet", message, start, hint)])
        found: dict[str, Node] = {"schema": self.nodes.scalar(_SCHEMA, start)}
        found |= self._values()
        for path, sheet in self.layout.tables.items():
            node = self._list(sheet)
            if node is not None:
                found[path] = node
        if self.problems:
            raise InputError(self.problems)
        return self._nested(found, start)

    def _values(self) -> dict[str, Node]:
        """Return the single values by their path."""
        sheet = self.layout.values
        label, value, _ = sheet.headings
        paths = {row.label: path for path, row in sheet.rows.items()}
        found: dict[str, Node] = {}
        for row in table_rows(self.book, sheet.sheet, sheet.headings, self.problems):
            called = row.cells.get(label, "")
            if value not in row.cells:
                continue
            path = paths.get(called)
            place = row.place(label)
            if path is None:
                hint = did_you_mean(called, paths) or "请把这一行的名称改回原来的字。"
                self.problems.append(Problem("unknown-label", f"不认识“{called}”", place, hint))
            elif path in found:
                self.problems.append(Problem("twice", f"“{called}”写了两次", place, "请只留一行。"))
            else:
                found[path] = self.nodes.scalar(row.cells[value], row.place(value))
        return found

    def _list(self, sheet: RecordListSheet) -> Node | None:
        headings = {key: column.heading for key, column in sheet.columns.items()}
        rows = table_rows(self.book, sheet.sheet, tuple(headings.values()), self.problems)
        if not rows:
            return None
        start = Place(self.book.name, sheet=sheet.sheet)
        if not sheet.keyed:
            return self.nodes.sequence((self._row(row, headings) for row in rows), start)
        found: dict[str, Node] = {}
        for row in rows:
            key = row.cells.get(headings[KEY], "")
            place = row.place(headings[KEY])
            if not key or key in found:
                message = f"“{key}”写了两次" if key else f"“{headings[KEY]}”空着"
                self.problems.append(
                    Problem("row-name", message, place, "每一行写一个名称，不重复。")
                )
            else:
                found[key] = self._row(row, headings)
        return self.nodes.mapping(found, start)

    def _row(self, row: SheetRow, headings: Mapping[str, str]) -> Node:
        cells = {
            key: self.nodes.scalar(row.cells[heading], row.place(heading))
            for key, heading in headings.items()
            if heading in row.cells and key not in (KEY, _NOTE)
        }
        return cells[VALUE] if VALUE in cells else self.nodes.mapping(cells, row.start)

    def _nested(self, found: Mapping[str, Node], start: Place) -> Node:
        """Return values and lists at their paths: those below one key together."""
        top: dict[str, Node] = {}
        below: dict[str, dict[str, Node]] = {}
        for path, node in found.items():
            first, dot, rest = path.partition(".")
            if dot:
                below.setdefault(first, {})[rest] = node
            else:
                top[first] = node
        return self.nodes.mapping(
            {**top, **{key: self._nested(inner, start) for key, inner in below.items()}}, start
        )
