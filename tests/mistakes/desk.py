"""An officer's desk: the workbooks that were filled in well, and the table of what goes wrong."""

from __future__ import annotations

import errno
import shlex
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from scoring.cli.main import main
from tests.folders import TARGET_TABLES
from tests.mistakes.hands import HANDS, NAME, held, read_only
from tests.mistakes.workbook import HIDDEN, Filled

HERE: Final = Path(__file__).parent
PROJECT: Final = {
    "养护公园数": "23个", "补植乔木": "1210株", "绿地完好率": "98.5%", "工单办结时间": "20小时",
    "单位养护成本": "6.2元/平方米", "公园服务能力": "有效提升", "管护机制": "健全", "游客满意度": "96%",
}  # fmt: skip
FUNDS: Final = {"年度资金总额": (1250.5, 1230), "财政拨款": (1200, 1180), "其他资金": (50.5, 50)}
DEPARTMENT: Final = {
    "全年支出": 9800000, "调整后预算": 10000000, "一季度末支出": 2500000, "二季度末支出": 5000000,
    "三季度末支出": 7500000, "政府采购金额": 480000, "政府采购预算": 500000, "落实采购政策": "是",
    "在用固定资产": 950, "全部固定资产": 1000, "在编人数": 40, "编制数": 42, "编外人数": 1,
    "三公支出": 80000, "三公预算": 100000, "日常公用支出": 900000, "日常公用预算": 1000000,
    "重点工作完成数": 12, "重点工作计划数": 12, "项目完成数": 8, "项目计划数": 8,
    "满意问卷数": 190, "有效问卷数": 200,
}  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """A row of the table."""

    id: str
    did: str
    """What the officer did, in a sentence."""
    status: int
    make: tuple[Mapping[str, Any], ...] = ()
    base: str = "project"
    """A workbook that was filled in well, ``project`` or ``department``; ``blank``, or ``nothing``."""
    run: str = f"score {NAME} -o 结果 --format json"
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    """What was typed and must be found again in the result."""
    held: Mapping[str, str] = field(default_factory=dict)
    """What another program holds, by kind."""


BASES: Final = ("project", "department", "blank")


def table() -> list[Mistake]:
    """Return all rows."""
    rows = []
    for path in sorted((HERE / "table").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            lists = {k: tuple(v) for k, v in entry.items() if isinstance(v, list)}
            rows.append(Mistake(**{**entry, **lists}))
    return rows


def filled(folder: Path, kind: str) -> bytes:
    """Return a workbook that ``form`` wrote, filled in as an officer should."""
    path = folder / f"{kind}.xlsx"
    if kind == "blank":
        source = ["--set", "shenzhen/2022-project"]
    elif kind == "project":
        source = [str(TARGET_TABLES / "项目.xlsx"), "--set", "shenzhen/2022-project"]
    else:
        source = ["--set", "shenzhen/2024-department"]
    assert main(["form", *source, "-o", str(path)]) == 0
    book = Filled(path.read_bytes())
    if kind != "blank":
        {"project": _project, "department": _department}[kind](book)
    # What only Excel looks at: it would take more time than everything that is read.
    book.book[HIDDEN].delete_cols(3, book.book[HIDDEN].max_column)
    return book.save()


def _project(book: Filled) -> None:
    for name, value in PROJECT.items():
        book.cell(name, "实际完成值").value = value
    book.cell("游客满意度", "年度指标值").value = "95"
    book.cell("游客满意度", "调查方式").value = "问卷"
    for column, count in (("发出份数", 210), ("收回份数", 200), ("满意份数", 192)):
        book.cell("游客满意度", column).value = count
    for source, (budget, spent) in FUNDS.items():
        book.cell(source, "全年预算数", "资金").value = budget
        book.cell(source, "全年执行数", "资金").value = spent
    book.cell("年度资金总额", "执行率低的原因", "资金").value = "招标节约20.5万元"
    book.field("实际完成情况").value = "23个公园全年养护，绿地完好率98.5%，游客满意。"


def _department(book: Filled) -> None:
    book.field("项目名称" if _has(book, "项目名称") else "部门名称").value = "甲市园林局"
    book.field("绩效自评年度").value = 2024
    for name, value in DEPARTMENT.items():
        book.cell(name, "填报值", "数据").value = value
    row, of = book.row("预算公开", "清单"), book.heading("清单", "是否符合").column
    for number in range(row, row + 5):
        book.form.cell(number, of).value = "是"


def _has(book: Filled, label: str) -> bool:
    try:
        book.find(label)
    except AssertionError:
        return False
    return True


def make(mistake: Mistake, bases: Mapping[str, bytes]) -> None:
    """Make what the officer hands to the program, in the current folder."""
    if mistake.base != "nothing":
        Path(NAME).write_bytes(bases[mistake.base])
    for step in mistake.make:
        for word, values in step.items():
            HANDS[word](*(values if isinstance(values, list) else [values]))


def run(mistake: Mistake) -> int:
    """Give the officer's command; return its exit status."""
    holds: AbstractContextManager[None] = nullcontext()
    for kind, name in mistake.held.items():
        if kind == "reading":
            holds = held(name)
        elif kind == "writing":
            holds = held(name, writing=True)
        else:
            holds = read_only(name, errno.ENOSPC if kind == "full" else errno.EACCES)
    command = mistake.run + ",html" * bool(mistake.keeps)
    with holds:
        return main(shlex.split(command))
