"""Rows that differ in nothing but their two numbers: their rule is left to be applied to these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.columnar.outcome import MICRO, RowOutcome, micro, micro_of, missed, outcome_of
from scoring.columnar.set_plan import NUMBERS
from scoring.engine.apply import Judgement, either
from scoring.engine.excused import excused
from scoring.engine.rows import RowReading, ScoredLeaf
from scoring.exact import ZERO, printed_band
from scoring.indicator_set.model import Demand, IndicatorSet
from scoring.records.certainty import Certainty
from scoring.records.scorecard import Status
from scoring.rules.closures import Pair, Values
from scoring.rules.outcome_closures import Ending
from scoring.rules.residual import Holds, residual, residual_condition
from scoring.rules.types import Value
from scoring.values.attainment import Attainment, Case

_FREE: Final = ("points", "target", "actual", "completion", "over")
_MOST_MADE: Final = 64
_CASES: Final = frozenset({Case.AT_LEAST, Case.AT_MOST, Case.EXACTLY, Case.STANDARD})


class NotSharedError(Exception):
    """The outcome of a row hangs on more than its shape and its two numbers."""


class _Judged(NamedTuple):
    """An outcome of a rule, numbers in millionths."""

    score: int | None
    low: int
    high: int
    ending: Ending
    over: bool | None


class NumericShape:
    """A shape of rows with two numbers of one unit, made from the first row of it."""

    def __init__(
        self,
        leaf: ScoredLeaf,
        first: tuple[int, int],
        indicators: IndicatorSet,
        demands: Sequence[Demand],
    ) -> None:
        """Take the first row with its numbers, target and actual, in millionths.

        Raises :class:`NotSharedError`, and :class:`TooFineError` where points or scores have more
        than six decimals.
        """
        self.first = outcome_of(leaf, demands)
        """The outcome of the first row."""
        self._leaf = leaf
        self._words = indicators.excuse_words
        self._demands = demands
        self._made: dict[tuple[_Judged, _Judged | None, tuple[bool | None, ...]], RowOutcome] = {}
        self._missing: dict[tuple[bool, bool | None, tuple[bool | None, ...]], tuple[int, ...]] = {}
        self._points = leaf.points.as_integer_ratio()
        other = leaf.read.otherwise
        self._rule = _Rule(leaf, leaf.read, indicators)
        self._other = None if other is None else _Rule(leaf, other, indicators)
        self._asked = list(_asked(leaf, demands))
        asks_over = any(d.when is not None and "over" in d.when.names for d in demands)
        self.is_constant = all(
            rule.is_constant and not (asks_over and rule.over_differs)
            for rule in (self._rule, self._other)
            if rule is not None
        )
        self.is_constant = self.is_constant and not self._asked
        """Whether every row of the shape has the outcome of the first."""
        self._scale = Fraction(1)
        if not self.is_constant:
            self._scale = _scale(leaf.read.attainment, first)
            if other is not None and _scale(other.attainment, first) != self._scale:
                raise NotSharedError

    def outcome(self, target: int, actual: int) -> RowOutcome:
        """Return the outcome of a row with these numbers, in millionths.

        Raises :class:`NotSharedError` where it is not certain.
        """
        scale = self._scale
        number, unit = scale.numerator, MICRO * scale.denominator
        values = (self._points, (target * number, unit), (actual * number, unit), (actual, target))
        judged = self._rule.judged(values)
        other = None if self._other is None else self._other.judged(values)
        asked: tuple[bool | None, ...] = ()
        if self._asked:
            is_full = judged.score is not None and judged.score == self.first.points_micro
            facts = (*values, judged.over, is_full)
            asked = tuple(holds(facts) for holds in self._asked)
        made = self._made.get((judged, other, asked))
        if made is None:
            if len(self._made) >= _MOST_MADE:
                self._made.clear()
            made = self._made[judged, other, asked] = self._outcome(judged, other, asked, values)
        return made

    def _outcome(
        self,
        judged: _Judged,
        other: _Judged | None,
        asked: tuple[bool | None, ...],
        values: Sequence[Pair],
    ) -> RowOutcome:
        """Return the outcome that two readings of the numbers make together."""
        leaf, read = self._leaf, self._leaf.read
        outcome = _judgement(judged, leaf.judged)
        if other is not None and read.otherwise is not None:
            otherwise = leaf.judged.otherwise or leaf.judged
            outcome = either(outcome, _judgement(other, otherwise), "")
        if leaf.node is None or leaf.node.applied is None:
            words = self._words
            outcome = excused(outcome, leaf.row, read.attainment, leaf.points, words)
        score, low, high = printed_band(outcome.score, outcome.low, outcome.high)
        ending = judged.ending
        return self.first._replace(
            score=score,
            low=low,
            high=high,
            score_micro=None if outcome.score is None else micro(outcome.score),
            low_micro=micro(outcome.low),
            high_micro=micro(outcome.high),
            status=outcome.status,
            status_text=outcome.status.value,
            rule=ending.rule.name,
            case=0 if ending.case is None else ending.case.number,
            missing=self._missed(outcome, judged.over, asked, values),
        )

    def _missed(
        self,
        outcome: Judgement,
        over: bool | None,
        asked: tuple[bool | None, ...],
        values: Sequence[Pair],
    ) -> tuple[int, ...]:
        """Return the demands that a row does not meet: they hang on these few answers alone."""
        leaf = self._leaf
        full = outcome.score == leaf.points
        key = (full, over, asked)
        missing = self._missing.get(key)
        if missing is None:
            numbers = {name: Fraction(*value) for name, value in zip(_FREE, values, strict=False)}
            scope = {**leaf.scope, **numbers, "over": over, "full": full}
            row = leaf._replace(judged=outcome, scope=scope)
            missing = self._missing[key] = missed(row, self._demands)
        return missing


def _asked(leaf: ScoredLeaf, demands: Sequence[Demand]) -> Iterator[Holds]:
    """Yield the conditions of demands that hang on the numbers of a row."""
    free = (*_FREE, "full")
    known = {name: value for name, value in leaf.scope.items() if name not in free}
    for demand in demands:
        if demand.when is not None and demand.when.names & NUMBERS:
            holds = residual_condition(demand.when, known, free)
            if callable(holds):
                yield holds


class _Rule:
    """The rule for one reading of a shape, what is shared taken in."""

    def __init__(self, leaf: ScoredLeaf, read: RowReading, indicators: IndicatorSet) -> None:
        attainment, node = read.attainment, leaf.node
        applied = indicators.rule_for(attainment.case, node)
        if applied is None and attainment.plain is not None:
            applied = indicators.rule_for(attainment.plain, node)
        is_unread = attainment.case is Case.UNREAD and (node is None or node.applied is None)
        self._over = _Over(read, indicators)
        self.over_differs = not self._over.is_settled
        if applied is None or is_unread:
            if leaf.read.otherwise is not None:
                raise NotSharedError
            self.is_constant = True
            return
        if not applied.parameters.keys().isdisjoint(_FREE):
            raise NotSharedError
        known: dict[str, Value | None] = {**leaf.scope, **read.facts, **applied.parameters}
        free = _FREE if self.over_differs else _FREE[:4]
        known = {name: value for name, value in known.items() if name not in free}
        if not self.over_differs:
            known["over"] = self._over.settled
        rest = residual(applied.rule, known, free, indicators.places)
        self._decide = rest.decide
        self.is_constant = not rest.reads - {"points"}

    def judged(self, values: Values) -> _Judged:
        """Apply the rule to points, target, actual and completion."""
        over = self._over.settled
        if self.over_differs:
            over = self._over.of(values)
            if over is None:
                raise NotSharedError
            values = (*values, over)
        score, low, high, ending = self._decide(values)
        return _Judged(
            None if score is None else micro_of(score), micro_of(low), micro_of(high), ending, over
        )


class _Over:
    """Whether a target was passed by far: the set's condition, what is shared taken in."""

    def __init__(self, read: RowReading, indicators: IndicatorSet) -> None:
        self._met = read.attainment.met
        self.settled: bool | None = False
        self.is_settled = True
        if indicators.over is None:
            return
        known = {key: value for key, value in read.facts.items() if key not in _FREE}
        found = residual_condition(indicators.over, known, _FREE[:4])
        if isinstance(found, bool) or found is None:
            self.settled = self._settled_as(found)
            return
        self.is_settled = False
        self._holds = found

    def of(self, values: Values) -> bool | None:
        """Return it for points, target, actual and completion, where that is not settled."""
        return self._settled_as(self._holds(values))

    def _settled_as(self, holds: bool | None) -> bool | None:
        # where it cannot be said nothing says that a target that was reached was passed by far
        return False if holds is None and self._met else holds


