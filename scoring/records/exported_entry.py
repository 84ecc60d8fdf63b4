"""An entry of a ledger as it leaves it: with its place in the chain, and where and when it was read."""

from __future__ import annotations

import json

from scoring.records.fields import Name, Record
from scoring.records.ledger_entry import SCHEMA, Frozen, LedgerEntry, canonical


class SeenPlace(Record):
    """Where an entry was read, when (by the clock of the computer), and by whom."""

    file: Name = ""
    at: Name = ""
    read: Name = ""
    user: Name = ""
    computer: Name = ""


class ExportedEntry(Record):
    """One entry of an export; ``number`` and ``link`` are its place in the chain of its ledger."""

    entry: LedgerEntry
    frozen: Frozen | None = None
    number: int = 0
    link: Name = ""
    seen: tuple[SeenPlace, ...] = ()

    @property
    def line(self) -> str:
        """Return the entry as one line of JSON: its place in the chain, its id, then its own fields."""
        data = {
            "schema": SCHEMA, "number": self.number, "link": self.link, "id": self.entry.id,
            **json.loads(canonical(self.entry)),
        }  # fmt: skip
        if self.frozen is not None:
            data["frozen"] = json.loads(canonical(self.frozen))
        data["seen"] = [place.model_dump(exclude_defaults=True) for place in self.seen]
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
