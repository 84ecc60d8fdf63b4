"""The cover of a unit's workbook: one signature for all its projects, and what is agreed to whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.records.sheet_reading import SheetReading, TypedCell
from scoring.text import label_key
from scoring.workbooks.fill_in.read.find import right_of
from scoring.workbooks.review_sheet.layout import ABOUT_PREFIX, ReviewSheetLayout
from scoring.workbooks.review_sheet.read.typed_cells import typed_cell

_MARK: Final = f"{ABOUT_PREFIX}kind=cover"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on a cover; ``all_of`` is by project the cell of 全部认可."""

    by: TypedCell | None
    day: TypedCell | None
    all_of: Mapping[str, TypedCell]
    cells: frozenset[tuple[str, int, int]]
    """The cells that were read."""

    def complete(self, reading: SheetReading) -> SheetReading:
        """Return a project's sheet with what the cover says of it.

        Who signed the sheet itself signed that project; else the cover's signature is its.
        """
        if reading.kind != "feedback":
            return reading
        changes: dict[str, object] = {"action": self.all_of.get(reading.project)}
        own = (reading.by, reading.day)
        if all(cell is None or cell.is_blank for cell in own):
            changes |= {"by": self.by, "day": self.day}
        return reading.model_copy(update=changes)


def read_cover(book: Book, layout: ReviewSheetLayout) -> Cover | None:
    """Return the cover of a unit's workbook; None where there is none."""
    for sheet in book.sheets:
        if any(row == 1 and cell.text == _MARK for (row, _), cell in sheet.cells.items()):
            return _cover(book, sheet, layout)
    return None


def _cover(book: Book, sheet: Sheet, layout: ReviewSheetLayout) -> Cover:
    used: set[tuple[str, int, int]] = set()

    def typed(column: str, row: int, at: int, kind: str) -> TypedCell:
        used.add((sheet.name, row, at))
        place = book.place(sheet.name, row, at)
        return typed_cell(book, column, sheet.cells.get((row, at)), place, kind)

    used |= {(sheet.name, row, at) for (row, at), c in sheet.cells.items() if c.text == _MARK}
    labels = {(row, at): label_key(cell.text) for (row, at), cell in sheet.cells.items()}
    all_of: dict[str, TypedCell] = {}
    head, key = label_key(layout.feedback.all), label_key(layout.hidden["id"])
    for (row, at), label in sorted(labels.items()):
        if label != head:
            continue
        id_column = next((c for (r, c), text in labels.items() if r == row and text == key), 0)
        if not id_column:
            continue
        used.add((sheet.name, row, id_column))
        for number in range(row + 1, sheet.bottom + 1):
            project = sheet.cells.get((number, id_column))
            if project is not None:
                used.add((sheet.name, number, id_column))
                all_of.setdefault(project.text, typed("action", number, at, "text"))
    by = day = None
    for (row, at), label in sorted(labels.items()):
        if label == label_key(layout.feedback.sign_all):
            by = typed("by", row, right_of(sheet, row, at), "text")
            for (other, column), text in sorted(labels.items()):
                if other == row and column > at and text == label_key(layout.words["date"]):
                    day = typed("day", row, right_of(sheet, row, column), "date")
    return Cover(by, day, all_of, frozenset(used))
