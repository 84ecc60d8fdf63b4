"""Departments' and provinces' forms: rates as the documents print them, every row, nothing left over."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.exact import half_up
from scoring.records.result import Result
from scoring.records.scorecard import NEEDS_PERSON
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission
from scoring.writers.form.present import present

pytestmark = pytest.mark.xdist_group("printed forms")  # each is printed once

CENTRE = "2024-深圳市大数据资源管理中心"
BUREAU = "2024-深圳市政务服务和数据管理局"
PRINTED = {
    CENTRE: {
        "全年预算执行率": "96.25%", "政府采购执行率": "94.06%", "“三公”经费控制率": "34.08%",
        "日常公用经费控制率": "72.41%", "固定资产利用率": "100%",
    },
    BUREAU: {
        "全年预算执行率": "91.8%", "政府采购执行率": "88%", "“三公”经费控制率": "59.3%",
        "日常公用经费控制率": "79.6%",
    },
}  # fmt: skip
"""The rates as the two published reports print them."""


@pytest.fixture(scope="module")
def outputs(library: Library) -> Outputs:
    return Outputs(library, ["xlsx", "html", "json"])


@pytest.fixture(scope="module")
def books(one_of_each: dict[str, Result], outputs: Outputs) -> dict[str, Any]:
    return {
        name: load_workbook(BytesIO(outputs.render(result, "xlsx")))
        for name, result in one_of_each.items()
    }


@pytest.fixture(scope="module")
def pages(one_of_each: dict[str, Result], outputs: Outputs) -> dict[str, str]:
    return {name: outputs.render(result, "html").decode() for name, result in one_of_each.items()}


def lines(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def line_of(sheet: Any, name: str) -> list[Any]:
    [found] = [line for line in lines(sheet) if name in line]
    return found


@pytest.mark.parametrize("name", [CENTRE, BUREAU])
def test_each_rate_is_shown_as_it_was_printed(
    name: str, one_of_each: dict[str, Result], books: dict[str, Any], pages: dict[str, str],
    outputs: Outputs,
) -> None:  # fmt: skip
    result = one_of_each[name]
    rows = {row["name"]: row for row in json.loads(outputs.render(result, "json"))["indicators"]}
    form = pages[name]
    for called, rate in PRINTED[name].items():
        shown = next(v for v in line_of(books[name]["自评表"], called) if " = " in str(v))
        assert shown.split("\n")[0] == rate
        place = form.index(f">{called}<")
        assert f">{rate}\n" in form[place : place + 600]
        # The fraction stays in the data, and agrees at the precision of the report.
        [row] = [r for r in result.scorecard.indicators if r.name == called]
        decimals = len(rate.rstrip("%").partition(".")[2])
        exact = Fraction(row.actual) * 100
        assert half_up(exact, decimals or 1) == Fraction(rate.rstrip("%"))
        assert str(rows[called]["score"]) in pages[name]


@pytest.mark.parametrize(
    ("name", "claimed"), [(CENTRE, "97.62"), (BUREAU, "97.53")], ids=["centre", "bureau"]
)
def test_the_unit_s_total_stands_and_what_was_not_given_stays_blank(
    name: str, claimed: str, one_of_each: dict[str, Result], books: dict[str, Any]
) -> None:
    result = one_of_each[name]
    card = result.scorecard
    assert card.total is None
    assert card.low < Decimal(claimed) < card.high
    assert result.own_track is not None
    assert result.own_track.basis == "stated"
    assert (result.own.total, result.own.grade) == (Decimal(claimed), "优")
    form = books[name]["自评表"]
    assert Decimal(claimed) in [
        Decimal(str(v)) for v in line_of(form, "总分") if isinstance(v, int | float)
    ]
    assert "优" in line_of(form, "等级")
    assert 100 in line_of(form, "总分"), "the report gives no points of some rows: 80 is no sum"
    whole = [str(v) for line in lines(form) for v in line]
    assert not [text for text in whole if text.startswith("待定")]
    settled = {row.id for row in card.indicators if row.status not in NEEDS_PERSON}
    assert len(card.indicators) - len(settled) > 15
    for row, own in zip(card.indicators, result.own_track.rows, strict=True):
        assert (own.score is not None) == (row.id in settled), row.id


@pytest.mark.parametrize(
    ("name", "claimed"), [(CENTRE, "97.62"), (BUREAU, "97.53")], ids=["centre", "bureau"]
)
def test_the_claimed_score_stands_beside_the_score_by_rule_in_the_explanation(
    name: str, claimed: str, one_of_each: dict[str, Result], outputs: Outputs
) -> None:
    card = one_of_each[name].scorecard
    assert card.total is None
    assert card.low < Decimal(claimed) < card.high
    book = load_workbook(BytesIO(outputs.explain(one_of_each[name], "xlsx")))
    told = {str(v) for line in lines(book["评分说明"]) for v in line}
    assert {f"待定\n（{card.low}–{card.high}）", f"{claimed} 优"} <= told
    page = outputs.explain(one_of_each[name], "html").decode()
    assert f"<dt>填报的总分</dt><dd>{claimed}</dd>" in page


@pytest.mark.parametrize("name", [CENTRE, BUREAU])
def test_rows_that_the_report_does_not_settle_ask_for_a_person(
    name: str, one_of_each: dict[str, Result], outputs: Outputs, library: Library
) -> None:
    result = one_of_each[name]
    needing = [row for row in result.scorecard.indicators if row.status in NEEDS_PERSON]
    assert len(needing) > 15
    book = load_workbook(BytesIO(outputs.explain(result, "xlsx")))
    told = {line[0]: line for line in lines(book["评分说明"])}
    for number, row in enumerate(result.scorecard.indicators, 1):
        if row.status in NEEDS_PERSON:
            assert any("人认定：" in str(v) for v in told[number]), row.name
    settled = [row for row in result.scorecard.indicators if row.status not in NEEDS_PERSON]
    shown = {row.id: row for row in present(result, library.labels).row}
    assert not any(shown[row.id].needs for row in settled)


def test_every_set_that_can_score_is_printed(
    one_of_each: dict[str, Result], library: Library
) -> None:
    sets = [library.indicator_set(entry.id) for entry in library.entries()]
    wanted = {one.id for one in sets if not one.abstract}
    assert {result.scorecard.set.id for result in one_of_each.values()} == wanted
    assert len(wanted) >= 14


def test_no_placeholder_is_left(books: dict[str, Any], pages: dict[str, str]) -> None:
    for name, book in books.items():
        texts = [str(v) for sheet in book for line in lines(sheet) for v in line if v is not None]
        assert not [text for text in texts if "{{" in text or "}}" in text], name
    for name, page in pages.items():
        assert "{{" not in page, name
        assert "{%" not in page, name


def test_every_form_has_its_title_and_every_row(
    one_of_each: dict[str, Result], books: dict[str, Any], pages: dict[str, str], library: Library
) -> None:
    for name, result in one_of_each.items():
        form, sheet = pages[name], books[name].worksheets[0]
        title = sheet["A1"].value
        for words in (title[:2], title[-5:]):  # 部门…绩效自评表, 项目…评价指标表
            assert words in result.scorecard.set.title, name
        assert f'<h1 id="title">{title}</h1>' in form, name
        texts = {str(v) for line in lines(sheet) for v in line}
        shown = unescape(form)
        for row in present(result, library.labels).row:
            if not row.name:
                continue
            assert row.name in texts, (name, row.name)
            assert f">{row.name}<" in shown, (name, row.name)
            if result.scorecard.scored and row.score is not None:
                assert any(str(row.score) == text for text in texts), (name, row.id)
                assert str(row.score) in shown, (name, row.id)


def test_a_department_s_form_speaks_of_no_project(
    one_of_each: dict[str, Result], pages: dict[str, str], library: Library
) -> None:
    for name, result in one_of_each.items():
        if library.indicator_set(result.scorecard.set.id).applies_to == "department":
            form = pages[name]
            assert "部门名称" in form, name
            assert "项目名称" not in form, name
            assert "项目编码" not in form, name


def test_a_form_without_scores_says_nothing_of_scores(
    books: dict[str, Any], pages: dict[str, str]
) -> None:
    form = [v for line in lines(books["transfer-payment/region"]["自评表"]) for v in line if v]
    assert not {"分值", "得分", "总分", "等级"} & set(form)
    words = pages["transfer-payment/region"].split("<body>")[1]
    assert not [word for word in ("总分", "得分", "等级") if word in words]


def test_chongqing_prints_coefficient_original_target_and_core_mark(books: dict[str, Any]) -> None:
    sheet = books["chongqing-2021-department"]["自评表"]
    values = [v for v in line_of(sheet, "服务企业数") if v is not None]
    assert values == ["服务企业数", "家", "≥", "150", "110", "110", "100%", 39, 39, "是"]


def test_tianjin_prints_goals_with_ratio_and_score_and_their_rows(books: dict[str, Any]) -> None:
    sheet = books["tianjin-department"]["自评表"]
    goal = next(line for line in lines(sheet) if "培训500人" in line)
    assert [v for v in goal if v is not None] == [
        "提升服务水平", "30%", "培训500人", "培训400人", 27, 24.3, "两期未办",
    ]  # fmt: skip
    [row] = [line for line in lines(sheet) if "培训人数" in line]
    assert "提升服务水平" in row


def test_anhui_prints_tasks_once_with_weight_and_rate(books: dict[str, Any]) -> None:
    task = [v for v in line_of(books["anhui-department"]["自评表"], "重点课题") if v is not None]
    assert task == ["重点课题", "完成45项", 300, 270, "30%", "90%", 2.7, "五项结转"]


def test_sichuan_prints_sign_number_and_unit_in_columns_of_their_own(books: dict[str, Any]) -> None:
    values = [
        v for v in line_of(books["sichuan-2023-project"]["自评表"], "设备台数") if v is not None
    ]
    assert values[-7:] == ["≥", "10", "台", "9", 22.5, 20.25, "一台未到货"]


def department(**more: Any) -> Submission:
    base = {
        "schema": "ziping/submission/1",
        "set": "shenzhen/2024-department",
        "year": 2024,
        "unit": "某局",
    }
    return Submission.model_validate(base | more)


def test_a_rate_close_to_an_edge_shows_in_its_formula(library: Library) -> None:
    """89.96 % prints as 90 % with one decimal; the formula shows why it scored below the edge."""
    funds = [{"source": "年度资金总额", "budget": "10", "executed": "9", "claimed_rate": "91.8"}]
    inputs = {"在用固定资产": "89.96", "全部固定资产": "100.00"}
    result = score_submission(department(funds=funds, inputs=inputs), library)
    [row] = [r for r in present(result, library.labels).row if r.name == "固定资产利用率"]
    assert (row.actual, row.calculation) == ("90%", "89.96 ÷ 100.00 = 89.96%")
    assert row.score == Decimal("0.7")


def test_without_a_printed_rate_two_decimals_are_shown(library: Library) -> None:
    for claimed in ({}, {"claimed_rate": "88"}):
        funds = [{"source": "年度资金总额", "budget": "10", "executed": "9"} | claimed]
        inputs = {"项目完成数": "2", "项目计划数": "3"}
        result = score_submission(department(funds=funds, inputs=inputs), library)
        [row] = [r for r in present(result, library.labels).row if r.name == "项目完成及时性"]
        # No word of a rate in its name: things by things of the same kind are a share all the same.
        assert (row.actual, row.figures) == ("66.67%", "项目完成数 2个；项目计划数 3个")


def test_a_rate_is_rounded_once(library: Library) -> None:
    inputs = {"项目完成数": "9624499996", "项目计划数": "10000000000"}
    result = score_submission(department(inputs=inputs), library)
    [row] = [r for r in present(result, library.labels).row if r.name == "项目完成及时性"]
    assert row.actual == "96.24%"


@pytest.mark.parametrize("kind", ["xlsx", "html"])
def test_rubbish_in_figures_stays_text(kind: str, library: Library, outputs: Outputs) -> None:
    """What a user wrote is shown where it stands, and neither runs nor breaks the form."""
    bad = '=1+1<script>"{{总分}}'
    more = {
        "unit": bad, "inputs": {"在编人数": bad, "编制数": "9" * 30},
        "goal": {"expected": "长" * 5000, "achieved": bad}, "reasons": {"财政供养人员控制率": bad},
    }  # fmt: skip
    made = outputs.render(score_submission(department(**more), library), kind)
    if kind == "html":
        assert "<script>" not in made.decode()
        assert "=1+1&lt;script&gt;" in made.decode()
    else:
        cells = [cell for row in load_workbook(BytesIO(made))["自评表"].iter_rows() for cell in row]
        assert any(cell.value == bad for cell in cells)
        assert not any(cell.data_type == "f" for cell in cells)


@pytest.mark.parametrize("page", ["2", "第2页"])
def test_evidence_stands_with_number_and_page(library: Library, page: str) -> None:
    item = {"met": "是", "evidence": [{"name": "公开网页", "number": "2024-3", "page": page}]}
    items = {"预决算信息公开": {"预算公开": item, "决算公开": item}}
    result = score_submission(department(items=items), library)
    [row] = [r for r in present(result, library.labels).row if r.name == "预决算信息公开"]
    assert row.evidence == "公开网页 2024-3 第2页"
    assert row.actual == "预算公开：是；决算公开：是"
