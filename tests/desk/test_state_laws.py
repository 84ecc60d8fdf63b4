"""The state is that of a set: no order, no repetition, no entry that stands nowhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.desk.state import Conflict, ProjectState, Void
from scoring.records.ledger_entry import (
    ANSWERS,
    RULINGS,
    EntryKind,
    HandIn,
    LedgerEntry,
    LedgerRecord,
)
from tests.desk.entries import ROUNDS, frozen, state_of

ROWS = st.sampled_from(["r1", "r2", "r9"])
NAMES = st.sampled_from(["", "甲", "乙", "丙", "经办人"])
DAYS = st.sampled_from(["", "2024-05-01", "2024-05-02", "2024-06-30"])


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerRecord]:
    """Return entries of all kinds, however little they make sense together."""
    made: list[LedgerRecord] = []
    for _ in range(draw(st.integers(0, 14))):
        known = [record.entry.id for record in made]
        some = st.lists(st.sampled_from(known), max_size=3).map(tuple) if known else st.just(())
        kind = draw(st.sampled_from([*EntryKind, *sorted({*RULINGS, *ANSWERS}) * 3]))
        given: dict[str, Any] = {
            "by": draw(NAMES), "at": draw(DAYS), "stage": draw(st.integers(0, 5)),
            "round": draw(st.sampled_from(["", *ROUNDS.values()])),
            "role": draw(st.sampled_from(["evaluator", "unit", ""])),
            "base": draw(st.sampled_from(["", "e1", "e2"])), "replaces": draw(some),
        }  # fmt: skip
        if kind in {*RULINGS, *ANSWERS, EntryKind.REFUSED, EntryKind.EMPTIED}:
            given |= {"row": draw(ROWS), "upon": draw(some), "resolves": draw(some),
                      "saw": draw(st.sampled_from(["a1", "a2", "other", ""]))}  # fmt: skip
        if kind in RULINGS:
            given |= {"score": Decimal(draw(st.sampled_from(["1", "2"]))),
                      "minutes": draw(st.sampled_from(["", "3号"]))}  # fmt: skip
        elif kind in ANSWERS:
            given["agrees"] = draw(st.sampled_from([True, False, None]))
        elif kind is EntryKind.ASSIGNMENT:
            given |= {"people": draw(st.sampled_from([(), ("甲",), ("甲", "乙")])),
                      "lead": draw(st.sampled_from(["", "乙"])),
                      "due": draw(st.sampled_from(["", "2024-05-20"]))}  # fmt: skip
        elif kind is EntryKind.HAND_IN:
            given |= {"hand_in": HandIn(digest=draw(st.sampled_from(["v1", "v2"]))),
                      "upon": draw(some)}  # fmt: skip
        else:
            given |= {"known": tuple(known) if draw(st.booleans()) else draw(some),
                      "covers": draw(st.sampled_from([(), ("r1",), ("r1", "r2")])),
                      "resolves": draw(some), "admitted": draw(st.sampled_from([True, False, None])),
                      "note": draw(st.sampled_from(["", "事由"]))}  # fmt: skip
        entry = LedgerEntry(kind=kind, project="P", **given)
        kept = None
        if kind in {EntryKind.SIGNATURE, EntryKind.CLOSED} and draw(st.booleans()):
            kept = frozen({"r1": (draw(st.sampled_from(["", *known])), "5")})
        made.append(LedgerRecord(entry=entry, frozen=kept))
    return made


def standing(state: ProjectState) -> Counter[str]:
    """Return how often each entry stands in a state, by id."""
    found: Counter[str] = Counter()
    groups: list[Any] = [
        state.in_force.values(),
        *state.also.values(),
        state.answers.values(),
        *state.also_answered.values(),
    ]
    groups += [getattr(state, f.name) for f in fields(state) if f.name in {
        "drafts", "refused", "emptied", "stale", "late", "waiting", "superseded", "void", "acts",
        "conflicts",
    }]  # fmt: skip
    for group in groups:
        for one in group:
            if isinstance(one, Conflict):
                found.update(entry.id for entry in one.entries)
            else:
                found[(one.entry if isinstance(one, Void) else one).id] += 1
    return found


@settings(max_examples=300, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_state_is_that_of_the_set(made: list[LedgerRecord], chance: Any, twice: int) -> None:
    state = state_of(*made)
    other = [*made, *made[:twice]]
    chance.shuffle(other)
    assert state_of(*other) == state


@settings(max_examples=300, deadline=None)
@given(ledgers())
def test_every_entry_stands_somewhere(made: list[LedgerRecord]) -> None:
    state = state_of(*made)
    found = standing(state)
    assert set(found) == {record.entry.id for record in made}
    assert set(found.values()) <= {1}
    for entry in (*state.in_force.values(), *state.answers.values()):
        assert entry.is_signed
    evaluators = {
        record.entry.by for record in made
        if record.entry.is_signed and record.entry.role == "evaluator"
    }  # fmt: skip
    assert not {entry.by for entry in state.answers.values()} & evaluators
    for conflict in state.conflicts:
        assert conflict.row not in state.in_force
        assert len({(e.score, e.verified_actual) for e in conflict.entries}) > 1
    assert state.held == bool(state.conflicts)
    assert state.is_closed == (state.step == "closed")
