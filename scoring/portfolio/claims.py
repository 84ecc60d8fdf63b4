"""What a unit claims of a row and of a form, against what the rule gives: known to be above, or to be looked at.

Only a claim above what a rule determined from known facts is above it. Where a default or a person
decides, or anything was presumed, restored or taken by its place, the claim is for a person to check.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from scoring.portfolio.tally import millionths
from scoring.records.bulk_record import BulkRow, BulkSubmission, ScoredSubmission
from scoring.records.certainty import CERTAINTIES, KNOWN
from scoring.records.scorecard import Status

_DETERMINED: Final = Status.DETERMINED.value
_CERTAIN: Final = frozenset(key for key, certainty in CERTAINTIES.items() if certainty >= KNOWN)
_NOT_APPLICABLE: Final = Status.NOT_APPLICABLE.value
UNSETTLED: Final = "\0unsettled"
"""In the place of a grade where there is no total for it."""


class Verdict(StrEnum):
    """How a claim stands to the rule's score and band."""

    ABOVE = "above"
    """Above the most that the rule gives, which is determined from known facts."""
    CHECK = "check"
    """Above the rule's score, of which something is presumed or for a person to judge."""
    NOT_ABOVE = "not_above"


class RowClaim(NamedTuple):
    """A row that claims more than the rule's score."""

    submission: BulkSubmission
    row: BulkRow
    claimed: Decimal
    verdict: Verdict
    excess: int
    """Millionths of a point above the upper end of the band; of the score where it is not above that."""

    @property
    def weight(self) -> int:
        """By which it is listed."""
        return self.excess


class FormClaim(NamedTuple):
    """A form that claims more in all than its rows can earn by the rule."""

    submission: BulkSubmission
    claimed: Decimal
    verdict: Verdict
    excess: int
    """Millionths of a point above the upper end of the total; where that is known, above the most
    that the form can earn if whatever is not known earns full points."""

    @property
    def weight(self) -> int:
        """By which it is listed."""
        return self.excess


class FullForm(NamedTuple):
    """A form that claims full points in every row."""

    submission: BulkSubmission
    claimed: int
    """Millionths of a point, added up."""
    rule: str
    """``full`` where the rule gives them too, ``open`` where it leaves room up to them, else ``lower``."""
    distance: int
    """Millionths of a point between the claim and the rule's total, or its upper end without one."""

    @property
    def weight(self) -> int:
        """By which it is listed."""
        return self.distance


def is_known(row: BulkRow) -> bool:
    """Tell whether the rule leaves no room, and all that it rests on is written or follows from words."""
    return row.status == _DETERMINED and row.known in _CERTAIN


def row_verdict(row: BulkRow) -> tuple[Verdict, int]:
    """Return how a row's claim stands to the rule, and the millionths of a point above it."""
    claimed = row.claimed
    if claimed is None or row.status == _NOT_APPLICABLE:
        return Verdict.NOT_ABOVE, 0
    if claimed > row.high:
        excess = millionths(claimed) - millionths(row.high)
        return (Verdict.ABOVE if is_known(row) else Verdict.CHECK), excess
    if row.score is not None and claimed > row.score:
        return Verdict.CHECK, millionths(claimed) - millionths(row.score)
    return Verdict.NOT_ABOVE, 0


def row_claims(scored: ScoredSubmission) -> Iterator[RowClaim]:
    """Yield the rows that claim more than the rule's score."""
    for row in scored.rows:
        if row.claimed is not None and (row.score is None or row.claimed > row.score):
            verdict, excess = row_verdict(row)
            if verdict is not Verdict.NOT_ABOVE:
                yield RowClaim(scored.submission, row, row.claimed, verdict, excess)


def claim_of(submission: BulkSubmission) -> Decimal | None:
    """Return what a form claims in all: its claimed scores added up, else the total that it states."""
    added = submission.claimed_total
    return submission.stated_total if added is None else added


def form_claim(scored: ScoredSubmission) -> FormClaim | None:
    """Return the claim of a form that lies above the upper end of its total; else None."""
    submission = scored.submission
    claimed = claim_of(submission)
    if claimed is None or claimed <= submission.high:
        return None
    units, most = millionths(claimed), _most_known(scored)
    if units > most:
        return FormClaim(submission, claimed, Verdict.ABOVE, units - most)
    return FormClaim(submission, claimed, Verdict.CHECK, units - millionths(submission.high))


def _most_known(scored: ScoredSubmission) -> int:
    """Return the most that a form can earn if whatever is not known earns full points."""
    most = 0
    for row in scored.rows:
        high = row.high if is_known(row) else max(row.high, row.points)
        most += millionths(high)
    if scored.submission.execution_points is not None:
        # Which amount stands in which cell is not said here: of the execution rate nothing is known.
        most += millionths(scored.submission.execution_points)
    return most


def full_form(scored: ScoredSubmission) -> FullForm | None:
    """Return a form that claims full points wherever there are any; None for any other."""
    submission = scored.submission
    claimed = 0
    for row in scored.rows:
        if row.points and row.status != _NOT_APPLICABLE:
            if row.claimed != row.points:
                return None
            claimed += millionths(row.points)
    if submission.execution_points and submission.execution_status != _NOT_APPLICABLE:
        if submission.execution_claimed != submission.execution_points:
            return None
        claimed += millionths(submission.execution_points)
    if not claimed or not scored.rows:
        return None
    high = millionths(submission.high)
    if submission.total is not None and millionths(submission.total) >= claimed:
        rule, given = "full", claimed
    else:
        rule = "open" if high >= claimed else "lower"
        given = high if submission.total is None else millionths(submission.total)
    return FullForm(submission, claimed, rule, claimed - given)


def grade_of(submission: BulkSubmission) -> str:
    """Return a submission's grade, :data:`UNSETTLED`, or nothing where its set has no grades."""
    return submission.grade or (UNSETTLED if submission.total is None else "")
