"""Amounts below zero in the funds block: asked, unless the row says that money was taken back."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.work.library import Library
from scoring.work.review import RE_SCORING, SELF_CHECK, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import FUNDS, form

ROW = {"target": "≥5份", "actual": "5份", "points": "50", "claimed": "50"}


def of_funds(library: Library, *funds: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = []
    for rules in (SELF_CHECK, RE_SCORING):
        review = Reviewer(library, rules).review(
            score_submission(form(ROW, funds=list(funds)), library)
        )
        found.append(
            [(f.kind, f.code, f.text) for f in review.findings if f.of in ("execution", "source")]
        )
    assert found[0] == found[1]
    return found[1]


PARTS = [
    ({"source": "上年结转资金", "budget": "-5", "executed": "-5"}, "上年结转资金：全年预算数-5万元、全年执行数-5万元"),
    ({"source": "上年结转资金", "initial": "-5"}, "上年结转资金：年初预算数-5万元"),
    ({"source": "其他资金", "executed": "-0.5"}, "其他资金：全年执行数-5000元"),
    ({"source": "结余资金", "budget": "-12.3", "executed": "0"}, "结余资金：全年预算数-12.3万元"),
    ({"source": "其中：当年财政拨款", "budget": "100", "executed": "-95"}, "其中：当年财政拨款：全年执行数-95万元"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "text"), PARTS, ids=[text for _, text in PARTS])
def test_a_source_below_zero_is_asked_about(library, part, text):
    assert of_funds(library, FUNDS, part) == [
        ("Q", "source_negative", f"{text}。结转、预算数、执行数一般不小于零。")
    ]


TAKEN_BACK = [
    {"source": "年中调减", "budget": "-5", "executed": "0"},
    {"source": "财政收回存量资金", "budget": "-5", "executed": "0"},
    {"source": "上年结转资金", "budget": "-5", "executed": "0", "reason": "结转资金由财政收回"},
    {"source": "其他资金", "executed": "-5", "reason": "冲销上年多记支出"},
    {"source": "上年结转资金", "budget": "0", "executed": "0"},
    {"source": "其他资金"},
]


@pytest.mark.parametrize("part", TAKEN_BACK, ids=str)
def test_money_that_was_taken_back_is_not_asked_about(library, part):
    assert of_funds(library, FUNDS, part) == []


def test_an_amount_that_makes_the_sources_add_up_is_meant_so(library):
    own = {"source": "当年财政拨款", "initial": "110", "budget": "110", "executed": "105"}
    back = {"initial": "-10", "budget": "-10", "executed": "-10"}
    assert of_funds(library, FUNDS, own, {"source": "其他资金", **back}) == []
    # but nothing below zero is carried over
    ((kind, code, _),) = of_funds(library, FUNDS, own, {"source": "上年结转资金", **back})
    assert (kind, code) == ("Q", "source_negative")


@pytest.mark.parametrize(
    ("column", "amount"),
    [("initial", "-100"), ("budget", "-100"), ("executed", "-95"), ("executed", "-0.01")],
)
def test_a_total_below_zero_is_asked_about_and_accuses_nobody(library, column, amount):
    found = of_funds(library, {**FUNDS, column: amount})
    assert [(kind, code) for kind, code, _ in found] == [("Q", "negative_amounts")]


def test_a_budget_of_nothing_with_spending_stays_an_accusation(library):
    found = of_funds(library, {**FUNDS, "budget": "0"})
    assert [(kind, code) for kind, code, _ in found] == [("E", "spent_without_budget")]
