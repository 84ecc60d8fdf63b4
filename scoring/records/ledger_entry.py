"""What a ledger of a review holds: what persons decided, answered and signed, an entry each.

An entry is a frozen record that is appended once and never changed. Its id is the digest of what
was written (:attr:`LedgerEntry.id`), so that the same entry read twice is one. What the engine made
of it when it was read (:class:`FrozenRow`) is kept beside it and is no part of the id.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.records.fields import MOST_ROWS, Name, Number, Record, Text, YesNo

SCHEMA: Final = "ziping/ledger/1"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class EntryKind(StrEnum):
    """What an entry is: the acts of a review, and what the program found of them."""

    RULING = "ruling"
    """认定: an evaluator decides a row."""
    CORRECTION = "correction"
    """更正: the same person, in the same step, puts another ruling in place of an own one."""
    WITHDRAWAL = "withdrawal"
    """撤回: a person takes an own ruling or answer back."""
    ARBITRATION = "arbitration"
    """裁定: the lead, or a meeting with numbered minutes, settles a conflict."""
    SIGNATURE = "signature"
    """签署: an evaluator, or the unit, signs the rows of a sheet."""
    SENT_BACK = "sent_back"
    """退回单位修改: the form goes back to the unit."""
    ANSWER = "answer"
    """答复: the unit agrees to a row or does not."""
    LATE_ANSWER = "late_answer"
    """补充答复: an answer that came after the step was over; it waits to be admitted."""
    ADMISSION = "admission"
    """受理 or 不受理 of late answers."""
    NO_ANSWER = "no_answer"
    """逾期未反馈: an evaluator closes the unit's step after its day."""
    REOPENED = "reopened"
    """重新打开: a closed review is opened again."""
    CLOSED = "closed"
    """办结: the review is closed."""
    ASSIGNMENT = "assignment"
    """指派: who reviews a project, who leads, and by which day the unit answers."""
    HAND_IN = "hand_in"
    """报送: a version of the form as it was handed in."""
    REFUSED = "refused"
    """未采用: what was written into a sheet and cannot be used."""
    EMPTIED = "emptied"
    """清空: a cell that held an entry was emptied; whether that takes it back is asked."""
    ATTACHMENT = "attachment"
    """改挂: a person says which row or project entries belong to that could not be attached."""
    SAMPLE = "sample"
    """抽查: a draw of projects."""


RULINGS: Final = frozenset({EntryKind.RULING, EntryKind.CORRECTION, EntryKind.ARBITRATION})
ANSWERS: Final = frozenset({EntryKind.ANSWER, EntryKind.LATE_ANSWER})

Ids = Annotated[tuple[Name, ...], Field(max_length=20 * MOST_ROWS)]


class FrozenRow(Record):
    """What a row was worth when a person signed it."""

    row: Name
    saw: Name = ""
    """Digest of the row's data at that time."""
    called: Annotated[tuple[Name, ...], Field(max_length=3)] = ()
    """Level 1, level 2 and name of the row; empty for a secret form."""
    entry: Name = ""
    """Id of the ruling that was in force; empty where nobody had decided the row."""
    score: Number | None = None
    """得分 in the 复核 track; None where it was still open or in conflict."""
    rule: Number | None = None
    """The rule's score; None where the rule left the row open."""
    low: Number
    high: Number


class Frozen(Record):
    """The scores in force when an entry was signed, and by which set and engine they were made."""

    set: Name
    set_digest: Name
    engine: Name
    total: Number | None = None
    """The total in the 复核 track; None while a row was open or in conflict."""
    grade: Name = ""
    rows: Annotated[tuple[FrozenRow, ...], Field(max_length=MOST_ROWS)] = ()


class HandIn(Record):
    """One version of a form, by its digest."""

    digest: Name
    key: Name = ""
    """The id of the submission; of a secret form its digest."""
    title: Name = ""
    unit: Name = ""
    year: int | None = None
    file: Name = ""
    complete: YesNo = False
    """Whether every row has its score and the form a total: 偏离度 rests on the first such version."""
    total: Number | None = None
    grade: Name = ""
    saws: Text = ""
    """Of every row that was handed in the first eight digits of the digest of its data, with blanks
    between: by them a form is known again."""


