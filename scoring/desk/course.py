"""The course of a review: its steps one after another, as far as the entries carry it.

A step ends when a way out of it is open (``Exit.when``) and nothing in it is unsettled. Once a person
has signed in the next step, neither an old sheet that comes late nor another assignment leads the
project back. What a closing signature did not know is late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from scoring.desk.force import Force, force
from scoring.desk.kept import Entries, Kept, People, entries_of_kept, person
from scoring.desk.rows_now import Basis, RowsNow
from scoring.desk.steps import Condition, Exit, ReviewStep, StepTable
from scoring.records.ledger_entry import ANSWERS, RULINGS, EntryKind, FrozenRow, LedgerEntry

_ACTS: Final = frozenset(
    {EntryKind.SIGNATURE, EntryKind.SENT_BACK, EntryKind.NO_ANSWER, EntryKind.CLOSED}
)
_NEVER_LATE: Final = frozenset(
    {EntryKind.HAND_IN, EntryKind.ASSIGNMENT, EntryKind.ATTACHMENT, EntryKind.SAMPLE}
)


class Assigned(NamedTuple):
    """Who must sign in a step, who leads, and by which day the unit answers."""

    people: tuple[str, ...] = ()
    lead: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a review stands, and which of its entries that concerns."""

    stage: int
    step: ReviewStep
    force: Force
    before: Force
    """What was in force without the step that is open."""
    closing: Kept | None
    """What closed it; None while it is open."""
    late: frozenset[str]
    """Ids of what came after the review was closed and does not touch it."""
    waiting: frozenset[str]
    """Ids of late answers that nobody admitted or refused yet."""
    denied: frozenset[str]
    assigned: Assigned
    void: Mapping[str, str] = field(default_factory=dict)


def course(entries: Entries, rows: RowsNow, steps: StepTable) -> Course:
    """Return the course of a review."""
    return _Walk(entries, rows, steps).go()


