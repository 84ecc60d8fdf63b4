"""The rows of a form: indicators handed in, values computed, checklists, main tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import PLAIN_NUMBER, percent, plain
from scoring.records.own_track import OwnScore, OwnTrack
from scoring.records.scorecard import NEEDS_PERSON, Figure, RowResult, Scorecard
from scoring.records.submission import ChecklistItem, Submission
from scoring.writers.form import view
from scoring.writers.form.present_funds import rate_places, rate_text
from scoring.writers.labels import Labels
from scoring.writers.own_words import whose_score
from scoring.writers.wording import (
    band,
    case_text,
    formula_text,
    notes_text,
    number,
    points_of,
    relative,
    rule_score,
    score_of,
    sources_text,
)

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FUNCTION: Final = re.compile(r"[a-z]+(?=\()")
_USUAL_PLACES: Final = 2


def indicator_rows(
    submission: Submission, card: Scorecard, own: OwnTrack | None, labels: Labels
) -> tuple[view.IndicatorFields, ...]:
    """Return every row of the form."""
    submission = submission.model_copy(update={"money_unit": card.money_unit})
    points = {level.name: level.points for level in card.levels if not level.path}
    rows = (
        _row(n, row, score, points, submission, labels)
        for n, (row, score) in enumerate(_with_own(card, own), 1)
    )
    return tuple(rows if card.scored else (_unscored(row, labels) for row in rows))


def _with_own(card: Scorecard, own: OwnTrack | None) -> list[tuple[RowResult, OwnScore | None]]:
    scores = (None,) * len(card.indicators) if own is None else own.rows
    return list(zip(card.indicators, scores, strict=True))


def _unscored(row: view.IndicatorFields, labels: Labels) -> view.IndicatorFields:
    """Return the row of a form that reports only: what was achieved, and no word of a score."""
    dash = labels.word("words", "dash")
    return replace(
        row, points=dash, score=dash, rule_score=dash, whose="", band=dash, status=row.met, formula="", because="", needs="",
        level1_points=None,
    )  # fmt: skip


def task_rows(
    submission: Submission, card: Scorecard, own: OwnTrack | None, labels: Labels
) -> tuple[view.TaskFields, ...]:
    """Return the 年度主要任务 with their money, as far as the set scores them."""
    places, dash = rate_places(submission), labels.word("words", "dash")
    scored = [pair for pair in _with_own(card, own) if pair[0].form.kind == "task"]
    return tuple(
        view.TaskFields(
            name=task.name,
            completion=task.completion,
            initial=task.initial,
            budget=task.budget,
            executed=task.executed,
            weight="" if task.weight is None else f"{plain(Fraction(task.weight))}%",
            rate=rate_text(task.executed, task.budget, places, dash),
            points=row.points,
            score=score_of(row, score, labels),
            reason=task.reason,
            claimed=task.claimed,
        )
        for task, (row, score) in zip(submission.tasks, scored, strict=False)
    )


def _row(
    at: int,
    row: RowResult,
    score: OwnScore | None,
    points: Mapping[str, Decimal],
    submission: Submission,
    labels: Labels,
) -> view.IndicatorFields:
    trace, form, indicator = row.trace, row.form, row.indicator
    met = "null" if row.met is None else "true" if row.met else "false"
    direction = labels.word("directions", row.direction) if row.direction else ""
    if row.direction_from and direction:
        direction += f"（{labels.word('directions_from', row.direction_from)}）"
    return view.IndicatorFields(
        number=at,
        id=row.id,
        level1=row.level1,
        level1_points=points.get(row.path[0] if row.path else row.level1),
        level2=row.level2,
        name=row.name,
        goal="" if form.goal is None else submission.goals[form.goal].name,
        kind=form.kind,
        target=_with_columns(row.target, indicator.direction, indicator.unit),
        actual=_actual(row, submission, labels),
        points=points_of(row),
        score=score_of(row, score, labels),
        rule_score=rule_score(row, labels),
        whose=whose_score(score, labels),
        reason=row.reason,
        read_target=row.reading.target,
        read_actual=_calculation(row, labels) or row.reading.actual,
        completion="" if row.completion is None else percent(Fraction(row.completion)),
        met=labels.word("met", met),
        direction=direction,
        band=band(row.low, row.high, labels),
        status=labels.word("statuses", row.status),
        status_key=row.status.value,
        case=case_text(trace, labels),
        formula=formula_text(trace, row.score),
        because=trace.because,
        sources=sources_text(trace, labels),
        notes=notes_text(trace, labels, row.known),
        claimed=row.claimed,
        place=relative(trace.place),
        sign=indicator.direction,
        value=row.target,
        unit=indicator.unit,
        result=row.actual if form.kind == "row" else _actual(row, submission, labels),
        target_initial=indicator.target_initial,
        last_actual=indicator.last_actual,
        coefficient="" if indicator.coefficient is None else f"{number(indicator.coefficient)}%",
        core=""
        if indicator.core is None
        else labels.word("core", "yes" if indicator.core else "no"),
        evidence=_evidence(row, labels),
        standard=_standard(row, labels),
        figures=_figures(row.form.figures, submission, labels),
        calculation=_calculation(row, labels),
        needs=labels.text(
            f"needs_{row.status.value}",
            because=trace.because or labels.word("statuses", row.status),
        )
        if row.status in NEEDS_PERSON
        else "",
    )


def _with_columns(text: str, sign: str, unit: str) -> str:
    """Print a value with the sign and unit that stood in columns of their own (≥ 99 %)."""
    if not text.strip():
        return text
    unit = "" if unit and text.endswith(unit) else unit
    if sign[:1].isalpha():  # words such as 正向 read better behind the value
        return f"{text}{unit}（{sign}）"
    return f"{sign}{text}{unit}" if not text.startswith(sign) else f"{text}{unit}"


def _actual(row: RowResult, submission: Submission, labels: Labels) -> str:
    """Return what was achieved: a rate as a percentage, a checklist by its points."""
    form = row.form
    if form.percent and form.value is not None:
        return percent(form.value, rate_places(submission))
    if form.kind == "items":
        return _answered(row, submission, labels)
    if not row.actual and form.kind == "value" and all(one.value for one in form.figures):
        return _figures(form.figures, submission, labels)
    return _with_columns(row.actual, "", row.indicator.unit)


def _answers(row: RowResult, submission: Submission) -> Mapping[str, ChecklistItem]:
    return submission.items.get(row.id, submission.items.get(row.name, {}))


def _answered(row: RowResult, submission: Submission, labels: Labels) -> str:
    """Return what was answered, and which points count as fulfilled without an answer."""
    answers = _answers(row, submission)
    parts = [
        labels.text(
            "answer", item=name, answer=labels.word("core", "yes" if answers[name].met else "no")
        )
        for name, _ in row.form.items
        if name in answers
    ]
    return labels.word("words", "separator").join(
        part for part in (*parts, row.reading.actual) if part
    )


def _evidence(row: RowResult, labels: Labels) -> str:
    """Name every piece of evidence once, with number and page, one a line; the survey last."""
    lines = dict.fromkeys(
        " ".join(
            part
            for part in (
                piece.name,
                piece.number,
                _page(piece.page, labels),
            )
            if part
        )
        for piece in row.indicator.evidence
    )
    return "\n".join(line for line in (*lines, _survey(row, labels)) if line)


def _page(page: str, labels: Labels) -> str:
    """Return a page with the words around it; as it stands where it brings one of them along."""
    has_word = any(sign in page for sign in labels.text("page", page=""))
    return page if has_word or not page else labels.text("page", page=page)


def _survey(row: RowResult, labels: Labels) -> str:
    """Return how satisfaction was asked and how many answered; empty without a survey."""
    survey = row.indicator.survey
    if survey is None:
        return ""
    counts = {"sent": survey.sent, "returned": survey.returned, "satisfied": survey.satisfied}
    answers = [
        labels.text(f"survey_{kind}", count=number(count))
        for kind, count in counts.items()
        if count is not None
    ]
    parts = [part for part in (survey.method, *answers) if part]
    return labels.text("survey", parts=labels.word("words", "list").join(parts)) if parts else ""


def _standard(row: RowResult, labels: Labels) -> str:
    """Return the note of the set on an indicator, and the items of a checklist with their points."""
    items = [
        name if points is None else labels.text("item_points", item=name, points=number(points))
        for name, points in row.form.items
    ]
    lines = [row.form.note, labels.word("words", "separator").join(items)]
    return "\n".join(line for line in lines if line)


def _figures(figures: tuple[Figure, ...], submission: Submission, labels: Labels) -> str:
    """Name every figure with its value and unit."""
    money = submission.money_unit or ""
    return labels.word("words", "separator").join(
        labels.text(
            "figure",
            name=one.name,
            value=one.value or labels.word("words", "blank"),
            unit=(money if one.is_amount else one.unit) if one.value else "",
        )
        for one in figures
    )


def _calculation(row: RowResult, labels: Labels) -> str:
    """Return the computed value with its formula in numbers, as they were handed in."""
    formula, equals, _ = row.reading.actual.rpartition(" = ")
    value = row.form.value
    if row.form.kind != "value" or not equals or value is None:
        return ""
    written = {
        plain(Fraction(one.value)): one.value
        for one in row.form.figures
        if PLAIN_NUMBER.fullmatch(one.value)
    }
    text = _NUMBER.sub(lambda match: written.get(match[0], match[0]), formula)
    text = _FUNCTION.sub(lambda match: labels.word("functions", match[0]), text)
    places = _USUAL_PLACES
    return f"{text} = {percent(value, places) if row.form.percent else plain(value, 4)}"
