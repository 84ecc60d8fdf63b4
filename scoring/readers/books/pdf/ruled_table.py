"""Ruled tables: boxes on a page into rows, columns and merged areas."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from scoring.readers.books.pdf.lines import Letter, Line, joined, lines_of
from scoring.readers.books.pdf.overprint import is_spoilt

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge, in points."""
_NEAR: Final = 3.5
"""Edges nearer than this are one: no text has room between them."""
_HANGS: Final = 0.8
"""So many letters' heights below the line before, the last line of a cell may stand below a cut."""
_SAME_SIZE: Final = 0.05
_SAME_TABLE: Final = 4.0
"""So far apart the sides of a table may lie on two pages."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its first and last row and column in the table (from 0), and what stands in it."""

    top: int
    left: int
    bottom: int
    right: int
    box: Box
    lines: tuple[Line, ...]
    is_last: bool = False
    """Whether it reaches the end of the table: a page may have cut it there."""

    @property
    def width(self) -> float:
        """The room for a line: for text that is turned, the cell's height."""
        x0, top, x1, bottom = self.box
        turned = self.lines and self.lines[0].letters[0].turned
        return bottom - top if turned else x1 - x0

    @property
    def text(self) -> str:
        """What stands in it."""
        return joined(self.lines, self.width)

    @property
    def spoilt(self) -> bool:
        """Whether texts of other cells lie upon its own."""
        return bool(self.lines) and is_spoilt(self.lines, *self._ends)

    @property
    def own_text(self) -> str:
        """The part of a spoilt cell's text that surely is its own; all of it where none surely is."""
        lines = [line for line in self.lines if not is_spoilt((line,), *self._ends)]
        return joined(lines or self.lines, self.width)

    @property
    def _ends(self) -> tuple[float, float]:
        return (self.box[1] if self.top else -inf), (inf if self.is_last else self.box[3])


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page; ``edges`` are the left edges of its columns and its right end."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    boxes: tuple[Box, ...]
    letters: tuple[tuple[Letter, ...], ...]
    """Of each box what stands in it."""
    open_left: tuple[tuple[float, float], ...] = ()
    """Upper and lower end of the stretches where its left side has no line of its own."""
    open_right: tuple[tuple[float, float], ...] = ()

    def ruled_cells(self, edges: Sequence[float]) -> tuple[int, list[RuledCell]]:
        """Return the number of rows and the cells, in the columns that ``edges`` make."""
        levels = merged_edges(y for box in self.boxes for y in (box[1], box[3]))
        found = []
        for (x0, top, x1, bottom), letters in zip(self.boxes, self.letters, strict=True):
            first, last = _index(levels, top), _index(levels, bottom) - 1
            left, right = _index(edges, x0), _index(edges, x1) - 1
            if last >= first and right >= left:
                lines = tuple(lines_of(letters))
                is_last = last >= len(levels) - 2
                found.append(
                    RuledCell(first, left, last, right, (x0, top, x1, bottom), lines, is_last)
                )
        return max(len(levels) - 1, 0), sorted(found, key=lambda cell: (cell.top, cell.left))


def goes_on(before: RuledTable, after: RuledTable) -> bool:
    """Tell whether a table may go on with the one at the end of the page before."""
    return (
        abs(before.edges[0] - after.edges[0]) < _SAME_TABLE
        and abs(before.edges[-1] - after.edges[-1]) < _SAME_TABLE
    )


def ruled_table(
    boxes: Sequence[Box], letters: Iterable[Letter], cuts: Iterable[float] = ()
) -> tuple[RuledTable, list[Letter]]:
    """Return the table that boxes make, and the letters that stand outside of it.

    ``cuts`` are the heights at which a page cut tables: a letter may stand just below.
    """
    edges = merged_edges(x for box in boxes for x in (box[0], box[2]))
    levels = merged_edges(y for box in boxes for y in (box[1], box[3]))
    owner: dict[tuple[int, int], int] = {}
    for number, (x0, top, x1, bottom) in enumerate(boxes):
        for row in range(_index(levels, top), _index(levels, bottom)):
            for column in range(_index(edges, x0), _index(edges, x1)):
                owner[row, column] = number
    cut = any(abs(levels[-1] - height) < _NEAR for height in cuts)
    inside: list[list[Letter]] = [[] for _ in boxes]
    outside = []
    for letter in sorted(letters, key=lambda one: one.top):
        row = bisect_right(levels, letter.middle) - 1
        column = bisect_right(edges, (letter.x0 + letter.x1) / 2) - 1
        box = owner.get((row, column))
        if box is None and cut and row == len(levels) - 1:
            last = owner.get((row - 1, column))
            box = last if last is not None and _hangs(letter, inside[last]) else None
        if box is None:
            outside.append(letter)
        else:
            inside[box].append(letter)
    table = RuledTable(levels[0], levels[-1], edges, tuple(boxes), tuple(map(tuple, inside)))
    return table, outside


def _hangs(letter: Letter, cell: Sequence[Letter]) -> bool:
    """Tell whether a letter below a cell that a page cut is of the cell's last line."""
    if not cell:
        return False
    lowest = max(cell, key=lambda one: one.bottom)
    same = abs(letter.size - lowest.size) < _SAME_SIZE * lowest.size
    return same and letter.top - lowest.bottom < _HANGS * letter.size


def merged_edges(edges: Iterable[float]) -> tuple[float, ...]:
    """Return edges in order, those that lie together as one."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > _NEAR:
            kept.append(edge)
    return tuple(kept)


def _index(edges: Sequence[float], edge: float) -> int:
    """Return the number of the edge that lies at or just before ``edge``."""
    return max(bisect_right(edges, edge + _NEAR) - 1, 0)
