"""Columns as wide as their contents need, within the width that the sheet has.

From the widths that were drawn, room goes step by step to the texts that make rows high, from columns
that can spare it. Lengths are in points, widths of columns in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from scoring.writers.xlsx.paper import PIXEL

_STEPS: Final = (24, 24, 24, 24, 24, 24, 24, 24, 12, 12, 12, 12, 12, 12, 6, 6, 6, 6)
"""Pixels that a column gains, try by try."""
_LEAST_SHARE: Final = 0.55
"""The share of its drawn width that a column keeps."""
_NARROW: Final = 64
"""Pixels up to which a column keeps what it has: points and scores."""
_PADDING: Final = 14.0
"""Points of a cell that hold no text, with a step of indentation."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a text needs: the columns that its cell takes, and its length in one line."""

    first: int
    end: int
    length: float
    wraps: bool
    is_shared: bool
    """The cell goes over several rows, so that it makes none of them high."""


Texts = Sequence[Sequence[tuple[int, int, float]]]
"""Of each row the wrapped texts: first column, the one behind the last, length."""


def fitted_widths(widths: tuple[int, ...], rows: Sequence[Sequence[Need]]) -> tuple[int, ...]:
    """Return widths of the same sum by which the rows are lower, if there are any."""
    least = _least(widths, rows)
    # What fits in one line anyhow makes no row high.
    texts = [
        tuple(
            (n.first, n.end, n.length)
            for n in row
            if n.wraps and not n.is_shared and n.length > _room(least, n.first, n.end)
        )
        for row in rows
    ]
    texts = [row for row in texts if row]
    best = now = list(widths)
    lowest = _height(texts, now)
    for step in _STEPS:
        wanted = _wanted(texts, now)
        if max(wanted, default=0) <= 0:
            break
        taker = max(range(len(now)), key=lambda n: (wanted[n], -n))
        givers = [n for n in range(len(now)) if n != taker and now[n] - step >= least[n]]
        if not givers:
            continue
        giver = min(givers, key=lambda n: (wanted[n], least[n] - now[n], n))
        now = list(now)
        now[taker] += step
        now[giver] -= step
        height = _height(texts, now)
        if height < lowest:
            best, lowest = now, height
    return tuple(best)


def _least(widths: Sequence[int], rows: Sequence[Sequence[Need]]) -> list[int]:
    """Return how narrow each column may become."""
    least = [w if w <= _NARROW else ceil(w * _LEAST_SHARE) for w in widths]
    for row in rows:
        for need in row:
            if need.wraps and not need.is_shared:
                continue
            # What is not wrapped must be seen whole, each column bearing its share.
            has = sum(widths[need.first : need.end])
            share = min((need.length + _PADDING) / PIXEL / has, 1.0) if not need.wraps else 0.75
            for column in range(need.first, need.end):
                least[column] = max(least[column], ceil(widths[column] * share))
    return least


def _wanted(texts: Texts, widths: Sequence[int]) -> list[float]:
    """Return how much lower the rows would be for a little more width of each column."""
    wanted = [0.0] * len(widths)
    for row in texts:
        most, taken = 1.0, None
        for first, end, length in row:
            room = _room(widths, first, end)
            lines = length / room
            if lines > most:
                most, taken = lines, (first, end, room)
        if taken is not None:
            first, end, room = taken
            for column in range(first, end):
                wanted[column] += most / room
    return wanted


def _height(texts: Texts, widths: Sequence[int]) -> int:
    """Return the lines that all rows take together."""
    return sum(
        max(ceil(length / _room(widths, first, end)) for first, end, length in row) for row in texts
    )


def _room(widths: Sequence[int], first: int, end: int) -> float:
    """Return the points that a line of text has in columns."""
    return max(sum(widths[first:end]) * PIXEL - _PADDING, 6.0)
