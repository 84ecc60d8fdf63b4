"""Entries on secret forms as a ledger may hold them: ids, scores and signatures, digests for texts.

What a person wrote stays in the sheet alone. A digest tells whether a text that is shown later is the
one that was signed; it is no cipher, and a short text can be guessed from it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from scoring.records.ledger_entry import LedgerEntry
from scoring.records.sheet_reading import SheetReading

_TEXTS: Final = (
    "verified_target", "verified_actual", "note", "minutes", "say", "evidence", "reason", "todo",
)  # fmt: skip
_REFERENCES: Final = ("upon", "replaces", "resolves", "known")
_HIDDEN: Final = re.compile("sha256:[0-9a-f]{64}")


def hide(entry: LedgerEntry, grounds: Collection[str]) -> tuple[LedgerEntry, dict[str, str]]:
    """Return the entry without texts, and its texts by the digests that stand for them.

    ``grounds`` are the names of the list of grounds: one of them is kept. The names of the row go
    without a trace. To hide what is hidden changes nothing. (Versions of a form are made without texts:
    ``desk.hand_ins``.)
    """
    texts: dict[str, str] = {}

    def hidden(text: str) -> str:
        if not text or is_hidden(text):
            return text
        texts[digest := digest_of(text)] = text
        return digest

    changes: dict[str, Any] = {
        name: hidden(text) for name in _TEXTS if (text := getattr(entry, name)) is not None
    }
    changes["called"] = ()
    changes["cells"] = tuple((column, hidden(text)) for column, text in entry.cells)
    if entry.ground not in grounds:
        changes["ground"] = hidden(entry.ground)
    return entry.model_copy(update=changes), texts


def hide_all(entries: Sequence[LedgerEntry], grounds: Collection[str]) -> list[LedgerEntry]:
    """Return entries without texts that name each other by the ids that they have then.

    An entry names only those that stand before it.
    """
    now: dict[str, str] = {}
    hidden: list[LedgerEntry] = []
    for entry in entries:
        renamed = entry.model_copy(update={
            name: tuple(now.get(one, one) for one in getattr(entry, name)) for name in _REFERENCES
        })  # fmt: skip
        hidden.append(hide(renamed, grounds)[0])
        now[entry.id] = hidden[-1].id
    return hidden


def texts_of_sheet(sheet: SheetReading) -> dict[str, str]:
    """Return the texts that stand in a sheet by the digests that may stand for them in a ledger."""
    texts = {cell.text.strip() for row in sheet.rows for cell in row.cells}
    if sheet.note is not None:
        texts.add(sheet.note.text.strip())
    found = {digest_of(text): text for text in texts if text}
    for entry in sheet.history:
        found |= hide(entry, ())[1]
    return found


def show(entry: LedgerEntry, texts: Mapping[str, str]) -> LedgerEntry:
    """Return the entry with the texts that are at hand in the place of their digests."""
    changes: dict[str, Any] = {
        name: texts[text] for name in (*_TEXTS, "ground") if (text := getattr(entry, name)) in texts
    }
    changes["cells"] = tuple((column, texts.get(text, text)) for column, text in entry.cells)
    return entry.model_copy(update=changes)


def readable(text: str, texts: Mapping[str, str], word: str) -> str:
    """Return a message with texts in the place of digests; ``word`` where one is not at hand."""
    return _HIDDEN.sub(lambda found: texts.get(found[0], word), text)


def is_hidden(text: str) -> bool:
    """Tell whether a digest stands in the place of a text."""
    return _HIDDEN.fullmatch(text) is not None


def digest_of(text: str) -> str:
    """Return what stands in the place of a text."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
