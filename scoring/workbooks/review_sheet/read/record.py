"""The record of rounds on a sheet of the desk: whole entries, by which a lost ledger is made good."""

from __future__ import annotations

from pydantic import ValidationError

from scoring.problem import Problem
from scoring.readers.books.sheets.grid import Book
from scoring.records.ledger_entry import LedgerEntry
from scoring.workbooks.review_sheet.layout import RECORD, ReviewSheetLayout


def whole_entries(
    book: Book, layout: ReviewSheetLayout, problems: list[Problem]
) -> tuple[LedgerEntry, ...]:
    """Return the entries that stand whole behind the lines of the record.

    The line shows the beginning of the entry's digest: what was changed since is not taken.
    """
    where = book.names.get(RECORD)
    sheet = book.sheet(where[0]) if where else book.sheet(layout.sheets.history)
    if sheet is None:
        return ()
    entries = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if not cell.text.startswith('{"'):
            continue
        shown = sheet.cells.get((row, column - 1))
        try:
            entry = LedgerEntry.model_validate_json(cell.text)
        except ValidationError:
            entry = None
        if entry is None or shown is None or not entry.id.startswith(shown.text.strip() or "-"):
            place = book.place(sheet.name, row, column)
            what = f"每轮记录第 {row} 行在程序写出之后有改动，这一条没有采用"
            hint = "以台账里的为准；台账没有了的，请用原来交出的那一份。"
            problems.append(Problem("history-changed", what, place, hint))
        else:
            entries[entry.id] = entry
    return tuple(entries.values())
