"""Claimed figures checked: sums, rates and points as the form prints them.

Compared at printed precision. A difference that a usual order of rounding explains is 尾差 and no
fault; the cause is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.engine.match import branches, match_rows
from scoring.engine.total_row import total_row
from scoring.exact import ZERO, decimals, half_up, printed, round_down, round_up
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.claim_check import ClaimCheck, ClaimKind, Verdict
from scoring.records.scorecard import ExecutionResult, RowResult, Scorecard, Status
from scoring.records.submission import Funds, Submission
from scoring.review.rounded_scores import rounded_scores
from scoring.review.sum_check import Term, added, sum_verdict


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
    checks = _rows(card, blank)
    checks += _levels(submission, card, indicators, blank)
    if card.execution is not None:
        rounded = "" in rounded_scores(submission, card, indicators)
        checks += _execution(submission, card.execution, indicators, is_rounded=rounded)
    elif not card.scored:
        funds = total_row(submission, indicators).funds
        checks += [] if funds is None else stated_rate("", funds)
    if not blank:
        checks += _points(card)
    if all(_is_plain_sum(node, card.indicators, indicators) for node in indicators.levels):
        checks += _total(submission, card, indicators, blank)
    return tuple(checks)


def _without_points(submission: Submission, indicators: IndicatorSet) -> frozenset[str]:
    """Return the ids of the rows whose 分值 is not filled in."""
    if all(row.points is not None for row in submission.rows):
        return frozenset()
    placed = match_rows(submission, branches(indicators))
    return frozenset(at.id for at in placed if at.row.points is None)


def _check(
    where: str,
    kind: ClaimKind,
    stated: Decimal,
    computed: Fraction,
    *,
    cause: str = "",
) -> ClaimCheck:
    """Compare at the precision of ``stated``; ``cause`` is the rounding that explains another."""
    places = decimals(stated)
    exact = Fraction(stated)
    shown = printed(computed, max(places, 2))
    if half_up(computed, places) == exact:
        return ClaimCheck(where, kind, stated, shown, "agrees")
    if cause:
        return ClaimCheck(where, kind, stated, shown, "rounding", cause)
    return ClaimCheck(where, kind, stated, shown, "differs")


def _check_sum(
    where: str, kind: ClaimKind, stated: Decimal, terms: Sequence[Term], places: int
) -> ClaimCheck:
    """Compare a stated sum with its terms."""
    verdict = sum_verdict(stated, terms, places)
    cause = "printed_precision" if verdict == "rounding" else ""
    shown = printed(added(terms), max(decimals(stated), 2))
    return ClaimCheck(where, kind, stated, shown, verdict, cause)


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
    checks = []
    named = Counter(node.name for node in indicators.nodes())
    for node in indicators.nodes():
        path = (*node.path, node.name)
        rows = [r for r in card.indicators if r.path[: len(path)] == path]
        if not rows or not _is_plain_sum(node, rows, indicators):
            continue
        stated = submission.stated_sum(path, is_only=named[node.name] == 1)
        counted = _counted(rows, blank)
        terms = _terms(counted)
        if stated is not None and terms and len(terms) == len(counted):
            checks.append(_check_sum(node.name, "level", stated, terms, indicators.places))
        points = sum((Fraction(r.points) for r in rows), ZERO)
        if any(r.id in blank for r in rows) or any(n.rows == "tasks" for n in node.walk()):
            continue
        if node.points is not None and points != node.points:
            stated_points, right = printed(points, 6), printed(node.points, 6)
            checks.append(ClaimCheck(node.name, "points", stated_points, right, "differs"))
    return checks


def _counted(rows: Sequence[RowResult], blank: frozenset[str]) -> list[RowResult]:
    """Leave out rows that hold no points and claim none."""
    return [r for r in rows if r.claimed is not None or r.points or r.id in blank]


def _is_plain_sum(node: SetNode, rows: Sequence[RowResult], indicators: IndicatorSet) -> bool:
    """Tell whether a branch is the plain sum of its rows: nothing chosen, nothing stretched."""
    below = tuple(node.walk())
    if any(n.combine == "best" or n.rows == "goals" for n in below):
        return False
    stretched = indicators.not_applicable == "rescale" or any(
        n.not_applicable == "rescale" for n in below
    )
    return not stretched or all(r.status is not Status.NOT_APPLICABLE or not r.points for r in rows)


def _execution(
    submission: Submission,
    execution: ExecutionResult,
    indicators: IndicatorSet,
    *,
    is_rounded: bool,
) -> list[ClaimCheck]:
    funds = total_row(submission, indicators).funds
    checks = []
    points = None if funds is None else funds.points
    if points is not None and points != execution.points:
        # The set gives these points; a form that states others is not followed in silence.
        check = ClaimCheck(execution.name, "points", points, execution.points, "differs")
        checks.append(check)
    rate = None if funds is None else _rate(funds)
    if funds is None or rate is None:
        return checks
    checks += stated_rate(execution.name, funds)
    if execution.claimed is not None and execution.score is not None:
        checks.append(_execution_score(execution, rate, indicators, is_rounded=is_rounded))
    return checks


def _rate(funds: Funds) -> Fraction | None:
    if funds.budget is None or funds.executed is None or funds.budget <= 0:
        return None
    return Fraction(funds.executed) / Fraction(funds.budget)


def stated_rate(name: str, funds: Funds) -> list[ClaimCheck]:
    """Compare the printed rate with 全年执行数 ÷ 全年预算数; nothing where one is missing."""
    rate, stated = _rate(funds), funds.claimed_rate
    if rate is None or stated is None:
        return []
    cause = "cut" if round_down(rate * 100, decimals(stated)) == Fraction(stated) else ""
    right = rate if _is_share(stated, rate) else rate * 100
    return [_check(name, "execution_rate", stated, right, cause=cause)]


def _is_share(stated: Decimal, rate: Fraction) -> bool:
    """Tell whether a rate is written as a share of one: 0.95 for 95 %."""
    places = decimals(stated)
    return rate == stated or (places >= 2 and half_up(rate, places) == Fraction(stated))


def _execution_score(
    execution: ExecutionResult, rate: Fraction, indicators: IndicatorSet, *, is_rounded: bool
) -> ClaimCheck:
    """Compare with the rule's score; where the rule is rate x points, try other orders too."""
    assert execution.claimed is not None
    assert execution.score is not None
    points, places = Fraction(execution.points), indicators.places
    score, claimed = Fraction(execution.score), Fraction(execution.claimed)
    cause = ""
    if claimed < points and score == half_up(min(rate, Fraction(1)) * points, places):
        causes = (k for k, order in ORDERS.items() if order(rate, points, places) == claimed)
        cause = next(causes, "")
    if is_rounded or (claimed < score and half_up(score, decimals(execution.claimed)) == claimed):
        cause = cause or "printed_precision"
    verdict: Verdict = "agrees" if claimed == score else "rounding" if cause else "differs"
    shown = printed(score, max(decimals(execution.claimed), 2))
    return ClaimCheck(
        execution.name, "execution_score", execution.claimed, shown, verdict,
        cause if verdict == "rounding" else "",
    )  # fmt: skip


