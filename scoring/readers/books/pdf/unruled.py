"""Lines outside of ruled tables: what stands beside each other on a line, and below each other in lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.readers.books.pdf.lines import Letter, Line, segments

_FEWEST: Final = 3
"""So many texts beside each other, on two lines at least, are a table without lines."""
_GAP: Final = 0.6
"""The part of a letter's size that stays free between columns, on every line."""

Parts = list[tuple[int, Line]]
"""Texts of one line, each with its column from 1."""


def parts_of(lines: Sequence[Line]) -> list[Parts]:
    """Return what stands on each line, by columns.

    Lines of a table without ruled lines share their columns, so that a cell which holds nothing moves
    no other; texts of another line are counted from the left.
    """
    split = [segments(line) for line in lines]
    found: list[Parts] = []
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and len(split[end]) >= _FEWEST:
            end += 1
        columns = _columns(lines[number:end]) if end - number > 1 else []
        if len(columns) >= _FEWEST:
            found += [_placed(line, columns) for line in lines[number:end]]
            number = end
        else:
            found.append(list(enumerate(split[number], 1)))
            number += 1
    return found


def _columns(lines: Sequence[Line]) -> list[float]:
    """Return the left edges of the columns: where no letter of any line stands before."""
    letters = sorted((one for line in lines for one in line.letters), key=lambda one: one.x0)
    edges: list[float] = []
    reach = 0.0
    for letter in letters:
        if not edges or letter.x0 - reach > _GAP * letter.size:
            edges.append(letter.x0)
        reach = max(reach, letter.x1) if edges else letter.x1
    return edges


def _placed(line: Line, columns: Sequence[float]) -> Parts:
    groups: dict[int, list[Letter]] = {}
    for letter in line.letters:
        column = sum(edge <= letter.x0 for edge in columns)
        groups.setdefault(column, []).append(letter)
    return [(column, Line(tuple(own), line.blanks)) for column, own in sorted(groups.items())]
