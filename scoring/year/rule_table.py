"""规则复算: what the rule gives, next to the units' own scores; for internal papers alone."""

from __future__ import annotations

from typing import Final

from scoring.records.papers import PaperRow, PaperTable
from scoring.year.project_table import rule_cells, score_cells
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import figure_cells, number_cell, text_cell
from scoring.year.year_table import year_table

NAME: Final = "规则复算"
_AVERAGES: Final = {"own_score": "simple_average", "rule_score": "rule_average"}


def rule_table(scope: Scope) -> PaperTable:
    """Return every project that has a form, with both scores, the band and what is asked."""
    words, rows = scope.words, []
    for project in scope.projects:
        if project.form is None:
            continue
        cells = {
            "number": number_cell(scope.number(project)),
            "unit": text_cell(scope.unit_name(project.unit)),
            "project": text_cell(scope.name(project)),
            "rule_grade": text_cell(project.rule_grade),
            **score_cells(scope, project),
            **rule_cells(scope, project),
            **figure_cells(project.figures, {"differs": "differs"}),
        }
        lowest = project.lowest_rule_grade
        if project.rule_grade and lowest != project.rule_grade:
            cells["lower"] = text_cell(words.text("lower_grade", grade=lowest))
        rows.append(PaperRow("row", cells))
    if rows:
        total = {"project": text_cell(words.word("averages"))}
        rows.append(PaperRow("total", total | figure_cells(scope.totals, _AVERAGES)))
    return year_table(NAME, scope, rows)
