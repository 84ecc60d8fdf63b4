"""The sheets of the desk filled in by LibreOffice, step by step, and printed; the page in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.readers.books.open_any import open_file
from scoring.records.result import Reviewed
from scoring.records.submission import Submission
from scoring.work.desk_sheets import DeskSheets
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score, score_submission
from scoring.workbooks.review_sheet.read.sheets import read_review_sheets
from tests.real_programs import office as libreoffice
from tests.workbooks.review_sheet.desk import Project, row_of

LATE, REPORT, OFFICES = "产出/时效/1", "产出/时效/3", "效益/社会效益/1"
A4 = (595.3, 841.9)


@pytest.fixture(scope="module")
def sheets(library: Library) -> DeskSheets:
    return DeskSheets(library, Reviewer(library).words.kinds)


@pytest.fixture(scope="module")
def quality(library: Library, checkout: Path) -> Reviewed:
    path = next((checkout / "examples").glob("6-*.yaml"))
    result = score(path, sets=library)
    return Reviewed(path.name, "", result, Reviewer(library).review(result))


def cells(path: Path, sheet: str = "复核表") -> Any:
    """Return what names a cell by row id, or by a text that stands in it, and heading."""
    page: Any = load_workbook(path)[sheet]
    found = {c.value: c for row in page.iter_rows() for c in row if c.value is not None}

    def name(row: str, head: str) -> str:
        line = found[row].row if row in found else row_of(page, row)
        return f"{sheet}!{found[head].column_letter}{line}"

    return name


def back(project: Project, path: Path) -> list[Any]:
    read = read_review_sheets(open_file(path, path.name))
    assert read.rest == ()
    return project.take(read)


def test_a_review_typed_in_libreoffice(
    office: Any, sheets: DeskSheets, quality: Reviewed, tmp_path: Path
) -> None:
    project = Project(quality, sheets)
    blank, filled = tmp_path / "复核表.xlsx", tmp_path / "交回.xlsx"
    blank.write_bytes(project.xlsx())
    at = cells(blank)
    total, grade, deviation = (at(word, "认定后得分") for word in ("总分", "等级", "偏离度"))
    given = office.do(
        {"do": "open", "path": str(blank)},
        {"do": "recalculate"},
        {"do": "value", "cell": total},
        {"do": "shown", "cell": deviation},
        {"do": "type", "cell": at(LATE, "自评完成值"), "text": "7月底"},  # locked: it stays
        {"do": "type", "cell": at(LATE, "复核得分"), "text": "3"},
        {"do": "value", "cell": total},
        {"do": "value", "cell": grade},
        {"do": "type", "cell": at(LATE, "认定理由"), "text": "逾期认定"},
        {"do": "type", "cell": at(OFFICES, "复核指标值"), "text": "92家"},
        {"do": "value", "cell": at(OFFICES, "认定后得分")},
        {"do": "value", "cell": total},
        {"do": "type", "cell": at(OFFICES, "认定理由"), "text": "指标值经批准调整"},
        {"do": "type", "cell": "zw_by", "text": "评价人甲"},
        {"do": "type", "cell": "zw_at", "text": "2023-5-6"},
        {"do": "save", "path": str(filled)},
        {"do": "save", "path": str(tmp_path / "旧.xls"), "to": "xls"},
    )
    # nobody decided: the rule's score where it leaves no room, the claim where it does
    assert (given[2], given[3]) == (pytest.approx(96.53), "3.46%")
    assert (given[6], given[7]) == (pytest.approx(94.53), "优")
    assert (given[10], given[11]) == ("待重算", "待定")
    old = Project(quality, sheets)
    assert [e.kind.value for e in back(old, tmp_path / "旧.xls")] == [
        "ruling",
        "ruling",
        "signature",
    ]
    made = back(project, filled)
    assert [(e.row, e.score, e.verified_target, e.by, e.at) for e in made[:2]] == [
        (LATE, 3, None, "评价人甲", "2023-05-06"), (OFFICES, None, "92家", "评价人甲", "2023-05-06"),
    ]  # fmt: skip
    assert {e.id for e in made} == {r.entry.id for r in old.records[1:]}
    assert [p for p in project.problems if p.severity == "error"] == []

    view = sheets.feedback_sheet(project.form, project.tracks, project.records)
    assert view is not None
    asked, answered = tmp_path / "单位.xlsx", tmp_path / "单位 交回.xlsx"
    asked.write_bytes(sheets.feedback(view.unit, [view]))
    name = load_workbook(asked).sheetnames[1]
    at, cover = cells(asked, name), load_workbook(asked)["封面"]
    label = next(
        c for row in cover.iter_rows() for c in row if str(c.value).startswith("单位经办人")
    )
    office.do(
        {"do": "open", "path": str(asked)},
        {"do": "type", "cell": at(LATE, "复核得分"), "text": "5"},  # the unit may not
        {"do": "type", "cell": at(LATE, "认可/不认可"), "text": "不同意"},
        {"do": "type", "cell": at(LATE, "单位说明"), "text": "附报审单"},
        {"do": "type", "cell": at(REPORT, "认可/不认可"), "text": "认可"},
        {"do": "type", "cell": at(OFFICES, "认可/不认可"), "text": "认可"},
        {"do": "type", "cell": f"封面!E{label.row}", "text": "经办乙"},
        {"do": "type", "cell": f"封面!H{label.row}", "text": "2023-05-10"},
        {"do": "save", "path": str(answered)},
    )
    made = back(project, answered)
    assert sorted((e.row, e.agrees, e.say) for e in made if e.kind == "answer") == [
        (LATE, False, "附报审单"), (REPORT, True, ""), (OFFICES, True, ""),
    ]  # fmt: skip
    assert project.problems == []
    assert project.state.step == "review"
    assert project.state.agreed == {REPORT, OFFICES}


def test_sheets_print_one_page_wide(
    office: Any, one_of_each: dict[str, Any], library: Library, tmp_path: Path,
    sheets: DeskSheets, quality: Reviewed,
) -> None:  # fmt: skip
    reviewer = Reviewer(library)
    kinds = {
        result.scorecard.set.id: Reviewed("表.xlsx", "", result, reviewer.review(result))
        for result in one_of_each.values()
    }
    chosen = {"mof/2020-project": quality} | dict(
        [pair for pair in kinds.items() if "department" in pair[0]][:1]
    )
    for number, one in enumerate(chosen.values()):
        path, pdf = tmp_path / f"{number}.xlsx", tmp_path / f"{number}.pdf"
        path.write_bytes(Project(one, sheets).xlsx())
        office.do({"do": "open", "path": str(path)}, {"do": "save", "path": str(pdf), "to": "pdf"})
        pages = libreoffice.pages(pdf)
        assert "绩效自评复核表" in pages[0].text
        for page in pages[:1]:
            assert (page.height, page.width) == pytest.approx(A4, abs=0.5)
        for page in pages:
            assert [w for w in page.words if w.left <= 0 or w.right >= page.width] == []
        printed = "".join(page.text for page in pages)
        for heading in ("复核指标值", "认定理由", "评价人（签字）", "办理", "每轮记录", "版次"):
            assert heading in printed


def test_the_page_is_quiet_whole_and_within_the_sheet(
    browser: Any, tmp_path: Path, library: Library, sheets: DeskSheets, quality: Reviewed
) -> None:
    hostile = Submission.model_validate({
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
        "unit": "<script>alert(1)</script>", "project": {"name": "项目" * 200},
        "indicators": [{
            "level1": "产出", "level2": "数量", "name": "=HYPERLINK(\"x\")" + "名" * 200,
            "target": "≥78家" + "x" * 200, "actual": "\"><img src=x onerror=alert(1)>",
            "points": "50", "reason": "原因" * 500,
        }] * 6,
    })  # fmt: skip
    result = score_submission(hostile, library)
    hard = Reviewed("a<b>.xlsx", "", result, Reviewer(library).review(result))
    for name, one in (("常", quality), ("极端", hard)):
        project = Project(one, sheets)
        page_file, pdf = tmp_path / f"{name}.html", tmp_path / f"{name}.pdf"
        view = sheets.view(one, project.tracks, project.records)
        page_file.write_bytes(sheets.html(view))
        with browser.open(page_file) as page:
            pdf.write_bytes(page.printed())
            assert page.said == []
            assert page.requests == [page_file.as_uri()]
            assert page.value("document.querySelectorAll('script, img').length") == 0
            for width in (390, 1440):
                page.resize(width)
                assert page.value("document.documentElement.scrollWidth") <= width
        for sheet in libreoffice.pages(pdf):
            assert (round(sheet.height), round(sheet.width)) == (595, 842)
            assert [w for w in sheet.words if w.left < 20 or w.right > sheet.width - 20] == []
