"""怎么算的: what was read, which case of the rule, the numbers, the sources, what will be asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scoring.page.engine import PageEngine
from tests.page.asking import answered, asked
from tests.page.test_score import DEPARTMENTS, EXAMPLES, typed

ENGINE = PageEngine()


def explained(at: str, form: dict[str, Any] | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = answered(ENGINE, "explain", submission=form or typed(), at=at)
    return answer


def test_a_late_deadline_is_explained_in_five_steps() -> None:
    answer = explained("indicators/8")
    assert (answer["claimed"], answer["rule"], answer["low"], answer["high"]) == (
        "5",
        "3.88",
        "0",
        "5",
    )
    assert (answer["severity"], answer["word"], answer["band_say"]) == (
        "ask",
        "会被问到",
        "办法没有写死",
    )
    assert [(read["label"], read["meaning"]) for read in answer["read_as"]] == [
        ("年度指标值", "7月底(7月31日)"), ("实际完成值", "9月底(9月30日)"),
    ]  # fmt: skip
    assert answer["hint"] == "读错了？把日期写全，如 2022年9月28日。"
    assert [case["hit"] for case in answer["cases"]] == [False, True]
    assert answer["cases"][1]["note"] == "逾期完成，办法未明确逾期计分，参考分按计划天数÷实际天数"
    assert not answer["cases"][1]["text"].endswith(answer["cases"][1]["note"])
    assert answer["formula"] == "5 × 212 ÷ 273 = 3.88"
    assert answer["sources"][0]["standing"] == "未核对"
    assert answer["asks"][0]["ask"] == "什么时候报审、什么时候定稿，期限有没有批准调整？"
    assert "算式：5 × 212 ÷ 273 = 3.88" in answer["text"].split("\n")


def test_a_direction_that_only_a_word_gives_is_said_so() -> None:
    target = explained("indicators/13")["read_as"][0]
    assert (target["meaning"], target["notes"]) == ("≥78家", ["不低于（由名称、级次的词语得知）"])


def test_the_execution_rate_is_explained_too() -> None:
    answer = explained("execution")
    assert [read["meaning"] for read in answer["read_as"]] == [
        "1,600,000.00元", "1,598,701.67元", "99.92%",
    ]  # fmt: skip
    assert answer["formula"] == "10 × 1598701.67 ÷ 1600000 = 9.99"


def test_a_leaf_is_explained_by_its_figures() -> None:
    form = typed(DEPARTMENTS[0])
    answer = explained("leaf/部门绩效/效率性/预算执行率/全年预算执行率", form)
    assert answer["read_as"][0]["text"] == "108019.30万元"
    assert answer["read_as"][-1]["meaning"] == "108019.30 ÷ 112233.18 = 96.25%"


@pytest.mark.parametrize("path", [*EXAMPLES, *DEPARTMENTS], ids=lambda path: path.stem)
def test_each_row_that_is_scored_is_explained(path: Any) -> None:
    form = typed(path)
    for row in answered(ENGINE, "score", submission=form)["rows"]:
        answer = explained(row["at"], form)
        assert (answer["rule"], answer["low"], answer["high"]) == (
            row["rule"],
            row["low"],
            row["high"],
        )
        assert sum(case["hit"] for case in answer["cases"]) <= 1
        assert answer["text"]


def test_an_empty_row_is_told_in_words() -> None:
    answer = json.loads(asked(ENGINE, "explain", submission=typed(), at="indicators/99").text)
    assert answer["problems"][0]["what"] == "这一行还没有可以计分的内容"
