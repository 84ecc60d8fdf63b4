"""Lays the six published forms out as the budget system prints them: cells, merged areas, marks."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font

from scoring.readers.submissions import read_submissions
from scoring.records.submission import Submission
from tests.folders import EXAMPLES

SET = "shenzhen/2022-project"
WIDTH = 9
POINTS = {"产出": "产出 (50分)", "效益": "效益(30分)", "满意度": "满意度 (10分)"}


def examples() -> list[Submission]:
    return [submission for path in EXAMPLES for _, submission in read_submissions(path)]


@dataclass(frozen=True)
class Box:
    """A cell with the rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1


Grid = list[list[Box]]


def layout(given: Submission, *, paragraphs: bool = False) -> Grid:
    """Return the rows of the form; a covered place is left out, as in HTML."""
    mark = (lambda text: f"<p>{text}</p>") if paragraphs else (lambda text: text)
    grid: Grid = [
        [Box("项目支出绩效自评表", 1, WIDTH)],
        [
            Box("项目编码:"), Box(given.project.code, 1, 2), Box("项目名称:"),
            Box(given.project.name, 1, 3), Box("绩效自评年度:"), Box(str(given.year)),
        ],
        [
            Box("实施单位:"), Box(given.unit, 1, 2), Box("一级预算单位:"),
            Box(given.department, 1, 5),
        ],
        [Box("资金使用情况", 1, WIDTH)],
        [
            Box("", 1, 3), Box("年初预算数"), Box("全年预算数"), Box("全年执行数"), Box("分值"),
            Box("执行率 (%)"), Box("得分"),
        ],
    ]  # fmt: skip
    for number, row in enumerate(given.funds):
        first = [Box("项目资金 (元)", len(given.funds), 1)] if number == 0 else []
        name = f"其中:{row.source}" if number == 1 else row.source
        amounts = [Box(money(row.initial)), Box(money(row.budget)), Box(money(row.executed))]
        scores = [row.points, row.claimed_rate, row.claimed]
        grid.append([*first, Box(name, 1, 2), *amounts, *[Box(shown(n, "—")) for n in scores]])
    grid += [
        [Box("项目目标完成情况", 1, WIDTH)],
        [Box("年度总体目标", 2, 1), Box("预期目标", 1, 4), Box("* 实际完成情况", 1, 4)],
        [Box(mark(given.goal.expected), 1, 4), Box(mark(given.goal.achieved), 1, 4)],
    ]
    grid += _indicators(given)
    return grid


def _indicators(given: Submission) -> Grid:
    rows = given.indicators
    headings = (
        "一级指标", "二级指标", "三级指标", "年度指标值", "* 实际完成值", "* 分值", "* 得分",
        "偏差原因分析及改进措施",
    )  # fmt: skip
    grid: Grid = [[Box("年度绩效指标", len(rows) + 2, 1), *map(Box, headings)]]
    for number, row in enumerate(rows):
        before = rows[number - 1] if number else None
        boxes = []
        if before is None or before.level1 != row.level1:
            same = sum(1 for other in rows if other.level1 == row.level1)
            boxes.append(Box(POINTS[row.level1], same, 1))
        key = (row.level1, row.level2)
        if before is None or (before.level1, before.level2) != key:
            same = sum(1 for other in rows if (other.level1, other.level2) == key)
            boxes.append(Box(row.level2, same, 1))
        values = (
            row.name,
            row.target,
            row.actual,
            shown(row.points),
            shown(row.claimed),
            row.reason,
        )
        grid.append(boxes + [Box(text) for text in values])
    grid.append([Box("总分", 1, 5), Box("100"), Box(shown(given.claimed_total)), Box("—")])
    return grid


def unfilled(given: Submission) -> Submission:
    """Return a form as the system gives it out at the year's end: targets, and nothing else."""
    empty = {"actual": "", "points": None, "claimed": None, "reason": ""}
    return given.model_copy(
        update={
            "indicators": tuple(row.model_copy(update=empty) for row in given.indicators),
            "funds": tuple(row.model_copy(update={"claimed": None}) for row in given.funds),
            "claimed_total": None,
        }
    )


def money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def shown(number: Decimal | None, missing: str = "") -> str:
    return missing if number is None else format(number.normalize(), "f")


def placed(grid: Grid) -> list[tuple[int, int, Box]]:
    """Return row and column of every box."""
    covered: set[tuple[int, int]] = set()
    found = []
    for row, boxes in enumerate(grid, 1):
        column = 1
        for box in boxes:
            while (row, column) in covered:
                column += 1
            found.append((row, column, box))
            covered |= {
                (r, c)
                for r in range(row, row + box.down)
                for c in range(column, column + box.across)
            }
            column += box.across
    return found


def as_xlsx(*grids: Grid, same_sheet: bool = False, numbers: bool = True) -> bytes:
    """Return forms as a workbook, each on a sheet of its own or below each other."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    start = 0
    for number, grid in enumerate(grids):
        if number and not same_sheet:
            sheet = book.create_sheet(f"自评表{number + 1}")
            start = 0
        for row, column, box in placed(grid):
            cell = sheet.cell(start + row, column)
            is_number = numbers and column >= 4 and _numeric(box.text)
            cell.value = float(box.text) if is_number else box.text or None
            cell.alignment = Alignment(wrap_text=True)
            cell.font = Font(bold=row == 1)
            if is_number and column in (4, 5, 6) and "." in box.text:
                cell.number_format = "0.00"
            elif isinstance(cell.value, str):
                cell.data_type = "s"
            if box.down > 1 or box.across > 1:
                sheet.merge_cells(
                    start_row=start + row,
                    end_row=start + row + box.down - 1,
                    start_column=column,
                    end_column=column + box.across - 1,
                )
        start += len(grid) + 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _numeric(text: str) -> bool:
    return text.replace(".", "", 1).isdigit() and len(text) < 15


def as_html(*grids: Grid, encoding: str = "utf-8") -> bytes:
    """Return forms as the page that a system exports under the name of a workbook."""
    tables = []
    for grid in grids:
        lines = ["<table border='1' cellspacing='0'>"]
        for boxes in grid:
            lines.append("<tr>" + "".join(_td(box) for box in boxes) + "</tr>")
        tables.append("\n".join([*lines, "</table>"]))
    body = "\n<br>\n".join(tables)
    return (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{encoding}">'
        f"<style>td {{ mso-number-format:'\\@'; }}</style></head>\n<body>\n{body}\n</body></html>\n"
    ).encode(encoding)


def _td(box: Box) -> str:
    spans = f' rowspan="{box.down}"' if box.down > 1 else ""
    spans += f' colspan="{box.across}"' if box.across > 1 else ""
    return f"<td{spans}>{html.escape(box.text)}</td>"


def comparable(given: Submission) -> dict[str, Any]:
    """Return a submission without what tells only where it came from, and what no form prints."""
    data = given.model_dump(by_alias=True, exclude_defaults=True)
    for key in ("repairs", "id", "at", "known", "not_found", "summary", "publish", "mid_year"):
        data.pop(key, None)
    for row in data.get("indicators", ()):
        row.pop("at", None)
        row.pop("known", None)
    return data


def cut(grid: Grid, rows: Sequence[int]) -> Grid:
    """Return some rows of a grid."""
    return [grid[row] for row in rows]
