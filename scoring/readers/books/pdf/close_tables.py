"""Lines that close a table where it is open: a page cut it, or its form has no lines at its sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

_NEAR: Final = 3.0
"""Points within which lines meet; what is shorter is the corner of a line."""
_FEWEST: Final = 2
_FEWEST_ACROSS: Final = 3
"""So many lines must end together, for a table to end there."""

Edge = dict[str, Any]
_Sides = tuple[str, str, str]
"""Keys of an edge in a direction: where it lies, and its two ends."""
_DOWN: Final[_Sides] = ("x0", "top", "bottom")
_ACROSS: Final[_Sides] = ("top", "x0", "x1")


def closing_lines(edges: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Return the lines across and the lines down that are missing, as pdfplumber describes lines."""
    down = [e for e in edges if e["orientation"] == "v" and e["bottom"] - e["top"] > _NEAR]
    across = [e for e in edges if e["orientation"] == "h" and e["x1"] - e["x0"] > _NEAR]
    if not down or not across:
        return [], []
    missing_across = [
        _line(x0=first, x1=last, top=at, bottom=at)
        for at, first, last in _missing(down, _DOWN, across, _ACROSS, _FEWEST)
    ]
    missing_down = [
        _line(x0=at, x1=at, top=first, bottom=last)
        for at, first, last in _missing(across, _ACROSS, down, _DOWN, _FEWEST_ACROSS)
    ]
    return missing_across, missing_down


def _missing(
    edges: Sequence[Edge], own: _Sides, others: Sequence[Edge], sides: _Sides, fewest: int
) -> list[tuple[float, float, float]]:
    """Return the lines (where, from, to) that would close edges whose ends touch nothing."""
    along = own[0]
    found = []
    for end in own[1:]:
        for at, group in _ending(edges, end, fewest):
            near = [other for other in others if abs(other[sides[0]] - at) <= _NEAR]
            places = sorted({float(edge[along]) for edge in group})
            is_open = [not _touched(near, place, place, sides) for place in places]
            for number in range(len(places) - 1):
                first, last = places[number], places[number + 1]
                apart = is_open[number] or is_open[number + 1]
                if apart and last - first > _NEAR and not _touched(near, first, last, sides):
                    found.append((at, first, last))
    return found


def _ending(edges: Iterable[Edge], end: str, fewest: int) -> list[tuple[float, list[Edge]]]:
    """Return the places where enough lines end together."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda one: float(one[end])):
        if groups and edge[end] - groups[-1][0][end] <= _NEAR:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [(float(group[0][end]), group) for group in groups if len(group) >= fewest]


def _touched(others: Iterable[Edge], first: float, last: float, sides: _Sides) -> bool:
    """Tell whether a line covers a stretch."""
    _, low, high = sides
    return any(other[low] <= first + _NEAR and other[high] >= last - _NEAR for other in others)


def _line(*, x0: float, x1: float, top: float, bottom: float) -> Edge:
    return {
        "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip
