"""The 29 kinds of error that reviewers report: which a self-check sees, and which it leaves alone.

A form in order is given one fault at a time. What is left alone says why: nobody may be accused of
what a form cannot show.
"""

from __future__ import annotations

import pytest

from scoring.records.finding import Review
from tests.review.conftest import FUNDS, form

COUNT = {"name": "设备数量", "target": "≥100台", "actual": "105台", "points": "20", "claimed": "20"}
COST = {
    "level2": "成本",
    "name": "项目总支出",
    "target": "≤100万元",
    "actual": "95万元",
    "points": "10",
    "claimed": "10",
}
DATE = {
    "level2": "时效",
    "name": "完成时间",
    "target": "9月底",
    "actual": "2022年9月20日",
    "points": "20",
    "claimed": "20",
}
WORDS = {
    "level1": "效益", "level2": "社会效益", "name": "保障稳定", "target": "有效保障",
    "actual": "有效保障", "points": "30", "claimed": "30",
}  # fmt: skip
PEOPLE = {
    "level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
    "actual": "96.5%", "points": "10", "claimed": "10",
}  # fmt: skip
WHOLE = {"count": COUNT, "cost": COST, "date": DATE, "words": WORDS, "people": PEOPLE}


def faulty(changed: dict[str, object]):
    """Return the form with some of its rows or fields changed."""
    more = {"claimed_total": "99.5", **{k: v for k, v in changed.items() if k not in WHOLE}}
    rows = [{**row, **changed.get(name, {})} for name, row in WHOLE.items()]  # type: ignore[dict-item]
    return form(*rows, **more)


def funds(**more: str) -> list[dict[str, str]]:
    return [{**FUNDS, **more}]


ZERO = {"budget": "0", "executed": "0"}
# number of the kind, what is changed, what is said: a finding's, an advice's or a field's name
SEEN = [
    ("2 score against the rule", {"count": {"actual": "69台"}}, "score_differs"),
    ("2 execution score", {"funds": funds(claimed="9.8"), "claimed_total": "99.8"}, "execution_score_differs"),
    ("2 execution rate", {"funds": funds(claimed_rate="98.00")}, "rate_differs"),
    ("2 total", {"claimed_total": "98.50"}, "sum_differs"),
    ("3 points of a level", {"count": {"points": "15", "claimed": "15"}, "claimed_total": "94.5"}, "points_do_not_add_up"),
    ("4 above the points", {"count": {"claimed": "25"}, "claimed_total": "104.5"}, "claim_above_points"),
    ("5 above the band of its grade", {"words": {"actual": "基本有效保障"}}, "wording_weaker"),
    ("6 no target", {"count": {"target": ""}}, "target_missing"),
    ("6 target 0", {"count": {"name": "覆盖数", "target": "0"}}, "actual_unread"),
    ("6 budget 0", {"funds": [{"source": "年度资金总额", "budget": "0", "executed": "95"}], "cost": {"name": "费用"}}, "spent_without_budget"),
    ("7 missed, no reason", {"count": {"actual": "69台", "claimed": "13.8"}, "claimed_total": "93.3"}, "todo:reason"),
    ("9 far over, no reason", {"count": {"actual": "150台"}}, "far_over"),
    ("11 cost with ≥", {"cost": {"name": "检测费用", "target": "≥90万元"}}, "targets:cost_at_least"),
    ("12 execution as cost", {"cost": {"name": "预算执行率", "target": "≥90%", "actual": "95%"}}, "targets:execution_counted_twice"),
    ("13 twice", {"words": {"name": "设备数量", "target": "≥100台", "actual": "105台"}}, "targets:indicator_repeated"),
    ("16 hardly spent, all done", {"funds": funds(executed="8", claimed="0.8", claimed_rate="8"), "cost": {"name": "费用", "actual": "80万元"}, "claimed_total": "90.8"}, "little_spent_all_done"),
    ("18 cost overrun, all points", {"cost": {"name": "费用", "actual": "240万元"}}, "cap_exceeded"),
    ("19 no complaint", {"people": {"actual": "100%", "reason": "无投诉"}}, "no_complaint_as_satisfaction"),
    ("19 no survey", {"people": {"actual": "100%"}}, "satisfaction_without_survey"),
    ("21 amounts", {"cost": {"actual": "93.75万元"}}, "amount_beside_funds"),
    ("24 empty", {"count": {"actual": ""}}, "actual_missing"),
    ("24 暂无", {"count": {"actual": "69台", "claimed": "13.8", "reason": "暂无"}, "claimed_total": "93.3"}, "reason_says_nothing"),
    ("26 grade", {"claimed_grade": "良"}, "grade_differs"),
    ("28 total of funds 0", {"funds": [{"source": "年度资金总额", **ZERO}, {"source": "当年财政拨款", "budget": "90", "executed": "89.974"}], "cost": {"name": "费用"}}, "funds_do_not_add_up"),
    ("29 points of the form", {"count": {"points": "30", "claimed": "30"}, "claimed_total": "109.5"}, "points_do_not_add_up"),
    ("late", {"date": {"actual": "2022年11月20日"}}, "deadline_missed"),
    ("only done", {"count": {"actual": "已完成"}}, "done_without_figure"),
    ("only a bound", {"count": {"actual": "≥100台"}}, "bound_repeated"),
    ("figure without its unit", {"cost": {"actual": "950000"}}, "actual_unread"),
]  # fmt: skip

# what is lawful, or what a form alone cannot show
LEFT_ALONE = [
    ("1 all points", {}),
    ("5 below the band: its own severity", {"words": {"claimed": "20"}, "claimed_total": "89.5"}),
    ("10, 27 words as a target", {"count": {"target": "显著提升", "actual": "显著提升"}}),
    ("20 budget changed", {"funds": funds(initial="10")}),
    ("25 units mixed", {"people": {"target": "90", "actual": "0.965"}}),
    ("25 another unit", {"cost": {"actual": "950000元"}}),
    ("direction told by the set alone", {"count": {"target": "100台"}}),
    ("30 points on one row", {}),
    ("暂无 on a met row", {"count": {"reason": "暂无"}}),
    ("target and actual alike", {"count": {"actual": "100台", "target": "100台"}}),
]  # fmt: skip


def said(found: Review) -> list[str]:
    return [
        *(f.code for f in found.findings),
        *(f"targets:{f.code}" for f in found.targets),
        *(f"todo:{t.field}" for t in found.todo),
    ]


def test_the_form_without_a_fault_is_left_alone(reviewed):
    assert not said(reviewed(faulty({})))


@pytest.mark.parametrize(("changed", "code"), [f[1:] for f in SEEN], ids=[f[0] for f in SEEN])
def test_a_fault_is_seen(changed, code, reviewed):
    assert code in said(reviewed(faulty(changed)))


@pytest.mark.parametrize(("changed", "code"), [f[1:] for f in SEEN], ids=[f[0] for f in SEEN])
def test_a_fault_is_one_finding_and_not_a_heap(changed, code, reviewed):
    found = reviewed(faulty(changed))
    other = {f.code for f in found.findings} - {code}
    # points that do not add up show in the sums, and a cost without its budget in the form
    assert other <= {"points_do_not_add_up", "funds_missing"}


@pytest.mark.parametrize("changed", [f[1] for f in LEFT_ALONE], ids=[f[0] for f in LEFT_ALONE])
def test_what_is_lawful_is_left_alone(changed, reviewed):
    assert not said(reviewed(faulty(changed)))
