"""What filling a copy of an export needs to know, and what it does: plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scoring.records.submission import Submission

Position = tuple[int, int]
"""Row and column of a cell, from 1."""
Value = str | Decimal
COLUMNS: Final = ("actual", "points", "claimed", "reason")
"""The columns that are filled, and no other."""


@dataclass(frozen=True)
class ExportRow:
    """A row of the export's indicator block."""

    row: int
    indicator: int | None
    """Number of the indicator in the export's submission, from 0; None for any other row."""
    levels: tuple[str, str] | None
    """Levels of a row that prints nothing else; it may take a row without a name."""
    cells: Mapping[str, Position]
    """The cells that may be filled, by column."""
    current: Mapping[str, Value]
    """What stands in the four columns now."""
    columns: Mapping[str, tuple[int, int]]
    """First and last column of each of the four."""


@dataclass(frozen=True)
class ExportForm:
    """One form of the export."""

    submission: Submission
    sheet: str
    rows: tuple[ExportRow, ...]
    execution: Position | None
    total: Position | None
    formulas: frozenset[Position] = frozenset()
    """Cells whose value a formula gives; they are left alone."""
    texts: frozenset[Position] = frozenset()
    """Cells that hold a number as a text; they get a text again."""
    execution_claimed: str | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """A cell of the copy and what is written into it."""

    sheet: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True)
class PasteBlock:
    """Cells that paste over adjacent columns of the export one to one, and remarks beside them."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Filling:
    """What is done with one form: fills, what is pasted, and messages for a person."""

    fills: tuple[Fill, ...]
    blocks: tuple[PasteBlock, ...]
    messages: tuple[str, ...] = ()
    incomplete: bool = False
    """Whether a row of either side found no partner."""
