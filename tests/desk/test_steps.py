"""The table of steps: every way out of every step, and nothing else ends it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scoring.desk.attach import FormRow
from scoring.records.ledger_entry import EntryKind, LedgerEntry, LedgerRecord
from tests.desk.entries import (
    ROUNDS,
    STEPS,
    A,
    B,
    act,
    answer,
    assignment,
    entry,
    frozen,
    hand_in,
    ids,
    records,
    rows_of,
    ruling,
    signature,
    state_of,
    unit_signature,
)

V1 = hand_in("v1")
DUE = assignment(due="2024-05-20")
INITIAL = [V1, DUE]
FEEDBACK = [*INITIAL, signature(A)]
REVIEW = [*FEEDBACK, unit_signature(["r1"])]
FINAL = [*REVIEW, signature(A, stage=3, round="复核")]
TO_CLOSE = [*FEEDBACK, answer("r1", True), unit_signature(["r1"])]
CLOSED = [*TO_CLOSE, act("closed", 3, "待办结", knows=TO_CLOSE)]
SENT_BACK = [*INITIAL, act("sent_back", 1, "初评", knows=INITIAL)]
LATE = answer("r2", False, at="2024-05-30")
OVERDUE = [*FEEDBACK, act("no_answer", 2, "单位反馈", at="2024-05-21", knows=FEEDBACK), LATE]

BEFORE = {
    "initial": INITIAL, "feedback": FEEDBACK, "review": REVIEW, "final": FINAL,
    "to_close": TO_CLOSE, "closed": CLOSED, "awaiting_hand_in": SENT_BACK,
}  # fmt: skip
STAGE = {"initial": 1, "feedback": 2, "review": 3, "final": 4, "to_close": 3, "closed": 4}
WAYS: dict[tuple[str, str], Sequence[LedgerEntry]] = {
    ("initial", "all_signed"): [signature(A)],
    ("initial", "sent_back"): [act("sent_back", 1, "初评", knows=INITIAL)],
    ("feedback", "no_answer"): [act("no_answer", 2, "单位反馈", at="2024-05-21")],
    ("feedback", "disagreed"): [answer("r2", False), unit_signature([])],
    ("feedback", "agreed"): [answer("r1", True), unit_signature(["r1"])],
    ("review", "all_signed"): [signature(B, stage=3, round="复核")],
    ("review", "sent_back"): [act("sent_back", 3, "复核", knows=REVIEW)],
    ("final", "one_signed"): [signature(B, stage=4, round="终审", knows=FINAL)],
    ("final", "closed"): [act("closed", 4, "终审", knows=FINAL)],
    ("to_close", "one_signed"): [signature(B, stage=3, round="终审", knows=TO_CLOSE)],
    ("to_close", "closed"): [act("closed", 3, "待办结", knows=TO_CLOSE)],
    ("to_close", "objected"): [],
    ("to_close", "changed"): [],
    ("closed", "reopened"): [act("reopened", 4, "已办结", note="发现漏评", knows=CLOSED)],
    ("awaiting_hand_in", "handed_in"): [hand_in("v2", upon=ids([V1]))],
}


def test_the_table_of_ways_is_whole():
    assert set(WAYS) == {(step.key, way.when) for step in STEPS.steps for way in step.exits}


@pytest.mark.parametrize("key", BEFORE)
def test_a_step_is_open_until_something_ends_it(key):
    state = state_of(*BEFORE[key])
    assert (state.step, state.round) == (key, ROUNDS[key])
    assert state.is_closed == (key == "closed")


@pytest.mark.parametrize(("key", "when"), WAYS, ids=" ".join)
def test_every_way_out_leads_where_the_table_says(key, when):
    to = next(w.to for s in STEPS.steps if s.key == key for w in s.exits if w.when == when)
    state = state_of(*BEFORE[key], *WAYS[key, when])
    if when == "objected":
        heard = entry(EntryKind.ADMISSION, by=A, at="2024-06-01", stage=3, role="evaluator",
                      admitted=True, resolves=ids([LATE]))  # fmt: skip
        assert state_of(*OVERDUE).step == key
        state = state_of(*OVERDUE, heard)
    elif when == "changed":
        one, *rest = records(TO_CLOSE[-1:])
        one = one.model_copy(update={"frozen": frozen({"r1": ("", "5")})})
        assert state_of(*TO_CLOSE[:-1], one).step == key
        state = state_of(*TO_CLOSE[:-1], one, *rest, rows=rows_of(r1="b1", r2="a2", r3="a3"))
    assert state.step == to


@pytest.mark.parametrize("key", [key for key in STAGE if key != "closed"])
def test_a_conflict_holds_every_step(key):
    held = [ruling("r3", "1", A), ruling("r3", "2", B)]
    for (of, when), ways in WAYS.items():
        if of == key and when not in {"objected", "changed", "reopened"}:
            acts = [one.model_copy(update={"known": (*one.known, *ids(held))}) if one.known else one
                    for one in ways]  # fmt: skip
            state = state_of(*BEFORE[key], *held, *acts)
            assert state.held
            assert state.round == "待裁定"
            assert state.stage <= STAGE[key]
            assert state.writes == "evaluator"
            assert state.actions == ()


@pytest.mark.parametrize("key", STAGE)
def test_nothing_of_another_step_ends_a_step(key):
    name, stage = ROUNDS[key], STAGE[key]
    wrong = [
        act(kind.value, stage, name, knows=BEFORE[key], note="事由", at="2024-06-01")
        for kind in (EntryKind.SENT_BACK, EntryKind.NO_ANSWER, EntryKind.CLOSED, EntryKind.REOPENED)
        if kind.value not in next(s.actions for s in STEPS.steps if s.key == key)
    ]
    others = [signature(B, stage=stage, round=other, knows=BEFORE[key]) for other in ROUNDS.values()
              if other not in {name, "终审"}]  # fmt: skip
    unit_in_place = [unit_signature(["r1"], stage=stage)] if key != "feedback" else []
    state = state_of(*BEFORE[key], *wrong, *others, *unit_in_place)
    assert (state.step, state.stage) == (key, stage)


def test_assigned_people_are_all_waited_for():
    both = assignment(A, B, lead=B)
    state = state_of(both, signature(A))
    assert (state.step, state.awaits, state.lead) == ("initial", (B,), B)


def test_two_assignments_side_by_side_ask_all_of_both():
    state = state_of(assignment(A, due="2024-05-01"), assignment(B, due="2024-06-01"))
    assert set(state.assigned) == {A, B}
    assert state.due == "2024-06-01"


def test_after_another_version_the_course_begins_anew_and_rulings_stay():
    rule = ruling("r1", "8", A)
    back = act("sent_back", 1, "初评", knows=[V1])
    state = state_of(V1, rule, back, hand_in("v2", upon=ids([V1])))
    assert (state.stage, state.step, state.in_force) == (3, "initial", {"r1": rule})
    changed = rows_of(r1="other", r2="a2", r3="a3")
    state = state_of(V1, rule, back, hand_in("v2", upon=ids([V1])), rows=changed)
    assert (state.in_force, state.stale) == ({}, (rule,))


def test_a_row_that_was_moved_keeps_its_ruling():
    rule = ruling("r1", "8", A)
    moved = rows_of(r2="a1", r3="a2")
    assert state_of(rule, rows=moved).in_force == {"r2": rule}
    gone = rows_of(r2="x", r3="y")
    assert state_of(rule, rows=gone).stale == (rule,)
    attached = entry(EntryKind.ATTACHMENT, to_row="r3", resolves=ids([rule]))
    state = state_of(rule, attached, rows=gone)
    assert (state.in_force, state.stale) == ({}, (rule,)), "it is still on other data"


def test_a_row_put_in_before_those_that_the_unit_agreed_to_is_no_objection():
    signed = LedgerRecord(entry=unit_signature(["r1"]), frozen=frozen({"r1": ("", "5")}))
    agreed = [*FEEDBACK, answer("r1", True, saw="a1"), signed]
    rows = (
        FormRow("r1", "n1", ("产出", "数量", "新")), FormRow("r2", "a1", ("产出", "数量", "r1")),
    )  # fmt: skip
    assert state_of(*agreed).step == "to_close"
    assert state_of(*agreed, rows=rows).step == "to_close"
    asked_too = LedgerRecord(
        entry=unit_signature(["r1", "r2"]), frozen=frozen({"r1": ("", "5"), "r2": ("", "5")})
    )
    rows = (*rows, FormRow("r3", "a2", ("产出", "数量", "r2")))
    assert state_of(*agreed[:-1], asked_too, rows=rows).step == "review", "r2 was not answered"
    nothing = LedgerRecord(
        entry=unit_signature([]), frozen=frozen({"r1": ("", "5"), "r3": ("", "5")})
    )
    assert state_of(*agreed[:-1], nothing).step == "to_close", "of no row it was asked"
