"""Lawful rows that look like faults: nothing may be said of them but what a ruling says."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from tests.statistics.accusations.figures import chance, half_up, pick, written
from tests.statistics.accusations.rows import (
    EXCEEDED,
    MISSED,
    NOTHING_TO_SAY,
    Context,
    Made,
    Maker,
    fits,
)


def _said(r: Random, kind: str, **fields: Any) -> Made:
    return Made(kind, {"reason": r.choice(NOTHING_TO_SAY), **fields})


def bad_things_dealt_with(r: Random, c: Context) -> Made:
    """Names that hold a word of something bad and mean the work against it: the more the better."""
    name, unit = r.choice([
        ("投诉处理率", "%"), ("事故处理及时率", "%"), ("故障修复率", "%"), ("信访事项办结率", "%"), ("违规行为查处次数", "次"),
        ("事故隐患排查次数", "次"), ("投诉办结件数", "件"), ("应急演练次数", "次"), ("安全事故警示教育场次", "场"),
    ])  # fmt: skip
    target = r.choice([85, 90, 95, 98]) if unit == "%" else r.randint(2, 120)
    most = 100 if unit == "%" else target + target * 3 // 10
    actual = r.randint(target, most)
    return _said(
        r,
        "处理坏事",
        name=name,
        **fits(c.way, r.choice(["", "≥"]), str(target), unit, r),
        actual=f"{actual}{unit}",
    )


def without_trouble(r: Random, c: Context) -> Made:
    days = r.choice([300, 360, 365])
    name = r.choice(["无事故天数", "安全运行天数", "平均无故障时间"])
    unit = "天" if name != "平均无故障时间" else "小时"
    return _said(
        r,
        "无事故时间",
        name=name,
        **fits(c.way, r.choice(["", "≥"]), str(days), unit, r),
        actual=f"{days}{unit}",
    )


def fallen(r: Random, c: Context) -> Made:
    """A rate by which something bad fell: the more the better."""
    name = r.choice(["能耗下降率", "事故起数下降率", "审批时限压缩率", "投诉量下降率"])
    target = r.randint(3, 30)
    actual = half_up(target * Fraction(r.randint(100, 125), 100), 1)
    return _said(
        r,
        "下降率",
        name=name,
        **fits(c.way, "≥", str(target), "%", r),
        actual=f"{written(actual)}%",
    )


def complaints(r: Random, c: Context) -> Made:
    """No complaint, where complaints are what is counted."""
    if chance(r, 50):
        return _said(
            r,
            "投诉计数",
            name="投诉次数",
            target=r.choice(["≤3次", "少于3次", "不超过2次"]),
            actual=r.choice(["0次", "无投诉", "1次"]),
        )
    return _said(
        r,
        "不满意率",
        name="不满意率",
        **fits(c.way, "≤", "5", "%", r),
        actual=f"{r.randint(0, 5)}%",
    )


def other_rates_of_people(r: Random, c: Context) -> Made:
    return _said(
        r, "调查覆盖率", name="满意度调查覆盖率", **fits(c.way, "≥", "90", "%", r), actual="100%"
    )


def not_of_a_whole(r: Random, c: Context) -> Made:
    """Rates that may lawfully be more than the whole."""
    name = r.choice(["任务完成率", "计划完成率", "投资完成率"])
    actual = r.randint(100, 125)
    return _said(
        r, "完成率超过百分之百", name=name, **fits(c.way, "≥", "100", "%", r), actual=f"{actual}%"
    )


def several_years(r: Random, c: Context) -> Made:
    """Money that is a part of the funds, or the money of more than this year."""
    name = r.choice(
        [
            "一期项目成本",
            "三年项目总成本",
            "合同总成本",
            "单个项目成本",
            "市级配套项目成本",
            "项目年均成本",
        ]
    )
    most = r.randint(10, 900)
    actual = half_up(most * Fraction(r.randint(71, 100), 100), 2)
    return _said(
        r,
        "部分资金",
        name=name,
        **fits(c.way, "≤", str(most), "万元", r),
        actual=f"{written(actual)}万元",
    )


def part_of_the_spending(r: Random, c: Context) -> Made:
    name, target = r.choice(
        [
            ("中央资金支付进度", 90),
            ("上半年支出进度", 50),
            ("采购预算执行率", 85),
            ("三公经费支出比例", 40),
        ]
    )
    actual = r.randint(target, 100)
    far = c.way.is_over(Fraction(actual, target), is_rate=True) and c.way.over_needs_reason
    fields = {"name": name, **fits(c.way, "≥", str(target), "%", r), "actual": f"{actual}%"}
    return _said(r, "部分支出", **fields, **({"reason": r.choice(EXCEEDED)} if far else {}))


def money_to_people(r: Random, c: Context) -> Made:
    name, unit = r.choice(
        [("人均慰问金", "元/人"), ("村干部报酬", "元/月"), ("优抚对象抚恤金", "元/人")]
    )
    n = r.randint(2, 60) * 50
    return _said(r, "给人的钱", name=name, **fits(c.way, "≥", str(n), unit, r), actual=f"{n}{unit}")


def attracted(r: Random, c: Context) -> Made:
    n = r.randint(50, 900)
    actual = n + n * r.randint(0, 30) // 100
    return _said(
        r,
        "带来的钱",
        name=r.choice(["拉动社会投资", "带动社会资本"]),
        **fits(c.way, "≥", str(n), "万元", r),
        actual=f"{actual}万元",
    )


def within_a_range(r: Random, c: Context) -> Made:
    del c
    low = r.randint(20, 60)
    high = low + r.randint(5, 20)
    actual = r.randint(low, high)
    return _said(r, "区间", name="培训场次", target=f"{low}-{high}场", actual=f"{actual}场")


def per_something(r: Random, c: Context) -> Made:
    n, unit = r.choice([(2, "次/月"), (3, "本/人"), (1, "次/季度")])
    return _said(
        r,
        "单位之比",
        name=r.choice(["巡检频次", "发放资料"]),
        **fits(c.way, "≥", str(n), unit, r),
        actual=f"{n}{unit}",
    )


def data_size(r: Random, c: Context) -> Made:
    n, unit = r.choice([(15, "G"), (200, "TB"), (500, "M"), (10, "Gbps")])
    actual = half_up(n * Fraction(r.randint(100, 125), 100), 1)
    return _said(
        r,
        "数据量",
        name=r.choice(["存储扩容量", "网络带宽"]),
        **fits(c.way, "≥", str(n), unit, r),
        actual=f"{written(actual)}{unit}",
    )


def small_over(r: Random, c: Context) -> Made:
    """Two more of two are 200 %, and nobody asks."""
    target = r.randint(1, 5)
    actual = target + r.randint(1, 2)
    fields = {
        "name": r.choice(["编制规划", "开展演练", "制定制度"]),
        **fits(c.way, "≥", str(target), "项", r),
        "actual": f"{actual}项",
    }
    completion = Fraction(actual, target)
    if c.way.is_over(completion):
        fields["reason"] = r.choice(EXCEEDED) if c.way.over_needs_reason else ""
        return Made("小数超额", fields, c.way.over_share, c.way.over_low)
    return Made("小数超额", fields)


def numerals(r: Random, c: Context) -> Made:
    del c
    name, target, actual = r.choice([
        ("培训场次", "≥三十场", "三十二场"), ("检测批次", "≥１２批次", "１２批次"), ("数据归集量", "≥1.2亿条", "12500万条"),
        ("审计报告", "1份", "一份"), ("受益人数", "≥２万人", "20,500人"), ("发送短信量", "≥24800万条", "25005万条"),
        ("道路里程", "≥3公里", "3500米"), ("绿化面积", "≥10亩", "7000平方米"), ("系统运行时间", "≥360天", "8760小时"),
    ])  # fmt: skip
    return _said(r, "数的写法", name=name, target=target, actual=actual)


def done_in_time(r: Random, c: Context) -> Made:
    del c
    words = r.choice(["及时", "按时完成", "按计划完成", "按期完成"])
    return _said(r, "按时的措辞", name="任务完成及时性", target=words, actual=words)


def until_the_end(r: Random, c: Context) -> Made:
    """Done by the last day, written as the target is: a bound, and only a note."""
    text = r.choice([f"{c.year}年12月31日前", "12月底前", f"{c.year}年底前"])
    return Made(
        "期限重复", {"name": "完成时间", "target": text, "actual": text}, tags=frozenset({"bound"})
    )


def last_day(r: Random, c: Context) -> Made:
    month, day = r.choice([(6, 30), (9, 30), (12, 31), (3, 31)])
    return _said(
        r,
        "最后一天",
        name="完成时间",
        target=f"{month}月底",
        actual=r.choice([f"{c.year}年{month}月{day}日", f"{month}月底", f"{month}月{day}日"]),
    )


def raised_target(r: Random, c: Context) -> Made:
    """The year's target was changed, with its document; or it was raised."""
    initial, now = (100, 80) if chance(r, 60) else (80, 100)
    fields: dict[str, Any] = {
        "name": "培训人数", "target_initial": f"≥{initial}人", **fits(c.way, "≥", str(now), "人", r), "actual": f"{now + 2}人",
    }  # fmt: skip
    if initial > now or chance(r, 30):
        fields["adjustment"] = {"document": "市财预〔2022〕15号", "date": f"{c.year}-08-01"}
    return _said(r, "指标值调整", **fields)


