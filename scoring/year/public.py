"""公开版: which projects are published, and what of a form is: everything is taken from a whitelist.

Nothing is removed from a form to make it public. A new one is made of the fields that a published
自评表 prints; what is added to a submission later is therefore not published by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from scoring.problem import Place, Problem
from scoring.records.figures import FigureRegister, ProjectFigures
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
from scoring.text import name_key

_NOTHING: Final = Decimal(0)
_UNTRACED: Final = Trace("", 0, None, "", "", (), ())


@dataclass(frozen=True, slots=True)
class Publication:
    """The projects that are published, in the order of the summary, and what stands in the way."""

    projects: tuple[ProjectFigures, ...]
    problems: tuple[Problem, ...] = ()


def publication(register: FigureRegister, record_file: str) -> Publication:
    """Return the projects that their form or the record publishes; never a secret one.

    What the two say differently is a problem, and then the project is not published.
    """
    named = {name_key(name): name for name in register.record.publish if name_key(name)}
    chosen: list[ProjectFigures] = []
    problems: list[Problem] = []
    for project in register.projects:
        keys = {name_key(project.name), name_key(project.code)} & named.keys()
        for key in keys:
            del named[key]
        form = project.form
        if form is None:
            if keys:
                problems.append(_formless(project.name, record_file))
        elif form.submission.secret:
            if keys or form.submission.publish:
                problems.append(_secret(form.file))
        elif keys and form.submission.publish is False:
            problems.append(_differing(project.name, form.file, record_file))
        elif keys or form.submission.publish:
            is_whole = form.result.own.total is not None or not form.result.scorecard.scored
            if is_whole:
                chosen.append(project)
            else:
                problems.append(_open(project, form.file))
    problems += (_unknown(name, record_file) for name in named.values())
    return Publication(tuple(chosen), tuple(problems))


def _formless(name: str, file: str) -> Problem:
    message = f"“{name}”列为公开的项目，还没有自评表"
    return Problem("publish-formless", message, Place(file), "请补报自评表，或从公开的项目里删去。")


def _secret(file: str) -> Problem:
    hint = "涉密项目不进任何公开材料；列错了的，请改“是否公开”和“是否涉密”。"
    return Problem("publish-secret", "列为公开的是涉密项目，没有公开", Place(file), hint)


def _differing(name: str, file: str, record_file: str) -> Problem:
    message = f"“{name}”填报表写不公开，{record_file} 列为公开，没有公开"
    return Problem("publish-differs", message, Place(file), "请把两处写成一致。")


def _unknown(name: str, file: str) -> Problem:
    message = f"列为公开的“{name}”不是文件夹里的项目"
    return Problem("publish-unknown", message, Place(file), "请写项目的名称或编码。")


def _open(project: ProjectFigures, file: str) -> Problem:
    message = f"“{project.name}”列为公开，自评表还没有总分，没有公开"
    return Problem("publish-open", message, Place(file), "请先把自评表填完整。")


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
