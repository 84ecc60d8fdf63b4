"""Where a sheet's pages begin, so that headings stay with their rows and no row is cut by an edge.

Lengths are in points of the sheet, before it is scaled to the paper's width.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from scoring.value_class import dataclass
from scoring.writers.xlsx.paper import PIXEL

_LITTLE_MORE: Final = 1.15
"""Over a page's room, what is still made to fit on the page."""
_FULL: Final = 0.98
"""The share of a page's room to which it is filled."""
_TRIES: Final = 12


@dataclass(frozen=True, slots=True)
class Strip:
    """One row, or several that belong together, on its way to a page."""

    height: float
    heads: bool
    """It stays on one page with the row below it: a heading, a sum above the signatures."""
    repeated: bool = False
    """It is printed again on every later page."""
    stretches: bool = False
    """It may be made higher to fill a page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where pages begin, and how high each strip is so that they are filled."""

    starts: frozenset[int]
    """Empty where all goes on one page, made smaller by a little if need be."""
    heights: tuple[float, ...]


def paged(strips: Sequence[Strip], room: float) -> Pages:
    """Divide strips into pages that are about equally full, and stretch them so that each is full.

    What is longer than a page by a little becomes one page, made smaller.
    """
    heights = [strip.height for strip in strips]
    whole = sum(heights)
    starts: set[int] = set()
    if whole > room * _LITTLE_MORE:
        starts = _balanced(strips, room)
    firsts = [0, *sorted(starts)]
    repeated = 0.0
    for first, end in zip(firsts, [*firsts[1:], len(strips)], strict=True):
        used = sum(heights[first:end]) + repeated
        able = [n for n in range(first, end) if strips[n].stretches and not strips[n].repeated]
        missing = room * _FULL - used
        if missing > 0 and able:
            for number in able:
                heights[number] += missing / len(able)
        repeated += sum(strip.height for strip in strips[first:end] if strip.repeated)
    # Programs keep heights by the pixel.
    return Pages(frozenset(starts), tuple(ceil(height / PIXEL) * PIXEL for height in heights))


def _balanced(strips: Sequence[Strip], room: float) -> set[int]:
    """Return where pages begin: as few as can be, the highest of them as low as can be."""
    starts = page_starts(strips, room)
    low, high = 0.0, room
    for _ in range(_TRIES):
        middle = (low + high) / 2
        tried = page_starts(strips, middle)
        if len(tried) > len(starts) or _overflows(strips, tried, room):
            low = middle
        else:
            high, starts = middle, tried
    return starts


def _overflows(strips: Sequence[Strip], starts: set[int], room: float) -> bool:
    """Tell whether a page holds more than it can."""
    firsts = [0, *sorted(starts)]
    repeated = 0.0
    for first, end in zip(firsts, [*firsts[1:], len(strips)], strict=True):
        if sum(strip.height for strip in strips[first:end]) + repeated > room:
            return True
        repeated += sum(strip.height for strip in strips[first:end] if strip.repeated)
    return False


def page_starts(strips: Sequence[Strip], room: float) -> set[int]:
    """Return the numbers of the strips that begin a new page; empty where one page holds all."""
    starts: set[int] = set()
    first, used, repeated = 0, 0.0, 0.0
    for number, strip in enumerate(strips):
        if used + strip.height > room and number > first:
            start = number
            while start - 1 > first and strips[start - 1].heads:
                start -= 1
            if start - 1 == first and strips[first].heads:
                start = number  # headings that fill a page by themselves cannot all move
            starts.add(start)
            first = start
            used = repeated + sum(s.height for s in strips[start:number])
        used += strip.height
        if strip.repeated:
            repeated += strip.height
    return starts
