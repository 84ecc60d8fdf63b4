"""Columns as wide as their contents need, within the width that the sheet has.

From the widths that were drawn, room goes step by step to the texts that make rows high, from columns
that can spare it. Lengths are in points, widths of columns in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from scoring.value_class import dataclass
from scoring.writers.xlsx.paper import PIXEL

_STEPS: Final = (*[24] * 12, *[12] * 6, *[6] * 4)
"""Pixels that a column gains, try by try."""
_LEAST_SHARE: Final = 0.4
"""The share of its drawn width that a column keeps."""
_NARROW: Final = 64
"""Pixels up to which a cell is not made narrower than its text: points and scores."""
_WORD: Final = 46.0
"""Points of a line in a cell over several rows that is seen whole: five characters."""
_SHARED: Final = 0.75
"""The share that a column keeps in which cells go over several rows."""
_CENTRED: Final = 6.0
"""Points around a line in the middle of a cell."""
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
    """The cell goes over several rows, so that it makes none of them high; its longest line counts."""


Texts = Sequence[Sequence[tuple[int, int, float]]]
"""Of each row the wrapped texts: first column, the one behind the last, length."""


def fitted_widths(widths: tuple[int, ...], rows: Sequence[Sequence[Need]]) -> tuple[int, ...]:
    """Return widths of the same sum by which numbers are seen whole and rows are lower."""
    least = [ceil(width * _LEAST_SHARE) for width in widths]
    now = list(widths)
    for need in {n for row in rows for n in row if sum(widths[n.first : n.end]) <= _NARROW}:
        wanted = (need.length + _PADDING) / PIXEL / sum(widths[need.first : need.end])
        _keep(need, now, least, min(wanted, 1.0))
    whole = {n for row in rows for n in row if not n.wraps or (n.is_shared and n.length <= _WORD)}
    for need in sorted(whole, key=_by_place):
        _make_room(need, now, least)
    for row in rows:
        for need in row:
            if need.wraps and need.is_shared:
                _keep(need, now, least, _SHARED)
    # What fits in one line anyhow makes no row high.
    texts = [
        tuple(
            (n.first, n.end, n.length)
            for n in row
            if n.wraps and not n.is_shared and n.length > _room(least, n.first, n.end)
        )
        for row in rows
    ]
    return tuple(_lowest([row for row in texts if row], now, least))


def _by_place(need: Need) -> tuple[int, int, float]:
    return need.first, need.end, -need.length


def _make_room(need: Need, widths: list[int], least: list[int]) -> None:
    """Give the columns of what is not wrapped the width that it needs, as far as others have it."""
    around = _CENTRED if need.is_shared else _PADDING
    wanted = ceil((need.length + around) / PIXEL)
    own = range(need.first, need.end)
    missing = wanted - sum(widths[need.first : need.end])
    while missing > 0:
        giver = max(
            (n for n in range(len(widths)) if n not in own),
            key=lambda n: (widths[n] - least[n], -n), default=need.first,
        )  # fmt: skip
        given = min(missing, widths[giver] - least[giver])
        if given <= 0:
            break
        widths[giver] -= given
        widths[need.first] += given
        missing -= given
    _keep(need, widths, least, min(wanted / sum(widths[need.first : need.end]), 1.0))


def _keep(need: Need, widths: list[int], least: list[int], share: float) -> None:
    """Let the columns of a cell keep a share of what they have."""
    for column in range(need.first, need.end):
        least[column] = max(least[column], ceil(widths[column] * share))


def _lowest(texts: Texts, now: list[int], least: Sequence[int]) -> list[int]:
    """Return the widths by which the rows are lowest."""
    best, lowest = now, _height(texts, now)
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
    return best


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
