"""The execution rate of many forms: what is left of its rule, applied to their amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.columnar.numeric_shape import status_of
from scoring.columnar.outcome import MICRO, micro, micro_of
from scoring.columnar.plain_record import PlainFunds
from scoring.exact import printed
from scoring.indicator_set.model import Execution, IndicatorSet
from scoring.records.scorecard import Status
from scoring.rules.residual import Residual, residual
from scoring.rules.types import Value

_AMOUNTS: Final = ("budget", "executed", "initial")
_MOST_KEPT: Final = 10_000


class ExecutionOutcome(NamedTuple):
    """The score of the execution rate; ``…_micro`` are millionths of a point."""

    points: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal
    points_micro: int
    score_micro: int | None
    low_micro: int
    high_micro: int
    status: Status
    status_text: str


class ExecutionShapes:
    """Applies a set's rule for the execution rate."""

    def __init__(self, indicators: IndicatorSet, execution: Execution) -> None:
        self._execution = execution
        self._places = indicators.places
        self._points = micro(execution.points)
        self._rests: dict[tuple[object, ...], Residual] = {}
        self._made: dict[tuple[object, ...], ExecutionOutcome] = {}

    def outcome(
        self, funds: PlainFunds | None, factor: Fraction, finished: bool | None, state: str
    ) -> ExecutionOutcome:
        """Return the outcome for the row of all money.

        ``factor`` brings its amounts to the set's money unit.
        """
        amounts = (
            (None, None, None) if funds is None else (funds.budget, funds.executed, funds.initial)
        )
        has_reason = funds is not None and bool(funds.reason)
        present = tuple(amount is not None for amount in amounts)
        key = (present, has_reason, finished, state)
        rest = self._rests.get(key)
        if rest is None:
            rest = self._rests[key] = self._rest(present, has_reason, finished, state)
        number, unit = factor.numerator, MICRO * factor.denominator
        values = [(self._points, MICRO)]
        values += [(a.micro * number, unit) for a in amounts if a is not None]
        score, low, high, ending = rest.decide(values)
        status = status_of(ending, has_score=score is not None)
        made = (None if score is None else micro_of(score), micro_of(low), micro_of(high), status)
        known = self._made.get(made)
        if known is None:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            known = self._made[made] = self._outcome(*made)
        return known

    def _rest(
        self, present: tuple[bool, ...], has_reason: bool, finished: bool | None, state: str
    ) -> Residual:
        applied = self._execution.applied
        known: dict[str, Value | None] = {
            "finished": finished, "state": state, "reason": has_reason, **applied.parameters
        }  # fmt: skip
        free = (
            "points",
            *(name for name, is_there in zip(_AMOUNTS, present, strict=True) if is_there),
        )
        return residual(applied.rule, known, free, self._places)

    def _outcome(self, score: int | None, low: int, high: int, status: Status) -> ExecutionOutcome:
        shown = (
            _printed(self._points),
            None if score is None else _printed(score),
            _printed(low),
            _printed(high),
        )
        return ExecutionOutcome(*shown, self._points, score, low, high, status, status.value)


def _printed(number: int) -> Decimal:
    return printed(Fraction(number, MICRO), 6)
