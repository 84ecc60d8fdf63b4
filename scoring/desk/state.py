"""Where a project's review stands, computed from the set of its entries.

Neither the order in which entries were read nor how often changes anything: the same set of entries,
the same rows and the same table of steps always give the same state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from scoring.desk.attach import FormRow
from scoring.desk.course import Course, course
from scoring.desk.kept import EVALUATOR_ACTS, Entries, Kept, entries_of, person
from scoring.desk.rows_now import RowsNow
from scoring.desk.steps import ActionKey, StepKey, StepTable
from scoring.records.ledger_entry import (
    ANSWERS,
    EntryKind,
    Frozen,
    FrozenRow,
    HandIn,
    LedgerEntry,
    LedgerRecord,
)

_ACTS: Final = EVALUATOR_ACTS | {EntryKind.SIGNATURE}


class Conflict(NamedTuple):
    """Rulings on one row with different outcomes, none of which is settled (待裁定)."""

    row: str
    entries: tuple[LedgerEntry, ...]


class Void(NamedTuple):
    """An entry that cannot count, and why: a key of the table's ``why``."""

    entry: LedgerEntry
    why: str


class Altered(NamedTuple):
    """A row whose data are other now than when the review was closed."""

    row: str
    """The id that it has now; of one that is gone, the id that it had."""
    called: tuple[str, ...]
    how: Literal["changed", "gone", "added"]


