"""The cells of a set's workbook as nodes that know their places, and every problem with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from scoring.documents.node import Node, NodeBuilder
from scoring.problem import Place, Problem, did_you_mean
from scoring.readers.books.sheets.grid import Book
from scoring.text import excerpt
from scoring.workbooks.set_sheet.cells import CellFault, decode_cell, yaml_value
from scoring.workbooks.set_sheet.grid_rows import SheetRow, table_rows
from scoring.workbooks.set_sheet.layout import SetColumn, SetSheetLayout

MOST_GUESSED: Final = 50


class CellReader:
    """Reads rows of cells, and gathers their problems."""

    def __init__(self, book: Book, layout: SetSheetLayout) -> None:
        self.book = book
        self.layout = layout
        self.nodes = NodeBuilder(book.name)
        self.problems: list[Problem] = []
        self._guesses = 0

    def fault(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, place, hint))

    def near(self, word: str, known: Iterable[str]) -> str:
        """Return a hint naming the nearest known words; a suggestion costs time, so not for all."""
        self._guesses += 1
        return did_you_mean(excerpt(word), known) if self._guesses <= MOST_GUESSED else ""

    def value(self, column: SetColumn, text: str, place: Place) -> Node | None:
        """Return a cell's value, or None after noting why it has none."""
        try:
            return self.nodes.node(decode_cell(column, text, self.layout), place)
        except CellFault as fault:
            self.fault("cell", f"{column.heading}：{fault.message}", place, fault.hint)
            return None

    def record(
        self, row: SheetRow, columns: Sequence[SetColumn], *, whole: bool = True
    ) -> dict[str, Node]:
        """Return the values of a row's cells; what is not ``whole`` changes another."""
        found: dict[str, Node] = {}
        headings = {column.key: column.heading for column in columns}
        for column in columns:
            text = row.cells.get(column.heading, "")
            place = row.place(column.heading)
            if text:
                value = self.value(column, text, place)
                # What cannot be read is kept, so that it is not reported as missing too.
                found[column.key] = self.nodes.node(text, place) if value is None else value
                if column.instead in found:
                    both = f"“{headings[column.instead]}”和“{column.heading}”"
                    self.fault("edges", f"{both}只能填一个", place, "清空其中一格。")
            elif column.need and whole and column.instead:
                if column.instead not in found:
                    both = f"“{headings[column.instead]}”和“{column.heading}”"
                    self.fault("empty-cell", f"{both}都没有填", row.start, "填其中一格。")
            elif column.need and whole:
                self.fault("empty-cell", f"“{column.heading}”没有填", place, "这一格必须填写。")
                found[column.key] = self.nodes.node("1", place)
        return found

    def rest(self, row: SheetRow) -> dict[str, Node]:
        """Return what the row's last cell holds as YAML."""
        heading = self.layout.words["other"]
        text = row.cells.get(heading, "")
        if not text:
            return {}
        place = row.place(heading)
        try:
            value = yaml_value(text)
        except CellFault as fault:
            self.fault("yaml", f"{heading}：{fault.message}", place, fault.hint)
            return {}
        if not isinstance(value, dict):
            self.fault("yaml", f"{heading}：应是“键: 值”", place, "写成 {键: 值}，或清空这一格。")
            return {}
        return {k: self.nodes.node(v, place) for k, v in value.items()}

    def merged(
        self, row: SheetRow, columns: Sequence[SetColumn], *, whole: bool = True
    ) -> dict[str, Node]:
        """Return a row's values with those of its last cell."""
        found, rest = self.record(row, columns, whole=whole), self.rest(row)
        for key, value in rest.items():
            if key in found:
                self.fault(
                    "twice", f"“{excerpt(key)}”在这一行写了两次", value.place, "只在一个格子里写。"
                )
        return {**found, **rest}

    def rows(self, sheet: str, headings: Sequence[str]) -> list[SheetRow]:
        """Return the rows of a sheet below its headings."""
        return table_rows(self.book, sheet, headings, self.problems)
