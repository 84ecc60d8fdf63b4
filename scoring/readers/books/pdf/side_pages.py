"""A sheet that was too wide for its page: the columns that went onto a page of their own are restored.

The rows of both pages lie at the same heights, and the cells that the right edge of one page cut open
are those that are open at the left edge of the other. Where this does not hold of exactly one page,
nothing is joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scoring.readers.books.pdf.lines import Letter, lines_of
from scoring.readers.books.pdf.page import Page
from scoring.readers.books.pdf.ruled_table import Box, RuledTable, ruled_table

_SAME: Final = 2.0
"""Points within which two heights are one."""
_FEWEST: Final = 3
"""So many rows must lie at the same heights."""


def with_side_pages(pages: Sequence[Page]) -> tuple[list[Page], list[tuple[int, int]]]:
    """Return the pages, those beside another joined to it, and the numbers of each such pair."""
    left = list(pages)
    joined: list[tuple[int, int]] = []
    first = 0
    while first < len(left):
        page = left[first]
        found = [other for other in left[first + 1 :] if _beside(page, other)]
        if len(found) == 1 and sum(_beside(other, found[0]) for other in left) == 1:
            left[first] = _join(page, found[0])
            left.remove(found[0])
            joined.append((page.number, found[0].number))
        else:
            first += 1
    return left, joined


def _beside(page: Page, other: Page) -> bool:
    """Tell whether the table of a page goes on to the right on another one."""
    if page is other or len(page.tables) != 1 or len(other.tables) != 1:
        return False
    table, right = page.tables[0], other.tables[0]
    # A form without lines at its sides is open at both: nothing is cut off there.
    if not table.open_right or table.open_left or not _alike(table.open_right, right.open_left):
        return False
    levels, heights = _levels(table), _levels(right)
    shorter, longer = sorted((levels, heights), key=len)
    return (
        len(shorter) > _FEWEST
        and abs(levels[0] - heights[0]) < _SAME
        and all(any(abs(one - two) < _SAME for two in longer) for one in shorter)
    )


def _levels(table: RuledTable) -> list[float]:
    found: list[float] = []
    for height in sorted(y for box in table.boxes for y in (box[1], box[3])):
        if not found or height - found[-1] > _SAME:
            found.append(height)
    return found


def _alike(one: Sequence[tuple[float, float]], two: Sequence[tuple[float, float]]) -> bool:
    return len(one) == len(two) and all(
        abs(a - c) < _SAME and abs(b - d) < _SAME
        for (a, b), (c, d) in zip(sorted(one), sorted(two), strict=True)
    )


def _join(page: Page, other: Page) -> Page:
    """Put a page to the right of another; a letter that both print counts once (see ``lines_of``)."""
    table, right = page.tables[0], other.tables[0]
    away = table.edges[-1] - right.edges[0]
    boxes: list[Box] = []
    halves = [(x0 + away, top, x1 + away, bottom) for x0, top, x1, bottom in right.boxes]
    for x0, top, x1, bottom in table.boxes:
        is_open = abs(x1 - table.edges[-1]) < _SAME and any(
            low - _SAME < top and bottom < high + _SAME for low, high in table.open_right
        )
        half = next(
            (
                one
                for one in halves
                if is_open and _alike([(top, bottom)], [(one[1], one[3])]) and _at(one[0], x1)
            ),
            None,
        )
        if half is not None:
            halves.remove(half)
        boxes.append((x0, top, x1 if half is None else half[2], bottom))
    letters = [*_letters(page), *(_moved(letter, away) for letter in _letters(other))]
    whole, outside = ruled_table([*boxes, *halves], letters)
    whole = replace(
        whole,
        open_left=table.open_left,
        open_right=tuple(right.open_right),
    )
    return replace(page, tables=(whole,), lines=tuple(lines_of(outside)))


def _at(one: float, two: float) -> bool:
    return abs(one - two) < _SAME


def _letters(page: Page) -> list[Letter]:
    inside = [letter for table in page.tables for box in table.letters for letter in box]
    return [*inside, *(letter for line in page.lines for letter in line.letters)]


def _moved(letter: Letter, away: float) -> Letter:
    return replace(letter, x0=letter.x0 + away, x1=letter.x1 + away)
