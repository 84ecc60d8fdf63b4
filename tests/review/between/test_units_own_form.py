"""A unit's own form beside its own report and its own approved table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.records.result import Reviewed
from scoring.records.submission import Funds, Submission
from scoring.work.score import score_submission

UNIT = "深圳市大数据资源管理中心"


@pytest.fixture(scope="module")
def own(library):
    """The centre's 2024 amounts on a form; its first row of funds is only a part of the money."""

    def make(executed="108019.30"):
        submission = Submission.model_validate(
            {
                "schema": "ziping/submission/1",
                "set": "chongqing/2021-department",
                "year": 2024,
                "unit": UNIT,
                "money_unit": "万元",
                "funds": [
                    {"source": "其中:当年财政拨款", "budget": "112000.00", "executed": "108000.00"},
                    {"source": "年度资金总额", "budget": "112233.18", "executed": executed},
                ],
                "indicators": [
                    {
                        "level1": "产出", "level2": "数量", "name": "出口可用宽带",
                        "target": "≥15G", "actual": "16.1G", "points": "90",
                    }
                ],
            }
        )  # fmt: skip
        return Reviewed("own.yaml", "", score_submission(submission, library), None)

    return make


def test_its_report_tells_the_same_amounts_twice(own, seed_file, between):
    compared = between.compare([own()], [seed_file("000")])
    assert compared.by_form == {}
    assert [m.same for m in compared.used] == [True, True]


def test_another_amount_is_asked_about(own, seed_file, between):
    found = between.compare([own("107019.30")], [seed_file("000")]).of_form(0)
    assert {f.code for f in found} == {"report_differs"}
    assert "全年执行数：正文108,019.30万元，资金栏107019.3万元。" in found[0].text
    assert "全年预算数" not in found[0].text.split("”")[-1]


def test_its_approved_table_stands_on_its_level(own, seed_file, between):
    """≥16G was approved for 2024; the form says ≥15G, and 16.1G reaches both."""
    (found,) = between.compare([own()], [seed_file("001")]).of_form(0)
    assert found.code == "target_changed"
    assert "“≥15G”" in found.text
    assert "“≥16G”" in found.text
    assert found.stake is None


def test_the_table_of_another_year_is_not_compared(own, seed_file, between):
    compared = between.compare([own()], [seed_file("003")])
    assert (compared.by_form, compared.used, compared.proposed) == ({}, (), ())


def test_a_form_in_yuan_and_a_report_in_wan_are_brought_together(own, seed_file, between):
    one = own()
    given = one.result.submission
    funds = tuple(
        Funds(source=f.source, budget=f.budget * 10000, executed=f.executed * Decimal(10000))
        for f in given.funds
    )
    submission = given.model_copy(update={"funds": funds, "money_unit": "元"})
    compared = between.compare([("a", "", submission)], [seed_file("000")])
    assert compared.by_form == {}
    assert all(m.same for m in compared.used)


def test_a_project_whose_name_was_lost_is_not_taken_for_the_unit(own, seed_file, between):
    """Its set is for projects, so its form is no unit's own, whatever stands under 项目名称."""
    submission = own("1.00").result.submission
    given = [("own.yaml", "", submission.model_copy(update={"set": "shenzhen/2022-project"}))]
    compared = between.compare(given, [seed_file("000"), seed_file("001")])
    assert compared.by_form == {}
    assert compared.used == ()


@pytest.mark.parametrize(("unit", "codes"), [("", set()), ("元", {"report_differs"})])
def test_a_form_that_names_no_unit_is_not_held_against_one_in_another(
    own, seed_file, between, unit, codes
):
    submission = own().result.submission.model_copy(update={"money_unit": unit})
    if not unit:
        rows = [
            row.model_copy(
                update={"budget": row.budget * 10_000, "executed": row.executed * 10_000}
            )
            for row in submission.funds
        ]
        submission = submission.model_copy(update={"funds": tuple(rows)})
    compared = between.compare([("own.yaml", "", submission)], [seed_file("000")])
    assert {found.code for found in compared.of_form(0)} == codes
