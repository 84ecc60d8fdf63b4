"""Functions that turn the numbers of a case into a printed score and band, as the reference does.

They work on pairs of whole numbers (:mod:`scoring.rules.closures`) and leave to the reference what
is in doubt: points below zero, numbers so long that they may be too large.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, TypeAlias

from scoring.rules.closures import Doubt, Number, Pair, Values
from scoring.rules.evaluate import MOST_BITS
from scoring.rules.table import Rule, RuleCase


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """How a rule ended apart from the numbers: the fields of an outcome that few rows differ in."""

    rule: Rule
    case: RuleCase | None
    is_band: bool
    unscored: str
    missing: str = ""


Decided: TypeAlias = tuple[Pair | None, Pair, Pair, Ending]
"""Score (None: nothing is scored, or only a person decides), low, high, and how it ended."""
Decide: TypeAlias = Callable[[Values], Decided]

_LIMIT: Final = 1 << MOST_BITS
"""Numbers of smaller parts are not too large; in lowest terms the parts are smaller still."""
_ZERO: Final[Pair] = (0, 1)


@dataclass(frozen=True, slots=True)
class CaseEnd:
    """An end of a band: its number, and whether that belongs to the band."""

    number: Number
    inside: bool


class OutcomeClosures:
    """Makes the functions; ``at`` is the place of the points, ``decimals`` are those of a score."""

    def __init__(self, at: int, decimals: int) -> None:
        self.at = at
        self.scale: int = 10**decimals
        self.divisors = frozenset(
            2**i * 5**j for i in range(decimals + 1) for j in range(decimals + 1)
        )

    def unscored(self, ending: Ending) -> Decide:
        """Return the function for a row that is not scored: anything from 0 to the points."""
        at = self.at

        def unscored(values: Values) -> Decided:
            points: Any = values[at]
            return None, _ZERO, points, ending

        return unscored

    def all_points(self, ending: Ending, reference: Decide) -> Decide:
        """Return the function for the score ``points``: the points as printed."""
        at, divisors = self.at, self.divisors

        rounded = self.score(itemgetter(at), ending, reference)

        def all_points(values: Values) -> Decided:
            points: Any = values[at]
            if points[1] in divisors and 0 <= points[0] < _LIMIT:
                return points, points, points, ending
            return rounded(values)

        return all_points

    def score(self, number: Number, ending: Ending, reference: Decide) -> Decide:
        """Return the function for a computed score: rounded half up, within 0 and the points."""
        at, scale = self.at, self.scale
        twice = 2 * scale
        nothing = (_ZERO, _ZERO, _ZERO, ending)

        def score(values: Values) -> Decided:
            points: Any = values[at]
            most, parts = points
            try:
                n, d = number(values)
            except Doubt:
                return reference(values)
            if most < 0 or d >= _LIMIT or not -_LIMIT < n < _LIMIT:
                return reference(values)
            if n <= 0:
                return nothing
            units = (n * twice + d) // (d + d)
            if units * parts >= most * scale:
                return points, points, points, ending
            found = units, scale
            return found, found, found, ending

        return score

    def band(
        self,
        number: Number | None,
        from_end: CaseEnd | None,
        to_end: CaseEnd | None,
        ending: Ending,
        reference: Decide,
    ) -> Decide:
        """Return the function for a band, with the number that is its default if it has one."""
        at = self.at

        def band(values: Values) -> Decided:
            points: Any = values[at]
            try:
                exact = None if number is None else _small(number(values))
                start = None if from_end is None else _small(from_end.number(values))
                end = None if to_end is None else _small(to_end.number(values))
            except Doubt:
                return reference(values)
            if points[0] < 0:
                return reference(values)
            score = None if exact is None else self._within(self._half_up(exact), points)
            low, high = _ZERO, points
            if from_end is not None and start is not None:
                low = self._within(self._up(start, strictly=not from_end.inside), points)
                if (
                    score is not None
                    and exact is not None
                    and from_end.inside
                    and _at_most(start, exact)
                ):
                    low = _lesser(low, score)
            if to_end is not None and end is not None:
                high = self._within(self._down(end, strictly=not to_end.inside), points)
                if (
                    score is not None
                    and exact is not None
                    and to_end.inside
                    and _at_most(exact, end)
                ):
                    high = _greater(high, score)
            if score is not None:
                if not _at_most(low, high):  # the band is narrower than one printed unit
                    low = high = score
                score = _lesser(_greater(score, low), high)
            elif not _at_most(low, high):
                low = high
            return score, low, high, ending

        return band

    def _within(self, units: int, points: Pair) -> Pair:
        """Bound a printed number by 0 and the points."""
        if units <= 0:
            return _ZERO
        return points if units * points[1] >= points[0] * self.scale else (units, self.scale)

    def _half_up(self, value: Pair) -> int:
        """Return the printed units of a number; of one below zero, that it is below."""
        n, d = value
        return (2 * n * self.scale + d) // (2 * d) if n > 0 else n

    def _up(self, value: Pair, *, strictly: bool) -> int:
        n, d = value
        return n * self.scale // d + 1 if strictly else -(-n * self.scale // d)

    def _down(self, value: Pair, *, strictly: bool) -> int:
        n, d = value
        return -(-n * self.scale // d) - 1 if strictly else n * self.scale // d


def _small(value: Pair) -> Pair:
    n, d = value
    if d >= _LIMIT or not -_LIMIT < n < _LIMIT:
        raise Doubt
    return value


def _at_most(one: Pair, two: Pair) -> bool:
    return one[0] * two[1] <= two[0] * one[1]


def _lesser(one: Pair, two: Pair) -> Pair:
    return one if _at_most(one, two) else two


def _greater(one: Pair, two: Pair) -> Pair:
    return one if _at_most(two, one) else two
