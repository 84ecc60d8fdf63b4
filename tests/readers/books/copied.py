"""Forms as grids of cells, and the ways in which copying turns them into text."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

HEADINGS = (
    "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
)  # fmt: skip
FUNDS = ("项目资金(万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


@dataclass(frozen=True)
class Row:
    """One indicator; an empty level goes on from the row above."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    points: str
    claimed: str
    reason: str


@dataclass(frozen=True)
class Grid:
    """A form: its rows of indicators, the sources of its funds, and its total."""

    rows: tuple[Row, ...]
    sources: tuple[tuple[str, ...], ...] = (
        ("年度资金总额", "100", "100", "100", "10", "100%", "10"),
    )
    total: tuple[str, str] = ("100", "100")
    has_block: bool = True
    goal: tuple[str, ...] = ()

    def goals(self) -> Iterator[list[str | None]]:
        """Yield the rows of the yearly goal, if the form has one."""
        if self.goal:
            yield ["年度总体目标", "预期目标", "实际完成情况"]
            yield [None, *self.goal]

    def table(self) -> Iterator[list[str | None]]:
        """Yield the rows of the indicators; None is a cell that the one above covers."""
        yield list(HEADINGS[0 if self.has_block else 1 :])
        for row in self.rows:
            cells: list[str | None] = [
                row.level1 or None, row.level2 or None, row.name, row.target, row.actual,
                row.points, row.claimed, row.reason,
            ]  # fmt: skip
            yield [None, *cells] if self.has_block else cells

    def funds(self) -> Iterator[list[str | None]]:
        """Yield the rows of the funds."""
        yield list(FUNDS)
        for source in self.sources:
            yield [None, *source]


HEAD = (("项目支出绩效自评表",), ("(2022年度)",), ("项目名称", "培训经费"),
        ("主管部门", "某局", "实施单位", "某中心"))  # fmt: skip