def canonical(record: Record) -> str:
    """Return a record as JSON with sorted keys, without what is empty: always the same bytes."""
    return _ENCODER.encode(record.model_dump(mode="json", exclude_defaults=True))


class LedgerEntry(Record):
    """One entry. Only the fields of its kind are filled in; texts of secret forms never are.

    In place of a text of a secret form stands ``sha256:`` and the text's digest
    (``desk.confidential_entries``).
    """

    kind: EntryKind
    project: Name = ""
    """Id of the project in the ledger; empty for a draw."""
    stage: Annotated[int, Field(ge=0, le=9_999)] = 0
    """Number of the step in the project's course, from 1; 0 for what belongs to no step."""
    round: Name = ""
    """Name of that step, as the sheet bore it."""
    row: Name = ""
    """Id of the row on the form that was decided upon; empty for the whole project."""
    called: Annotated[tuple[Name, ...], Field(max_length=3)] = ()
    """Level 1, level 2 and name of the row; empty for a secret form."""
    role: Literal["", "evaluator", "unit"] = ""
    by: Name = ""
    """Who; empty for a draft."""
    at: Name = ""
    """Signed date as YYYY-MM-DD; empty for a draft."""
    on_behalf_of: Name = ""
    """代签: the person for whom ``by`` signed."""

    verified_target: Text | None = None
    """复核指标值: an approved target in place of the form's."""
    verified_actual: Text | None = None
    """复核完成值."""
    score: Number | None = None
    """认定得分 in points."""
    ground: Name = ""
    """认定理由, a name of the list or a person's own words."""
    note: Text = ""
    """理由说明, 事由."""
    minutes: Name = ""
    """纪要编号 of a meeting that decided."""

    agrees: YesNo | None = None
    say: Text = ""
    evidence: Text = ""
    admitted: YesNo | None = None
    """Of an admission: True for 受理, False for 不受理."""

    saw: Name = ""
    """Digest of the row's data that it was made upon."""
    upon: Ids = ()
    """Ids that the sheet printed for the row: what the person saw decided and answered."""
    replaces: Ids = ()
    """Ids of own entries in whose place this one stands, or which it takes back."""
    resolves: Ids = ()
    """Ids of the entries of a conflict that it settles, or of late answers that it admits."""

    base: Name = ""
    """Edition of the sheet that it was written into; empty for one of an earlier program, or a list."""
    known: Ids = ()
    """Of signatures, closings and openings: the ids that the edition was made from."""
    covers: Annotated[tuple[Name, ...], Field(max_length=MOST_ROWS)] = ()
    """Of a signature: the rows of the sheet; of the unit's, those that it was asked about."""

    people: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    """Of an assignment: who must sign."""
    lead: Name = ""
    """Of an assignment: who settles conflicts (主评人)."""
    due: Name = ""
    """截止日 of the unit's answer as YYYY-MM-DD."""

    reason: Text = ""
    """Of a refusal: what is wrong, in words."""
    todo: Text = ""
    """Of a refusal: what to do."""
    cells: Annotated[tuple[tuple[Name, Text], ...], Field(max_length=50)] = ()
    """Of a refusal: column and what was written there."""
    hand_in: HandIn | None = None
    to_project: Name = ""
    to_row: Name = ""
    """Of an attachment: where the entries of ``resolves`` belong."""
    drawn: Ids = ()
    """Of a draw: the projects that were drawn; ``note`` says from what and how, ``reason`` the seed."""

    @property
    def id(self) -> str:
        """Return the digest of kind and body: 32 hexadecimal digits."""
        return hashlib.sha256(self.canonical.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def canonical(self) -> str:
        """Return the body as JSON with sorted keys, without what is empty."""
        return canonical(self)

    @property
    def is_signed(self) -> bool:
        """Whether it bears name and date."""
        return bool(self.by and self.at)


class LedgerRecord(Record):
    """An entry as the ledger keeps it: with the scores that were frozen when it was first read."""

    entry: LedgerEntry
    frozen: Frozen | None = None

    @cached_property
    def id(self) -> str:
        """The id of the entry; computed once, for a desk asks for it again and again."""
        return self.entry.id


class Sighting(Record):
    """Where an entry was read: file and cell, and in which run."""

    entry: Name
    file: Text = ""
    """Its path, which may be longer than a name; where in a file it stands may name it too."""
    at: Text = ""
    run: int = 0
