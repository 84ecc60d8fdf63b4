"""What the page says will be asked: each item once, by severity, with buttons that weigh the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring.page.engine import PageEngine
from tests.page.asking import answered
from tests.page.test_score import DEPARTMENTS, EXAMPLES, typed

ENGINE = PageEngine()


def checked(submission: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = answered(ENGINE, "check", submission=submission)
    return answer


def of_group(answer: dict[str, Any], group: str) -> list[dict[str, Any]]:
    return [item for item in answer["items"] if item["group"] == group]


@pytest.mark.parametrize("path", [*EXAMPLES, *DEPARTMENTS], ids=lambda path: path.stem)
def test_the_page_asks_what_the_command_asks(path: Path) -> None:
    review = scoring.check(path)
    answer = checked(typed(path))
    asked = [(item["code"], item["text"]) for item in answer["items"] if item["group"] != "lack"]
    for finding in (*review.findings, *review.targets):
        assert any(code == finding.code and finding.text in text for code, text in asked)
    assert len(of_group(answer, "targets")) == len(review.targets)
    lack = [item for item in of_group(answer, "lack") if item["code"].startswith("lack.")]
    assert [item["text"] for item in lack] == [todo.text for todo in review.todo]


def test_the_sixth_form_has_what_its_picture_shows() -> None:
    answer = checked(typed())
    assert answer["counts"] == {"edit": 1, "ask": 2, "note": 2, "lack": 4}
    assert (answer["standing"], answer["standing_words"]) == ("ready", "可交 · 与规则不同 1 处")
    (edit,) = of_group(answer, "edit")
    assert (edit["at"], edit["name"]) == ("indicators/13", "社会效益 · 发放白皮书的党政机关数量")
    assert (edit["short"], edit["stake"]) == ("填30，按规则26.54，差3.46", "3.46")
    assert [(b["kind"], b["text"]) for b in edit["replies"]] == [
        ("take_rule", "改为 26.54"), ("adjust", "登记批复…"), ("keep", "保留 30"),
        ("evidence", "登记佐证…"), ("explain", "怎么算的"),
    ]  # fmt: skip
    assert edit["replies"][0]["field"] == "indicators/13/claimed"
    assert [line["text"] for line in answer["checks"]] == [
        "分值合计 100，与表相符", "自评得分合计 99.99，与总分相符", "18 行都填了完成值和得分",
        "资金栏没有发现不一致，执行率 99.92%", "还缺 4：佐证材料 3 处、满意度调查 1 处",
    ]  # fmt: skip


def test_what_was_kept_comes_back_when_its_row_changes() -> None:
    form = typed()
    (before,) = of_group(checked(form), "edit")
    form["goal"] = {"expected": "别的"}
    assert of_group(checked(form), "edit")[0]["saw"] == before["saw"]
    form["indicators"][13]["actual"] = "68家"
    assert of_group(checked(form), "edit")[0]["saw"] != before["saw"]


def test_an_empty_form_is_empty_and_then_is_being_filled_in() -> None:
    start = answered(ENGINE, "form.layout", set="shenzhen/2022-project")["start"]
    assert checked(start)["standing"] == "empty"
    form = typed()
    for row in form["indicators"]:
        row["actual"] = ""
    assert checked(form)["standing"] == "empty"
    form["indicators"][0]["actual"] = "1"
    assert (checked(form)["standing"], checked(form)["standing_words"]) == ("filling", "填写中")


def test_wrong_points_keep_a_form_from_being_handed_in() -> None:
    form = typed()
    form["indicators"][0]["points"] = "1.5"
    answer = checked(form)
    assert (answer["standing"], answer["standing_words"]) == ("edit", "待改")
    assert answer["checks"][0] == {"severity": "edit", "text": "分值合计97.5，应为100"}


def test_a_cell_that_is_no_number_is_never_called_blank() -> None:
    form = typed()
    form["indicators"][13]["claimed"] = "三十"
    answer = checked(form)
    about = [item for item in answer["items"] if item["at"] == "indicators/13"]
    assert [(i["severity"], i["code"]) for i in about if i["severity"] in ("edit",)] == [
        ("edit", "typed")
    ]
    assert not [item for item in about if "没有" in item["text"] and item["group"] == "lack"]
    assert answer["standing"] == "edit"
    assert not any("没有填" in line["text"] for line in answer["checks"])
    assert answered(ENGINE, "score", submission=form)["own_faults"] == ["第14行填得不对"]


def test_an_amount_that_is_no_number_accuses_nobody_of_a_blank() -> None:
    form = typed()
    form["funds"][0]["executed"] = "很多"
    answer = checked(form)
    about = [
        (item["code"], item["severity"]) for item in answer["items"] if item["at"] == "execution"
    ]
    assert about == [("typed", "edit")]


def test_a_leaf_whose_claim_is_no_number_stays_blank() -> None:
    form = typed(DEPARTMENTS[0])
    form["claims"] = {"政府采购执行率": "一分"}
    rows = answered(ENGINE, "score", submission=form)["rows"]
    row = next(row for row in rows if row["at"].endswith("/政府采购执行率"))
    assert (row["own"], row["word"]) == (None, "填得不对")


def test_a_department_is_led_to_what_it_can_settle_itself() -> None:
    open_ = [item for item in checked(typed(DEPARTMENTS[0]))["items"] if item["code"] == "open"]
    assert open_[0]["replies"][0]["field"] == "claims/预算编制合理性"


def test_no_card_blames() -> None:
    for path in (*EXAMPLES, *DEPARTMENTS):
        for item in checked(typed(path))["items"]:
            texts = " ".join(str(value) for value in item.values())
            assert not any(word in texts for word in ("虚报", "虚高", "造假", "应扣"))