def said_cut(r: Random, c: Context) -> Made:
    """The unit cuts its own score and says by how much."""
    return Made(
        "自行扣分",
        {
            "name": "资料归档份数",
            **fits(c.way, "≥", "50", "份", r),
            "actual": "50份",
            "reason": "一份归档延后,自行扣{cut}分",
        },
        tags=frozenset({"cut"}),
    )


def with_evidence(r: Random, c: Context) -> Made:
    n = r.randint(20, 400)
    proof = [{"name": "设备台账", "number": "附件1", "page": "3"}, {"name": "验收报告"}]
    return _said(
        r,
        "附佐证",
        name="设备数量",
        **fits(c.way, "≥", str(n), "台", r),
        actual=f"{n}台",
        evidence=proof,
    )


def stricter(r: Random, c: Context) -> Made:
    """A little less than done, and the unit says so itself: the approximate number clears by far."""
    n = r.randint(20, 900) * 10
    actual = n * r.randint(108, 125) // 100
    text = r.choice([f"约{actual}人", f"{actual}余人", f"约{actual}人次"][:2])
    return _said(r, "约数", name="服务群众人数", **fits(c.way, "≥", str(n), "人", r), actual=text)


def missed_by_far(r: Random, c: Context) -> Made:
    """Nothing done, and nothing claimed."""
    n = r.randint(1, 12)
    fields = {
        "name": "演练次数",
        **fits(c.way, "≥", str(n), "次", r),
        "actual": "0次",
        "reason": r.choice(MISSED),
    }
    return Made("一次未做", fields, Fraction(0), met=False)


