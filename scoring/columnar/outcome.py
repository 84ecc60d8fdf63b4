"""The outcome of one row, the same for every row of its shape: numbers as decimals and as millionths."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.engine.requirements import misses
from scoring.engine.rows import ScoredLeaf
from scoring.indicator_set.model import Demand
from scoring.records.scorecard import Status

MICRO: Final = 1_000_000


class TooFineError(Exception):
    """A number has more decimals than are counted in."""


class RowOutcome(NamedTuple):
    """What the engine says of a row, without its trace; ``…_micro`` are millionths of a point."""

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
    met: bool | None
    rule: str
    case: int
    direction: str
    direction_from: str
    known: str
    missing: tuple[int, ...]
    """The demands of the set on rows that this one does not meet, by their number."""


def micro(value: Fraction) -> int:
    """Return a number in whole millionths. Raises :class:`TooFineError` if it has more decimals."""
    numerator, denominator = value.as_integer_ratio()
    if MICRO % denominator:
        raise TooFineError
    return numerator * (MICRO // denominator)


def micro_of(number: tuple[int, int]) -> int:
    """Return a quotient in whole millionths. Raises :class:`TooFineError` if it has more decimals."""
    whole, rest = divmod(number[0] * MICRO, number[1])
    if rest:
        raise TooFineError
    return whole


def outcome_of(leaf: ScoredLeaf, demands: Sequence[Demand]) -> RowOutcome:
    """Return the outcome of a scored row under the set's demands on rows.

    Raises :class:`TooFineError` where a number of it has more than six decimals.
    """
    row, judged = leaf.result(), leaf.judged
    return RowOutcome(
        row.points,
        row.score,
        row.low,
        row.high,
        micro(leaf.points),
        None if judged.score is None else micro(judged.score),
        micro(judged.low),
        micro(judged.high),
        row.status,
        row.status.value,
        row.met,
        row.trace.rule,
        row.trace.case,
        row.direction or "",
        row.direction_from or "",
        row.known.key,
        missed(leaf, demands),
    )


def missed(leaf: ScoredLeaf, demands: Sequence[Demand]) -> tuple[int, ...]:
    """Return the demands on rows that a scored row does not meet, by their number."""
    return tuple(number for number, demand in enumerate(demands) if misses(demand, leaf))
