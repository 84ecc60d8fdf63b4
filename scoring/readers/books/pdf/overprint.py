"""Cells whose text lies upon that of their neighbours: rows that are too low for what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

from scoring.readers.books.pdf.lines import Line

_OUTSIDE: Final = 0.3
"""A line that stands out of its cell by this part of its size, on one side only, was pushed there."""
_UPON: Final = 0.25
"""Lines that overlap by this part of their size were not set below each other."""
_BESIDE: Final = 0.4
"""Letters on a line that overlap by this part of their size were not set beside each other."""


def is_spoilt(lines: Sequence[Line], top: float, bottom: float) -> bool:
    """Tell whether the lines of a cell, from ``top`` to ``bottom``, cannot all be its own."""
    if any(letter.turned for line in lines for letter in line.letters):
        return False
    if len(lines) > 1 and all(len(line.letters) == 1 for line in lines):
        return False  # a label set downward, beside many rows
    return any(_is_pushed(line, top, bottom) or _is_mixed(line) for line in lines) or any(
        _overlap(one, two) for one, two in combinations(lines[:40], 2)
    )


def _is_pushed(line: Line, top: float, bottom: float) -> bool:
    above, below = top - line.top, line.bottom - bottom
    far = _OUTSIDE * line.size
    return (above > far and below < 0) or (below > far and above < 0)


def _is_mixed(line: Line) -> bool:
    return any(
        before.x1 - letter.x0 > _BESIDE * min(before.size, letter.size)
        and before.text != letter.text
        for before, letter in pairwise(line.letters)
    )


def _overlap(one: Line, two: Line) -> bool:
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    across = min(one.x1, two.x1) - max(one.x0, two.x0)
    return across > 0 and down > _UPON * min(one.size, two.size)
