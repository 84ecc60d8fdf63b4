"""Rows as competent units fill them, each with what the rule makes of it by plain arithmetic.

A maker takes a source of chance and what is known of the form, and returns the row's texts with the
share of the points that the rule gives. Nothing here asks the program that is being watched.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any, Final

from tests.statistics.accusations.figures import chance, grouped, half_up, pick, written
from tests.statistics.accusations.ways import ONE, Way, percent

NOTHING_TO_SAY: Final = ("", "", "", "", "无", "暂无", "无偏差", "未偏离", "已完成")
MISSED: Final = (
    "机构改革,服务对象减少", "部分合同跨年执行", "受天气影响,工期推迟", "供应商延期交货", "年中压减经费,相应减少工作量",
    "人员调整,部分工作顺延至下年", "申报数量少于预期",
)  # fmt: skip
EXCEEDED: Final = (
    "年中新增任务", "工作需要,增加批次", "上年结转任务本年完成", "单位参与积极性高于预期",
)  # fmt: skip
OVERRUN: Final = ("原材料价格上涨", "年中增加工作内容", "需求增加,经领导班子研究同意")


@dataclass(frozen=True)
class Context:
    """What a row may need to know of its form."""

    set_id: str
    way: Way
    year: int
    executed: Fraction | None = None
    """全年执行数 in 元."""
    budget: Fraction | None = None
    start: str | None = None
    """When the project began, where the form tells."""

    @property
    def rate(self) -> Fraction | None:
        return None if self.executed is None or not self.budget else self.executed / self.budget


@dataclass(frozen=True)
class Made:
    """A row without its place and points; ``share`` of the points is the rule's score."""

    kind: str
    fields: dict[str, Any]
    share: Fraction = ONE
    low: Fraction | None = None
    """Least share that may be claimed without a word, where people judge; else the rule's."""
    completion: Fraction | None = None
    """Where the score is completion × points and other orders of rounding are usual."""
    met: bool = True
    target_number: Fraction | None = None
    tags: frozenset[str] = field(default_factory=frozenset)


def fits(way: Way, sign: str, number: str, unit: str, r: Random) -> dict[str, str]:
    """Write a target with its sign; in columns of their own where the set has them."""
    if way.split and chance(r, 85):
        column = {"≥": "≥", "≤": "≤", "": r.choice(["", "≥"]), "=": "="}[sign]
        return {"direction": column, "target": number, "unit": unit}
    if sign == "≥":
        text = pick(
            r,
            [(50, "≥{n}{u}"), (8, "不少于{n}{u}"), (8, "{n}{u}以上"), (6, "至少{n}{u}"), (6, "≥ {n}{u}"),
             (4, ">={n}{u}"), (4, "不低于{n}{u}"), (2, "≧{n}{u}"), (2, "大于等于{n}{u}")],
        )  # fmt: skip
    elif sign == "≤":
        text = pick(
            r,
            [(50, "≤{n}{u}"), (10, "不超过{n}{u}"), (8, "不高于{n}{u}"), (6, "<={n}{u}"), (6, "不大于{n}{u}"),
             (4, "{n}{u}以内"), (4, "控制在{n}{u}以内")],
        )  # fmt: skip
    else:
        text = sign + "{n}{u}"
    return {"target": text.format(n=number, u=unit)}


# —— counts ——

COUNTS: Final = (
    ("设备数量", "台"), ("运维设备数量", "台"), ("培训人次", "人次"), ("培训场次", "场"), ("巡检报告", "份"),
    ("服务单位数量", "家"), ("道路养护里程", "公里"), ("绿化面积", "亩"), ("宣传活动次数", "次"), ("受益户数", "户"),
    ("购置图书", "册"), ("监测点位", "个"), ("编制规划", "项"), ("服务企业数", "家"), ("修缮校舍面积", "平方米"),
    ("发放白皮书的党政机关数量", "家"), ("原厂维保数量", "台"), ("救助困难群众", "人"),
)  # fmt: skip
SOCIAL_COUNTS: Final = (
    ("带动就业人数", "人"),
    ("受益群众数", "人"),
    ("服务群众", "人次"),
    ("覆盖村数", "个"),
)


