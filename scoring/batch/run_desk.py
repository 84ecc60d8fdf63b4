"""The desk of a run: what persons wrote, of the ledger and of what is read now, by project.

Everything is gathered first: forms tell which projects there are; sheets, lists and exports, what was
written. Then the new entries of each project are made and appended to the ledger, before any output
is written. Without a ledger the entries of the run are all there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from scoring.batch.confidential import concealed
from scoring.batch.planning import PlannedForm
from scoring.batch.sample import Draw, Sample
from scoring.desk.attach import Attached, attach_projects
from scoring.desk.cell_content import written
from scoring.desk.confidential_entries import (
    digest_of,
    hide_all,
    is_hidden,
    show,
    texts_of_sheet,
)
from scoring.desk.earlier_signatures import merged
from scoring.desk.hand_ins import SECRET, secret_key
from scoring.desk.listed_entries import Role, listed_entries, stages_of_round
from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_signature import NOT_SIGNED, SIGN_IT, UNSIGNED
from scoring.desk.sheet_work import SheetContext, WrittenEntry
from scoring.desk.state import ProjectState
from scoring.desk.steps import StepKey
from scoring.exact import percent
from scoring.problem import Place, Problem
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.file_content import FileRead
from scoring.records.ledger_entry import (
    EntryKind,
    Frozen,
    HandIn,
    LedgerEntry,
    LedgerRecord,
    Sighting,
)
from scoring.records.ledger_run import Edition
from scoring.records.result import Result
from scoring.records.sheet_reading import SheetReading
from scoring.words import load_vocabulary
from scoring.work.project_desk import ProjectDesk
from scoring.writers.lists.ledger_table import LedgerWords

if TYPE_CHECKING:
    from scoring.ledger.store import Ledger

_ABOUT: Final = "review"
"""What the ledger says of the runs that write it."""
_OF_PERSONS: Final = frozenset(EntryKind) - {EntryKind.HAND_IN, EntryKind.SAMPLE}


@dataclass(slots=True)
class _Project:
    """What is gathered of one project while a run goes on."""

    new: dict[str, LedgerRecord] = field(default_factory=dict)
    sheets: list[SheetReading] = field(default_factory=list)
    listed: list[tuple[Decision | Reply, str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Texts of a secret project by the digests that stand for them in the ledger."""


