"""口径说明: what the figures of a summary mean, what they leave out, and how they were added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.records.figures import PrintedText, ProjectFigures, YearFigure
from scoring.records.papers import PaperRow, PaperTable
from scoring.year.filled import filled
from scoring.year.group_tables import grades_in_order
from scoring.year.printed_line import joined, line
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import cell_of, number_cell
from scoring.year.year_table import year_table

NAME: Final = "口径说明"


def notes_table(scope: Scope) -> PaperTable:
    """Return the lines, numbered; one without its figures is left out."""
    rows = [
        PaperRow("row", {"number": number_cell(number), "text": cell_of(text)})
        for number, text in enumerate(_lines(scope), 1)
    ]
    return year_table(NAME, scope, rows)


def _lines(scope: Scope) -> Iterator[PrintedText]:
    notes, totals = scope.words.notes, scope.totals
    yield PrintedText(notes["money"])
    yield PrintedText(notes["budget"])
    yield PrintedText(notes["own"])
    yield from _coverage(scope)
    incomplete = [p for p in scope.projects if _is_incomplete(p)]
    if incomplete:
        yield PrintedText(filled(notes["incomplete"], projects=_names(scope, incomplete)))
    yield from line(notes["rows"], totals, "rows", "indicators", "met", "missed", "not_said")
    yield from line(notes["simple"], totals, "scored", "own_sum", "simple_average")
    weights = scope.register.record.weights
    yield from line(notes["weighted"], totals, "weighted_average", weights=weights)
    uncounted = [p for p in scope.projects if "own_score" not in p.figures]
    if uncounted:
        yield PrintedText(filled(notes["uncounted"], projects=_reasons(scope, uncounted)))
    grades = _grades(scope, "grade", grades_in_order(scope))
    if grades:
        yield joined(notes["grades"], "grades", grades, scope.words.patterns["list_mark"])
    levels = list(_levels(scope))
    if levels:
        yield joined(notes["levels"], "levels", levels, scope.words.patterns["sentence_mark"])
    yield from _secret(scope)
    sets = dict.fromkeys(p.form.result.scorecard.set.title for p in scope.projects if p.form)
    if sets:
        yield PrintedText(filled(notes["sets"], sets=scope.words.patterns["list_mark"].join(sets)))
    if scope.internal:
        yield from _by_rule(scope)


def _coverage(scope: Scope) -> Iterator[PrintedText]:
    """Yield how much of the department's projects and money was evaluated."""
    notes, totals = scope.words.notes, scope.totals
    yield from line(notes["counts"], totals, "handed_in", "second_level", "not_handed_in")
    yield from line(notes["counts_first"], totals, "first_level_here", "first_level")
    coverage = scope.register.record.coverage
    yield from line(
        notes["money_coverage"], totals, "covered", "covered_total", "coverage",
        basis=coverage.basis, family=coverage.family,
    )  # fmt: skip


def _is_incomplete(project: ProjectFigures) -> bool:
    """Tell whether a form that asks for money lacks an amount."""
    return project.form is not None and not {"budget", "executed"} <= project.figures.keys()


def _names(scope: Scope, projects: list[ProjectFigures]) -> str:
    return scope.words.patterns["list_mark"].join(scope.name(project) for project in projects)


def _reasons(scope: Scope, projects: list[ProjectFigures]) -> str:
    """Name projects, each with why it is in no average."""
    words = scope.words
    return words.patterns["list_mark"].join(
        filled(words.notes["uncounted_one"], name=scope.name(p), why=words.word(p.standing))
        for p in projects
    )


def _grades(scope: Scope, key: str, grades: list[str]) -> list[PrintedText]:
    """Return how many there are of each grade."""
    pattern = scope.words.notes["grade"]
    return [
        text
        for grade in grades
        if f"{key}/{grade}" in scope.totals
        for text in line(pattern, {"count": scope.totals[f"{key}/{grade}"]}, "count", grade=grade)
    ]


def _levels(scope: Scope) -> Iterator[PrintedText]:
    """Yield of every first level the sum of scores over that of points."""
    totals, pattern = scope.totals, scope.words.notes["level"]
    execution = {
        "sum": "execution_score", "points": "execution_points", "rate": "execution_score_rate",
    }  # fmt: skip
    yield from line(
        pattern, _chosen(totals, execution), *execution, level=scope.words.word("execution")
    )
    for key in totals:
        if key.startswith("level_rate/"):
            name = key.partition("/")[2]
            keys = {"sum": f"level_score/{name}", "points": f"level_points/{name}", "rate": key}
            yield from line(pattern, _chosen(totals, keys), *keys, level=name)


def _chosen(figures: Mapping[str, YearFigure], keys: Mapping[str, str]) -> dict[str, YearFigure]:
    return {name: figures[key] for name, key in keys.items() if key in figures}


def _secret(scope: Scope) -> Iterator[PrintedText]:
    if scope.hides_secret:
        yield PrintedText(scope.words.notes["secret_out"])
    elif any(project.is_secret for project in scope.projects):
        yield PrintedText(scope.words.notes["secret_in"])


def _by_rule(scope: Scope) -> Iterator[PrintedText]:
    notes, totals = scope.words.notes, scope.totals
    yield from line(notes["rule_average"], totals, "scored", "rule_average")
    grades = dict.fromkeys(p.rule_grade for p in scope.projects if p.rule_grade)
    parts = _grades(scope, "rule_grade", list(grades))
    mark = scope.words.patterns["list_mark"]
    if parts and "grade_falls" in totals:
        falls = totals["grade_falls"]
        yield joined(notes["rule_grades"], "grades", parts, mark, falls=falls)
    engines = dict.fromkeys(p.form.result.scorecard.engine for p in scope.projects if p.form)
    if engines:
        names = scope.words.patterns["list_mark"].join(engines)
        yield PrintedText(filled(notes["version"], engine=names))
