"""Claimed figures against themselves: sums, rates and points as the form prints them.

Compared at printed precision. A difference that a usual order of rounding explains is 尾差 and no
fault; the cause is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.engine.execution import total_funds
from scoring.engine.match import branches, place_rows
from scoring.exact import ZERO, half_up, printed, round_down, round_up
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.review.claim import ClaimCheck, Kind
from scoring.scorecard import ExecutionResult, RowResult, Scorecard, Status
from scoring.submission import Indicator, Submission


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
    """Check every figure that the submission states about its own score.

    What is not simply added up in this set, or lacks a number, is not checked.
    """
    blank = _without_points(submission, indicators)
    found = _rows(card, blank)
    found += _levels(submission, card, indicators, blank)
    if card.execution is not None:
        found += _execution(submission, card.execution, indicators)
    if not blank:
        found += _points(card)
    if all(_adds_up(node, card.indicators, indicators) for node in indicators.levels):
        found += _total(submission, card, blank)
    return tuple(found)


def _without_points(submission: Submission, indicators: IndicatorSet) -> frozenset[str]:
    """Return the ids of the rows whose 分值 is not filled in."""
    if all(row.points is not None for row in _handed_in(submission)):
        return frozenset()
    placed = place_rows(submission, branches(indicators))
    return frozenset(at.id for at in placed if at.row.points is None)


def _handed_in(submission: Submission) -> Iterator[Indicator]:
    yield from submission.indicators
    for goal in submission.goals:
        yield from goal.indicators


def _check(
    where: str,
    kind: Kind,
    stated: Decimal,
    computed: Fraction,
    *,
    slack: Fraction = ZERO,
    cause: str = "",
) -> ClaimCheck:
    """Compare at the precision of ``stated``; rounded terms may make up ``slack`` of difference."""
    places = decimals(stated)
    exact = Fraction(stated)
    shown = printed(computed, max(places, 2))
    if half_up(computed, places) == exact:
        return ClaimCheck(where, kind, stated, shown, "agrees")
    if cause:
        return ClaimCheck(where, kind, stated, shown, "rounding", cause)
    if abs(computed - exact) <= slack:
        return ClaimCheck(where, kind, stated, shown, "rounding", "printed_precision")
    return ClaimCheck(where, kind, stated, shown, "differs")


def _slack(stated: Decimal, terms: Sequence[tuple[Decimal, Decimal]]) -> Fraction:
    """Return what the rounding of claims (each with its points) may make of their stated sum.

    Half a last place each, of the claim or of the sum, whichever is finer. All of a row's points,
    none, and claims without decimals were given and are no rounded numbers.
    """
    rounded = [decimals(n) for n, points in terms if n not in (0, points) and decimals(n)]
    if not rounded:
        return ZERO
    own = decimals(stated)
    return sum((Fraction(1, 2 * 10 ** max(n, own)) for n in (own, *rounded)), ZERO)


def decimals(number: Decimal) -> int:
    """Return how many decimals a number is written with (at least those that count)."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rows(card: Scorecard, blank: frozenset[str]) -> list[ClaimCheck]:
    """Name every row whose claim is above its points."""
    return [
        ClaimCheck(row.id, "row", row.claimed, row.points, "differs")
        for row in card.indicators
        if row.claimed is not None and row.claimed > row.points and row.id not in blank
    ]


def _levels(
    submission: Submission, card: Scorecard, indicators: IndicatorSet, blank: frozenset[str]
) -> list[ClaimCheck]:
    """Check the level sums that the form states, and the points that rows share out in a branch."""
    found = []
    named = Counter(node.name for node in indicators.nodes())
    for node in indicators.nodes():
        path = (*node.path, node.name)
        rows = [r for r in card.indicators if r.path[: len(path)] == path]
        if not rows or not _adds_up(node, rows, indicators):
            continue
        stated = submission.claims.get("/".join(path))
        if stated is None and named[node.name] == 1:
            # a name that several levels bear, without its path, is that of a first level
            stated = submission.claims.get(node.name)
        counted = _counted(rows, blank)
        claimed = [(r.claimed, r.points) for r in counted if r.claimed is not None]
        if stated is not None and claimed and len(claimed) == len(counted):
            added = sum((Fraction(n) for n, _ in claimed), ZERO)
            slack = _slack(stated, claimed)
            found.append(_check(node.name, "level", stated, added, slack=slack))
        held = sum((Fraction(r.points) for r in rows), ZERO)
        if any(r.id in blank for r in rows) or any(n.rows == "tasks" for n in node.walk()):
            continue
        if node.points is not None and held != node.points:
            found.append(
                ClaimCheck(
                    node.name, "points", printed(held, 6), printed(node.points, 6), "differs"
                )
            )
    return found


