"""A 复核表 as records in words: what the workbook and the page print alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.review.rounds import TrackTotal
from scoring.workbooks.review_sheet.layout import Entry, Writer


@dataclass(frozen=True, slots=True)
class ReviewSheetRow:
    """One row. ``cells`` are by column key, those of the open round as they were entered so far."""

    id: str
    saw: str
    points: Decimal
    cells: Mapping[str, Entry]
    base: Entry
    """Score without the open round: a number, or the word for having none."""
    known: str
    known_score: Entry
    """A corrected actual that was entered already in the open round, and its score."""
    closed: bool
    refused: bool
    """Whether the entries in the open cells were refused: they do not count until put right."""
    asked: bool
    """Whether there is something to answer: a finding, a decision, a claim unlike the rule's score."""


@dataclass(frozen=True, slots=True)
class ListBelow:
    """A list below the table."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One entry of an earlier round: its values by column key, and whose submission it is about."""

    submission: str
    cells: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class ReviewSheetView:
    """Everything that one review sheet holds."""

    submission: str
    head: tuple[tuple[str, str], ...]
    round: str
    """As shown; with its number."""
    round_name: str
    """As read back; the word for finished where all are done."""
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
    carried: tuple[str, ...]
    """Records of what was refused, for the next reader; one text each."""
    history: tuple[PastEntry, ...]
    signed: Mapping[str, tuple[str, str]]
    """Name and date that were entered already, by who signs."""
    with_before: bool
    """Whether a column shows an earlier round of the evaluator."""
