"""What the rows of a form and its execution rate add up to, in millionths of a point, on each track."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from scoring.columnar.plain_record import PlainNumber
from scoring.records.scorecard import Status

_SETTLED: Final = frozenset({Status.DETERMINED, Status.DECIDED, Status.NOT_APPLICABLE})
"""Statuses whose score may stand on the unit's form without a question."""


class Summand(Protocol):
    """A row or the execution rate."""

    @property
    def points_micro(self) -> int:
        """What it is worth."""

    @property
    def score_micro(self) -> int | None:
        """Its score by the rule; None while it is open."""

    @property
    def low_micro(self) -> int:
        """The least that a person may decide."""

    @property
    def high_micro(self) -> int:
        """The most."""

    @property
    def status(self) -> Status:
        """How its score came about."""


Claims = Sequence[PlainNumber | None]
"""The unit's own score of each part; None where it is blank."""


class RuleSums(NamedTuple):
    """The sums of the rule's track, not yet bounded by the points of the set."""

    points: int
    score: int | None
    low: int
    high: int


def by_rule(parts: Sequence[Summand]) -> RuleSums:
    """Add up points, scores (None while one is open) and both ends of the band."""
    points = low = high = 0
    score: int | None = 0
    for part in parts:
        points += part.points_micro
        low += part.low_micro
        high += part.high_micro
        own = part.score_micro
        score = None if score is None or own is None else score + own
    return RuleSums(points, score, low, high)


def claimed(parts: Sequence[Summand], claims: Claims) -> int | None:
    """Add up what the unit claims; None while it is blank for a part that has points and applies."""
    total = 0
    for part, claim in zip(parts, claims, strict=True):
        if claim is not None:
            total += claim.micro
        elif part.points_micro and part.status is not Status.NOT_APPLICABLE:
            return None
    return total


def own_track(
    parts: Sequence[Summand], claims: Claims, stated: PlainNumber | None, most: int
) -> int | None:
    """Return the total of the unit's own track, as :mod:`scoring.engine.own_scores` adds it up.

    ``stated`` is the total that the unit stated, ``most`` the points of the set. None while a score
    is missing or wrong, or while a review has to say whether a question stands about a blank one.
    """
    has_claim = any(claim is not None for claim in claims)
    is_stated = not has_claim and stated is not None
    total = points = 0
    has_fault = False
    for part, claim in zip(parts, claims, strict=True):
        status, score = part.status, part.score_micro
        points += part.points_micro
        if claim is not None:
            own: int | None = claim.micro
        elif status in _SETTLED or (status is Status.DEFAULTED and not has_claim and not is_stated):
            own = score
        elif status is Status.DEFAULTED and score == part.points_micro:
            return None
        else:
            own = None
        if own is None:
            has_fault = has_fault or not is_stated
        elif 0 <= own <= part.points_micro:
            total += own
        else:
            has_fault = True
    if has_fault or points != most:
        return None
    return stated.micro if is_stated and stated is not None else min(total, most)