class _Walk:
    def __init__(self, entries: Entries, rows: RowsNow, steps: StepTable) -> None:
        self.all = entries
        self.rows = rows
        self.steps = steps
        self.people = People(entries)
        self.late: set[str] = set()
        self.waiting: set[str] = set()
        self.void: dict[str, str] = {}
        self.closing: Kept | None = None
        self.stages = sorted({kept.entry.stage for kept in entries})

    def go(self) -> Course:
        stage, step = 1, self.steps.first
        while True:
            at = _At(self, stage, step)
            self._judge(at)
            found = self._leave(at)
            if found is None:
                break
            if found.when == "no_answer":
                self._answers_are_late(at)
            elif found.when == "reopened":
                self._reopen(at)
            stage, step = stage + 1, self.steps.by_key[found.to]
        self._judge_unreached(stage)
        return self._result(stage, step)

    def _result(self, stage: int, step: ReviewStep) -> Course:
        basis = self.rows.basis
        if self.closing is not None:
            known = self._known(self.closing, stage - 1)
            self.late.update(
                kept.id for kept in self.all
                if kept.kind not in _NEVER_LATE and kept.id not in known
            )  # fmt: skip
            basis = self._basis_of(self.closing)
        counting = self._counting(self.all)
        waiting, denied = self._not_admitted(counting)
        whole = force(counting, basis, self.people, waiting | denied)
        before = whole
        if any(kept.entry.stage >= stage for kept in counting.of(*RULINGS)):
            before = self.force(self.view(stage - 1), basis)
        return Course(
            stage, step, whole, before, self.closing, frozenset(self.late), waiting, denied,
            self.assigned(stage), self.void,
        )  # fmt: skip

    # What counts in a step

    def _counting(self, entries: Entries) -> Entries:
        return entries.where(lambda kept: kept.id not in self.late) if self.late else entries

    def view(self, stage: int) -> Entries:
        """Return what was entered up to a step."""
        return self._counting(self.all.where(lambda kept: kept.entry.stage <= stage))

    def force(self, view: Entries, basis: Basis) -> Force:
        """Return what is in force of a part of the entries."""
        waiting, denied = self._not_admitted(view)
        return force(view, basis, self.people, waiting | denied)

    def _not_admitted(self, view: Entries) -> tuple[frozenset[str], frozenset[str]]:
        """Return the late answers that wait, and those that were not admitted."""
        late = {kept.id for kept in view.of(EntryKind.LATE_ANSWER)} | self.waiting
        verdicts: dict[str, tuple[object, set[bool]]] = {}
        for kept in view.of(EntryKind.ADMISSION):
            entry = kept.entry
            if entry.is_signed and entry.admitted is not None and entry.role != "unit":
                for one in entry.resolves:
                    when = (entry.stage, kept.day)
                    last, words = verdicts.get(one, (None, set()))
                    verdicts[one] = (when, {entry.admitted} | (words if last == when else set()))
        admitted = {one for one in late if verdicts.get(one, (None, set()))[1] == {True}}
        denied = {one for one in late if verdicts.get(one, (None, set()))[1] == {False}}
        return frozenset(late - admitted - denied), frozenset(denied)

    def assigned(self, stage: int) -> Assigned:
        """Return the assignment that a step had; of several that stand side by side, all of them."""
        view = [kept for kept in self.all.of(EntryKind.ASSIGNMENT) if kept.entry.stage <= stage]
        gone = {one for kept in view for one in kept.entry.replaces}
        standing = [kept for kept in view if kept.id not in gone]
        last = max((kept.entry.stage for kept in standing), default=0)
        entries = [kept.entry for kept in standing if kept.entry.stage == last]
        people = {person(name): name for entry in entries for name in entry.people}
        leads = {person(entry.lead): entry.lead for entry in entries if entry.lead}
        return Assigned(
            tuple(people.values()),
            next(iter(leads.values())) if len(leads) == 1 else "",
            max((entry.due for entry in entries), default=""),
        )

    # Ways out

    def _judge(self, at: _At) -> None:
        """Note which acts of a step cannot count."""
        for kept in self.all:
            entry = kept.entry
            if entry.stage != at.stage or kept.kind not in {*_ACTS, EntryKind.REOPENED}:
                continue
            if not entry.is_signed:
                self.void[kept.id] = "unsigned"
            elif not at.step.is_called(entry.round) or not self._may(kept, at.step):
                self.void[kept.id] = "not_this_step"
            elif kept.kind is EntryKind.NO_ANSWER and (why := self._not_overdue(kept, at)):
                self.void[kept.id] = why
            elif kept.kind is EntryKind.REOPENED and not entry.note.strip():
                self.void[kept.id] = "no_reason"
            elif entry.role == "unit" and kept.person in self.people.evaluators:
                self.void[kept.id] = "evaluator_as_unit"

    @staticmethod
    def _may(kept: Kept, step: ReviewStep) -> bool:
        if kept.kind is EntryKind.SIGNATURE:
            return bool(step.by) and kept.entry.role == step.by
        return kept.kind.value in step.actions and kept.entry.role != "unit"

    def _not_overdue(self, kept: Kept, at: _At) -> str:
        due = self.assigned(at.stage).due
        if not due or kept.entry.at <= due:
            return "not_overdue"
        known = set(kept.entry.known)
        return "answered" if any(one.id in known for one in at.unit_signatures) else ""

    def _judge_unreached(self, stage: int) -> None:
        for kept in self.all:
            is_act = kept.kind in {*_ACTS, EntryKind.REOPENED}
            if is_act and kept.entry.stage > stage:
                self.void[kept.id] = "not_this_step"

    def _leave(self, at: _At) -> Exit | None:
        """Return the way out of a step that was taken; None where it is still open."""
        ways = at.step.exits
        if any(way.to == "closed" for way in ways):
            closing = self._close(at)
            if closing is not None:
                self.closing = closing
                return next(way for way in ways if way.to == "closed")
        ways = tuple(way for way in ways if way.to != "closed")
        is_open = [way for way in ways if at.is_met(way.when)]
        signed_next = self._signed(at.stage + 1)
        taken = [
            way for way in ways
            if at.may_be(way.when) and any(self._is_step(way, name) for name in signed_next)
        ]  # fmt: skip
        for way in taken:
            if way in is_open:
                return way
        if taken:
            return taken[0]
        if not is_open or (at.step.by and self._is_held(at)):
            return None
        return is_open[0]

    def _is_held(self, at: _At) -> bool:
        """Tell whether something is unsettled in a step; what a later step settled holds nothing."""
        if not at.force.holds(at.stage):
            return False
        whole = self.force(self._counting(self.all), self.rows.basis)
        still_open = {kept.id for kept in (*whole.refused, *whole.emptied)}
        return bool(at.force.conflicts.keys() & whole.conflicts.keys()) or any(
            kept.entry.stage == at.stage and kept.id in still_open
            for kept in (*at.force.refused, *at.force.emptied)
        )

    def _is_step(self, way: Exit, name: str) -> bool:
        return bool(name) and self.steps.by_key[way.to].is_called(name)

    def _signed(self, stage: int) -> frozenset[str]:
        """Return the names of the rounds in which persons signed under the number of a step."""
        return frozenset(
            kept.entry.round for kept in self.all
            if kept.entry.stage == stage and kept.kind in _ACTS and kept.entry.is_signed
            and kept.id not in self.late
        )  # fmt: skip

    # Closing and opening again

    def _close(self, at: _At) -> Kept | None:
        """Return the signature that closed the review in a step, if one did."""
        for kept in at.acts(EntryKind.SIGNATURE, EntryKind.CLOSED):
            known = self._known(kept, at.stage)
            view = self._counting(entries_of_kept(one for one in self.all if one.id in known))
            then = self.force(view, self._basis_of(kept))
            if self._is_behind(kept, then):
                self.void[kept.id] = "changed"
            elif not then.holds(at.stage):
                return kept
        return None

    def _is_behind(self, closing: Kept, then: Force) -> bool:
        """Tell whether anything was other when a signature was read than it was on its sheet."""
        if closing.frozen is None:
            return False
        if len(closing.frozen.rows) < len(set(closing.entry.covers)):
            return True
        for row in closing.frozen.rows:
            ids = {one.id for one in then.rulings.get(self.rows.id_of(row), ())}
            if row.entry not in (ids or {""}):
                return True
        return False

    def _known(self, closing: Kept, stage: int) -> frozenset[str]:
        """Return the ids that a closing signature was given upon."""
        own = closing.entry
        if own.known:
            ids = {*own.known, closing.id}
        else:
            signed = {row.entry for row in closing.frozen.rows} if closing.frozen else None
            ids = {
                one.id for one in self.all
                if one.entry.stage <= stage
                and (signed is None or one.kind not in RULINGS or one.id in signed)
            }  # fmt: skip
        return frozenset(ids - self.late)

    def _basis_of(self, closing: Kept) -> Basis:
        """Return the rows as they were when a signature was given."""
        return self.rows.basis_of(closing.frozen.rows if closing.frozen else ())

    def _reopen(self, at: _At) -> None:
        assert self.closing is not None
        known = self._known(self.closing, at.stage - 1)
        self.late |= {
            kept.id for kept in self.all
            if kept.kind not in _NEVER_LATE and kept.entry.stage < at.stage
            and kept.id not in known
        }  # fmt: skip
        for kept in at.acts(EntryKind.REOPENED):
            self.late -= set(kept.entry.known)
        self.closing = None

    def _answers_are_late(self, at: _At) -> None:
        """Let answers wait that the one who closed the unit's step did not know."""
        known: set[str] = set()
        for kept in at.acts(EntryKind.NO_ANSWER):
            known.update(kept.entry.known)
        self.waiting |= {
            kept.id for kept in self.all.of(*ANSWERS)
            if kept.entry.stage == at.stage and kept.id not in known
        }  # fmt: skip


