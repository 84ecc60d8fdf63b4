"""The scorecard for other programs."""

import json
from decimal import Decimal
from typing import Any

import pytest

from scoring.problem import Place
from scoring.records.scorecard import Status
from scoring.writers.scorecard_json import to_json, to_json_line


def test_keys_and_their_order(make: Any) -> None:
    card = json.loads(to_json(make.result()))
    assert list(card) == [
        "schema", "engine", "set", "submission", "project", "scored", "execution", "levels",
        "indicators", "points", "row_points", "total", "low", "high", "grade", "grades_possible",
        "own", "counts", "requirements", "claims", "unmatched", "unused_decisions",
    ]  # fmt: skip
    assert list(card["indicators"][0]) == [
        "id", "level1", "level2", "name", "points", "score", "low", "high", "status", "met",
        "completion", "over", "reading", "direction", "direction_from", "otherwise", "known", "trace",
        "claimed", "own",
    ]  # fmt: skip
    assert list(card["indicators"][0]["trace"]) == [
        "rule", "case", "place", "formula", "because", "sources", "notes",
    ]  # fmt: skip
    assert card["schema"] == "ziping/scorecard/2"


def test_it_holds_the_numbers_as_texts_and_nothing_else(make: Any) -> None:
    result = make.result()
    card = json.loads(to_json(result))
    assert card["total"] == "94.41"
    assert card["execution"]["executed"] == "1598701.67"
    for row, written in zip(result.scorecard.indicators, card["indicators"], strict=True):
        assert written["score"] == (None if row.score is None else format(row.score, "f"))
        assert Decimal(written["low"]) == row.low
        assert written["status"] == row.status.value
        assert written["met"] is row.met
    assert card["claims"][2] == {
        "where": "产出", "kind": "level", "stated": "49.99", "computed": "50",
        "verdict": "rounding", "cause": "cut",
    }  # fmt: skip
    assert card["counts"] == {"determined": 7, "defaulted": 3, "not_applicable": 3}

    def no_floats(value: object) -> None:
        assert not isinstance(value, float)
        for part in (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        ):
            no_floats(part)

    no_floats(card)


def test_a_form_still_open(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "甲", "1", "", "50", None, status=Status.UNREAD),)
    card = json.loads(to_json(make.result(rows, total=None, grade=None, execution=None)))
    assert card["total"] is None
    assert card["grade"] is None
    assert card["execution"] is None
    assert card["indicators"][0]["score"] is None
    assert (card["indicators"][0]["low"], card["indicators"][0]["high"]) == ("0", "50")


def test_bytes(make: Any) -> None:
    content = to_json(make.result())
    assert content == to_json(make.result())
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    assert "信息工程质量监督".encode() in content


def test_a_line_is_one_line(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "甲\n乙\u2028丙\x85丁\ud800", "1", "1", "50", "50"),)
    line = to_json_line(make.result(rows))
    assert len(line.decode("utf-8").splitlines()) == 1
    assert json.loads(line)["indicators"][0]["name"] == "甲\n乙\u2028丙\x85丁\ufffd"
    assert json.loads(line) == json.loads(to_json(make.result(rows)))


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("indicator_sets/mof/2020-project.yaml", "indicator_sets/mof/2020-project.yaml:9"),
        ("/home/someone/sets/本省.yaml", "本省.yaml:9"),
        ("C:\\Users\\someone\\本省.yaml", "本省.yaml:9"),
        ("\\\\server\\share\\本省.yaml", "本省.yaml:9"),
        ("sets\\本省.yaml", "sets/本省.yaml:9"),
    ],
)
def test_places_never_show_a_folder_of_the_machine(make: Any, file: str, shown: str) -> None:
    rows = (make.row(1, "产出", "数量", "甲", "1", "1", "50", "50", place=Place(file, 9, 3)),)
    card = json.loads(to_json(make.result(rows)))
    assert card["indicators"][0]["trace"]["place"] == shown


def test_a_row_without_a_rule_has_no_place(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "甲", "1", "1", "50", "50", place=None),)
    assert json.loads(to_json(make.result(rows)))["indicators"][0]["trace"]["place"] is None


def test_a_batch_holds_no_text_of_a_secret_submission(make: Any) -> None:
    rows = (make.row(1, "秘产", "秘数", "秘名", "秘标", "秘完", "50", "50", reason="秘因",
                     formula="秘式", because="秘由"),)  # fmt: skip
    handed = {"secret": True, "project": {"name": "秘项", "code": "秘码"}, "unit": "秘位",
              "department": "秘部", "goal": {"expected": "秘望"}}  # fmt: skip
    result = make.result(rows, handed=handed, submission_id="2022-秘位-秘码", unmatched=("秘外",),
                         requirements=(), unused_decisions=())  # fmt: skip
    line = to_json_line(result).decode("utf-8")
    assert "秘" not in line
    assert json.loads(line)["total"] == "94.41"
    assert "秘名" in to_json(result).decode("utf-8"), "the unit's own file is complete"
