"""An entry that cannot be used is told, stays in its cell, and keeps its round open until it is put right."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from scoring.workbooks.review_sheet.read.read import read_review_sheet

from scoring.readers.books.open_any import open_book

LATE, REPORT, OFFICES = "产出/时效/1", "产出/时效/3", "效益/社会效益/1"
BY = {("zw_by", ""): "评价人甲", ("zw_at", ""): "2023-05-06"}
UNIT = {("zw_unit_by", ""): "经办乙", ("zw_unit_at", ""): "2023-05-10"}


def read(data: bytes) -> Any:
    return read_review_sheet(open_book(data, "复核表.xlsx"))


@pytest.fixture
def returned(review_sheets: Any, quality: Any) -> Any:
    """The project after a review sheet came back."""

    def back(data: bytes) -> Any:
        found = read(data)
        return review_sheets.decide(quality, found.decisions, found.replies, found.refused)

    return back


def cells(data: bytes, row: str) -> dict[str, Any]:
    sheet: Any = load_workbook(BytesIO(data))["复核表"]
    heads = {
        cell.value: (cell.row, cell.column)
        for line in sheet.iter_rows(min_row=1, max_row=12)
        for cell in line
        if cell.value
    }
    top, column = heads["标识"]
    at = next(n for n in range(top, 99) if sheet.cell(n, column).value == row)
    return {head: sheet.cell(at, c).value for head, (r, c) in heads.items() if r == top}


def texts(data: bytes) -> str:
    sheet: Any = load_workbook(BytesIO(data))["复核表"]
    return "\n".join(str(c.value) for line in sheet.iter_rows() for c in line if c.value)


def test_the_round_waits_and_the_entry_stays_in_its_cell(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    first = fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实",
        (OFFICES, "复核得分"): 31, (OFFICES, "认定理由"): "数据核减",  # of 30 points
        (REPORT, "复核完成值"): "3月底", **BY,  # no ground
    })  # fmt: skip
    one = returned(first)
    told = review_sheets.tracks(one)
    assert told.round == "初评"
    again = review_sheets.xlsx(one)
    kept, other = cells(again, OFFICES), cells(again, REPORT)
    assert (kept["复核得分"], kept["认定理由"]) == (31, "数据核减")
    assert other["复核完成值"] == "3月底"
    assert cells(again, LATE)["复核得分"] == 4
    for page in (texts(again), review_sheets.html(one).decode()):
        assert "未采用的填写" in page
        assert (
            "复核得分 31 不在 0 到分值 30 之间，没有采用（填的是：复核得分 31，认定理由 数据核减）"
            in page
        )
        assert "请选一项认定理由" in page
        assert "评价人甲" in page

    # The sheet written says the same as the one that was filled in, however often it is read.
    same = returned(again)
    assert review_sheets.tracks(same).round == "初评"
    assert same.decisions == one.decisions
    assert [r.cells for r in same.refused] == [r.cells for r in one.refused]
    assert review_sheets.xlsx(returned(review_sheets.xlsx(same))) == review_sheets.xlsx(same)

    right = returned(fill(again, {(OFFICES, "复核得分"): 21, (REPORT, "认定理由"): "佐证属实"}))
    assert right.refused == ()
    assert review_sheets.tracks(right).round == "单位反馈"
    assert {d.row for d in right.decisions} == {LATE, OFFICES, REPORT}


def test_a_sheet_whose_only_entry_is_refused(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    typed = {(OFFICES, "复核得分"): 31, (OFFICES, "认定理由"): "数据核减", **BY}
    one = returned(fill(review_sheets.xlsx(quality), typed))
    assert review_sheets.tracks(one).round == "初评"
    again = review_sheets.xlsx(one)
    assert cells(again, OFFICES)["复核得分"] == 31
    assert "2023-05-06" in texts(again)
    # Emptied, it is dealt with, and nothing was entered.
    none = read(fill(again, {(OFFICES, "复核得分"): None, (OFFICES, "认定理由"): None}))
    assert none.refused == ()
    assert none.settled == tuple(r.key for r in one.refused)


def test_an_answer_that_nobody_understands_keeps_the_round(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    decided = returned(fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", **BY,
    }))  # fmt: skip
    asked = review_sheets.xlsx(decided)
    one = returned(fill(asked, {
        (LATE, "认可/不认可"): "也许", (LATE, "单位说明"): "再议", (REPORT, "认可/不认可"): "认可", **UNIT,
    }))  # fmt: skip
    assert review_sheets.tracks(one).round == "单位反馈"
    again = review_sheets.xlsx(one)
    assert (cells(again, LATE)["认可/不认可"], cells(again, LATE)["单位说明"]) == ("也许", "再议")
    assert cells(again, REPORT)["认可/不认可"] == "认可"
    done = returned(fill(again, {(LATE, "认可/不认可"): "不认可"}))
    assert review_sheets.tracks(done).round == "复核"


def test_what_has_no_cell_waits_until_the_sheet_that_tells_of_it_is_signed(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    book = load_workbook(BytesIO(fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", **BY,
    })))  # fmt: skip
    sheet: Any = book["复核表"]
    where = {c.value: c for line in sheet.iter_rows() for c in line if c.value}
    where["产出/数量/2"].value = None
    sheet.cell(where["产出/数量/3"].row - 1, where["复核得分"].column).value = 3
    out = BytesIO()
    book.save(out)
    one = returned(out.getvalue())
    assert review_sheets.tracks(one).round == "初评"
    again = review_sheets.xlsx(one)
    assert "看不出是哪个指标，填的没有采用（填的是：复核得分 3）" in texts(again)
    same = returned(again)
    assert review_sheets.tracks(same).round == "初评"
    assert [(r.why, r.at) for r in same.refused] == [(r.why, r.at) for r in one.refused]
    assert review_sheets.xlsx(same) == again
    done = returned(fill(again, BY))
    assert done.refused == ()
    assert review_sheets.tracks(done).round == "单位反馈"


def test_a_cell_that_is_not_the_writers_is_told_on_the_next_sheet_and_does_not_wait(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    decided = returned(fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", **BY,
    }))  # fmt: skip
    typed = {
        (LATE, "认可/不认可"): "不认可",
        (LATE, "单位说明"): "见台账",
        (LATE, "自评得分"): 5.5,
        **UNIT,
    }
    one = returned(fill(review_sheets.xlsx(decided), typed))
    assert review_sheets.tracks(one).round == "复核"
    again = review_sheets.xlsx(one)
    assert "自评得分 5.5" in texts(again)
    assert "自评得分 5.5" in texts(review_sheets.xlsx(returned(again)))
    assert review_sheets.tracks(returned(again)).round == "复核"


def test_a_refused_percentage_does_not_become_a_score(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    book = load_workbook(BytesIO(fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 0.9, (LATE, "认定理由"): "佐证属实", **BY,
    })))  # fmt: skip
    sheet: Any = book["复核表"]
    next(c for line in sheet.iter_rows() for c in line if c.value == 0.9).number_format = "0%"
    out = BytesIO()
    book.save(out)
    one = returned(out.getvalue())
    assert one.decisions == ()
    again = review_sheets.xlsx(one)
    assert cells(again, LATE)["复核得分"] == "90%"
    assert returned(again).decisions == ()


def test_after_data_changed_the_units_answer_is_not_used_either(
    review_sheets: Any, quality: Any, reviewed: Any, fill: Any, returned: Any
) -> None:
    decided = returned(fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实", **BY,
    }))  # fmt: skip
    found = read(fill(review_sheets.xlsx(decided), {
        (LATE, "认可/不认可"): "不认可", (LATE, "单位说明"): "见附4", **UNIT,
    }))  # fmt: skip
    form = quality.result.submission
    number, row = next(
        (n, r)
        for n, r in enumerate(form.indicators)
        if r.actual == "7月底完成" or "9月" in r.actual
    )
    rows = list(form.indicators)
    rows[number] = row.model_copy(update={"actual": "8月底"})
    changed = reviewed(form.model_copy(update={"indicators": tuple(rows)}))
    one = review_sheets.decide(changed, found.decisions, found.replies)
    told = review_sheets.tracks(one)
    assert sum("申报数据有变动" in u.why for u in told.unused) == 2
    track = next(r for r in told.rows if r.id == LATE)
    assert track.reply is None
    page = review_sheets.xlsx(one)
    assert cells(page, LATE)["认可/不认可"] is None
    assert "答复“见附4”之后申报数据有变动" in texts(page)
    again = read(page)
    assert again.decisions == found.decisions
    assert again.replies == found.replies


def test_a_decision_that_the_rule_does_not_allow_keeps_its_round_too(
    review_sheets: Any, quality: Any, fill: Any, returned: Any
) -> None:
    row = "产出/数量/1"  # 4 points by the rule, no more and no less
    typed = {(row, "复核得分"): 3, (row, "认定理由"): "我认为合理", **BY}
    one = returned(fill(review_sheets.xlsx(quality), typed))
    told = review_sheets.tracks(one)
    assert [u.row for u in told.unused] == [row]
    assert told.round == "初评"
    again = review_sheets.xlsx(one)
    assert cells(again, row)["复核得分"] == 3
    done = returned(fill(again, {(row, "认定理由"): "佐证属实"}))
    assert review_sheets.tracks(done).round == "单位反馈"


@pytest.mark.parametrize("ground", [None, "数据核减"])
def test_a_formula_without_its_result_never_becomes_an_entry(
    review_sheets: Any, quality: Any, fill: Any, returned: Any, ground: str | None
) -> None:
    typed = {(LATE, "复核完成值"): "=A1&A2", (LATE, "认定理由"): ground, **BY}
    one = returned(fill(review_sheets.xlsx(quality), typed))
    for _ in range(2):
        assert review_sheets.tracks(one).round == "初评"
        data = review_sheets.xlsx(one)
        assert "这一格是公式" in texts(data) or "没有填复核完成值或复核得分" in texts(data)
        assert cells(data, LATE)["复核完成值"] is None
        assert read(data).decisions == ()
        one = returned(data)
