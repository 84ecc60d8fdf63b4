"""Signatures that sheets of earlier programs imply: of one person in one round there is one.

Those programs recorded no signatures. Every sheet that came back shows a part of a round; together
they say what was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.records.ledger_entry import ANSWERS, RULINGS, EntryKind, LedgerEntry

_Whose = tuple[int, str, str, str, str, str]


def merged(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return the entries of some sheets with their implied signatures made one for each person.

    A merged signature covers the rows of all of them, and knows what stands on any sheet of earlier
    programs: those were handed out one after the other, each with the record of all before it. What
    they refused and was put right in the same round is settled by it.
    """
    stood = [entry for entry in entries if not entry.base and not _is_implied(entry)]
    groups: dict[_Whose, list[LedgerEntry]] = {}
    for entry in entries:
        if _is_implied(entry):
            groups.setdefault(_whose(entry), []).append(entry)
    made: dict[_Whose, LedgerEntry] = {}
    for whose in sorted(groups):
        group, stage = groups[whose], whose[0]
        before = [e.id for e in (*stood, *made.values()) if e.stage <= stage]
        right = [e.id for e in stood if e.stage == stage and _was_put_right(e, stood)]
        made[whose] = group[0].model_copy(update={
            "covers": _union(entry.covers for entry in group),
            "replaces": _union([*(entry.replaces for entry in group), right]),
            "known": _union([*(entry.known for entry in group), before]),
        })  # fmt: skip
    return [made[_whose(entry)] if _is_implied(entry) else entry for entry in entries]


def _was_put_right(refused: LedgerEntry, entries: Iterable[LedgerEntry]) -> bool:
    """Tell whether the row of a refused entry was filled in rightly in the same round."""
    if refused.kind is not EntryKind.REFUSED or not refused.row:
        return False
    where = refused.row, refused.stage, refused.role
    return any(
        (entry.row, entry.stage, entry.role) == where
        and entry.kind in RULINGS | ANSWERS
        and entry.is_signed
        for entry in entries
    )


def _is_implied(entry: LedgerEntry) -> bool:
    return entry.kind is EntryKind.SIGNATURE and not entry.base


def _whose(entry: LedgerEntry) -> _Whose:
    return entry.stage, entry.project, entry.role, entry.by, entry.at, entry.on_behalf_of


def _union(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({one for each in ids for one in each}))
