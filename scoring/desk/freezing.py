"""What a signature freezes: of every row it covers the score in force, and by what it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.desk.attach import FormRow, RowFinder
from scoring.desk.tracks import RowTrack, Tracks
from scoring.records.ledger_entry import RULINGS, EntryKind, Frozen, FrozenRow, LedgerEntry

_SIGNING = {EntryKind.SIGNATURE, EntryKind.CLOSED}


def freezes(entry: LedgerEntry) -> bool:
    """Tell whether an entry freezes scores: a signature, a closing, a signed ruling its own row."""
    return entry.is_signed and (entry.kind in _SIGNING or entry.kind in RULINGS)


def frozen_by(
    entry: LedgerEntry,
    tracks: Tracks,
    rows: Sequence[FormRow],
    seen: Mapping[str, str] | None = None,
) -> Frozen:
    """Return what a new signature freezes.

    ``tracks`` are those with the entry in them, ``rows`` those of the form now, ``seen`` the digests
    that the signed sheet bore: a row that changed since it was printed is left out. An entry that
    names no rows covers all.
    """
    covers = (entry.row,) if entry.kind in RULINGS else entry.covers
    finder, seen = RowFinder(rows), seen or {}
    called = {row.row: row.called for row in rows}
    covered = {finder.find(row, seen.get(row, "")): seen.get(row) for row in covers}
    card = tracks.card
    frozen = [
        FrozenRow(
            row=row.id, saw=row.saw, called=called.get(row.id, ()),
            entry="" if row.ruling is None else row.ruling.id,
            score=row.review, rule=row.rule, low=row.low, high=row.high,
        )
        for row in tracks.rows
        if not row.unusable
        and (entry.kind not in RULINGS or entry in _in_force(row))
        and (not covers or (row.id in covered and covered[row.id] in {None, row.saw}))
    ]  # fmt: skip
    return Frozen(
        set=card.set.id, set_digest=card.set.digest, engine=card.engine,
        total=tracks.review.total, grade=tracks.review.grade or "", rows=tuple(frozen),
    )  # fmt: skip


def _in_force(row: RowTrack) -> tuple[LedgerEntry, ...]:
    """Return the rulings that are in force on a row."""
    return () if row.ruling is None else (row.ruling, *row.also)
