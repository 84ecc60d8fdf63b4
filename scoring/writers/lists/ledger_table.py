"""The entries of a ledger in words: as lines for the terminal, and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.desk.confidential_entries import is_hidden
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.exact import shortest
from scoring.records.exported_entry import ExportedEntry
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.writers.lists.issue_list_words import TableWords
from scoring.writers.lists.table_file import MOST_ROWS, ListTable, Row

_TEXTS: Final = (
    "verified_target", "verified_actual", "ground", "note", "minutes", "say", "evidence", "lead",
    "due", "reason", "todo",
)  # fmt: skip
"""Fields of an entry that a sentence of their own says."""
_SHORT: Final = 12
"""Digits of an id or digest by which a person tells them apart."""


class LedgerWords(VocabularyFile):
    """What is said of a ledger."""

    ships_as = "vocabulary/printing/ledger.yaml"

    schema_: Annotated[Literal["ziping/ledger-words/1"], Field(alias="schema")]
    file: str
    """The name of a ledger in its folder."""
    export: str
    kinds: dict[EntryKind, str]
    roles: dict[str, str]
    agrees: dict[str, str]
    admitted: dict[str, str]
    cells: dict[str, str]
    """Names of the columns that a refused entry was typed into."""
    draw_by: dict[str, str]
    """What the projects of a draw were grouped by, behind its share."""
    patterns: dict[str, str]
    table: TableWords


class EntryTexts:
    """Says in words what the entries of a ledger hold, and what became of each."""

    def __init__(self, entries: Sequence[ExportedEntry], words: LedgerWords) -> None:
        self.entries = entries
        self.words = words
        self._followed: dict[str, list[str]] = defaultdict(list)
        """By an entry's id, what later entries say that they do with it."""
        for number, one in enumerate(entries, 1):
            kind = words.kinds[one.entry.kind]
            for ids, name in ((one.entry.replaces, "replaced"), (one.entry.resolves, "resolved")):
                for entry in ids:
                    self._followed[entry].append(words.text(name, number=number, kind=kind))

    def lines(self) -> Iterator[str]:
        """Yield every entry as lines: what, its parts, what became of it, where it was read."""
        for number, one in enumerate(self.entries, 1):
            yield self.words.text("entry", number=number, what=self._head(one.entry))
            parts = [
                *self._contents(one), *self._followed[one.entry.id], *self._seen(one),
                self.words.text("id", id=one.entry.id),
            ]  # fmt: skip
            for part in parts:
                yield self.words.text("line", text=part)

    def table(self) -> ListTable:
        """Return the entries as a table, one a row."""
        rows = [self._row(number, one) for number, one in enumerate(self.entries, 1)]
        return ListTable(self.words.table, rows[: MOST_ROWS - 2])

    def _head(self, entry: LedgerEntry) -> str:
        text = self.words.text
        row = entry.called[-1] if entry.called else entry.row
        return text(
            "what",
            signed=text(
                "signature", at=entry.at, by=self._by(entry), role=self._role(entry)
            ).strip(),
            kind=self.words.kinds[entry.kind],
            row=text("row", row=row) if row else "",
        ).lstrip()

    def _by(self, entry: LedgerEntry) -> str:
        by = entry.by or (self.words.text("draft") if entry.role else "")
        behalf = entry.on_behalf_of
        return by + (self.words.text("on_behalf", person=behalf) if behalf else "")

    def _role(self, entry: LedgerEntry) -> str:
        return self.words.text("by_role", role=self.words.roles[entry.role]) if entry.role else ""

    def _contents(self, one: ExportedEntry) -> Iterator[str]:
        """Yield what an entry says, each part with its name."""
        entry, words = one.entry, self.words
        if entry.score is not None:
            yield words.text("score", score=shortest(entry.score))
        for answer, names in ((entry.agrees, words.agrees), (entry.admitted, words.admitted)):
            if answer is not None:
                yield names["yes" if answer else "no"]
        for name in _TEXTS:
            if getattr(entry, name):
                yield words.text(name, text=self._readable(getattr(entry, name)))
        if entry.people:
            yield words.text("people", text="、".join(entry.people))
        for name in ("covers", "drawn"):
            if getattr(entry, name):
                yield words.text(name, count=len(getattr(entry, name)))
        for column, typed in entry.cells:
            if typed:
                yield words.text(
                    "cell", column=words.cells.get(column, column), text=self._readable(typed)
                )
        if entry.hand_in is not None:
            yield words.text("hand_in", digest=entry.hand_in.digest[:_SHORT])
            if entry.hand_in.total is not None:
                yield words.text("claimed", total=shortest(entry.hand_in.total))
        if entry.to_project or entry.to_row:
            yield words.text("moved", project=entry.to_project, row=entry.to_row)
        if one.frozen is not None:
            yield words.text("frozen", count=len(one.frozen.rows), set=one.frozen.set)

    def _readable(self, text: str) -> str:
        """Return a text; of a secret form the ledger holds its digest alone."""
        if not is_hidden(text):
            return text
        return self.words.text("hidden", digest=text.partition(":")[2][:_SHORT])

    def _seen(self, one: ExportedEntry) -> Iterator[str]:
        for place in one.seen:
            yield self.words.text("seen", **{**place.model_dump(), "read": _time(place.read)})

    def _row(self, number: int, one: ExportedEntry) -> Row:
        entry = one.entry
        return {
            "number": number, "project": entry.project, "round": entry.round,
            "kind": self.words.kinds[entry.kind], "by": self._by(entry),
            "role": self.words.roles.get(entry.role, ""), "at": entry.at, "row": entry.row,
            "called": " · ".join(entry.called), "what": "\n".join(self._contents(one)),
            "standing": "\n".join(self._followed[entry.id]),
            "seen": "\n".join(self._seen(one)),
            "id": entry.id, "link": one.link,
        }  # fmt: skip


def _time(clock: str) -> str:
    """Return a time as a person reads it, with its distance from UTC."""
    return f"{clock[:10]} {clock[11:19]} {clock[19:]}".strip()
