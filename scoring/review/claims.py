"""Claimed figures against themselves: sums, rates and points as the form prints them.

Compared at printed precision. A difference that a usual order of rounding explains is 尾差 and no
fault; the cause is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, half_up, printed, round_down, round_up
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.review.claim import ClaimCheck, Kind
from scoring.scorecard import ExecutionResult, Scorecard
from scoring.submission import Submission


def _half_even(value: Fraction, places: int) -> Fraction:
    return Fraction(round(value * 10**places), 10**places)


ORDERS: Final[Mapping[str, Callable[[Fraction, Fraction, int], Fraction]]] = {
    "rate_four_places": lambda rate, points, places: half_up(half_up(rate, 4) * points, places),
    "rate_two_places": lambda rate, points, places: half_up(half_up(rate, 2) * points, places),
    "cut": lambda rate, points, places: round_down(rate * points, places),
    "half_even": lambda rate, points, places: _half_even(rate * points, places),
    "rounded_up": lambda rate, points, places: round_up(rate * points, places),
}
"""Usual orders of rounding a rate x points, by the key of their word in the vocabulary."""


def check_claims(
    submission: Submission, card: Scorecard, indicators: IndicatorSet
) -> tuple[ClaimCheck, ...]:
    """Check every figure that the submission states about its own score."""
    found = list(_rows(card))
    found += _levels(submission, card, indicators)
    if card.execution is not None:
        found += _execution(submission, card.execution, indicators)
    found += _points(card)
    found += _total(submission, card)
    return tuple(found)


def _check(
    where: str, kind: Kind, stated: Decimal, computed: Fraction, *, terms: int = 1, cause: str = ""
) -> ClaimCheck:
    """Compare at the precision of ``stated``; ``terms`` rounded numbers may add up their halves."""
    places = decimals(stated)
    exact = Fraction(stated)
    shown = printed(computed, max(places, 2))
    if half_up(computed, places) == exact:
        return ClaimCheck(where, kind, stated, shown, "agrees")
    if cause:
        return ClaimCheck(where, kind, stated, shown, "rounding", cause)
    slack = Fraction(terms, 2 * 10**places)
    if terms > 1 and abs(computed - exact) <= slack:
        return ClaimCheck(where, kind, stated, shown, "rounding", "printed_precision")
    return ClaimCheck(where, kind, stated, shown, "differs")


def decimals(number: Decimal) -> int:
    """Return how many decimals a number is written with (at least those that count)."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rows(card: Scorecard) -> list[ClaimCheck]:
    """Name every row whose claim is above its points."""
    return [
        ClaimCheck(row.id, "row", row.claimed, row.points, "differs")
        for row in card.indicators
        if row.claimed is not None and row.claimed > row.points
    ]


def _levels(submission: Submission, card: Scorecard, indicators: IndicatorSet) -> list[ClaimCheck]:
    """Check the level sums that the form states, and the points that rows share out in a branch."""
    found = []
    for node in indicators.nodes():
        path = (*node.path, node.name)
        rows = [r for r in card.indicators if r.path[: len(path)] == path]
        if not rows:
            continue
        stated = submission.claims.get("/".join(path), submission.claims.get(node.name))
        claimed = [Fraction(r.claimed) for r in rows if r.claimed is not None]
        if stated is not None and len(claimed) == len(rows):
            found.append(_check(node.name, "level", stated, sum(claimed, ZERO), terms=len(rows)))
        held = sum((Fraction(r.points) for r in rows), ZERO)
        if node.points is not None and held != node.points and _adds_up(node):
            found.append(
                ClaimCheck(
                    node.name, "points", printed(held, 6), printed(node.points, 6), "differs"
                )
            )
    return found


def _adds_up(node: Node) -> bool:
    """Tell whether a branch's points are the plain sum of its rows' points."""
    return all(n.combine == "sum" and n.rows in {None, "indicators"} for n in node.walk())


def _execution(
    submission: Submission, execution: ExecutionResult, indicators: IndicatorSet
) -> list[ClaimCheck]:
    budget, executed = execution.budget, execution.executed
    if budget is None or executed is None or budget <= 0:
        return []
    rate = Fraction(executed) / Fraction(budget)
    stated_rate = next(
        (f.claimed_rate for f in submission.funds if f.claimed_rate is not None), None
    )
    found = []
    if stated_rate is not None:
        places = decimals(stated_rate)
        cut = round_down(rate * 100, places) == Fraction(stated_rate)
        found.append(
            _check(
                execution.name,
                "execution_rate",
                stated_rate,
                rate * 100,
                cause="cut" if cut else "",
            )
        )
    if execution.claimed is not None and execution.score is not None:
        found.append(_execution_score(execution, rate, indicators))
    return found


def _execution_score(
    execution: ExecutionResult, rate: Fraction, indicators: IndicatorSet
) -> ClaimCheck:
    """Compare with the rule's score; where the rule is rate x points, try other orders too."""
    assert execution.claimed is not None
    assert execution.score is not None
    points, places = Fraction(execution.points), indicators.places
    score, claimed = Fraction(execution.score), Fraction(execution.claimed)
    cause = ""
    if score == half_up(min(rate, Fraction(1)) * points, places):
        causes = [
            k
            for k, order in ORDERS.items()
            if order(min(rate, Fraction(1)), points, places) == claimed
        ]
        cause = causes[0] if causes else ""
    return _check(execution.name, "execution_score", execution.claimed, score, cause=cause)


def _points(card: Scorecard) -> list[ClaimCheck]:
    if not card.scored or card.row_points == card.points:
        return []
    return [ClaimCheck("", "points", card.row_points, card.points, "differs")]


def _total(submission: Submission, card: Scorecard) -> list[ClaimCheck]:
    """Add up what the unit gave itself, row by row, and compare with its own total."""
    if submission.claimed_total is None:
        return []
    parts = [r.claimed for r in card.indicators if r.claimed is not None or r.points]
    if card.execution is not None:
        parts.append(card.execution.claimed)
    if any(part is None for part in parts):
        return []
    known = [Fraction(part) for part in parts if part is not None]
    return [_check("", "total", submission.claimed_total, sum(known, ZERO), terms=len(known))]
