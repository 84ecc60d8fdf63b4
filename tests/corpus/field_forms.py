"""Forms after the layouts of the field: files as bytes, or pages that a test draws, reviewed in memory."""

from __future__ import annotations

import html
from pathlib import Path

from scoring.batch.planning import FormPlanner
from scoring.batch.recognise import load_clues
from scoring.intake.any_file import read_book
from scoring.readers.books.open_any import open_any
from scoring.records.file_content import FileRead
from scoring.records.finding import Finding
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.folders import CASES

FORMS = CASES / "forms"
HEAD = """
项目支出绩效自评表 | < | < | < | < | < | < | <
(2022年度) | < | < | < | < | < | < | <
项目名称 | 测试项目 | < | < | < | < | < | <
主管部门 | 某局 | < | < | 实施单位 | 某中心 | < | <
"""
FUNDS = """
项目资金(万元) | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 100 | 10 | 100% | 10
"""
GOAL = """
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 完成任务 | < | < | 已完成 | < | < | <
"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 培训人数 | ≥100人 | 100人 | 20 | 20 |
^ | 质量指标 | 合格率 | ≥95% | 96% | 20 | 20 |
^ | 时效指标 | 完成时间 | 12月底前 | 12月 | 10 | 10 |
效益指标 | 社会效益指标 | 服务能力 | 提升 | 提升 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 100 |
"""
"""One form in parts: a test replaces what it is about."""


def page(text: str) -> bytes:
    """Return a page: a line is a row, ``|`` parts cells; ``<`` belongs to the cell before, ``^`` to
    the one above.
    """
    grid = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows = []
    for at, line in enumerate(grid):
        cells = []
        for column, cell in enumerate(line):
            if cell in ("<", "^"):
                continue
            across = 1
            while column + across < len(line) and line[column + across] == "<":
                across += 1
            down = 1
            while at + down < len(grid) and [*grid[at + down], *[""] * 99][column] == "^":
                down += 1
            shown = html.escape(cell).replace("\\n", "<br>")
            cells.append(f'<td colspan="{across}" rowspan="{down}">{shown}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<meta charset="utf-8"><table>{"".join(rows)}</table>'.encode()


def read(data: bytes, name: str = "表.html") -> FileRead:
    """Return everything that a file holds."""
    return read_book(open_any(data, name))


def read_file(path: Path) -> FileRead:
    """The same of a file of the cases."""
    return read(path.read_bytes(), path.name)


def reviewed(found: FileRead, set_id: str, library: Library) -> list[Finding]:
    """Return the findings of a file's forms, as an evaluator with ``--set`` has them.

    Raises ``AssertionError`` where one is refused.
    """
    planner = FormPlanner(library, load_clues([]), set_id)
    forms = list(planner.found(found.name, found))
    assert [form.state.fate for form in forms] == ["reviewed"] * len(found.forms), forms
    rules = Reviewer(library, RE_SCORING)
    return [
        finding
        for form in forms
        if form.planned is not None and form.planned.source.given is not None
        for finding in rules.review(score_submission(form.planned.source.given, library)).findings
    ]


def told(found: FileRead, set_id: str, library: Library) -> list[str]:
    """Return the findings that say something against a unit or ask it something, shortly."""
    return [
        f"{f.kind} {f.title}·{f.name}" for f in reviewed(found, set_id, library) if f.kind in "EQ"
    ]
