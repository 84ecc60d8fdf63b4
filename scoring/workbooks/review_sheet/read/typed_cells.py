"""One cell of a sheet that a person may have written into, as it stands there; nothing is decided."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from scoring.problem import Place
from scoring.readers.books.sheets.date_format import day_of
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.records.fields import LONGEST_TEXT
from scoring.records.sheet_reading import TypedCell
from scoring.text import printable
from scoring.workbooks.fill_in.read.cells import value_of
from scoring.workbooks.fill_in.read.notes import Notes
from scoring.workbooks.review_sheet.layout import folded_entry

_FIRST_DAY: Final = 36_526
_LAST_DAY: Final = 73_050
"""Numbers in a cell for a day that are days of a spreadsheet: of the years 2000 to 2099."""
_FIGURES: Final = re.compile("[0-9]{1,4}")
_LAST_OF_MONTH: Final = 31
_TOO_LONG: Final = f"文字超过 {LONGEST_TEXT} 字"


def typed_cell(book: Book, column: str, cell: Cell | None, place: Place, kind: str) -> TypedCell:
    """Return what stands in a cell; ``kind`` is text, number, choice or date."""
    at = place.in_book
    if cell is None:
        return TypedCell(column=column, at=at)
    notes = Notes(book)
    value = value_of(cell, "text" if kind == "number" else kind, place, notes)
    fault = todo = ""
    if notes.problems:
        fault, todo = notes.problems[0].message, notes.problems[0].hint
    text = _as_written(cell, value)
    if len(text) > LONGEST_TEXT:
        fault, todo = _TOO_LONG, "请写短些，其余的另附材料。"
        text = text[:LONGEST_TEXT]
    day = _day(cell) if kind == "date" else ""
    return TypedCell(column=column, text=text, at=at, date=day, fault=fault, todo=todo)


def _as_written(cell: Cell, value: str | None) -> str:
    """Return a cell's entry: exact where it is a number, else what people see.

    Nothing for a formula without its result: a word in its place would be read as an entry.
    """
    if cell.number is not None and not cell.is_date and "%" not in cell.text:
        return folded_entry(cell.number)
    return printable(cell.text if value is None else value).strip()


def _day(cell: Cell) -> str:
    """Return the day that a cell holds as a number of the spreadsheet; empty where it holds none.

    What it shows tells by which of the two counts of days it is meant.
    """
    number = cell.number
    if number is None or not (cell.is_date or _FIRST_DAY <= number <= _LAST_DAY):
        return ""
    days = (day_of(number, from_1904) for from_1904 in (False, True))
    shown = {int(figures) for figures in _FIGURES.findall(cell.text)} if cell.is_date else set()
    return next((day.isoformat() for day in days if day is not None and _shows(day, shown)), "")


def _shows(day: date, shown: set[int]) -> bool:
    years = {number for number in shown if number > _LAST_OF_MONTH}
    return years <= {day.year} and (not shown or {day.month, day.day} <= shown)