class RunDesk:
    """Gathers what persons wrote, by project; appends it to the ledger; gives each form its entries."""

    def __init__(self, ledger: Ledger | None, desk: ProjectDesk) -> None:
        self.ledger = ledger
        self.desk = desk
        self._run = 0 if ledger is None else ledger.begin_run(_ABOUT)
        self._read: list[FileRead] = []
        self._projects: dict[str, _Project] = defaultdict(_Project)
        self._sightings: list[Sighting] = []
        self._forms: Sequence[PlannedForm] = ()
        self._attached = Attached(())
        self._of_key: dict[str, str] = {}
        self._shared: dict[str, list[str]] = {}
        """By an id that several forms of the run bear, their projects."""
        self._known: dict[str, list[HandIn]] = {}
        self._in_file: dict[str, set[str]] = defaultdict(set)
        """By file, the projects of its sheets."""
        self._moved: dict[str, str] = {}
        """Projects whose entries a person attached to another one (改挂), each with that one."""
        self._persons: set[str] = set()
        """Projects of which a person wrote anything."""
        self._waiting: set[str] = set()
        """Projects of which something was written that is not in the ledger, for want of their form."""
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        """By file, what is wrong with the sheets in it."""

    def take(self, read: FileRead) -> None:
        """Take in what a file holds of a review."""
        if read.sheets or read.decisions or read.replies or read.refused or read.ledger:
            self._read.append(read)

    # Which project is which

    def attach(self, forms: Sequence[PlannedForm]) -> None:
        """Find the project of every form, and note the versions that were handed in."""
        self._forms = forms
        ids: dict[str, list[str]] = defaultdict(list)
        for record in self._in_ledger():
            project = record.entry.project
            versions = self._known.setdefault(project, [])
            if record.entry.hand_in is not None:
                versions.append(record.entry.hand_in)
                ids[project].append(record.id)
            elif record.entry.kind in _OF_PERSONS:
                self._persons.add(project)
            if record.entry.to_project:
                self._moved.setdefault(project, record.entry.to_project)
        earlier = [
            secret_key(f.key_without_year) if f.is_secret else f.key_without_year for f in forms
        ]
        self._attached = attach_projects([f.hand_in for f in forms], self._known, earlier)
        self._index_keys(earlier)
        for form, project in zip(forms, self._attached.projects, strict=True):
            versions = self._known.setdefault(project, [])
            if any(version.digest == form.hand_in.digest for version in versions):
                continue
            entry = LedgerEntry(
                kind=EntryKind.HAND_IN, project=project, hand_in=form.hand_in,
                upon=tuple(ids[project]),
            )  # fmt: skip
            place = (digest_of(form.file), "") if form.is_secret else (form.file, form.at)
            self._add(LedgerRecord(entry=entry), *place)
            versions.append(form.hand_in)
            ids[project].append(entry.id)

    def _in_ledger(self) -> Iterator[LedgerRecord]:
        if self.ledger is not None:
            yield from self.ledger.entries()
        for read in self._read:
            yield from read.ledger

    def _index_keys(self, earlier: Sequence[str]) -> None:
        """Note by which ids a project is meant: its own, and those that its forms bear or bore."""
        meant: dict[str, set[str]] = defaultdict(set)
        for project, versions in self._known.items():
            meant[project].add(project)
            for version in versions:
                meant[version.key].add(project)
        for form, project, short in zip(self._forms, self._attached.projects, earlier, strict=True):
            for key in (form.key, form.hand_in.key, short):
                meant[key].add(project)
        self._of_key = {key: own for key, (own, *more) in meant.items() if key and not more}
        self._of_key |= self._moved
        of_run = set(self._attached.projects)
        shared = {key: sorted(own & of_run) for key, own in meant.items() if key}
        self._shared = {key: own for key, own in shared.items() if len(own) > 1}

    def _project_of(self, key: str) -> str:
        """Return the project that a sheet or a list means; one that is not known is its own.

        The id of a secret form is no secret project's id, but leads to it also where the form is not
        in the run: else it would stand in the ledger.
        """
        hidden = secret_key(key)
        return self._of_key.get(key, hidden if hidden in self._known else key)

    # What was written

    def settle(self, result_of: Callable[[int], Result]) -> None:
        """Make the new entries of all projects, freeze what was signed, and append all to the ledger.

        ``result_of`` scores the form with a number in the plan. What was written of a form that is not
        in the run waits where it lies: without the form nobody knows which scores were signed.
        """
        self._sort_by_project()
        number_of = {
            project: number for number, project in reversed([*enumerate(self._attached.projects)])
        }
        for project in [name for name, own in self._projects.items() if own.sheets or own.listed]:
            if project in number_of:
                self._settle(project, result_of(number_of[project]))
            elif self._says_more(project):
                self._waiting.add(project)
        if self.ledger is not None:
            records = [r for own in self._projects.values() for r in own.new.values()]
            self.ledger.append(records, self._sightings, self._run)

    def _sort_by_project(self) -> None:
        for read in self._read:
            for record in read.ledger:
                self._add(record, "", "")
            self._sightings += read.sightings
            for sheet in read.sheets:
                project = self._project_of(sheet.project)
                self._projects[project].sheets.append(sheet)
                self._in_file[read.name].add(project)
            for listed, at in (*_placed(read.decisions), *_placed(read.replies)):
                self._take_listed(listed, read.name, at)
            for refused in read.refused:
                self._refuse(refused, read.name)

    def _take_listed(self, listed: Decision | Reply, file: str, at: str) -> None:
        """Give a list's record to its project; of several forms with its id none is chosen.

        What was read before the second form came is that project's already.
        """
        key = listed.submission
        owners = self._shared.get(key, [self._project_of(key)])
        if len(owners) > 1:
            owners = [project for project in owners if self._holds(project, listed)]
        if len(owners) == 1:
            self._projects[owners[0]].listed.append((listed, file, at))
            return
        count = len(self._shared[key])
        why = f"有 {count} 份申报都是这个编号、内容不同，分不清说的是哪一份，没有采用：{key} {listed.row}"
        if any(project.startswith(SECRET) for project in self._shared[key]):
            why = ""  # an id tells whose form it is
        self._refuse(Refused(at=at, why=why, todo="请填在那一份自己的复核表上。"), file)

    def _holds(self, project: str, listed: Decision | Reply) -> bool:
        """Tell whether a list's record was read as a project's before."""
        day = self.desk.day_of(listed.at) if listed.at else ""
        is_reply = isinstance(listed, Reply)
        value = listed.agrees if isinstance(listed, Reply) else listed.score
        return any(
            not entry.base
            and (entry.row, entry.by, entry.at) == (listed.row, listed.by, day)
            and (entry.agrees if is_reply else entry.score) == value
            for entry in (record.entry for record in self.records(project))
        )

    def _refuse(self, refused: Refused, file: str) -> None:
        """Keep a record of a list that cannot be used; it belongs to no project."""
        entry = LedgerEntry(kind=EntryKind.REFUSED, reason=refused.why, todo=refused.todo)
        self._add(LedgerRecord(entry=entry), file, refused.at)

    def _says_more(self, project: str) -> bool:
        """Tell whether sheets and lists say more of a project than the ledger holds."""
        own = self._projects[project]
        known = {record.id: record.entry for record in self.records(project)}
        texts = {text: one for sheet in own.sheets for text, one in texts_of_sheet(sheet).items()}
        shown = {one: show(entry, texts) for one, entry in known.items()}
        new: list[LedgerEntry] = []
        for sheet in own.sheets:
            read = self._read_from.get(sheet.file, frozenset())
            found = new_entries(
                sheet, SheetContext(project, shown, read, sheet.stage), self.desk.layout
            )
            entries = [written.entry for written in found.entries]
            new += self._hidden(entries) if sheet.secret else entries
        first = self.desk.steps.first.key
        new += [self._listed(listed, project, 1, first, known) for listed, _, _ in own.listed]
        return any(entry.id not in known for entry in new)

    def _settle(self, project: str, result: Result) -> None:
        own, is_secret = self._projects[project], result.submission.secret
        for sheet in own.sheets:
            own.texts |= texts_of_sheet(sheet)
        records = {record.id: record for record in self.records(project)}
        state = self.desk.tracks(result, tuple(records.values())).state
        made: list[tuple[LedgerEntry, str, str]] = []
        for sheet in own.sheets:
            entries, problems = self._of_sheet(project, sheet, result, records, state)
            new = [written.entry for written in entries]
            if is_secret or sheet.secret:
                new, problems = self._hidden(new), [*map(concealed, problems)]
            self.problems[sheet.file] += problems
            places = [written.at for written in entries]
            made += [(e, sheet.file, at) for e, at in zip(new, places, strict=True)]
        for listed, file, at in own.listed:
            entry = self._listed(listed, project, state.stage, state.step, records)
            if is_secret:
                (entry,) = self._hidden([entry])
            made.append((entry, file, at))
        whole = merged([entry for entry, _, _ in made])
        for entry, (_, file, at) in zip(whole, made, strict=True):
            self._add(LedgerRecord(entry=entry), file, at)
        new = [entry for entry in whole if entry.id not in records]
        self._freeze(project, result, new, own.sheets)

    def entries_of(
        self, sheet: SheetReading, result: Result, records: Sequence[LedgerRecord]
    ) -> tuple[list[WrittenEntry], list[Problem]]:
        """Return what a sheet would bring that is not taken in, and what is wrong with it.

        Of a secret form the texts are in it, for the eyes of who typed them. ``records`` are all entries of its project, by whose id in the ledger the sheet is called.
        """
        by_id = {record.id: record for record in records}
        state = self.desk.tracks(result, records).state
        return self._of_sheet(sheet.project, sheet, result, by_id, state)

    def _of_sheet(
        self, project: str, sheet: SheetReading, result: Result,
        records: Mapping[str, LedgerRecord], state: ProjectState,
    ) -> tuple[list[WrittenEntry], list[Problem]]:  # fmt: skip
        """Return the entries of a sheet, with their places and their texts."""
        texts = {**self.texts(project), **texts_of_sheet(sheet)}
        shown = {one: show(record.entry, texts) for one, record in records.items()}
        context = SheetContext(
            project, shown,
            self._read_from.get(sheet.file, frozenset()), state.stage, state.step,
            frozenset(state.actions), state.lead, result.submission.year,
        )  # fmt: skip
        found = new_entries(sheet, context, self.desk.layout)
        problems = [p for p in found.problems if p.code != NOT_SIGNED]
        new = self.desk.refusing(result, [written.entry for written in found.entries])
        places = [written.at for written in found.entries]
        return [*map(WrittenEntry, new, places)], problems

    def _hidden(self, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """Return entries on a secret form as the ledger may hold them."""
        return hide_all(entries, self.desk.layout.ground_names)

    def _freeze(
        self, project: str, result: Result, new: Sequence[LedgerEntry],
        sheets: Sequence[SheetReading],
    ) -> None:  # fmt: skip
        """Freeze the scores that new signatures cover."""
        own = self._projects[project]
        seen = {s.edition: {row.row: row.saw for row in s.rows if row.row} for s in sheets}
        frozen: Mapping[str, Frozen] = self.desk.frozen(result, self.records(project), new, seen)
        for entry_id, scores in frozen.items():
            own.new[entry_id] = own.new[entry_id].model_copy(update={"frozen": scores})

    @cached_property
    def _seen_before(self) -> Mapping[str, list[Sighting]]:
        """By entry, where it was read in earlier runs."""
        found: dict[str, list[Sighting]] = defaultdict(list)
        for seen in () if self.ledger is None else self.ledger.sightings():
            found[seen.entry].append(seen)
        return found

    @cached_property
    def _read_from(self) -> Mapping[str, frozenset[str]]:
        """By file, the entries that were read from it in earlier runs."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry, places in self._seen_before.items():
            for seen in places:
                found[seen.file].add(entry)
        return {file: frozenset(entries) for file, entries in found.items()}

    def _listed(
        self, listed: Decision | Reply, project: str, stage: int, step: StepKey,
        known: Container[str],
    ) -> LedgerEntry:  # fmt: skip
        """Return the entry of a list's record: the one that is known already, else a new one."""
        role: Role = "unit" if isinstance(listed, Reply) else "evaluator"
        stages = stages_of_round(listed.round, role, self.desk.steps, stage, step) or (0,)
        found = [*listed_entries(listed, project, stages, self.desk.split_ground, self.desk.day_of)]
        return next((entry for entry in found if entry.id in known), found[0])

    def _add(self, record: LedgerRecord, file: str, at: str) -> None:
        own = self._projects[record.entry.project]
        own.new.setdefault(record.id, record)
        if record.entry.kind in _OF_PERSONS:
            self._persons.add(record.entry.project)
        if file:
            self._sightings.append(Sighting(entry=record.id, file=file, at=at, run=self._run))

    # What each form gets

    def project(self, number: int) -> str:
        """Return the project of a form by its number in the plan."""
        return self._attached.projects[number]

    def records(self, project: str) -> tuple[LedgerRecord, ...]:
        """Return all entries of a project: those of the ledger and those of this run."""
        moved = [before for before, now in self._moved.items() if now == project]
        new: dict[str, LedgerRecord] = {}
        kept: list[LedgerRecord] = []
        for one in (project, *moved):
            new |= self._projects[one].new if one in self._projects else {}
            kept += () if self.ledger is None else self.ledger.entries(one)
        known = {record.id for record in kept}
        return (*kept, *(record for one, record in new.items() if one not in known))

    def hand_out(self, editions: Sequence[Edition]) -> None:
        """Note sheets that are about to be put in place. Raises :class:`InputError` if that fails."""
        if self.ledger is not None and editions:
            self.ledger.add_editions(editions, self._run)

    def written(
        self, refused: Iterable[LedgerEntry], drafts: Iterable[LedgerEntry]
    ) -> tuple[list[Refused], list[Problem]]:
        """Return what cannot be used and what nobody signed, with the places where it was read last."""
        return self._all_refused(refused), self._drafts(drafts)

    def note_draw(self, draw: Draw | None, sample: Sample | None) -> None:
        """Keep which projects were drawn, and how: who wants to can draw them again."""
        if self.ledger is None or draw is None or sample is None:
            return
        words = load_vocabulary(LedgerWords)
        how = words.text(
            "draw", share=percent(sample.share), by=words.draw_by.get(sample.by, ""),
            population=draw.population, groups=draw.groups,
        )  # fmt: skip
        seed = words.text("seed", seed=sample.seed)
        entry = LedgerEntry(kind=EntryKind.SAMPLE, note=how, reason=seed, drawn=draw.drawn)
        self.ledger.append([LedgerRecord(entry=entry)], (), self._run)

    def _all_refused(self, entries: Iterable[LedgerEntry]) -> list[Refused]:
        """Return entries that cannot be used; records of lists that cannot be are among them."""
        of_lists = self._projects[""].new.values() if "" in self._projects else ()
        refused = [r.entry for r in of_lists if r.entry.kind is EntryKind.REFUSED]
        return [self._refused(entry) for entry in (*entries, *refused)]

    def _refused(self, entry: LedgerEntry) -> Refused:
        seen = self._place(entry)
        what = written(entry.cells, self.desk.layout.names)
        why = f"{entry.reason}，没有采用{what}" if what else entry.reason
        if is_hidden(entry.reason):
            why = ""
        return Refused(
            submission=entry.project, row=entry.row, round=entry.round, file=seen.file, at=seen.at,
            why=why, todo="" if not why else entry.todo, by=entry.by, day=entry.at,
        )  # fmt: skip

    def _drafts(self, entries: Iterable[LedgerEntry]) -> list[Problem]:
        """Return for each sheet with entries that nobody signed, where the first of them stands."""
        places: dict[str, Sighting] = {}
        for entry in entries:
            seen = self._place(entry)
            places.setdefault(seen.file, seen)
        return [
            Problem(
                NOT_SIGNED,
                UNSIGNED,
                Place(file, where=seen.at),
                SIGN_IT,
                severity="warning",
            )
            for file, seen in places.items()
        ]

    @cached_property
    def _places(self) -> Mapping[str, Sighting]:
        """By entry, where it was read last; asked for when all is read."""
        earlier = {entry: places[-1] for entry, places in self._seen_before.items()}
        return earlier | {seen.entry: seen for seen in self._sightings}

    def _place(self, entry: LedgerEntry) -> Sighting:
        return self._places.get(entry.id, Sighting(entry=entry.id))

    def is_of_others(self, file: str, project: str) -> bool:
        """Tell whether a sheet that was read is another project's."""
        return bool(self._in_file.get(file, set()) - {project})

    def texts(self, project: str) -> Mapping[str, str]:
        """Return the texts of a secret project that the sheets of this run hold, by their digests."""
        return self._projects[project].texts if project in self._projects else {}

    def apart(self, secret_word: str) -> list[str]:
        """Return the projects in the ledger of which persons wrote and that no form of this run is."""
        of_run = {*self._attached.projects, *self._moved, ""}
        return [_called(project, secret_word) for project in sorted(self._persons - of_run)]

    def waiting(self, secret_word: str) -> list[str]:
        """Return the projects of which something was written that waits for their form."""
        return [_called(project, secret_word) for project in sorted(self._waiting)]


def _called(project: str, secret_word: str) -> str:
    return secret_word if project.startswith(SECRET) else project


def _placed(listed: Sequence[Decision | Reply]) -> Iterator[tuple[Decision | Reply, str]]:
    for number, one in enumerate(listed, 1):
        yield one, f"第{number}条"
