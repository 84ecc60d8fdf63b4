"""Lawful rows that look like faults, of which nothing is said; and faults that a form itself shows."""

from __future__ import annotations

import pytest

from tests.review.conftest import FUNDS, form

COST = {"level2": "成本", "points": "5", "claimed": "5"}
PEOPLE = {
    "level1": "满意度", "level2": "服务对象满意度", "name": "群众满意度", "target": "≥90%",
    "actual": "100%", "points": "5", "claimed": "5",
}  # fmt: skip
SAFE = {"level1": "效益", "level2": "社会效益", "name": "安全生产", "points": "5", "claimed": "5"}
RATE = {"level2": "时效", "points": "5", "claimed": "5", "target": "≥90%"}

LAWFUL = [
    # what must not happen, and did not
    {**SAFE, "target": "不发生安全事故", "actual": "未发生安全事故"},
    {**SAFE, "target": "确保不发生重大安全事故", "actual": "未发生安全事故"},
    {**SAFE, "target": "不出现负面舆情", "actual": "未出现"},
    # no complaint, where complaints are counted
    {**PEOPLE, "name": "投诉次数", "target": "少于3次", "actual": "无投诉"},
    {**PEOPLE, "name": "公众投诉率", "target": "≤5%", "actual": "未收到投诉"},
    # a survey that the form tells of elsewhere
    {**PEOPLE, "reason": "发放问卷50份,收回50份,均满意"},
    {**PEOPLE, "evidence": [{"name": "满意度调查报告"}]},
    {**PEOPLE, "reason": "无投诉,另经电话回访均满意"},
    # another rate, about a survey
    {**PEOPLE, "name": "满意度调查覆盖率"},
    # a project of last year, handed in late
    {"level2": "时效", "name": "完成时间", "target": "2021年12月31日前", "actual": "2021年12月20日", "points": "5", "claimed": "5"},
    # money to people, and money attracted, under 成本
    {**COST, "name": "人均慰问金", "target": "≥200元/人", "actual": "200元/人"},
    {**COST, "name": "优抚对象抚恤金", "target": "≥3000元/人", "actual": "3200元/人"},
    {**COST, "name": "村干部报酬", "target": "≥2000元/月", "actual": "2100元/月"},
    {**COST, "name": "拉动社会投资", "target": "≥100万元", "actual": "120万元"},
    # a part of the money, or the money of several years
    {**COST, "name": "一期项目成本", "target": "≤60万元", "actual": "55万元"},
    {**COST, "name": "三年项目总成本", "target": "≤600万元", "actual": "550万元"},
    {**COST, "name": "合同总成本", "target": "≤600万元", "actual": "550万元"},
    {**RATE, "name": "中央资金支付进度", "actual": "100%"},
    {**RATE, "name": "上半年支出进度", "actual": "91%"},
    # more than the whole, lawfully
    {"level2": "数量", "name": "任务完成率", "target": "≥100%", "actual": "112%", "points": "5", "claimed": "5"},
    {**PEOPLE, "name": "不满意率", "target": "≤5%", "actual": "1%"},
]  # fmt: skip


@pytest.mark.parametrize("row", LAWFUL, ids=lambda r: f"{r['name']} {r['target']} {r['actual']}")
def test_nothing_is_said_of_a_lawful_row(reviewed, row):
    found = reviewed(form(row))
    assert [f.text for f in (*found.findings, *found.targets) if f.of == "row"] == []


MET = {"name": "培训人次", "target": "≥80人次", "actual": "82人次", "points": "90", "claimed": "90"}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"claimed_total": "99.5", "claimed_grade": "优秀"}, id="the grade in two words"),
        pytest.param({"claimed_total": "99.5", "claimed_grade": "A"}, id="a grade of other names"),
        pytest.param({"funds": [{**FUNDS, "claimed_rate": "0.95"}]}, id="the rate as a share of one"),
        pytest.param({"funds": [{**FUNDS, "claimed_rate": "0.9500"}]}, id="the same with zeros"),
        pytest.param(
            {"funds": [FUNDS, {"source": "其中:当年财政拨款", "budget": "60", "executed": "60"}]},
            id="one source alone need not be the whole",
        ),
    ],
)  # fmt: skip
def test_nothing_is_said_of_a_lawful_form(reviewed, more):
    found = reviewed(form(MET, **more))
    codes = {finding.code for finding in found.findings}
    assert not codes & {"grade_differs", "rate_differs", "funds_do_not_add_up"}


