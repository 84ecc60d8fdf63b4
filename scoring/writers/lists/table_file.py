"""Tables of a batch: their rows, as a sheet of a workbook and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any, Final, NamedTuple, Protocol

from xlsxwriter.workbook import Workbook

from scoring.exact import plain
from scoring.text import printable
from scoring.writers.lists.issue_list_words import ListColumn, TableWords
from scoring.writers.xlsx.cell import FORMULA_STARTS, MOST_DIGITS
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import FONT, HEAD, new_workbook


class FileLink(NamedTuple):
    """The way to another output: what is printed, and its path beside the list, with ``/``."""

    text: str
    path: str


Entry = str | int | Decimal | FileLink | None
Row = dict[str, Entry]

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, as Excel knows it."""
MOST_CHARACTERS: Final = 32_767
"""Characters of a cell, as Excel knows it."""
_FORMULA: Final = (*FORMULA_STARTS, "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula, full-width signs too."""
_CUT: Final = "……"
_MOST_LINKS: Final = 65_000
"""Links of a sheet, of which Excel takes 65,530; the further ones are printed as paths."""
_A4: Final = 9
_MARGIN: Final = 0.4
"""Of a printed page, left and right, in inches."""
_SIZE: Final = 10.5
"""Size of type, in points."""
_HEAD_HEIGHT: Final = 33
_MEASURED: Final = 4_000
"""Letters of a text by which the height of its row is measured."""


@dataclass(frozen=True, slots=True)
class ListTable:
    """One table: its words, its rows, and a line below it where rows were left out."""

    words: TableWords
    rows: Sequence[Row]
    note: str = ""


class WritableSheet(Protocol):
    """A sheet of another kind among the tables."""

    def add_to(self, book: Workbook) -> None:
        """Write the sheet into a workbook."""


def workbook(tables: Sequence[ListTable | WritableSheet], title: str) -> bytes:
    """Return the tables as an ``.xlsx`` file, a sheet each: filter, frozen head, wrapped text.

    Texts stay texts: nothing is taken for a formula, a link or a number.
    """
    out = BytesIO()
    book = new_workbook(out, title)
    base: dict[str, Any] = {"font_name": FONT, "font_size": _SIZE, "valign": "top"}
    box = {**base, "border": 1, "border_color": "#BFBFBF"}
    head = book.add_format(
        {**box, "bold": True, "align": "center", "valign": "vcenter", "bg_color": HEAD,
         "text_wrap": True}
    )  # fmt: skip
    text = book.add_format({**box, "text_wrap": True, "num_format": "@"})
    number = book.add_format({**box, "align": "right"})
    note = book.add_format({**base, "bold": True, "font_color": "#C00000"})
    for table in tables:
        if not isinstance(table, ListTable):
            table.add_to(book)
            continue
        sheet = book.add_worksheet(table.words.title)
        columns = table.words.columns
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, _HEAD_HEIGHT)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.7, bottom=0.6)
        sheet.set_header("&C&A")
        sheet.set_footer("&C&P/&N")
        sheet.fit_to_pages(1, 0)
        printed = sum(column.printed for column in columns)
        sheet.print_area(0, 0, len(table.rows) + bool(table.note), printed - 1)
        sheet.repeat_rows(0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.heading, head)
        for at, row in enumerate(table.rows, 1):
            sheet.set_row(at, row_height(_texts(row, columns), _SIZE))
            for across, column in enumerate(columns):
                _put(sheet, at, across, row.get(column.key), text, number)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)
        if table.note:
            sheet.write_string(len(table.rows) + 1, 0, printable(table.note), note)
    book.close()
    return out.getvalue()


def csv_file(table: ListTable) -> bytes:
    """Return a table as CSV, as Excel opens it: UTF-8 with a mark; no cell begins a formula."""
    return csv_head(table.words) + csv_lines(table.words, table.rows).encode("utf-8")


def csv_head(words: TableWords) -> bytes:
    """Return the mark and the first line of a table as CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([c.heading for c in words.columns])
    return out.getvalue().encode("utf-8-sig")


def csv_lines(words: TableWords, rows: Iterable[Row]) -> str:
    """Return further lines of a table as CSV."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_plain_cell(row.get(column.key)) for column in words.columns])
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, entry: Entry, text: Any, number: Any) -> None:
    if entry is None or entry == "":
        sheet.write_blank(row, column, None, text)
    elif isinstance(entry, int):
        sheet.write_number(row, column, entry, number)
    elif isinstance(entry, FileLink):
        put_link(sheet, row, column, entry, text)
    elif isinstance(entry, Decimal) and len(entry.as_tuple().digits) <= MOST_DIGITS:
        sheet.write_number(row, column, float(entry), number)
    else:
        sheet.write_string(row, column, _cut(printable(str(entry))), text)


def _address(path: str) -> str:
    """Return a path as a link of a workbook holds it: Excel writes letters of any script as they are."""
    return path.replace("%", "%25").replace("#", "%23").replace(" ", "%20")


def put_link(sheet: Any, row: int, column: int, link: FileLink, style: Any) -> None:
    """Write the way to another output; its path as a text where a sheet can hold no more links."""
    if row <= _MOST_LINKS:
        sheet.write_url(row, column, f"external:{_address(link.path)}", style, link.text)
    else:
        sheet.write_string(row, column, _cut(printable(link.path)), style)


def _cut(text: str) -> str:
    """Return a text that a cell can hold; one that was cut ends in dots."""
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _texts(row: Row, columns: Sequence[ListColumn]) -> list[tuple[str, float]]:
    entries = ((row.get(column.key), column.width) for column in columns)
    return [(e[:_MEASURED], float(width)) for e, width in entries if isinstance(e, str)]


def _plain_cell(entry: Entry) -> str:
    """Return a cell's text; one that a spreadsheet would take for a formula begins with a quote."""
    if entry is None:
        return ""
    if isinstance(entry, int):
        return str(entry)
    if isinstance(entry, FileLink):
        entry = entry.path
    if isinstance(entry, Decimal):
        return plain(Fraction(entry))
    text = printable(entry)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