def _actual_count(r: Random, way: Way, number: int, unit: str, target: int) -> str:
    forms: list[tuple[int, str]] = [
        (60, f"{number}{unit}"),
        (10, f"{number}"),
        (4, f" {number} {unit} "),
    ]
    if way.split:
        forms.append((60, f"{number}"))
    if number >= 1000:
        forms.append((12, f"{grouped(number)}{unit}"))
    if number >= 10000 and unit != "册":
        forms.append((12, f"{written(Fraction(number, 10000))}万{unit}"))
    if unit == "公里":
        forms.append((12, f"{number * 1000}米"))
    if unit == "平方米" and number % 100 == 0:
        forms.append((12, f"{written(Fraction(number, 10000))}公顷"))
    if Fraction(number, target) >= percent(106) and number >= 20:
        forms += [(6, f"约{number}{unit}"), (3, f"{number}余{unit}")]
    if number > 0:
        forms += [
            (5, f"全年共完成{number}{unit}"),
            (4, f"实际完成{number}{unit}"),
            (3, f"共计{number}{unit}"),
        ]
    return pick(r, forms)


def count(r: Random, c: Context, names: Sequence[tuple[str, str]] = COUNTS) -> Made:
    name, unit = r.choice(names)
    target = pick(
        r, [(30, r.randint(1, 10)), (50, r.randint(11, 600)), (20, r.randint(601, 30000))]
    )
    how = pick(r, [(35, "equal"), (35, "more"), (8, "far"), (22, "missed")])
    actual = {
        "equal": target,
        "more": target + target * r.randint(1, 30) // 100,
        "far": target * r.randint(131, 260) // 100 + 1,
        "missed": target * r.randint(40, 99) // 100,
    }[how]
    if actual == target and how == "missed":
        how = "equal"
    completion = Fraction(actual, target)
    sign = pick(r, [(70, "≥"), (25, ""), (5, "=")])
    fields: dict[str, Any] = {
        "name": name,
        **fits(c.way, sign, grouped(target) if target >= 1000 and chance(r, 20) else str(target), unit, r),
        "actual": _actual_count(r, c.way, actual, unit, target),
    }  # fmt: skip
    if completion < 1:
        fields["reason"] = r.choice(MISSED)
        share = c.way.least(completion)
        plain = completion if c.way.pass_line is None else None
        return Made(
            "定量未完成", fields, share, completion=plain, met=False, target_number=Fraction(target)
        )
    if sign != "=" and c.way.is_over(completion):
        fields["reason"] = r.choice(EXCEEDED)
        return Made(
            "超额完成", fields, c.way.over_share, c.way.over_low, target_number=Fraction(target)
        )
    fields["reason"] = r.choice(EXCEEDED if completion > percent(130) else NOTHING_TO_SAY)
    return Made("定量完成", fields, target_number=Fraction(target))


def social_count(r: Random, c: Context) -> Made:
    return count(r, c, SOCIAL_COUNTS)


def parts(r: Random, c: Context) -> Made:
    """Several parts in one cell: 6台/3套 of ≥5台/2套."""
    one, two = r.randint(20, 60), r.randint(20, 60)
    fields: dict[str, Any] = {
        "name": r.choice(["购置设备数量", "采购服务数量", "更新设施数量"]),
        "target": f"≥{one}台/{two}套",
    }
    if chance(r, 80):
        more = r.randint(100, 130)
        fields["actual"] = f"{one * more // 100}台/{two * more // 100}套"
        fields["reason"] = r.choice(NOTHING_TO_SAY)
        return Made("分项完成", fields)
    done = two * r.randint(50, 95) // 100
    fields["actual"], fields["reason"] = f"{one}台/{done}套", r.choice(MISSED)
    return Made("分项未完成", fields, c.way.least(Fraction(done, two)), met=False)


