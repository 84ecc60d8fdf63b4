"""What went wrong once: decisions that vanished, rounds that never ended, silence that cut points."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.records.ledger_entry import EntryKind
from tests.desk.entries import (
    A,
    B,
    act,
    answer,
    assignment,
    entry,
    ids,
    ruling,
    signature,
    state_of,
    unit_signature,
)

LATE, LATER = "产出/时效/1", "产出/时效/3"


def test_a_signed_decision_does_not_vanish_beside_another(project: Any) -> None:
    one = project(6)
    saws = one.saws
    mine, hers = (
        ruling(LATE, score, by, saw=saws[LATE]) for score, by in (("0.34", A), ("1.88", B))
    )
    one.add(mine, signature(A)).add(hers, signature(B))
    assert one.tracks.review.total is None
    low, high = one.tracks.alternatives
    assert high - low == Decimal("1.54")
    for order in (one.records, one.records[::-1]):
        one.records = list(order)
        assert {e.by for c in one.state.conflicts for e in c.entries} == {A, B}


def test_a_row_that_nobody_decided_is_not_cut_to_the_reference(project: Any) -> None:
    # A date missed by two months: the rule refers to planned days over days taken, and leaves 0 to 5.
    one = project(6)
    one.add(signature(A), unit_signature([LATE]))
    assert one.state.step == "review"
    row = next(row for row in one.tracks.rows if row.id == LATE)
    assert (row.rule, row.review) == (Decimal("3.88"), Decimal(5))


def test_a_sheet_signed_without_entries_leaves_the_first_step() -> None:
    assert state_of().step == "initial"
    assert state_of(signature(A)).step == "feedback"


def test_where_all_is_agreed_the_review_can_be_closed() -> None:
    entries = [signature(A), answer("r1", True), unit_signature(["r1"])]
    state = state_of(*entries)
    assert state.step == "to_close"
    for end in (
        signature(B, stage=3, round="待办结", knows=entries),
        act("closed", 3, "待办结", knows=entries),
    ):
        closed = state_of(*entries, end)
        assert closed.is_closed
        assert closed.actions == ("reopened",)


def refused(row: str, by: str, **given: Any) -> Any:
    return entry(
        EntryKind.REFUSED, row=row, by=by, at="2024-05-01", stage=1, round="初评",
        role="evaluator", saw="a1", called=("产出", "数量", row), reason="得分超出分值",
        cells=(("score", "99"),), **given,
    )  # fmt: skip


def test_a_refused_entry_stays_its_writers_and_holds_the_step() -> None:
    wrong = refused("r1", A)
    state = state_of(wrong, signature(A))
    assert (state.step, state.settling, state.refused) == ("initial", True, (wrong,))
    # Another signs the sheet on which it is still printed: it is not the other's.
    state = state_of(wrong, signature(A), signature(B, base="e1b", knows=[wrong]))
    assert state.refused == (wrong,)
    assert state.refused[0].by == A
    assert state.in_force == {}
    right = ruling("r1", "8", A, replaces=ids([wrong]))
    state = state_of(wrong, signature(A), right)
    assert (state.step, state.refused, state.in_force) == ("feedback", (), {"r1": right})


def test_an_emptied_cell_withdraws_nothing_and_is_asked_about() -> None:
    rule = ruling("r1", "8", A, base="e1")
    gone = entry(
        EntryKind.EMPTIED, row="r1", by=A, at="2024-05-02", stage=1, round="初评", saw="a1",
        called=("产出", "数量", "r1"), role="evaluator", base="e1b", replaces=ids([rule]),
    )  # fmt: skip
    state = state_of(rule, gone, signature(A, base="e1b", at="2024-05-02"))
    assert (state.step, state.in_force, state.emptied) == ("initial", {"r1": rule}, (gone,))
    again = signature(A, base="e1c", at="2024-05-03", knows=[rule, gone])
    state = state_of(rule, gone, again)
    assert (state.step, state.in_force, state.emptied) == ("feedback", {"r1": rule}, ())
    back = entry(
        EntryKind.WITHDRAWAL, row="r1", by=A, at="2024-05-03", stage=1, saw="a1",
        role="evaluator", replaces=ids([rule]),
    )  # fmt: skip
    state = state_of(rule, gone, signature(A), back)
    assert (state.step, state.in_force, state.emptied) == ("feedback", {}, ())


def test_nobody_takes_back_what_another_decided() -> None:
    rule = ruling("r1", "8", A)
    other = entry(
        EntryKind.WITHDRAWAL, row="r1", by=B, at="2024-05-03", stage=1, saw="a1",
        role="evaluator", replaces=ids([rule]),
    )  # fmt: skip
    state = state_of(rule, other)
    assert state.in_force == {"r1": rule}
    assert [(v.entry, v.why) for v in state.void] == [(other, "not_own")]
    # Nor does a ruling that names another's take its place: it is a conflict.
    over = ruling("r1", "9", B, replaces=ids([rule]))
    assert [set(c.entries) for c in state_of(rule, over).conflicts] == [{rule, over}]


def test_what_comes_after_closing_touches_nothing_until_it_is_opened_again() -> None:
    entries = [signature(A), answer("r1", True), unit_signature(["r1"])]
    end = act("closed", 3, "待办结", knows=entries)
    late = [ruling("r1", "2", B, base="old"), signature(B, base="old")]
    state = state_of(*entries, end, *late)
    assert state.is_closed
    assert state.in_force == {}
    assert set(state.late) == set(late)
    no_reason = act("reopened", 4, "已办结", knows=[*entries, end, *late])
    assert state_of(*entries, end, *late, no_reason).is_closed
    opened = act("reopened", 4, "已办结", knows=[*entries, end, *late], note="发现漏评")
    state = state_of(*entries, end, *late, opened)
    assert (state.stage, state.step) == (5, "review")
    assert state.in_force == {"r1": late[0]}
    assert state.late == ()
    unknown = act("reopened", 4, "已办结", knows=[*entries, end], note="发现漏评")
    state = state_of(*entries, end, *late, unknown)
    assert (state.step, state.in_force) == ("review", {})
    assert set(state.late) == set(late)


def test_an_old_sheet_that_comes_late_leads_no_step_back() -> None:
    rule = ruling("r1", "8", A)
    first = [rule, signature(A), answer("r1", True, upon=[rule]), unit_signature(["r1"])]
    other = ruling("r1", "9", B, base="old")
    state = state_of(*first, other, signature(B, base="old"))
    assert state.stage >= 2
    assert state.round == "待裁定"
    assert state.agreed == frozenset()


def test_an_assignment_made_later_asks_nobody_to_sign_what_is_over() -> None:
    entries = [assignment(A), signature(A)]
    later = assignment(A, B, stage=2, replaces=ids(entries[:1]))
    assert state_of(*entries, later).step == "feedback"


def test_overdue_is_what_is_not_answered_by_its_day() -> None:
    due = assignment(A, due="2024-05-20")
    early = act("no_answer", 2, "单位反馈", at="2024-05-20")
    state = state_of(due, signature(A), early)
    assert (state.step, state.void[0].why) == ("feedback", "not_overdue")
    none = act("no_answer", 2, "单位反馈", at="2024-05-21", knows=[due])
    assert state_of(signature(A), none).step == "feedback", "no day was set"
    base = [due, signature(A), none]
    assert state_of(*base).step == "to_close"
    late = answer("r1", False, at="2024-05-25")
    state = state_of(*base, late, unit_signature(["r1"], at="2024-05-25"))
    assert (state.step, state.waiting, state.answers) == ("to_close", (late,), {})
    assert "admitted" in state.actions
    heard = entry(EntryKind.ADMISSION, by=A, at="2024-05-26", stage=3, role="evaluator",
                  admitted=True, resolves=ids([late]))  # fmt: skip
    state = state_of(*base, late, heard)
    assert (state.step, state.answers, state.waiting) == ("review", {"r1": late}, ())
    unheard = heard.model_copy(update={"admitted": False})
    state = state_of(*base, late, unheard)
    assert (state.step, state.answers, state.waiting) == ("to_close", {}, ())
    assert late in state.superseded


def test_a_signature_of_one_step_ends_no_other() -> None:
    entries = [signature(A), answer("r1", True), unit_signature(["r1"])]
    wrong = signature(B, stage=3, round="复核", knows=entries)
    assert not state_of(*entries, wrong).is_closed


def test_a_closing_signature_upon_other_data_closes_nothing(project: Any) -> None:
    one = project(6)
    covers = tuple(row.id for row in one.tracks.rows)
    one.add(signature(A, covers=covers))
    one.add(answer(LATE, True, saw=one.saws[LATE]), unit_signature([LATE]))
    end = signature(B, stage=3, round="待办结", covers=covers, knows=one.entries)
    one.add(end, seen={**one.saws, LATER: "0" * 16})
    assert not one.state.is_closed
    assert [(v.entry, v.why) for v in one.state.void] == [(end, "changed")]


def test_an_answer_before_another_ruling_agrees_to_nothing() -> None:
    rule = ruling("r1", "8", A)
    agreed = answer("r1", True, upon=[rule])
    fixed = ruling("r1", "7", A, kind="correction", replaces=ids([rule]), at="2024-05-12")
    base = [rule, signature(A), agreed, unit_signature(["r1"])]
    assert state_of(*base).agreed == {"r1"}
    state = state_of(*base, fixed)
    assert (state.agreed, state.outdated, state.step) == (frozenset(), {"r1"}, "review")


def test_a_late_answer_takes_the_place_of_none_until_it_is_admitted() -> None:
    agreed = answer("r1", True)
    base = [signature(A), agreed, unit_signature(["r1"])]
    late = answer("r1", False, kind="late_answer", at="2024-05-30", replaces=ids([agreed]))
    state = state_of(*base, late)
    assert (state.step, state.answers, state.waiting) == ("to_close", {"r1": agreed}, (late,))
    heard = entry(EntryKind.ADMISSION, by=A, at="2024-06-01", stage=3, role="evaluator",
                  admitted=True, resolves=ids([late]))  # fmt: skip
    assert state_of(*base, late, heard).answers == {"r1": late}
    state = state_of(*base, late, heard.model_copy(update={"admitted": False}))
    assert (state.step, state.answers) == ("to_close", {"r1": agreed})


def test_what_is_taken_back_leaves_the_decision_of_an_earlier_step() -> None:
    first = ruling("r1", "8", A)
    twice = [ruling("r1", score, B, stage=2, base="", at=f"2024-05-1{score}") for score in "12"]
    back = entry(
        EntryKind.WITHDRAWAL, row="r1", by=B, at="2024-05-20", stage=3, saw="a1",
        role="evaluator", replaces=ids(twice[1:]),
    )  # fmt: skip
    assert state_of(first, *twice).in_force == {"r1": twice[1]}
    assert state_of(first, *twice, back).in_force == {"r1": first}


def test_what_is_changed_where_a_cell_is_put_right_is_closed_with_it() -> None:
    rule = ruling("r1", "8", A)
    base = [rule, signature(A), answer("r1", True, upon=[rule]), unit_signature(["r1"])]
    last: dict[str, Any] = {"stage": 3, "base": "e3", "at": "2024-06-01"}
    wrong = refused("r2", B).model_copy(update={**last, "round": "待办结"})
    first = signature(B, round="待办结", knows=[*base, wrong], **last)
    assert not state_of(*base, wrong, first).is_closed
    right = ruling("r2", "5", B, replaces=ids([wrong]), **last)
    other = ruling("r1", "7", B, **last)
    last["at"] = "2024-06-02"
    again = signature(B, round="待办结", knows=[*base, wrong, first, right, other], **last)
    state = state_of(*base, wrong, first, right, other, again)
    assert state.is_closed
    assert (state.in_force, state.late) == ({"r1": other, "r2": right}, ())