@dataclass(frozen=True, slots=True)
class ProjectState:
    """Where a review stands. Rows bear the ids that they have now; every entry stands somewhere."""

    project: str
    stage: int
    """Number of the step in the project's course, from 1."""
    step: StepKey
    round: str
    """What the step is called, or that a conflict holds it."""
    held: bool
    """Whether a conflict holds it (待裁定)."""
    settling: bool
    """Whether entries that were refused, or cells that were emptied, hold the step."""
    writes: str
    """Who writes into the sheet of this step: evaluator, unit or nobody."""
    in_force: Mapping[str, LedgerEntry]
    """By row the ruling in force; where several decided the same, that of the first to sign."""
    also: Mapping[str, tuple[LedgerEntry, ...]]
    """By row the rulings of others that decided the same."""
    earlier: Mapping[str, LedgerEntry]
    """By row the ruling that was in force before this step."""
    answers: Mapping[str, LedgerEntry]
    """By row the unit's last answer; where persons of the unit differ, one that objects."""
    also_answered: Mapping[str, tuple[LedgerEntry, ...]]
    """By row what other persons of the unit answered."""
    agreed: frozenset[str]
    """Rows to which the unit agreed as they stand."""
    outdated: frozenset[str]
    """Rows that were changed, or decided otherwise, since the unit answered."""
    conflicts: tuple[Conflict, ...]
    drafts: tuple[LedgerEntry, ...]
    """Written without name and date: never in a total, never shown to the unit."""
    refused: tuple[LedgerEntry, ...]
    """Not usable as it was written and not put right since."""
    emptied: tuple[LedgerEntry, ...]
    """Cells that were emptied, of which it is asked whether that takes the entry back."""
    stale: tuple[LedgerEntry, ...]
    """Decided upon other data than the row has now, or upon a row that cannot be found."""
    late: tuple[LedgerEntry, ...]
    """Came after the review was closed and does not touch it."""
    waiting: tuple[LedgerEntry, ...]
    """Late answers that were neither admitted nor refused yet."""
    superseded: tuple[LedgerEntry, ...]
    """Replaced, taken back, settled, or decided again later."""
    void: tuple[Void, ...]
    """What cannot count; of acts those too that were done rightly later."""
    altered: tuple[Altered, ...]
    """Rows that changed since the review was closed: its scores stand."""
    acts: tuple[LedgerEntry, ...]
    """Everything else, in the order of the course: signatures, hand-ins, assignments and so on."""
    frozen: Mapping[str, tuple[FrozenRow, Frozen]]
    """By row what was frozen of what is in force now."""
    closing: LedgerRecord | None
    """The signature that closed the review; None while it is open."""
    signed: tuple[LedgerEntry, ...]
    """The signatures of this step that count."""
    all_signed: bool
    assigned: tuple[str, ...]
    lead: str
    due: str
    awaits: tuple[str, ...]
    """Who is to act: names, or words of the table."""
    hand_ins: tuple[HandIn, ...]
    """The versions in their order."""
    first_complete: HandIn | None
    """The first version with all scores; None where there is none, or more than one came first."""
    actions: tuple[ActionKey, ...]
    """What can be done with the project now (办理)."""
    rows_now: Mapping[str, str]
    """By id of an entry the id that its row has now; of a row that is gone there is none."""

    def row_of(self, entry: LedgerEntry) -> str:
        """Return the id that an entry's row has now; empty where no row alone is it."""
        return self.rows_now.get(entry.id, "")

    @property
    def is_closed(self) -> bool:
        """Whether the review is closed (已办结)."""
        return self.closing is not None

    @property
    def void_acts(self) -> tuple[Void, ...]:
        """What was done with the whole project and has no effect; not what was done rightly since."""
        return tuple(
            void
            for void in self.void
            if void.entry.kind in _ACTS and not self._was_done(void.entry)
        )

    def _was_done(self, act: LedgerEntry) -> bool:
        """Tell whether an act of the same kind counts, in the same step or a later one."""
        closing = () if self.closing is None else (self.closing.entry,)
        return any(
            done.stage >= act.stage
            for done in self.acts
            if (done.kind, done.role) == (act.kind, act.role)
        ) or (act.kind is EntryKind.CLOSED and any(done.stage >= act.stage for done in closing))

    @property
    def void_entries(self) -> tuple[Void, ...]:
        """What was written on rows and cannot count."""
        return tuple(void for void in self.void if void.entry.kind not in _ACTS)

    @property
    def to_answer_again(self) -> tuple[LedgerEntry, ...]:
        """What the unit wrote into its sheet and cannot count: it is asked while its step is open."""
        if self.step != "feedback":
            return ()
        void = (one.entry for one in self.void if one.why == "evaluator_as_unit")
        return tuple(
            entry
            for entry in (*self.drafts, *void)
            if entry.kind in ANSWERS
            and entry.stage == self.stage
            and entry.base
            and self.row_of(entry) not in self.answers
        )

    def may_be_signed(self, draft: LedgerEntry) -> bool:
        """Tell whether a draft may still be signed: of a sheet only while its step is open."""
        return not draft.base or draft.stage >= self.stage


def project_state(
    records: Collection[LedgerRecord], rows: Sequence[FormRow], steps: StepTable
) -> ProjectState:
    """Return the state of one project; ``rows`` are those of its form as it is now."""
    entries = entries_of(records)
    now = RowsNow(rows, entries)
    return _State(entries, now, steps, course(entries, now, steps)).state()


