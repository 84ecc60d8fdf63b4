"""Which decision counts, what a person may decide, and what is told when one is not used."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring.review.rounds import in_force, in_order, open_round

from scoring.readers.submissions import read_submissions
from scoring.records.decision import Decision, Reply
from scoring.records.scorecard import Status
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

LATE, OFFICES, RATE = "产出/时效/1", "效益/社会效益/1", "预算执行率"
ROUNDS = load_vocabulary(ReviewSheetLayout).rounds


def decision(one: Any, row: str, *, ground: str = "佐证属实", **given: Any) -> Decision:
    return Decision(submission=one.result.submission.key, row=row, ground=ground, **given)


def test_a_score_outside_the_band_needs_a_ground_of_the_list(
    review_sheets: Any, quality: Any
) -> None:
    # 78家 → 69家: the rule leaves no room, 26.54 of 30.
    free = review_sheets.decide(
        quality, [decision(quality, OFFICES, score="30", ground="情况特殊")]
    )
    assert free.decided.total == Decimal("94.41")
    (unused,) = free.decided.unused_decisions
    assert unused.row == OFFICES
    assert "26.54" in unused.why
    assert "情况特殊" in unused.why
    for ground in ("指标值经批准调整", "不可抗力:台风"):
        told = review_sheets.decide(
            quality, [decision(quality, OFFICES, score="30", ground=ground)]
        )
        assert told.decided.total == Decimal("97.87")
        assert told.decided.unused_decisions == ()


def test_within_the_band_any_ground_will_do(review_sheets: Any, quality: Any) -> None:
    told = review_sheets.decide(quality, [decision(quality, LATE, score="2", ground="情况特殊")])
    assert told.decided.unused_decisions == ()
    assert told.decided.total == Decimal("92.53")


def test_the_band_is_that_of_the_corrected_actual(review_sheets: Any, quality: Any) -> None:
    given = {"verified_actual": "39家", "ground": "按台账"}
    told = review_sheets.decide(quality, [decision(quality, OFFICES, score="15", **given)])
    assert told.decided.unused_decisions == ()
    told = review_sheets.decide(quality, [decision(quality, OFFICES, score="26.54", **given)])
    assert [u.row for u in told.decided.unused_decisions] == [OFFICES]


def test_the_execution_rate_is_outside_its_band_like_any_row(
    review_sheets: Any, quality: Any
) -> None:
    for ground, total in (("情况特殊", "94.41"), ("数据核减", "86.42")):
        told = review_sheets.decide(quality, [decision(quality, RATE, score="2", ground=ground)])
        assert told.decided.total == Decimal(total)
        assert [u.row for u in told.decided.unused_decisions] == [RATE] * (total == "94.41")


def test_the_execution_rate_may_be_decided_too(review_sheets: Any, quality: Any) -> None:
    rows = {row.id: row for row in review_sheets.tracks(quality).rows}
    good = decision(quality, RATE, score="8", ground="数据核减", saw=rows[RATE].saw)
    told = review_sheets.decide(quality, [good])
    assert told.decided.execution.status is Status.DECIDED
    assert told.decided.total == Decimal("92.42")
    stale = review_sheets.decide(quality, [good.model_copy(update={"saw": "0" * 16})])
    assert "变动" in stale.decided.unused_decisions[0].why
    actual = decision(quality, RATE, verified_actual="150万元")
    assert review_sheets.decide(quality, [actual]).decided.unused_decisions


def test_a_decision_on_changed_data_is_told_and_the_rule_counts(
    review_sheets: Any, quality: Any, reviewed: Any
) -> None:
    saw = {row.id: row.saw for row in review_sheets.tracks(quality).rows}
    good = decision(quality, LATE, score="5", saw=saw[LATE])
    assert review_sheets.decide(quality, [good]).decided.total == Decimal("95.53")
    submission = quality.result.submission
    rows = [
        row.model_copy(
            update={"actual": "10月底"} if row.actual == "9月底" else {"at": {"actual": "F9"}}
        )
        for row in submission.indicators
    ]
    changed = reviewed(submission.model_copy(update={"indicators": tuple(rows)}))
    told = review_sheets.decide(changed, [good])
    assert [u.row for u in told.decided.unused_decisions] == [LATE]
    assert told.decided.total == changed.result.scorecard.total
    assert "变动" in review_sheets.html(told).decode()
    row = next(r for r in review_sheets.tracks(told).rows if r.id == LATE)
    assert row.earlier is None
    # Where a value stood is not what it was: the other rows keep their digests.
    assert all(r.saw == saw[r.id] for r in review_sheets.tracks(told).rows if r.id != LATE)


def test_the_later_round_counts_and_the_earlier_stays_on_record(
    review_sheets: Any, quality: Any
) -> None:
    signed = {"by": "甲", "at": "2023-05-06"}
    entries = [
        decision(quality, LATE, score="1", round="复核", **signed),
        decision(quality, LATE, score="4", round="初评", **signed),
        decision(quality, LATE, score="5", round="加评", **signed),
    ]
    told = review_sheets.decide(quality, entries)
    assert told.decided.total == Decimal("91.53")
    assert len(told.decisions) == 3
    assert [u.why for u in told.decided.unused_decisions] == ["“加评”不是评价人认定的轮次"]
    page = review_sheets.html(told).decode()
    assert "加评" in page


def test_two_decisions_of_one_round_are_told(review_sheets: Any, quality: Any) -> None:
    first = decision(quality, LATE, score="1", round="初评", by="甲", at="2023年5月10日")
    later = decision(quality, LATE, score="2", round="初评", by="乙", at="2023-5-11")
    for entries in ([first, later], [later, first]):
        told = review_sheets.decide(quality, entries)
        assert told.decided.total == Decimal("92.53")
        assert [u.row for u in told.decided.unused_decisions] == [LATE]
        row = next(r for r in review_sheets.tracks(told).rows if r.id == LATE)
        assert row.earlier == later


def test_a_draft_gives_way_to_what_was_signed(review_sheets: Any, quality: Any) -> None:
    draft = decision(quality, LATE, score="1", round="初评")
    signed = decision(quality, LATE, score="2", round="初评", by="甲", at="2023-05-06")
    told = review_sheets.decide(quality, [signed, draft])
    assert told.decisions == (signed,)
    assert review_sheets.tracks(told).round == "单位反馈"
    alone = review_sheets.decide(quality, [draft])
    assert review_sheets.tracks(alone).round == "初评"
    row = next(r for r in review_sheets.tracks(alone).rows if r.id == LATE)
    assert (row.now, row.earlier, row.before) == (draft, None, Decimal("3.88"))


def test_decisions_on_other_submissions_are_left_alone(review_sheets: Any, quality: Any) -> None:
    other = Decision(submission="别的", row=LATE, score=Decimal(1), ground="佐证属实")
    told = review_sheets.decide(quality, [other], [Reply(submission="别的", row=LATE, agrees=True)])
    assert (told.decided, told.decisions, told.replies) == (None, (), ())


def test_what_a_row_agreed_to_closes_until_something_changes(
    review_sheets: Any, quality: Any
) -> None:
    signed = {"by": "甲", "at": "2023-05-06"}
    first = decision(quality, LATE, score="4", round="初评", **signed)
    key = quality.result.submission.key
    saw = {row.id: row.saw for row in review_sheets.tracks(quality).rows}
    agreed = Reply(submission=key, row=LATE, agrees=True, round="单位反馈", saw=saw[LATE], **signed)
    told = review_sheets.decide(quality, [first], [agreed])
    assert [r.id for r in review_sheets.tracks(told).rows if r.closed] == [LATE]
    stale = agreed.model_copy(update={"saw": "0" * 16})
    told = review_sheets.decide(quality, [first], [stale])
    assert [r.id for r in review_sheets.tracks(told).rows if r.closed] == []
    again = decision(quality, LATE, score="3", round="复核", **signed)
    told = review_sheets.decide(quality, [first, again], [agreed])
    assert [r.id for r in review_sheets.tracks(told).rows if r.closed] == []


def test_totals_grades_and_deviation_of_the_six(review_sheets: Any, six: Any) -> None:
    told = [review_sheets.tracks(one) for one in six]
    assert [t.claimed.total for t in told] == [
        Decimal(x) for x in ("99.23", "99.79", "97.42", "97.77", "99.94", "99.99")
    ]
    assert [t.rule.total for t in told] == [
        Decimal(x) for x in ("99.23", "99.79", "99.92", "99.77", "99.94", "94.41")
    ]
    assert {t.claimed.grade for t in told} == {"优"}
    assert told[0].deviation == 0
    assert told[2].deviation is not None
    assert told[2].deviation < 0, "the rule gives more than was claimed"
    assert all(t.simple and t.round == "初评" and t.number == 1 for t in told)


@pytest.fixture(scope="module")
def pieces() -> Any:
    rounds = st.sampled_from([step.name for step in ROUNDS if step.by == "evaluator"] + [""])
    return st.lists(
        st.builds(
            Decision,
            submission=st.just("甲"), row=st.sampled_from("ab"), score=st.sampled_from(["1", "2"]),
            ground=st.just("佐证属实"), round=rounds, by=st.sampled_from(["", "王"]),
            at=st.sampled_from(["", "2023-5-6", "2023年11月1日"]),
        ),
        max_size=8,
    )  # fmt: skip


def test_laws_of_order(pieces: Any) -> None:
    order = {step.name: number for number, step in enumerate(ROUNDS)} | {"": 0}

    @given(pieces)
    def law(entries: list[Decision]) -> None:
        ordered = in_order(entries, ROUNDS)
        assert in_order(ordered, ROUNDS) == ordered
        named = {d.model_copy(update={"round": d.round or ROUNDS[0].name}) for d in entries}
        assert set(ordered) <= named
        assert [order[d.round] for d in ordered] == sorted(order[d.round] for d in ordered)
        force = in_force(entries, ROUNDS)
        for row in {d.row for d in ordered}:
            last = max(order[d.round] for d in ordered if d.row == row)
            assert {order[d.round] for d in force if d.row == row} == {last}
        assert 0 <= open_round(ordered, (), ROUNDS) <= len(ROUNDS)

    law()


def test_a_checklist_in_another_order_is_the_same_data(library: Any, checkout: Any) -> None:
    path = next((checkout / "examples" / "departments").glob("*政务服务和数据管理局.yaml"))
    ((_, one),) = read_submissions(path)
    turned = {key: dict(reversed(answers.items())) for key, answers in one.items.items()}
    assert any(len(answers) > 1 for answers in turned.values())
    scorer = library.scorer(one.set)
    assert scorer.row_digests(one) == scorer.row_digests(one.model_copy(update={"items": turned}))


@pytest.mark.parametrize("join", [":", "："])
def test_a_ground_with_its_note_is_known_in_either_width(join: str) -> None:
    layout = load_vocabulary(ReviewSheetLayout)
    assert layout.listed(f"数据核减{join}台账：60家") == "数据核减"
    assert layout.ground_and_note(f"数据核减{join}台账：60家") == ("数据核减", "台账：60家")
    assert layout.listed("我看不行") == ""