def _judgement(judged: _Judged, like: Judgement) -> Judgement:
    """Return a judgement with the trace of a similar one, but for its rule and case."""
    ending = judged.ending
    score = None if judged.score is None else Fraction(judged.score, MICRO)
    case = 0 if ending.case is None else ending.case.number
    trace = replace(like.trace, rule=ending.rule.name, case=case)
    low, high = Fraction(judged.low, MICRO), Fraction(judged.high, MICRO)
    status = status_of(ending, has_score=score is not None)
    return Judgement(status, score, low, high, trace)


def status_of(ending: Ending, *, has_score: bool) -> Status:
    """Return the status of an outcome, as :func:`scoring.engine.apply.judge` tells it."""
    if ending.unscored:
        return Status.UNSCORED
    if not ending.is_band:
        return Status.DETERMINED
    return Status.DEFAULTED if has_score else Status.OPEN


def _scale(attainment: Attainment, first: tuple[int, int]) -> Fraction:
    """Return by what the numbers of a comparison differ from those that are written.

    Raises :class:`NotSharedError` where the comparison rests on anything else.
    """
    target, actual = (Fraction(number, MICRO) for number in first)
    scale = ZERO if attainment.target is None or not target else attainment.target / target
    others = (
        attainment.worst, attainment.best, attainment.least, attainment.greatest,
        attainment.level, attainment.days_planned, attainment.days_taken, attainment.plain,
    )  # fmt: skip
    is_plain = (
        attainment.case in _CASES
        and attainment.actual == actual * scale
        and scale > 0
        and attainment.completion == actual / target
        and attainment.text_known is Certainty.WRITTEN
        and all(each is None for each in others)
    )
    if not is_plain:
        raise NotSharedError
    return scale
