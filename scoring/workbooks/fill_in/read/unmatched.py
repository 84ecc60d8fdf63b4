"""What is written where nothing is asked for: kept as unmatched, never dropped."""

from __future__ import annotations

from typing import Final

from scoring.readers.books.sheets.grid import Book
from scoring.text import label_key
from scoring.workbooks.fill_in.layout import ABOUT, OWN, FillLayout
from scoring.workbooks.fill_in.read.notes import Notes

_MOST_OWN: Final = 200
"""So many areas of its own a workbook has at the most; what further ones hold is unmatched."""
_LONGEST_OWN: Final = 200


def keep_unmatched_cells(book: Book, layout: FillLayout, notes: Notes) -> None:
    """Keep every cell that was not read and is not the workbook's own text or formula."""
    labels = _own_texts(layout)
    for sheet in book.sheets:
        if sheet.name in (layout.about_sheet, layout.guide_sheet):
            continue
        own = [
            area
            for name, (where, area) in book.names.items()
            if where == sheet.name and (name.startswith(OWN) or name == ABOUT)
        ][:_MOST_OWN]
        for (row, column), cell in sorted(sheet.cells.items()):
            place = (sheet.name, row, column)
            if (
                place in notes.read_cells
                or not cell.text.strip()
                or any(area.holds(row, column) for area in own)
            ):
                continue
            if len(cell.text) < _LONGEST_OWN and label_key(cell.text) in labels:
                continue
            notes.keep_unmatched(book.place(*place), cell)


def _own_texts(layout: FillLayout) -> set[str]:
    texts = [field.label for field in layout.fields]
    for table in layout.tables.values():
        texts += [table.closing, *(column.heading for column in table.columns)]
    return {label_key(text) for text in (*texts, *layout.patterns.values())}
