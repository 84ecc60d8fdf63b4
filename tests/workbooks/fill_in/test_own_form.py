"""The workbook has the columns, labels and order of the set's own form, and the total it will bear."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

import scoring
from scoring.intake.submissions import submissions_of
from scoring.readers.submissions import read_submissions
from scoring.records.submission import Submission
from scoring.text import label_key
from scoring.work.fill_in import fill_in_plan
from scoring.workbooks.fill_in.plan.live import live_rules
from scoring.workbooks.fill_in.plan.recipes import live_texts
from scoring.workbooks.fill_in.plan.row_values import RowValues
from scoring.workbooks.fill_in.write.book import fill_workbook
from tests.folders import CORPUS, EXAMPLES

HEADINGS = [
    ("chongqing/2021-department", "一级指标 二级指标 指标名称 计量单位 指标性质 年初指标值 调整指标值 全年完成值 得分系数 指标权重 自评得分 是否核心指标 说明"),
    ("sichuan/2023-project", "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 完成值 权重 自评得分 未完成原因分析"),
    ("hubei/project", "一级指标 二级指标 三级指标 年初目标值(A) 实际完成值(B) 分值 自评得分 偏差大或目标未完成原因分析"),
    ("tianjin/department", "年度目标 一级指标 二级指标 指标名称 计算符号 指标值 实际完成值 计量单位 分值 自评得分 偏差原因"),
    ("anhui/department", "一级指标 二级指标 三级指标 分值 指标值 实际完成值 自评得分 偏差原因分析及改进措施"),
    ("mof/2020-project", "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 自评得分 偏差原因分析及改进措施"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sheet_of(sets, layout):
    """Open the form of a blank workbook of a set, with the values that are stored in it."""

    def open_sheet(set_id: str):
        content = fill_workbook(fill_in_plan(sets, set_id), layout)
        return openpyxl.load_workbook(BytesIO(content), data_only=True)[layout.form_sheet]

    return open_sheet


@pytest.mark.parametrize(("set_id", "headings"), HEADINGS)
def test_the_columns_are_those_of_the_sets_own_form(set_id, headings, sheet_of):
    sheet = sheet_of(set_id)
    wanted = [label_key(heading) for heading in headings.split(" ")]
    rows = [
        [label_key(str(cell.value or "")) for cell in row] for row in sheet.iter_rows(min_row=3)
    ]
    in_sight, table = (row for row in rows if row[: len(wanted)] == wanted)
    assert in_sight == table
    assert table[len(wanted) :][-1] == "预计得分"  # a block of whole rows does not reach it


@pytest.mark.parametrize("set_id", ["shenzhen/2024-department", "chongqing/2021-department"])
def test_a_department_is_asked_for_its_name_and_for_no_project(set_id, sheet_of):
    texts = {str(cell.value) for row in sheet_of(set_id).iter_rows() for cell in row if cell.value}
    assert "* 部门名称" in texts
    assert not [text for text in texts if text.endswith(("项目名称", "项目编码", "项目状态"))]


def test_the_amounts_are_called_as_on_the_form(sheet_of):
    texts = {str(cell.value) for row in sheet_of("hubei/project").iter_rows() for cell in row}
    assert {"预算数（A）", "执行数（B）"} <= texts or {"预算数(A)", "执行数(B)"} <= texts


@pytest.mark.parametrize(
    "path", sorted((CORPUS / "submissions").glob("*.yaml")), ids=lambda p: p.stem
)
def test_what_is_typed_under_the_forms_own_headings_is_read_back(path, sets, layout, tmp_path):
    [(_, given)] = read_submissions(path)
    out = tmp_path / "f.xlsx"
    out.write_bytes(fill_workbook(fill_in_plan(sets, given.set, given), layout))
    [(_, found)] = submissions_of(out)
    assert isinstance(found, Submission), str(found)
    assert found.repairs == ()
    assert found.unplaced == ()
    scorer = sets.scorer(given.set)
    cards = [scorer.score(form) for form in (given, found)]
    assert cards[0].total == cards[1].total
    assert [r.score for r in cards[0].indicators] == [r.score for r in cards[1].indicators]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_total_in_sight_is_the_one_that_the_form_will_bear(path, sets):
    [(_, given)] = read_submissions(path)
    plan = fill_in_plan(sets, given.set, given)
    assert plan.shown.own == scoring.score(given).own.total
    assert plan.shown.points == "100/100"


def _project(**more) -> Submission:
    rows = [
        {"level1": "产出", "level2": "数量", "name": "甲", "target": "≥10台", "actual": "9台", "points": "50"},
        {"level1": "效益", "level2": "社会效益", "name": "乙", "target": "有效保障", "actual": "有效保障", "points": "30"},
        {"level1": "满意度", "level2": "服务对象满意度", "name": "丙", "target": "≥90%", "actual": "很好", "points": "10"},
    ]  # fmt: skip
    rows[0] |= more.pop("first", {})
    funds = [{"source": "年度资金总额", "budget": "100", "executed": "100"}]
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2024}
    return Submission.model_validate({**given, "indicators": rows, "funds": funds, **more})


TOTALS = [
    ({}, "85～95分（1项未定）", "已有85分，还差1项"),
    ({"first": {"claimed": "44"}}, "85～95分（1项未定）", "已有84分，还差1项"),
    ({"first": {"claimed": "51"}}, "85～95分（1项未定）", "有1项自评得分超过分值或小于0"),
    ({"first": {"points": "40"}}, "76～96分（1项未定）", "分值合计应为100"),
]


@pytest.mark.parametrize(("more", "range_", "own"), TOTALS)
def test_a_total_that_is_not_settled_has_its_range(more, range_, own, sets):
    shown = fill_in_plan(sets, "mof/2020-project", _project(**more)).shown
    assert (shown.words, shown.own) == (range_, own)


TYPED = [
    ("≥15000核", "13500核", Decimal(45)), ("≥4项/半年", "2项/半年", None), ("≥95%", "0.95", Decimal(50)),
    ("≥5%", "0.5", None), ("36公里", "36公里", Decimal(50)), ("36公里", "30公里", None),
    ("≥20万张", "20.5万张", Decimal(50)), ("≥20台", "19", Decimal("47.5")), ("≥20公里", "19", None),
    ("及时", "及时", Decimal(50)), ("及时", "较及时", None), ("≤24小时", "2天", None),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "score"), TYPED)
def test_targets_that_are_typed_later_are_scored_where_nothing_can_differ(
    target, actual, score, sets, layout
):
    """Without a recipe of the engine, as in a workbook that was handed out empty."""
    scorer = sets.scorer("mof/2020-project")
    rules = live_rules(scorer.indicators)
    texts = live_texts(scorer, layout)
    rules = replace(rules, case_formulas=replace(rules.case_formulas, texts=texts))
    row = {"level1": "产出", "level2": "数量", "name": "某事", "target": target, "actual": actual}
    shown = RowValues(scorer.indicators, layout, rules).row({**row, "points": Decimal(50)})
    assert shown == (layout.text("later") if score is None else score)
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2024}
    form = Submission.model_validate({**given, "indicators": [{**row, "points": "50"}]})
    assert score in (None, scorer.score(form).indicators[0].score)


REASONS = [
    ("设备老化", Decimal(45)),
    ("已签合同，待验收", None),  # a question is left to the person
    ("经财政批复调减指标", None),
    ("项目取消", None),
]


@pytest.mark.parametrize(("reason", "score"), REASONS)
def test_a_reason_that_leaves_room_keeps_the_score_back(reason, score, sets, layout):
    shown = fill_in_plan(sets, "mof/2020-project", _project(first={"reason": reason})).shown.rows[0]
    assert shown == (layout.text("later") if score is None else score)


def test_a_form_of_computed_leaves_alone_shows_the_total_to_be_signed(sheet_of):
    top = [
        cell.value
        for row in sheet_of("hunan-yueyang/2018-department").iter_rows(max_row=2)
        for cell in row
    ]
    assert "已有0分，还差12项" in top
    assert "0～100分（12项未定）" in top


def test_a_form_without_scores_shows_no_sums(sheet_of):
    top = [
        cell.value
        for row in sheet_of("transfer-payment/region").iter_rows(max_row=2)
        for cell in row
    ]
    assert not {"分值合计", "自评得分合计", "按规则暂计"} & set(top)


def test_the_grade_is_a_list(made, opened, layout):
    book = opened(made("mof/2020-project"))
    sheet = book[layout.form_sheet]
    at = book.defined_names["zp_f_claimed_grade"].attr_text.rpartition("!")[2].replace("$", "")
    (rule,) = [v for v in sheet.data_validations.dataValidation if at in str(v.sqref).split()]
    assert rule.type == "list"
    where, _, area = rule.formula1.rpartition("!")
    cells = book[where.strip("'")][area.replace("$", "")]
    assert [cell.value for (cell,) in cells] == ["优", "良", "中", "差"]
