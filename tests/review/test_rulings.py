"""Every ruling at its row: what is said where something is to be said, and silence elsewhere."""

from __future__ import annotations

import pytest

from tests.review.conftest import form

SATISFACTION = {
    "level1": "满意度",
    "level2": "服务对象满意度",
    "name": "群众满意度",
    "points": "10",
}
COST = {"level2": "成本", "name": "项目总支出"}

# ruling, row, what is said: (kind, code, words) or None for silence
ROWS = [
    # 1: a number missed
    ("1", {"target": "78家", "actual": "69家", "points": "30", "claimed": "30"},
     ("E", "score_differs", "按规则为26.54分（30×69÷78），填报30分，差3.46分")),
    ("1", {"target": "78家", "actual": "69家", "points": "30", "claimed": "30", "reason": "机构改革"},
     ("E", "score_differs", "单位说明“机构改革”")),
    ("1", {"target": "≥78家", "actual": "69家", "points": "30", "claimed": "26.54", "reason": "改革"}, None),
    ("1 at one decimal", {"target": "≥78家", "actual": "69家", "points": "30", "claimed": "26.5", "reason": "改革"}, None),
    ("1, the rate rounded first", {"target": "≥3家", "actual": "2家", "points": "30", "claimed": "20.1", "reason": "改革"}, None),
    ("1, a cent too much is no rounding", {"target": "≥78家", "actual": "69家", "points": "30", "claimed": "26.56", "reason": "改革"},
     ("E", "score_differs", "差0.02分")),
    ("1, all points are no rounding", {"target": "≥24800万条", "actual": "24005万条", "points": "5", "claimed": "5", "reason": "改革"},
     ("E", "score_differs", "按规则为4.84分（5×24005÷24800），填报5分，差0.16分")),
    ("1, rounded to one decimal", {"target": "≥24800万条", "actual": "24305万条", "points": "5", "claimed": "4.9", "reason": "改革"}, None),
    ("1 without a claim", {"target": "≥78家", "actual": "69家", "points": "30", "reason": "改革"},
     ("N", "missed_without_claim", "按规则为26.54分（30×69÷78）。")),
    ("1, a reason that says nothing", {"target": "≥78家", "actual": "69家", "points": "30", "claimed": "26.54", "reason": "未偏离"},
     ("Q", "reason_says_nothing", "原因栏只写了“未偏离”")),
    # 2, 3: deadlines
    ("2", {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "claimed": "5"},
     ("Q", "deadline_missed", "自评5/5。办法未明确逾期计分，参考3.88分（5×212÷273），可定0–5分")),
    ("2", {"level2": "时效", "target": "3月底", "actual": "4月底", "points": "4", "claimed": "4"},
     ("Q", "deadline_missed", "参考3分")),
    ("2, claimed as the default", {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "claimed": "3.88", "reason": "报审"}, None),
    ("2 without a claim", {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "reason": "报审"},
     ("Q", "deadline_missed", "完成9月底。办法未明确")),
    ("2, kept", {"level2": "时效", "target": "7月底", "actual": "6月20日", "points": "5", "claimed": "5"}, None),
    ("3", {"level2": "时效", "target": "10月底前", "actual": "未完成", "points": "5", "claimed": "5", "reason": "流标"},
     ("E", "deadline_not_done", "按规则为0分；填报5分，差5分")),
    ("3, claimed nothing", {"level2": "时效", "target": "10月底前", "actual": "未完成", "points": "5", "claimed": "0", "reason": "流标"}, None),
    ("date too coarse", {"level2": "时效", "target": "9月15日前", "actual": "2022年9月", "points": "5", "claimed": "5"},
     ("Q", "date_unclear", "可定0–5分")),
    # 4, 5: over-fulfilment
    ("4", {"target": "≥2499台", "actual": "3195台", "points": "5", "claimed": "5"}, None),
    ("4, a rate", {"target": "≥60%", "actual": "98%", "points": "5", "claimed": "5"}, None),
    ("5", {"target": "≥147台", "actual": "197台", "points": "5", "claimed": "5"},
     ("N", "far_over", "完成197台（134.01%），已达标，5分不变")),
    ("5, 未偏离 is no reason", {"target": "≥147台", "actual": "197台", "points": "5", "claimed": "5", "reason": "未偏离"},
     ("N", "far_over", "134.01%")),
    ("5 with a reason", {"target": "≥147台", "actual": "197台", "points": "5", "claimed": "5", "reason": "新增点位"}, None),
    ("5, the unit cut its own score", {"target": "≥1000台", "actual": "1650台", "points": "5", "claimed": "4"}, None),
    ("5, small numbers", {"target": "≥2场", "actual": "5场", "points": "5", "claimed": "5"}, None),
    ("5, small target, great excess", {"target": "≥2场", "actual": "6场", "points": "5", "claimed": "5"},
     ("N", "far_over", "300%")),
    ("5 without a claim", {"target": "≥147台", "actual": "197台", "points": "5"}, ("N", "far_over", "134.01%")),
    # 6, 7: wordings
    ("6", {"target": "有效保障", "actual": "有效保障", "points": "30", "claimed": "30"}, None),
    ("6 in the band", {"target": "有效保障", "actual": "有效保障", "points": "30", "claimed": "25"}, None),
    ("6 without a claim", {"target": "有效保障", "actual": "有效保障", "points": "30"}, None),
    ("7", {"target": "有效保障", "actual": "基本有效保障", "points": "30", "claimed": "30"},
     ("Q", "wording_weaker", "参考24分，可定18–30分；自评30分")),
    ("7 at the default", {"target": "有效保障", "actual": "基本有效保障", "points": "30", "claimed": "24", "reason": "部分设备老化"}, None),
    # 8
    ("8, bare, met", {"target": "3份", "actual": "3份", "points": "5", "claimed": "5", "reason": "暂无"}, None),
    ("8, name against level", {"level2": "成本", "name": "检测覆盖率", "target": "90%", "actual": "95%", "points": "5", "claimed": "5"},
     None),
    ("8, name against level, missed by the name", {"level2": "成本", "name": "检测覆盖率", "target": "90%", "actual": "72%", "points": "5", "claimed": "5"},
     ("Q", "direction_open", "按≥为4分，按≤已达标为5分；填报5分")),
    ("8, a bare standard", {"level2": "成本", "name": "补助标准", "target": "500元", "actual": "480元", "points": "5", "claimed": "5"},
     ("Q", "standard_differs", "可定0–5分")),
    ("34", {"level1": "效益", "level2": "社会效益", "name": "某类情况", "target": "100处", "actual": "100处", "points": "5", "claimed": "5"}, None),
    ("35, met", {"level1": "效益", "level2": "社会效益", "name": "某类情况", "target": "100处", "actual": "120处", "points": "5", "claimed": "5"}, None),
    ("35, missed", {"level1": "效益", "level2": "社会效益", "name": "某类情况", "target": "100处", "actual": "80处", "points": "5", "claimed": "5"},
     ("Q", "direction_open", "指标值未写明≥或≤：按≥为4分，按≤已达标为5分；填报5分。")),
    ("35, claimed at the score", {"level1": "效益", "level2": "社会效益", "name": "某类情况", "target": "100处", "actual": "80处", "points": "5", "claimed": "4", "reason": "受灾"}, None),
    # 9 … 12: cost
    ("9", {**COST, "target": "≤100万元", "actual": "95万元", "points": "8", "claimed": "8"}, None),
    ("10, nothing missed", {"level2": "成本", "name": "设备购置费", "target": "≤100万元", "actual": "50万元", "points": "8", "claimed": "8"}, None),
    ("11", {"level2": "成本", "name": "设备购置费", "target": "≤600万元", "actual": "800万元", "points": "8", "claimed": "8", "reason": "追加"},
     ("Q", "cap_exceeded", "参考6分（8×600÷800），可定0–6分；自评8分")),
    ("11, claimed the default", {"level2": "成本", "name": "设备购置费", "target": "≤600万元", "actual": "800万元", "points": "8", "claimed": "6", "reason": "追加"}, None),
    ("12, a standard", {"level2": "成本", "name": "人均补助标准", "target": "≥500元/人", "actual": "500元/人", "points": "5", "claimed": "5"}, None),
    # 13, 14: satisfaction
    ("13", {**SATISFACTION, "target": "≥90%", "actual": "100%", "claimed": "10"},
     ("N", "satisfaction_without_survey", "10分不变")),
    ("13, written as 1", {**SATISFACTION, "target": "90%", "actual": "1", "claimed": "10"},
     ("N", "satisfaction_without_survey", "")),
    ("13 with a survey", {**SATISFACTION, "target": "≥90%", "actual": "100%", "claimed": "10", "survey": {"sent": "50", "returned": "50", "satisfied": "50"}}, None),
    ("13, 96.5%", {**SATISFACTION, "target": "≥90%", "actual": "96.5%", "claimed": "10"}, None),
    ("13, another rate", {**SATISFACTION, "name": "投诉办结率", "target": "≥90%", "actual": "100%", "claimed": "10"}, None),
    ("13, named by its level", {**SATISFACTION, "name": "服务对象", "target": "≥90%", "actual": "100%", "claimed": "10"},
     ("N", "satisfaction_without_survey", "")),
    ("14", {**SATISFACTION, "target": "≥95%", "actual": "无投诉", "claimed": "10"},
     ("Q", "no_complaint_as_satisfaction", "无投诉不能直接得出满意率")),
    ("14 as the reason", {**SATISFACTION, "target": "≥95%", "actual": "100%", "claimed": "10", "reason": "无投诉"},
     ("Q", "no_complaint_as_satisfaction", "自评10分")),
    ("14, complaints answered", {**SATISFACTION, "name": "满意度(投诉都能响应)", "target": "≥95%", "actual": "100%", "claimed": "10"},
     ("N", "satisfaction_without_survey", "")),
    # 15, 16, 17: not applicable
    ("15", {"target": "", "actual": "不适用", "points": "5", "claimed": "2.5", "reason": "系统无法删除"},
     ("N", "not_applicable_with_points", "属指标设置问题")),
    ("16", {"target": "≥10次", "actual": "不适用", "points": "5", "claimed": "5"},
     ("Q", "not_applicable_with_target", "参考0分，可定0–5分")),
    ("17", {"name": "", "target": "", "actual": "不适用", "points": "0", "claimed": "0"}, None),
    # 18 … 20: a target of none
    ("18", {"name": "安全事故起数", "target": "0起", "actual": "未发生", "points": "5", "claimed": "5"}, None),
    ("19", {"name": "安全事故起数", "target": "0起", "actual": "1起", "points": "5", "claimed": "5", "reason": "见报告"},
     ("E", "zero_target_missed", "按规则为0分；填报5分，差5分")),
    ("20", {"name": "覆盖率", "target": "0", "actual": "5", "points": "5", "claimed": "5"},
     ("Q", "actual_unread", "可得0–5分")),
    # 21, 22: bounds
    ("21", {"name": "中断时长", "target": "不大于24小时", "actual": "不大于24小时", "points": "7", "claimed": "7", "reason": "未偏离"},
     ("N", "bound_repeated", "按所填已达标，7分不变")),
    ("21, a date", {"level2": "时效", "target": "2022年12月31日前", "actual": "2022年12月31日前", "points": "7", "claimed": "7"},
     ("N", "date_bound_repeated", "7分不变")),
    ("21, a date that says when", {"level2": "时效", "target": "12月底", "actual": "12月底", "points": "7", "claimed": "7"}, None),
    ("21, another bound", {"level2": "时效", "name": "修复时间", "target": "24小时内", "actual": "5小时内", "points": "7", "claimed": "7"}, None),
    ("22", {"target": "≥95次", "actual": "≥90次", "points": "5", "claimed": "5"},
     ("Q", "bound_not_reaching", "参考4.74分（5×90÷95），可定4.74–5分")),
    # 23 … 25
    ("23", {"target": "≥12次", "actual": "已完成", "points": "5", "claimed": "5"},
     ("Q", "done_without_figure", "可定0–5分")),
    ("24", {**COST, "name": "设备购置费", "target": "≤160万元", "actual": "159.87", "points": "4", "claimed": "4"}, None),
    ("24, 元 or 万元", {**COST, "name": "设备购置费", "target": "≤160万元", "actual": "1598701.67", "points": "4", "claimed": "4"},
     ("Q", "actual_unread", "元")),
    ("25", {"name": "问题通知率", "target": "100%", "actual": "1", "points": "5", "claimed": "5", "reason": "未偏离"}, None),
    # 28 … 31
    ("28, met", {"target": "≥2台/套", "actual": "2台/3套", "points": "5", "claimed": "5"}, None),
    ("28, some missed", {"target": "≥4台/套", "actual": "6台/3套", "points": "5", "claimed": "5"},
     ("Q", "parts_missed", "参考3.75分")),
    ("29", {"name": "培训人次", "target": "≥100人次", "actual": "全年开展培训共计120人次", "points": "5", "claimed": "5"}, None),
    ("30", {"name": "检查次数", "target": "≥12次", "actual": "上半年5次、下半年6次,共覆盖3个区", "points": "5", "claimed": "5"},
     ("Q", "actual_unread", "可得0–5分")),
    ("31", {"target": "≥12次", "actual": "", "points": "5", "claimed": "5"},
     ("E", "actual_missing", "实际完成值空着")),
    ("no target", {"target": "", "actual": "12次", "points": "5", "claimed": "5"},
     ("E", "target_missing", "年度指标值空着")),
    ("no points", {"target": "≥12次", "actual": "12次", "claimed": "5"}, ("E", "points_missing", "没有填分值")),
    ("more than its points", {"target": "≥12次", "actual": "12次", "points": "5", "claimed": "6"},
     ("E", "claim_above_points", "分值5分，填报6分")),
    # 32, 33
    ("32", {"target": "≥12次", "actual": "12次", "points": "5", "claimed": "3"}, None),
    ("33, far", {"name": "网站监测数", "target": "大于1200个", "actual": "约1493个", "points": "7", "claimed": "7"}, None),
    ("33, near", {"name": "网站监测数", "target": "≥1200个", "actual": "约1190个", "points": "7", "claimed": "6.94"}, None),
    # beside the funds block: 95 of 100 万元 spent
    ("cost agrees", {**COST, "target": "≤100万元", "actual": "95.00万元", "points": "8", "claimed": "8"}, None),
    ("cost agrees, in 元", {**COST, "target": "≤100万元", "actual": "950000元", "points": "8", "claimed": "8"}, None),
    ("cost, rounded", {**COST, "target": "≤100万元", "actual": "95", "points": "8", "claimed": "8"}, None),
    ("cost differs", {**COST, "target": "≤100万元", "actual": "93.75万元", "points": "8", "claimed": "8"},
     ("Q", "amount_beside_funds", "完成93.75万元，资金栏全年执行数95万元，差1.25万元。两数都达到指标值（≤100万元），本项8分不变")),
    ("cost differs and it matters", {**COST, "target": "≤94万元", "actual": "93.75万元", "points": "8", "claimed": "8"},
     ("Q", "amount_beside_funds", "换成资金栏的数就达不到指标值")),
    ("a part of the cost", {"level2": "成本", "name": "单位成本", "target": "≤10万元", "actual": "9万元", "points": "8", "claimed": "8"}, None),
    ("about", {**COST, "target": "≤100万元", "actual": "约80万元", "points": "8", "claimed": "8"}, None),
    ("a part of the money", {"level2": "成本", "name": "设备采购总成本", "target": "≤10万元", "actual": "9万元", "points": "8", "claimed": "8"}, None),
    ("a part of the money", {"level2": "成本", "name": "三公经费预算执行率", "target": "≥50%", "actual": "60%", "points": "8", "claimed": "8"}, None),
    ("share agrees", {"name": "项目支出占比", "target": "≥90%", "actual": "95%", "points": "8", "claimed": "8"}, None),
    ("share written as a decimal", {"name": "项目支出占比", "target": "≥90%", "actual": "0.95", "points": "8", "claimed": "8"}, None),
    ("share of something else", {"name": "设备采购支出占比", "target": "≤30%", "actual": "25%", "points": "8", "claimed": "8"}, None),
    ("share of something else", {"name": "基层支出占比", "target": "≥50%", "actual": "60%", "points": "8", "claimed": "8"}, None),
    ("wages paid", {"name": "工资支付率", "target": "≥90%", "actual": "100%", "points": "8", "claimed": "8"}, None),
    ("share differs", {"name": "费用支出占比", "target": "≥96%", "actual": "99%", "points": "12.5", "claimed": "12.5"},
     ("Q", "share_beside_execution", "达标与否取决于口径，涉及12.5分")),
]  # fmt: skip


