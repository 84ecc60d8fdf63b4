"""The entries of one project, each once, with what is asked of them again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from scoring.records.ledger_entry import (
    ANSWERS,
    RULINGS,
    EntryKind,
    Frozen,
    LedgerEntry,
    LedgerRecord,
)
from scoring.text import squeezed

EVALUATOR_ACTS: Final = frozenset(
    {
        EntryKind.SENT_BACK, EntryKind.NO_ANSWER, EntryKind.ADMISSION, EntryKind.CLOSED,
        EntryKind.REOPENED,
    }
)  # fmt: skip
"""What only an evaluator does with a whole project."""
WRITTEN: Final = RULINGS | ANSWERS | {EntryKind.WITHDRAWAL}
"""What is written into the cells of a row."""
_DIGITS: Final = re.compile("[0-9]{1,9}")


def person(name: str) -> str:
    """Fold a name: 张 三 and 张三 are the same person."""
    return squeezed(name).lower()


def day(text: str) -> tuple[int, ...]:
    """Return a date's numbers, however it is written, so that later ones are greater."""
    return tuple(int(number) for number in _DIGITS.findall(text))


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """An entry with its id, the folded name of who signed it, its day, and what it froze."""

    id: str
    entry: LedgerEntry
    frozen: Frozen | None
    person: str
    day: tuple[int, ...]

    @property
    def kind(self) -> EntryKind:
        """What the entry is."""
        return self.entry.kind

    @property
    def order(self) -> tuple[int, tuple[int, ...], str]:
        """By step, by day, then by id, so that no order of reading shows."""
        return self.entry.stage, self.day, self.id

    @property
    def is_by_evaluator(self) -> bool:
        """Whether an evaluator wrote it, by its role, or by its kind where it names none."""
        if self.entry.role:
            return self.entry.role == "evaluator"
        return self.kind in RULINGS or self.kind in EVALUATOR_ACTS

    @property
    def signs_for(self) -> str:
        """Return the folded name of the person whose signature it is (代签)."""
        return person(self.entry.on_behalf_of) or self.person


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries in an order that is the same for every order in which they were read."""

    kept: tuple[Kept, ...]
    by_id: dict[str, Kept] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Kept]:
        return iter(self.kept)

    def where(self, holds: Callable[[Kept], bool]) -> Entries:
        """Return those for which something holds."""
        return entries_of_kept(kept for kept in self.kept if holds(kept))

    def of(self, *kinds: EntryKind) -> Iterator[Kept]:
        """Yield those of some kinds."""
        return (kept for kept in self.kept if kept.kind in kinds)


def entries_of_kept(kept: Iterable[Kept]) -> Entries:
    """Return entries that are in order already."""
    kept = tuple(kept)
    return Entries(kept, {one.id: one for one in kept})


def entries_of(records: Collection[LedgerRecord]) -> Entries:
    """Return the entries of a project, each once; what was frozen for one stays with it."""
    found: dict[str, tuple[LedgerEntry, Frozen | None]] = {}
    for record in records:
        entry_id = record.id
        _, frozen = found.get(entry_id, (record.entry, None))
        found[entry_id] = record.entry, _first_frozen(frozen, record.frozen)
    return entries_of_kept(
        sorted(
            (
                Kept(entry_id, entry, frozen, person(entry.by), day(entry.at))
                for entry_id, (entry, frozen) in found.items()
            ),
            key=lambda kept: kept.order,
        )
    )


def _first_frozen(one: Frozen | None, other: Frozen | None) -> Frozen | None:
    """Return one of two, the same for either order."""
    if one is None or other is None or one == other:
        return one or other
    return min(one, other, key=lambda frozen: frozen.model_dump_json())


@dataclass(frozen=True)
class People:
    """Who is known as an evaluator of a project, and who leads or led it."""

    entries: Entries

    @cached_property
    def evaluators(self) -> frozenset[str]:
        """Folded names of all who signed as evaluators or were assigned."""
        names: set[str] = set()
        for kept in self.entries:
            if kept.kind is EntryKind.ASSIGNMENT:
                names.update(map(person, (*kept.entry.people, kept.entry.lead)))
            elif kept.entry.is_signed and kept.is_by_evaluator:
                names.update((kept.person, kept.signs_for))
        return frozenset(names - {""})

    def leads(self, stage: int) -> frozenset[str]:
        """Return the folded names of all who led the project up to a step."""
        return frozenset(
            person(kept.entry.lead)
            for kept in self.entries.of(EntryKind.ASSIGNMENT)
            if kept.entry.lead and kept.entry.stage <= stage
        )
