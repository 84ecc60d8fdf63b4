"""Where the forms of a sheet begin and end, and which pieces are pages of one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.edges import own_rows
from scoring.readers.forms.fold import fold
from scoring.readers.forms.head import FormHead, read_head
from scoring.readers.forms.headings import TableHeading, find_heading, is_label
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import Rows
from scoring.text import on_one_line

_FEWEST_OF_LIST: Final = 3
"""So many cells stand in a row of a list."""


@dataclass
class FormPart:
    """A stretch of rows with its headings: a form, or one page of it."""

    first: int
    rows: list[int] = field(default_factory=list)
    headings: list[TableHeading] = field(default_factory=list)
    continued: bool = False
    """Whether it goes on with the form of the part before."""
    is_list: bool = False
    """Whether it holds rows of cells without a label before them; above a form they are a list."""

    def has(self, table: str) -> bool:
        """Tell whether the headings of a table stand in it."""
        return any(heading.table == table for heading in self.headings)


def find_parts(book: Book, sheet: Sheet, rows: Rows, labels: FormLabels) -> list[FormPart]:
    """Return the parts of a sheet from top to bottom; without any heading there is none.

    In a file of running text a form ends where its tables and labels end; a sheet belongs to its
    forms as a whole.
    """
    parts: list[FormPart] = []
    covered = 0
    for row in _of_forms(rows, labels):
        heading = None if row <= covered else find_heading(rows, row, labels)
        if not parts or (row > covered and _begins(rows, row, heading, parts[-1], labels)):
            parts.append(FormPart(row))
        elif parts[-1].is_list and not parts[-1].headings and _is_top(rows, row, labels):
            parts[-1] = FormPart(row)
        parts[-1].rows.append(row)
        parts[-1].is_list |= len(rows[row]) >= _FEWEST_OF_LIST and not is_label(
            rows[row][0], labels
        )
        if heading is not None:
            parts[-1].headings.append(heading)
            covered = heading.bottom
    _join_blank(parts)
    if sheet.rows_at:  # of a sheet all belongs to its forms, of a report only what looks like them
        for part in parts:
            if part.headings:
                part.rows = own_rows(rows, part.rows, part.headings, labels)
                part.first = part.rows[0]
    _continue(book, sheet, rows, parts, labels)
    return [part for part in parts if part.continued or _is_form(rows, part, labels)]


def _of_forms(rows: Rows, labels: FormLabels) -> Iterator[int]:
    """Yield the rows that may be of forms: what this project itself prints behind one is none."""
    own = False
    for row in sorted(rows):
        cells = rows[row]
        if len(cells) == 1 and labels.is_own_sheet(cells[0].text):
            own = True
        elif own and len(cells) <= 2 and labels.is_title(cells[0].text):
            own = False
        if not own:
            yield row


def _begins(
    rows: Rows, row: int, heading: TableHeading | None, part: FormPart, labels: FormLabels
) -> bool:
    """Tell whether a new form, or a new page of one, begins in a row."""
    if not part.headings:
        return False
    if heading is not None:
        return heading.table == "funds" and part.has("indicators")
    return _is_top(rows, row, labels)


def _is_form(rows: Rows, part: FormPart, labels: FormLabels) -> bool:
    """Tell whether a part is a form: amounts alone are one only under a form's title."""
    others = any(heading.table != "funds" for heading in part.headings)
    return others or (
        part.has("funds") and any(labels.is_title(rows[row][0].text) for row in part.rows)
    )


def _is_top(rows: Rows, row: int, labels: FormLabels) -> bool:
    """Tell whether a row is the first of a form: its title, or the project's name."""
    cells = rows[row]
    if len(cells) <= 2 and labels.is_title(cells[0].text):
        return True
    return any(
        key in ("project.name", "project.code")
        for cell in cells[:1]
        for key in _keys(cell.text, labels)
    )


def _keys(text: str, labels: FormLabels) -> tuple[str, ...]:
    found = labels.head_keys(text)
    if found:
        return found
    match = labels.label_before(on_one_line(text))
    return labels.head_keys(match.group(1)) if match else ()


def _join_blank(parts: list[FormPart]) -> None:
    """Give rows that hold no table to the part behind them, or to the last one before."""
    for index in range(len(parts) - 1, 0, -1):
        if not parts[index].headings:
            parts[index - 1].rows += parts[index].rows
            del parts[index]


def _continue(
    book: Book, sheet: Sheet, rows: Rows, parts: list[FormPart], labels: FormLabels
) -> None:
    """Mark the parts that are further pages: only indicators, and no other project's name."""
    if len(parts) < 2:
        return
    before: FormHead | None = None
    ended = False
    for number, part in enumerate(parts):
        head = _head_of(book, sheet, rows, part, labels)
        own = {k: fold(head.text(k)) for k in ("project.name", "project.code") if head.text(k)}
        same = before is not None and all(
            fold(before.text(key)) == value for key, value in own.items() if before.text(key)
        )
        page = number > 0 and not part.has("funds") and not part.has("goal")
        part.continued = (
            page and same and parts[number - 1].has("indicators") and (bool(own) or not ended)
        )
        if not part.continued:
            before = head
        ended = any(
            cells and labels.is_word("total", cells[0].text)
            for cells in (rows[row] for row in part.rows)
        )


def _head_of(book: Book, sheet: Sheet, rows: Rows, part: FormPart, labels: FormLabels) -> FormHead:
    """Read what stands above the first table of a part, without keeping what is wrong with it."""
    first = part.headings[0].top if part.headings else part.first
    above = [row for row in part.rows if row < first]
    return read_head(rows, above[:50], FormCollector(book, sheet, labels))


def named_unit(
    book: Book, sheet: Sheet, rows: Rows, parts: list[FormPart], labels: FormLabels
) -> str | None:
    """Return the unit of money that a form names: its funds block, or its head."""
    for part in parts:
        for heading in part.headings:
            if heading.table == "funds":
                found = (c for r in range(heading.top, heading.bottom + 1) for c in rows.get(r, ()))
                units = (labels.unit_behind(cell.text) for cell in found)
                unit = next((unit for unit in units if unit is not None), None)
                if unit is not None:
                    return unit
    heads = (_head_of(book, sheet, rows, part, labels) for part in parts)
    return next(
        (unit for head in heads if (unit := labels.money_unit(head.text("money_unit")))), None
    )
