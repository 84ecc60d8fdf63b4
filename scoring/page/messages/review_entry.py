"""A decision that waits for its signature, an entry of the ledger, and why a decision is refused."""

from __future__ import annotations

from typing import Literal

from scoring.page.messages.message import PageBody
from scoring.page.messages.review_words import Act, Choice


class PendingGiven(PageBody):
    """A decision that was not signed yet, as it lies in the page's document.

    Numbers are as typed. ``claim`` and ``rule`` may leave ``score`` empty: ``review.try`` gives it.
    """

    form: str
    row: str
    act: Act = "ruling"
    choice: Choice | None = None
    score: str | None = None
    verified_target: str | None = None
    verified_actual: str | None = None
    ground: str = ""
    note: str = ""
    minutes: str = ""
    saw: str = ""
    """``TrackRow.saw`` of the row that was decided upon."""
    draft: str = ""
    """Id of the entry by which it was saved without a signature."""
    replaces: tuple[str, ...] = ()
    """Of a withdrawal: ids of the entries that are taken back."""


class EntryLine(PageBody):
    """An entry of the ledger as it is shown."""

    id: str
    kind: str
    word: str
    row: str
    name: str
    by: str
    at: str
    round: str
    stage: int
    role: str
    score: str | None = None
    verified_target: str | None = None
    verified_actual: str | None = None
    ground: str = ""
    note: str = ""
    agrees: bool | None = None
    say: str = ""
    evidence: str = ""
    on_behalf_of: str = ""
    standing: str = ""
    """现在怎样: 有效, 待裁定, 草稿 …"""
    comes_to: str | None = None
    """The row's score by it."""


class RefusedEntry(PageBody):
    """A decision that cannot stand, said at its field."""

    form: str
    row: str
    name: str
    field: Literal["score", "verified_target", "verified_actual", "ground", "note", "by", "at", ""]
    what: str
    todo: str = ""
