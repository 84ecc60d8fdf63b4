"""The report of a project, on the six published forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scoring.records.papers import PaperView
from scoring.records.year_folder import YearFolder
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.year.project_report import project_report_view
from scoring.year.register import make_register
from scoring.year.report_texts import ReportTexts
from scoring.year.report_words import ReportWords
from scoring.year.table_words import YearTableWords
from scoring.year.text_blocks import project_blocks
from scoring.year.words import YearWords
from tests.folders import EXAMPLES
from tests.year.made_folder import BUREAU, form, record

WORDS = ReportWords(
    load_vocabulary(ReportTexts), load_vocabulary(YearWords), load_vocabulary(YearTableWords)
)


def report(path: Path, library: Library, *, internal: bool = False, **changed: Any) -> PaperView:
    """Return the report of an example."""
    folder = YearFolder(record(BUREAU, 2022), "部门年度.yaml", (form(path, library, **changed),))
    register = make_register(folder, WORDS.year)
    (project,) = register.projects
    blocks = project_blocks(project, folder, WORDS.texts, {})
    return project_report_view(project, register, blocks, WORDS, internal=internal)


def said(view: PaperView, name: str) -> list[str]:
    """Return the paragraphs of a place."""
    return [text.text for text in view.paragraphs[name]]


def test_every_missed_row_is_a_paragraph_with_the_reason_of_the_unit(library: Library) -> None:
    view = report(EXAMPLES[5], library)
    *rows, money = said(view, "偏差")
    assert [text.split("”")[0] for text in rows] == [
        "“信息工程质量白皮书编制完成时间", "“信息工程项目建设阶段数据质量监督研究报告完成时间",
        "“发放白皮书的党政机关数量",
    ]  # fmt: skip
    assert rows[2].startswith(
        "“发放白皮书的党政机关数量”指标值78家，完成69家，完成率88.46%，原因："
    )
    assert all(text.endswith("。") for text in rows)
    assert money == "预算执行率99.92%。"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_tables_hold_what_the_form_prints(path: Path, library: Library) -> None:
    view = report(path, library)
    submission = form(path, library).submission
    rows = view.tables["指标"].rows
    named = [row.name for row in submission.rows if row.name.strip() or row.points]
    assert [row.cells["三级指标"].text.text for row in rows] == named
    scored = [row for row in rows if "分值" in row.cells and row.cells["分值"].value]
    assert all(row.cells["得分"].text.prints for row in scored)
    whole = view.tables["资金"].rows[0]
    assert whole.cells["全年执行数"].text.prints[0].figure.endswith("/executed")


def test_the_chart_shows_the_share_of_points_by_level(library: Library) -> None:
    chart = report(EXAMPLES[2], library).charts["得分率"]
    assert chart.categories == ("执行率", "产出", "效益", "满意度")
    assert [str(value) for value in chart.series[0].values] == [
        "99.20",
        "100.00",
        "100.00",
        "75.00",
    ]


def test_who_answers_for_it_stands_in_internal_papers_only(library: Library) -> None:
    head = {"responsible": "张三", "phone": "0755-12345678"}
    assert report(EXAMPLES[0], library, head=head).tables["负责人"].rows == ()
    (row,) = report(EXAMPLES[0], library, internal=True, head=head).tables["负责人"].rows
    assert row.cells["姓名"].text.text == "张三"


def test_problems_numbered_as_their_measures_stand_with_them(library: Library) -> None:
    both = {"problems": "1.进度慢\n2.数据少", "measures": "1.按月督办\n2.补采数据"}
    assert said(report(EXAMPLES[0], library, summary=both), "问题和措施") == [
        "1.进度慢。", "改进措施：按月督办。", "2.数据少。", "改进措施：补采数据。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "begins", "state"),
    [
        ({}, [], "open"),
        ({"no_problems": True}, ["自评未发现影响绩效目标实现的问题。"], "written"),
        ({"problems": "进度慢", "measures": "督办"}, ["发现的问题及原因：进度慢。", "下一步改进措施：督办。"], "written"),
        ({"problems": "甲\n乙", "measures": "丙"}, ["发现的问题及原因：甲。\n乙。", "下一步改进措施：丙。"], "written"),
    ],
)  # fmt: skip
def test_problems_come_from_the_form_or_are_asked_for(
    summary: dict[str, Any], begins: list[str], state: str, library: Library
) -> None:
    view = report(EXAMPLES[0], library, summary=summary)
    assert said(view, "问题和措施") == begins
    assert view.blocks["T3"].state == state


def test_what_was_achieved_is_the_text_for_reports_else_that_of_the_form(library: Library) -> None:
    own = said(report(EXAMPLES[0], library, summary={}), "完成情况")
    achieved = form(EXAMPLES[0], library).submission.goal.achieved
    assert own == [f"目标完成情况：{achieved}"]
    said_for_it = report(EXAMPLES[0], library, summary={"achieved": "甲\n乙"})
    assert said(said_for_it, "完成情况") == ["目标完成情况：甲。\n乙。"]


def test_a_name_that_ends_so_is_not_called_a_project_twice(library: Library) -> None:
    titles = {report(path, library).fields["标题"].text for path in (EXAMPLES[0], EXAMPLES[1])}
    assert titles == {
        "深圳电子政务平台数字证书退费项目\n绩效自评报告",
        "政务数据管理\n项目绩效自评报告",
    }