def not_done(r: Random, c: Context) -> Made:
    del c
    fields = {
        "name": "完成时间",
        "target": "10月底前",
        "actual": r.choice(["未完成", "尚未完成"]),
        "reason": r.choice(MISSED),
    }
    return Made("到期未完成", fields, Fraction(0), met=False)


def happened(r: Random, c: Context) -> Made:
    del c
    reason = r.choice(["设备老化,已更换", "操作失误,已培训"])
    fields = {"name": "安全事故起数", "target": "0起", "actual": "1起", "reason": reason}
    return Made("零指标发生", fields, Fraction(0), met=False)


TRAPS: dict[str, list[Maker]] = {
    "数量": [said_cut, bad_things_dealt_with, within_a_range, per_something, data_size, small_over, numerals, raised_target, with_evidence, stricter, missed_by_far],
    "质量": [bad_things_dealt_with, without_trouble, complaints, not_of_a_whole, happened],
    "时效": [done_in_time, until_the_end, last_day, bad_things_dealt_with, not_done],
    "经济成本": [several_years, part_of_the_spending, money_to_people],
    "成本": [several_years, part_of_the_spending, money_to_people],
    "经济效益": [attracted, fallen, small_over],
    "社会效益": [without_trouble, complaints, bad_things_dealt_with, raised_target],
    "生态": [fallen],
    "可持续": [small_over],
    "满意": [complaints, other_rates_of_people],
    "产出": [within_a_range, numerals, with_evidence, not_of_a_whole],
}  # fmt: skip


def trap_for(r: Random, level: str) -> Maker | None:
    """Return one of the lawful rows that look like faults under a level."""
    if "社会成本" in level or "环境成本" in level:
        return None
    found = next((makers for word, makers in TRAPS.items() if word in level), None)
    return None if found is None else pick(r, [(1, maker) for maker in found])
