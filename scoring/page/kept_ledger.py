"""The ledger file of a folder beside a review on the page: read when the review begins, appended after each act."""

from __future__ import annotations

from pathlib import Path

from scoring.ledger.store import Ledger
from scoring.words import load_vocabulary
from scoring.writers.lists.ledger_table import LedgerWords


class KeptLedger:
    """The same file that ``ziping review -o`` keeps in the folder; nothing is ever taken out of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / load_vocabulary(LedgerWords).file
        self._written = (0, "")

    def read_into(self, ledger: Ledger) -> None:
        """Let a review begin with what stands in the file. Raises :class:`InputError`."""
        if self.path.exists():
            with Ledger.open(self.path, read_only=True) as kept:
                ledger.append(kept.entries(), kept.sightings(), ledger.begin_run("page"))
        self._written = ledger.length()

    def keep(self, ledger: Ledger) -> None:
        """Append what the file does not know yet. Raises :class:`InputError`."""
        length = ledger.length()
        if length != self._written:
            with Ledger.open(self.path) as kept:
                kept.append(ledger.entries(), ledger.sightings(), kept.begin_run("page"))
            self._written = length
