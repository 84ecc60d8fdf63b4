"""What a unit claimed compared with what the rule gives: 自评从严, claims above the most possible."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from scoring.exact import ZERO, printed
from scoring.records.certainty import KNOWN, Certainty
from scoring.records.finding import ClaimComparison, Rounding
from scoring.records.scorecard import Status
from scoring.review.reviewed_form import ReviewedForm
from scoring.review.score_facts import rounding_cause

_UNCLEAR = frozenset({Status.UNSCORED, Status.NOT_APPLICABLE})


def strict_claims(form: ReviewedForm) -> tuple[ClaimComparison, ...]:
    """Return the claims below the rule's score; a difference by rounding is none."""
    return tuple(c for c in _unrounded(form) if c.score is not None and c.claimed < c.score)


def claims_above(form: ReviewedForm) -> tuple[ClaimComparison, ...]:
    """Return the claims above the most that the rule can give; a difference by rounding is none.

    Nothing is called above what rests on a value that is not known.
    """
    unsure = {row.result.id for row in form.rows if row.result.known < KNOWN}
    return tuple(c for c in _unrounded(form) if c.claimed > c.high and c.where not in unsure)


def above_total(form: ReviewedForm) -> Decimal | None:
    """Return by how much the claimed total exceeds the most that the form can have.

    Rows that the rule cannot settle count as full, and so do those that rest on what is not known;
    what rounding explains counts as not above.
    """
    claimed, card = form.submission.claimed_total, form.card
    known = form.submission.known.get("claimed_total", Certainty.WRITTEN)
    if claimed is None or not card.scored or known < KNOWN:
        return None
    rows = (row.result for row in form.rows if row.result.known < KNOWN)
    high = sum((Fraction(row.points) - Fraction(row.high) for row in rows), Fraction(card.high))
    above = claims_above(form)
    by_rounding = (c for c in _comparisons(form) if c.claimed > c.high and c not in above)
    slack = sum((Fraction(c.claimed) - Fraction(c.high) for c in by_rounding), ZERO)
    return printed(max(Fraction(claimed) - high - slack, ZERO), 6)


def rounding_differences(form: ReviewedForm) -> tuple[Rounding, ...]:
    """Return every difference that a usual order of rounding explains, and which."""
    whole = form.words.places["whole"]
    differences = [
        Rounding("", check.where or whole, check.stated, check.computed, check.cause)
        for check in form.claims
        if check.verdict == "rounding"
    ]
    for row in form.rows:
        result = row.result
        cause = rounding_cause(row, form)
        if cause and result.claimed is not None and result.score is not None:
            rounding = Rounding(result.id, row.name, result.claimed, result.score, cause)
            differences.append(rounding)
    return tuple(differences)


def _unrounded(form: ReviewedForm) -> Iterator[ClaimComparison]:
    """Yield the comparisons whose difference no order of rounding explains."""
    explained = {
        check.where
        for check in form.claims
        if check.kind == "execution_score" and check.verdict != "differs"
    }
    rounded = {row.result.id for row in form.rows if rounding_cause(row, form)}
    for claim in _comparisons(form):
        is_execution = not claim.where
        if claim.where not in rounded and not (is_execution and claim.name in explained):
            yield claim


def _comparisons(form: ReviewedForm) -> Iterator[ClaimComparison]:
    execution = form.card.execution
    if execution is not None and execution.claimed is not None and execution.status not in _UNCLEAR:
        yield ClaimComparison(
            "", form.words.places["execution"], execution.name, execution.claimed,
            execution.score, execution.high,
        )  # fmt: skip
    for row in form.rows:
        result = row.result
        blank = row.indicator is not None and row.indicator.points is None
        if result.claimed is not None and result.status not in _UNCLEAR and not blank:
            yield ClaimComparison(
                result.id, row.place("claimed"), row.name, result.claimed, result.score, result.high
            )
