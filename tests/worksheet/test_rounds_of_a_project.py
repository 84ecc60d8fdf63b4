"""One project through all rounds: 初评 → 单位反馈 → 复核 → 终审, by worksheets alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.readers.books.sheets.book import open_book
from scoring.workbooks.review_sheet.read.collect import WorksheetRead
from scoring.workbooks.review_sheet.read.read import is_worksheet, read_worksheet

LATE, REPORT, OFFICES = "产出/时效/1", "产出/时效/3", "效益/社会效益/1"


def read(data: bytes) -> WorksheetRead:
    book = open_book(data, "复核表.xlsx")
    assert is_worksheet(book)
    return read_worksheet(book)


def test_a_worksheet_that_nobody_filled_in_says_nothing(worksheets: Any, six: Any) -> None:
    for one in six:
        assert read(worksheets.xlsx(one)) == ((), (), (), (), False, (), ())


def test_a_project_goes_through_all_rounds(worksheets: Any, quality: Any, fill: Any) -> None:
    assert worksheets.tracks(quality).round == "初评"

    first = fill(worksheets.xlsx(quality), {
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

    fed_back = worksheets.decide(quality, found.decisions)
    told = worksheets.tracks(fed_back)
    # 94.41, with 4.5 for 3.88 and 4 for 3: the corrected date was scored by the rule.
    assert told.rule.total == Decimal("94.41")
    assert told.review.total == Decimal("96.03")
    assert told.round == "单位反馈"
    second = fill(worksheets.xlsx(fed_back), {
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

    again = worksheets.decide(quality, found.decisions, found.replies)
    told = worksheets.tracks(again)
    assert told.round == "复核"
    assert [row.id for row in told.rows if row.closed] == [REPORT]
    third = fill(worksheets.xlsx(again), {
        (LATE, "复核得分"): 5, (LATE, "认定理由"): "采纳单位说明",
        ("zw_by", ""): "评价人丙", ("zw_at", ""): "2023-06-01",
    })  # fmt: skip
    found = read(third)
    last = worksheets.decide(quality, found.decisions, found.replies)
    told = worksheets.tracks(last)
    assert told.round == "终审"
    assert told.review.total == Decimal("96.53")
    assert told.unused == ()
    assert [(d.round, d.score) for d in found.decisions if d.row == LATE] == [
        ("初评", Decimal("4.5")),
        ("复核", Decimal(5)),
    ]

    fourth = fill(worksheets.xlsx(last), {
        (OFFICES, "复核完成值"): "78家", (OFFICES, "认定理由"): "指标值经批准调整",
        ("zw_by", ""): "局长丁", ("zw_at", ""): "2023-06-20",
    })  # fmt: skip
    found = read(fourth)
    done = worksheets.decide(quality, found.decisions, found.replies)
    told = worksheets.tracks(done)
    assert told.round == ""
    assert told.review.total == Decimal("99.99")
    assert told.deviation == 0
    closed = read(worksheets.xlsx(done))
    assert closed.decisions == done.decisions
    assert closed.replies == done.replies
    assert closed.problems == ()
    assert closed.rest == ()


def test_the_same_review_gives_the_same_bytes(worksheets: Any, six: Any) -> None:
    for one in six:
        assert worksheets.xlsx(one) == worksheets.xlsx(one)
        assert worksheets.html(one) == worksheets.html(one)
