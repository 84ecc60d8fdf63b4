"""What a unit claimed beside what the rule gives: 自评从严, and what lies above the most possible."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from scoring.exact import ZERO, printed
from scoring.records.finding import ClaimComparison, Rounding
from scoring.records.scorecard import Status
from scoring.review.row_facts import rounding_cause
from scoring.review.scored_form import ScoredForm

_UNCLEAR = frozenset({Status.UNSCORED, Status.NOT_APPLICABLE})


def strict_claims(form: ScoredForm) -> tuple[ClaimComparison, ...]:
    """Return the claims below the rule's score; a difference by rounding is none."""
    return tuple(b for b in _beside(form) if b.score is not None and b.claimed < b.score)


def claims_above(form: ScoredForm) -> tuple[ClaimComparison, ...]:
    """Return the claims above the most that the rule can give; a difference by rounding is none."""
    return tuple(b for b in _beside(form) if b.claimed > b.high)


def above_total(form: ScoredForm) -> Decimal | None:
    """Return by how much the claimed total exceeds the most that the form can have.

    Rows that the rule cannot settle count as full; what rounding explains counts as not above.
    """
    claimed, card = form.submission.claimed_total, form.card
    if claimed is None or not card.scored:
        return None
    above = claims_above(form)
    by_rounding = (b for b in _all(form) if b.claimed > b.high and b not in above)
    slack = sum((Fraction(b.claimed) - Fraction(b.high) for b in by_rounding), ZERO)
    return printed(max(Fraction(claimed) - Fraction(card.high) - slack, ZERO), 6)


def rounding_differences(form: ScoredForm) -> tuple[Rounding, ...]:
    """Return every difference that a usual order of rounding explains, and which."""
    whole = form.words.places["whole"]
    found = [
        Rounding("", check.where or whole, check.stated, check.computed, check.cause)
        for check in form.claims
        if check.verdict == "rounding"
    ]
    for row in form.rows:
        result = row.result
        cause = rounding_cause(result, row.attained, form)
        if cause and result.claimed is not None and result.score is not None:
            found.append(Rounding(result.id, row.name, result.claimed, result.score, cause))
    return tuple(found)


def _beside(form: ScoredForm) -> Iterator[ClaimComparison]:
    explained = {
        check.where
        for check in form.claims
        if check.kind == "execution_score" and check.verdict != "differs"
    }
    rounded = {row.result.id for row in form.rows if rounding_cause(row.result, row.attained, form)}
    for beside in _all(form):
        is_execution = not beside.where
        if beside.where not in rounded and not (is_execution and beside.name in explained):
            yield beside


def _all(form: ScoredForm) -> Iterator[ClaimComparison]:
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
