"""Texts too long for their column: the beginning stays in the table, the whole stands below it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scoring.text import lines_taken
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout, Writer
from scoring.workbooks.review_sheet.write.view import ReviewSheetRow

MOST_LINES: Final = 14
"""A row of the table is so many lines high at most: more would push the others off the page."""


def with_short_texts(
    row: ReviewSheetRow, layout: ReviewSheetLayout, writer: Writer | None, name: str
) -> tuple[ReviewSheetRow, list[str]]:
    """Return a row that fits, and the whole of each text that was cut, with its column.

    What may be written in now is never cut: it is read back.
    """
    cells: dict[str, Entry] = dict(row.cells)
    whole = []
    for column in layout.columns:
        text = cells[column.key]
        is_open = column.by is not None and column.by == writer and not row.closed
        if is_open or not isinstance(text, str):
            continue
        shown = cut_to_fit(text, float(column.width), layout.words["below"])
        if shown != text:
            cells[column.key] = shown
            whole.append(layout.text("long_text", row=name, column=column.heading, text=text))
    return (replace(row, cells=cells) if whole else row), whole


def lines_of(text: str, room: float) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    return lines_taken(text, per_line(room))


def per_line(room: float) -> int:
    """Return how many half-width characters fit on a line of a column."""
    return max(int(room * 1.12 - 1), 2)


def cut_to_fit(text: str, room: float, below: str) -> str:
    """Return a text, or as much of it as fits with the words that name the place of the rest."""
    if lines_of(text, room) <= MOST_LINES:
        return text
    low, high = 0, min(len(text), MOST_LINES * per_line(room))
    while low < high:
        middle = (low + high + 1) // 2
        if lines_of(text[:middle] + below, room) <= MOST_LINES:
            low = middle
        else:
            high = middle - 1
    return text[:low] + below
