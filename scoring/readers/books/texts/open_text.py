"""A text file into a :class:`Book`: one sheet, a row a line, its cells where tabs or bars part them.

Texts taken out of other files (``.txt``, ``.md``) hold tables as lines whose cells are parted by
tabs, or by bars as Markdown writes them or programs draw them. A line without either is one cell. What
stands where is kept as the number of the line. Values parted by commas (``.csv``) are a sheet that a
workbook was saved as: every cell stands under its heading, and nothing is moved.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import PurePath
from typing import Final

from scoring.files.text_file import decoded
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import LONGEST_CELL, MOST_CELLS, MOST_TEXT, too_much
from scoring.readers.books.sheets.grid import Book, Cell, Sheet
from scoring.readers.books.texts.loose_cells import with_loose_forms
from scoring.readers.books.texts.lost_merges import (
    realign_lost_merges,
    rows_in_order,
    with_slid_rows,
)
from scoring.readers.books.texts.parted_lines import MOST_COLUMNS, PartedLine, parted_lines
from scoring.readers.books.texts.realign_columns import realign_columns
from scoring.readers.books.texts.tables import LONGEST_GAP
from scoring.readers.forms.occupied_cells import rows_of
from scoring.records.fields import LONGEST_TEXT

KIND: Final = "text"
_WHAT_TO_DO: Final = "请把原网页另存为 .html 再读；或者把原表粘贴到 Excel 里，存成 .xlsx 再读。"
CSV: Final = ".csv"
_SIGNS: Final = ",;\t"
"""What may part the values of a CSV file: the one that its beginning holds most often."""
_BEGINNING: Final = 20_000


def read_text(data: bytes, name: str) -> Book:
    """Read a text. ``name`` is the file's name for messages.

    Raises :class:`InputError` if it is empty, holds no text, or breaks a bound.
    """
    place = Place(name)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        hint = "请检查是否选错了文件。"
        raise InputError([Problem("empty-file", "文件是空的，里面没有内容", place, hint)])
    text = decoded(data, name)
    if len(text) > MOST_TEXT:
        raise too_much(place, "文件里的字", MOST_TEXT)
    separated = _separated(text) if PurePath(name).suffix.lower() == CSV else None
    lines: list[PartedLine] = []
    count = 0
    for line in separated if separated else parted_lines(text):
        count += len(line.cells)
        if count > MOST_CELLS:
            raise too_much(place, "文件里的格", MOST_CELLS)
        if any(line.cells):
            lines.append(line)
    title = PurePath(name).stem or KIND
    sheet = _plain_sheet(title, lines) if separated else _placed_sheet(title, lines)
    return Book(name, KIND, (sheet,), notes=tuple(_unread(sheet, name)))


def _plain_sheet(name: str, lines: Sequence[PartedLine]) -> Sheet:
    """Return the lines as a sheet, each cell in the column that it has in its line."""
    cells = {
        (line.number, column): Cell(part)
        for line in lines
        for column, part in enumerate(line.cells, 1)
        if part
    }
    return Sheet(name, cells, rows_at={line.number: f"第{line.number}行" for line in lines})


def _placed_sheet(name: str, lines: Sequence[PartedLine]) -> Sheet:
    """Return the lines as a sheet, the cells of its forms under their headings."""
    widths = {line.number: len(line.cells) for line in lines}
    unclear = {line.number for line in lines if line.is_unclear}
    sheet = realign_lost_merges(with_loose_forms(_plain_sheet(name, lines)), widths)
    sheet = realign_columns(sheet, widths, rows_in_order(sheet, widths))
    return with_slid_rows(sheet, widths, unclear)


def _unread(sheet: Sheet, name: str) -> Iterable[Problem]:
    """Yield where a form stands whose cells cannot be brought under their headings."""
    before = -LONGEST_GAP
    for row in sorted(sheet.slid):
        place = Place(name, where=sheet.rows_at[row])
        if row - before <= LONGEST_GAP:
            pass
        elif len(rows_of(sheet)[row]) > 1:
            yield Problem(
                "slid-cells",
                "这里的表复制时格子错了位，哪一格属于哪一栏认不准，这张表没有读取",
                place, _WHAT_TO_DO, severity="warning",
            )  # fmt: skip
        else:
            yield Problem(
                "loose-cells",
                "这里像是一张自评表，但各格只用空格隔开或各占一行，哪一格属于哪一栏认不准，没有读取",
                place, _WHAT_TO_DO, severity="warning",
            )  # fmt: skip
        before = row


def _separated(text: str) -> list[PartedLine] | None:
    """Return the cells of a CSV file; None where it is none, or a cell is longer than one may be."""
    plain = text.removeprefix("\ufeff")
    sign = max(_SIGNS, key=plain[:_BEGINNING].count)
    try:
        rows = [
            [field.strip() for field in fields[:MOST_COLUMNS]]
            for fields in csv.reader(StringIO(plain, newline=""), delimiter=sign)
        ]
    except csv.Error:
        return None
    most = min(LONGEST_CELL, LONGEST_TEXT)
    if any(len(field) > most for row in rows for field in row):
        return None
    return [PartedLine(number, row) for number, row in enumerate(rows, 1)]
