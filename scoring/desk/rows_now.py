"""The rows of a form as they are now, and where the entries of a ledger belong on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from scoring.desk.attach import FormRow, RowFinder
from scoring.desk.kept import Entries, Kept
from scoring.records.ledger_entry import EntryKind, FrozenRow


class Basis(NamedTuple):
    """What entries are judged by: the row that each belongs to, and the data of every row."""

    place: Callable[[Kept], str | None]
    """Returns the id that an entry's row has now; None where no row alone is it."""
    saws: Mapping[str, str]


class RowsNow:
    """The rows of a form as they are now."""

    def __init__(self, rows: Sequence[FormRow], entries: Entries) -> None:
        self._finder = RowFinder(rows)
        self.saws = {row.row: row.saw for row in rows}
        self._attached = {
            one: kept.entry.to_row
            for kept in entries.of(EntryKind.ATTACHMENT)
            if kept.entry.to_row in self.saws
            for one in kept.entry.resolves
        }
        self.basis = Basis(self.place, self.saws)

    def place(self, kept: Kept) -> str | None:
        """Return the id that an entry's row has now; None where no row alone is it."""
        entry = kept.entry
        return self._attached.get(kept.id) or self._finder.find(entry.row, entry.saw, entry.called)

    def covered(self, signature: Kept) -> set[str]:
        """Return the ids that the rows of a signature have now; those that are gone have none.

        A row that was not frozen with it is known by its id alone.
        """
        covers = set(signature.entry.covers)
        # A signature that names no rows froze all of them.
        frozen = signature.frozen.rows if covers and signature.frozen is not None else ()
        found = {self.now(row) for row in frozen}
        if len(frozen) < len(covers):
            found |= {self._finder.find(row) for row in covers - {row.row for row in frozen}}
        return {row for row in found if row is not None}

    def has_changed(self, row: FrozenRow) -> bool:
        """Tell whether a row that was signed has other data now, or is gone."""
        now = self.now(row)
        return bool(row.saw) and (now is None or self.saws[now] != row.saw)

    def now(self, row: FrozenRow) -> str | None:
        """Return the id that a signed row has now; None where it is gone."""
        return self._finder.find(row.row, row.saw, row.called)

    def basis_of(self, frozen: Iterable[FrozenRow]) -> Basis:
        """Return the basis of a time when rows were signed; a row that is gone keeps an id of its own."""
        then = {row.row: row for row in frozen}
        if not then:
            return self.basis
        finder = RowFinder([FormRow(row.row, row.saw, row.called) for row in then.values()])
        ids = {row.row: self.id_of(row) for row in then.values()}

        def place(kept: Kept) -> str | None:
            entry = kept.entry
            row = finder.find(entry.row, entry.saw, entry.called)
            return self.place(kept) if row is None else ids[row]

        return Basis(place, {**self.saws, **{ids[row.row]: row.saw for row in then.values()}})

    def id_of(self, row: FrozenRow) -> str:
        """Return the id that a signed row has now, or one that no other row has."""
        now = self.now(row)
        if now is not None:
            return now
        return row.row if row.row not in self.saws else f"-/{row.row}"
