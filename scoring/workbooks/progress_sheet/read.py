"""进度 that came back: of every row what stands in the cells of people and what was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from scoring.problem import Problem
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.records.fields import LONGEST_TEXT
from scoring.records.sheet_reading import SheetReading, TypedCell
from scoring.text import excerpt, label_key
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.read.find import headings_by_row, short_texts
from scoring.workbooks.progress_sheet.layout import AssignedPeople, ProgressLayout
from scoring.workbooks.review_sheet.read.typed_cells import typed_cell

_NEEDED: Final = ("id", "people", "action", "printed_people")
"""Headings by which the sheet is recognised."""
_LONGEST_NUMBER: Final = 9
_LONGEST_NAME: Final = 500
_MOST_IDS: Final = 50


class ProgressRead(NamedTuple):
    """What people wrote into 进度."""

    rows: tuple[SheetReading, ...]
    """Rows in which something stands that was not printed."""
    problems: tuple[Problem, ...]


class _Table(NamedTuple):
    sheet: Sheet
    heading: int
    columns: Mapping[str, int]


def is_progress(book: Book) -> bool:
    """Tell whether a workbook is a 问题清单 with the sheet 进度."""
    return _table(book, load_vocabulary(ProgressLayout)) is not None


def read_progress(book: Book) -> ProgressRead:
    """Return the rows into which somebody wrote, each with the places of its cells."""
    layout = load_vocabulary(ProgressLayout)
    table = _table(book, layout)
    if table is None:
        return ProgressRead((), ())
    rows: list[SheetReading] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for at in range(table.heading + 1, table.sheet.bottom + 1):
        reading = _row(book, table, at, layout)
        if not _is_written(reading):
            continue
        key = _plain(table, at, "id")
        if key and key not in seen:
            seen.add(key)
            rows.append(reading)
            continue
        what = "是哪个项目看不出来" if not key else "与上面一行是同一个项目"
        written = "、".join(cell.text for cell in _cells(reading) if not cell.is_blank)
        problems.append(Problem(
            "progress-row", f"第 {at} 行{what}，填的“{written}”没有采用",
            book.place(table.sheet.name, at, 1),
            "请填到程序写出的那一行里；隐藏的栏不要删改。",
        ))  # fmt: skip
    return ProgressRead(tuple(rows), tuple(problems))


def _row(book: Book, table: _Table, row: int, layout: ProgressLayout) -> SheetReading:
    sheet = table.sheet
    cells: dict[str, TypedCell] = {}
    for column in layout.columns:
        if column.input is not None:
            at = table.columns.get(column.key, 0)
            found = sheet.cells.get((row, at)) if at else None
            place = book.place(sheet.name, row, at or 1)
            cells[column.key] = typed_cell(book, column.key, found, place, column.input)
    people = layout.people_of(cells["people"].text)
    if people is None and not cells["people"].is_blank and not cells["people"].fault:
        fault = f"看不懂复核人“{excerpt(cells['people'].text)}”"
        update = {"fault": fault, "todo": layout.messages["people"].text}
        cells["people"] = cells["people"].model_copy(update=update)
    names, lead = people or AssignedPeople()
    return SheetReading(
        kind="progress", file=book.name, sheet=sheet.name,
        project=_plain(table, row, "id") or "-",
        stage=_number(_plain(table, row, "stage")), round=_plain(table, row, "round"),
        edition=_plain(table, row, "digest"), count=_number(_plain(table, row, "entries")),
        digest=_plain(table, row, "digest"), by=cells["by"], day=cells["day"],
        action=cells["action"], note=cells["note"], people=cells["people"], names=names, lead=lead, due=cells["due"],
        printed_people=_plain(table, row, "printed_people", LONGEST_TEXT),
        printed_due=_plain(table, row, "printed_due"),
        assignments=tuple(
            one[:_LONGEST_NAME]
            for one in _plain(table, row, "assignment", LONGEST_TEXT).split()[:_MOST_IDS]
        ),
    )  # fmt: skip


def _is_written(reading: SheetReading) -> bool:
    """Tell whether something stands in a row that was not printed there."""
    return (
        reading.has_other_people
        or reading.has_other_due
        or any(
            cell is not None and not cell.is_blank
            for cell in (reading.action, reading.by, reading.day, reading.note)
        )
    )


def _cells(reading: SheetReading) -> Iterator[TypedCell]:
    for cell in (
        reading.people, reading.due, reading.action, reading.by, reading.day, reading.note
    ):  # fmt: skip
        if cell is not None:
            yield cell


def _plain(table: _Table, row: int, key: str, longest: int = _LONGEST_NAME) -> str:
    """Return what the program wrote into a cell; no longer than a record takes it."""
    cell = table.sheet.cells.get((row, table.columns.get(key, 0)))
    return "" if cell is None else cell.text.strip()[:longest]


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else 0


def _table(book: Book, layout: ProgressLayout) -> _Table | None:
    headings = {text: key for key, text in layout.folded.items()}
    needed = {layout.folded[key] for key in _NEEDED}
    named = book.sheet(layout.title)
    for sheet in [*((named,) if named is not None else ()), *book.sheets]:
        if not needed <= short_texts(sheet):
            continue
        rows = headings_by_row(sheet, needed)
        heading = min((row for row, texts in rows.items() if texts == needed), default=0)
        if heading:
            columns: dict[str, int] = {}
            for (row, at), cell in sorted(sheet.cells.items()):
                key = headings.get(label_key(cell.text)) if row == heading else None
                if key is not None:
                    columns.setdefault(key, at)
            return _Table(sheet, heading, columns)
    return None
