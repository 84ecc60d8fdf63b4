"""How grades hang on the weights: each level's a step up and down, the others in proportion.

With weight w of a part, S its points earned, W all weights and T the total, the weight w′ gives
``S·w′/w + (T − S)·(W − w′)/(W − w)``, printed once. It is exact for sets whose scores are in
proportion to points, but for the rounding of each row, which was made by the old points. Where a form's
scores do not add up to its total (points spread over other rows, the best of several, a cap), or its
points not to those of the set, it is counted and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.exact import printed
from scoring.portfolio.set_facts import SetFacts
from scoring.portfolio.tally import MILLION, Addable, Groups, millionths
from scoring.records.bulk_record import BulkSubmission, ScoredSubmission

EXECUTION: Final = "\0execution"
"""The part that is the execution rate."""


class WeightStep(NamedTuple):
    """A part of a set whose weight is moved, and whether up or down."""

    set: str
    part: str
    up: bool


@dataclass
class WeightMoves(Addable):
    """What one step of one weight moves; sums are millionths of a point."""

    forms: int = 0
    better: int = 0
    worse: int = 0
    up: int = 0
    down: int = 0
    up_sum: int = 0
    down_sum: int = 0


class Sensitivity(Addable):
    """What steps of the weights move; :meth:`merge` adds what other pieces counted."""

    def __init__(self, step: Fraction) -> None:
        self.step = step
        """The share of all weights by which one is moved."""
        self.steps = Groups(WeightMoves, WeightStep("", "", up=True))
        self.left_out: Counter[tuple[str, str]] = Counter()
        """Forms by set and reason: ``total``, ``level``, ``sum``, ``points``."""
        self.forms: Counter[str] = Counter()
        """Forms that were computed, by set."""

    def add(self, scored: ScoredSubmission, sets: Mapping[str, SetFacts]) -> None:
        """Count one submission."""
        submission = scored.submission
        facts = sets.get(submission.set)
        parts = _parts(scored, facts)
        if isinstance(parts, str):
            self.left_out[submission.set, parts] += 1
            return
        assert facts is not None
        self.forms[facts.id] += 1
        for moved in self._moved(parts):
            self._count(submission, facts, *moved)

    def _moved(self, parts: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, bool, Fraction]]:
        """Yield each part, whether its weight rises, and the total by that weight."""
        weights = sum(points for points, _ in parts.values())
        total = sum(score for _, score in parts.values())
        step = weights * self.step
        for part, (points, score) in parts.items():
            if not 0 < points < weights:
                continue
            for up in (True, False):
                weight = points + (step if up else -step)
                if 0 <= weight <= weights:
                    rest = (weights - weight) / (weights - points)
                    yield part, up, (score * weight / points + (total - score) * rest) / MILLION

    def _count(
        self, submission: BulkSubmission, facts: SetFacts, part: str, up: bool, moved: Fraction
    ) -> None:
        counts = self.steps[WeightStep(facts.id, part, up)]
        assert submission.total is not None
        total = printed(moved, facts.places)
        by = millionths(total) - millionths(submission.total)
        counts.forms += 1
        if by > 0:
            counts.up += 1
            counts.up_sum += by
        elif by < 0:
            counts.down += 1
            counts.down_sum -= by
        if by and (facts.grade(total) or "") != submission.grade:
            counts.better += by > 0
            counts.worse += by < 0


def _parts(scored: ScoredSubmission, facts: SetFacts | None) -> dict[str, tuple[int, int]] | str:
    """Return points and score of each part, or why the weights of a form cannot be moved."""
    submission = scored.submission
    if facts is None or submission.total is None:
        return "total"
    parts: dict[str, tuple[int, int]] = {}
    if submission.execution_points is not None:
        if submission.execution_score is None:
            return "total"
        parts[EXECUTION] = millionths(submission.execution_points), millionths(submission.execution_score)  # fmt: skip
    for row in scored.rows:
        level = facts.level(row.level1)
        if level is None:
            return "level"
        if row.score is None:
            return "total"
        points, score = parts.get(level, (0, 0))
        parts[level] = points + millionths(row.points), score + millionths(row.score)
    if sum(score for _, score in parts.values()) != millionths(submission.total):
        return "sum"
    if sum(points for points, _ in parts.values()) != millionths(submission.points):
        return "points"
    return parts
