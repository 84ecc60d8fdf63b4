"""The summary by unit and by 一级项目."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from scoring.records.figures import PrintedText, ProjectGroup, YearFigure
from scoring.records.papers import PaperRow, PaperTable
from scoring.text import name_key
from scoring.year.filled import filled
from scoring.year.project_table import COUNTS, MONEY
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import Cells, figure_cell, figure_cells, number_cell, text_cell
from scoring.year.year_table import adds_up, year_table

BY_UNIT: Final = "按单位"
BY_PARENT: Final = "按一级项目"
_OF_UNIT: Final = {
    **MONEY, **COUNTS, "projects": "handed_in", "scored": "scored",
    "simple_average": "simple_average", "weighted_average": "weighted_average",
}  # fmt: skip
_OF_PARENT: Final = {**MONEY, **COUNTS, "projects": "handed_in"}


def unit_table(scope: Scope) -> PaperTable:
    """Return 按单位: money, both averages and grades of every unit."""
    grades = grades_in_order(scope)
    heading = scope.words.tables[BY_UNIT].columns["grade/*"].heading
    heads = {f"grade/{grade}": filled(heading, grade=grade) for grade in grades}
    keys = _OF_UNIT | {head: head for head in heads}
    rows = []
    for number, group in enumerate(scope.groups("unit"), 1):
        name = {"number": number_cell(number), "unit": text_cell(scope.unit_name(group.unit))}
        rows.append(PaperRow("row", name | figure_cells(group.figures, keys)))
    return _with_total(scope, BY_UNIT, rows, "unit", keys, {"grade/*": heads})


def parent_table(scope: Scope) -> PaperTable:
    """Return 按一级项目: money of its projects, and the score of its own form or a reference."""
    groups = list(scope.groups("parent"))
    rows = []
    for number, group in enumerate(groups, 1):
        cells = {"number": number_cell(number), "parent": text_cell(group.parent)}
        cells |= figure_cells(group.figures, _OF_PARENT) | _score(scope, group)
        rows.append(PaperRow("row", cells))
    if not rows:
        return year_table(BY_PARENT, scope, ())
    rows += _without_projects(scope, groups)
    if sum(len(group.projects) for group in groups) < len(scope.projects):
        # some projects name no first-level project: a total below would not be that of the rows
        return year_table(BY_PARENT, scope, rows)
    return _with_total(scope, BY_PARENT, rows, "parent", _OF_PARENT, {})


def _without_projects(scope: Scope, groups: Sequence[ProjectGroup]) -> Iterator[PaperRow]:
    """Yield the first-level projects of the record of which there is nothing at all."""
    words = scope.words
    there = {name_key(group.parent) for group in groups}
    there |= {name_key(project.name) for project in scope.register.every_project()}
    for number, first in enumerate(
        (one for one in scope.register.record.first_level if name_key(one.name) not in there),
        len(groups) + 1,
    ):
        texts = {
            "parent": first.name,
            "own_score": words.word("none"),
            "basis": words.word("no_projects"),
        }
        cells = {"number": number_cell(number)} | {k: text_cell(t) for k, t in texts.items()}
        yield PaperRow("row", cells, "missing")


def grades_in_order(scope: Scope) -> list[str]:
    """Return the grades that were given, from the best."""
    best: dict[str, YearFigure] = {}
    for project in scope.projects:
        score = project.figures.get("own_score")
        if score is not None and project.grade:
            known = best.get(project.grade)
            if known is None or score.value > known.value:
                best[project.grade] = score
    return sorted(best, key=lambda grade: -best[grade].value)


def _score(scope: Scope, group: ProjectGroup) -> Cells:
    """Return the score of a first-level project: of its own form, else weighed by its projects."""
    words, key = scope.words, name_key(group.parent)
    for project in scope.register.first_level_forms:
        if project.is_secret and not scope.internal:
            continue
        if name_key(project.name) == key and "own_score" in project.figures:
            score = figure_cell(project.figures["own_score"])
            return {"own_score": score, "basis": text_cell(words.word("own_form"))}
    reference = group.figures.get("reference_score")
    if reference is None:
        return {"own_score": text_cell(words.word("none"))}
    basis = filled(words.word("weighted"), weights=scope.register.record.weights)
    return {"own_score": figure_cell(reference), "basis": text_cell(basis)}


def _with_total(
    scope: Scope,
    name: str,
    rows: list[PaperRow],
    column: str,
    keys: Mapping[str, str],
    several: Mapping[str, Mapping[str, str]],
) -> PaperTable:
    cells = figure_cells(scope.totals, keys)
    total = PaperRow("total", {**cells, column: text_cell(scope.words.word("total"))})
    rounding = PrintedText(scope.words.patterns["rounding"])
    notes: Iterable[PrintedText] = () if adds_up(rows, total) else (rounding,)
    return year_table(name, scope, (*rows, total), several, tuple(notes))
