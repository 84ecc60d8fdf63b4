"""Texts too long for their column: the beginning stays in the table, the whole stands below it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scoring.text import lines_taken
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout, Writer
from scoring.workbooks.review_sheet.write.totals import SIZE
from scoring.workbooks.review_sheet.write.view import ReviewSheetRow
from scoring.writers.xlsx.fit import height_of_lines, letters_in

MOST_LINES: Final = 14
"""A row of the table is so many lines high at most: more would push the others off the page."""
HIGHEST_ROW: Final = height_of_lines(MOST_LINES, SIZE)


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
        if row.is_open(column, writer) or not isinstance(text, str):
            continue
        shown = cut_to_fit(text, float(column.width), layout.words["below"])
        if shown != text:
            cells[column.key] = shown
            whole.append(layout.text("long_text", row=name, column=column.heading, text=text))
    return (replace(row, cells=cells) if whole else row), whole


def cut_to_fit(text: str, width: float, below: str) -> str:
    """Return a text, or as much of it as fits with the words that name the place of the rest."""
    letters = letters_in(width, SIZE)
    if lines_taken(text, letters) <= MOST_LINES:
        return text
    low, high = 0, min(len(text), MOST_LINES * letters)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_taken(text[:middle] + below, letters) <= MOST_LINES:
            low = middle
        else:
            high = middle - 1
    return text[:low] + below
