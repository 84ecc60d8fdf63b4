"""Tables B, C and D of the report of a department: its targets, its tasks, its projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scoring.records.figures import FigureRegister, PrintedText, YearFigure
from scoring.records.papers import PaperRow, PaperTable
from scoring.records.scorecard import RowResult
from scoring.text import name_key
from scoring.year.department_rows import DepartmentRow, DepartmentRows
from scoring.year.project_figures import outcome
from scoring.year.report_words import ReportWords
from scoring.year.table_cells import figure_cell, figure_cells, text_cell

TARGETS: Final = "目标"
TASKS: Final = "任务"
PROJECTS: Final = "项目"
_TARGET_COLUMNS: Final = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成情况", "偏差原因及措施",
)  # fmt: skip
_INITIAL: Final = "年初预算"
_OF_TASK: Final = {
    "全年预算": "budget", "执行": "executed", "执行率": "rate", "项目数": "handed_in",
}  # fmt: skip
_OF_PROJECT: Final = {
    "序号": "number", "项目": "project", "单位": "unit", "预算": "budget", "执行": "executed",
    "执行率": "rate", "得分": "own_score",
}  # fmt: skip
_BLANK: Final = text_cell("")


def target_table(found: DepartmentRows, words: ReportWords) -> PaperTable:
    """Return table B: every indicator of the department with what was done and why not."""
    rows = tuple(_target_row(row, words) for row in found.rows)
    counts = {
        "rows_not_applicable": found.not_applicable,
        "rows_without_target": sum(not row.target for row in found.rows),
        "rows_without_actual": sum(not row.actual.strip() for row in found.rows),
    }
    notes = [words.say(name, count=count) for name, count in counts.items() if count]
    return PaperTable(TARGETS, _TARGET_COLUMNS, rows, notes=_note(notes, words))


def _note(parts: Sequence[str], words: ReportWords) -> tuple[PrintedText, ...]:
    """Return the line below a table; nothing where there is nothing to note."""
    return (PrintedText(words.say("note", parts=words.mark.join(parts))),) if parts else ()


def _target_row(row: DepartmentRow, words: ReportWords) -> PaperRow:
    actual = row.actual.strip()
    texts = (
        row.level1, row.level2, row.name, row.target or words.word("no_target"),
        actual or words.word("no_actual"), result_word(row.reported, words),
        words.tables.reason(row.reason),
    )  # fmt: skip
    cells = dict(zip(_TARGET_COLUMNS, map(text_cell, texts), strict=True))
    return PaperRow("row", cells, "" if row.target and actual else "missing")


def result_word(row: RowResult | None, words: ReportWords) -> str:
    """Return 达到, 未达到, or 待认定 where no result is known."""
    known = "not_said" if row is None else outcome(row)
    return words.word("pending" if known == "not_said" else known)


def task_table(found: DepartmentRows, register: FigureRegister, words: ReportWords) -> PaperTable:
    """Return table C: the approved tasks, and what was spent on them; their approved sum stands last."""
    rows = []
    for task in found.table.listed_tasks() if found.table else ():
        is_sum = task.name in words.texts.task_sums
        figures = register.of_department if is_sum else _spent_on(task.name, register, words)
        cells = {
            "任务": text_cell(words.word("total") if is_sum else task.name),
            _INITIAL: figure_cell(register.of_department.get(f"task/{task.name}")),
            **figure_cells(figures, _OF_TASK),
        }
        rows.append(PaperRow("total" if is_sum else "row", cells))
    notes = [words.say("tasks_note")] if rows else []
    if not _adds_up(rows):
        notes.append(words.say("tasks_rounding"))
    columns = ("任务", _INITIAL, *_OF_TASK)
    return PaperTable(TASKS, columns, tuple(rows), notes=_note(notes, words))


def _spent_on(task: str, register: FigureRegister, words: ReportWords) -> Mapping[str, YearFigure]:
    """Return the figures of the first-level project, or else of the row of the funds, of that name."""
    key = name_key(task)
    for group in register.groups:
        if group.kind == "parent" and name_key(group.parent) == key:
            return group.figures
    return {
        source.column: figure
        for name, spec in words.year.department.items()
        for source in spec.from_
        if name_key(source.funds) == key and (figure := register.of_department.get(name))
    }


def _adds_up(rows: Sequence[PaperRow]) -> bool:
    """Tell whether the approved amounts, as printed, come to their sum; without one they do."""
    sums = [row.cells[_INITIAL].value for row in rows if row.kind == "total"]
    parts = [row.cells[_INITIAL].value for row in rows if row.kind == "row"]
    return not sums or sum(part for part in parts if part is not None) == sums[0]


def projects_table(summary: PaperTable | None) -> PaperTable:
    """Return table D: the projects of 汇总表 in fewer columns, with the sums of the units and of all."""
    rows = summary.rows if summary else ()
    units = [row for row in rows if row.kind == "subtotal" and "unit" in row.cells]
    made = []
    for row in rows:
        if row.kind == "subtotal" and (row not in units or len(units) == 1):
            continue
        cells = {column: row.cells.get(key, _BLANK) for column, key in _OF_PROJECT.items()}
        if row.kind != "row":
            cells |= {"项目": cells["单位"], "单位": cells["项目"]}
        made.append(PaperRow(row.kind, cells, row.mark))
    notes = summary.notes if summary else ()
    return PaperTable(PROJECTS, tuple(_OF_PROJECT), tuple(made), notes=notes)
