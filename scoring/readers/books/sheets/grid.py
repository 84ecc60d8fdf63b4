"""A workbook as it was read: sheets of cells that hold something, merged areas, names. Frozen.

Every other kind of file that can hold a form (text, document, page, PDF) is brought into this shape
too, so that one reader finds the forms of all. Rows and columns count from 1. Nothing is computed
anew: a formula's value is the one that the program which saved the file stored with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from scoring.problem import Place, Problem


class Cell(NamedTuple):
    """A cell that holds something."""

    text: str
    """What a person sees in it: a number with its format (``99.16%``, ``2022-12-31``), texts as
    they are, spaces and line breaks kept."""
    number: Decimal | None = None
    """The stored number, exact (a percentage as the fraction, 0.9916); None for a text."""
    is_date: bool = False
    """Whether the stored number is a day; ``text`` then is ``2022-12-31``, or as the cell's format
    writes it with 年, 月 and 日."""
    formula: bool = False
    """Whether the value is a formula's. ``text`` is empty where the file holds no value for it."""
    spoilt: str = ""
    """What was printed in it and over it where texts lie upon each other, so that it cannot be known what
    belongs to it; ``text`` then is the part of it that surely does, if there is one."""


class Area(NamedTuple):
    """A rectangle of cells, all four edges included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class CellRepair:
    """A cell that was moved to where the numbers prove that it belongs.

    ``moved`` are the columns of the row's cells that were moved, where they are several.
    """

    row: int
    column: int
    what: str
    why: str
    moved: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: only cells that are not blank."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    rows_at: Mapping[int, str] = field(default_factory=dict)
    """Of a file without cells: where each row stands, in words (``第541行``, ``第3页第2个表第5行``)."""
    repairs: tuple[CellRepair, ...] = ()
    """Cells that were moved while the file was brought into rows and columns; always reported."""
    slid: frozenset[int] = frozenset()
    """Rows of tables whose cells cannot be attributed to columns: no reader of tables takes them."""

    @cached_property
    def anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Of each cell of a merged area the first one."""
        return {
            (row, column): (area.top, area.left)
            for area in self.merged
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the cell that holds the content of this one: the first of a merged area."""
        return self.anchors.get((row, column), (row, column))

    def at(self, row: int, column: int) -> Cell | None:
        """Return what a person sees at a place: of a merged area its one content."""
        return self.cells.get(self.anchor(row, column))

    @cached_property
    def lacks_results(self) -> bool:
        """Whether the file holds no value for any of its formulas."""
        return any(cell.formula and not cell.text for cell in self.cells.values())

    @cached_property
    def bottom(self) -> int:
        """The last row that holds something; 0 for an empty sheet."""
        return max(self.cells, default=(0, 0))[0]

    @cached_property
    def right(self) -> int:
        """The last column that holds something; 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True)
class Book:
    """A workbook, or a page of tables that a system exported under a workbook's name."""

    name: str
    """The file's name, for messages."""
    kind: str
    """``xlsx``, ``xls``, ``html``, ``xml`` (a workbook in one XML file), ``docx``, ``pdf``, ``text``."""
    sheets: tuple[Sheet, ...]
    names: Mapping[str, tuple[str, Area]] = field(default_factory=dict)
    """Defined names that stand for cells: the sheet and the area."""
    notes: tuple[Problem, ...] = ()
    """What was passed over (macros, links to other files); severity ``note``."""
    set_mark: str = ""
    """The indicator set by which the file says that it was printed; whether it is, others judge."""

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Sheet]:
        return {sheet.name: sheet for sheet in reversed(self.sheets)}

    def place(self, sheet: str = "", row: int = 0, column: int = 0) -> Place:
        """Return a place in this book, for a message."""
        found = self._by_name.get(sheet)
        if found is not None and found.rows_at:
            return Place(self.name, where=found.rows_at.get(row, ""))
        return Place(self.name, row, column, sheet)
