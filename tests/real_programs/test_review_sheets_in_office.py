"""The 复核表 filled in by LibreOffice, round by round, and printed; and its page in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.intake.decisions import read_decision_file
from scoring.records.result import Reviewed
from scoring.records.submission import Submission
from scoring.work.decide import ReviewSheets
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score, score_submission
from tests.real_programs import office as libreoffice

LATE, REPORT = "产出/时效/1", "产出/时效/3"
A4 = (595.3, 841.9)


@pytest.fixture(scope="module")
def review_sheets(library: Library) -> ReviewSheets:
    return ReviewSheets(library, Reviewer(library).words.kinds)


@pytest.fixture(scope="module")
def quality(library: Library, checkout: Path) -> Reviewed:
    path = next((checkout / "examples").glob("6-*.yaml"))
    result = score(path, sets=library)
    return Reviewed(path.name, "", result, Reviewer(library).review(result))


def cells(path: Path) -> Any:
    """Return what names a cell by row id and heading."""
    sheet: Any = load_workbook(path)["复核表"]
    found = {c.value: c for row in sheet.iter_rows() for c in row if c.value is not None}
    return lambda row, head: f"复核表!{found[head].column_letter}{found[row].row}"


def test_two_rounds_typed_in_libreoffice(
    office: Any, review_sheets: ReviewSheets, quality: Reviewed, tmp_path: Path
) -> None:
    blank, back = tmp_path / "复核表.xlsx", tmp_path / "交回.xlsx"
    blank.write_bytes(review_sheets.xlsx(quality))
    at = cells(blank)
    total, grade, deviation = (at(word, "认定后得分") for word in ("总分", "等级", "偏离度"))
    given = office.do(
        {"do": "open", "path": str(blank)},
        {"do": "recalculate"},
        {"do": "value", "cell": total},
        {"do": "shown", "cell": deviation},
        {"do": "type", "cell": at(LATE, "自评完成值"), "text": "7月底"},  # locked: it stays
        {"do": "type", "cell": at(LATE, "复核得分"), "text": "4.5"},
        {"do": "value", "cell": total},
        {"do": "value", "cell": grade},
        {"do": "shown", "cell": deviation},
        {"do": "type", "cell": at(LATE, "认定理由"), "text": "佐证属实"},
        {"do": "type", "cell": at(REPORT, "复核完成值"), "text": "3月底"},
        {"do": "value", "cell": at(REPORT, "认定后得分")},
        {"do": "value", "cell": total},
        {"do": "type", "cell": at(REPORT, "认定理由"), "text": "佐证属实"},
        {"do": "type", "cell": "zw_by", "text": "评价人甲"},
        {"do": "type", "cell": "zw_at", "text": "2023-5-6"},
        {"do": "save", "path": str(back)},
        {"do": "save", "path": str(tmp_path / "旧.xls"), "to": "xls"},
    )
    assert given[2] == pytest.approx(94.41)
    assert given[3] == "5.58%"
    assert (given[6], given[7], given[8]) == (pytest.approx(95.03), "优", "4.96%")
    assert (given[11], given[12]) == ("待重算", "待定")
    found = read_decision_file(back)
    assert [(d.row, str(d.score), d.verified_actual, d.by) for d in found.decisions] == [
        (LATE, "4.5", None, "评价人甲"),
        (REPORT, "None", "3月底", "评价人甲"),
    ]
    assert all(d.at and d.round == "初评" for d in found.decisions)
    assert found.rest == ()
    assert [p for p in found.problems if p.severity == "error"] == []

    old = read_decision_file(tmp_path / "旧.xls")
    assert (old.decisions, old.rest) == (found.decisions, ())

    asked = review_sheets.decide(quality, found.decisions)
    assert review_sheets.tracks(asked).unused == ()
    blank.write_bytes(review_sheets.xlsx(asked))
    at = cells(blank)
    office.do(
        {"do": "open", "path": str(blank)},
        {"do": "type", "cell": at(LATE, "复核得分"), "text": "0"},  # the unit may not
        {"do": "type", "cell": at(LATE, "认可/不认可"), "text": "不同意"},
        {"do": "type", "cell": at(LATE, "单位说明"), "text": "附报审单"},
        {"do": "type", "cell": at(REPORT, "认可/不认可"), "text": "认可"},
        {"do": "type", "cell": "zw_unit_by", "text": "经办乙"},
        {"do": "type", "cell": "zw_unit_at", "text": "2023-05-10"},
        {"do": "save", "path": str(back)},
    )
    answered = read_decision_file(back)
    assert answered.decisions == found.decisions
    assert [(r.row, r.agrees, r.say) for r in answered.replies] == [
        (LATE, False, "附报审单"), (REPORT, True, ""),
    ]  # fmt: skip
    assert answered.rest == ()
    told = review_sheets.tracks(review_sheets.decide(quality, answered.decisions, answered.replies))
    assert told.round == "复核"
    assert [row.id for row in told.rows if row.closed] == [REPORT]


def test_every_review_sheet_prints_one_page_wide(
    office: Any, one_of_each: dict[str, Any], library: Library, tmp_path: Path,
    review_sheets: ReviewSheets, quality: Reviewed,
) -> None:  # fmt: skip
    reviewer = Reviewer(library)
    kinds = {
        result.scorecard.set.id: Reviewed("表.xlsx", "", result, reviewer.review(result))
        for result in one_of_each.values()
    }
    chosen = {"mof/2020-project": quality} | dict(
        [pair for pair in kinds.items() if "department" in pair[0]][:2]
    )
    for number, one in enumerate(chosen.values()):
        path, pdf = tmp_path / f"{number}.xlsx", tmp_path / f"{number}.pdf"
        path.write_bytes(review_sheets.xlsx(one))
        office.do({"do": "open", "path": str(path)}, {"do": "save", "path": str(pdf), "to": "pdf"})
        pages = libreoffice.pages(pdf)
        assert "绩效自评复核表" in pages[0].text
        for page in pages[:1]:
            assert (page.height, page.width) == pytest.approx(A4, abs=0.5)
        for page in pages:
            assert [w for w in page.words if w.left <= 0 or w.right >= page.width] == []
        printed = "".join(page.text for page in pages)
        for heading in ("佐证号", "认定理由", "评价人（签字）", "每轮记录"):
            assert heading in printed


def test_the_page_is_quiet_whole_and_within_the_sheet(
    browser: Any, tmp_path: Path, library: Library, review_sheets: ReviewSheets,
    quality: Reviewed,
) -> None:  # fmt: skip
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
        page_file, pdf = tmp_path / f"{name}.html", tmp_path / f"{name}.pdf"
        page_file.write_bytes(review_sheets.html(one))
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