# —— rates ——

RATES: Final = (
    "验收合格率", "故障处理率", "数据准确率", "系统可用率", "任务完成率", "设备完好率", "资料归档率", "检测覆盖率",
)  # fmt: skip
TIMELY_RATES: Final = ("完成及时率", "资金拨付及时率", "响应及时率", "按期办结率")
SOCIAL_RATES: Final = ("政策知晓率", "问题整改率", "服务覆盖率", "纠纷化解率")
GREEN_RATES: Final = ("垃圾无害化处理率", "绿化养护达标率", "污水处理率")


def _rate_texts(
    r: Random, c: Context, target: Fraction, actual: Fraction, sign: str
) -> dict[str, str]:
    number = written(target)
    bare = chance(r, 8) and target >= 50
    fields = fits(c.way, sign, number, "" if bare and not c.way.split else "%", r)
    forms = [(70, written(actual) + "%"), (8, written(actual)), (4, written(actual, 2) + "%")]
    if actual == 100:
        forms.append((10, "1"))
    elif actual >= 50 and not bare:
        forms.append((8, written(actual / 100)))
    if bare:
        forms = [(1, written(actual) + "%"), (1, written(actual))]
    fields["actual"] = pick(r, forms)
    return fields


def rate(r: Random, c: Context, names: Sequence[str] = RATES) -> Made:
    name = r.choice(names)
    target = Fraction(r.choice([100, 100, 99, 98, 95, 95, 90, 90, 85, 80]))
    how = pick(r, [(40, "equal"), (40, "more"), (20, "missed")])
    actual = {
        "equal": target,
        "more": target
        + half_up((100 - target) * Fraction(r.randint(0, 100), 100), r.randint(0, 2)),
        "missed": half_up(target * Fraction(r.randint(60, 99), 100), r.randint(0, 2)),
    }[how]
    fields: dict[str, Any] = {
        "name": name,
        **_rate_texts(r, c, target, actual, pick(r, [(75, "≥"), (25, "")])),
    }
    if actual < target:
        fields["reason"] = r.choice(MISSED)
        completion = actual / target
        plain = completion if c.way.pass_line is None else None
        return Made("比率未达到", fields, c.way.least(completion), completion=plain, met=False)
    fields["reason"] = r.choice(NOTHING_TO_SAY)
    return Made("比率达到", fields)


def timely_rate(r: Random, c: Context) -> Made:
    return rate(r, c, TIMELY_RATES)


def social_rate(r: Random, c: Context) -> Made:
    return rate(r, c, SOCIAL_RATES)


def green_rate(r: Random, c: Context) -> Made:
    return rate(r, c, GREEN_RATES)


def bad_rate(r: Random, c: Context) -> Made:
    """A rate of something bad, the less the better."""
    name = r.choice(["系统故障率", "公众投诉率", "差错率", "事故发生率"])
    target = Fraction(r.choice([1, 2, 3, 5]))
    less = half_up(target * Fraction(r.randint(10, 100), 100), 2)
    forms = [(70, written(less) + "%"), (15, "0%")]
    if name == "公众投诉率":
        forms.append((15, "无投诉"))
    fields = {"name": name, **fits(c.way, "≤", written(target), "%", r), "actual": pick(r, forms)}
    return Made("坏事比率", fields | {"reason": r.choice(NOTHING_TO_SAY)})


def growth(r: Random, c: Context) -> Made:
    name = r.choice(["税收增长率", "营业收入增长率", "农民人均收入增长率"])
    target = Fraction(r.randint(2, 12))
    actual = half_up(target * Fraction(r.randint(100, 128), 100), 1)
    fields = {
        "name": name,
        **fits(c.way, "≥", written(target), "%", r),
        "actual": written(actual) + "%",
    }
    return Made("增长率", fields | {"reason": r.choice(NOTHING_TO_SAY)})


# —— what must not happen ——


