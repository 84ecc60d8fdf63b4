"""What is written outside of known places: told, never dropped."""

from __future__ import annotations

from scoring.fill_layout import ABOUT, OWN, FillLayout
from scoring.readers.filled.find import cells_of
from scoring.readers.filled.notes import Notes
from scoring.readers.filled.typed import folded
from scoring.readers.sheets.grid import Book


def leave_the_rest(book: Book, layout: FillLayout, notes: Notes) -> None:
    """Note every cell that nobody read and that is not the workbook's own text or formula."""
    own = {
        (s, r, c)
        for name, (s, area) in book.names.items()
        if name.startswith(OWN) or name == ABOUT
        for sheet in [book.sheet(s)]
        if sheet is not None
        for r, c, _ in cells_of(sheet, area)
    }
    labels = _own_texts(layout)
    for sheet in book.sheets:
        if sheet.name in (layout.about_sheet, layout.guide_sheet):
            continue
        for (row, column), cell in sorted(sheet.cells.items()):
            where = (sheet.name, row, column)
            if where in notes.known or where in own or not cell.text.strip():
                continue
            if len(cell.text) < 200 and folded(cell.text) in labels:
                continue
            notes.leave(book.place(*where), cell)


def _own_texts(layout: FillLayout) -> set[str]:
    texts = [field.label for field in layout.fields]
    for table in layout.tables.values():
        texts += [table.closing, *(column.heading for column in table.columns)]
    return {folded(text) for text in (*texts, *layout.words.values())}
