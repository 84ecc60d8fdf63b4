"""预算执行率: its rate, from the row of all money, and its score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from scoring.engine.apply import Judgement, judge
from scoring.engine.decisions import Decisions
from scoring.exact import plain, printed, printed_band, rational
from scoring.indicator_set.model import IndicatorSet
from scoring.records.scorecard import ExecutionResult
from scoring.records.submission import Funds, Indicator
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class ScoredExecution:
    """The execution rate before it is printed."""

    name: str
    points: Fraction
    judged: Judgement
    funds: Funds | None
    scope: Mapping[str, Value | None]

    def result(self) -> ExecutionResult:
        """Return the row as it is printed."""
        judged = self.judged
        score, low, high = printed_band(judged.score, judged.low, judged.high)
        return ExecutionResult(
            name=self.name,
            funds=self.funds,
            rate=_rate(self.funds),
            points=printed(self.points, 6),
            score=score,
            low=low,
            high=high,
            status=judged.status,
            trace=judged.trace,
        )


def _rate(funds: Funds | None) -> Decimal | None:
    """全年执行数 ÷ 全年预算数 as a fraction with six decimals; None without a positive budget."""
    if funds is None or funds.budget is None or funds.executed is None or funds.budget <= 0:
        return None
    return printed(Fraction(funds.executed) / Fraction(funds.budget), 6)


def score_execution(
    indicators: IndicatorSet,
    funds: Funds | None,
    why_not: str,
    common: Mapping[str, Value | None],
    refused: Mapping[str, str],
    observe: Observe | None,
) -> ScoredExecution | None:
    """Score the execution rate; None for a set that does not score it.

    ``why_not`` says why ``funds``, the row of all money, is None.
    """
    execution = indicators.execution
    if execution is None:
        return None
    scope = funds_scope(common, execution.points, funds)
    why = why_unknown(refused, why_not)
    judged = judge(execution.applied, scope, indicators, why_unknown=why, observe=observe)
    return ScoredExecution(execution.name, execution.points, judged, funds, scope)


def funds_scope(
    common: Mapping[str, Value | None], points: Fraction, funds: Funds | None
) -> dict[str, Value | None]:
    """Return the facts that a rule on the row of all money may look at."""
    has_reason = funds is not None and bool(funds.reason.strip())
    return {**common, "points": points, "reason": has_reason}


def why_unknown(refused: Mapping[str, str], why_not: str) -> dict[str, str]:
    """Return in Chinese why a fact is unknown, by its name; ``why_not`` is that of the amounts."""
    amounts = ("budget", "executed", "initial") if why_not else ()
    return {**refused, **dict.fromkeys(amounts, why_not)}


def decide_execution(execution: ScoredExecution, decisions: Decisions) -> ScoredExecution:
    """Apply the decision on the rate, if there is one; its row id is the execution rate's name."""
    funds = execution.funds or Funds(source=execution.name)
    row = Indicator(
        name=execution.name,
        target="" if funds.budget is None else plain(rational(funds.budget)),
        actual="" if funds.executed is None else plain(rational(funds.executed)),
        claimed=funds.claimed,
        reason=funds.reason,
    )
    decision = decisions.take(execution.name, row, execution.points, has_actual=False)
    if decision is None:
        return execution
    return replace(execution, judged=decision.outcome(execution.judged))
