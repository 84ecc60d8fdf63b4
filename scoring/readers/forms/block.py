"""What is read from the indicator tables of one form, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scoring.documents.node import Node
from scoring.readers.books.sheets.grid import Cell, Sheet
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.occupied_cells import OccupiedCell

LEVELS: Final = ("level1", "level2")
FILLED: Final = ("actual", "points", "claimed", "reason")
"""The columns that results are filled into."""
Position = tuple[int, int]


@dataclass(frozen=True)
class FillableRow:
    """A row of the sheet in the indicator block: which indicator it is, and its cells to fill."""

    row: int
    indicator: int | None
    """Number of the indicator in the submission, from 0; None for any other row."""
    cells: Mapping[str, Position]
    current: Mapping[str, Cell]
    """What stands in the columns that are filled."""
    columns: Mapping[str, tuple[int, int]]
    """First and last column under the headings of these."""
    levels: tuple[str, str] | None = None
    """Levels of a row that prints nothing else."""


@dataclass(frozen=True)
class RowOfForm:
    """An indicator as it is read: its fields, how well they are known, and where they stand."""

    fields: dict[str, Node]
    known: dict[str, str]
    origins: dict[str, str]
    row: int
    left: int

    def node(self, collector: FormCollector) -> Node:
        """Return it as a record of the submission."""
        fields = dict(self.fields)
        if self.known:
            fields["known"] = collector.origins(self.known, self.row, 1)
        fields["at"] = collector.origins(self.origins, self.row, 1)
        return collector.mapping(fields, self.row, self.left)


@dataclass
class IndicatorBlock:
    """Everything read from the indicator tables of one form."""

    columns: frozenset[str] = frozenset()
    """The columns that any of its tables has."""
    pending: list[RowOfForm] = field(default_factory=list)
    above: RowOfForm | None = None
    """The indicator that a row below it may go on with: nothing but blank rows stands between."""
    rows: list[FillableRow] = field(default_factory=list)
    level1: str = ""
    level2: str = ""
    level_cells: dict[str, Position] = field(default_factory=dict)
    """Where each of the two stands: it is written once for all rows below it."""
    level_points: dict[str, tuple[str, OccupiedCell]] = field(default_factory=dict)
    """Points that stand behind a level's name, by that name."""
    sums: dict[str, Decimal] = field(default_factory=dict)
    claims: dict[str, Node] = field(default_factory=dict)
    lone_levels: list[OccupiedCell] = field(default_factory=list)
    """Levels that rows print with nothing beside them."""
    used_levels: set[str] = field(default_factory=set)
    """Levels of the indicators."""
    heading: TableHeading | None = None
    """The headings read last."""
    goals: list[str] = field(default_factory=list)
    """Per indicator the yearly goal that it belongs to, or an empty text."""
    goal: str = ""
    goal_cells: dict[str, OccupiedCell] = field(default_factory=dict)
    """Names of yearly goals in the indicator table, each with its first cell."""
    execution: dict[str, tuple[str, OccupiedCell]] = field(default_factory=dict)
    """Points and score of the execution rate, where it stands among the indicators."""
    total: Position | None = None
    foot: dict[str, Node] = field(default_factory=dict)
    """Total and grade of the total row, by their key of the submission."""
    total_points: tuple[str, OccupiedCell] | None = None

    def add_points(self, level1: str, points: str | None) -> None:
        """Add a row's points to the sum of its first level."""
        self.sums[level1] = self.sums.get(level1, Decimal(0)) + Decimal(points or "0")


def form_row(
    row: int,
    indicator: int | None,
    heading: TableHeading,
    sheet: Sheet,
    levels: tuple[str, str] | None = None,
) -> FillableRow:
    """Return what a row of the sheet is, with its cells to fill and what stands in them."""
    cells: dict[str, Position] = {}
    current: dict[str, Cell] = {}
    columns: dict[str, tuple[int, int]] = {}
    for key in FILLED:
        if key not in heading.columns:
            continue
        columns[key] = heading.columns[key]
        anchor = sheet.anchor(row, columns[key][0])
        # one merged with the row above is not its own
        if anchor[0] == row and heading.key_at(anchor[1]) == key:
            cells[key] = anchor
            cell = sheet.at(*anchor)
            if cell is not None:
                current[key] = cell
    return FillableRow(row, indicator, cells, current, columns, levels)
