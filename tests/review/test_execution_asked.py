"""What is asked about the budget and its spending: rulings 26, 27, 47, 52, 53, and case J3."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case


@pytest.fixture(scope="module")
def said(library: Library):
    rules = Reviewer(library), Reviewer(library, RE_SCORING)

    def of_execution(data: dict[str, Any]) -> tuple[str, str, str] | None:
        """Return what both rule files say of the execution rate: kind, code, text."""
        result = score_submission(Submission.model_validate(data), library)
        found = [
            [(f.kind, f.code, f.text) for f in one.review(result).findings if f.of == "execution"]
            for one in rules
        ]
        assert found[0] == found[1]
        return next(iter(found[0]), None)

    return of_execution


def spent(initial: str, budget: str, executed: str, **more: Any) -> dict[str, Any]:
    data = field_case("A1")
    row = {"source": "年度资金总额", "initial": initial, "budget": budget, "executed": executed}
    return {**data, "funds": [row], **more}


def test_what_is_not_finished_is_never_called_done(said):
    """Case J3: a row is under way, and the project runs on."""
    data = field_case("J3")
    assert said(data) is None
    assert said({**data, "state": "正常"}) == (
        "Q", "execution_low", "全年执行数200万元，全年预算数500万元，执行率40%。",
    )  # fmt: skip


@pytest.mark.parametrize("actual", ["正在实施", "正在施工", "按合同推进,部分到货", "见附件"])
def test_nor_where_a_row_leaves_open_whether_it_is(said, actual):
    data = spent("500", "500", "200")
    data["indicators"][0].update(
        level2="时效", name="完工时间", target="2025年12月底", actual=actual
    )
    found = said(data)
    assert found is not None
    assert "没有未完成的" not in found[2]


# 47: little spent


@pytest.mark.parametrize("executed", ["79.9", "75", "60", "51"])
def test_a_low_rate_without_a_word_on_it_is_asked_about(said, executed):
    found = said(spent("100", "100", executed))
    assert found is not None
    assert found[:2] == ("Q", "execution_low")
    assert "没有说明" not in found[2]


@pytest.mark.parametrize("executed", ["80", "85", "100"])
def test_no_more_is_asked_from_the_limit_on(said, executed):
    assert said(spent("100", "100", executed)) is None


@pytest.mark.parametrize(
    "word",
    [
        "合同分期支付",
        "资金结转下年使用",
        "项目结余",
        "招标节约",
        "年底压减",
        "财政收回",
        "按进度款付",
    ],
)
def test_a_word_on_it_anywhere_is_enough(said, word):
    data = spent("100", "100", "60")
    assert said({**data, "goal": {"expected": "完成", "achieved": f"已完成,{word}"}}) is None
    assert said({**data, "texts": {"存在问题": word}}) is None
    assert said({**data, "unplaced": [{"text": f"说明：{word}", "at": "表!A19"}]}) is None
    assert said({**data, "head": {"opinion": word}}) is None
    data["indicators"][1]["reason"] = word
    assert said(data) is None


@pytest.mark.parametrize("state", ["跨年", "终止", "年中调减"])
def test_so_is_the_state_of_the_project(said, state):
    assert said(spent("100", "100", "60", state=state)) is None


def test_a_set_with_a_limit_of_its_own_keeps_it(library: Library):
    data = spent("100", "100", "60", set="sichuan/2023-project")
    result = score_submission(Submission.model_validate(data), library)
    found = [
        f for f in Reviewer(library, RE_SCORING).review(result).findings if f.of == "execution"
    ]
    assert [(f.kind, f.code) for f in found] == [("Q", "execution_reason_required")]
    assert "没有" not in found[0].text
    data["funds"][0]["executed"] = "92"
    result = score_submission(Submission.model_validate(data), library)
    found = [
        f for f in Reviewer(library, RE_SCORING).review(result).findings if f.of == "execution"
    ]
    assert not found


def test_a_form_whose_reasons_were_not_found_is_not_asked_for_them(said):
    assert said(spent("100", "100", "60", not_found=["reason"])) is None


# 26: more spent than the budget; money added in the year


def test_more_spent_than_the_budget_is_a_question(said):
    found = said(spent("100", "100", "104"))
    assert found is not None
    assert found[:2] == ("Q", "over_spent")


@pytest.mark.parametrize(("initial", "budget", "executed"), [
    ("100", "150", "148"), ("0", "100", "95"), ("100", "100", "100"), ("100", "300", "290"), ("50", "80", "80"),
])  # fmt: skip
def test_money_added_in_the_year_accuses_nobody(said, initial, budget, executed):
    assert said(spent(initial, budget, executed)) is None


# 27, 53: no budget left


def test_no_money_at_all_is_no_project_that_was_not_carried_out(said):
    found = said(spent("0", "0", "0"))
    assert found == (
        "N", "not_carried_out", "全年预算数和全年执行数都是零，没有安排资金，不计执行率。",
    )  # fmt: skip
    found = said(spent("0", "0", "0", state="未实施"))
    assert found is not None
    assert "写明未实施" in found[2]


@pytest.mark.parametrize("initial", ["100", "0.5", "3000"])
def test_a_budget_that_was_all_cut_is_asked_about(said, initial):
    found = said(spent(initial, "0", "0"))
    assert found is not None
    assert found[:2] == ("Q", "budget_all_cut")
    assert "未实施" not in found[2]
    found = said(spent(initial, "0", "0", state="未实施"))
    assert found is not None
    assert found[:2] == ("N", "not_carried_out")


def test_spending_without_a_budget_cannot_be(said):
    found = said(spent("0", "0", "5"))
    assert found is not None
    assert found[:2] == ("E", "spent_without_budget")


# 52: cut down to what was spent


@pytest.mark.parametrize(
    ("initial", "budget", "executed", "is_told"),
    [
        ("100", "60", "60", True), ("100", "79", "78", True), ("100", "50", "49.5", True),
        ("1000", "700", "690", True), ("100", "79.9", "79.9", True),
        ("100", "80", "80", False), ("100", "60", "58", False), ("100", "90", "90", False),
        ("100", "120", "120", False), ("100", "60", "50", False),
    ],
)  # fmt: skip
def test_a_budget_cut_down_to_the_spending_is_noted(said, initial, budget, executed, is_told):
    found = said(spent(initial, budget, executed))
    assert (found is not None and found[:2] == ("N", "budget_cut_to_spending")) is is_told
