"""A workbook of the year read back: all its cells, and which of them people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from scoring.problem import InputError, column_letters
from scoring.readers.books.open_any import open_any
from scoring.readers.books.sheets.grid import Sheet
from scoring.records.paper_text import PaperPlace, PaperText
from scoring.text import squeezed
from scoring.year.table_words import TableLayout, YearTableWords
from scoring.year.typed_cells import cell_id

_SHEETS: Final = "xl/workbook.xml"
_MOST_BYTES: Final = 1_000_000
_FIELD: Final = re.compile(r"\\\{[a-z]+\\\}")


def typed_book(content: bytes, words: YearTableWords) -> PaperText | None:
    """Return what stands in a workbook in which people write, place by place; None of any other file."""
    layouts = {name: layout for name, layout in words.tables.items() if layout.typed}
    if not any(f'"{name}"'.encode() in _sheet_names(content) for name in layouts):
        return None
    try:
        book = open_any(content, "")
    except InputError:
        return None
    places = []
    for sheet in book.sheets:
        typed = dict(_typed(sheet, layouts[sheet.name])) if sheet.name in layouts else {}
        for (row, column), cell in sorted(sheet.cells.items()):
            at = f"{sheet.name}!{column_letters(column)}{row}"
            block = typed.get((row, column), "")
            places.append(PaperPlace(at, cell.text, sheet.name, block))
    return PaperText(tuple(places))


def _sheet_names(content: bytes) -> bytes:
    """Return the part of a workbook that names its sheets; nothing of any other file."""
    if not content.startswith(b"PK"):
        return b""
    try:
        with ZipFile(BytesIO(content)) as parts, parts.open(_SHEETS) as part:
            return part.read(_MOST_BYTES)
    except (BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError):
        return b""


def _typed(sheet: Sheet, layout: TableLayout) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield every cell below the heading of a typed column that holds something, with its id."""
    found = _headings(sheet, layout)
    if found is None:
        return
    head, columns = found
    for row in range(head + 1, sheet.bottom + 1):
        texts = [_text(sheet, row, columns.get(key)) for key in layout.known_by]
        if not any(texts):
            continue
        for key in layout.typed:
            if key in columns and _text(sheet, row, columns[key]):
                yield (row, columns[key]), cell_id(sheet.name, texts, key)


def _headings(sheet: Sheet, layout: TableLayout) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; None where they are not all there."""
    wanted = {
        key: _pattern(layout.columns[key].heading) for key in (*layout.known_by, *layout.typed)
    }
    for row in range(1, sheet.bottom + 1):
        columns: dict[str, int] = {}
        for column in range(1, sheet.right + 1):
            text = squeezed(_text(sheet, row, column))
            for key, pattern in wanted.items():
                if text and pattern.fullmatch(text):
                    columns.setdefault(key, column)
        if len(columns) == len(wanted):
            return row, columns
    return None


def _pattern(heading: str) -> re.Pattern[str]:
    """Return what a heading looks like, whatever the years in it are."""
    return re.compile(_FIELD.sub(".+?", re.escape(squeezed(heading))))


def _text(sheet: Sheet, row: int, column: int | None) -> str:
    cell = None if column is None else sheet.at(row, column)
    return "" if cell is None else cell.text.strip()