def page(grid: Grid) -> str:
    """Return the form as a page: what the copies are taken from."""
    lines = [f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>" for cells in HEAD]
    for part in (list(grid.funds()), list(grid.goals()), list(grid.table())):
        for number, cells in enumerate(part):
            row = ""
            for column, text in enumerate(cells):
                if text is None:
                    continue
                down = 1
                while number + down < len(part) and part[number + down][column] is None:
                    down += 1
                row += f"<td rowspan='{down}'>{html.escape(text)}</td>"
            lines.append(f"<tr>{row}</tr>")
    width = len(HEADINGS) - (2 if grid.has_block else 3) - 1
    lines.append(
        f"<tr><td colspan='{width}'>总分</td><td>{grid.total[0]}</td><td>{grid.total[1]}</td><td></td></tr>"
    )
    return f"<table>{''.join(lines)}</table>"


def lines_of(grid: Grid) -> Iterator[list[str]]:
    """Yield the cells as copying gives them: each merged one once, where it begins."""
    yield from (list(cells) for cells in HEAD)
    for part in (grid.funds(), grid.goals(), grid.table()):
        for cells in part:
            yield [text for text in cells if text is not None]
    yield ["总分", *grid.total, ""]


def with_tabs(grid: Grid, *, keeps_blanks: bool = True) -> str:
    """Return the form as tabs part its cells, those of blank cells at the end kept or lost."""
    lines = ("\t".join(cells) for cells in lines_of(grid))
    return "\n".join(line if keeps_blanks else line.rstrip("\t") for line in lines)


def padded(grid: Grid) -> str:
    """Return the form as the text of a print: cells lost where they were merged, lines filled up."""
    lines = ([*cells, *[""] * (len(HEADINGS) - len(cells))] for cells in lines_of(grid))
    return "\n".join("\t".join(cells) for cells in lines)


def with_bars(grid: Grid) -> str:
    """Return the form with bars around its cells."""
    lines = list(lines_of(grid))
    return "\n".join(f"| {' | '.join(cells)} |" if len(cells) > 1 else cells[0] for cells in lines)


def with_blanks(grid: Grid, gap: str = " ") -> str:
    """Return the form with blanks between its cells; a blank cell leaves nothing."""
    return "\n".join(gap.join(cell for cell in cells if cell) for cells in lines_of(grid))


def one_a_line(grid: Grid) -> str:
    """Return the form with each cell on a line of its own; a blank cell leaves nothing."""
    return "\n".join(cell for cells in lines_of(grid) for cell in cells if cell)


def _whole(grid: Grid) -> Iterator[list[str]]:
    """Yield the cells with blanks for what a merged one covers: as spreadsheets copy them."""
    yield from (list(cells) for cells in HEAD)
    for part in (grid.funds(), grid.goals(), grid.table()):
        for cells in part:
            yield [text or "" for text in cells]
    width = len(HEADINGS) - (not grid.has_block)
    yield ["总分", *[""] * (width - 4), *grid.total, ""]


def _is_broken(cell: str) -> bool:
    """Tell whether a page would break a cell in its middle: a long one, between two characters."""
    middle = cell[len(cell) // 2 - 1 : len(cell) // 2 + 1]
    return len(cell) > 5 and middle.isalpha() and not middle.isascii() and "自评表" not in cell


def _broken(cell: str) -> str:
    middle = len(cell) // 2
    return f"{cell[:middle]}\n{cell[middle:]}" if _is_broken(cell) else cell


def as_spreadsheet(grid: Grid) -> str:
    """Return the form as a spreadsheet copies it: every cell, those of two lines in quotes."""
    lines = [[f'"{text}"' if "\n" in text else text for text in map(_broken, cells)]
             for cells in _whole(grid)]  # fmt: skip
    return "\r\n".join("\t".join(cells) for cells in lines)


def with_broken_bars(grid: Grid) -> str:
    """Return the form with bars around cells that go on in the next line."""
    lines = ([_broken(cell) for cell in cells] for cells in lines_of(grid))
    return "\n".join(f"| {' | '.join(cells)} |" if len(cells) > 1 else cells[0] for cells in lines)


def with_broken_tabs(grid: Grid) -> str:
    """Return the form with tabs between cells, some of which go on in the next line."""
    return "\n".join("\t".join(_broken(cell) for cell in cells) for cells in lines_of(grid))


def drawn(grid: Grid) -> str:
    """Return the form as a program draws it: lines around all cells, long texts over several lines."""
    out = []
    for cells in _whole(grid):
        pieces = [_broken(cell).split("\n") for cell in cells]
        rule = "─" * 6
        out.append(f"├{'┼'.join(rule for _ in cells)}┤")
        for number in range(max(map(len, pieces))):
            line = (p[number] if number < len(p) else "" for p in pieces)
            out.append(f"│{'│'.join(f' {text} ' for text in line)}│")
    return "\n".join(out)


LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标", "其他满意度指标"),
    "成本指标": ("经济成本指标",),
    "履职效能": ("重点工作完成", "服务水平"),
}
NAMES = (
    "培训人数", "合格率", "设备 维护数量", "2022年培训班期数", "5G基站维护数", "第 2 期培训", "完成及时性",
    "12345热线接通率", "服务对象满意度", "提升", "100人培训", "成本控制", "A类设备", "数量",
    "慰问伤残军人50人;革命烈士遗属50人", "培训(含线上)", "甲 2个", "实施单位满意度",
)  # fmt: skip
TARGETS = (
    "≥100人", "100", "100%", "有效提升", "2022年12月31日前", "≤5万元", "及时", "≥90%", "", "1", "50",
    "18—54周岁", "按期完成", "不低于95%", "达标", "10台套", "≥ 100 人", "1-6期培训结束后及时考核", "12月底",
)  # fmt: skip
ACTUALS = (
    "120人", "100", "100%", "有效提升", "2022年11月", "4.5万元", "及时", "95%", "", "1", "50", "已完成",
    "存在18岁以下", "96", "按期 完成", "12台套", "达标", "不适用", "10",
)  # fmt: skip
REASONS = ("", "", "", "受疫情影响,部分未开展", "因 采购 滞后", "无", "未偏离", "1.工期延误", "—")
POINTS = ("5", "10", "12.5", "50", "40", "20")


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a form as they are in the field; its points add up, or not quite."""
    rows: list[Row] = []
    for level1 in draw(
        st.lists(st.sampled_from(list(LEVELS)), min_size=1, max_size=3, unique=True)
    ):
        second = draw(
            st.lists(st.sampled_from(LEVELS[level1]), min_size=1, max_size=2, unique=True)
        )
        for level2 in second:
            for number in range(draw(st.integers(1, 2))):
                points = draw(st.sampled_from(POINTS))
                claimed = draw(st.sampled_from((points, points, points, "", "0", "4")))
                rows.append(
                    Row(
                        level1 if number == 0 and level2 == second[0] else "",
                        level2 if number == 0 else "",
                        draw(st.sampled_from(NAMES)),
                        draw(st.sampled_from(TARGETS)),
                        draw(st.sampled_from(ACTUALS)),
                        points,
                        claimed,
                        draw(st.sampled_from(REASONS)),
                    )
                )
    execution = draw(st.sampled_from(("100", "90", "0")))
    sources = [("年度资金总额", "100", "100", execution, "10", f"{execution}%", "10")]
    if draw(st.booleans()):
        mark = draw(st.sampled_from(("", "—")))
        sources.append(("其中:财政拨款", "60", "60", "60", mark, mark, mark))
        sources.append(
            ("其他资金", draw(st.sampled_from(("40", "", "0"))), "40", "40", mark, mark, mark)
        )
    whole = sum((Decimal(row.points) for row in rows), Decimal(10))
    scored = sum((Decimal(row.claimed or 0) for row in rows), Decimal(10))
    total = draw(st.sampled_from(((str(whole), str(scored)), ("100", "100"), (str(whole), ""))))
    goal = draw(st.sampled_from(((), ("完成培训任务", "已完成"), ("办 3 期班", "办了3期"))))
    return Grid(tuple(rows), tuple(sources), total, draw(st.booleans()), goal)