def test_an_amount_agrees_with_the_funds_as_far_as_both_are_printed(reviewed):
    funds = {**FUNDS, "executed": "95.12", "claimed": "9.51", "claimed_rate": "95.12"}
    row = {**COST, "name": "项目总成本", "target": "≤1000000元", "actual": "951199.50元"}
    found = reviewed(form(row, funds=[funds]))
    assert [finding.code for finding in found.findings if finding.of == "row"] == []


SEEN = [
    ("survey_differs", {**PEOPLE, "actual": "98%", "survey": {"sent": "100", "returned": "100", "satisfied": "80"}},
     "完成98%，表内调查收回100份、满意80份，满意率80%。"),
    ("survey_impossible", {**PEOPLE, "survey": {"sent": "100", "returned": "120", "satisfied": "110"}},
     "发放100份、收回120份、满意110份，后一个数不会大于前一个数。"),
    ("rate_above_whole", {**PEOPLE, "actual": "120%"}, "完成120%。这类比率不会超过100%。"),
    ("rate_above_whole", {"name": "巡查覆盖率", "target": "≥95%", "actual": "104%", "points": "5", "claimed": "5"},
     "完成104%。"),
    ("done_before_start", {"level2": "时效", "name": "完成时间", "target": "2022年12月31日前", "actual": "2021年11月30日", "points": "5", "claimed": "5"},
     "完成2021年11月30日，早于本年度（或项目）开始。"),
    ("claim_below_zero", {"target": "≥5次", "actual": "5次", "points": "5", "claimed": "-1"}, "填报-1分"),
    ("name_missing", {"name": "", "target": "≥5次", "actual": "5次", "points": "5", "claimed": "5"},
     "指标值≥5次，没有写三级指标名称。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "row", "words"), SEEN, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_fault_that_the_form_shows_is_asked_about(reviewed, code, row, words):
    (finding,) = [f for f in reviewed(form(row)).findings if f.of == "row"]
    assert finding.code == code
    assert words in finding.text


@pytest.mark.parametrize(
    "survey",
    [
        {"sent": "100", "returned": "97", "satisfied": "95"},
        {"sent": "100", "returned": "98", "satisfied": "96"},
        {"sent": "100", "returned": "98"},
        {"returned": "0", "satisfied": "0"},
    ],
)
def test_a_survey_that_bears_the_rate_out_is_left_alone(reviewed, survey):
    found = reviewed(form({**PEOPLE, "actual": "98%", "survey": survey}))
    assert [finding for finding in found.findings if finding.of == "row"] == []


def test_a_grade_that_is_another_one_is_told(reviewed):
    found = reviewed(form(MET, claimed_total="99.5", claimed_grade="良好"))
    assert "grade_differs" in {finding.code for finding in found.findings}


def test_officers_are_told_in_their_own_words(check):
    """No file name of the program and no English word stands in what ships as texts for people."""
    for rule in check.rules.rules:
        texts = [s.text for part in (rule.say, rule.ask, rule.advice, rule.settle) for s in part]
        source = [] if rule.source is None else [rule.source.document, rule.source.article]
        for text in (rule.title, *texts, *source):
            words = "".join(c for c in text if c.isascii() and c.isalpha())
            assert not words or "{" in text, text
            assert ".md" not in text
            assert "读不出" not in text


def test_all_points_are_no_rounding_however_many_decimals_they_are_written_with(reviewed):
    row = {"target": "≥1000万条", "actual": "998万条", "points": "5", "claimed": "5.0"}
    (found,) = [f for f in reviewed(form({**row, "reason": "减少"})).findings if f.of == "row"]
    assert found.code == "score_differs"


def test_points_at_stake_are_never_less_than_none(reviewed):
    row = {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "claimed": "4"}
    (found,) = [f for f in reviewed(form(row)).findings if f.of == "row"]
    assert found.stake is not None
    assert (found.stake.low, found.stake.high) == (0, 4)


def test_an_amount_that_just_keeps_the_cap_keeps_it(reviewed):
    row = {**COST, "name": "项目总支出", "target": "≤95万元", "actual": "94万元"}
    (found,) = [f for f in reviewed(form(row)).findings if f.of == "row"]
    assert "两数都达到指标值" in found.text
    assert found.stake is None


@pytest.mark.parametrize(("parts", "is_told"), [("94.98", False), ("94.97", True)])
def test_sources_may_differ_from_the_total_by_half_a_last_place_each(reviewed, parts, is_told):
    """Total and two sources are printed with two decimals: 0.015 is rounding, 0.03 is not."""
    sources = [
        {"source": "当年财政拨款", "budget": "90.00", "executed": parts},
        {"source": "其他资金", "budget": "10.00", "executed": "0.01"},
    ]
    found = reviewed(form(MET, funds=[{**FUNDS, "executed": "95.00"}, *sources]))
    assert ("funds_do_not_add_up" in {f.code for f in found.findings}) is is_told


def test_what_is_advised_for_next_year_is_not_to_be_done_before_handing_in(check):
    from scoring.work.score import score_submission
    from scoring.writers.advice_view import advice_view

    given = form(
        {"level2": "时效", "name": "预算执行率", "target": "≥90%", "actual": "95%", "points": "5"}
    )
    result = score_submission(given, check.library)
    view = advice_view(result, check.review(result), check.words, check.library.labels)
    (section,) = [section for section in view.sections if section.key == "targets"]
    (line,) = section.items[0].lines
    assert line == "建议下年改设反映成本控制或单位成本的指标。"


# forms that are right, of sets that are not like the national one


def test_a_form_without_points_is_asked_nothing_about_points(check):
    from scoring.work.score import score_submission

    rows = [
        {"level2": "时效", "name": "故障响应时间", "target": "≤3天", "actual": "4.8天", "reason": "跨年执行"},
        {"level2": "时效", "name": "完成时间", "target": "7月底", "actual": "2022年9月23日", "reason": "跨年执行"},
        {"level2": "质量", "name": "保障", "target": "有效保障", "actual": "基本有效保障", "reason": "跨年执行"},
        {"level2": "数量", "name": "设备", "target": "≥2台/3套", "actual": "1台/3套", "reason": "跨年执行"},
    ]  # fmt: skip
    given = form(*rows, funds=[]).model_copy(update={"set": "transfer-payment/region"})
    found = check.review(score_submission(given, check.library))
    assert not [f for f in found.findings if f.of == "row"]


def test_a_sum_is_held_against_the_level_that_it_is_of(check):
    """In one set 成本指标 is a first level, and a second level of another one as well."""
    from scoring.work.score import score_submission

    rows = [
        {"level1": "成本指标", "level2": "经济成本指标", "name": "购置费", "target": "≤9万元", "actual": "8万元",
         "points": "12", "claimed": "12"},
        {"level1": "产出指标", "level2": "成本指标", "name": "单价", "target": "≤9元", "actual": "8元",
         "points": "1", "claimed": "1"},
    ]  # fmt: skip
    for claims, wrong in (
        ({"成本指标": "12"}, set()),
        ({"产出指标/成本指标": "1", "成本指标": "12"}, set()),
        ({"产出指标/成本指标": "2"}, {"成本指标"}),
        ({"成本指标": "1"}, {"成本指标"}),
    ):
        given = form(*rows, claims=claims).model_copy(update={"set": "sichuan/2023-project"})
        found = check.review(score_submission(given, check.library))
        assert {f.where for f in found.findings if f.code == "level_sum_differs"} == wrong


def test_what_the_set_leaves_to_the_evaluator_is_open_and_no_question(check):
    from scoring.work.score import score_submission

    given = form(claims={"目标管理": "4"}).model_copy(update={"set": "sichuan/2018-department"})
    found = check.review(score_submission(given, check.library))
    assert "to_be_decided" not in {f.code for f in found.findings}
    assert found.open_rows
