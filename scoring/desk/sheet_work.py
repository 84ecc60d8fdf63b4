"""What is made of one sheet while it is compared: entries, what is refused, what is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from scoring.desk.cell_content import EntryFault, written
from scoring.desk.kept import person
from scoring.desk.signer import NOBODY, Signer
from scoring.problem import Place, Problem
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.sheet_reading import ReadRow, SheetReading, TypedCell
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

_LONGEST_CELL: Final = 2_000


@dataclass(frozen=True)
class SheetContext:
    """What is known of the project beside the sheet."""

    project: str
    """Its id in the ledger."""
    entries: Mapping[str, LedgerEntry] = field(default_factory=dict)
    """All entries of the project in the ledger, by id."""
    read_before: frozenset[str] = frozenset()
    """Ids of the entries that were read from this very file in earlier runs."""
    stage: int = 1
    """Number of the step that is open now."""
    step: str = "initial"
    """Its key."""
    actions: frozenset[str] = frozenset()
    """办理 that is allowed now, by key."""
    lead: str = ""
    year: int | None = None
    """The year of the form."""
    has_ledger: bool = True
    """Whether entries are kept from run to run; else a sheet's record is the only place of theirs."""


class WrittenEntry(NamedTuple):
    """An entry and the cell that it was read from."""

    entry: LedgerEntry
    at: str


class SheetEntries(NamedTuple):
    """The new entries of a sheet, and what there is to say about it."""

    entries: tuple[WrittenEntry, ...]
    problems: tuple[Problem, ...]


class SheetWork:
    """One sheet beside what the ledger holds, and what was made of it so far."""

    def __init__(
        self, reading: SheetReading, context: SheetContext, layout: ReviewSheetLayout
    ) -> None:
        self.reading = reading
        self.context = context
        self.layout = layout
        self.role = reading.role
        self.made: dict[str, WrittenEntry] = {}
        self.problems: list[Problem] = []
        self.history = tuple(map(self._own_project, reading.history))
        self.entries = {entry.id: entry for entry in self.history} | dict(context.entries)
        now = {was.id: own.id for was, own in zip(reading.history, self.history, strict=True)}
        self.reading = reading.model_copy(update={"rows": tuple(
            row.model_copy(update={"printed": tuple(now.get(one, one) for one in row.printed)})
            for row in reading.rows
        )})  # fmt: skip
        replaced = (one for entry in self.entries.values() for one in entry.replaces)
        self.replaced = set(replaced)
        self.signer = NOBODY

    @property
    def agrees_to_all(self) -> bool:
        """Whether the unit chose 全部认可."""
        cell = self.reading.action
        return (
            self.role == "unit"
            and cell is not None
            and self.layout.action(cell.text) == "agree_all"
        )

    @property
    def signs_step(self) -> bool:
        """Whether a signature ends the step.

        Who sends a form back or admits a late answer signs that, and the step on the sheet that shows
        what came of it; so does who wrote something else than can be done.
        """
        cell = self.reading.action
        if cell is None or cell.is_blank or self.role == "unit":
            return self.reading.signs
        return self.reading.signs and self.layout.action(cell.text) == EntryKind.CLOSED

    def _own_project(self, entry: LedgerEntry) -> LedgerEntry:
        return entry.model_copy(update={"project": self.context.project})

    def add(self, entry: LedgerEntry, at: str) -> None:
        """Keep an entry once, with the cell that it was read from."""
        if entry.id not in self.made:
            self.made[entry.id] = WrittenEntry(entry, at)

    def entry(self, kind: EntryKind, at: str, signer: Signer, **values: object) -> LedgerEntry:
        """Make an entry of the sheet, kept once."""
        entry = LedgerEntry.model_validate({
            "kind": kind, "project": self.context.project, "stage": self.reading.stage,
            "round": self.reading.round, "role": self.role, "by": signer.by, "at": signer.day,
            "on_behalf_of": signer.on_behalf_of, "base": self.reading.edition, **values,
        })  # fmt: skip
        self.add(entry, at)
        return entry

    def report(
        self, code: str, message: str, at: str, hint: str, *, is_warning: bool = False
    ) -> None:
        """Note what there is to say about a cell."""
        place = Place(self.reading.file, where=at or self.reading.sheet)
        found = Problem(code, message, place, hint)
        self.problems.append(replace(found, severity="warning") if is_warning else found)

    def refuse(
        self, row: ReadRow | None, fault: EntryFault, cells: Sequence[TypedCell], at: str,
        replaces: Iterable[str] = (), *, holds: bool = True,
    ) -> None:  # fmt: skip
        """Keep what cannot be used as an entry of its own, and report it at its cell."""
        texts = tuple((c.column, c.text[:_LONGEST_CELL]) for c in cells if not c.is_blank)
        self.report(
            fault.code, fault.reason + "，没有采用" + written(texts, self.layout.names), at,
            fault.todo,
        )  # fmt: skip
        where = {} if row is None else of_row(row)
        stage = self.reading.stage if holds else 0
        self.entry(
            EntryKind.REFUSED, at, self.signer, stage=stage, cells=texts, reason=fault.reason,
            todo=fault.todo, replaces=tuple(replaces), **where,
        )  # fmt: skip

    def open_refusals(self) -> tuple[str, ...]:
        """Return the refused entries of the whole sheet that it printed or that were read from it."""
        known = {*self.reading.known, *self.context.read_before}
        history = {entry.id for entry in self.history}
        return tuple(
            one
            for one, entry in self.entries.items()
            if entry.kind is EntryKind.REFUSED
            and not entry.row
            and entry.stage == self.reading.stage
            and one in known | history
            and one not in self.replaced
        )

    def known_of(self, signer: Signer) -> tuple[str, ...]:
        """Return the ids that a signer knew: of the edition, and of what was made of the sheet before.

        Made of it was what was read from this very file, and from copies that the same person filled in.
        """
        of_sheet = [
            one
            for one, entry in self.entries.items()
            if entry.base and entry.base == self.reading.edition
            and (one in self.context.read_before or person(entry.by) == person(signer.by))
        ]  # fmt: skip
        return tuple(dict.fromkeys((*self.reading.known, *of_sheet, *self.made)))

    def has_reported_signature(self) -> bool:
        """Tell whether something of the whole sheet was refused: then its signature is reported already."""
        return any(
            entry.kind is EntryKind.REFUSED and not entry.row for entry, _ in self.made.values()
        )


def of_row(row: ReadRow) -> dict[str, object]:
    """Return the fields of an entry that say which row it is about, and what the person saw of it."""
    return {
        "row": row.row, "saw": row.saw, "called": row.called,
        "upon": tuple(dict.fromkeys((*row.printed, *row.shown))),
    }  # fmt: skip


def is_entered(row: ReadRow) -> bool:
    """Tell whether anything stands in the open cells of a row."""
    return not all(cell.is_blank for cell in row.cells)