def _counted(rows: Sequence[RowResult], blank: frozenset[str]) -> list[RowResult]:
    """Leave out rows that hold no points and claim none."""
    return [r for r in rows if r.claimed is not None or r.points or r.id in blank]


def _adds_up(node: Node, rows: Sequence[RowResult], indicators: IndicatorSet) -> bool:
    """Tell whether a branch is the plain sum of its rows: nothing chosen, nothing stretched."""
    below = tuple(node.walk())
    if any(n.combine == "best" or n.rows == "goals" for n in below):
        return False
    stretched = indicators.not_applicable == "rescale" or any(
        n.not_applicable == "rescale" for n in below
    )
    return not stretched or all(r.status is not Status.NOT_APPLICABLE or not r.points for r in rows)


def _execution(
    submission: Submission, execution: ExecutionResult, indicators: IndicatorSet
) -> list[ClaimCheck]:
    funds, _ = total_funds(submission, indicators)
    found = []
    points = None if funds is None else funds.points
    if points is not None and points != execution.points:
        # The set gives these points; a form that states others is not followed in silence.
        check = ClaimCheck(execution.name, "points", points, execution.points, "differs")
        found.append(check)
    budget, executed = execution.budget, execution.executed
    if budget is None or executed is None or budget <= 0:
        return found
    rate = Fraction(executed) / Fraction(budget)
    stated_rate = None if funds is None else funds.claimed_rate
    if stated_rate is not None:
        places = decimals(stated_rate)
        cut = round_down(rate * 100, places) == Fraction(stated_rate)
        is_share = _is_share(stated_rate, rate)
        found.append(
            _check(
                execution.name,
                "execution_rate",
                stated_rate,
                rate if is_share else rate * 100,
                cause="cut" if cut else "",
            )
        )
    if execution.claimed is not None and execution.score is not None:
        found.append(_execution_score(execution, rate, indicators))
    return found


def _is_share(stated: Decimal, rate: Fraction) -> bool:
    """Tell whether a rate is written as a share of one: 0.95 for 95 %."""
    places = decimals(stated)
    return rate == stated or (places >= 2 and half_up(rate, places) == Fraction(stated))


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
    check = _check(execution.name, "execution_score", execution.claimed, score, cause=cause)
    if check.verdict == "agrees" and claimed == points and half_up(score, 1) != points:
        # all points are no rounding of a score that is visibly less, however they are written
        return replace(check, verdict="differs")
    return check


def _points(card: Scorecard) -> list[ClaimCheck]:
    if not card.scored or not card.indicators or card.row_points == card.points:
        return []
    return [ClaimCheck("", "points", card.row_points, card.points, "differs")]


def _total(submission: Submission, card: Scorecard, blank: frozenset[str]) -> list[ClaimCheck]:
    """Add up what the unit gave itself, row by row, and compare with its own total."""
    if submission.claimed_total is None:
        return []
    parts = [(r.claimed, r.points) for r in _counted(card.indicators, blank)]
    if card.execution is not None:
        parts.append((card.execution.claimed, card.execution.points))
    known = [(claimed, points) for claimed, points in parts if claimed is not None]
    if len(known) < len(parts):
        return []
    stated, added = submission.claimed_total, sum((Fraction(n) for n, _ in known), ZERO)
    return [_check("", "total", stated, added, slack=_slack(stated, known))]
