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

_MOST: Final = (1 << MOST_BITS) - 1
_LEAST: Final = -_MOST
"""Numbers of parts between these are not too large; in lowest terms the parts are smaller still."""
_MOST_KEPT: Final = 50
"""So many outcomes by points are kept of one case: forms have a few dozen different points."""
_ZERO: Final[Pair] = (0, 1)


@dataclass(frozen=True, slots=True)
class CaseEnd:
    """An end of a band: its number (None: the score's own), and whether that belongs to the band."""

    number: Number | None
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
            if points[1] in divisors and 0 <= points[0] <= _MOST:
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
            if most < 0 or d > _MOST or not _LEAST <= n <= _MOST:
                return reference(values)
            if n <= 0:
                return nothing
            units = (n * twice + d) // (d + d)
            if units * parts >= most * scale:
                return points, points, points, ending
            found = units, scale
            return found, found, found, ending

        return score

    def by_points(self, decide: Decide) -> Decide:
        """Return the function that keeps outcomes which depend on nothing but the points."""
        at = self.at
        kept: dict[Pair, Decided] = {}

        def by_points(values: Values) -> Decided:
            points = values[at]
            found = kept.get(points)
            if found is None:
                if len(kept) >= _MOST_KEPT:
                    kept.clear()
                found = kept[points] = decide(values)
            return found

        return by_points

    def spread(
        self, number: Number, from_score: bool, to_score: bool, ending: Ending, reference: Decide
    ) -> Decide:
        """Return the function for a band whose ends are the score itself, or none and all points."""
        at, scale = self.at, self.scale
        twice = 2 * scale

        def spread(values: Values) -> Decided:
            points = values[at]
            try:
                n, d = number(values)
            except Doubt:
                return reference(values)
            most, parts = points
            if d > _MOST or not _LEAST <= n <= _MOST or not 0 <= most <= _MOST:
                return reference(values)
            if most * scale % parts:
                return reference(values)
            units = (n * twice + d) // (d + d) if n > 0 else 0
            score = points if units * parts >= most * scale else (units, scale)
            return score, score if from_score else _ZERO, score if to_score else points, ending

        return spread

    def band(
        self,
        number: Number | None,
        from_end: CaseEnd | None,
        to_end: CaseEnd | None,
        ending: Ending,
        reference: Decide,
    ) -> Decide:
        """Return the function for a band; ``number`` is its default, if it has one.

        Points of more decimals than printed are left to the reference.
        """
        is_simple = all(end is None or end.number is None for end in (from_end, to_end))
        if is_simple and number is not None:
            return self.spread(number, from_end is not None, to_end is not None, ending, reference)
        at, scale = self.at, self.scale
        twice = 2 * scale
        start, has_start = _end(from_end, number)
        end, has_end = _end(to_end, number)

        def band(values: Values) -> Decided:
            n, d = values[at]
            most, rest = divmod(n * scale, d)
            if rest or not 0 <= n <= _MOST:
                return reference(values)
            low, high, score = 0, most, None
            try:
                if number is not None:
                    n, d = _small(number(values))
                    score = min((n * twice + d) // (d + d), most) if n > 0 else 0
                if start is not None:
                    a, b = _small(start(values))
                    low = -(-a * scale // b) if has_start else a * scale // b + 1
                    low = min(max(low, 0), most)
                    if score is not None and has_start and a * d <= n * b:
                        low = min(low, score)
                if end is not None:
                    a, b = _small(end(values))
                    high = a * scale // b if has_end else -(-a * scale // b) - 1
                    high = min(max(high, 0), most)
                    if score is not None and has_end and n * b <= a * d:
                        high = max(high, score)
            except Doubt:
                return reference(values)
            if score is None:
                return None, (min(low, high), scale), (high, scale), ending
            if low > high:  # the band is narrower than one printed unit
                low = high = score
            return (min(max(score, low), high), scale), (low, scale), (high, scale), ending

        return band


def _end(end: CaseEnd | None, score: Number | None) -> tuple[Number | None, bool]:
    """Return the number of an end, and whether that belongs to the band."""
    if end is None:
        return None, True
    return end.number or score, end.inside


def _small(value: Pair) -> Pair:
    n, d = value
    if d > _MOST or not _LEAST <= n <= _MOST:
        raise Doubt
    return value
