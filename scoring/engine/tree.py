"""Add up scored leaves: sums, the best of several, weighted goals, rescaled points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.engine.apply import Judgement
from scoring.exact import ZERO, half_up, printed, printed_band, total
from scoring.records.scorecard import LevelResult, Status


class Sum(NamedTuple):
    """Points and scores of a part of the form; ``score`` None while a row of it is open."""

    points: Fraction
    score: Fraction | None
    low: Fraction
    high: Fraction
    left_out: Fraction = ZERO
    """Points of rows that do not apply, which the branch leaves out."""
    status: Status = Status.DETERMINED

    def level(self, name: str, path: tuple[str, ...], declared: Fraction | None) -> LevelResult:
        """Return the sum as it is printed; ``declared`` are the set's points of the branch."""
        points = printed(self.points if declared is None else declared, 6)
        return LevelResult(name, path, points, *printed_band(self.score, self.low, self.high))


def row_sum(points: Fraction, judged: Judgement) -> Sum:
    """Return one row as a sum; the points of a row that does not apply are left out."""
    left_out = points if judged.status is Status.NOT_APPLICABLE else ZERO
    return Sum(points, judged.score, judged.low, judged.high, left_out, judged.status)


NOTHING = Sum(ZERO, ZERO, ZERO, ZERO)


def add(parts: Sequence[Sum]) -> Sum:
    """Add parts; a sum is the sum of the printed numbers."""
    if not parts:
        return NOTHING
    scores = [part.score for part in parts if part.score is not None]
    missing = [part.status for part in parts if part.score is None]
    status = Status.DETERMINED
    if missing:
        only_figures = all(s is Status.UNSCORED for s in missing)
        status = Status.UNSCORED if only_figures else Status.OPEN
    return Sum(
        total([part.points for part in parts]),
        None if missing else total(scores),
        total([part.low for part in parts]),
        total([part.high for part in parts]),
        total([part.left_out for part in parts if part.left_out is not ZERO]),
        status,
    )


def without_inapplicable(whole: Sum) -> Sum:
    """Drop the points of rows that do not apply: they weigh nothing."""
    return whole._replace(points=whole.points - whole.left_out, left_out=ZERO)


def rescale(whole: Sum, places: int) -> Sum:
    """Spread the points of rows that do not apply over the others in proportion (分值摊给其他指标).

    Where no row applies there is no score.
    """
    scored_points = whole.points - whole.left_out
    if not whole.left_out:
        return whole
    if scored_points <= 0:
        return Sum(whole.points, None, ZERO, whole.points, status=Status.UNSCORED)
    factor = whole.points / scored_points
    return Sum(
        whole.points,
        None if whole.score is None else half_up(whole.score * factor, places),
        half_up(whole.low * factor, places),
        half_up(whole.high * factor, places),
        status=whole.status,
    )


def scaled_to(part: Sum, points: Fraction, places: int) -> Sum:
    """Scale a part's result to ``points``, in proportion to the points of its rows."""
    of_rows = part.points - part.left_out
    if of_rows <= 0:
        return Sum(points, None, ZERO, points)
    factor = points / of_rows
    return Sum(
        points,
        None if part.score is None else half_up(part.score * factor, places),
        half_up(part.low * factor, places),
        half_up(part.high * factor, places),
    )


def best(parts: Sequence[Sum], points: Fraction | None) -> Sum:
    """Return the best of several alternatives; one without its figures is ignored if others have them."""
    usable = [p for p in parts if p.status is not Status.UNSCORED] or list(parts)
    score: Fraction | None = None
    if usable and all(p.score is not None for p in usable):
        score = max(p.score for p in usable if p.score is not None)
    own = points if points is not None else max((p.points for p in usable), default=ZERO)
    return Sum(
        own,
        score,
        max((p.low for p in usable), default=ZERO),
        max((p.high for p in usable), default=ZERO),
        status=Status.DETERMINED if score is not None else Status.UNSCORED,
    )