def none(r: Random, c: Context) -> Made:
    name, unit, words = r.choice(
        [("安全事故起数", "起", "安全事故"), ("重大安全事故发生数", "起", "重大安全事故"), ("违规次数", "次", "违规"),
         ("投诉次数", "次", "投诉"), ("泄密事件数量", "起", "泄密事件")]
    )  # fmt: skip
    if chance(r, 25) and words != "投诉":
        fields = {
            "name": r.choice(["安全生产", "运行安全"]),
            "target": r.choice(["不发生", "确保不发生"]) + words,
            "actual": "未发生" + words,
        }
        return Made("不得发生", fields | {"reason": r.choice(NOTHING_TO_SAY)})
    target = pick(r, [(6, f"0{unit}"), (2, "0"), (1, f"={0}{unit}"), (1, f"≤0{unit}")])
    actual = pick(r, [(5, f"0{unit}"), (3, "0"), (2, "无"), (2, "未发生")])
    column = {"unit": unit} if c.way.split and target == "0" else {}
    fields = {"name": name, "target": target, "actual": actual, **column}
    return Made("指标值为零", fields | {"reason": r.choice(NOTHING_TO_SAY)})


# —— words ——

WORDS: Final = (
    "有效保障", "稳定运行", "显著提升", "持续改善", "规范完整", "不断增强", "及时", "符合规范要求", "达到国家标准",
    "明显改善", "长期", "健全", "优良", "得到保障", "逐步完善", "有所提高", "较好",
)  # fmt: skip
WORD_NAMES: Final = (
    "保障业务稳定运行", "提升政务服务水平", "改善营商环境", "保障民生", "促进区域发展", "提高管理水平", "服务保障能力",
)  # fmt: skip
ALIKE: Final = (
    ("有效保障", "得到有效保障"),
    ("稳定", "平稳"),
    ("及时", "按时"),
    ("稳定运行", "运行平稳"),
    ("是", "是"),
)


def wording(r: Random, c: Context) -> Made:
    name = r.choice(WORD_NAMES)
    how = pick(r, [(80, "same"), (8, "alike"), (12, "partly")])
    column = {"direction": "定性"} if c.way.split and chance(r, 70) else {}
    if how == "partly":
        words = r.choice(["有效保障", "稳定运行", "明显改善", "显著提升"])
        fields = {
            "name": name,
            "target": words,
            "actual": "基本" + words,
            "reason": r.choice(MISSED),
        }
        return Made("定性基本达到", fields | column, percent(80), c.way.partly_low, met=False)
    target, actual = r.choice(ALIKE) if how == "alike" else (r.choice(WORDS),) * 2
    fields = {"name": name, "target": target, "actual": actual, "reason": r.choice(NOTHING_TO_SAY)}
    return Made("定性达到", fields | column, ONE, percent(80))


# —— dates ——


def _date(r: Random, year: int, month: int, day: int) -> str:
    return pick(
        r,
        [(50, f"{year}年{month}月{day}日"), (12, f"{month}月{day}日"), (12, f"{year}-{month:02}-{day:02}"),
         (8, f"{year}.{month}.{day}"), (6, f"{year}/{month}/{day}")],
    )  # fmt: skip


