"""Parts of an entry in words, as the table, the lists and the record of a 复核表 say them alike."""

from __future__ import annotations

from scoring.desk.confidential_entries import is_hidden
from scoring.records.ledger_entry import LedgerEntry
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout


def visible(text: str, layout: ReviewSheetLayout) -> str:
    """Return a text; where only its digest is at hand, the words for that."""
    return layout.words["hidden_text"] if is_hidden(text) else text


def ground_and_note(entry: LedgerEntry, layout: ReviewSheetLayout) -> str:
    """Return the ground of a ruling and its note as one text."""
    parts = (visible(entry.ground, layout), visible(entry.note, layout))
    return layout.ground_join.replace(":", "：").join(part for part in parts if part)


def signer(entry: LedgerEntry, layout: ReviewSheetLayout) -> str:
    """Return who signed an entry, and for whom; an empty text where nobody did."""
    if entry.by and entry.on_behalf_of:
        return layout.text("on_behalf", by=entry.by, other=entry.on_behalf_of)
    return entry.by
