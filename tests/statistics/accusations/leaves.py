"""What departments hand in beside rows: figures, checklists, tasks, and claims on all of these.

Every figure's score is worked out here by hand, as the published tables tell it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from scoring.indicator_set.model import IndicatorSet, SetNode
from tests.statistics.accusations.figures import chance, cut, half_up, shared, written
from tests.statistics.accusations.ways import percent

F = Fraction


@dataclass
class Leaves:
    """``right`` and ``claimed`` by the leaf's path; ``judged`` are those that only people score."""

    data: dict[str, Any] = field(default_factory=dict)
    right: dict[str, Fraction] = field(default_factory=dict)
    claimed: dict[str, Fraction] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)

    @property
    def total(self) -> Fraction:
        return sum(self.claimed.values(), F(0))


def made_leaves(r: Random, one: IndicatorSet) -> Leaves:
    """Return figures and claims for all leaves that a set has of its own."""
    found = Leaves()
    leaves = [n for n in one.nodes() if not n.children and not n.rows]
    if not leaves:
        return found
    figures = _FIGURES.get(one.id)
    inputs, scores = figures(r) if figures else ({}, {})
    items: dict[str, Any] = {}
    for node in leaves:
        path = "/".join((*node.path, node.name))
        points = F(node.points or 0)
        if node.items:
            items[node.name], right = _checked(r, node)
        elif node.name in scores:
            right = scores[node.name]
        elif not points:
            found.right[path] = F(0)
            continue
        else:
            found.judged.add(path)
            found.claimed[path] = points * F(r.randint(6, 10), 10)
            continue
        found.right[path] = half_up(right)
        found.claimed[path] = half_up(right)
    found.data = {"inputs": inputs, "items": items}
    if chance(r, 90):
        short = [n.name for n in leaves]
        found.data["claims"] = {
            (
                path
                if chance(r, 30) or short.count(path.split("/")[-1]) > 1
                else path.split("/")[-1]
            ): written(claimed)
            for path, claimed in found.claimed.items()
        }
    else:
        found.claimed = {}
    return found


def _checked(r: Random, node: SetNode) -> tuple[dict[str, Any], Fraction]:
    answers = {item.name: {"met": "是" if chance(r, 85) else "否"} for item in node.items}
    for answer in answers.values():
        if answer["met"] == "是":
            answer["evidence"] = [{"name": "制度汇编", "page": "3"}]  # type: ignore[assignment]
    met = [answers[item.name]["met"] == "是" for item in node.items]
    if any(item.points is not None for item in node.items):
        return answers, sum(
            (F(item.points or 0) for item, yes in zip(node.items, met, strict=True) if yes), F(0)
        )
    return answers, max(F(node.points or 0) - met.count(False), F(0))


def _amount(r: Random, low: int, high: int) -> Fraction:
    return F(r.randint(low * 100, high * 100), 100)


def _step(value: Fraction, steps: list[tuple[Fraction, Fraction]]) -> Fraction:
    return next((score for least, score in steps if value >= least), F(0))


def _yueyang(r: Random) -> tuple[dict[str, str], dict[str, Fraction]]:
    posts = r.randint(20, 400)
    staff = posts - r.randint(0, 10) if chance(r, 80) else posts + r.randint(1, 6)
    last = _amount(r, 10, 80)
    this = cut(last * F(r.randint(60, 103), 100))
    planned = cut(last * F(r.randint(95, 110), 100))
    projects = _amount(r, 500, 5000)
    key = cut(projects * F(r.randint(55, 100), 100))
    budget = _amount(r, 1000, 9000)
    change = cut(budget * F(r.randint(0, 35), 100)) * r.choice([1, 1, 0])
    late = r.choice([0, 0, 0, 1, 2])
    left_before = _amount(r, 0, 50)
    left = r.choice([F(0), cut(left_before * F(1, 2)), left_before + 1])
    inputs = {
        "在职人员数": written(staff), "编制数": written(posts), "本年三公经费": written(this), "上年三公经费": written(last),
        "三公预算": written(planned), "重点项目支出": written(key), "项目总支出": written(projects),
        "预算调整数": written(change), "预算数": written(budget), "支付迟延笔数": written(late), "结余": written(left),
        "上年结余": written(left_before),
    }  # fmt: skip

    def above(value: Fraction, limit: Fraction, points: int, minus: Fraction) -> Fraction:
        return max(points - minus * max(value - limit, F(0)) * 100, F(0))

    adjusted = abs(change) / budget
    half = F(1, 2)
    return inputs, {
        "财政供养人员控制率": above(F(staff, posts), F(1), 5, half),
        "“三公经费”变动率": above((this - last) / last, F(0), 5, half),
        "重点支出安排率": _step(key / projects, [(percent(90), F(5)), (percent(80), F(4)), (percent(70), F(3)), (percent(60), F(2))]),
        "预算调整率": next(
            (s for most, s in ((0, F(3)), (10, F(2)), (20, F(1)), (30, half)) if adjusted <= percent(most)), F(0)
        ),
        "支付进度率": max(3 - half * late, F(0)),
        "资金结余": F(3) if left == 0 else F(2) if left <= left_before else F(0),
        "“三公经费”控制率": above(this / planned, F(1), 6, F(1)),
    }  # fmt: skip