class _State:
    def __init__(self, entries: Entries, rows: RowsNow, steps: StepTable, at: Course) -> None:
        self.entries = entries
        self.rows = rows
        self.steps = steps
        self.at = at

    def state(self) -> ProjectState:
        at, force = self.at, self.at.force
        places = _Places(self.entries)
        for group in (*force.rulings.values(), *force.conflicts.values(), *force.answers.values()):
            places.take(group)
        asked, settled = self._refused_of_closed()
        late = places.take(
            kept for kept in self.entries if kept.id in at.late and kept not in (*asked, *settled)
        )
        reasons = {**at.void, **force.void}
        void = places.take(kept for kept in self.entries if kept.id in reasons)
        drafts = places.take(force.drafts)
        refused = places.take((*force.refused, *asked))
        emptied = places.take(force.emptied)
        stale = places.take(force.stale)
        waiting = places.take(kept for kept in self.entries if kept.id in at.waiting)
        denied = [kept for kept in self.entries if kept.id in at.denied]
        superseded = places.take(
            sorted({*force.superseded, *denied, *settled}, key=lambda kept: kept.order)
        )
        acts = places.take(self.entries)
        signed = [
            kept for kept in acts
            if kept.kind is EntryKind.SIGNATURE and kept.entry.stage == at.stage
        ]  # fmt: skip
        held = bool(force.conflicts)
        settling = any(kept.entry.stage == at.stage for kept in (*refused, *emptied))
        names = {kept.signs_for for kept in signed}
        # Where persons of the unit differ, the objection is the one to look at.
        answers = {
            row: sorted(kept, key=lambda one: (not one.entry.agrees, one.order))
            for row, kept in force.answers.items()
        }
        assigned = at.assigned
        hand_ins = _in_order(self.entries.of(EntryKind.HAND_IN))
        return ProjectState(
            project=next((kept.entry.project for kept in self.entries), ""),
            stage=at.stage,
            step=at.step.key,
            round=self.steps.held.name if held else at.step.name,
            held=held,
            settling=settling,
            writes="evaluator" if held and at.step.by else at.step.by,
            in_force={row: kept[0].entry for row, kept in force.rulings.items()},
            also={
                row: tuple(one.entry for one in kept[1:])
                for row, kept in force.rulings.items() if kept[1:]
            },
            earlier={row: kept[0].entry for row, kept in at.before.rulings.items()},
            answers={row: kept[-1].entry for row, kept in answers.items()},
            also_answered={
                row: _plain(kept[:-1]) for row, kept in answers.items() if kept[:-1]
            },
            agreed=force.agreed,
            outdated=force.outdated,
            conflicts=tuple(
                Conflict(row, _plain(kept)) for row, kept in sorted(force.conflicts.items())
            ),
            drafts=_plain(drafts),
            refused=_plain(refused),
            emptied=_plain(emptied),
            stale=_plain(stale),
            late=_plain(late),
            waiting=_plain(waiting),
            superseded=_plain(superseded),
            void=tuple(Void(kept.entry, reasons[kept.id]) for kept in void),
            altered=tuple(self._altered()),
            acts=_plain(acts),
            frozen=self._frozen(),
            closing=_record(at.closing),
            signed=_plain(signed),
            all_signed=bool(names) and {*map(person, assigned.people)} <= names,
            assigned=assigned.people,
            lead=assigned.lead,
            due=assigned.due,
            awaits=self._awaits(names, held=held, waiting=bool(waiting)),
            hand_ins=tuple(hand_in for _, hand_in in hand_ins),
            first_complete=_first_complete(hand_ins),
            actions=self._actions(held=held, waiting=bool(waiting)),
            rows_now={
                kept.id: row for kept in self.entries
                if kept.entry.row and (row := self.rows.place(kept)) is not None
            },
        )  # fmt: skip

    def _refused_of_closed(self) -> tuple[list[Kept], list[Kept]]:
        """Return what was refused of sheets of the closed review: what is still asked, and what is not."""
        replaced = {one for kept in self.entries for one in kept.entry.replaces}
        refused = [
            kept for kept in self.entries.of(EntryKind.REFUSED)
            if kept.id in self.at.late and kept.entry.stage == self.at.stage
        ]  # fmt: skip
        asked = [kept for kept in refused if kept.id not in replaced]
        return asked, [kept for kept in refused if kept.id in replaced]

    def _altered(self) -> Iterator[Altered]:
        """Yield how the form's rows differ from what was closed."""
        closing = self.at.closing
        if closing is None or closing.frozen is None:
            return
        left = dict(self.rows.saws)
        for row in closing.frozen.rows:
            now = self.rows.now(row)
            if now is None:
                yield Altered(row.row, row.called, "gone")
            elif row.saw and left.get(now) not in {None, row.saw}:
                yield Altered(now, row.called, "changed")
            left.pop(now or "", None)
        # Rows that could not be frozen were on the form too.
        then = {
            saw for kept in self.entries.of(EntryKind.HAND_IN)
            if kept.id in closing.entry.known and kept.entry.hand_in is not None
            for saw in kept.entry.hand_in.saws.split()
        }  # fmt: skip
        for row_id, saw in left.items():
            if not any(saw.startswith(one) for one in then):
                yield Altered(row_id, (), "added")

    def _awaits(self, names: Collection[str], *, held: bool, waiting: bool) -> tuple[str, ...]:
        step = self.at.step
        late = (self.steps.late.awaits,) if waiting and "admitted" in step.actions else ()
        return (*self._acting(names, held=held), *late)

    def _acting(self, names: Collection[str], *, held: bool) -> tuple[str, ...]:
        step, assigned = self.at.step, self.at.assigned
        if held and step.by:
            return (assigned.lead or self.steps.held.awaits,)
        if any(way.when == "all_signed" for way in step.exits):
            missing = tuple(name for name in assigned.people if person(name) not in names)
            if missing:
                return missing
        return (step.awaits,) if step.awaits else ()

    def _actions(self, *, held: bool, waiting: bool) -> tuple[ActionKey, ...]:
        def is_open(action: ActionKey) -> bool:
            if action in {"admitted", "not_admitted"}:
                return waiting
            if action == "no_answer":
                return bool(self.at.assigned.due) and not held
            return not held

        return tuple(action for action in self.at.step.actions if is_open(action))

    def _frozen(self) -> dict[str, tuple[FrozenRow, Frozen]]:
        """Return what was frozen last of every row as it stands: of its ruling, or of none."""
        at, found = self.at, {}
        closing = at.closing
        then = () if closing is None or closing.frozen is None else closing.frozen.rows
        saws = self.rows.basis_of(then).saws
        signed = [kept for kept in self.entries if kept.id not in at.late and kept is not closing]
        for kept in (*signed, *(() if closing is None else (closing,))):
            for row in () if kept.frozen is None else kept.frozen.rows:
                if row.score is None:  # it was open, or in conflict
                    continue
                now = self.rows.now(row) if closing is None else self.rows.id_of(row)
                if now is None or saws.get(now) != row.saw or now in at.force.conflicts:
                    continue
                rulings = at.force.rulings.get(now, ())
                if row.entry in {one.id for one in rulings} or not (row.entry or rulings):
                    assert kept.frozen is not None
                    found[now] = row, kept.frozen
        return found


