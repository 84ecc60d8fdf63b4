"""Finds the parts of a 复核表 that came back: by defined names, else by headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.records.sheet_reading import SheetKind
from scoring.text import label_key
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.read.find import headings_by_row, named_cell, right_of, short_texts
from scoring.workbooks.review_sheet.layout import ABOUT, SIGNED, ReviewSheetLayout, folded_entry

_LONGEST_HEADING: Final = 60
_NEEDED: Final = ("id", "score", "ground", "agrees")
"""Headings by which a review sheet is recognised."""
_EITHER: Final = (("name", "ground"), ("name", "agrees"))
"""Headings by which the table of a sheet is found, even where hidden columns were deleted."""


@dataclass(frozen=True)
class ReviewTable:
    """A heading row and its columns by key; the rows are those below that have an id."""

    sheet: Sheet
    heading: int
    columns: Mapping[str, int]
    twice: tuple[int, ...] = ()
    """Columns whose heading stands there a second time."""

    def plain(self, row: int, key: str) -> str:
        """Return a cell as the program wrote it: numbers in plain digits, texts as they are."""
        column = self.columns.get(key)
        cell = None if column is None else self.sheet.cells.get((row, column))
        if cell is None:
            return ""
        return folded_entry(cell.number) if cell.number is not None else cell.text


def is_review_sheet(book: Book) -> bool:
    """Tell whether a workbook is a 复核表, or what is left of one."""
    layout = load_vocabulary(ReviewSheetLayout)
    if ABOUT in book.names or book.sheet(layout.sheets.about) is not None:
        return True
    return find_table(book, layout) is not None


def about_of(book: Book, layout: ReviewSheetLayout) -> dict[str, str]:
    """Return the entries of the hidden sheet: key → value."""
    where = book.names.get(ABOUT)
    sheet = book.sheet(where[0]) if where else book.sheet(layout.sheets.about)
    if sheet is None:
        return {}
    column = where[1].left if where else 1
    found: dict[str, str] = {}
    for (row, at), cell in sorted(sheet.cells.items()):
        value = sheet.cells.get((row, column + 1))
        if at == column and value is not None:
            found.setdefault(cell.text.strip(), value.text)
    return found


def seals_of(book: Book, layout: ReviewSheetLayout) -> frozenset[str]:
    """Return the seals of the review sheet's own texts."""
    sheet = book.sheet(layout.sheets.about)
    if sheet is None:
        return frozenset()
    return frozenset(cell.text.strip() for (_, at), cell in sheet.cells.items() if at > 2)


def find_table(book: Book, layout: ReviewSheetLayout) -> ReviewTable | None:
    """Return the table that is filled in."""
    headings = layout.headings
    needed = {label_key(headings[key]) for key in _NEEDED}
    named = book.sheet(layout.sheets.form)
    sheets = [named] if named is not None else []
    for sheet in [*sheets, *book.sheets]:
        found = _heading_row(sheet, needed)
        if found:
            return _table(sheet, found, {k: label_key(v) for k, v in headings.items()})
    return None


def find_tables(book: Book, layout: ReviewSheetLayout) -> Iterator[ReviewTable]:
    """Yield the tables that are filled in: one of each sheet that has one, copies of a sheet too."""
    headings = {key: label_key(text) for key, text in layout.headings.items()}
    aside = {layout.sheets.history, layout.sheets.guide, layout.sheets.about}
    for sheet in book.sheets:
        if sheet.name in aside:
            continue
        rows = (_heading_row(sheet, {headings[key] for key in keys}) for keys in _EITHER)
        found = min((row for row in rows if row), default=0)
        if found:
            yield _table(sheet, found, headings)


def signature_cells(
    book: Book, layout: ReviewSheetLayout, table: ReviewTable, kind: SheetKind
) -> dict[str, tuple[Sheet, int, int]]:
    """Return where name, day, 办理 and its reason are: beside their labels, below the table."""
    sheet = table.sheet
    who = "unit" if kind == "feedback" else "evaluator"
    name, day = SIGNED[who]
    keys = {"by": (name, f"sign_{who}"), "day": (day, "date"), "action": ("zw_action", "action"),
            "note": ("zw_reason", "action_note")}  # fmt: skip
    found: dict[str, tuple[Sheet, int, int]] = {}
    row_of_name = 0
    for key, (defined, word) in keys.items():
        named = named_cell(book, defined)
        if named is not None and named[0].name == sheet.name:
            found[key] = named
        else:
            label = label_key(layout.words[word])
            for row, column in sorted(sheet.cells):
                is_below = row > table.heading and (key != "day" or row == row_of_name)
                if is_below and label_key(_short(sheet, row, column)) == label:
                    found[key] = sheet, row, right_of(sheet, row, column)
                    break
        if key == "by" and key in found:
            row_of_name = found[key][1]
    return found


def find_history(book: Book, layout: ReviewSheetLayout) -> ReviewTable | None:
    """Return the record of rounds."""
    keys = {column.key: label_key(column.heading) for column in layout.history}
    needed = {keys[key] for key in ("round", "row", "seal", "by")}
    where = book.names.get("zw_history")
    named = book.sheet(where[0]) if where else book.sheet(layout.sheets.history)
    for sheet in (named,) if named is not None else book.sheets:
        found = _heading_row(sheet, needed)
        if found:
            return _table(sheet, found, keys)
    return None


def _short(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell is not None and len(cell.text) <= _LONGEST_HEADING else ""


def _heading_row(sheet: Sheet, needed: set[str]) -> int:
    """Return the first row that holds all of the headings needed; 0 where there is none."""
    if not needed <= short_texts(sheet):
        return 0
    rows = headings_by_row(sheet, needed)
    return min((row for row, texts in rows.items() if texts == needed), default=0)


def _table(sheet: Sheet, heading: int, keys: Mapping[str, str]) -> ReviewTable:
    by_text = {text: key for key, text in keys.items()}
    columns: dict[str, int] = {}
    twice = []
    for (row, at), cell in sorted(sheet.cells.items()):
        key = by_text.get(label_key(cell.text)) if row == heading and cell.number is None else None
        if key in columns:
            twice.append(at)
        elif key is not None:
            columns[key] = at
    return ReviewTable(sheet, heading, columns, tuple(twice))
