"""Entries without a round, and rows that both sides have done with, across sheets and rounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.workbooks.review_sheet.read.collect import ReviewSheetContent
from scoring.workbooks.review_sheet.read.read import read_review_sheet

from scoring.readers.books.open_any import open_book
from scoring.records.decision import Decision, Reply

LATE = "产出/时效/1"
NAMED = ("zw_by", ""), ("zw_at", "")


def read(data: bytes) -> ReviewSheetContent:
    return read_review_sheet(open_book(data, "复核表.xlsx"))


def decision(one: Any, **given: Any) -> Decision:
    key = one.result.submission.key
    return Decision(submission=key, row=LATE, score="4", ground="佐证属实", **given)


def reply(one: Any, **given: Any) -> Reply:
    return Reply(submission=one.result.submission.key, row=LATE, **given)


def test_entries_without_a_round_belong_to_the_first_of_their_writer(
    review_sheets: Any, quality: Any
) -> None:
    decided = decision(quality, by="王", at="2023-04-01")
    answer = reply(quality, agrees=False, say="台账漏登", by="赵", at="2023-04-12")
    one = review_sheets.decide(quality, [decided], [answer])
    assert review_sheets.tracks(one).round == "复核"
    found = read(review_sheets.xlsx(one))
    assert [(d.score, d.by, d.round) for d in found.decisions] == [(Decimal(4), "王", "初评")]
    assert [(r.say, r.by, r.at, r.round) for r in found.replies] == [
        ("台账漏登", "赵", "2023-04-12", "单位反馈")
    ]


def test_a_draft_that_is_deleted_from_the_sheet_is_gone(
    review_sheets: Any, quality: Any, fill: Any
) -> None:
    one = review_sheets.decide(quality, [decision(quality)])
    found = read(
        fill(review_sheets.xlsx(one), {(LATE, "复核得分"): None, (LATE, "认定理由"): None})
    )
    assert found.decisions == ()


def test_an_answer_of_a_round_that_nobody_knows_stays_on_record(
    review_sheets: Any, quality: Any
) -> None:
    answer = reply(quality, agrees=False, say="台账漏登", by="赵", at="2023-04-12", round="座谈")
    found = read(review_sheets.xlsx(review_sheets.decide(quality, [], [answer])))
    assert [(r.say, r.round) for r in found.replies] == [("台账漏登", "座谈")]


def test_a_row_that_the_unit_agreed_to_takes_no_further_score_from_the_sheet(
    review_sheets: Any, quality: Any, fill: Any
) -> None:
    decided = decision(quality, by="王", at="2023-04-01", round="初评")
    answer = reply(quality, agrees=True, by="赵", at="2023-04-12", round="单位反馈")
    one = review_sheets.decide(quality, [decided], [answer])
    typed = {
        (LATE, "复核得分"): 1,
        (LATE, "认定理由"): "数据核减",
        NAMED[0]: "丙",
        NAMED[1]: "2023-05-01",
    }
    found = read(fill(review_sheets.xlsx(one), typed))
    assert [d.score for d in found.decisions] == [4]
    assert [p.code for p in found.problems] == ["row-closed"]
    assert ["填的是：复核得分 1，认定理由 数据核减" in r.why for r in found.refused] == [True]


def test_an_answer_may_be_changed_until_it_is_signed(
    review_sheets: Any, quality: Any, fill: Any
) -> None:
    decided = decision(quality, by="王", at="2023-04-01", round="初评")
    draft = review_sheets.decide(
        quality, [decided], [reply(quality, agrees=True, round="单位反馈")]
    )
    told = review_sheets.tracks(draft)
    assert told.round == "单位反馈"
    assert not any(row.closed for row in told.rows)
    typed = {
        (LATE, "认可/不认可"): "不认可", (LATE, "单位说明"): "有批复",
        ("zw_unit_by", ""): "赵", ("zw_unit_at", ""): "2023-04-12",
    }  # fmt: skip
    found = read(fill(review_sheets.xlsx(draft), typed))
    assert [(r.agrees, r.say, r.by) for r in found.replies] == [(False, "有批复", "赵")]
    assert found.problems == ()
