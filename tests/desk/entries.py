"""Entries of one project as its sheets would give them, in few words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from scoring.desk.attach import FormRow
from scoring.desk.state import ProjectState, project_state
from scoring.desk.steps import StepTable
from scoring.records.ledger_entry import (
    EntryKind,
    Frozen,
    FrozenRow,
    HandIn,
    LedgerEntry,
    LedgerRecord,
)
from scoring.words import load_vocabulary

STEPS = load_vocabulary(StepTable)
ROUNDS = {step.key: step.name for step in STEPS.steps}
A, B, C, UNIT = "甲", "乙", "丙", "经办人"


def rows_of(**saws: str) -> tuple[FormRow, ...]:
    """Return rows by id and digest; a row's name is its id."""
    return tuple(FormRow(row, saw, ("产出", "数量", row)) for row, saw in saws.items())


ROWS = rows_of(r1="a1", r2="a2", r3="a3")


def entry(kind: EntryKind, **given: Any) -> LedgerEntry:
    given.setdefault("project", "P")
    return LedgerEntry(kind=kind, **given)


def ruling(
    row: str, score: str, by: str = A, *, stage: int = 1, at: str = "2024-05-01", **given: Any
) -> LedgerEntry:
    given.setdefault("saw", next((r.saw for r in ROWS if r.row == row), ""))
    return entry(
        EntryKind(given.pop("kind", "ruling")), row=row, score=Decimal(score), by=by, at=at,
        stage=stage, role="evaluator", ground="佐证属实", called=("产出", "数量", row), **given,
    )  # fmt: skip


def answer(
    row: str, agrees: bool | None, *, upon: Collection[LedgerEntry] = (), by: str = UNIT,
    stage: int = 2, at: str = "2024-05-10", **given: Any,
) -> LedgerEntry:  # fmt: skip
    given.setdefault("saw", next((r.saw for r in ROWS if r.row == row), ""))
    given.setdefault("base", f"e{stage}")
    return entry(
        EntryKind(given.pop("kind", "answer")), row=row, agrees=agrees, by=by, at=at, stage=stage,
        role="unit", upon=ids(upon), called=("产出", "数量", row), **given,
    )  # fmt: skip


def signature(
    by: str = A, *, stage: int = 1, round: str = "初评", at: str = "2024-05-01",
    knows: Collection[LedgerEntry] = (), covers: Sequence[str] = ("r1", "r2", "r3"), **given: Any,
) -> LedgerEntry:  # fmt: skip
    given.setdefault("role", "evaluator")
    given.setdefault("base", f"e{stage}")
    return entry(
        EntryKind.SIGNATURE, by=by, at=at, stage=stage, round=round, known=ids(knows),
        covers=tuple(covers), **given,
    )  # fmt: skip


def unit_signature(
    covers: Sequence[str] = (), *, stage: int = 2, at: str = "2024-05-10", **given: Any
) -> LedgerEntry:
    given.setdefault("by", UNIT)
    return signature(stage=stage, round="单位反馈", at=at, covers=covers, role="unit", **given)


def act(kind: str, stage: int, round: str, *, by: str = A, at: str = "2024-06-01",
        knows: Collection[LedgerEntry] = (), **given: Any) -> LedgerEntry:  # fmt: skip
    return entry(
        EntryKind(kind), by=by, at=at, stage=stage, round=round, role="evaluator",
        known=ids(knows), **given,
    )  # fmt: skip


def assignment(*people: str, stage: int = 1, **given: Any) -> LedgerEntry:
    return entry(EntryKind.ASSIGNMENT, stage=stage, people=people, **given)


def hand_in(digest: str, *, stage: int = 1, total: str | None = None, **given: Any) -> LedgerEntry:
    version = HandIn(
        digest=digest, complete=total is not None, total=None if total is None else Decimal(total)
    )
    return entry(EntryKind.HAND_IN, stage=stage, hand_in=version, **given)


def ids(entries: Collection[LedgerEntry]) -> tuple[str, ...]:
    return tuple(one.id for one in entries)


def frozen(entries: dict[str, tuple[str, str]], saws: Sequence[FormRow] = ROWS) -> Frozen:
    """Return what was frozen: by row the id of the ruling in force and the score."""
    of = {row.row: row.saw for row in saws}
    return Frozen(
        set="一套", set_digest="d1", engine="1",
        rows=tuple(
            FrozenRow(row=row, saw=of[row], called=("产出", "数量", row), entry=one,
                      score=Decimal(score), low=Decimal(0), high=Decimal(10))
            for row, (one, score) in entries.items()
        ),
    )  # fmt: skip


def records(entries: Collection[LedgerEntry | LedgerRecord]) -> list[LedgerRecord]:
    return [
        one if isinstance(one, LedgerRecord) else LedgerRecord(entry=one) for one in entries
    ]  # fmt: skip


def state_of(*entries: LedgerEntry | LedgerRecord, rows: Sequence[FormRow] = ROWS) -> ProjectState:
    return project_state(records(entries), rows, STEPS)
