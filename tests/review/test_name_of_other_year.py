"""A project named after another year than its form's: asked, unless the name says why."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.records.finding import Finding
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, SELF_CHECK, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import FUNDS, form

ROW = {"target": "≥5份", "actual": "5份", "points": "50", "claimed": "50"}


def asked(library: Library, name: str, **more: Any) -> list[Finding]:
    """Return what is asked of a project's name on a form for 2022, by either file of rules."""
    found = []
    for rules in (SELF_CHECK, RE_SCORING):
        scored = score_submission(form(ROW, **{"project": {"name": name}, **more}), library)
        review = Reviewer(library, rules).review(scored)
        found.append([one for one in review.findings if one.code == "name_of_other_year"])
    assert [one.kind for one in found[0]] == [one.kind for one in found[1]]
    return found[1]


OTHER = {
    "2021年信息系统运维": 2021,
    "信息系统运维（2021年度）": 2021,
    "信息系统运维2023": 2023,
    "2021信息系统运维": 2021,
    "二〇二一年信息系统运维": 2021,
    "二○二三年度信息系统运维": 2023,
    "21年度信息系统运维": 2021,
    "〔2021〕信息系统运维": 2021,
    "老旧小区改造2020年度": 2020,
    "某财〔2022〕12号2021年运维": 2021,
}


@pytest.mark.parametrize("name", OTHER)
def test_a_name_of_another_year_is_asked_about(library, name):
    (found,) = asked(library, name)
    assert found.kind == "Q"
    assert found.stake is None
    assert found.text == f"本表的年度是2022年，项目名称“{name}”写的是{OTHER[name]}年。"


LAWFUL = [
    "信息系统运维", "2022年信息系统运维", "信息系统运维（2022年度）", "二〇二二年运维", "22年度运维",
    # several years
    "2021-2023年信息系统运维", "2021—2023信息系统运维", "2021年至2022年运维", "2020、2021年运维", "2019/2020年运维",
    "2021~2025年规划编制", "2020年和2021年运维", "2021-23年运维",
    # of other years, and done or paid in this one
    "2019年度结转", "2021年度结转资金项目", "2021年老旧小区改造尾款", "2021年度高新技术企业奖励", "2021年度决算审计",
    "2021年项目质保金", "2020年度考核奖补", "2021年续建工程", "提前下达2023年中央补助", "2021年起实施的运维",
    "2021年以来信访积案", "2021学年助学金", "2021年秋季学期助学金", "2020年第七次人口普查", "2021年专项债券利息",
    "2021年第二批技改补助",
    # no year at all, or no other
    "2035年远景运维", "2016年系统运维", "51092321T000000123456-运维", "2021-0034号运维", "12345热线运维", "某财〔2021〕12号运维", "",
]  # fmt: skip


@pytest.mark.parametrize("name", LAWFUL)
def test_a_name_that_may_be_right_is_not_asked_about(library, name):
    assert asked(library, name) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"state": "跨年"}, id="the form calls it one of several years"),
        pytest.param({"project_period": {"start": "2021年3月1日"}}, id="it began then"),
        pytest.param(
            {"funds": [FUNDS, {"source": "上年结转资金", "budget": "5", "executed": "5"}]},
            id="money of earlier years is in it",
        ),
        pytest.param({"goal": {"expected": "支付2021年合同尾款"}}, id="the goal says what is paid"),
        pytest.param({"year": None, "not_found": ["year"]}, id="the form names no year"),
    ],
)
def test_what_the_form_says_elsewhere_explains_the_name(library, more):
    assert asked(library, "2021年信息系统运维", **more) == []


def test_no_carried_money_explains_a_year_to_come(library):
    carried = {"source": "上年结转资金", "budget": "5", "executed": "5"}
    assert asked(library, "2023年信息系统运维", funds=[FUNDS, carried])
    none = {"source": "上年结转资金", "budget": "0", "executed": "0"}
    assert asked(library, "2021年信息系统运维", funds=[FUNDS, none])


def test_a_year_that_was_presumed_is_said_to_be(library):
    (found,) = asked(library, "2021年运维", known={"year": "presumed"})
    assert found.kind == "Q"
    assert "年度" in found.settle.removeprefix(
        "请核对是哪一年度的项目；属以前年度事项的，请说明在本年做了什么。"
    )
