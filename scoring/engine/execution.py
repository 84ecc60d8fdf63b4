"""预算执行率: which row of the funds block counts, its rate and its score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.engine.apply import Judged, judge
from scoring.engine.match import level_key
from scoring.exact import printed, printed_band
from scoring.indicator_set.model import IndicatorSet
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.scorecard import ExecutionResult, Status
from scoring.submission import Funds, Submission


@dataclass(frozen=True, slots=True)
class ScoredExecution:
    """The execution rate before it is printed."""

    name: str
    points: Fraction
    judged: Judged
    funds: Funds | None
    scope: Mapping[str, Value | None]

    @property
    def score(self) -> Fraction | None:
        """The score, None where it cannot be computed."""
        return self.judged.score

    @property
    def low(self) -> Fraction:
        """The least score possible."""
        return self.judged.low

    @property
    def high(self) -> Fraction:
        """The greatest score possible."""
        return self.judged.high

    @property
    def status(self) -> Status:
        """How the score came about."""
        return self.judged.status

    def result(self) -> ExecutionResult:
        """Return the row as it is printed."""
        funds = self.funds
        score, low, high = printed_band(self.score, self.low, self.high)
        return ExecutionResult(
            name=self.name,
            budget=None if funds is None else funds.budget,
            executed=None if funds is None else funds.executed,
            rate=_rate(funds),
            points=printed(self.points, 6),
            score=score,
            low=low,
            high=high,
            status=self.status,
            trace=self.judged.trace,
            claimed=None if funds is None else funds.claimed,
        )


def _rate(funds: Funds | None) -> Decimal | None:
    """全年执行数 ÷ 全年预算数 as a fraction with six decimals; None without a positive budget."""
    if funds is None or funds.budget is None or funds.executed is None or funds.budget <= 0:
        return None
    return printed(Fraction(funds.executed) / Fraction(funds.budget), 6)


def total_funds(submission: Submission, indicators: IndicatorSet) -> Funds | None:
    """Return the funds row of all money: by its name, else the only row there is."""
    if indicators.execution is not None:
        names = {level_key(name) for name in indicators.execution.total_names}
        for row in submission.funds:
            if level_key(row.source) in names:
                return row
    return submission.funds[0] if len(submission.funds) == 1 else None


def score_execution(
    submission: Submission,
    indicators: IndicatorSet,
    funds: Funds | None,
    common: Mapping[str, Value | None],
    refused: Mapping[str, str],
    observe: Observe | None,
) -> ScoredExecution | None:
    """Score the execution rate; None for a set that does not score it."""
    execution = indicators.execution
    if execution is None:
        return None
    scope: dict[str, Value | None] = {
        **common,
        "points": execution.points,
        "reason": bool(funds is not None and funds.reason.strip()),
    }
    why = {**refused}
    if submission.funds and funds is None:
        why |= dict.fromkeys(
            ("budget", "executed", "initial"),
            f"资金栏有{len(submission.funds)}行,没有一行是{'、'.join(execution.total_names[:1])}",
        )
    judged = judge(execution.applied, scope, indicators, why_unknown=why, observe=observe)
    return ScoredExecution(execution.name, execution.points, judged, funds, scope)