class _Places:
    """Gives every entry one place in a state."""

    def __init__(self, entries: Entries) -> None:
        self._left = set(entries.by_id)

    def take(self, group: Iterable[Kept]) -> list[Kept]:
        """Return those of a group that stand nowhere yet."""
        taken = [kept for kept in group if kept.id in self._left]
        self._left -= {kept.id for kept in taken}
        return taken


def _in_order(kept: Iterable[Kept]) -> list[tuple[int, HandIn]]:
    """Return versions by how many others were there before each, then by step."""
    versions = list(kept)
    ids = {one.id for one in versions}
    ranked = [(len(ids & set(one.entry.upon)), one) for one in versions]
    ranked.sort(key=lambda pair: (pair[0], pair[1].order))
    return [
        (rank, one.entry.hand_in) for rank, one in ranked if one.entry.hand_in is not None
    ]  # fmt: skip


def _first_complete(versions: Sequence[tuple[int, HandIn]]) -> HandIn | None:
    """Return the first complete version; None where several came first with different totals."""
    complete = [(rank, version) for rank, version in versions if version.complete]
    first = [version for rank, version in complete if rank == complete[0][0]]
    return first[0] if len({version.total for version in first}) == 1 else None


def _plain(kept: Iterable[Kept]) -> tuple[LedgerEntry, ...]:
    return tuple(one.entry for one in kept)


def _record(kept: Kept | None) -> LedgerRecord | None:
    return None if kept is None else LedgerRecord(entry=kept.entry, frozen=kept.frozen)
