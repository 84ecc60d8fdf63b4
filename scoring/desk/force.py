"""What is in force on every row of a project: one ruling, a conflict of several, or none.

Pure functions of a set of entries; nothing depends on the order in which they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.desk.kept import WRITTEN, Entries, Kept, People
from scoring.desk.rows_now import Basis
from scoring.records.ledger_entry import ANSWERS, RULINGS, EntryKind, LedgerEntry
from scoring.text import squeezed

Outcome = tuple[Decimal | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Force:
    """What a set of entries comes to, row by row (rows by the ids that they have now)."""

    rulings: Mapping[str, tuple[Kept, ...]]
    """In force: all who decided the same, the first to sign first."""
    conflicts: Mapping[str, tuple[Kept, ...]]
    answers: Mapping[str, tuple[Kept, ...]]
    """The unit's last answer; several where different persons of it gave some."""
    outdated: frozenset[str]
    """Rows whose answer was given on other data, or on another ruling than is in force."""
    drafts: tuple[Kept, ...]
    refused: tuple[Kept, ...]
    emptied: tuple[Kept, ...]
    stale: tuple[Kept, ...]
    superseded: tuple[Kept, ...]
    void: Mapping[str, str] = field(default_factory=dict)
    """By id, why an entry cannot count."""

    @property
    def agreed(self) -> frozenset[str]:
        """Rows to which the unit agreed as they stand."""
        return frozenset(
            row
            for row, answers in self.answers.items()
            if row not in self.outdated
            and row not in self.conflicts
            and all(kept.entry.agrees for kept in answers)
        )

    def holds(self, stage: int) -> bool:
        """Tell whether something must be settled before a step can end."""
        open_entries = (*self.refused, *self.emptied)
        return bool(self.conflicts) or any(kept.entry.stage == stage for kept in open_entries)


def outcome(entry: LedgerEntry) -> Outcome:
    """Return what a ruling decides: two that decide the same are no conflict."""
    return entry.score, _folded(entry.verified_actual), _folded(entry.verified_target)


def _folded(text: str | None) -> str | None:
    return None if text is None else squeezed(text)


def force(entries: Entries, basis: Basis, people: People, waiting: Collection[str] = ()) -> Force:
    """Return what is in force of a set of entries.

    ``waiting`` are late answers that were not admitted; ``people`` are those of the whole project.
    """
    return _Forces(entries, basis, people, waiting).all()


