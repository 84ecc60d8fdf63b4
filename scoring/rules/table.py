"""A decision table: ordered cases, of which the first whose condition holds applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from scoring.exact import ZERO, half_up, plain, round_down, round_up
from scoring.problem import Place
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.formula import show
from scoring.rules.types import Scope, Type
from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """An end of a band; ``inside`` if the end itself belongs to the band."""

    at: Expression
    inside: bool


@dataclass(frozen=True, slots=True, eq=False)
class RuleCase:
    """One row of a decision table."""

    number: int
    place: Place
    when: Expression | None = None
    score: Expression | None = None
    low: Edge | None = None
    high: Edge | None = None
    unscored: str = ""
    because: str = ""
    use: Rule | None = None
    source: str = ""

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every expression of the case."""
        ends = (edge.at for edge in (self.low, self.high) if edge is not None)
        return tuple(e for e in (self.when, self.score, *ends) if e is not None)

    @property
    def is_band(self) -> bool:
        """Whether the case gives a band (low … high) instead of one score."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A named decision table; its ``parameters`` get their values where it is used."""

    name: str
    cases: tuple[RuleCase, ...]
    place: Place
    source: str = ""
    parameters: Mapping[str, Type] = field(default_factory=dict)

    def reached(self) -> Iterator[Rule]:
        """Yield this rule and every one that a ``use`` leads to, each once, this one first."""
        reached = {id(self)}
        waiting = [self]
        for rule in waiting:
            yield rule
            for case in rule.cases:
                if case.use is not None and id(case.use) not in reached:
                    reached.add(id(case.use))
                    waiting.append(case.use)

    def expressions(self) -> Iterator[Expression]:
        """Yield every expression of this rule and of those that it leads to."""
        for rule in self.reached():
            for case in rule.cases:
                yield from case.expressions


@lru_cache(maxsize=1024)
def names_in(rule: Rule) -> frozenset[str]:
    """Return the names that a rule and those that it leads to ask for, parameters included."""
    return frozenset(name for expression in rule.expressions() for name in expression.names)


class Outcome(NamedTuple):
    """The result of a rule for one row, in points at printed precision: ``low`` ≤ score ≤ ``high``.

    ``score`` is None where only a person may decide or nothing can be computed (``unscored`` then
    says why, in Chinese).
    """

    rule: Rule
    case: RuleCase | None
    score: Fraction | None
    low: Fraction
    high: Fraction
    is_band: bool
    unscored: str
    formula: str
    missing: str = ""
    """The name of the unknown fact, if that is why nothing was scored."""


Observe = Callable[[Rule, Scope], None]
"""Called with every rule that is applied and the facts that it is applied to."""


def decide(rule: Rule, scope: Scope, places: int = 2, observe: Observe | None = None) -> Outcome:
    """Apply ``rule`` to the facts in ``scope``; ``scope['points']`` bounds every result.

    A needed fact that is unknown, or a value that cannot be computed, leaves the row unscored.
    """
    points = scope["points"]
    assert isinstance(points, Fraction)
    evaluator = Evaluator(scope)
    if observe is not None:
        observe(rule, scope)
    case: RuleCase | None = None
    try:
        for case in rule.cases:
            if case.when is None or evaluator.holds(case.when):
                break
        else:
            return _unscored(rule, None, points, "没有适用的情形")
        if case.use is not None:
            return decide(case.use, scope, places, observe)
        if case.unscored:
            return _unscored(rule, case, points, case.unscored)
        return _outcome(rule, case, evaluator, points, places)
    except (UnknownFact, Uncomputable) as failure:
        return _unscored(rule, case, points, *why_unscored(failure))


def why_unscored(failure: UnknownFact | Uncomputable) -> tuple[str, str]:
    """Return in Chinese why a failed expression leaves a row unscored, and the unknown fact's name."""
    if isinstance(failure, UnknownFact):
        return f"缺少“{failure.name}”", failure.name
    return failure.reason, ""


def _unscored(
    rule: Rule, case: RuleCase | None, points: Fraction, why: str, missing: str = ""
) -> Outcome:
    return Outcome(rule, case, None, ZERO, points, False, why, "", missing)


def _outcome(
    rule: Rule, case: RuleCase, evaluator: Evaluator, points: Fraction, places: int
) -> Outcome:
    exact = evaluator.number(case.score) if case.score is not None else None
    printed = None if exact is None else half_up(exact, places)
    score = None if printed is None else _within(printed, points)
    if not case.is_band:
        assert score is not None
        low = high = score
    else:
        low, high = _band(case, evaluator, points, places, exact, score)
        if score is not None:
            if low > high:  # the band is narrower than one printed unit
                low = high = score
            score = min(max(score, low), high)
        elif low > high:
            low = high
    formula = ""
    if case.score is not None and printed is not None and score is not None:
        formula = show(case.score, evaluator, plain(printed, places))
        if score != printed:
            formula += f"，取 {plain(score, places)}"
    return Outcome(rule, case, score, low, high, case.is_band, "", formula)


def _band(
    case: RuleCase,
    evaluator: Evaluator,
    points: Fraction,
    places: int,
    exact: Fraction | None,
    score: Fraction | None,
) -> tuple[Fraction, Fraction]:
    """Turn both edges inward to the printed unit, so that low and high can be reached.

    A default on the right side of an edge that belongs to the band is printed as any other score;
    where that rounding leads over the edge, the printed edge gives way.
    """
    low, high = ZERO, points
    if case.low is not None:
        at = evaluator.number(case.low.at)
        low = _within(round_up(at, places, strictly=not case.low.inside), points)
        if score is not None and exact is not None and case.low.inside and at <= exact:
            low = min(low, score)
    if case.high is not None:
        at = evaluator.number(case.high.at)
        high = _within(round_down(at, places, strictly=not case.high.inside), points)
        if score is not None and exact is not None and case.high.inside and exact <= at:
            high = max(high, score)
    return low, high


def _within(value: Fraction, points: Fraction) -> Fraction:
    """Bound ``value`` by 0 … ``points``; the common cases cost no comparison of rationals."""
    if value is points:
        return value
    if value.numerator <= 0:
        return ZERO
    return min(value, points)