def _shenzhen(r: Random) -> tuple[dict[str, str], dict[str, Fraction]]:
    budget = _amount(r, 5000, 200000)
    ends = [
        cut(budget * percent(p))
        for p in sorted(
            (r.randint(10, 30), r.randint(31, 60), r.randint(61, 85), r.randint(86, 100))
        )
    ]
    purchase = _amount(r, 1000, 90000)
    bought = cut(purchase * F(r.randint(80, 100), 100))
    assets = _amount(r, 1000, 90000)
    used = cut(assets * F(r.randint(55, 100), 100))
    posts = r.randint(20, 300)
    staff = posts - r.randint(0, 15)
    others = r.choice([0, 1, 3, 8, 71])
    guests, goods = _amount(r, 5, 60), _amount(r, 50, 500)
    guests_used = cut(guests * F(r.randint(30, 100), 100))
    goods_used = cut(goods * F(r.randint(50, 100), 100))
    tasks, projects, asked = r.randint(5, 40), r.randint(5, 60), r.choice([200, 500, 1000])
    done, timely = tasks - r.choice([0, 0, 1]), projects - r.choice([0, 0, 1, 2])
    happy = asked * r.randint(80, 100) // 100
    follows = chance(r, 90)
    inputs = {
        "全年支出": written(ends[3]), "调整后预算": written(budget), "一季度末支出": written(ends[0]),
        "二季度末支出": written(ends[1]), "三季度末支出": written(ends[2]), "政府采购金额": written(bought),
        "政府采购预算": written(purchase), "落实采购政策": "是" if follows else "否", "在用固定资产": written(used),
        "全部固定资产": written(assets), "在编人数": written(staff), "编制数": written(posts), "编外人数": written(others),
        "三公支出": written(guests_used), "三公预算": written(guests), "日常公用支出": written(goods_used),
        "日常公用预算": written(goods), "重点工作完成数": written(done), "重点工作计划数": written(tasks),
        "项目完成数": written(timely), "项目计划数": written(projects), "满意问卷数": written(happy), "有效问卷数": written(asked),
    }  # fmt: skip
    outside = F(others, staff + others)
    pace = [min(end / budget / percent(25 * (at + 1)), F(1)) for at, end in enumerate(ends)]

    def control(value: Fraction) -> Fraction:
        return F(3) if value < percent(90) else F(2) if value <= 1 else F(0)

    return inputs, {
        "政府采购执行率": min(bought / purchase, F(1)),
        "政府采购政策落实": F(1) if follows else F(0),
        "固定资产利用率": _step(used / assets, [(percent(90), F(1)), (percent(75), F(7, 10)), (percent(60), F(2, 5))]),
        "财政供养人员控制率": F(1) if staff <= posts else F(0),
        "编外人员控制率": F(1) if outside < percent(5) else F(1, 2) if outside <= percent(10) else F(0),
        "“三公”经费控制率": control(guests_used / guests),
        "日常公用经费控制率": control(goods_used / goods),
        "重点工作完成情况": 8 * F(done, tasks),
        "季度执行进度": 6 * sum(pace, F(0)) / 4,
        "项目完成及时性": 6 * F(timely, projects),
        "公众或服务对象满意度": _step(F(happy, asked), [(percent(95), F(6)), (percent(90), F(4)), (percent(80), F(2))]),
    }  # fmt: skip


_FIGURES: dict[str, Callable[[Random], tuple[dict[str, str], dict[str, Fraction]]]] = {
    "hunan-yueyang/2018-department": _yueyang,
    "shenzhen/2024-department": _shenzhen,
}


@dataclass(frozen=True)
class Tasks:
    """年度主要任务, with what they earn together."""

    rows: list[dict[str, Any]]
    right: list[Fraction]


def made_tasks(r: Random, points: Fraction) -> Tasks:
    """Return the year's main tasks: points × weight × rate each."""
    weights = shared(r, F(100), r.randint(1, 4))
    rows, right = [], []
    for at, weight in enumerate(weights):
        budget = _amount(r, 20, 900)
        executed = cut(budget * F(r.choice([100, 100, r.randint(70, 100)]), 100))
        score = half_up(points * weight / 100 * min(executed / budget, F(1)))
        row = {
            "name": ["保障运转", "重点课题", "信息化建设", "人才培养"][at], "weight": written(weight), "initial": written(budget),
            "budget": written(budget), "executed": written(executed), "completion": "已完成", "claimed": written(score),
        }  # fmt: skip
        if executed < budget:
            row["reason"] = "余款下年支付"
        rows.append(row)
        right.append(score)
    return Tasks(rows, right)
