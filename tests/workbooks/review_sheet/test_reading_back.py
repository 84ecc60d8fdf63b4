"""What people type into a review sheet, and what is told about it: everything at once, nothing dropped."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from scoring.workbooks.review_sheet.read.read import read_review_sheet

from scoring.readers.books.open_any import open_book
from scoring.workbooks.review_sheet.read.find import is_review_sheet

LATE, REPORT, OFFICES = "产出/时效/1", "产出/时效/3", "效益/社会效益/1"


def read(data: bytes) -> Any:
    return read_review_sheet(open_book(data, "复核表.xlsx"))


def told(found: Any, severity: str = "error") -> list[tuple[str, str]]:
    return [(p.code, p.place.in_book) for p in found.problems if p.severity == severity]


@pytest.fixture(scope="module")
def first(review_sheets: Any, quality: Any) -> bytes:
    return review_sheets.xlsx(quality)


@pytest.fixture(scope="module")
def asked(review_sheets: Any, quality: Any, first: bytes, fill: Any) -> bytes:
    """The review sheet that the unit gets after a decision on one row."""
    found = read(fill(first, {
        (LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", ("zw_by", ""): "甲", ("zw_at", ""): "2023-05-06",
    }))  # fmt: skip
    return review_sheets.xlsx(review_sheets.decide(quality, found.decisions))


@pytest.mark.parametrize(
    ("typed", "score"),
    [("4.5", "4.5"), ("9 .5", None), ("4 .5", "4.5"), ("４．５", "4.5"), ("4.5分", "4.5"), (4.5, "4.5"),
     (0, "0"), (5, "5"), ("四分", None), (5.01, None), (-1, None), ("90%", None)],
)  # fmt: skip
def test_a_score_as_people_type_it(first: bytes, fill: Any, typed: object, score: Any) -> None:
    found = read(fill(first, {(LATE, "复核得分"): typed, (LATE, "认定理由"): "佐证属实"}))
    assert [d.score for d in found.decisions] == ([] if score is None else [Decimal(score)])
    if score is None:
        assert told(found) == [
            (code, place) for code, place in told(found) if place.startswith("复核表!")
        ]
        assert len(told(found)) == 1
        assert [(r.row, dict(r.cells)) for r in found.refused] == [
            (LATE, {"score": str(typed).strip(), "ground": "佐证属实"})
        ]
        assert f"填的是：复核得分 {typed}" in found.refused[0].why
        assert found.rest == ()


@pytest.mark.parametrize(
    ("typed", "agrees"),
    [("认可", True), ("同意", True), (" 不 认可", False), ("不同意。", False), ("有异议", False),
     ("√", True), ("基本认可", None)],
)  # fmt: skip
def test_an_answer_as_people_type_it(asked: bytes, fill: Any, typed: str, agrees: Any) -> None:
    found = read(fill(asked, {(LATE, "认可/不认可"): typed, (LATE, "单位说明"): "说明"}))
    if agrees is not None:
        assert [r.agrees for r in found.replies] == [agrees]
        return
    assert found.replies == ()
    assert [code for code, _ in told(found)] == ["answer-unknown"]
    assert [dict(r.cells) for r in found.refused] == [{"agrees": typed, "reply": "说明"}]


def test_all_that_is_wrong_is_told_at_once_with_its_cell(first: bytes, fill: Any) -> None:
    found = read(fill(first, {
        (LATE, "复核得分"): 4,                                      # no ground
        (REPORT, "认定理由"): "佐证属实",                            # nothing decided
        (OFFICES, "复核得分"): 31, (OFFICES, "认定理由"): "数据核减",  # above the points
        ("产出/数量/1", "复核得分"): 3, ("产出/数量/1", "认定理由"): "我看不行",  # not in the list
    }))  # fmt: skip
    assert [code for code, _ in told(found)] == ["no-ground", "score-range"]
    assert [code for code, _ in told(found, "warning")] == [
        "ground-unknown", "nothing-decided", "not-signed",
    ]  # fmt: skip
    assert all(p.place.sheet == "复核表" and p.place.line and p.hint for p in found.problems)
    assert [(d.row, d.ground) for d in found.decisions] == [("产出/数量/1", "我看不行")]
    assert {r.row: dict(r.cells) for r in found.refused} == {
        LATE: {"score": "4"},
        REPORT: {"ground": "佐证属实"},
        OFFICES: {"score": "31", "ground": "数据核减"},
    }
    assert found.rest == ()


def test_notes_in_other_cells_come_back(first: bytes, fill: Any) -> None:
    found = read(fill(first, {
        ("W5", ""): "请看附件二", (LATE, "自评完成值"): "7月31日", ("A60", ""): "另见会议纪要",
    }))  # fmt: skip
    texts = [piece.text for piece in found.rest]
    assert "请看附件二" in texts
    assert "另见会议纪要" in texts
    assert [("7月31日" in r.why, r.holds) for r in found.refused] == [(True, False)]
    assert [code for code, _ in told(found, "warning")] == ["row-changed"]


def test_rows_may_be_sorted_columns_moved_and_sheets_renamed(first: bytes, fill: Any) -> None:
    filled = fill(
        first, {(LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", ("zw_by", ""): "甲"}
    )
    wanted = read(filled)
    book = load_workbook(BytesIO(filled))
    sheet: Any = book["复核表"]
    sheet.title = "改了名"
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "标识")
    last = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "总分")
    sheet.insert_cols(12)
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=top + 1, max_row=last - 1)]
    for number, values in enumerate(reversed(rows), top + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    out = BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert [d.model_copy(update={"by": ""}) for d in found.decisions] == [
        d.model_copy(update={"by": ""}) for d in wanted.decisions
    ]
    assert told(found) == []


def test_a_row_that_stands_there_twice_or_was_inserted_is_told(first: bytes, fill: Any) -> None:
    book = load_workbook(
        BytesIO(fill(first, {(LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实"}))
    )
    sheet: Any = book["复核表"]
    ids = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    own, other = ids[LATE], ids["产出/时效/2"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(other.row, column).value = sheet.cell(own.row, column).value
    score = ids["复核得分"].column
    ids["产出/数量/2"].value = None
    sheet.cell(ids["产出/数量/3"].row - 1, score).value = 3
    out = BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert len(found.decisions) == 1
    assert {code for code, _ in told(found)} == {"row-twice", "row-unknown"}
    assert any("复核得分 3" in r.why and not r.row for r in found.refused)


def test_a_record_that_was_changed_is_not_used(asked: bytes) -> None:
    book = load_workbook(BytesIO(asked))
    sheet: Any = book["每轮记录"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == 4)
    cell.value = 5
    out = BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert found.decisions == ()
    assert [code for code, _ in told(found)] == ["history-changed"]
    assert any("佐证属实" in piece.text for piece in found.rest)


@pytest.mark.parametrize("gone", ["names", "about", "column"])
def test_a_review_sheet_that_lost_its_marks_is_told_of(first: bytes, fill: Any, gone: str) -> None:
    filled = fill(
        first, {(LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", ("zw_by", ""): "甲"}
    )
    book = load_workbook(BytesIO(filled))
    if gone == "names":
        book.defined_names.clear()
    elif gone == "about":
        book.defined_names.clear()
        del book["_ziping_worksheet"]
    else:
        sheet: Any = book["复核表"]
        head = next(c for row in sheet.iter_rows() for c in row if c.value == "认定理由")
        head.value = "理由"
    out = BytesIO()
    book.save(out)
    opened = open_book(out.getvalue(), "复核表.xlsx")
    assert is_review_sheet(opened)
    found = read_review_sheet(opened)
    if gone == "names":
        assert [(d.score, d.by) for d in found.decisions] == [(4, "甲")]
        assert told(found) == []
    else:
        assert found.decisions == ()
        assert told(found)
        assert any(piece.text == "4" for piece in found.rest)


def test_other_workbooks_are_no_review_sheets(checkout: Any) -> None:
    for path in sorted((checkout / "templates" / "xlsx").glob("*.xlsx")):
        assert not is_review_sheet(open_book(path.read_bytes(), path.name))
