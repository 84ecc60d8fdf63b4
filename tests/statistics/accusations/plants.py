"""Kinds of error that a form can show, each planted alone into correct forms.

A planter changes one thing and returns where the finding must stand (a row's id, or "" for the form),
or None where this form has no place for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tests.statistics.accusations.editor import Editor
from tests.statistics.accusations.figures import half_up, written
from tests.statistics.accusations.forms import Row
from tests.statistics.accusations.ways import percent

Planter = Callable[[Editor], str | None]
REASON: Final = "机构改革,服务对象减少"


@dataclass(frozen=True)
class Plant:
    """One kind of error: what it is, which entry or ruling tells of it, and what must be said."""

    name: str
    after: str
    """Numbers of the list of error kinds (1 … 29), or ``r`` and the number of a ruling."""
    codes: frozenset[str]
    kinds: str
    plant: Planter
    echoes: frozenset[str] = frozenset()
    """What else may be said of the form as a whole, as it follows from the error."""


PLANTS: list[Plant] = []


def plant(
    name: str, after: str, codes: str, kinds: str, echoes: str = ""
) -> Callable[[Planter], Planter]:
    def keep(planter: Planter) -> Planter:
        PLANTS.append(
            Plant(name, after, frozenset(codes.split()), kinds, planter, frozenset(echoes.split()))
        )
        return planter

    return keep


# —— scores against the rule ——


@plant("quantity missed, all points claimed", "2, r1", "score_differs", "E")
def _missed(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    done = e.r.randint(40, 97)
    return e.replace(
        at, name="发放白皮书的党政机关数量", target="≥100家", actual=f"{done}家", reason=REASON
    )


@plant(
    "quantity missed, bare target, part of the difference claimed",
    "2, r1, r8, r35",
    "direction_open",
    "Q",
)
def _missed_a_bit(e: Editor) -> str | None:
    """No word tells the direction: it is asked, not accused."""
    at = e.choose(
        lambda row: e.plain(row) and not any(word in row.level for word in ("成本", "数量")),
        least=4,
    )
    if at is None:
        return None
    right = e.points(at) * e.way.least(percent(70))
    claimed = half_up(right + (e.points(at) - right) / 2, 1)
    return e.replace(
        at, name="某类情况", target="200处", actual="140处", reason=REASON, claimed=written(claimed)
    )


@plant("rate missed, all points claimed", "2, r1", "score_differs", "E")
def _rate_missed(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(
        at, name="故障处理率", target="≥95%", actual=f"{e.r.randint(60, 92)}.5%", reason=REASON
    )


@plant("satisfaction missed, all points claimed", "2, r1", "score_differs", "E")
def _satisfaction_missed(e: Editor) -> str | None:
    at = e.choose(lambda row: e.reads and "满意" in row.level)
    if at is None:
        return None
    return e.replace(
        at, name="用户满意度", target="≥90%", actual=f"{e.r.randint(61, 85)}.5%", reason=REASON
    )


@plant("above a cap, all points claimed", "18, r11", "score_differs cap_exceeded", "EQ")
def _cap(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="检测费用", target="≤60万元", actual="144万元", reason="追加检测内容")


@plant("about so many, far below the target, all points claimed", "2, r33", "score_differs", "E")
def _about(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="服务单位数量", target="≥1200家", actual="约800家", reason=REASON)


@plant("claim above coefficient × points", "2", "score_differs", "E")
def _coefficient(e: Editor) -> str | None:
    at = e.choose(lambda _: e.way.coefficient, least=2)
    if at is None:
        return None
    e.change(at, coefficient="80")
    return e.change(at, claimed=written(e.points(at)))


@plant("figure of a department claimed too high", "2", "score_differs claim_above_high", "E")
def _leaf(e: Editor) -> str | None:
    leaves = e.form.leaves
    open_to = [
        row.id
        for row in e.card.indicators
        if leaves.right.get(row.id) == leaves.claimed.get(row.id, -1)
        and e.claim_of_leaf(row.id)
        and Fraction(row.points) - Fraction(row.high) >= percent(10)
    ]
    if not open_to:
        return None
    path = e.r.choice(open_to)
    points = _leaf_points(e, path)
    e.data["claims"][e.claim_of_leaf(path)] = written(points)
    e.follow(points - leaves.right[path])
    return path


def _leaf_points(e: Editor, path: str) -> Fraction:
    return next(Fraction(row.points) for row in e.card.indicators if row.id == path)


@plant("task claimed too high", "2", "score_differs", "E")
def _task(e: Editor) -> str | None:
    tasks = e.data.get("tasks", [])
    at = next((n for n, task in enumerate(tasks) if task["executed"] != task["budget"]), None)
    if at is None:
        return None
    points = Fraction(tasks[at]["weight"]) / 10
    if points - Fraction(tasks[at]["claimed"]) < percent(10):
        return None
    e.follow(points - Fraction(tasks[at]["claimed"]))
    tasks[at]["claimed"] = written(points)
    for_tasks = next(node.name for node in e.one.levels if node.rows == "tasks")
    ids = [row.id for row in e.card.indicators if for_tasks in {row.level1, *row.path}]
    return ids[at]


@plant("claim above the row's points", "4", "claim_above_points", "E")
def _above_points(e: Editor) -> str | None:
    at = e.choose(lambda _: e.one.scored)
    return None if at is None else e.change(at, claimed=written(e.points(at) + e.r.choice([1, 5])))


@plant("claim below zero", "4", "claim_below_zero", "E")
def _below_zero(e: Editor) -> str | None:
    at = e.choose(lambda _: e.one.scored)
    return None if at is None else e.change(at, claimed="-1")


@plant("weaker wording, all points claimed", "5, r7", "wording_weaker", "Q")
def _weaker(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="保障稳定", target="有效保障", actual="基本有效保障", reason=REASON)


@plant(
    "wording not achieved, all points claimed", "5, r7", "claim_above_high wording_above_band", "E"
)
def _not_achieved(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="保障稳定", target="有效保障", actual="未有效保障", reason=REASON)


@plant("zero was the target, something happened, points claimed", "r19", "zero_target_missed", "E")
def _happened(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="安全事故起数", target="0起", actual="1起", reason="设备老化")


@plant("late, all points claimed", "r2", "deadline_missed", "Q")
def _late(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(
        at, name="白皮书编制完成时间", target="7月底", actual="9月底", reason="报审时间较长"
    )


@plant("month only, where the day decides", "r2", "date_unclear", "Q")
def _month_only(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return None if at is None else e.replace(at, name="完成时间", target="9月15日前", actual="9月")


@plant("deadline and not done, points claimed", "r3", "deadline_not_done", "E")
def _not_done(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="完成时间", target="10月底前", actual="未完成", reason="招标推迟")


@plant("one of two parts missed, all points claimed", "r28", "parts_missed", "Q")
def _parts(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="购置设备数量", target="≥20台/10套", actual="20台/5套", reason=REASON)


# —— what is missing ——


@plant("no actual", "24, r31", "actual_missing", "E", "claims_incomplete")
def _no_actual(e: Editor) -> str | None:
    at = e.choose(lambda row: "保障" in row.made.kind or bool(row.fields.get("target")))
    return None if at is None else e.change(at, actual=e.r.choice(["", "—", " "]))


@plant("no target", "6", "target_missing", "E")
def _no_target(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(at, name="巡检报告", target="", actual="105份")


@plant("no points on a row", "3, 24", "points_missing", "E")
def _no_points(e: Editor) -> str | None:
    at = e.choose(lambda _: e.one.scored)
    return None if at is None else e.change(at, points=None)


@plant("no claim on a row", "24", "claims_incomplete", "E")
def _no_claim(e: Editor) -> str | None:
    at = e.choose(lambda row: e.one.scored and "goals" not in e.data and row.claimed == row.points)
    if at is None or sum(row.points > 0 for row in e.form.rows) < 2:
        return None
    e.follow(-Fraction(e.rows[at]["claimed"]), e.rows[at]["level1"])
    e.change(at, claimed=None)
    return ""


@plant("no name", "24", "name_missing", "N")
def _no_name(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return None if at is None else e.replace(at, name="", target="≥5次", actual="5次")


@plant("missed without a reason", "7, 23", "reason_required", "Q")
def _no_reason(e: Editor) -> str | None:
    demands = any(d.of == "indicators" and d.field == "reason" for d in e.one.demands)
    at = e.choose(lambda row: e.plain(row) and demands)
    if at is None:
        return None
    claimed = half_up(e.points(at) * e.way.least(percent(80)))
    return e.replace(at, target="≥50份", actual="40份", claimed=written(claimed))


@plant("missed, and 暂无 as the reason", "24", "reason_says_nothing", "Q")
def _empty_reason(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    claimed = half_up(e.points(at) * e.way.least(percent(80)))
    return e.replace(
        at,
        target="≥50份",
        actual="40份",
        reason=e.r.choice(["暂无", "无", "未偏离"]),
        claimed=written(claimed),
    )


@plant("far over without a reason", "9, r5", "far_over reason_required", "NQ")
def _far_over(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and e.way.over_share == 1)
    return None if at is None else e.replace(at, target="≥100份", actual="170份")


@plant("stated cut is not the cut made", "23", "cut_differs", "Q")
def _cut(e: Editor) -> str | None:
    at = e.choose(e.plain, least=4)
    if at is None:
        return None
    claimed = half_up(e.points(at) / 2)
    reason = f"一项延期,扣{written(e.points(at) / 4)}分"
    return e.replace(
        at, name="保障稳定", target="≥50份", actual="50份", reason=reason, claimed=written(claimed)
    )


@plant("target lowered without a document", "20", "target_lowered", "Q")
def _lowered(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return (
        None
        if at is None
        else e.replace(at, target_initial="≥100份", target="≥80份", actual="85份")
    )


# —— what cannot be compared ——


@plant("不适用 with points and no target", "r15", "not_applicable_with_points", "N")
def _na(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return (
        None if at is None else e.replace(at, name="其他", target="", actual="不适用", claimed="0")
    )


@plant("不适用 although a target was set", "r16", "not_applicable_with_target", "Q")
def _na_target(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return None if at is None else e.replace(at, target="≥12次", actual="不适用", reason="工作调整")


@plant("target 0 of something that should grow", "6, r20", "zero_target_unread actual_unread", "Q")
def _zero_growing(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and "成本" not in row.level)
    return None if at is None else e.replace(at, name="服务企业数量", target="0家", actual="5家")


@plant("money without its unit", "25, r24", "actual_unread", "Q")
def _money(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return (
        None
        if at is None
        else e.replace(at, name="检测费用", target="≤160万元", actual="1598701.67")
    )


@plant("several numbers, or none that fits", "r30", "actual_unread", "Q")
def _unclear(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    return e.replace(
        at, target="≥10份", actual=e.r.choice(["28/30", "若干份", "上级检查6次,自查9次", "两三份"])
    )


@plant("a value that cannot be", "25", "actual_unread target_unread", "Q")
def _impossible(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    target, actual = e.r.choice(
        [
            ("≥10份", "−5份"), ("≥10份", "负5份"), ("-5份", "3份"), ("≥10份", "3份未完成"),
            ("10月底前", "2月30日"), ("2月30日前", "2月20日"), ("10月底前", "9/28"),
        ]
    )  # fmt: skip
    return e.replace(at, target=target, actual=actual)


@plant("a reason of less than the actual", "21", "reason_number_differs", "Q")
def _less_by_reason(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    reason = e.r.choice(
        ["3家未完成", "因机构改革，实际完成97家", "尚有3家没有发放", "目标100家，完成97家"]
    )
    name = "发放白皮书的党政机关数量"
    return e.replace(at, name=name, target="≥100家", actual="100家", reason=reason)


@plant("a goal of less than the actual", "21", "goal_number_differs", "Q")
def _less_by_goal(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None or "goal" not in e.data:
        return None
    said = e.r.choice(["走访慰问困难企业45家", "（1）共走访慰问45家困难企业；（2）其他"])
    e.data["goal"] = {"expected": "完成年度各项任务。", "achieved": said}
    return e.replace(at, name="走访慰问困难企业家数", target="≥100家", actual="100家")


@plant("a goal that expects more than the target", "21", "goal_target_differs", "Q")
def _more_by_goal(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None or "goal" not in e.data:
        return None
    e.data["goal"] = {"expected": "走访慰问困难企业145家。", "achieved": "完成年度各项任务。"}
    return e.replace(at, name="走访慰问困难企业家数", target="≥100家", actual="100家")


@plant("a project named after another year", "14", "name_of_other_year", "Q")
def _other_year(e: Editor) -> str | None:
    if not e.data.get("project", {}).get("name"):
        return None
    year = e.data["year"] + 1
    name = e.r.choice(
        [f"{year}年信息系统运维", f"信息系统运维（{year}年度）", f"{year}信息系统运维"]
    )
    e.data["project"] = {**e.data["project"], "name": name}
    return ""


@plant("only 已完成 where a figure is asked for", "r23", "done_without_figure", "Q")
def _done(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return (
        None
        if at is None
        else e.replace(at, target="≥4期", actual=e.r.choice(["已完成", "达成预期指标"]))
    )


@plant("a bound that does not reach the target", "r22", "bound_not_reaching", "Q")
def _bound(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return (
        None
        if at is None
        else e.replace(at, name="合格率", target="≥95%", actual="≥90%", reason=REASON)
    )


@plant("the target's bound repeated", "r21", "bound_repeated date_bound_repeated", "N")
def _repeated_bound(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and not _has_bound(e))
    if at is None:
        return None
    text = e.r.choice(["≥266家", "不大于24小时"])
    name = "系统中断时长" if "小时" in text else "服务单位数量"
    return e.replace(at, name=name, target=text, actual=text)


def _has_bound(e: Editor) -> bool:
    return any("bound" in row.made.tags for row in e.form.rows)


@plant("direction that name and level tell differently", "11, r35", "direction_open", "Q")
def _conflict(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and "成本" in row.level2)
    return (
        None
        if at is None
        else e.replace(at, name="检测覆盖率", target="90%", actual="85%", reason=REASON)
    )


# —— satisfaction ——


def _people(e: Editor) -> int | None:
    return e.choose(lambda row: e.reads and "满意" in row.level)


@plant("无投诉 as satisfaction", "19, r14", "no_complaint_as_satisfaction", "Q")
def _no_complaint(e: Editor) -> str | None:
    at = _people(e)
    if at is None:
        return None
    more = e.r.choice([{"actual": "100%", "reason": "无投诉"}, {"actual": "无投诉"}])
    return e.replace(at, name="项目成果满意度", target="≥95%", **more)


@plant("satisfaction 100 % without a survey", "19, r13", "satisfaction_without_survey", "N")
def _no_survey(e: Editor) -> str | None:
    for row in e.rows:
        if (
            "满意" in str(row.get("name"))
            and "survey" not in row
            and row.get("actual") in {"100%", "1", "100.00%", "100"}
        ):
            return None
    at = _people(e)
    return None if at is None else e.replace(at, name="群众满意度", target="≥90%", actual="100%")


@plant("survey that is impossible", "19, 21", "survey_impossible", "E")
def _impossible(e: Editor) -> str | None:
    at = _people(e)
    survey = {"sent": "100", "returned": "120", "satisfied": "118"}
    return (
        None
        if at is None
        else e.replace(at, name="群众满意度", target="≥90%", actual="98.3%", survey=survey)
    )


@plant("satisfaction against its own survey", "21", "survey_differs", "Q")
def _survey(e: Editor) -> str | None:
    at = _people(e)
    survey = {"sent": "100", "returned": "100", "satisfied": "91"}
    return (
        None
        if at is None
        else e.replace(at, name="群众满意度", target="≥90%", actual="98%", survey=survey)
    )


@plant("more than the whole", "25", "rate_above_whole", "Q")
def _above_whole(e: Editor) -> str | None:
    at = e.choose(lambda _: e.reads and not e.way.over_rates)
    return None if at is None else e.replace(at, name="巡查覆盖率", target="≥95%", actual="104%")


# —— beside the funds, and rows beside each other ——


@plant("total cost against the funds", "21", "amount_beside_funds", "Q")
def _amount(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and 0 < e.form.funds.executed <= e.form.funds.budget)
    if at is None or e.one.execution is None:
        return None
    executed = e.form.funds.executed / 10000
    told = half_up(executed - percent(125), 2)
    cap = -(-e.form.funds.budget // 10000) + 1
    return e.replace(at, name="项目总支出", target=f"≤{cap}万元", actual=f"{written(told, 2)}万元")


@plant("share spent against the funds", "21", "share_beside_execution", "Q")
def _share(e: Editor) -> str | None:
    rate = e.rate
    at = e.choose(lambda row: e.plain(row) and 80 <= rate <= 97)
    if at is None:
        return None
    return e.replace(
        at, name="费用支出占比", target="≥80%", actual=f"{written(half_up(rate + 2, 2))}%"
    )


@plant("quality none, quantity full", "15", "quality_none_quantity_full", "Q")
def _quality(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and "质量" in row.level2 and _full_quantity(e, row))
    if at is None:
        return None
    return e.replace(
        at, name="验收合格率", target="≥95%", actual="0%", reason="尚在整改", claimed="0"
    )


@plant(
    "not accepted, quantity full",
    "15",
    "not_accepted_quantity_full quality_none_quantity_full",
    "Q",
)
def _not_accepted(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and "数量" not in row.level2 and _full_quantity(e, row))
    if at is None:
        return None
    return e.replace(
        at, name="项目验收完成数", target="≥1项", actual="0项", reason="尚未验收", claimed="0"
    )


def _full_quantity(e: Editor, but: Row) -> bool:
    return any(
        "数量" in row.level2 and row is not but and row.level1 == but.level1
        and row.points and row.claimed == row.points and row.made.kind == "定量完成"
        and "=" not in (row.fields["target"][:1], row.fields.get("direction"))
        for row in e.form.rows
    )  # fmt: skip


@plant("done before the year began", "17", "done_before_start", "N")
def _early(e: Editor) -> str | None:
    at = e.choose(e.plain)
    year = e.data["year"]
    begun = e.data.get("project_period", {}).get("start", str(year))
    return (
        None
        if at is None or not begun.startswith(str(year))
        else e.replace(
            at, name="完成时间", target=f"{year}年12月31日前", actual=f"{year - 1}年11月30日"
        )
    )


@plant("done after the form was filled in", "17", "done_after_filled", "Q")
def _after(e: Editor) -> str | None:
    at = e.choose(e.plain)
    if at is None:
        return None
    year = e.data["year"]
    e.data["head"] = {**e.data.get("head", {}), "date": f"{year}年12月10日"}
    dated = {"按期完成", "逾期完成", "最后一天", "期限重复"}
    for other, row in enumerate(e.form.rows):
        if other != at and row.made.kind in dated:
            return None
    return e.replace(at, name="完成时间", target=f"{year}年12月31日前", actual=f"{year}年12月25日")


# —— funds, sums, grade ——


@plant("execution score against the rule", "2", "execution_score_differs", "E")
def _execution(e: Editor) -> str | None:
    right = e.form.funds.right
    if e.one.execution is None or right is None or e.one.execution.points - right < percent(20):
        return None
    claimed = right + percent(17)
    e.follow(claimed - Fraction(e.total_funds["claimed"]))
    e.total_funds["claimed"] = written(claimed, 2)
    return ""


@plant("execution rate against the funds", "2", "rate_differs", "E")
def _rate(e: Editor) -> str | None:
    if e.one.execution is None:
        return None
    rate = e.rate
    e.total_funds["claimed_rate"] = written(half_up(rate) + percent(150), 2)
    return ""


@plant("spent without a budget", "6, r27", "spent_without_budget", "E")
def _no_budget(e: Editor) -> str | None:
    if e.one.execution is None or e.form.beside_funds:
        return None
    e.data["funds"] = [{**e.total_funds, "budget": "0"}]
    e.data["funds"][0].pop("claimed_rate", None)
    return ""


@plant("funds not filled in", "24", "funds_missing", "E")
def _no_funds(e: Editor) -> str | None:
    if e.one.execution is None or e.form.beside_funds:
        return None
    e.total_funds.pop(e.r.choice(["budget", "executed"]))
    e.total_funds.pop("claimed_rate", None)
    return ""


@plant("more spent than budgeted", "r26", "over_spent", "Q")
def _over_spent(e: Editor) -> str | None:
    if e.one.execution is None or e.form.beside_funds or e.way.execution == "finished":
        return None
    if e.form.funds.executed > e.form.funds.budget:
        return None
    budget = Fraction(e.total_funds["budget"])
    total = {**e.total_funds, "executed": written(half_up(budget * percent(104)), 2)}
    total.pop("claimed_rate", None)
    points = Fraction(e.one.execution.points)
    e.follow(points - Fraction(total["claimed"]))
    e.data["funds"] = [{**total, "claimed": written(points)}]
    return ""


@plant(
    "less than half spent, all done, no reason",
    "16",
    # where a row's reading leaves open whether it was done, only the spending is asked about
    "little_spent_all_done execution_reason_required execution_low",
    "Q",
)
def _little(e: Editor) -> str | None:
    if any(
        str(row.get("target", "")).startswith("=") or row.get("direction") == "=" for row in e.rows
    ):
        return None
    if any(not row.made.met for row in e.form.rows) or not e.reads:
        return None
    return _spend(e, percent(38))


@plant("hardly spent, far over", "16", "little_spent_far_over", "Q")
def _hardly(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and e.way.over_share == 1)
    if at is None or e.one.execution is None or e.form.beside_funds:
        return None
    e.replace(at, name="培训人数", target="≥100人", actual="748人", reason="各单位参与积极")
    return _spend(e, percent(8))


def _spend(e: Editor, rate: Fraction) -> str | None:
    if e.one.execution is None or e.form.beside_funds or e.way.execution == "finished":
        return None
    budget = Fraction(e.total_funds["budget"])
    executed = half_up(budget * rate)
    claimed = half_up(executed / budget * Fraction(e.one.execution.points))
    total = {k: v for k, v in e.total_funds.items() if k not in {"reason", "claimed_rate"}}
    e.follow(claimed - Fraction(total["claimed"]))
    e.data["funds"] = [
        {
            **total,
            "initial": total["budget"],
            "executed": written(executed),
            "claimed": written(claimed),
        }
    ]
    return ""


@plant("execution below 90 % without a reason", "8", "execution_reason_required", "Q")
def _execution_reason(e: Editor) -> str | None:
    if not any(d.of == "execution" and d.field == "reason" for d in e.one.demands):
        return None
    # a word on the spending anywhere on the form is an answer
    if any("压减" in row.get("reason", "") for row in e.data["indicators"]):
        return None
    return _spend(e, percent(80))


@plant("sources do not add up to the total", "28", "funds_do_not_add_up", "E")
def _sources(e: Editor) -> str | None:
    names = [row["source"] for row in e.data["funds"]]
    # of 年度财政资金总额 other money is no part: that is asked about
    is_fiscal = any("财政" in name and "总额" in name for name in names)
    if len(names) < 3 or "财政资金" in names or is_fiscal or e.one.execution is None:
        return None
    row = e.data["funds"][1]
    row["executed"] = written(Fraction(row["executed"]) + 10, 2)
    return ""


@plant(
    "carried money below zero", "21", "source_negative", "Q",
    "funds_do_not_add_up funds_listed_differ source_over_spent source_little_spent",
)  # fmt: skip
def _negative(e: Editor) -> str | None:
    if e.one.execution is None:
        return None
    e.data["funds"].append({"source": "上年结转资金", "budget": "-5", "executed": "0"})
    return ""


@plant(
    "total row 0 beside filled sources",
    "28",
    "funds_do_not_add_up",
    "E",
    "funds_missing not_carried_out",
)
def _total_zero(e: Editor) -> str | None:
    names = [row["source"] for row in e.data["funds"]]
    if len(names) < 3 or "财政资金" in names or e.form.beside_funds or e.one.execution is None:
        return None
    e.total_funds.update(budget="0", executed="0", initial="0")
    e.total_funds.pop("claimed_rate", None)
    return ""


@plant("total is not the sum of the claims", "2, 26", "sum_differs", "E")
def _sum(e: Editor) -> str | None:
    if "claimed_total" not in e.data or "goals" in e.data or not e.rows_are_all_claimed:
        return None
    total = Fraction(e.data["claimed_total"])
    e.data["claimed_total"] = written(total - 1 if total > 61 else total + 1, 2)
    e.data.pop("claimed_grade", None)
    return ""


@plant("level sum is not the sum of its rows", "2, 26", "level_sum_differs", "E")
def _level_sum(e: Editor) -> str | None:
    claims = e.data.get("claims", {})
    levels = [
        n.name for n in e.one.levels if n.name in claims and n.name not in e.form.leaves.claimed
    ]
    if not levels:
        return None
    name = e.r.choice(levels)
    claims[name] = written(Fraction(claims[name]) + 1)
    return name


@plant("points do not add up", "3, 29", "points_do_not_add_up", "E")
def _points(e: Editor) -> str | None:
    at = e.choose(lambda _: e.one.scored and "goals" not in e.data)
    if at is None:
        return None
    points = e.points(at)
    if "coefficient" in e.rows[at]:
        e.change(at, coefficient="100")
    e.change(at, points=written(points + 10))
    e.change(at, claimed=written(Fraction(e.rows[at]["claimed"])))
    return ""


@plant("grade does not fit the total", "26", "grade_differs", "E")
def _grade(e: Editor) -> str | None:
    if not e.one.grades or "claimed_total" not in e.data:
        return None
    total = Fraction(e.data["claimed_total"])
    right = next(g.name for g in e.one.grades if g.holds(total))
    e.data["claimed_grade"] = e.r.choice([g.name for g in e.one.grades if g.name != right])
    return ""


@plant("goal without an answer", "24", "goal_unanswered", "N")
def _goal(e: Editor) -> str | None:
    e.data["goal"] = {"expected": "完成年度各项任务。", "achieved": ""}
    return ""


@plant(
    "row under a level that the set has not", "12", "outside_the_set", "N", "points_do_not_add_up"
)
def _outside(e: Editor) -> str | None:
    at = e.choose(lambda row: bool(row.level2) and e.plain(row))
    if at is None or "goals" in e.data:
        return None
    e.replace(at, target="≥12份", actual="13份")
    e.change(at, level2="别的没有的级次")
    return ""


# —— advice for next year's targets ——


@plant("成本 with ≥", "11, r12", "cost_at_least", "N")
def _cost_at_least(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and "成本" in (row.level2 or row.level1))
    return None if at is None else e.replace(at, name="检测费用", target="≥90万元", actual="90万元")


@plant("execution rate as an indicator", "12, r12", "execution_counted_twice", "N")
def _twice(e: Editor) -> str | None:
    rate = e.rate
    if e.one.execution is None or not 80 <= rate <= 100:
        return None
    at = e.choose(e.plain)
    return (
        None
        if at is None
        else e.replace(at, name="预算执行率", target="≥80%", actual=f"{written(half_up(rate))}%")
    )


@plant("payment as 数量", "12", "payment_as_quantity", "N")
def _payment(e: Editor) -> str | None:
    rate = e.rate
    at = e.choose(lambda row: e.plain(row) and "数量" in row.level2 and 80 <= rate <= 100)
    return (
        None
        if at is None
        else e.replace(at, name="资金支付进度", target="≥80%", actual=f"{written(half_up(rate))}%")
    )


@plant("same indicator under two first levels", "13", "indicator_repeated", "N")
def _same(e: Editor) -> str | None:
    return _repeat(e, same_level=False)


@plant("same indicator twice under one level", "13", "row_repeated", "N")
def _same_here(e: Editor) -> str | None:
    return _repeat(e, same_level=True)


def _repeat(e: Editor, *, same_level: bool) -> str | None:
    if "goals" in e.data:
        return None
    one = e.choose(lambda row: e.plain(row) and "成本" not in row.level)
    if one is None:
        return None
    first = e.form.rows[one]
    two = e.choose(
        lambda row: e.plain(row) and row is not first and "成本" not in row.level
        and ((row.branch[0] == first.branch[0]) == same_level) and (not same_level or row.branch == first.branch)
    )  # fmt: skip
    if two is None:
        return None
    for at in (one, two):
        where = e.replace(at, name="巡检报告", target="≥12份", actual="13份")
    return min(e.ids[one], e.ids[two], key=e.ids.index) if where else None


@plant("number on vague words", "10, 27", "vague_with_number", "N")
def _vague(e: Editor) -> str | None:
    at = e.choose(e.plain)
    return None if at is None else e.replace(at, name="社会效益明显", target="≥95%", actual="96%")


@plant("quantity in words", "27", "quantity_in_words", "N")
def _words(e: Editor) -> str | None:
    at = e.choose(lambda row: e.plain(row) and "数量" in row.level2)
    return (
        None if at is None else e.replace(at, name="开展培训", target="有序开展", actual="有序开展")
    )
