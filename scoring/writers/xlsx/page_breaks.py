"""Where a sheet's pages begin, so that headings stay with their rows and no row is cut by an edge.

Lengths are in points of the sheet, before it is scaled to the paper's width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.writers.xlsx.fit import WIDTH_UNIT

_PAPERS: Final = {8: (842.0, 1191.0), 9: (595.0, 842.0), 11: (420.0, 595.0)}
"""Width and height by the number that a workbook gives a paper: A3, A4, A5."""
_USUAL_PAPER: Final = 9
_INCH: Final = 72.0
_SAFE: Final = 0.97
"""The share of a page that is counted on."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One row, or several that belong together, on its way to a page."""

    height: float
    heads: bool
    """It stays on one page with the row below it: a heading, a sum above the signatures."""
    repeated: bool = False
    """It is printed again on every later page."""


def page_room(sheet: Any, widths: Iterable[float]) -> float:
    """Return how much of ``sheet`` (openpyxl's) fits on one of its pages, from top to bottom."""
    setup, margins = sheet.page_setup, sheet.page_margins
    width, height = _PAPERS.get(int(setup.paperSize or 0), _PAPERS[_USUAL_PAPER])
    if setup.orientation == "landscape":
        width, height = height, width
    across = width - (margins.left + margins.right) * _INCH
    down = height - (margins.top + margins.bottom) * _INCH
    natural = sum(widths) * WIDTH_UNIT
    fits = sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    scale = min(across / natural, 1.0) if fits and natural else (setup.scale or 100) / 100
    return float(max(down, _INCH) / scale * _SAFE)


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