@dataclass(frozen=True)
class _At:
    """One step of the walk: what its conditions ask."""

    walk: _Walk
    stage: int
    step: ReviewStep

    @cached_property
    def view(self) -> Entries:
        return self.walk.view(self.stage)

    @cached_property
    def force(self) -> Force:
        return self.walk.force(self.view, self.walk.rows.basis)

    def acts(self, *kinds: EntryKind) -> list[Kept]:
        """Return the acts of this step that count, by day."""
        return [
            kept for kept in self.view.of(*kinds)
            if kept.entry.stage == self.stage and kept.id not in self.walk.void
        ]  # fmt: skip

    @cached_property
    def unit_signatures(self) -> list[Kept]:
        return [kept for kept in self.acts(EntryKind.SIGNATURE) if kept.entry.role == "unit"]

    def is_met(self, condition: Condition) -> bool:
        """Tell whether a way out is open."""
        return bool(getattr(self, f"_{condition}")())

    def may_be(self, condition: Condition) -> bool:
        """Tell whether a way out may have been open before what came since."""
        if condition in {"all_signed", "one_signed"}:
            return self._one_signed()
        if condition in {"agreed", "disagreed"}:
            return bool(self.unit_signatures)
        return condition in {"changed", "objected", "handed_in"} or self.is_met(condition)

    def _all_signed(self) -> bool:
        signed = {kept.signs_for for kept in self.acts(EntryKind.SIGNATURE)}
        assigned = {person(name) for name in self.walk.assigned(self.stage).people}
        return bool(signed) and assigned <= signed

    def _one_signed(self) -> bool:
        return any(True for _ in self.acts(EntryKind.SIGNATURE))

    def _closed(self) -> bool:
        return any(True for _ in self.acts(EntryKind.CLOSED))

    def _sent_back(self) -> bool:
        return any(True for _ in self.acts(EntryKind.SENT_BACK))

    def _no_answer(self) -> bool:
        return any(True for _ in self.acts(EntryKind.NO_ANSWER))

    def _reopened(self) -> bool:
        return any(True for _ in self.acts(EntryKind.REOPENED))

    def _objections(self) -> bool:
        """Tell whether a row that the unit was asked about is not agreed to, or another is objected to."""
        asked = {row for kept in self.unit_signatures for row in self.walk.rows.covered(kept)}
        return not asked <= self.force.agreed or self._objected()

    def _objected(self) -> bool:
        return any(
            kept.entry.agrees is False
            for answers in self.force.answers.values()
            for kept in answers
        )

    def _disagreed(self) -> bool:
        return bool(self.unit_signatures) and self._objections()

    def _agreed(self) -> bool:
        return bool(self.unit_signatures) and not self._objections()

    def _changed(self) -> bool:
        """Tell whether a row that was signed has other data now, or is gone."""
        last: dict[str, FrozenRow] = {}
        for kept in self.view:
            if kept.frozen is not None:
                last.update((row.row, row) for row in kept.frozen.rows)
        return any(self.walk.rows.has_changed(row) for row in last.values())

    def _handed_in(self) -> bool:
        """Tell whether a version came that was not there when the form was sent back."""
        versions = {kept.id: kept.entry for kept in self.walk.all.of(EntryKind.HAND_IN)}
        known: set[str] = set()
        for kept in self.walk.all.of(EntryKind.SENT_BACK):
            if kept.entry.stage == self.stage - 1 and kept.id not in self.walk.void:
                known.update(kept.entry.known)
        earlier = {_digest(entry) for one, entry in versions.items() if one in known}
        if not earlier:
            return any(entry.stage >= self.stage for entry in versions.values())
        return any(_digest(entry) not in earlier for entry in versions.values())


def _digest(entry: LedgerEntry) -> str:
    return "" if entry.hand_in is None else entry.hand_in.digest
