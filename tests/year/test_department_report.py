"""The report of a department, on the two that publish one: what is made, and what a person writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from scoring.records.papers import PaperTable, PaperView
from scoring.records.year_folder import YearForm
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.year.department_report import department_report_view
from scoring.year.register import make_register
from scoring.year.report_texts import ReportTexts
from scoring.year.report_words import ReportWords
from scoring.year.table_words import YearTableWords
from scoring.year.text_blocks import department_blocks
from scoring.year.words import YearWords
from tests.folders import EXAMPLES
from tests.year.made_folder import BUREAU, CENTRE, department_year, form

WORDS = ReportWords(
    load_vocabulary(ReportTexts), load_vocabulary(YearWords), load_vocabulary(YearTableWords)
)


def report(
    name: str,
    library: Library,
    seeds: Iterable[str] = (),
    given: Mapping[str, Any] | None = None,
    projects: Iterable[YearForm] = (),
    words: ReportWords = WORDS,
) -> PaperView:
    """Return the report of one of the departments."""
    folder = department_year(name, library, list(seeds), given, list(projects))
    register = make_register(folder, words.year)
    blocks = department_blocks(register, folder, words.texts, {})
    return department_report_view(register, folder, blocks, words)


def said(view: PaperView, name: str) -> str:
    """Return the sentences of a place as one text."""
    return "".join(text.text for text in view.paragraphs[name])


def column(table: PaperTable, name: str) -> list[str]:
    """Return the texts of a column."""
    return [row.cells[name].text.text if name in row.cells else "" for row in table.rows]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("R1", ["68,098.25", "2,757.38", "65,340.87"]),
        ("R4", ["112,233.18", "108,019.3", "2,368.94", "105,650.36", "96.25%"]),
        ("R5", ["59,478.58", "55,946.81", "94.06%"]),
        ("R7", ["163,199.7", "100%"]),
        ("R8", ["54", "43", "71"]),
        ("R9", ["12万元", "4.09", "34.08%"]),
        ("R10", ["105.91", "76.69", "72.41%"]),
        ("R14", ["97.62", "优"]),
    ],
)
def test_the_centre_says_what_it_published(
    sentence: str, numbers: list[str], library: Library
) -> None:
    text = said(report(CENTRE, library), sentence)
    assert [number for number in numbers if number not in text] == []


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("R4", ["162,605.77", "149,236.7", "91.8%"]),
        ("R5", ["97,894.36", "86,162.89", "88%"]),
        ("R9", ["58.56", "34.74", "59.3%"]),
        ("R10", ["453.4", "360.79", "79.6%"]),
        ("R14", ["97.53", "优"]),
    ],
)
def test_the_bureau_says_it_with_one_decimal(
    sentence: str, numbers: list[str], library: Library
) -> None:
    text = said(report(BUREAU, library, given={"rate_decimals": 1}), sentence)
    assert [number for number in numbers if number not in text] == []


def test_the_execution_is_said_in_one_way_wherever_it_stands(library: Library) -> None:
    view = report(CENTRE, library)
    assert view.paragraphs["预算执行情况"] == view.paragraphs["R4"]
    assert "108,019.3万元" in said(view, "R4")
    options = WORDS.texts.options.model_copy(update={"execution_under_funds": False})
    texts = WORDS.texts.model_copy(update={"options": options})
    words = ReportWords(texts, WORDS.year, WORDS.tables)
    assert report(CENTRE, library, words=words).paragraphs["预算执行情况"] == ()


def test_the_targets_of_the_centre_stand_in_table_b(library: Library) -> None:
    table = report(CENTRE, library, ["001"]).tables["目标"]
    assert list(Counter(column(table, "二级指标")).values()) == [18, 3, 3, 3, 4]
    assert column(table, "年度指标值")[18] == "目标值缺失"
    assert any("另有5类不涉及" in note.text for note in table.notes)
    results = Counter(column(table, "完成情况"))
    assert results == {"待认定": 27, "达到": 3, "未达到": 1}


def test_what_nobody_reported_is_to_be_filled_in_and_never_not_met(library: Library) -> None:
    table = report(CENTRE, library, ["001"]).tables["目标"]
    pairs = zip(column(table, "实际完成值"), column(table, "完成情况"), strict=True)
    assert {result for actual, result in pairs if actual == "【待填写】"} == {"待认定"}


def test_twenty_seven_targets_wait_and_one_was_missed(library: Library) -> None:
    view = report(CENTRE, library, ["001"])
    text = said(view, "R12")
    for part in ("31项", "达到3项", "未达到1项", "待认定27项", "24005 万条", "96.79%"):
        assert part in text
    assert "短信年发送总量" in said(view, "未完成指标")


def test_the_tasks_are_printed_with_the_sum_that_the_table_states(library: Library) -> None:
    table = report(CENTRE, library, ["001"]).tables["任务"]
    assert [row.kind for row in table.rows] == ["row"] * 6 + ["total"]
    assert column(table, "年初预算")[-1] == "68,098.25"
    assert any("末位" in note.text for note in table.notes)
    assert column(table, "全年预算")[-1] == "112,233.18"


def test_the_score_table_shows_what_was_scored_from_what(library: Library) -> None:
    table = report(CENTRE, library).tables["评分"]
    names, data = column(table, "三级指标"), column(table, "数据")
    at = names.index("政府采购执行情况·政府采购执行率")
    assert data[at] == "政府采购金额55,946.81万元；政府采购预算59,478.58万元；94.06%"
    prints = {one.figure for one in table.rows[at].cells["数据"].text.prints}
    assert prints == {
        "department/purchase", "department/purchase_budget", "department/purchase_rate",
    }  # fmt: skip
    assert column(table, "自评得分")[-1] == "97.62"
    assert any("没有填报自评得分" in note.text for note in table.notes)


def test_all_that_a_person_writes_is_asked_of_an_empty_year(library: Library) -> None:
    view = report(BUREAU, library)
    assert {f"W{n}" for n in range(1, 13)} <= {
        name for name, block in view.blocks.items() if block.state == "open"
    }


def test_a_secret_project_stands_in_no_row_and_in_no_sum(library: Library) -> None:
    forms = [form(path, library) for path in EXAMPLES[:2]]
    secret = form(EXAMPLES[2], library, secret=True)
    view = report(BUREAU, library, projects=[*forms, secret])
    shown = column(view.tables["项目"], "项目")
    assert secret.submission.title not in shown
    assert sum(row.kind == "row" for row in view.tables["项目"].rows) == 2
    without = report(BUREAU, library, projects=forms)
    assert view.tables["项目"].rows == without.tables["项目"].rows


def test_what_was_published_is_said_where_the_checklist_says_so(library: Library) -> None:
    assert said(report(BUREAU, library), "预决算公开") == "已完成预算公开、决算公开。"
    assert said(report(CENTRE, library), "预决算公开") == ""


def test_what_was_missed_is_listed_with_one_stop_at_its_end(library: Library) -> None:
    rows = [
        {"level1": "产出", "level2": "数量", "name": name, "target": "≥2次", "actual": "1次",
         "points": "45", "reason": "因故减少。"}
        for name in ("甲", "乙")
    ]  # fmt: skip
    view = report(BUREAU, library, projects=[form(EXAMPLES[0], library, indicators=rows)])
    (text,) = said(view, "未完成指标").splitlines()
    assert text.endswith("原因：因故减少；“乙”指标值≥2次，完成1次，完成率50%，原因：因故减少。")