def deadline(r: Random, c: Context) -> Made:
    name = r.choice(
        [
            "完成时间",
            "项目完成时间",
            "报告编制完成时间",
            "白皮书编制完成时间",
            "设备交付时间",
            "验收时间",
        ]
    )
    begun = int(c.start[5:7]) if c.start and c.start.startswith(str(c.year)) else 1
    month = r.randint(begun + 1, 12)
    end = _last_day(c.year, month)
    quarter = {3: "第一季度", 6: "第二季度", 9: "第三季度", 12: "第四季度"}.get(month)
    forms = [
        (30, f"{month}月底"), (30, f"{c.year}年{month}月{end}日前"), (15, f"{month}月{end}日前"),
        (10, f"{c.year}年{month}月底前"), (8, f"{month}月底前完成"), (6, f"{c.year}年{month}月"),
    ]  # fmt: skip
    if quarter:
        forms.append((10, quarter))
    if month == 12:
        forms += [(20, f"{c.year}年底前"), (20, "年底前完成")]
    fields: dict[str, Any] = {"name": name, "target": pick(r, forms)}
    if month < 12 and chance(r, 18):
        late = r.randint(month + 1, 12)
        day = r.randint(1, _last_day(c.year, late))
        first = datetime.date.fromisoformat(c.start) if c.start else datetime.date(c.year, 1, 1)
        planned = (datetime.date(c.year, month, end) - first).days + 1
        taken = (datetime.date(c.year, late, day) - first).days + 1
        fields |= {"actual": _date(r, c.year, late, day), "reason": r.choice(MISSED)}
        return Made("逾期完成", fields, Fraction(planned, taken), Fraction(0), met=False)
    done = r.randint(max(1, month - 3), month)
    day = r.randint(1, _last_day(c.year, done) - (1 if done == month else 0))
    fields |= {"actual": _date(r, c.year, done, day), "reason": r.choice(NOTHING_TO_SAY)}
    return Made("按期完成", fields)


def _last_day(year: int, month: int) -> int:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(1)).day


def within(r: Random, c: Context) -> Made:
    name = r.choice(["故障响应时间", "故障修复时间", "业务办理时限", "系统恢复时长"])
    unit, most = r.choice(
        [("小时", 24), ("小时", 48), ("分钟", 30), ("个工作日", 5), ("天", 3), ("小时", 2)]
    )
    fields = {
        "name": name,
        "target": r.choice([f"{most}{unit}内", f"≤{most}{unit}", f"不超过{most}{unit}"]),
    }
    how = pick(r, [(75, "kept"), (10, "repeated"), (15, "exceeded")])
    if how == "repeated":
        fields |= {"actual": fields["target"], "reason": ""}
        return Made("界限重复", fields, tags=frozenset({"bound"}))
    if how == "exceeded":
        actual = Fraction(most * r.randint(11, 19), 10)
        fields |= {"actual": f"{written(actual)}{unit}", "reason": r.choice(MISSED)}
        low = Fraction(0) if c.way.most_is_judged else None
        return Made("超出时限", fields, c.way.most(actual / most), low, met=False)
    actual = Fraction(most * r.randint(2, 10), 10)
    fields |= {"actual": f"{written(actual)}{unit}", "reason": r.choice(NOTHING_TO_SAY)}
    return Made("时限之内", fields)


# —— money ——


def _money(r: Random, amount: Fraction) -> str:
    """Write an amount of whole 万元 hundredths in 万元 or 元."""
    return f"{written(amount)}万元" if chance(r, 75) else f"{written(amount * 10000)}元"


def cap(r: Random, c: Context) -> Made:
    name = r.choice(["检测费用", "印刷费", "设备购置费", "咨询费用", "软件开发费用", "专家评审费"])
    most = Fraction(r.randint(20, 3000), 10)
    if chance(r, 15):
        actual = half_up(most * Fraction(r.randint(102, 180), 100), 2)
        fields = {
            "name": name,
            **fits(c.way, "≤", written(most), "万元", r),
            "actual": _money(r, actual),
            "reason": r.choice(OVERRUN),
        }
        low = Fraction(0) if c.way.most_is_judged else None
        return Made("超出上限", fields, c.way.most(actual / most), low, met=False)
    actual = half_up(most * Fraction(r.randint(30, 100), 100), 2)
    fields = {"name": name, **fits(c.way, pick(r, [(4, "≤"), (1, "")]) if not c.way.split else "≤", written(most), "万元", r),
              "actual": _money(r, actual), "reason": r.choice(NOTHING_TO_SAY)}  # fmt: skip
    return Made("上限之内", fields)


