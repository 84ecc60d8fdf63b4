"""``sets check`` complains of no score of a computed value that the expression cannot take."""

from __future__ import annotations

import pytest

from scoring.indicator_set.load import SetText
from scoring.set_tools.check import check_text
from scoring.work.library import Library
from tests.folders import SETS

LIBRARY = Library(SETS)

INPUTS = """\
inputs:
  有计划: {type: yes_no}
  有监控: {type: yes_no}
  档次: {type: choice, choices: [高, 低]}
  完成数: {type: number, at_least: 0}
  计划数: {type: number, above: 0}
  次数: {type: count}
  增减: {type: number}
"""


def complaints(value: str, *cases: str, points: int = 5) -> list[str]:
    text = "\n".join(
        [
            "schema: 1", "id: test/computed", "title: 甲", f"points: {points}",
            "sources: {办法: {document: 某办法, article: 第一条, standing: secondary}}", INPUTS.rstrip(),
            "levels:", f"  - name: 管理\n    points: {points}\n    source: 办法\n    value: {value}",
            "    cases:", *(f"      - {case}" for case in cases),
        ]
    )  # fmt: skip
    found = check_text(SetText("set", text), SetText("cases", "[]"), LIBRARY).problems
    unasked = {"no-example", "no-edge-example", "no-grade-example"}
    return [f"{p.code}: {p.message}" for p in found if p.code not in unasked]


TWO_ITEMS = "(1 if 有计划 else 0) + (1 if 有监控 else 0)"


def test_two_items_of_a_computed_leaf() -> None:
    """From the field: a checklist of two as a value, and a score that adds to it."""
    assert complaints(TWO_ITEMS, "score: min(value + (3 if 档次 == '高' else 0), points)") == []


@pytest.mark.parametrize(
    ("value", "cases"),
    [
        ("完成数 / 计划数", ["score: points * min(value, 1)"]),
        ("min(完成数 / 计划数, 1)", ["score: points * value"]),
        ("次数", ["score: max(points - value, 0)"]),
        ("(5 if 档次 == '高' else 2)", ["score: value"]),
        ("abs(增减)", ["{when: value >= 5, score: 0}", "score: points - value"]),
        ("(3 if 有计划 else 0)", ["{when: 有计划, score: points - value}", "score: value"]),
        ("max(1 - 次数 * 20%, 0)", ["score: points * value"]),
        ("(1 if 增减 > 0 else 0) + (1 if 次数 == 0 else 0)", ["score: 1 + value"]),
    ],
)
def test_what_cannot_be_is_not_tried(value: str, cases: list[str]) -> None:
    assert complaints(value, *cases) == []


@pytest.mark.parametrize(
    ("value", "cases", "code"),
    [
        ("增减", ["score: min(value, points)"], "out-of-range"),
        ("完成数 - 计划数", ["score: min(max(value, -1), points)"], "out-of-range"),
        ("完成数 / 计划数", ["score: points * value"], "out-of-range"),
        (TWO_ITEMS, ["score: value + 4"], "out-of-range"),
        ("(7 if 有计划 else 0)", ["score: value"], "out-of-range"),
        ("次数", ["score: points / value"], "zero-division"),
    ],
)
def test_what_can_be_is_told(value: str, cases: list[str], code: str) -> None:
    assert {text.split(":", maxsplit=1)[0] for text in complaints(value, *cases)} >= {code}
