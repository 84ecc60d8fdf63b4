"""A result as the records that templates print: every field in words or as a number."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.exact import plain
from scoring.records.own_track import OwnTrack
from scoring.records.result import Result
from scoring.records.scorecard import LevelResult, Scorecard, Status
from scoring.records.submission import ParentProject, Submission
from scoring.writers.form import view
from scoring.writers.form.present_funds import bar, execution_row, funds_rows
from scoring.writers.form.present_rows import indicator_rows, task_rows
from scoring.writers.labels import Labels
from scoring.writers.own_words import above_rule_texts, fault_texts, not_printed_texts, total_words
from scoring.writers.wording import band, cap_text, points_of, score_or_band


def present(result: Result, labels: Labels, *, has_texts: bool = True) -> view.FormView:
    """Return everything that a form can print of ``result``.

    Texts about the project belong nowhere on a form that has no text boxes: ``has_texts``.
    """
    card, submission, own = result.scorecard, result.submission, result.own_track
    execution, names = card.execution, row_names(card, labels)
    own_execution = None if own is None else own.execution
    rows = indicator_rows(submission, card, own, labels)
    return view.FormView(
        form=_form(result, labels),
        signature=tuple(
            view.SignatureFields(role, name) for role, name in submission.head.signatures.items()
        ),
        funds=funds_rows(submission, execution, own_execution, labels),
        goal=_goals(submission, card, own, labels),
        execution=()
        if execution is None
        else (execution_row(execution, own_execution, submission, labels),),
        row=rows,
        indicator=tuple(row for row in rows if row.kind != "task"),
        task=task_rows(submission, card, own, labels),
        text=tuple(view.TextFields(name, words) for name, words in submission.texts.items()),
        level=tuple(
            _level(level, score, labels)
            for level, score in zip(card.levels, own_levels(card, own, labels), strict=True)
            if card.scored
        ),
        fault=tuple(
            view.FaultFields(text)
            for text in (
                *fault_texts(result, labels, None if submission.secret else names),
                *not_printed_texts(result, labels),
            )
        ),
        above=tuple(
            view.FaultFields(text)
            for text in above_rule_texts(result, {} if submission.secret else names, labels)
        ),
        requirement=tuple(
            view.RequirementFields(r.field if r.of == "texts" else names.get(r.of, r.of), r.say)
            for r in card.requirements
        ),
        claim=tuple(
            view.ClaimFields(
                names.get(c.where, c.where) or labels.word("words", "whole_form"),
                labels.word("kinds", c.kind),
                c.stated,
                c.computed,
                labels.word("verdicts", c.verdict),
                labels.word("causes", c.cause) if c.cause else "",
            )
            for c in result.claims
        ),
        unmatched=(
            *(view.UnmatchedFields(_piece(text, names, labels), "") for text in card.unmatched),
            *(view.UnmatchedFields(piece.text, piece.at) for piece in submission.unplaced),
            *(
                view.UnmatchedFields(f"{name}：{words}", submission.at.get(f"texts.{name}", ""))
                for name, words in submission.texts_of_form.items()
                if not has_texts
            ),
        ),
        repair=tuple(view.RepairFields(r.at, r.what, r.why) for r in submission.repairs),
        unused=tuple(
            view.UnusedFields(names.get(u.row, u.row), u.why) for u in card.unused_decisions
        ),
    )


def row_names(card: Scorecard, labels: Labels) -> dict[str, str]:
    """Return by row id the name of the row with those of its levels."""
    between = labels.word("words", "level_separator")
    return {
        row.id: between.join(name for name in (row.level1, row.level2, row.name) if name)
        for row in card.indicators
        if row.name
    }


def _piece(text: str, names: Mapping[str, str], labels: Labels) -> str:
    """Name an unmatched piece in words (``indicators.产出/数量/1``, ``inputs.在职人数``)."""
    part, dot, name = text.partition(".")
    word = labels.groups.get("parts", {}).get(part)
    if not dot or word is None:
        return text
    return labels.text("piece", part=word, name=names.get(name, name))


def own_levels(card: Scorecard, own: OwnTrack | None, labels: Labels) -> tuple[view.Value, ...]:
    """Return the sum of every level as the form bears it."""
    if own is not None:
        return own.levels
    return tuple(
        score_or_band(level.score, Status.OPEN, level.low, level.high, labels)
        for level in card.levels
    )


def _form(result: Result, labels: Labels) -> view.FormFields:
    submission, card, own = result.submission, result.scorecard, result.own_track
    head, parent = submission.head, submission.project.parent or ParentProject()
    rule_total = (
        score_or_band(card.total, Status.OPEN, card.low, card.high, labels) if card.scored else ""
    )
    rule_grade = grade_text(card, labels)
    # Where a row's points were not given, what the rows hold together is not known.
    adds_up = card.scored and all(points_of(row) is not None for row in card.indicators)
    total: view.Value = rule_total
    grade, printed_grade = card.grade or "", rule_grade
    if own is not None:
        faults = fault_texts(result, labels)
        total = own.outcome.total if not faults else total_words(faults, labels)
        grade = printed_grade = own.outcome.grade or ""
    return view.FormFields(
        year=card.year or "",
        code=submission.project.code,
        parent=parent.name,
        parent_code=parent.code,
        kind=submission.project.kind,
        project=submission.project.name,
        unit=submission.unit,
        department=submission.department,
        money_unit=card.money_unit,
        state=submission.state,
        points=card.row_points if adds_up else card.points,
        total=total,
        band=band(card.low, card.high, labels),
        grade=grade,
        grade_text=printed_grade,
        rule_total=rule_total,
        rule_grade=rule_grade,
        basis="" if own is None or not card.scored else labels.word("bases", own.basis),
        counts=_counts(card, labels),
        claimed_total=submission.claimed_total,
        claimed_grade=submission.claimed_grade,
        responsible=head.responsible,
        filled_by=head.filled_by,
        phone=head.phone,
        date=head.date,
        opinion=head.opinion,
        subject=submission.title,
        set_title=card.set.title,
        set_id=card.set.id,
        set_digest=card.set.digest,
        set_standing=labels.word("standings", card.set.standing),
        engine=card.engine,
        submission_id=card.submission_id,
        submission_digest=card.submission_digest,
    )


def _counts(card: Scorecard, labels: Labels) -> str:
    """Return how many rows have which status, and what the cap of the total does."""
    if not card.scored:
        return ""
    counts = labels.word("words", "between").join(
        labels.text("count", status=labels.word("statuses", status), count=count)
        for status, count in card.counts
    )
    parts = (counts, cap_text(card, labels, sourced=True))
    return labels.word("words", "separator").join(part for part in parts if part)


def grade_text(card: Scorecard, labels: Labels) -> str:
    """Return the grade and what it may become; ``grades_possible`` holds the best first."""
    possible, grade = card.grades_possible, card.grade
    comma = labels.word("words", "list")
    if not card.scored or not (grade or possible):
        return labels.text("grade_none")
    if any(points_of(row) is None for row in card.indicators):
        return labels.text("grade_open_points")
    if grade is None:
        name = "grade_open" if len(possible) > 1 else "grade_open_single"
        return labels.text(name, possible=comma.join(possible))
    at = possible.index(grade) if grade in possible else 0
    higher = comma.join(possible[:at])
    lower = comma.join(g for g in possible[at:] if g != grade)
    if not higher and not lower:
        return grade
    name = "grade_both" if higher and lower else "grade_higher" if higher else "grade_lower"
    return labels.text(name, grade=grade, higher=higher, lower=lower)


def _goals(
    submission: Submission, card: Scorecard, own: OwnTrack | None, labels: Labels
) -> tuple[view.GoalFields, ...]:
    scored = zip(card.levels, own_levels(card, own, labels), strict=True)
    below = [(level, score) for level, score in scored if level.path]
    goals = []
    for number, goal in enumerate(submission.goals, 1):
        of_goal = next((each for each in below if each[0].name == goal.name), None)
        if of_goal is not None:
            below.remove(of_goal)
        goals.append(
            view.GoalFields(
                goal.name,
                goal.expected,
                goal.achieved,
                number=number,
                ratio=f"{plain(Fraction(goal.ratio))}%",
                points=None if of_goal is None else of_goal[0].points,
                score=None if of_goal is None else of_goal[1],
                reason=goal.reason,
            )
        )
    if goals and not (submission.goal.expected or submission.goal.achieved):
        return tuple(goals)
    total = view.GoalFields("", submission.goal.expected, submission.goal.achieved)
    return (total, *goals)


def _level(level: LevelResult, score: view.Value, labels: Labels) -> view.LevelFields:
    separator = labels.word("words", "level_separator")
    return view.LevelFields(
        name=separator.join((*level.path, level.name)),
        depth=len(level.path),
        points=level.points,
        score=score,
        rule_score=score_or_band(level.score, Status.OPEN, level.low, level.high, labels),
        band=band(level.low, level.high, labels),
        bar=bar(level),
    )
