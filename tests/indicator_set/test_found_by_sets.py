"""What the checks must allow and must still find; each was found by declaring a real rule."""

from __future__ import annotations

import pytest

from scoring.indicator_set.load import SetText
from scoring.problem import Problem
from scoring.set_tools.check import check_text
from scoring.work.library import Library
from tests.folders import SETS


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(SETS)


def problems(library: Library, text: str, cases: str | None = None) -> list[Problem]:
    examples = None if cases is None else SetText("cases", cases)
    return list(check_text(SetText("set", text), examples, library).problems)


def codes(library: Library, text: str) -> set[str]:
    return {p.code for p in problems(library, text)}


OVER = """\
schema: 1
id: test/over
title: 超额调减
extends: mof/2020-project
rules:
  at_least:
    cases:
      - {when: met and not over, score: points}
      - {when: met, score: %s}
      - {when: target <= 0, unscored: 指标值为零或负数}
      - score: %s
"""


def test_what_a_set_calls_too_much_it_may_cut(library: Library) -> None:
    text = OVER % ("80% * points", "points * max(actual, 0) / target")
    assert "not-monotone" not in codes(library, text)


def test_a_better_actual_short_of_too_much_never_scores_less(library: Library) -> None:
    text = OVER % ("80% * points", "points * (1 - max(actual, 0) / target)")
    assert "not-monotone" in codes(library, text)


PARTS = """\
schema: 1
id: test/over-parts
title: 分项超额调减
extends: mof/2020-project
rules:
  parts:
    cases:
      - {when: %s, score: points}
      - {when: met, score: 80%% * points}
      - {score: 90%% * points}
"""


def test_parts_that_are_too_much_it_may_cut_as_well(library: Library) -> None:
    assert "met-scores-less" not in codes(library, PARTS % "met and not over")


def test_parts_that_are_met_and_not_too_much_never_score_less(library: Library) -> None:
    assert "met-scores-less" in codes(library, PARTS % "met and over")


UNUSED = """\
schema: 1
id: test/own-way
title: 定性指标一律由人认定
extends: mof/2020-project
by_reading: {wording: judged}
rules:
  judged: {cases: [{from: 0, to: points, because: 由人认定}]}
  %s: {cases: [{score: 0}]}
"""


def test_a_rule_that_a_set_does_not_use_is_told_in_the_file_that_declares_it(
    library: Library,
) -> None:
    found = [p for p in problems(library, UNUSED % "left_over") if p.code == "unused-rule"]
    assert [p.place.file for p in found] == ["set"]
    assert "left_over" in found[0].message


COEFFICIENT = """\
schema: 1
id: test/chosen
title: 得分系数
extends: test/base
points: 100
levels: [{name: 指标, points: 100, rows: indicators, rule: chosen}]
rules:
  chosen:
    cases:
      - {when: has_coefficient and 0 <= coefficient <= 1, score: %s}
      - {from: 0, to: points, because: 没有得分系数}
"""


def test_a_coefficient_that_a_person_chose_decides_alone(library: Library) -> None:
    assert "met-scores-less" not in codes(library, COEFFICIENT % "points * coefficient")


def test_with_one_coefficient_a_met_target_never_scores_less(library: Library) -> None:
    text = (
        (COEFFICIENT % "points * coefficient")
        .replace(
            "    cases:\n",
            "    cases:\n      - {when: has_coefficient and level == '达成年度指标', score: 0}\n",
        )
        .replace(
            "rows: indicators, rule: chosen", "rows: indicators, by_reading: {wording: chosen}"
        )
    )
    assert "met-scores-less" in codes(library, text)


def test_a_coefficient_above_one_is_tried(library: Library) -> None:
    text = COEFFICIENT.replace("0 <= coefficient <= 1", "0 <= coefficient") % "points * coefficient"
    assert "out-of-range" in codes(library, text)


LEAF = """\
schema: 1
id: test/leaf
title: 带参数的规则
points: 10
inputs: {超编率: {type: percent}}
rules:
  above:
    with: {%(name)s: percent}
    cases: [{when: value <= %(name)s, score: points}, {score: 0}]
levels: [{name: 控制率, points: 10, value: 超编率, rule: above, with: {%(name)s: 5%%}}]
"""


def test_a_leaf_may_use_a_rule_with_parameters(library: Library) -> None:
    assert "unreached" not in codes(library, LEAF % {"name": "limit"})


@pytest.mark.parametrize("word", ["pass", "if", "lambda"])
def test_a_parameter_cannot_be_named_like_a_word_of_the_language(
    library: Library, word: str
) -> None:
    found = problems(library, LEAF % {"name": word})
    assert any(p.code == "parameter-name" and word in p.message for p in found)


EXAMPLE = """\
- name: 复核
  submission:
    inputs: {超编率: 3%%}
    indicators: []
  decisions: [{row: 控制率, score: %s, ground: 数据核减}]
  expect: {of: 控制率, status: decided, score: 4}
"""


@pytest.mark.parametrize(("score", "wrong"), [("4", False), ("5", True)])
def test_an_example_may_hold_a_decision(library: Library, score: str, wrong: bool) -> None:
    found = problems(library, LEAF % {"name": "limit"}, EXAMPLE % score)
    assert any(p.code == "example" for p in found) is wrong


ROW = """\
- name: 指标行之外,表上还有固定的指标
  row: {level1: 满意度, name: 学员满意度, target: ≥90%%, actual: 90%%, points: 10, survey: {returned: 40, satisfied: 36}}
  expect: {score: %s}
"""


@pytest.mark.parametrize(("score", "wrong"), [("10", False), ("9", True)])
def test_an_example_of_a_row_is_about_that_row(library: Library, score: str, wrong: bool) -> None:
    source = library.text("test/cost-101")
    assert source is not None
    found = check_text(source, SetText("cases", ROW % score), library).problems
    assert any(p.code == "example" for p in found) is wrong


EXECUTION = """\
schema: 1
id: test/steps
title: 分档的执行率
points: 100
execution: {name: 执行率, points: 10, rule: steps, with: {good: 87%, fair: 53%}}
rules:
  steps:
    with: {good: percent, fair: percent}
    cases:
      - {when: budget <= 0, unscored: 预算为零}
      - {when: executed / budget >= good, score: 10}
      - {when: executed / budget >= fair, score: 5}
      - score: 0
levels: [{name: 产出, rows: indicators}]
"""


def test_the_edges_of_parameters_are_tried_for_execution(library: Library) -> None:
    missing = [p.message for p in problems(library, EXECUTION, "[]") if p.code == "no-edge-example"]
    assert any("good" in message for message in missing)
    assert any("fair" in message for message in missing)
