"""Signatures that sheets of earlier programs imply: of one person in one round there is one.

Those programs recorded no signatures. Every sheet that came back shows a part of a round; together
they say what was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.records.ledger_entry import EntryKind, LedgerEntry


def merged(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return the entries of some sheets with their implied signatures made one for each person.

    A merged signature covers the rows of all of them, and knows what stands on any sheet of earlier
    programs: those handed out one sheet after the other, each with the record of all before it.
    """
    stood = [entry for entry in entries if not entry.base and not _is_implied(entry)]
    groups: dict[tuple[object, ...], list[LedgerEntry]] = {}
    for entry in entries:
        if _is_implied(entry):
            groups.setdefault(_whose(entry), []).append(entry)
    made: dict[tuple[object, ...], LedgerEntry] = {
        whose: group[0].model_copy(update={
            "covers": _union(entry.covers for entry in group),
            "replaces": _union(entry.replaces for entry in group),
            "known": _union([
                *(entry.known for entry in group),
                tuple(entry.id for entry in stood if entry.stage <= group[0].stage),
            ]),
        })
        for whose, group in groups.items()
    }  # fmt: skip
    return [made[_whose(entry)] if _is_implied(entry) else entry for entry in entries]


def _is_implied(entry: LedgerEntry) -> bool:
    return entry.kind is EntryKind.SIGNATURE and not entry.base


def _whose(entry: LedgerEntry) -> tuple[object, ...]:
    return entry.stage, entry.role, entry.by, entry.at, entry.on_behalf_of


def _union(ids: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({one for each in ids for one in each}))
