"""The list of a self-check: everything once, in the order of the form, and whether a form can go."""

from __future__ import annotations

import pytest

from scoring.review.checklist import checklist, standing
from scoring.work.score import score_submission
from tests.review.conftest import form

IN_ORDER = (
    {"name": "册数", "target": "≥78册", "actual": "78册", "points": "50", "claimed": "50"},
    {"level1": "效益", "level2": "社会效益", "name": "稳定", "target": "有效保障",
     "actual": "有效保障", "points": "30", "claimed": "30"},
    {"level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
     "actual": "96.5%", "points": "10", "claimed": "10"},
)  # fmt: skip


@pytest.fixture
def items(check):
    def of(*rows, **more):
        result = score_submission(form(*rows, **more), check.library)
        return checklist(check.review(result), result)

    return of


def changed(number: int, **row: object) -> list[dict[str, object]]:
    return [{**one, **(row if n == number else {})} for n, one in enumerate(IN_ORDER)]


@pytest.mark.parametrize(
    ("rows", "state", "differing"),
    [
        (IN_ORDER, "ready", 0),
        (changed(0, actual="69册"), "ready", 1),  # only its own score differs: it can be handed in
        (changed(0, claimed="51"), "fault", 0),
        (changed(0, points="45", claimed="45"), "fault", 0),
        (changed(0, actual=""), "blank", 0),
        (changed(0, actual="待统计", claimed=None), "blank", 0),
        (changed(0, claimed=None), "ready", 0),  # the rule's score is put in
        ((), "blank", 0),
    ],
)
def test_a_form_can_go_when_nothing_is_blank_or_wrong_in_itself(items, rows, state, differing):
    assert (standing(items(*rows)).state, standing(items(*rows)).differing) == (state, differing)


def test_items_stand_in_the_order_of_the_form_whatever_is_found(items):
    late = {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "claimed": "5"}
    rows = [
        {**late, "name": "先"},
        {**IN_ORDER[0], "name": "中", "points": "30", "claimed": "31"},
        {**late, "name": "后"},
        {**late, "name": "末", "claimed": None},
    ]
    found = items(*rows, *IN_ORDER[1:], claimed_total="12", claimed_grade="优")
    assert [item.name for item in found if item.finding is None or item.finding.of == "row"] == [
        "先", "中", "后", "末",
    ]  # fmt: skip
    assert [item.finding.of for item in found if item.finding][-1] in {"total", "form"}


def test_each_row_is_one_item_with_what_it_wants(items):
    (item,) = items(*changed(0, actual="69册"))
    assert item.kind == "score"
    assert [want.field for want in item.wants] == ["reason"]


def test_every_kind_of_finding_has_a_place_in_the_order_of_the_form(items):
    funds = [
        {"source": "年度资金总额", "initial": "100", "budget": "100", "executed": "95"},
        {"source": "其中：财政拨款", "budget": "80", "executed": "88"},
    ]
    late = {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5", "claimed": "5"}
    goal = {"expected": "完成XX", "achieved": ""}
    found = items(late, *IN_ORDER[1:], funds=funds, goal=goal, claimed_total="12")
    order = [item.finding.of for item in found if item.finding]
    assert order == ["source", "form", "form", "row", "total", "total"]


@pytest.mark.parametrize(("column", "lost"), [("points", "points"), ("claimed", "claimed")])
def test_what_was_not_found_is_no_blank(items, column, lost):
    rows = [{**row, column: None, "actual": "待统计"} for row in IN_ORDER]
    blank = [item for item in items(*rows) if item.kind == "blank"]
    found = items(*rows, not_found=[lost, "funds.claimed"])
    assert len(blank) >= len(rows)
    assert not [item for item in found if item.kind == "blank"]
