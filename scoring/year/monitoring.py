"""绩效监控表: money and indicators as they stood in the middle of the year, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.exact import number_or_percent
from scoring.records.figures import FigureRegister, PrintedText, ProjectFigures
from scoring.records.papers import PaperCell, PaperRow, PaperView
from scoring.records.scorecard import RowResult
from scoring.year.filled import filled
from scoring.year.further_figures import is_monitored
from scoring.year.printed_line import line
from scoring.year.project_figures import indicator_rows
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import Cells, cell_of, figure_cells, number_cell, text_cell
from scoring.year.table_words import Light, YearTableWords
from scoring.year.year_table import year_table

FUNDS: Final = "资金监控"
ROWS: Final = "指标监控"
NOTES: Final = "监控说明"
_MONEY: Final = (
    "budget", "mid_executed", "mid_rate", "elapsed", "mid_forecast", "executed",
)  # fmt: skip


def monitoring_view(
    register: FigureRegister, words: YearTableWords, *, internal: bool
) -> PaperView:
    """Return the sheets of 绩效监控表; nothing where no project was monitored."""
    scope = Scope(register, words, internal)
    listed = [p for p in scope.projects if p.form is not None and is_monitored(p.form.submission)]
    if not listed:
        return PaperView()
    money = [_money_row(scope, number, project) for number, project in enumerate(listed, 1)]
    lines = [
        PaperRow("row", {"number": number_cell(n), "text": cell_of(text)})
        for n, text in enumerate(_notes(scope), 1)
    ]
    tables = (
        year_table(FUNDS, scope, money),
        year_table(ROWS, scope, _indicator_rows(scope, listed)),
        year_table(NOTES, scope, lines),
    )
    return PaperView(tables={table.id: table for table in tables})


def light(words: YearTableWords, pace: Fraction) -> Light:
    """Return the light of a project by its execution rate over the elapsed share of the year."""
    for one in words.lights:
        edge = number_or_percent(one.below) if one.below else None
        if edge is None or pace < edge:
            return one
    return words.lights[-1]


def _money_row(scope: Scope, number: int, project: ProjectFigures) -> PaperRow:
    assert project.form is not None
    submission = project.form.submission
    cells: Cells = {
        "number": number_cell(number),
        "unit": text_cell(scope.unit_name(project.unit)),
        "project": text_cell(scope.name(project)),
        "date": text_cell(submission.mid_year.date if submission.mid_year else ""),
        **figure_cells(project.figures, {key: key for key in _MONEY}),
    }
    pace = project.figures.get("pace")
    if pace is not None:
        shown = light(scope.words, pace.value)
        cells["light"] = PaperCell(PrintedText(shown.name), colour=shown.colour)
    return PaperRow("row", cells)


def _indicator_rows(scope: Scope, listed: list[ProjectFigures]) -> list[PaperRow]:
    """Return the rows with points of all projects that are not secret."""
    found = [
        (project, row)
        for project in listed
        if project.form is not None and not project.is_secret
        for row in indicator_rows(project.form)
    ]
    return [
        PaperRow("row", _cells(scope, number, project, row))
        for number, (project, row) in enumerate(found, 1)
    ]


def _cells(scope: Scope, number: int, project: ProjectFigures, row: RowResult) -> Cells:
    typed = row.indicator
    texts = {
        "unit": scope.unit_name(project.unit),
        "project": project.name,
        "name": row.name or scope.words.word("no_name"),
        "target": row.target,
        "mid_actual": typed.mid_actual,
        "forecast": typed.forecast,
        "actual": row.actual,
        "likely": typed.likely,
        "mid_reason": typed.mid_reason,
        "mid_measures": typed.mid_measures,
    }
    return {"number": number_cell(number)} | {key: text_cell(text) for key, text in texts.items()}


def _notes(scope: Scope) -> Iterator[PrintedText]:
    words = scope.words
    rest = [p for p in scope.projects if p.form is None or not is_monitored(p.form.submission)]
    yield from line(
        words.notes["monitored"], scope.totals, "monitored", "projects", "monitored_rate"
    )
    if rest:
        names = words.patterns["list_mark"].join(scope.name(project) for project in rest)
        yield PrintedText(filled(words.notes["not_monitored"], projects=names))
    lights = [
        filled(
            words.notes["light_below" if one.below else "light_rest"],
            name=one.name,
            below=one.below,
        )
        for one in words.lights
    ]
    yield PrintedText(
        filled(words.notes["lights"], lights=words.patterns["sentence_mark"].join(lights))
    )
    yield PrintedText(words.notes["forecast"])
