"""汇总表: a project a row with its sub-totals, in internal papers with what the rule gives."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from scoring.records.figures import PrintedText, ProjectFigures, YearFigure
from scoring.records.papers import PaperCell, PaperRow, PaperTable
from scoring.records.scorecard import RowResult
from scoring.text import on_one_line, shortened
from scoring.year.filled import filled
from scoring.year.project_figures import indicator_rows, outcome
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import (
    Cells,
    figure_cell,
    figure_cells,
    number_cell,
    printed_figure,
    table_text,
    text_cell,
)
from scoring.year.year_table import adds_up, year_table

NAME: Final = "汇总表"
MONEY: Final = {"initial": "initial", "budget": "budget", "executed": "executed", "rate": "rate"}
COUNTS: Final = {"rows": "indicators", "missed": "missed"}
_USUAL_STATE: Final = "正常"
_BY_RULE: Final = {
    "rule_score": "rule_score", "pending": "not_said", "asked": "asked",
    "no_evidence": "without_evidence",
}  # fmt: skip


def project_table(scope: Scope) -> PaperTable:
    """Return 汇总表."""
    levels = _levels(scope)
    heading = scope.words.tables[NAME].columns["level/*"].heading
    heads = {f"level/{name}": filled(heading, level=name) for name in levels.values()}
    rows, is_exact = _rows(scope, levels)
    notes = () if is_exact else (PrintedText(scope.words.patterns["rounding"]),)
    return year_table(NAME, scope, rows, {"level/*": heads}, notes)


def _rows(scope: Scope, levels: Mapping[str, str]) -> tuple[list[PaperRow], bool]:
    """Return the rows with their sub-totals, and whether all printed money adds up."""
    rows: list[PaperRow] = []
    every: list[PaperRow] = []
    exact = True
    for unit, of_unit in groupby(scope.projects, key=lambda project: project.unit):
        in_unit: list[PaperRow] = []
        for parent, of_parent in groupby(of_unit, key=lambda project: project.parent):
            members = [_project_row(scope, project, levels) for project in of_parent]
            in_unit += members
            rows += members
            group = scope.group("parent_in_unit", unit, parent)
            if parent and group is not None and len(members) > 1:
                rows.append(_sum_row(scope, "parent", parent, group.figures, levels))
                exact = exact and adds_up(members, rows[-1])
        group = scope.group("unit", unit)
        if group is not None:
            rows.append(_sum_row(scope, "unit", scope.unit_name(unit), group.figures, levels))
            exact = exact and adds_up(in_unit, rows[-1])
        every += in_unit
    if not rows:
        return rows, exact
    cells = _sums(scope, scope.totals, levels)
    rows.append(PaperRow("total", {**cells, "unit": text_cell(scope.words.word("total"))}))
    return rows, exact and adds_up(every, rows[-1])


def _levels(scope: Scope) -> Mapping[str, str]:
    """Return the columns of levels: by the key of their figures the name that is printed."""
    names: dict[str, str] = {}
    for project in scope.projects:
        if "execution_points" in project.figures:
            names.setdefault("execution_score", scope.words.word("execution"))
    for project in scope.projects:
        for key in project.figures:
            if key.startswith("level_points/"):
                name = key.partition("/")[2]
                names[f"level_score/{name}"] = name
    return names


def _project_row(scope: Scope, project: ProjectFigures, levels: Mapping[str, str]) -> PaperRow:
    figures, words = project.figures, scope.words
    cells: Cells = {
        "number": number_cell(scope.number(project)),
        "unit": text_cell(scope.unit_name(project.unit)),
        "parent": text_cell("" if project.is_secret else project.parent),
        "project": text_cell(scope.name(project)),
        "code": text_cell("" if project.is_secret else project.code),
        "note": text_cell(_note(scope, project)),
        **figure_cells(figures, MONEY | COUNTS),
        **score_cells(scope, project),
    }
    if project.form is not None and not project.is_secret:
        cells["reasons"] = text_cell(_reasons(scope, project))
    for key, name in levels.items():
        if key in figures:
            cells[f"level/{name}"] = figure_cell(figures[key])
        elif project.form is not None and key.replace("_score", "_points", 1) not in figures:
            cells.setdefault(f"level/{name}", text_cell(words.word("none")))
    if project.form is not None and "rate" not in figures:
        budget = figures.get("budget")
        if budget is not None and not budget.value:
            cells["rate"] = text_cell(words.word("none"))
    if scope.internal:
        cells |= rule_cells(scope, project)
    return PaperRow("row", cells, "missing" if project.standing == "missing" else "")


def score_cells(scope: Scope, project: ProjectFigures) -> Cells:
    """Return score and grade as summaries print them, or why there is none."""
    figures, words = project.figures, scope.words
    if "own_score" in figures:
        return {
            "own_score": figure_cell(figures["own_score"]),
            "grade": text_cell(project.grade),
        }
    if "own_low" in figures:
        return {
            "own_score": _band(scope, figures, "own_low", "own_high", "pending_score"),
            "grade": text_cell(words.word("pending_grade")),
        }
    return {"own_score": text_cell(words.word(project.standing))}


def rule_cells(scope: Scope, project: ProjectFigures) -> Cells:
    """Return what the rule gives a project, and how much is still to be settled."""
    cells = figure_cells(project.figures, _BY_RULE)
    cells["band"] = _band(scope, project.figures, "rule_low", "rule_high", "band")
    return cells


def _band(
    scope: Scope, figures: Mapping[str, YearFigure], low: str, high: str, pattern: str
) -> PaperCell:
    if low not in figures or high not in figures:
        return text_cell("")
    least, most = printed_figure(figures[low]), printed_figure(figures[high])
    text = scope.words.text(pattern, low=least.text, high=most.text)
    return PaperCell(PrintedText(text, (least, most)))


def _note(scope: Scope, project: ProjectFigures) -> str:
    words = scope.words
    notes: list[str] = []
    if project.form is None:
        return _not_required(scope, project) or words.word(project.standing)
    if project.form.submission.state != _USUAL_STATE:
        notes.append(project.form.submission.state)
    budget, executed = project.figures.get("budget"), project.figures.get("executed")
    if budget is not None and executed is not None and executed.value > budget.value:
        notes.append(words.word("over"))
    if project.is_secret:
        notes.append(words.word("is_secret"))
    return words.patterns["list_mark"].join(notes)


def _not_required(scope: Scope, project: ProjectFigures) -> str:
    """Return why no form is asked of a project; empty where one is."""
    expected = scope.register.record.expected.projects
    found = (one for one in expected if (one.name, one.code) == (project.name, project.code))
    return next((on_one_line(one.not_required) for one in found), "")


def _reasons(scope: Scope, project: ProjectFigures) -> str:
    """Name the missed rows with the unit's own reasons, as far as they go."""
    assert project.form is not None
    words, longest = scope.words, scope.words.longest_reason
    missed = [row for row in indicator_rows(project.form) if outcome(row) == "missed"]
    shown: list[str] = []
    length = 0
    for text in (_missed_text(scope, project, row) for row in missed):
        length += len(text)
        if shown and length > longest:
            break
        shown.append(shortened(text, longest))
    joined = words.patterns["sentence_mark"].join(shown)
    is_whole = len(shown) == len(missed) and length <= longest
    return joined if is_whole else words.text("more_missed", text=joined, count=len(missed))


