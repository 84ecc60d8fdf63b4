"""What the page shows beside a form that is being filled in: the unit's score, the rule's, the band."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring.page.engine import PageEngine
from scoring.readers.submissions import read_submissions
from tests.folders import ROOT
from tests.page.asking import answered

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DEPARTMENTS = sorted((ROOT / "examples" / "departments").glob("*.yaml"))
ENGINE = PageEngine()


def typed(path: Path = EXAMPLES[5]) -> dict[str, Any]:
    """Return a submission as the page holds it."""
    submission = read_submissions(path)[0][1]
    data: dict[str, Any] = json.loads(
        submission.model_dump_json(by_alias=True, exclude_defaults=True)
    )
    return data


def scored(submission: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = answered(ENGINE, "score", submission=submission)
    answer["by_path"] = {row["at"]: row for row in answer["rows"]}
    return answer


@pytest.mark.parametrize("path", [*EXAMPLES, *DEPARTMENTS], ids=lambda path: path.stem)
def test_the_page_scores_as_the_command_does(path: Path) -> None:
    """Every number of an answer is that of the scorecard that the command writes."""
    form = scoring.score(path)
    answer = scored(typed(path))
    card, own = form.to_dict(), form.own
    assert answer["rule"]["total"] == card["total"]
    assert (answer["rule"]["low"], answer["rule"]["high"]) == (card["low"], card["high"])
    assert answer["own"]["total"] == (None if own.total is None else str(own.total.normalize()))
    rows = {row["id"]: row for row in card["indicators"]}
    shown = {row["id"]: row for row in answer["rows"] if row["at"] != "execution"}
    assert shown.keys() == rows.keys()
    for id_, row in rows.items():
        assert (shown[id_]["rule"], shown[id_]["low"], shown[id_]["high"], shown[id_]["status"]) == (
            row["score"], row["low"], row["high"], row["status"],
        )  # fmt: skip
        assert (shown[id_]["own"], shown[id_]["own_status"]) == (
            row["own"]["score"], row["own"]["status"],
        )  # fmt: skip


def test_rows_stand_where_they_were_typed_and_empty_ones_are_passed_over() -> None:
    form = typed()
    form["indicators"].insert(2, {"level1": "产出", "level2": "数量", "name": "", "target": ""})
    answer = scored(form)
    assert [row["at"] for row in answer["rows"]][:3] == [
        "indicators/0",
        "indicators/1",
        "indicators/3",
    ]
    assert answer["by_path"]["indicators/14"]["rule"] == "26.54"


def test_the_margin_says_how_a_row_was_read() -> None:
    rows = scored(typed())["by_path"]
    assert rows["indicators/13"]["line"] == "读作 ≥78家 → 69家"
    assert rows["indicators/13"]["reading"] == "读作 69家；按规则 26.54"
    assert (rows["indicators/6"]["word"], rows["indicators/6"]["line"]) == (
        "相符",
        "读作 ≥100% → 100%",
    )
    assert (rows["indicators/5"]["word"], rows["indicators/5"]["line"]) == (
        "在范围内",
        "读作 完整 → 完整",
    )
    assert rows["indicators/12"]["word"] == "不适用"
    assert (rows["execution"]["line"], rows["execution"]["value"]) == ("执行率 99.92%", "99.92")


def test_a_claim_above_the_rule_is_no_fault_before_the_self_check_says_so() -> None:
    row = scored(typed())["by_path"]["indicators/13"]
    assert (row["severity"], row["word"]) == ("none", "与规则不同")


def test_a_row_that_is_not_understood_offers_what_it_may_mean() -> None:
    form = typed()
    form["indicators"][13]["actual"] = "上半年30家，下半年39家，另有5家补发"
    row = scored(form)["by_path"]["indicators/13"]
    assert (row["severity"], row["word"]) == ("ask", "看不懂")
    assert {"30家", "39家"} <= set(row["candidates"])


def test_a_cell_that_is_no_number_counts_as_not_given_and_nothing_takes_its_place() -> None:
    form = typed()
    form["indicators"][13]["claimed"] = "三十"
    answer = scored(form)
    assert [fault["at"] for fault in answer["typed"]] == ["indicators/13/claimed"]
    row = answer["by_path"]["indicators/13"]
    assert (row["own"], row["own_status"], row["word"]) == (None, "blank", "填得不对")
    assert answer["own"]["total"] is None
    assert answer["rule"]["total"] == "94.41"
    findings = ENGINE.context.scored(form).review.findings
    assert not [f for f in findings if f.where == "效益/社会效益/1" and f.kind == "E"]


def test_numbers_are_read_as_people_type_them() -> None:
    form = typed()
    form["indicators"][13]["claimed"] = "３０ 分"
    form["funds"][0]["executed"] = "1,598,701.67元"
    answer = scored(form)
    assert (answer["typed"], answer["own"]["total"]) == ([], "99.99")
    form["funds"][0]["executed"] = "159.87万元"
    assert "金额单位" in scored(form)["typed"][0]["say"]


def test_a_form_without_name_and_year_is_scored() -> None:
    form = typed()
    del form["year"], form["project"]
    answer = scored({**form, "year": ""})
    assert answer["rule"]["total"] is not None


def test_wrong_points_are_said_in_a_few_words() -> None:
    form = typed()
    form["indicators"][0]["points"] = "1.5"
    answer = scored(form)
    assert (answer["row_points"], answer["points_say"]) == ("97.5", "分值合计97.5，应为100")
    assert answer["own"]["total"] is None


def test_a_goal_without_its_share_is_told_and_its_rows_wait() -> None:
    start = answered(ENGINE, "form.layout", set="tianjin/department")["start"]
    row = {
        "level1": "产出指标",
        "name": "培训",
        "target": "100",
        "unit": "人",
        "actual": "80",
        "points": "90",
    }
    start["goals"] = [{"name": "甲", "ratio": "", "indicators": [row]}]
    answer = scored(start)
    assert answer["typed"][0]["at"] == "goals/0/ratio"
    assert answer["by_path"]["goals/0/indicators/0"]["line"] == "先填年度目标的占比"
    start["goals"][0]["ratio"] = "100"
    assert scored(start)["by_path"]["goals/0/indicators/0"]["rule"] is not None


def test_a_set_that_changed_since_is_told() -> None:
    assert not scored(typed())["set_changed"]
    assert scored({**typed(), "set_digest": "0" * 64})["set_changed"]


def test_what_was_scored_is_not_scored_again() -> None:
    form = typed()
    assert ENGINE.context.scored(form) is ENGINE.context.scored(json.loads(json.dumps(form)))
