"""Forms as units hand them in, made up from a seed: three layouts, mixed texts, folders by unit.

    python benchmarks/generated_forms.py COUNT FOLDER [SEED]

The same seed gives the same files. Names, targets and actuals are put together from words of published
forms; about three rows in four have texts (name, target and actual together) that no other row of the run has.
No unit or project in them exists.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import xlsxwriter

FORMS_OF_A_UNIT: Final = 25
_PLACES: Final = [
    "青阳",
    "白石",
    "清溪",
    "云梦",
    "江岸",
    "南屏",
    "沙洲",
    "北岭",
    "东湖",
    "西坪",
    "长桥",
    "新渡",
]
_OFFICES: Final = [
    "农业农村局",
    "水务局",
    "教育局",
    "卫生健康局",
    "交通运输局",
    "住房保障中心",
    "政务数据中心",
    "文化馆",
    "林业站",
    "应急管理局",
]
_WORKS: Final = [
    "河道清淤",
    "道路养护",
    "设备购置",
    "系统运维",
    "校舍维修",
    "人员培训",
    "疫病防控",
    "信息采集",
    "图书更新",
    "林地管护",
    "管网改造",
    "数据治理",
    "宣传推广",
    "隐患排查",
    "垃圾清运",
    "路灯维护",
]
_ADJECTIVES: Final = [
    "年度",
    "专项",
    "重点",
    "日常",
    "城乡",
    "基层",
    "全区",
    "综合",
    "一期",
    "二期",
    "标准化",
    "智能",
]
_COUNTED: Final = (
    ("{}数量", "台"), ("{}次数", "次"), ("{}面积", "平方米"), ("{}长度", "公里"), ("{}人数", "人"),
    ("{}覆盖村数", "个"), ("{}册数", "册"), ("{}场次", "场"), ("{}份数", "份"),
)  # fmt: skip
_RATES: Final = ("{}合格率", "{}完成率", "{}验收通过率", "{}覆盖率", "{}准确率")
_WORDED: Final = (
    ("{}及时性", "及时"), ("提升{}水平", "有效提升"), ("{}保障能力", "有效保障"), ("改善{}条件", "明显改善"),
    ("{}长效机制", "建立健全"), ("{}社会影响", "持续扩大"),
)  # fmt: skip
_REASONS: Final = (
    "", "", "", "受汛期影响，进场推迟，已加强调度。", "部分单位机构改革，因此数量有所减少。",
    "结算资料不全，顺延支付。", "年中调整计划，下年补齐。",
)  # fmt: skip

_EVERYBODY: Final = ("项目", "工作", "服务")
_BEFORE: Final = "东南西北上下前后大小新老"
_BEHIND: Final = "河山沟湾坪岭桥庙塘井口店营寨"
_ENDS: Final = ("村", "街", "片区", "社区")

Cells = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the indicators."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    points: float
    claimed: float
    reason: str

    @property
    def texts(self) -> tuple[str, str, str]:
        """What makes a row another one than others."""
        return self.name, self.target, self.actual


@dataclass(frozen=True, slots=True)
class GeneratedForm:
    """One form: the file that holds it, and its rows."""

    path: str
    content: bytes
    rows: Sequence[Row]


def generated_forms(count: int, seed: int = 1) -> Iterator[GeneratedForm]:
    """Yield ``count`` forms."""
    chance = random.Random(seed)
    layouts = (_shenzhen, _sichuan, _hubei)
    for number in range(count):
        unit = number // FORMS_OF_A_UNIT
        place = _PLACES[unit % len(_PLACES)]
        office = f"{place}{_OFFICES[unit // len(_PLACES) % len(_OFFICES)]}"
        work = f"{chance.choice(_ADJECTIVES)}{chance.choice(_WORKS)}"
        project = f"{place}{work}项目（{number + 1}号）"
        layout = layouts[number % len(layouts)]
        cells, rows = layout(chance, number, office, project, work)
        name = f"{unit + 1:04}-{office}/{number + 1:05}-{work}.xlsx"
        yield GeneratedForm(name, _workbook(cells), rows)


def _rows(
    chance: random.Random, work: str, shares: Sequence[tuple[str, str, int, int]]
) -> list[Row]:
    """Return rows by level: how many, and how many points they have together."""
    made: list[Row] = []
    for level1, level2, count, points in shares:
        for _ in range(count):
            share = points / count
            kind = {"数量": 0, "质量": 1, "满意度": 1, "成本": 3, "经济成本": 3}.get(level2, 2)
            made.append(_row(chance, work, level1, level2, share, kind))
    return made


def _stretch(chance: random.Random) -> str:
    """Return a name of a place as names of indicators bear one: 东河村, 老井街."""
    return chance.choice(_BEFORE) + chance.choice(_BEHIND) + chance.choice(_ENDS)


def _row(
    chance: random.Random, work: str, level1: str, level2: str, points: float, kind: int
) -> Row:
    # Some rows are those that everybody has.
    about = work if chance.random() < 0.75 else chance.choice(_EVERYBODY)
    if chance.random() < 0.5:
        about = f"{_stretch(chance)}{about}"
    reason, claimed = "", points
    if kind == 0:
        pattern, unit = chance.choice(_COUNTED)
        name, wanted = pattern.format(about), chance.randint(2, 3000)
        done = wanted if chance.random() < 0.6 else int(wanted * chance.uniform(0.8, 1.4))
        target, actual = f"≥{wanted}{unit}", f"{done}{unit}"
        if done < wanted:
            reason = chance.choice(_REASONS)
            claimed = points if chance.random() < 0.3 else round(points * done / wanted, 2)
    elif kind == 1:
        satisfied = level2 == "满意度"
        name = f"{about}服务对象满意度" if satisfied else chance.choice(_RATES).format(about)
        wanted = chance.choice((85, 90, 95, 98, 100))
        target = f"≥{wanted}%"
        actual = f"{min(100, wanted + chance.randint(0, 10))}%"
    elif kind == 3:
        name, cap = f"{about}成本控制", chance.randint(20, 2000)
        target, actual = f"≤{cap}万元", f"{round(cap * chance.uniform(0.8, 1), 2)}万元"
    else:
        pattern, words = chance.choice(_WORDED)
        name, target = pattern.format(about), words
        actual = words if chance.random() < 0.8 else "基本达到"
        if level2 == "时效" and chance.random() < 0.5:
            name, target = f"{about}完成时间", f"2022年{chance.randint(6, 12)}月底前"
            actual = f"2022年{chance.randint(5, 12)}月{chance.randint(1, 28)}日"
    return Row(level1, level2, name, target, actual, points, claimed, reason)


_NATIONAL: Final = (
    ("产出", "数量", 4, 20), ("产出", "质量", 3, 15), ("产出", "时效", 2, 10), ("产出", "成本", 1, 5),
    ("效益", "社会效益", 2, 20), ("效益", "可持续影响", 1, 10), ("满意度", "服务对象满意度", 1, 10),
)  # fmt: skip
Made = tuple[Cells, list[Row]]


def _money(chance: random.Random) -> tuple[float, float]:
    budget = round(chance.uniform(20, 3000), 2)
    return budget, round(budget * chance.choice((1, 1, 0.98, 0.95, 0.9, 0.7)), 2)


def _shenzhen(chance: random.Random, number: int, office: str, project: str, work: str) -> Made:
    budget, executed = _money(chance)
    rate, rows = executed / budget, _rows(chance, work, _NATIONAL)
    score = round(rate * 10, 2)
    cells: Cells = [
        ["项目支出绩效自评表"], ["(2022年度)"],
        ["项目名称", None, project, None, None, None, "项目编码", None, f"4403{number:017}"],
        ["主管部门", None, f"深圳市{office}", None, None, None, "实施单位", None, f"深圳市{office}"],
        ["项目资金\n(万元)", None, None, None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, None, "年度资金总额", None, budget, budget, executed, 10, rate, score],
        [None, None, "其中:本年财政拨款", None, budget, budget, executed, "—", "—", "—"],
        [None, None, "      上年结转资金", None, 0, 0, 0, "—", "—", "—"],
        [None, None, "      其他资金", None, 0, 0, 0, "—", "—", "—"],
        ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
        [None, f"完成{work}，保障正常运行。", None, None, None, f"已完成{work}，运行正常。"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", None, "年度指标值", "实际完成值", "分值", "得分",
         "偏差原因分析及改进措施"],
    ]  # fmt: skip
    for row in rows:
        cells.append(
            [None, f"{row.level1}指标", f"{row.level2}指标", row.name, None, row.target, row.actual,
             row.points, row.claimed, row.reason or None]
        )  # fmt: skip
    total = round(score + sum(row.claimed for row in rows), 2)
    cells.append([None, "总 分", None, None, None, None, None, "100", total, "—"])
    return cells, rows


_SICHUAN: Final = (
    ("产出", "数量", 3, 30), ("产出", "质量", 2, 20), ("产出", "时效", 1, 10), ("成本", "经济成本", 1, 10),
    ("效益", "社会效益", 1, 10), ("满意度", "服务对象满意度", 1, 10),
)  # fmt: skip


def _sichuan(chance: random.Random, number: int, office: str, project: str, work: str) -> Made:
    budget, executed = _money(chance)
    rate, rows = executed / budget, _rows(chance, work, _SICHUAN)
    score = round(rate * 10, 2)
    total = round(score + sum(row.claimed for row in rows), 2)
    cells: Cells = [
        ["部门预算项目支出绩效自评表\n(2023年度)"],
        ["报表编号:510000_0013zp", None, None, None, None, None, None, None, None, "单位:万元"],
        ["项目名称", None, project, None, None, None, "项目编码", None, f"51142523T{number:012}"],
        ["预算单位", None, office, None, None, None, "主管部门", None, office],
        ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", None, None, None, None, "年度目标完成情况"],
        [None, None, f"完成{work}。", None, None, None, None, f"已完成{work}。"],
        [None, "2.项目实施内容及过程概述", f"按季度实施{work}，年底组织验收。"],
        ["预算执行情况(10分)", "年度预算数(万元)", "年初预算", None, "调整后预算数", None, "预算执行数",
         "预算执行率", "权重", "得分", "原因"],
        [None, "总额", budget, None, budget, None, executed, rate, 10, score, "按合同进度支付。"],
        [None, "财政资金", budget, None, budget, None, executed, rate],
        [None, "财政专户管理资金"], [None, "单位资金"], [None, "其他资金"],
        ["绩效指标(90分)", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值",
         "权重", "得分", "未完成原因分析"],
    ]  # fmt: skip
    for row in rows:
        sign = row.target[0] if row.target[0] in "≥≤" else "定性"
        bare = row.target.lstrip("≥≤")
        digits = "".join(c for c in bare if c.isdigit() or c == ".") if sign != "定性" else ""
        unit = bare[len(digits) :] if digits else "无"
        actual = row.actual.removesuffix(unit) if digits else row.actual
        cells.append(
            [None, f"{row.level1}指标", f"{row.level2}指标", row.name, sign, digits or bare, unit, actual,
             row.points, row.claimed, row.reason or None]
        )  # fmt: skip
    cells += [
        ["合计", None, None, None, None, None, None, None, "100", total],
        ["评价结论", f"项目总体完成较好，自评{total}分。"],
        ["存在问题", "结算资料报送不及时。"], ["改进措施", "按月调度支付。"],
    ]  # fmt: skip
    return cells, rows


_HUBEI: Final = (
    ("产出", "数量", 3, 20), ("产出", "质量", 2, 10), ("产出", "时效", 1, 10),
    ("效益", "社会效益", 2, 20), ("效益", "可持续影响", 1, 10), ("满意度", "服务对象满意度", 1, 10),
)  # fmt: skip


def _hubei(chance: random.Random, number: int, office: str, project: str, work: str) -> Made:
    del number
    budget, executed = _money(chance)
    rate, rows = executed / budget, _rows(chance, work, _HUBEI)
    score = round(rate * 20, 2)
    cells: Cells = [
        ["2022年度项目支出绩效自评表"],
        [f"单位名称:{office}", None, None, None, None, None, "金额单位:万元"],
        ["项 目 名 称", project],
        ["主 管 部 门", f"湖北省{office}", None, None, None, "项目实施单位", None, office],
        ["项目类别", "1、部门预算项目☑  2、省直专项□  3、省对下转移支付项目□"],
        ["预算执行情况\n(万元)\n(20分)", None, None, "预算数(A)", None, "执行数(B)", "执行率(B/A)",
         "得分\n(20分*执行率)"],
        [None, "年度财政资金总额", None, budget, None, executed, rate, score],
        ["年度绩效目标\n(80分)", "一级指标", "二级指标", "三级指标", None, "年初目标值\n(A)", None,
         "实际完成值\n(B)", "得分"],
    ]  # fmt: skip
    points = {"产出": 40, "效益": 30, "满意度": 10}
    shown: set[str] = set()
    for row in rows:
        first = None if row.level1 in shown else f"{row.level1}指标\n({points[row.level1]}分)"
        shown.add(row.level1)
        cells.append(
            [
                None,
                first,
                f"{row.level2}指标",
                row.name,
                None,
                row.target,
                None,
                row.actual,
                row.claimed,
            ]
        )
    total = round(score + sum(row.claimed for row in rows), 2)
    why = next((row.reason for row in rows if row.reason), "无。")
    cells += [
        ["总  分", None, None, None, None, None, None, None, total],
        ["偏差大或\n目标未完成\n原因分析", None, why], ["改进措施及\n结果应用方案", None, "结果作为经费分配依据。"],
    ]  # fmt: skip
    return cells, rows


def _workbook(cells: Cells) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    box = book.add_format({"border": 1, "text_wrap": True, "font_name": "宋体", "font_size": 10})
    percent = book.add_format({"border": 1, "num_format": "0.00%"})
    width = max(map(len, cells))
    for at, row in enumerate(cells):
        for across in range(width):
            value = row[across] if across < len(row) else None
            if value is None:
                sheet.write_blank(at, across, None, box)
            elif isinstance(value, str):
                sheet.write_string(at, across, value, box)
            else:
                is_rate = isinstance(value, float) and 0 < value <= 1
                sheet.write_number(at, across, value, percent if is_rate else box)
    book.close()
    return out.getvalue()


def write_forms(count: int, folder: Path, seed: int = 1) -> float:
    """Write the forms into a folder; return the share of rows whose texts no earlier row has."""
    seen: set[tuple[str, str, str]] = set()
    rows = 0
    for form in generated_forms(count, seed):
        path = folder / form.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form.content)
        rows += len(form.rows)
        seen.update(row.texts for row in form.rows)
    return len(seen) / max(rows, 1)


if __name__ == "__main__":
    share = write_forms(int(sys.argv[1]), Path(sys.argv[2]), int((sys.argv[3:] or ["1"])[0]))
    print(f"{share:.0%} of the rows have texts of their own")