def _missed_text(scope: Scope, project: ProjectFigures, row: RowResult) -> str:
    words, completion = scope.words, project.figures.get(f"row_completion/{row.id}")
    values = {
        "name": row.name or words.word("no_name"),
        "target": on_one_line(row.target),
        "actual": on_one_line(row.actual),
    }
    if completion is None:
        text = words.text("row_text", **values)
    else:
        text = words.text("row_number", **values, completion=table_text(completion))
    reason = words.reason(on_one_line(row.reason)).rstrip("。；;")
    return words.text("row_reason", row=text, reason=reason) if reason else text


def _sum_row(
    scope: Scope,
    column: str,
    name: str,
    figures: Mapping[str, YearFigure],
    levels: Mapping[str, str],
) -> PaperRow:
    cells = _sums(scope, figures, levels)
    cells[column] = text_cell(scope.words.text("subtotal", name=name))
    return PaperRow("subtotal", cells)


def _sums(scope: Scope, figures: Mapping[str, YearFigure], levels: Mapping[str, str]) -> Cells:
    keys = {"own_score": "simple_average", **MONEY, **COUNTS}
    if scope.internal:
        keys["rule_score"] = "rule_average"
    cells = figure_cells(figures, keys)
    for key, name in levels.items():
        average = key.replace("_score", "_average", 1)
        if average in figures:
            cells[f"level/{name}"] = figure_cell(figures[average])
    cells["project"] = _count(scope, figures)
    return cells


def _count(scope: Scope, figures: Mapping[str, YearFigure]) -> PaperCell:
    """Return of how many projects a sum is, and how many forms are not there."""
    count, missing = printed_figure(figures["handed_in"]), figures.get("standing/missing")
    if missing is None:
        return PaperCell(PrintedText(scope.words.text("count", count=count.text), (count,)))
    lacking = printed_figure(missing)
    text = scope.words.text("count_missing", count=count.text, missing=lacking.text)
    return PaperCell(PrintedText(text, (count, lacking)))