def unit_price(r: Random, c: Context) -> Made:
    name, unit = r.choice(
        [("设备购置单价", "元/台"), ("单位面积造价", "元/平方米"), ("人均培训成本", "元/人")]
    )
    most = r.randint(3, 80) * 100
    actual = most * r.randint(60, 100) // 100
    return Made(
        "单价之内",
        {"name": name, **fits(c.way, "≤", str(most), unit, r), "actual": f"{actual}{unit}"},
    )


def standard(r: Random, c: Context) -> Made:
    """A standard of help that must be kept: ≥ and bare numbers are right under 成本."""
    name = r.choice(["人均补助标准", "困难群众救助标准", "学生资助标准"])
    n = r.randint(2, 60) * 50
    sign = r.choice(["≥", "", "="]) if not c.way.split else "≥"
    return Made(
        "补助标准", {"name": name, **fits(c.way, sign, str(n), "元/人", r), "actual": f"{n}元/人"}
    )


def saving(r: Random, c: Context) -> Made:
    n = r.randint(2, 8)
    actual = half_up(n * Fraction(r.randint(100, 128), 100), 1)
    return Made(
        "节约率",
        {"name": "成本节约率", **fits(c.way, "≥", str(n), "%", r), "actual": f"{written(actual)}%"},
    )


