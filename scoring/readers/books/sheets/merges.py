"""Merged areas within a bound: they are unfolded cell by cell where they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.readers.books.sheets.bounds import MOST_MERGED_CELLS
from scoring.readers.books.sheets.grid import Area, Cell


def kept_merges(merged: Sequence[Area], cells: Mapping[tuple[int, int], Cell]) -> tuple[Area, ...]:
    """Return merged areas that may be unfolded cell by cell.

    One that reaches over whole columns or rows is cut at the last cell that holds something; if
    they still take too many cells, those that hold nothing vanish, and then the largest.
    """
    total = sum(_size(area) for area in merged)
    if total <= MOST_MERGED_CELLS:
        return tuple(merged)
    bottom = max((row for row, _ in cells), default=1)
    right = max((column for _, column in cells), default=1)
    kept: list[Area] = []
    left = MOST_MERGED_CELLS
    for area in sorted(merged, key=_size):
        if (area.top, area.left) not in cells:
            continue
        cut = Area(area.top, area.left, min(area.bottom, bottom), min(area.right, right))
        left -= _size(cut)
        if left < 0:
            break
        kept.append(cut)
    return tuple(sorted(kept, key=lambda a: (a.top, a.left)))


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)
