"""未完成指标: every row that missed its target or of which nothing is said, with the unit's own reason."""

from __future__ import annotations

from typing import Final

from scoring.records.figures import ProjectFigures
from scoring.records.papers import PaperRow, PaperTable
from scoring.records.scorecard import RowResult
from scoring.year.project_figures import indicator_rows, outcome
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import Cells, figure_cells, number_cell, text_cell
from scoring.year.year_table import year_table

NAME: Final = "未完成指标"


def missed_table(scope: Scope) -> PaperTable:
    """Return the missed rows of all projects, behind them those of which nothing is said."""
    found = [
        (project, row)
        for wanted in ("missed", "not_said")
        for project in scope.projects
        if project.form is not None and not project.is_secret
        for row in indicator_rows(project.form)
        if outcome(row) == wanted
    ]
    rows = [
        PaperRow("row", _cells(scope, number, project, row))
        for number, (project, row) in enumerate(found, 1)
    ]
    return year_table(NAME, scope, rows)


def _cells(scope: Scope, number: int, project: ProjectFigures, row: RowResult) -> Cells:
    words = scope.words
    keys = {
        "completion": f"row_completion/{row.id}",
        "points": f"row_points/{row.id}",
        "own_score": f"row_score/{row.id}",
    }
    return {
        "number": number_cell(number),
        "unit": text_cell(scope.unit_name(project.unit)),
        "project": text_cell(project.name),
        "level1": text_cell(row.level1),
        "level2": text_cell(row.level2),
        "name": text_cell(row.name or words.word("no_name")),
        "target": text_cell(row.target),
        "actual": text_cell(row.actual),
        "result": text_cell(words.word(outcome(row))),
        "reason": text_cell(row.reason),
        **figure_cells(project.figures, keys),
    }
