"""Sets that rule otherwise: a formula for what is over a cap, reasons below 90 %, forms without points."""

from __future__ import annotations

import pytest

from scoring.records.finding import Finding
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from tests.folders import SETS
from tests.review.conftest import form

CHECK = Reviewer(Library(SETS))


def reviewed(submission, set_id: str):
    given = submission.model_copy(update={"set": set_id})
    return CHECK.review(score_submission(given, CHECK.library))


def test_over_a_cap_is_a_difference_where_the_set_names_the_formula():
    row = {
        "level2": "成本",
        "name": "检测费用",
        "target": "≤600万元",
        "actual": "800万元",
        "points": "8",
        "claimed": "8",
        "reason": "追加",
    }
    (found,) = (f for f in reviewed(form(row), "test/reverse-ratio").findings if f.of == "row")
    assert (found.kind, found.code) == ("E", "score_differs")
    assert "按规则为6分（8×600÷800），填报8分，差2分" in found.text
    (found,) = (f for f in reviewed(form(row), "mof/2020-project").findings if f.of == "row")
    assert (found.kind, found.code) == ("Q", "cap_exceeded")


def test_what_a_set_requires_of_the_execution_rate_is_on_the_list():
    funds = [{"source": "总额", "budget": "100", "executed": "80", "claimed": "8"}]
    found = reviewed(form(funds=funds), "test/sichuan-project")
    assert "reason" in {todo.field for todo in found.todo if "预算执行率" in todo.name}


def test_a_form_without_points_is_only_asked_for_what_is_blank():
    rows = [
        {"target": "≥12次", "actual": ""},
        {"target": "≥78家", "actual": "69家", "reason": "机构改革"},
    ]
    found = reviewed(form(*rows, funds=[]), "test/transfer-report")
    assert [(f.kind, f.code) for f in found.findings if f.of == "row"] == [("E", "actual_missing")]
    assert "分值" not in found.findings[0].text


STRICT = """\
schema: 1
id: own/strict
title: 本处自评表
extends: mof/2020-project
rules:
  by_date:
    source: 定量
    cases:
      - {when: met, score: points}
      - score: points * 50%
  wording:
    source: 定性
    cases:
      - {when: level == '达成年度指标', score: points}
      - score: points * 40%
"""


def test_where_a_set_leaves_no_room_nothing_is_said_of_room(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "strict.yaml").write_text(STRICT, "utf-8")
    check = Reviewer(Library(tmp_path))
    rows = [
        {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "claimed": "5", "reason": "报审"},
        {"level2": "质量", "target": "有效保障", "actual": "基本有效保障", "points": "5", "claimed": "5", "reason": "报审"},
    ]  # fmt: skip
    given = form(*rows).model_copy(update={"set": "own/strict"})
    found = check.review(score_submission(given, check.library))
    said = [(f.kind, f.code) for f in found.findings if f.of == "row"]
    assert said == [("E", "score_differs"), ("E", "score_differs")]
    texts = {f.where: f.text for f in found.findings}
    assert "按规则为2.5分（5×0.5），填报5分" in texts["产出/时效/1"]
    assert not found.open_rows


def test_a_set_that_says_what_becomes_of_rows_that_do_not_apply_is_not_asked_again():
    row = {"target": "", "actual": "不适用", "points": "5", "reason": "不涉及"}
    for set_id in ("test/sichuan-project", "test/not-applicable-full"):
        assert not [f for f in reviewed(form(row), set_id).findings if f.of == "row"]


TOLD_BY_NAME = [
    {"name": "巡检报告数量", "target": "78家", "actual": "69家", "claimed": "5"},
    {"name": "巡检报告数量", "target": "78家", "actual": "69家"},
    {
        "name": "巡检报告数量",
        "target": "78家",
        "actual": "69家",
        "claimed": "4.42",
        "reason": "未偏离",
    },
    {"name": "巡检报告数量", "target": "78家", "actual": "≥60家", "claimed": "5"},
    {"name": "巡检报告数量", "target": "147台", "actual": "197台", "claimed": "5"},
    {"name": "安全事故起数", "target": "0起", "actual": "1起", "claimed": "5"},
]
TOLD_BY_LEVEL = [
    {"target": "78家", "actual": "69家", "claimed": "5"},
    {"target": "147台", "actual": "197台", "claimed": "5"},
    {"level2": "成本", "name": "检测费用", "target": "6万元", "actual": "8万元", "claimed": "5"},
]


def found_of(row: dict[str, str]) -> Finding:
    (found,) = (
        f
        for f in reviewed(form({"points": "5", **row}), "mof/2020-project").findings
        if f.of == "row"
    )
    return found


@pytest.mark.parametrize("row", TOLD_BY_NAME)
def test_a_direction_told_by_a_word_of_the_name_names_the_word(row):
    text = found_of(row).text
    assert "名称含“" in text
    assert "按越" in text
    assert "推定" not in text


@pytest.mark.parametrize("row", TOLD_BY_LEVEL)
def test_a_direction_told_by_the_level_needs_no_word(row):
    text = found_of(row).text
    assert "按越" not in text
    assert "推定" not in text


def test_nothing_rests_on_levels_that_a_reader_put_back():
    row = {
        "level2": "成本",
        "name": "检测费用",
        "target": "≥9万元",
        "actual": "9万元",
        "points": "8",
    }
    assert reviewed(form(row), "mof/2020-project").targets
    repaired = form(row, repairs=[{"at": "第3行", "what": "归位"}])
    assert not reviewed(repaired, "mof/2020-project").targets


def test_a_set_that_has_changed_since_restores_no_cell():
    row = {
        "level2": "成本",
        "name": "检测费用",
        "target": "≥9万元",
        "actual": "9万元",
        "points": "8",
    }
    of_old_set = reviewed(form(row, set_digest="0" * 64), "mof/2020-project")
    assert of_old_set.targets == reviewed(form(row), "mof/2020-project").targets != ()
