"""总分上限: the most that a set lets the total be, and what it leaves of a sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from scoring.engine.apply import judge
from scoring.engine.execution import funds_scope, why_unknown
from scoring.exact import ZERO, printed
from scoring.indicator_set.model import IndicatorSet
from scoring.records.scorecard import TotalCap
from scoring.records.submission import Funds
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.table import Observe, Rule, RuleCase
from scoring.rules.types import Scope, Value


def total_cap(
    indicators: IndicatorSet,
    points: Fraction,
    funds: Funds | None,
    why_not: str,
    common: Mapping[str, Value | None],
    refused: Mapping[str, str],
    observe: Observe | None,
) -> TotalCap | None:
    """Apply the set's rule for the cap; None for a set without one. Nothing is added up yet.

    ``points`` are the most without it; ``why_not`` says why ``funds`` is None.
    """
    if indicators.cap is None:
        return None
    scope = funds_scope(common, points, funds)
    judged = judge(
        indicators.cap, scope, indicators,
        why_unknown=why_unknown(refused, why_not), observe=observe,
    )  # fmt: skip
    if judged.score is not None:
        most = printed(judged.score, 6)
        return TotalCap(most, most, most, None, judged.trace)
    facts = {**scope, **indicators.cap.parameters}
    possible = list(_possible(indicators.cap.rule, facts)) or [ZERO, points]
    low, high = (printed(min(max(end, ZERO), points), 6) for end in (min(possible), max(possible)))
    return TotalCap(None, low, high, None, judged.trace)


def _possible(rule: Rule, facts: Scope) -> Iterator[Fraction]:
    """Yield the caps that may hold while a fact is unknown; of a case without one, those of all."""
    evaluator = Evaluator(facts)
    for case in rule.cases:
        holds: bool | None = True
        if case.when is not None:
            try:
                holds = evaluator.holds(case.when)
            except (UnknownFact, Uncomputable):
                holds = None
        if holds is False:
            continue
        if case.use is not None:
            yield from _possible(case.use, facts)
        elif case.score is None:
            yield from _scores(rule.cases, facts)
        else:
            yield from _scores((case,), facts)
        if holds:
            return


def _scores(cases: Sequence[RuleCase], facts: Scope) -> Iterator[Fraction]:
    """Yield the scores of cases; one that cannot be computed may be anything from 0 to the points."""
    for case in cases:
        if case.score is None:
            continue
        try:
            yield Evaluator(facts).number(case.score)
        except (UnknownFact, Uncomputable):
            points = facts["points"]
            assert isinstance(points, Fraction)
            yield from (ZERO, points)
