"""Points that do not add up, are zero or are missing: said once, with the cells and the rows."""

from __future__ import annotations

import pytest

from tests.review.conftest import form

ROW = {"target": "≥2场", "actual": "2场", "claimed": "10", "points": "10"}
REST = (
    {"level1": "效益", "level2": "社会效益", "name": "保障稳定", "target": "有效保障",
     "actual": "有效保障", "points": "30", "claimed": "30"},
    {"level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
     "actual": "96.5%", "points": "10", "claimed": "10"},
)  # fmt: skip


def of_points(reviewed, *rows) -> list[tuple[str, str, str]]:
    found = reviewed(form(*rows, *REST)).findings
    return [(f.kind, f.code, f.text) for f in found if f.field == "points"]


def rows(*points: str | None) -> list[dict[str, object]]:
    return [
        {**ROW, "name": f"第{n}项", "points": one, "claimed": one or None}
        for n, one in enumerate(points, 1)
    ]


def test_points_that_add_up_say_nothing(reviewed):
    assert not of_points(reviewed, *rows("20", "30"))


def test_a_row_of_zero_points_is_noted_and_named_where_the_sum_does_not_come_out(reviewed):
    assert [f[:2] for f in of_points(reviewed, *rows("20", "30", "0"))] == [("N", "points_zero")]
    found = of_points(reviewed, *rows("20", "20", "0"))
    assert [f[:2] for f in found] == [("N", "points_zero"), *[("E", "points_do_not_add_up")] * 2]
    assert found[1][2] == "“产出”各行分值合计40分，应为50分，差10分。其中分值为0或没有填的：第3项。"


@pytest.mark.parametrize(
    "row",
    [
        {"target": "不涉及", "actual": "不涉及"},
        {"target": "≥2场", "actual": "不适用"},
        {"target": "", "actual": ""},
    ],
)
def test_a_row_that_does_not_apply_may_have_zero_points(reviewed, row):
    zero = {**ROW, **row, "name": "另一项", "points": "0", "claimed": None}
    assert not of_points(reviewed, *rows("20", "30"), zero)


def test_points_that_are_blank_are_blank(reviewed):
    found = of_points(reviewed, *rows("20", "20", None))
    assert found[0][:2] == ("E", "points_missing")


def test_a_sum_of_points_names_its_cells(reviewed):
    given = [
        {**row, "at": {"points": f"自评表!G{9 + n}"}} for n, row in enumerate(rows("20", "20"))
    ]
    found = reviewed(form(*given, *REST)).findings
    assert next(f.place for f in found if f.code == "points_do_not_add_up") == "自评表!G9–G10"
