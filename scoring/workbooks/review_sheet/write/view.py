"""A 复核表 as records in words: what the workbook and the page print alike."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from scoring.desk.tracks import TrackTotal
from scoring.exact import plain
from scoring.workbooks.review_sheet.layout import (
    Entry,
    ReviewColumn,
    ReviewSheetLayout,
    Writer,
)


@dataclass(frozen=True, slots=True)
class ReviewSheetRow:
    """One row. ``cells`` are by column key, those of the open step as they were entered so far."""

    id: str
    saw: str
    points: Decimal
    cells: Mapping[str, Entry]
    base: Entry
    """Score without the open step: a number, or the word for having none."""
    known: str
    known_score: Entry
    """Corrected target and actual that were entered already in the open step, and their score."""
    closed: bool
    refused: bool
    """Whether the entries in the open cells were refused: they do not count until put right."""
    asked: bool
    """Whether there is something to look at: a finding, a decision, a claim unlike the rule's score."""
    pending: bool = False
    """Whether it waits for a person: open, in conflict, refused, emptied."""
    called: tuple[str, ...] = ()
    """Level 1, level 2 and name, uncut; nothing of a secret form."""
    printed: tuple[str, ...] = ()
    """Ids of the entries in its open cells."""
    shown: tuple[str, ...] = ()
    """Ids of what else stands decided and answered on it."""
    conflict: tuple[str, ...] = ()
    """Ids of the rulings that contradict each other."""

    def is_open(self, column: ReviewColumn, writer: Writer | None) -> bool:
        """Tell whether ``writer`` may write into a cell of the row now."""
        return column.by is not None and column.by == writer and not self.closed


@dataclass(frozen=True, slots=True)
class ListBelow:
    """A list below the table."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One entry in the record of rounds: its cells, its id, and the whole entry for a later reader."""

    cells: Mapping[str, Entry]
    number: str
    record: str


@dataclass(frozen=True, slots=True)
class SheetStamp:
    """From what a sheet was made, so that it can be compared with the ledger when it comes back."""

    project: str
    stage: int
    count: int
    digest: str
    """How many entries of the project it was made from, and their digest."""
    known: tuple[str, ...]
    """Their ids; of a unit's sheet only of those that the unit may know."""
    form: str = ""
    """Digest of the form as it was handed in."""
    asked: tuple[str, ...] = ()
    """Rows that the unit is asked about."""


@dataclass(frozen=True)
class ReviewSheetView:
    """Everything that one review sheet holds."""

    submission: str
    head: tuple[tuple[str, str], ...]
    round: str
    """As shown: the step's, or that rulings contradict each other."""
    round_name: str
    """As read back: the step's."""
    duty: str
    writer: Writer | None
    rows: tuple[ReviewSheetRow, ...]
    claimed: TrackTotal
    rule: TrackTotal
    review: TrackTotal
    rule_grade: str
    review_grade: str
    points: Decimal
    most: Decimal
    """The most that the total may be: the points, or the set's cap."""
    deviation: Fraction | None
    simple: bool
    parts: tuple[ListBelow, ...]
    with_before: bool
    """Whether a column shows an earlier round of the evaluator."""
    stamp: SheetStamp
    with_answers: bool = True
    """Whether columns show what the unit answered."""
    actions: tuple[str, ...] = ()
    """What can be done with the project now (办理), in words."""
    record: tuple[RecordLine, ...] = ()
    alternatives: tuple[Decimal, ...] = ()
    """The totals that a conflict leaves possible (a 或 b)."""
    first_claimed: Decimal | None = None
    """自评 of the first complete version, on which 偏离度 rests, if it is another than the form's now."""

    def deviation_says(self, layout: ReviewSheetLayout) -> str:
        """Return what 偏离度 is, and on which version of the form's own total it rests."""
        says = layout.words["deviation_says"]
        if self.first_claimed is None:
            return says
        return says + layout.text("first_claimed", total=plain(Fraction(self.first_claimed)))

    def columns(self, layout: ReviewSheetLayout) -> tuple[ReviewColumn, ...]:
        """Return the columns that hold anything, or may."""
        left_out = set() if self.with_before else {"before"}
        if not self.with_answers:
            left_out |= {"agrees", "reply", "proof"}
        return tuple(column for column in layout.columns if column.key not in left_out)

    @cached_property
    def edition(self) -> str:
        """The digest of everything that the sheet holds."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]
