"""A result as the records that templates print: every field in words or as a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.exact import half_up, percent, printed
from scoring.scorecard import ExecutionResult, LevelResult, RowResult, Scorecard, Status
from scoring.submission import Funds, Submission
from scoring.writers import view
from scoring.writers.labels import Labels
from scoring.writers.result import Result
from scoring.writers.wording import (
    band,
    case_text,
    formula_text,
    notes_text,
    points_of,
    relative,
    score_or_band,
    sources_text,
)


def present(result: Result, labels: Labels) -> view.View:
    """Return everything that a form can print of ``result``."""
    card, submission = result.scorecard, result.submission
    execution, names = card.execution, called(card, labels)
    return view.View(
        form=_form(submission, card, labels),
        signature=tuple(
            view.SignatureRow(role, name) for role, name in submission.head.signatures.items()
        ),
        funds=_funds(submission, execution, labels),
        goal=_goals(submission),
        execution=() if execution is None else (_execution(execution, submission, labels),),
        row=_rows(card, labels),
        level=tuple(_level(level, labels) for level in card.levels),
        requirement=tuple(
            view.RequirementRow(r.field if r.of == "texts" else names.get(r.of, r.of), r.say)
            for r in card.requirements
        ),
        claim=tuple(
            view.ClaimRow(
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
            *(view.UnmatchedRow(_piece(text, names, labels), "") for text in card.unmatched),
            *(view.UnmatchedRow(piece.text, piece.at) for piece in submission.unplaced),
        ),
        repair=tuple(view.RepairRow(r.at, r.what, r.why) for r in submission.repairs),
        unused=tuple(view.UnusedRow(names.get(u.row, u.row), u.why) for u in card.unused_decisions),
    )


def called(card: Scorecard, labels: Labels) -> dict[str, str]:
    """Return by row id how people call the row: the names of its levels and its own."""
    between = labels.word("words", "level_separator")
    return {
        row.id: between.join(name for name in (row.level1, row.level2, row.name) if name)
        for row in card.indicators
        if row.name
    }


def _piece(text: str, called: Mapping[str, str], labels: Labels) -> str:
    """Say in words what found no place (``indicators.产出/数量/1``, ``inputs.在职人数``)."""
    part, dot, name = text.partition(".")
    word = labels.groups.get("parts", {}).get(part)
    if not dot or word is None:
        return text
    return labels.pattern("piece", part=word, name=called.get(name, name))


def _form(submission: Submission, card: Scorecard, labels: Labels) -> view.Form:
    head = submission.head
    between = labels.word("words", "between")
    return view.Form(
        year=card.year,
        code=submission.project.code,
        project=submission.project.name,
        unit=submission.unit,
        department=submission.department,
        money_unit=card.money_unit,
        state=submission.state,
        points=card.points,
        total=score_or_band(card.total, Status.OPEN, card.low, card.high, labels)
        if card.scored
        else "",
        band=band(card.low, card.high, labels),
        grade=card.grade or "",
        grade_text=grade_text(card, labels),
        counts=between.join(
            labels.pattern("count", status=labels.word("statuses", status), count=count)
            for status, count in card.counts
        ),
        claimed_total=submission.claimed_total,
        claimed_grade=submission.claimed_grade,
        responsible=head.responsible,
        filled_by=head.filled_by,
        phone=head.phone,
        date=head.date,
        opinion=head.opinion,
        set_title=card.set.title,
        set_id=card.set.id,
        set_digest=card.set.digest,
        set_standing=labels.word("standings", card.set.standing),
        engine=card.engine,
        submission_id=card.submission_id,
        submission_digest=card.submission_digest,
    )


def grade_text(card: Scorecard, labels: Labels) -> str:
    """Say the grade and what it may become; ``grades_possible`` holds the best first."""
    possible, grade = card.grades_possible, card.grade
    comma = labels.word("words", "list")
    if not card.scored or not (grade or possible):
        return labels.pattern("grade_none")
    if any(points_of(row) is None for row in card.indicators):
        return labels.pattern("grade_open_points")
    if grade is None:
        name = "grade_open" if len(possible) > 1 else "grade_open_single"
        return labels.pattern(name, possible=comma.join(possible))
    at = possible.index(grade) if grade in possible else 0
    higher = comma.join(possible[:at])
    lower = comma.join(g for g in possible[at:] if g != grade)
    if not higher and not lower:
        return grade
    name = "grade_both" if higher and lower else "grade_higher" if higher else "grade_lower"
    return labels.pattern(name, grade=grade, higher=higher, lower=lower)


def _funds(
    submission: Submission, execution: ExecutionResult | None, labels: Labels
) -> tuple[view.FundsRow, ...]:
    """Print the execution score in the row it was computed from, a dash in the others."""
    dash = labels.word("words", "dash")
    rows = submission.funds
    if not rows:
        if execution is None:
            return ()
        name = labels.word("words", "total_funds")
        rows = (Funds(source=name, budget=execution.budget, executed=execution.executed),)
    scored = _scored_funds(rows, execution, labels)
    if execution is not None and scored is None:
        # Which row is the total cannot be told: the score stands in a row of its own.
        scored = Funds(source=execution.name)
        rows = (*rows, scored)
    return tuple(
        view.FundsRow(
            source=_source(at, rows, labels),
            initial=row.initial,
            budget=row.budget,
            executed=row.executed,
            points=execution.points if execution and row is scored else dash,
            rate=_or_dash(_percent(execution), dash) if execution and row is scored else dash,
            score=score_or_band(
                execution.score, execution.status, execution.low, execution.high, labels
            )
            if execution and row is scored
            else dash,
            reason=row.reason,
        )
        for at, row in enumerate(rows)
    )


def _source(at: int, rows: Sequence[Funds], labels: Labels) -> str:
    """Return a source as the form prints it: 其中 stands before the first part of the total."""
    source, among = rows[at].source, labels.word("words", "among")
    first_part = at == 1 and rows[0].source == labels.word("words", "total_funds")
    if not first_part or source.startswith(among):
        return source
    return labels.pattern("among", among=among, source=source)


def _scored_funds(
    rows: Sequence[Funds], execution: ExecutionResult | None, labels: Labels
) -> Funds | None:
    """Return the row that the execution was computed from, or None where it cannot be told."""
    if execution is None:
        return None
    amounts = (execution.budget, execution.executed)
    found = [row for row in rows if (row.budget, row.executed) == amounts]
    total = labels.word("words", "total_funds")
    named = [row for row in (*found, *rows) if row.source == total]
    if named or len(rows) == 1:
        return (named or rows)[0]
    return found[0] if found and amounts != (None, None) else None


def _percent(execution: ExecutionResult) -> Decimal | None:
    """Return the rate in percent, two decimals, rounded once from the amounts where they give it."""
    rate = execution.rate
    if rate is None:
        return None
    exact = Fraction(rate)
    if execution.budget and execution.executed is not None:
        quotient = Fraction(execution.executed) / Fraction(execution.budget)
        exact = quotient if half_up(quotient, 6) == exact else exact
    return printed(exact * 100, 2)


def _or_dash(value: Decimal | None, dash: str) -> Decimal | str:
    return dash if value is None else value


def _goals(submission: Submission) -> tuple[view.GoalRow, ...]:
    goals = tuple(view.GoalRow(g.name, g.expected, g.achieved) for g in submission.goals)
    if goals and not (submission.goal.expected or submission.goal.achieved):
        return goals
    return (view.GoalRow("", submission.goal.expected, submission.goal.achieved), *goals)


def _execution(
    execution: ExecutionResult, submission: Submission, labels: Labels
) -> view.ExecutionRow:
    trace = execution.trace
    reasons = (
        labels.pattern("funds_reason", source=row.source, reason=row.reason)
        for row in submission.funds
        if row.reason
    )
    return view.ExecutionRow(
        name=execution.name,
        budget=execution.budget,
        executed=execution.executed,
        rate=_percent(execution),
        points=execution.points,
        score=score_or_band(
            execution.score, execution.status, execution.low, execution.high, labels
        ),
        band=band(execution.low, execution.high, labels),
        status=labels.word("statuses", execution.status),
        status_key=execution.status.value,
        case=case_text(trace, labels),
        formula=formula_text(trace, execution.score),
        because=trace.because,
        sources=sources_text(trace, labels),
        notes=notes_text(trace, labels),
        reason=labels.word("words", "separator").join(reasons),
        claimed=execution.claimed,
        place=relative(trace.place),
        bar=_bar(execution),
    )


def _rows(card: Scorecard, labels: Labels) -> tuple[view.IndicatorRow, ...]:
    points = {level.name: level.points for level in card.levels if not level.path}
    return tuple(_row(n, row, points, labels) for n, row in enumerate(card.indicators, 1))


def _row(
    number: int, row: RowResult, points: dict[str, Decimal], labels: Labels
) -> view.IndicatorRow:
    trace = row.trace
    met = "null" if row.met is None else "true" if row.met else "false"
    direction = labels.word("directions", row.direction) if row.direction else ""
    if row.direction_from and direction:
        direction += f"({labels.word('directions_from', row.direction_from)})"
    return view.IndicatorRow(
        number=number,
        id=row.id,
        level1=row.level1,
        level1_points=points.get(row.path[0] if row.path else row.level1),
        level2=row.level2,
        name=row.name,
        target=_with_columns(row.target, row.sign, row.unit),
        actual=_with_columns(row.actual, "", row.unit),
        points=points_of(row),
        score=score_or_band(row.score, row.status, row.low, row.high, labels),
        reason=row.reason,
        read_target=row.reading.target,
        read_actual=row.reading.actual,
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
        notes=notes_text(trace, labels),
        claimed=row.claimed,
        place=relative(trace.place),
    )


def _with_columns(text: str, sign: str, unit: str) -> str:
    """Print a value with the sign and unit that stood in columns of their own (≥ 99 %)."""
    if not text.strip():
        return text
    unit = "" if unit and text.endswith(unit) else unit
    if sign[:1].isalpha():  # words such as 正向 read better behind the value
        return f"{text}{unit}({sign})"
    return f"{sign}{text}{unit}" if not text.startswith(sign) else f"{text}{unit}"


def _level(level: LevelResult, labels: Labels) -> view.LevelRow:
    separator = labels.word("words", "level_separator")
    return view.LevelRow(
        name=separator.join((*level.path, level.name)),
        depth=len(level.path),
        points=level.points,
        score=score_or_band(level.score, Status.OPEN, level.low, level.high, labels),
        band=band(level.low, level.high, labels),
        bar=_bar(level),
    )


def _bar(level: LevelResult | ExecutionResult) -> view.Bar:
    score = level.low if level.score is None else level.score
    return view.Bar(*(_share(s, level.points) for s in (score, level.low, level.high)))


def _share(score: Decimal, points: Decimal) -> int:
    """Return ``score`` as thousandths of ``points``, between 0 and 1000: a length in a chart."""
    if points <= 0:
        return 0
    share = half_up(Fraction(score) / Fraction(points) * 1000, 0).numerator
    return min(max(share, 0), 1000)
