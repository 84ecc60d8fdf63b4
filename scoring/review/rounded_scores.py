"""Scores that a unit rounded to fewer decimals than the set prints: 尾差 only where it did so evenly.

A single score that was lifted to the next whole number is a score that differs; two that are rounded
alike are a way of writing. What fills a row up, or lifts the grade, is never one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.exact import ZERO, decimals, half_up, printed
from scoring.indicator_set.model import IndicatorSet
from scoring.records.scorecard import ExecutionResult, RowResult, Scorecard
from scoring.records.submission import Submission
from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class RoundedScore:
    """A claim that is the rule's score with fewer decimals; ``name`` as the form has it."""

    name: str
    claimed: Decimal
    score: Decimal

    @property
    def gain(self) -> Fraction:
        """By how much it was rounded up; negative where it was rounded down."""
        return Fraction(self.claimed) - Fraction(self.score)


def rounded_scores(
    submission: Submission, card: Scorecard, indicators: IndicatorSet
) -> Mapping[str, RoundedScore]:
    """Return the scores that were rounded alike, by row id; the execution rate's is ``""``."""
    alike: dict[int, dict[str, RoundedScore]] = {}
    for where, one in _rounded(card, indicators.places):
        alike.setdefault(decimals(one.claimed), {})[where] = one
    evenly = {w: one for group in alike.values() if len(group) > 1 for w, one in group.items()}
    total = card.claimed.total if submission.claimed_total is None else submission.claimed_total
    gained = sum((one.gain for one in evenly.values() if one.gain > 0), ZERO)
    if total is None or not gained:
        return evenly
    without = indicators.grade(printed(Fraction(total) - gained, 6))
    if indicators.grade(total) == without:
        return evenly
    return {where: one for where, one in evenly.items() if one.gain <= 0}


def _rounded(card: Scorecard, places: int) -> Iterator[tuple[str, RoundedScore]]:
    parts: list[tuple[str, str, RowResult | ExecutionResult]] = [
        (row.id, row.name, row) for row in card.indicators
    ]
    if card.execution is not None:
        parts.insert(0, ("", card.execution.name, card.execution))
    for where, name, part in parts:
        claimed, score = part.claimed, part.score
        if claimed is None or score is None or claimed in (0, score) or claimed >= part.points:
            continue
        written = decimals(claimed)
        if written < places and half_up(Fraction(score), written) == Fraction(claimed):
            yield where, RoundedScore(name, claimed, score)
