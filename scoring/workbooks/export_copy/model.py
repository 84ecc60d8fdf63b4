"""What filling a copy of an export needs to know, and what it does: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scoring.readers.forms.block import Position
from scoring.readers.forms.read_form import FormCells
from scoring.records.submission import Submission

Value = str | Decimal


@dataclass(frozen=True)
class ExportForm:
    """One form of the export: what it holds, and the cells that results are filled into."""

    submission: Submission
    cells: FormCells
    formulas: frozenset[Position] = frozenset()
    """Cells whose value a formula gives; they are left alone."""
    texts: frozenset[Position] = frozenset()
    """Cells that hold a number as a text; they get a text again."""


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
