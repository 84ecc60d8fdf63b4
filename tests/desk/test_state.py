"""Where a review stands: what is in force on a row, which step is open, and who is waited for."""

from __future__ import annotations

from decimal import Decimal

from tests.desk.entries import (
    ROUNDS,
    UNIT,
    A,
    B,
    act,
    answer,
    assignment,
    hand_in,
    ids,
    ruling,
    signature,
    state_of,
    unit_signature,
)


def test_without_an_entry_the_first_step_waits_for_an_evaluator():
    state = state_of()
    assert (state.stage, state.step, state.round, state.held) == (1, "initial", "初评", False)
    assert state.awaits == ("评价人",)
    assert state.actions == ("sent_back",)


def test_two_evaluators_with_different_scores_on_one_row_are_a_conflict():
    one, other = ruling("r1", "8", A), ruling("r1", "9", B)
    state = state_of(one, other, signature(A), signature(B))
    assert state.in_force == {}
    assert [(c.row, set(c.entries)) for c in state.conflicts] == [("r1", {one, other})]
    assert (state.round, state.stage, state.held) == ("待裁定", 1, True)
    assert state.awaits == ("主评人或集体会审",)


def test_two_who_decide_the_same_are_both_named():
    one, other = ruling("r1", "8.0", A), ruling("r1", "8", B, at="2024-05-02")
    state = state_of(one, other)
    assert state.in_force == {"r1": one}
    assert state.also == {"r1": (other,)}
    assert not state.conflicts


def test_a_sheet_signed_without_entries_ends_the_first_step():
    assert state_of(signature(A)).step == "feedback"


def test_all_who_were_assigned_must_sign():
    both = assignment(A, B)
    state = state_of(both, signature(A))
    assert (state.step, state.awaits) == ("initial", (B,))
    assert state_of(both, signature(A), signature(B)).step == "feedback"
    for_b = signature("丁", on_behalf_of=B)
    assert state_of(both, signature(A), for_b).step == "feedback"


def test_where_the_unit_agrees_to_all_one_signature_closes():
    first = signature(A)
    rule = ruling("r1", "8", A)
    agreed = [answer("r1", True, upon=[rule]), unit_signature(["r1"])]
    state = state_of(rule, first, *agreed)
    assert (state.stage, state.step, state.awaits) == (3, "to_close", ("终审人",))
    last = signature(B, stage=3, round="待办结", knows=[rule, first, *agreed])
    state = state_of(rule, first, *agreed, last)
    assert (state.stage, state.step, state.round) == (4, "closed", "已办结")
    assert state.awaits == ()
    assert state.in_force == {"r1": rule}


def test_what_is_not_agreed_to_or_not_answered_goes_to_review():
    rule = ruling("r1", "8", A)
    for given in ([answer("r1", False, upon=[rule])], []):
        state = state_of(rule, signature(A), *given, unit_signature(["r1"]))
        assert (state.stage, state.step) == (3, "review")
    again = ruling("r1", "9", A, stage=3)
    state = state_of(
        rule, signature(A), unit_signature(["r1"]), again, signature(A, stage=3, round="复核")
    )
    assert (state.stage, state.step) == (4, "final")
    assert state.in_force == {"r1": again}
    assert rule in state.superseded


def test_sent_back_waits_for_another_version():
    first = hand_in("v1", total="98")
    back = act("sent_back", 1, "初评", knows=[first])
    assert state_of(first, back).step == "awaiting_hand_in"
    second = hand_in("v2", upon=ids([first]), total="97")
    state = state_of(first, back, second)
    assert (state.stage, state.step) == (3, "initial")
    assert [version.digest for version in state.hand_ins] == ["v1", "v2"]
    assert state.first_complete is not None
    assert state.first_complete.total == Decimal(98)


def test_an_answer_by_an_evaluators_name_is_not_the_units():
    rule = ruling("r1", "8", A)
    typed = answer("r1", True, upon=[rule], by=A)
    state = state_of(rule, signature(A), typed, unit_signature(["r1"], by=A))
    assert state.step == "feedback"
    assert state.answers == {}
    assert {(v.entry, v.why) for v in state.void} >= {(typed, "evaluator_as_unit")}


def test_every_step_has_a_name():
    assert len(set(ROUNDS.values())) == len(ROUNDS)
    assert UNIT