class _Forces:
    def __init__(
        self, entries: Entries, basis: Basis, people: People, waiting: Collection[str]
    ) -> None:
        self.entries = entries
        self.basis = basis
        self.people = people
        self.waiting = waiting
        self.void: dict[str, str] = {}
        self.superseded: dict[str, Kept] = {}
        self.stale: dict[str, Kept] = {}
        self.settled: set[str] = set()
        self.gone: set[str] = set()

    def all(self) -> Force:
        self._judge()
        self._replace()
        rulings, conflicts = self._rulings()
        answers = self._answers()
        outdated = frozenset(
            row
            for row, given in answers.items()
            if any(self._is_outdated(one, row, rulings.get(row, ())) for one in given)
        )
        drafts = self._open(self._is_draft)
        # What holds up no step was listed when it was read.
        refused = self._open(lambda kept: kept.kind is EntryKind.REFUSED and kept.entry.stage > 0)
        emptied = tuple(kept for kept in self.entries if self._is_asked(kept))
        self._supersede(kept for kept in self.entries.of(EntryKind.EMPTIED) if kept not in emptied)
        return Force(
            rulings, conflicts, answers, outdated, drafts, refused, emptied,
            _in_order(self.stale), _in_order(self.superseded), self.void,
        )  # fmt: skip

    def _judge(self) -> None:
        """Find the entries that cannot count whatever else there is."""
        for kept in self.entries:
            entry = kept.entry
            if not entry.is_signed:
                continue
            if kept.kind is EntryKind.ARBITRATION:
                leads = self.people.leads(entry.stage)
                if not entry.minutes and kept.person not in leads:
                    self.void[kept.id] = "not_lead"
            is_units = kept.kind in ANSWERS or (
                entry.role == "unit" and kept.kind in {EntryKind.SIGNATURE, EntryKind.WITHDRAWAL}
            )
            if is_units and kept.person in self.people.evaluators:
                self.void[kept.id] = "evaluator_as_unit"
            if kept.kind is EntryKind.WITHDRAWAL and not self._withdraws_own(kept):
                self.void.setdefault(kept.id, "not_own")

    def _withdraws_own(self, kept: Kept) -> bool:
        """Tell whether a withdrawal takes back nothing that another signed."""
        by_id = self.entries.by_id
        targets = [by_id[one] for one in kept.entry.replaces if one in by_id]
        return all(
            one.person == kept.person for one in targets
            if one.kind in WRITTEN and one.entry.is_signed
        )  # fmt: skip

    def _replace(self) -> None:
        """Find what other entries stand in place of, or take back; late answers that wait do not."""
        by_id = self.entries.by_id
        for kept in self.entries:
            if kept.id in self.void:
                continue
            for replaced in kept.entry.replaces:
                target = by_id.get(replaced)
                if target is None or target is kept:
                    continue
                is_open = target.kind in {EntryKind.REFUSED, EntryKind.EMPTIED}
                if is_open or self._is_draft(target):
                    self.settled.add(replaced)
                    self.superseded[replaced] = target
                elif (
                    kept.kind in WRITTEN
                    and kept.entry.is_signed
                    and kept.person == target.person
                    and target.kind in WRITTEN
                    and kept.id not in self.waiting
                ):
                    self.gone.add(replaced)
                    self.superseded[replaced] = target

    @staticmethod
    def _is_draft(kept: Kept) -> bool:
        return kept.kind in WRITTEN and not kept.entry.is_signed

    def _open(self, holds: Callable[[Kept], bool]) -> tuple[Kept, ...]:
        return tuple(kept for kept in self.entries if holds(kept) and kept.id not in self.settled)

    def _is_asked(self, kept: Kept) -> bool:
        """Tell whether it is still to be asked what an emptied cell was to mean."""
        if kept.kind is not EntryKind.EMPTIED or kept.id in self.settled:
            return False
        targets = [self.entries.by_id.get(one) for one in kept.entry.replaces]
        signed = [one for one in targets if one is not None and one.entry.is_signed]
        stands = any(one.kind in WRITTEN and one.id not in self.gone for one in signed)
        seen_again = any(
            kept.id in one.entry.known and one.entry.is_signed and one.entry.base != kept.entry.base
            for one in self.entries.of(EntryKind.SIGNATURE, EntryKind.CLOSED)
        )
        return stands and not seen_again

    def _supersede(self, kept: Iterable[Kept]) -> None:
        self.superseded.update((one.id, one) for one in kept)

    def _counting(self, kinds: Collection[EntryKind]) -> dict[str, list[Kept]]:
        """Return by row the signed entries of some kinds, those that were taken back too."""
        by_row: dict[str, list[Kept]] = defaultdict(list)
        for kept in self.entries.of(*kinds):
            if not kept.entry.is_signed or kept.id in self.void:
                continue
            row = self.basis.place(kept)
            if row is None:
                if kept.id not in self.gone:
                    self.stale[kept.id] = kept
            else:
                by_row[row].append(kept)
        return by_row

    def _last(self, kept: list[Kept]) -> list[Kept]:
        """Return those of the last step, of each person those of the last day.

        What a person said before something that was taken back does not come into force again.
        """
        days: dict[tuple[str, int], tuple[int, ...]] = {}
        for one in kept:
            key = one.person, one.entry.stage
            days[key] = max(days.get(key, ()), one.day)
        standing = [
            one for one in kept
            if one.day == days[one.person, one.entry.stage] and one.id not in self.gone
        ]  # fmt: skip
        stage = max((one.entry.stage for one in standing), default=0)
        last = [one for one in standing if one.entry.stage == stage]
        self._supersede(one for one in kept if one not in last)
        return last

    def _is_stale(self, kept: Kept, row: str) -> bool:
        return bool(kept.entry.saw) and kept.entry.saw != self.basis.saws.get(row)

    def _rulings(self) -> tuple[dict[str, tuple[Kept, ...]], dict[str, tuple[Kept, ...]]]:
        rulings: dict[str, tuple[Kept, ...]] = {}
        conflicts: dict[str, tuple[Kept, ...]] = {}
        for row, kept in self._counting(RULINGS).items():
            # One on other data is not in force, and what it was decided in place of is not either.
            last = self._last(kept)
            self.stale.update((one.id, one) for one in last if self._is_stale(one, row))
            last = [one for one in last if one.id not in self.stale]
            resolved = {
                one for kept in last if kept.kind is EntryKind.ARBITRATION
                for one in kept.entry.resolves
            }  # fmt: skip
            self._supersede(one for one in last if one.id in resolved)
            last = [one for one in last if one.id not in resolved]
            if last:
                alike = len({outcome(one.entry) for one in last}) == 1
                (rulings if alike else conflicts)[row] = tuple(last)
        return rulings, conflicts

    def _answers(self) -> dict[str, tuple[Kept, ...]]:
        by_row: dict[str, tuple[Kept, ...]] = {}
        for row, kept in self._counting(ANSWERS).items():
            counting = [one for one in kept if one.id not in self.waiting]
            if last := self._last(counting):
                by_row[row] = tuple(last)
        return by_row

    def _is_outdated(self, answer: Kept, row: str, rulings: tuple[Kept, ...]) -> bool:
        if self._is_stale(answer, row):
            return True
        seen = {
            one for one in answer.entry.upon
            if one in self.entries.by_id and self.entries.by_id[one].kind in RULINGS
        }  # fmt: skip
        if not answer.entry.base and not answer.entry.upon:  # a list does not say what it saw
            return any(one.entry.stage > answer.entry.stage for one in rulings)
        if not rulings:
            return bool(seen)
        return not any(one.id in seen for one in rulings)


def _in_order(kept: Mapping[str, Kept]) -> tuple[Kept, ...]:
    return tuple(sorted(kept.values(), key=lambda one: one.order))
