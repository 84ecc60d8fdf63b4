"""A text file into a :class:`Book`: one sheet, a row a line, its cells where tabs or bars part them.

Texts taken out of other files (``.txt``, ``.md``) hold tables as lines whose cells are parted by
tabs, or by bars as Markdown writes them. A line without either is one cell. What stands where is
kept as the number of the line. Values parted by commas (``.csv``) are a sheet that a workbook was saved
as: every cell stands under its heading, and nothing is moved.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import PurePath
from typing import Final

from scoring.files.text_file import decoded
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import LONGEST_CELL, MOST_CELLS, MOST_TEXT, too_much
from scoring.readers.books.sheets.grid import Book, Cell, Sheet
from scoring.readers.books.texts.loose_cells import with_loose_forms
from scoring.readers.books.texts.lost_merges import realign_lost_merges, with_slid_rows
from scoring.readers.books.texts.realign_columns import realign_columns
from scoring.readers.books.texts.tables import LONGEST_GAP
from scoring.readers.forms.occupied_cells import rows_of
from scoring.records.fields import LONGEST_TEXT

KIND: Final = "text"
_RULE: Final = re.compile(r"[\s|:+=-]*")
"""A line of a Markdown table that only draws a rule."""
_MOST_COLUMNS: Final = 200
_WHAT_TO_DO: Final = "请把原网页另存为 .html 再读；或者把原表粘贴到 Excel 里，存成 .xlsx 再读。"
_HEADING: Final = re.compile(r"#{1,6}\s+")
_BOLD: Final = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_BAR: Final = re.compile(r"(?<!\\)\|")
_BREAK: Final = re.compile(r"<br\s*/?>", re.I)

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
        raise InputError([Problem("empty-file", "文件是空的,里面没有内容", place, hint)])
    text = decoded(data, name)
    if len(text) > MOST_TEXT:
        raise too_much(place, "文件里的字", MOST_TEXT)
    lines: dict[int, list[str]] = {}
    count = 0
    separated = _separated(text) if PurePath(name).suffix.lower() == CSV else None
    for row, parts in enumerate(separated or map(_cells, lines_of(text)), 1):
        count += len(parts)
        if count > MOST_CELLS:
            raise too_much(place, "文件里的格", MOST_CELLS)
        if any(parts):
            lines[row] = parts
    title = PurePath(name).stem or KIND
    sheet = _plain_sheet(title, lines) if separated else _placed_sheet(title, lines)
    return Book(name, KIND, (sheet,), notes=tuple(_unread(sheet, name)))


def _plain_sheet(name: str, lines: Mapping[int, list[str]]) -> Sheet:
    """Return the lines as a sheet, each cell in the column that it has in its line."""
    cells = {
        (row, column): Cell(part)
        for row, parts in lines.items()
        for column, part in enumerate(parts, 1)
        if part
    }
    return Sheet(name, cells, rows_at={row: f"第{row}行" for row in lines})


def _placed_sheet(name: str, lines: Mapping[int, list[str]]) -> Sheet:
    """Return the lines as a sheet, the cells of its forms under their headings."""
    widths = {row: len(parts) for row, parts in lines.items()}
    sheet = with_loose_forms(_plain_sheet(name, lines))
    sheet = realign_columns(realign_lost_merges(sheet, widths), widths)
    return with_slid_rows(sheet, widths)


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


def _separated(text: str) -> list[list[str]] | None:
    """Return the cells of a CSV file; None where it is none, or a cell is longer than one may be."""
    plain = text.removeprefix("\ufeff")
    sign = max(_SIGNS, key=plain[:_BEGINNING].count)
    try:
        rows = [
            [field.strip() for field in fields[:_MOST_COLUMNS]]
            for fields in csv.reader(StringIO(plain, newline=""), delimiter=sign)
        ]
    except csv.Error:
        return None
    most = min(LONGEST_CELL, LONGEST_TEXT)
    return None if any(len(field) > most for row in rows for field in row) else rows


def lines_of(text: str) -> list[str]:
    """Return the lines as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cells(line: str) -> list[str]:
    stripped = line.strip(" \u3000\ufeff\f")
    if "\t" in stripped:
        found = stripped.split("\t", _MOST_COLUMNS)
    elif stripped.startswith("|") and len(_BAR.findall(stripped)) > 1:
        if _RULE.fullmatch(stripped):
            return []
        inner = _BAR.split(stripped[1:].removesuffix("|"), _MOST_COLUMNS)
        found = [_BREAK.sub("\n", cell).replace("\\|", "|") for cell in inner]
    else:
        found = _long(_HEADING.sub("", stripped, count=1))
    return [_plain(cell) for cell in found]


def _plain(cell: str) -> str:
    """Return a cell without the marks of bold print that stand around a word."""
    text = cell.strip()
    return _BOLD.sub(r"\1", text) if "**" in text else text


def _long(text: str) -> list[str]:
    """Return a line as cells, none of which is longer than a cell may be."""
    most = min(LONGEST_CELL, LONGEST_TEXT)
    return [text[start : start + most] for start in range(0, len(text), most)] or [""]