def _points(card: Scorecard) -> list[ClaimCheck]:
    if not card.scored or not card.indicators or card.row_points == card.points:
        return []
    return [ClaimCheck("", "points", card.row_points, card.points, "differs")]


def _terms(results: Sequence[RowResult | ExecutionResult]) -> list[Term]:
    """Return the claims that are filled in, as terms of a sum."""
    return [Term(r.claimed, r.points, r.score) for r in results if r.claimed is not None]


def _total(
    submission: Submission, card: Scorecard, indicators: IndicatorSet, blank: frozenset[str]
) -> list[ClaimCheck]:
    """Add up the claims of the rows and compare with the claimed total.

    Of an execution rate without a claim, what is left of the total is its claim: it may be less
    than the rule gives, and not more.
    """
    stated, places = submission.claimed_total, indicators.places
    if stated is None:
        return []
    rows = _counted(card.indicators, blank)
    terms = _terms(rows)
    if not rows or len(terms) < len(rows):
        return []
    execution = card.execution
    if execution is None or execution.claimed is not None:
        terms += [] if execution is None else _terms([execution])
        check = _check_sum("", "total", stated, terms, places)
        return _within_cap(check, added(terms), card)
    score = execution.score
    if blank or not terms or score is None or card.row_points != card.points:
        return []
    rest = Fraction(stated) - added(terms)
    terms += [Term(score, execution.points, score)]
    check = _check_sum("", "total", stated, terms, places)
    is_strict = check.verdict == "differs" and 0 <= rest < Fraction(score)
    check = replace(check, verdict="agrees") if is_strict else check
    return _within_cap(check, added(terms), card)


def _within_cap(check: ClaimCheck, claimed: Fraction, card: Scorecard) -> list[ClaimCheck]:
    """Hold the claimed total against the set's cap, where the claims add up to more.

    Where the cap is not known, no total is wrong; a total below it is strict, and no fault.
    """
    cap = card.cap
    if cap is None or claimed <= cap.low:
        return [check]
    if cap.most is None:
        return []
    if claimed <= cap.most or (check.verdict != "differs" and check.stated <= cap.most):
        return [check]
    held = _check("", "cap", check.stated, Fraction(cap.most))
    return [replace(held, verdict="agrees") if check.stated < cap.most else held]
