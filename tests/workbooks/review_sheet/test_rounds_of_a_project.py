"""One project through all rounds: 初评 → 单位反馈 → 复核 → 终审, by review sheets alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.workbooks.review_sheet.read.collect import ReviewSheetContent
from scoring.workbooks.review_sheet.read.read import read_review_sheet

from scoring.readers.books.open_any import open_book
from scoring.workbooks.review_sheet.read.find import is_review_sheet

LATE, REPORT, OFFICES = "产出/时效/1", "产出/时效/3", "效益/社会效益/1"


def read(data: bytes) -> ReviewSheetContent:
    book = open_book(data, "复核表.xlsx")
    assert is_review_sheet(book)
    return read_review_sheet(book)


def test_a_review_sheet_that_nobody_filled_in_says_nothing(review_sheets: Any, six: Any) -> None:
    for one in six:
        assert read(review_sheets.xlsx(one)) == ((), (), (), (), False, (), ())


def test_a_project_goes_through_all_rounds(review_sheets: Any, quality: Any, fill: Any) -> None:
    assert review_sheets.tracks(quality).round == "初评"

    first = fill(review_sheets.xlsx(quality), {
        (LATE, "复核得分"): 4.5, (LATE, "认定理由"): "佐证属实",
        (REPORT, "复核完成值"): "3月底", (REPORT, "认定理由"): "佐证属实",
        (REPORT, "理由说明"): "有3月30日验收单",
        ("zw_by", ""): "评价人甲", ("zw_at", ""): "2023年5月6日",
    })  # fmt: skip
    found = read(first)
    assert [(d.row, d.score, d.verified_actual, d.ground, d.by, d.at, d.round)
            for d in found.decisions] == [
        (LATE, Decimal("4.5"), None, "佐证属实", "评价人甲", "2023年5月6日", "初评"),
        (REPORT, None, "3月底", "佐证属实:有3月30日验收单", "评价人甲", "2023年5月6日", "初评"),
    ]  # fmt: skip
    assert found.rest == ()
    assert found.problems == ()

    fed_back = review_sheets.decide(quality, found.decisions)
    told = review_sheets.tracks(fed_back)
    # 94.41, with 4.5 for 3.88 and 4 for 3: the corrected date was scored by the rule.
    assert told.rule.total == Decimal("94.41")
    assert told.review.total == Decimal("96.03")
    assert told.round == "单位反馈"
    second = fill(review_sheets.xlsx(fed_back), {
        (LATE, "认可/不认可"): "不同意", (LATE, "单位说明"): "报审日期为7月20日", (LATE, "佐证号"): "附3",
        (REPORT, "认可/不认可"): "认可",
        ("zw_unit_by", ""): "经办乙", ("zw_unit_at", ""): "2023-05-10",
    })  # fmt: skip
    found = read(second)
    assert [(r.row, r.agrees, r.say, r.evidence, r.by, r.round) for r in found.replies] == [
        (LATE, False, "报审日期为7月20日", "附3", "经办乙", "单位反馈"),
        (REPORT, True, "", "", "经办乙", "单位反馈"),
    ]
    assert len(found.decisions) == 2, "the decisions of the round before stay on record"

    again = review_sheets.decide(quality, found.decisions, found.replies)
    told = review_sheets.tracks(again)
    assert told.round == "复核"
    assert [row.id for row in told.rows if row.closed] == [REPORT]
    third = fill(review_sheets.xlsx(again), {
        (LATE, "复核得分"): 5, (LATE, "认定理由"): "采纳单位说明",
        ("zw_by", ""): "评价人丙", ("zw_at", ""): "2023-06-01",
    })  # fmt: skip
    found = read(third)
    last = review_sheets.decide(quality, found.decisions, found.replies)
    told = review_sheets.tracks(last)
    assert told.round == "终审"
    assert told.review.total == Decimal("96.53")
    assert told.unused == ()
    assert [(d.round, d.score) for d in found.decisions if d.row == LATE] == [
        ("初评", Decimal("4.5")),
        ("复核", Decimal(5)),
    ]

    fourth = fill(review_sheets.xlsx(last), {
        (OFFICES, "复核完成值"): "78家", (OFFICES, "认定理由"): "指标值经批准调整",
        ("zw_by", ""): "局长丁", ("zw_at", ""): "2023-06-20",
    })  # fmt: skip
    found = read(fourth)
    done = review_sheets.decide(quality, found.decisions, found.replies)
    told = review_sheets.tracks(done)
    assert told.round == ""
    assert told.review.total == Decimal("99.99")
    assert told.deviation == 0
    closed = read(review_sheets.xlsx(done))
    assert closed.decisions == done.decisions
    assert closed.replies == done.replies
    assert closed.problems == ()
    assert closed.rest == ()


def test_the_same_review_gives_the_same_bytes(review_sheets: Any, six: Any) -> None:
    for one in six:
        assert review_sheets.xlsx(one) == review_sheets.xlsx(one)
        assert review_sheets.html(one) == review_sheets.html(one)
