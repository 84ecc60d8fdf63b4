"""Cells of a row whose content is not certain: each is reported, and none counts against the unit."""

from __future__ import annotations

from typing import Final

from scoring.readers.forms.block import LEVELS
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.readers.forms.table_row import TableRow
from scoring.records.certainty import Certainty
from scoring.records.submission import READ_AS_BLANK

_SHARED: Final = ("name", "reason")
"""A text that covers several rows is the text of each; a figure is not."""


class AmbiguousCells:
    """Finds what is uncertain in the rows under one heading."""

    def __init__(self, heading: TableHeading, collector: FormCollector) -> None:
        self._heading = heading
        self._collector = collector
        self._labels = {key: self._label(key) for key in heading.columns}

    def shared(self, row: TableRow) -> dict[str, OccupiedCell]:
        """Return texts that a row shares with the row above, or with its own level."""
        found: dict[str, OccupiedCell] = {}
        for key in _SHARED:
            if key not in self._heading.columns or key in row.by_key:
                continue
            left = self._heading.columns[key][0]
            top, column = self._collector.sheet.anchor(row.number, left)
            cell = self._collector.sheet.at(row.number, left)
            if cell is None or not cell.text.strip() or (top, column) == (row.number, left):
                continue
            level = self._heading.key_at(column)
            if top == row.number and key == "name" and level in LEVELS:
                self._report(
                    row, key, "没有单独的一格，用合并在一起的级次名称", "这一格与左边的级次合并"
                )
            elif top < row.number and level == key:
                self._report(row, key, f"与第 {top} 行合并，内容归到各行", "合并格里只有一个内容")
            else:
                continue
            found[key] = OccupiedCell(row.number, left, row.number, left, cell, cell.text)
        return found

    def blanked(self, row: TableRow) -> dict[str, tuple[int, int]]:
        """Return the cells of a row that hold nothing of their own though the form shows something."""
        found = self._spoilt(row)
        sheet = self._collector.sheet
        for key, (left, _) in self._heading.columns.items():
            if key in found or key in row.by_key:
                continue
            if not sheet.lacks_results and (row.number, left) not in sheet.anchors:
                continue
            if self._collector.lacks_result(row.number, left, self.label(key)):
                found |= {} if key in (*LEVELS, "goal") else {key: (row.number, left)}
                continue
            if key in (*LEVELS, *_SHARED, "goal"):
                continue
            top, column = self._collector.sheet.anchor(row.number, left)
            cell = self._collector.sheet.at(row.number, left)
            if cell is None or self._heading.key_at(column) != key:
                continue
            if top < row.number and cell.text.strip():
                why = "合并格里只有一个内容，看不出怎样分到各行"
                what = f"与第 {top} 行合并，这一行{READ_AS_BLANK}"
                self._report(row, key, what, why, Certainty.NOT_FOUND)
            else:
                continue
            found[key] = (row.number, left)
        return found

    def _spoilt(self, row: TableRow) -> dict[str, tuple[int, int]]:
        """Return the cells of a row that other texts lie upon."""
        found: dict[str, tuple[int, int]] = {}
        for cell in row.cells:
            if not cell.content.spoilt:
                continue
            key = self._heading.key_at(cell.column)
            if key is not None:
                self._collector.report_overprinted(cell, self.label(key))
                if key not in (*LEVELS, "goal"):
                    found[key] = (cell.row, cell.column)
        return found

    def label(self, key: str) -> str:
        """Return a heading as printed, with its usual name where it is another."""
        return self._labels[key]

    def _label(self, key: str) -> str:
        shown = self._heading.label(key)
        usual = self._collector.labels.usual(self._heading.table, key)
        return shown if not usual or usual in shown else f"{shown}（{usual}）"

    def _report(
        self, row: TableRow, key: str, what: str, why: str, known: Certainty = Certainty.RESTORED
    ) -> None:
        left = self._heading.columns[key][0]
        self._collector.add_repair(row.number, left, f"“{self.label(key)}”一格{what}", why, known)
