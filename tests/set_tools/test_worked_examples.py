"""A worked example that cannot fail shows nothing: it is refused, or fails."""

from __future__ import annotations

import pytest

from scoring.indicator_set.load import SetText
from scoring.problem import Problem
from scoring.set_tools.examples import run_examples
from scoring.work.library import Library
from tests.folders import SETS

LEAF = """\
schema: 1
id: test/leaf
title: 一个指标
points: 10
inputs: {率: {type: percent}}
levels: [{name: 控制率, points: 10, value: 率, cases: [{when: value <= 5%, score: points}, {score: 0}]}]
"""


def problems(expect: str, given: str = "inputs: {率: 3%}") -> list[Problem]:
    from scoring.indicator_set.load import load_set

    library = Library(SETS)
    indicators = load_set(SetText("set", LEAF), library.text, library.built_ins)
    cases = f"- name: 例\n  submission: {{{given}}}\n  expect: {expect}\n"
    return run_examples(SetText("cases", cases), library.scorer_of(indicators)).problems


@pytest.mark.parametrize(
    "expect",
    [
        "{of: 没有, rule: 控制率}",
        "{of: 没有, case: 1}",
        "{of: 没有, total: 10}",
        "{of: 没有, execution: 待定}",
        "{execution: 待定}",
        "{execution_case: 1}",
        "{total: 10, execution_status: unscored}",
        "{rule: 另一条}",
        "{levels: {控制率: 10}}",
    ],
)
def test_what_is_not_there_is_a_problem(expect: str) -> None:
    found = problems(expect)
    assert found
    assert all(p.code == "example" and p.place.line == 3 for p in found)


@pytest.mark.parametrize(
    "expect", ["{}", "{of: 控制率}", "{grade: ''}", "{rule: ''}", "{levels: {}}"]
)
def test_an_example_must_expect_something(expect: str) -> None:
    (problem,) = problems(expect)
    assert problem.place.line == 3


def test_what_is_there_is_none() -> None:
    assert not problems("{of: 控制率, rule: 控制率, case: 1, score: 10, total: 10, missing: []}")


def test_a_missing_row_is_said_once() -> None:
    (problem,) = problems("{of: 没有, score: 10, rule: 控制率, case: 1}")
    assert "没有这个指标" in problem.message