@pytest.mark.parametrize(("row", "said"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_what_is_said_of_a_row(row, said, reviewed):
    (found, *more) = [*(f for f in reviewed(form(row)).findings if f.of == "row"), None]
    assert not more or more == [None], "one row, one finding"
    if said is None:
        assert found is None
        return
    kind, code, words = said
    assert found is not None
    assert (found.kind, found.code) == (kind, code)
    assert words in found.text


def test_an_example_is_given_of_how_to_write_what_could_not_be_read(reviewed):
    row = {
        "name": "检查次数",
        "target": "≥12次",
        "actual": "上半年5次、下半年6次,共覆盖3个区",
        "points": "5",
    }
    (found,) = (f for f in reviewed(form(row)).findings if f.of == "row")
    assert "如“35次”" in found.advice
    late = {"level2": "时效", "target": "9月30日前", "actual": "还行", "points": "5"}
    (found,) = (f for f in reviewed(form(late)).findings if f.of == "row")
    assert "2022年9月28日" in found.advice


def test_cost_far_under_its_cap_is_asked_about_only_where_an_output_was_missed(reviewed):
    cost = {
        "level2": "成本",
        "name": "设备购置费",
        "target": "≤100万元",
        "actual": "50万元",
        "points": "8",
        "claimed": "8",
    }
    missed = {"target": "≥10份", "actual": "5份", "points": "8", "claimed": "4", "reason": "流标"}
    codes = [f.code for f in reviewed(form(cost, missed)).findings if f.of == "row"]
    assert codes == ["cost_far_under"]


def test_satisfaction_without_a_survey_is_said_once_a_form(reviewed):
    one = {**SATISFACTION, "target": "≥90%", "actual": "100%", "claimed": "10"}
    other = {**one, "name": "企业满意度"}
    (found,) = (f for f in reviewed(form(one, other)).findings if f.of == "row")
    assert found.also == ("满意度/服务对象满意度/2 企业满意度",)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"level2": "成本", "name": "预算执行率", "target": "≥90%", "actual": "95%"}, "execution_counted_twice"),
        ({"level2": "成本", "name": "检测费用", "target": "≥9万元", "actual": "9万元"}, "cost_at_least"),
        ({"level2": "成本", "name": "人均补助标准", "target": "≥500元", "actual": "500元"}, None),
        ({"level2": "成本", "name": "成本节约率", "target": "≥5%", "actual": "6%"}, None),
        ({"level2": "数量", "name": "检测份数", "target": "≥9份", "actual": "9份"}, None),
    ],
)  # fmt: skip
def test_advice_for_next_years_targets_is_a_list_of_its_own(row, code, reviewed):
    found = reviewed(form({**row, "points": "8", "claimed": "8"}))
    assert not [f for f in found.findings if f.of == "row"]
    assert [f.code for f in found.targets] == ([] if code is None else [code])


def test_the_same_indicator_under_two_levels_is_for_next_year(reviewed):
    row = {"name": "投诉办结率", "target": "≥90%", "actual": "95%", "points": "8", "claimed": "8"}
    found = reviewed(form(row, {**row, "level1": "效益", "level2": "社会效益"}))
    assert [f.code for f in found.targets] == ["indicator_repeated"]
