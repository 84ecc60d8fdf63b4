"""What of a form is published: everything is taken from a whitelist.

Nothing is removed from a form to make it public. A new one is made of the fields that a published
自评表 prints; what is added to a submission later is therefore not published by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from scoring.records.own_track import OwnTrack
from scoring.records.result import Result
from scoring.records.scorecard import (
    ExecutionResult,
    LevelResult,
    RowResult,
    Scorecard,
    SetRef,
    Trace,
)
from scoring.records.submission import (
    ChecklistItem,
    Funds,
    Goal,
    GoalRow,
    Indicator,
    Project,
    Submission,
)

_NOTHING: Final = Decimal(0)
_UNTRACED: Final = Trace("", 0, None, "", "", (), ())


def public_result(result: Result) -> Result:
    """Return what of a scored form is published, as a result that writers print.

    The scores are those of the unit's own form. Of the rule's scores, bands and traces, of findings,
    of the set and of digests it holds nothing.
    """
    own, card = result.own_track, result.scorecard
    total = result.own
    rows = zip(card.indicators, _own_scores(card, own), strict=True)
    levels = card.levels if own is None else map(_level, card.levels, own.levels)
    public = Scorecard(
        engine="",
        set=SetRef("", "", "", ""),
        submission_id="",
        submission_digest="",
        title="",
        year=card.year,
        scored=card.scored,
        execution=None if card.execution is None else _execution(card.execution, own),
        levels=tuple(levels),
        indicators=tuple(_row(row, score) for row, score in rows),
        points=card.points,
        row_points=card.row_points,
        total=total.total,
        low=total.total or _NOTHING,
        high=total.total or _NOTHING,
        grade=total.grade,
        grades_possible=(),
        requirements=(),
        unmatched=(),
        unused_decisions=(),
        counts=(),
        money_unit=card.money_unit,
    )
    track = None if own is None else replace(own, not_printed=())
    return Result(public_submission(result.submission), public, (), track)


def _own_scores(card: Scorecard, own: OwnTrack | None) -> Iterator[Decimal | None]:
    """Yield the score that stands in each row of the unit's form."""
    if own is None:
        yield from (row.claimed for row in card.indicators)
    else:
        yield from (row.score for row in own.rows)


def _execution(execution: ExecutionResult, own: OwnTrack | None) -> ExecutionResult:
    score = execution.claimed
    if own is not None:
        score = None if own.execution is None else own.execution.score
    return ExecutionResult(
        name=execution.name,
        funds=None if execution.funds is None else _funds(execution.funds),
        rate=execution.rate,
        points=execution.points,
        score=score,
        low=score or _NOTHING,
        high=score or _NOTHING,
        status=execution.status,
        trace=_UNTRACED,
    )


def _level(level: LevelResult, score: Decimal | None) -> LevelResult:
    low = score or _NOTHING
    return LevelResult(level.name, level.path, level.points, score, low, low)


def _row(row: RowResult, score: Decimal | None) -> RowResult:
    return RowResult(
        id=row.id,
        path=row.path,
        indicator=_indicator(row.indicator),
        points=row.points,
        score=score,
        low=score or _NOTHING,
        high=score or _NOTHING,
        status=row.status,
        met=None,
        completion=None,
        over=None,
        reading=row.reading,
        direction=None,
        direction_from=None,
        trace=_UNTRACED,
        form=replace(row.form, note=""),
    )


def public_submission(submission: Submission) -> Submission:
    """Return a submission with nothing but the fields of a published form."""
    return Submission(
        schema=submission.schema_,
        set=submission.set,
        not_found=("year",) if submission.year is None else (),
        year=submission.year,
        project=Project(name=submission.project.name, code=submission.project.code),
        unit=submission.unit,
        department=submission.department,
        money_unit=submission.money_unit,
        funds=tuple(map(_funds, submission.funds)),
        goal=Goal(expected=submission.goal.expected, achieved=submission.goal.achieved),
        goals=tuple(map(_goal, submission.goals)),
        indicators=tuple(map(_indicator, submission.indicators)),
        items={
            leaf: {name: ChecklistItem(met=item.met) for name, item in items.items()}
            for leaf, items in submission.items.items()
        },
    )


def _funds(row: Funds) -> Funds:
    return Funds(
        source=row.source,
        initial=row.initial,
        budget=row.budget,
        executed=row.executed,
        claimed=row.claimed,
        claimed_rate=row.claimed_rate,
        points=row.points,
    )


def _goal(goal: GoalRow) -> GoalRow:
    return GoalRow(
        name=goal.name,
        ratio=goal.ratio,
        expected=goal.expected,
        achieved=goal.achieved,
        reason=goal.reason,
        indicators=tuple(map(_indicator, goal.indicators)),
    )


def _indicator(row: Indicator) -> Indicator:
    return Indicator(
        id=row.id,
        level1=row.level1,
        level2=row.level2,
        name=row.name,
        target=row.target,
        actual=row.actual,
        direction=row.direction,
        unit=row.unit,
        points=row.points,
        claimed=row.claimed,
        reason=row.reason,
    )