def total_cost(r: Random, c: Context) -> Made:
    """The whole project's cost: it agrees with the funds, to the place it is written with."""
    if c.executed is None or c.budget is None or c.executed <= 0 or c.executed > c.budget:
        return cap(r, c)
    most = Fraction(-(-c.budget // 10000))
    in_units = chance(r, 25)
    if in_units:
        actual = f"{written(c.executed)}元"
    else:
        actual = f"{written(half_up(c.executed / 10000, 2), 2)}万元"
    name = r.choice(["项目总成本", "项目总支出", "总成本"])
    return Made(
        "项目总成本", {"name": name, **fits(c.way, "≤", written(most), "万元", r), "actual": actual}
    )


def execution_row(r: Random, c: Context) -> Made:
    """The execution rate once more as an indicator, as many forms have it; it agrees with the funds."""
    if c.rate is None or not percent(60) <= c.rate <= 1:
        return standard(r, c)
    shown = half_up(c.rate * 100, 2)
    target = (c.rate * 20).__floor__() * 5
    fields = {
        "name": "预算执行率",
        **fits(c.way, "≥", str(target), "%", r),
        "actual": f"{written(shown)}%",
    }
    return Made("预算执行率", fields)


def income(r: Random, c: Context) -> Made:
    name = r.choice(["增加收入", "拉动社会投资", "新增产值"])
    n = r.randint(50, 2000)
    actual = half_up(n * Fraction(r.randint(100, 129), 100), 1)
    return Made(
        "经济效益",
        {"name": name, **fits(c.way, "≥", str(n), "万元", r), "actual": _money(r, actual)},
    )


def years(r: Random, c: Context) -> Made:
    n = r.choice([3, 5, 8, 10])
    return Made(
        "年限",
        {
            "name": r.choice(["设备使用年限", "质保期限"]),
            **fits(c.way, "≥", str(n), "年", r),
            "actual": f"{n}年",
        },
    )


# —— satisfaction ——

PEOPLE: Final = (
    "服务对象满意度",
    "群众满意度",
    "用户满意度",
    "学员满意度",
    "受益群众满意度",
    "企业满意度",
)


def satisfaction(r: Random, c: Context) -> Made:
    name = r.choice(PEOPLE)
    target = Fraction(r.choice([80, 85, 90, 90, 95, 95, 98]))
    how = pick(r, [(70, "met"), (8, "whole"), (12, "missed"), (10, "points")])
    if how == "points":
        fields: dict[str, Any] = {
            "name": name,
            "target": "≥4.5分",
            "actual": f"4.{r.randint(5, 9)}分",
        }
        return Made("满意度得分", fields | {"reason": ""})
    actual = {
        "met": target + half_up((100 - target) * Fraction(r.randint(0, 95), 100), r.randint(0, 2)),
        "whole": Fraction(100),
        "missed": half_up(target * Fraction(r.randint(85, 99), 100), 1),
    }[how]
    fields = {
        "name": name,
        **_rate_texts(r, c, target, actual, pick(r, [(85, "≥"), (15, "")])),
        "reason": "",
    }
    if how == "whole" and chance(r, 60):
        fields |= r.choice([
            {"survey": {"method": "在线问卷", "sent": "60", "returned": "60", "satisfied": "60"}},
            {"reason": "发放问卷50份,收回50份,均满意"},
            {"evidence": [{"name": "满意度调查报告"}]},
        ])  # fmt: skip
    elif how != "whole" and chance(r, 40):
        fields["survey"] = _survey(r, actual)
    if actual < target:
        fields["reason"] = r.choice(MISSED)
    if c.way.satisfaction_steps:
        steps = ((90, ONE), (80, percent(80)), (60, percent(50)), (0, Fraction(0)))
        share = next(share for least, share in steps if actual >= least)
        return Made("满意度", fields, share, met=actual >= target)
    if actual < target:
        return Made(
            "满意度未达到",
            fields,
            c.way.least(actual / target),
            completion=actual / target,
            met=False,
        )
    return Made("满意度", fields)


def _survey(r: Random, actual: Fraction) -> dict[str, str]:
    """A survey whose result is the rate."""
    fits_in = [n for n in (50, 100, 200, 1000) if (actual / 100 * n).denominator == 1]
    returned = r.choice(fits_in or [10000])
    satisfied = actual / 100 * returned
    return {
        "method": r.choice(["在线问卷", "电话回访", ""]),
        "sent": str(returned + r.choice([0, 0, 20])),
        "returned": str(returned),
        "satisfied": written(satisfied),
    }


def not_applicable(r: Random, c: Context) -> Made:
    """A level that the form prints and the project has not: no target, no points."""
    del c
    return Made(
        "不适用",
        {
            "name": r.choice(["", "不涉及"]),
            "target": r.choice(["", "", "不适用"]),
            "actual": r.choice(["不适用", "不涉及"]),
        },
        Fraction(0),
    )


Maker = Callable[[Random, Context], Made]
NUMBER: Final = [(10, count), (1, parts)]
QUALITY: Final = [(6, rate), (1, bad_rate), (2, none), (2, wording)]
TIME: Final = [(6, deadline), (2, within), (2, timely_rate), (1, wording)]
COST: Final = [
    (3, total_cost),
    (4, cap),
    (1, unit_price),
    (1, standard),
    (1, saving),
    (1, execution_row),
]
ECONOMY: Final = [(2, income), (1, growth), (1, wording)]
SOCIAL: Final = [(5, wording), (2, social_count), (2, social_rate), (1, none)]
GREEN: Final = [(3, wording), (1, green_rate)]
LASTING: Final = [(4, wording), (1, years)]
PEOPLE_MAKERS: Final = [(1, satisfaction)]
HARM: Final = [(2, wording), (1, bad_rate), (1, none)]
BENEFIT: Final = [(1, income), (4, wording), (1, social_count), (1, social_rate)]
ANY: Final = [(3, count), (2, rate), (2, wording), (1, deadline)]
_BY_WORD: Final = (
    ("满意", PEOPLE_MAKERS), ("数量", NUMBER), ("质量", QUALITY), ("时效", TIME), ("社会成本", HARM),
    ("生态环境成本", HARM), ("成本", COST), ("经济效益", ECONOMY), ("社会效益", SOCIAL), ("生态", GREEN),
    ("可持续", LASTING), ("效益", BENEFIT), ("产出", ANY),
)  # fmt: skip


def makers_for(level: str) -> list[tuple[int, Maker]]:
    """Return which rows stand under a level, with weights."""
    return next((list(makers) for word, makers in _BY_WORD if word in level), list(ANY))  # type: ignore[arg-type]
