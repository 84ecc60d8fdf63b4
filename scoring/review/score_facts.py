"""The facts of a score: what a row, or the execution rate, is claimed and computed to be worth."""

from __future__ import annotations

from fractions import Fraction

from scoring.exact import decimals, half_up
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.review.claim_checks import ORDERS
from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.text import on_one_line


def score_facts(result: RowResult | ExecutionResult) -> Facts:
    """Return the points, the score with its band and formula, the claim and how they differ."""
    score = None if result.score is None else Fraction(result.score)
    claimed = None if result.claimed is None else Fraction(result.claimed)
    points = Fraction(result.points)
    formula = _without_result(result.trace.formula)
    return {
        "points": points,
        "score": score,
        "low": Fraction(result.low),
        "high": Fraction(result.high),
        "claimed": claimed,
        "has_claim": claimed is not None,
        "gap": None if claimed is None or score is None else claimed - score,
        "held": claimed if claimed is not None else points if score is None else score,
        "status": result.status.value,
        "formula": formula,
        "score_computed": formula is not None,
        "because": on_one_line(result.trace.because).rstrip("。") or None,
    }


def _without_result(formula: str) -> str | None:
    """Return a formula without its result, closely set: ``30×69÷78``; None where there is none."""
    left, sign, _ = formula.partition(" = ")
    return "".join(left.split()) if sign else None


def rounding_cause(row: ReviewedRow, form: ReviewedForm) -> str:
    """Return the usual order of rounding that leads from the rule to the claim, as a word's key.

    Empty where none does, or where there is no difference. All points are no rounding of a missed
    target; fewer decimals are one below the rule's score, and above it where the form rounds so.
    """
    result, attained = row.result, row.attained
    if result.claimed is None or result.score is None or result.claimed == result.score:
        return ""
    if result.claimed >= result.points:
        return ""
    claimed, score, points = map(Fraction, (result.claimed, result.score, result.points))
    places, written = form.indicators.places, decimals(result.claimed)
    kept = {written or places, places} if claimed < score else {places}
    completion = None if attained is None else attained.completion
    if completion is not None and completion > 0:
        for share in (completion, 1 / completion):
            if half_up(share * points, places) != score:
                continue
            for cause, order in ORDERS.items():
                if any(order(share, points, n) == claimed for n in kept):
                    return cause
    is_below = claimed < score and written > 0 and half_up(score, written) == claimed
    return "printed_precision" if is_below or result.id in form.rounded else ""
