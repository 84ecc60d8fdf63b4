"""A review as the engine of the page holds it: files as read, a ledger, and what both come to.

The pieces are those of ``ziping review``: every file is read as there, and the desk of a run gathers
what persons wrote. A review goes on for hours, and files come one by one; what a form and what a group
of documents come to is kept until one of them changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from scoring.batch.batch_words import BatchWords
from scoring.batch.comparison import compare_all
from scoring.batch.duplicates import Duplicates
from scoring.batch.form_job import CheckedForm, FormJob, FormOutcome
from scoring.batch.planning import Planner, in_folders, looks_of
from scoring.batch.reading import ReadOutcome
from scoring.batch.review_archive import laid_out
from scoring.batch.run import form_jobs
from scoring.batch.run_desk import RunDesk
from scoring.batch.walk import FolderFile
from scoring.batch.worker import Worker, WorkerSettings
from scoring.desk.confidential_entries import digest_of, hide_all
from scoring.desk.tracks import Tracks
from scoring.files.digests import bytes_digest
from scoring.ledger.store import Ledger
from scoring.page.review_page_words import ReviewPageWords
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import FileRead
from scoring.records.ledger_entry import LedgerEntry, LedgerRecord, Sighting
from scoring.records.result import FormState, Reviewed
from scoring.records.sheet_reading import SheetReading
from scoring.review.between.records import Compared
from scoring.words import load_vocabulary
from scoring.work.compare_documents import DocumentComparison
from scoring.work.library import Library
from scoring.work.review import RE_SCORING

_COPY = "#"
"""Between the id of a project and the number of a further form of it."""


@dataclass(slots=True)
class TakenFile:
    """A file of the review: where it lies, what was read of it, what a person sees of its name."""

    file: FolderFile
    digest: str
    outcome: ReadOutcome
    shown: str = ""
    states: tuple[FormState, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskForm:
    """A form of the review with everything that its review rests on, and what came of it."""

    form: str
    """By which the page names it."""
    job: FormJob
    scored: CheckedForm
    reviewed: Reviewed
    tracks: Tracks
    outcome: FormOutcome

    @property
    def title(self) -> str:
        """What a person calls it; of a secret one its number."""
        submission = self.scored.result.submission
        return self.job.form.secret or submission.title or self.job.form.file

    def row_name(self, row: str) -> str:
        """Return what a row is called; of a secret form its number."""
        rows = self.scored.result.scorecard.rows
        number = next((n for n, one in enumerate(rows, 1) if one.id == row), 0)
        if not number:
            return "" if self.job.form.is_secret else row
        return f"第{number}行" if self.job.form.is_secret else rows[number - 1].name


@dataclass(slots=True)
class _Now:
    """What files and ledger come to."""

    desk: RunDesk
    jobs: Mapping[str, FormJob] = field(default_factory=dict)


class ReviewSession:
    """One review; nothing of it outlives the session but what is saved."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.folder = Path(mkdtemp(prefix="ziping-review-"))
        self._end = finalize(self, rmtree, self.folder, ignore_errors=True)
        self.output = self.folder / "output"
        """Where readings are kept, and where lists are written."""
        self.worker = Worker(
            WorkerSettings(
                sets=None, headings=(), rules=RE_SCORING, rules_text=None, set=None,
                recognise=True, year=None, output=self.output, formats=None,
            ),
            library,
        )  # fmt: skip
        self.words = load_vocabulary(ReviewPageWords)
        self.ledger = Ledger.in_memory()
        self.files: dict[str, TakenFile] = {}
        self.skipped: dict[str, str] = {}
        """Files that were not looked into: by name, the key of why."""
        self.chosen: dict[str, str] = {}
        """Sets that a person named for forms that look alike."""
        self.texts: dict[str, dict[str, str]] = {}
        """Of secret projects what was typed here, by the digests in the ledger."""
        self.drafts: set[str] = set()
        """Entries without a signature that the page was given to go on with."""
        self._read = 0
        self._scored: dict[tuple[str, ...], CheckedForm] = {}
        self._made: dict[str, DeskForm] = {}
        self._compared: dict[tuple[object, ...], Compared] = {}
        self._comparison = DocumentComparison(library)
        self._now: _Now | None = None

    def close(self) -> None:
        """Let go of everything."""
        self.ledger.close()
        self._end()

    # Files

    def read(self, name: str, content: bytes) -> TakenFile:
        """Return what a file holds; it lies in the session's folder from now on."""
        self._read += 1
        folder = self.folder / "files" / str(self._read)
        folder.mkdir(parents=True)
        (file,) = laid_out([(name, content)], folder)
        (outcome,) = self.worker.read([file])
        return TakenFile(file, bytes_digest(content), outcome)

    def take(self, taken: TakenFile) -> None:
        """Make a file that was read a part of the review, in place of one of its name."""
        if taken.file.name in self.files:
            self._forget(taken.file.name)
        self.files[taken.file.name] = taken
        self._now = None

    def drop(self, name: str) -> None:
        """Leave a file out again, with what was read of it and what persons wrote into it alone."""
        self._forget(name)
        seen: dict[str, set[str]] = {}
        for sighting in self.ledger.sightings():
            seen.setdefault(sighting.entry, set()).add(sighting.file)
        records = self.ledger.entries()
        named = {
            one for record in records if not seen.get(record.id)
            for one in (*record.entry.known, *record.entry.upon, *record.entry.replaces)
        }  # fmt: skip
        own = {name, digest_of(name)}  # of a secret form the ledger holds no name
        gone = {entry for entry, files in seen.items() if files <= own and entry not in named}
        self._relay([r for r in records if r.id not in gone], own)

    def _relay(self, records: Sequence[LedgerRecord], dropped: Set[str]) -> None:
        """Lay the ledger anew; what was read of a dropped file leaves no trace."""
        sightings = [one for one in self.ledger.sightings() if one.file not in dropped]
        kept = {record.id for record in records}
        self.ledger.close()
        self.ledger = Ledger.in_memory()
        self.append(records, [one for one in sightings if one.entry in kept])

    def _forget(self, name: str) -> None:
        self.files.pop(name)
        self._scored = {key: one for key, one in self._scored.items() if key[0] != name}
        self._compared = {key: one for key, one in self._compared.items() if not _names(key, name)}
        self._made = {k: one for k, one in self._made.items() if one.job.form.file != name}
        self._now = None

    def content(self, name: str) -> bytes:
        """Return a file as it was handed in."""
        return self.files[name].file.path.read_bytes()

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Score forms that look alike by the set that a person named for them."""
        new = {looks: own for looks, own in chosen.items() if self.chosen.get(looks) != own}
        if not new:
            return
        for set_id in new.values():
            self.library.scorer(set_id, Place(set_id))
        self.chosen |= new
        self.worker.choose(new)
        for name, taken in self.files.items():
            if looks_in(taken.outcome) & new.keys():
                (taken.outcome,) = self.worker.read([taken.file])
                self._scored = {k: one for k, one in self._scored.items() if k[0] != name}
                self._compared = {k: o for k, o in self._compared.items() if not _names(k, name)}
        self._now = None

    # The ledger

    def append(self, records: Iterable[LedgerRecord], sightings: Iterable[Sighting] = ()) -> int:
        """Append what the ledger does not know yet; return how many entries are new."""
        run = self.ledger.begin_run("page")
        self._now = None
        return self.ledger.append(records, sightings, run)

    def enter(self, sheets: Sequence[SheetReading]) -> None:
        """Take sheets in that were filled in on the page, as if they had come back signed."""
        self._build(FileRead(name="", kind="worksheet", sheets=tuple(sheets)))

    def exported(self, drafts: Sequence[LedgerRecord] = ()) -> str:
        """Return the text export of the ledger, with drafts behind it: an entry a line."""
        copy = Ledger.in_memory()
        try:
            run = copy.begin_run("page")
            copy.append((*self.ledger.entries(), *drafts), self.ledger.sightings(), run)
            return "".join(f"{one.line}\n" for one in copy.exported())
        finally:
            copy.close()

    def hidden(self, made: DeskForm, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """Return entries as a ledger may hold them: those on a secret form without their texts."""
        if not made.job.form.is_secret:
            return list(entries)
        return hide_all(entries, self.worker.sheets.layout.ground_names)

    def shown(self, text: str) -> str:
        """Return a text in which files of secret forms have their numbers in place of their names."""
        for name, taken in self.files.items():
            if taken.shown:
                text = text.replace(name, taken.shown)
        return text

    def notice(self, pattern: str, called: str, values: Mapping[str, str | int]) -> str:
        """Return what a person must know of a review, as the command says it."""
        return load_vocabulary(BatchWords).text(pattern, called=called, **values)

    # What both come to

    @property
    def desk(self) -> RunDesk:
        """What persons wrote, by project."""
        return self._current().desk

    @property
    def ids(self) -> tuple[str, ...]:
        """The forms of the review, in the order of the files."""
        return tuple(self._current().jobs)

    def job(self, form: str) -> FormJob:
        """Return everything that the review of a form rests on. Raises :class:`InputError`."""
        job = self._current().jobs.get(form)
        if job is None:
            raise InputError([Problem("no-form", self.words.text("no_form"), Place(form))])
        return job

    def form(self, form: str) -> DeskForm:
        """Return a form with what came of it. Raises :class:`InputError` if it is not there."""
        job = self.job(form)
        made = self._made.get(form)
        if made is None or made.job != job:
            scored = self.scored(job)
            reviewer = self.worker.form_reviewer
            reviewed, tracks = reviewer.reviewed(job, scored)
            outcome = reviewer.outcome(job, reviewed, tracks)
            made = DeskForm(form, job, scored, reviewed, tracks, outcome)
            self._made[form] = made
        return made

    def scored(self, job: FormJob) -> CheckedForm:
        """Return a form scored and checked by itself; once as long as its file stays."""
        form = job.form
        key = (form.file, form.at, form.source.set, str(form.source.number), *form.rivals)
        if key not in self._scored:
            self._scored[key] = self.worker.form_reviewer.scored(form)
        return self._scored[key]

    def restored(self, form: str) -> frozenset[str]:
        """Return where cells of a form were brought back into their places."""
        submission = self.scored(self.job(form)).result.submission
        return frozenset(self.worker.reviewer.words.restored_cells(submission))

    def _current(self) -> _Now:
        if self._now is None:
            self._build()
        assert self._now is not None
        return self._now

    def _build(self, *acts: FileRead) -> None:
        """Gather forms and entries as a run of ``ziping review`` does."""
        worker = self.worker
        taken = [self.files[name] for name in sorted(self.files)]
        outcomes = [one.outcome for one in taken]
        planner = Planner(worker.words)
        for one in taken:
            one.states = planner.take(one.outcome.forms)
        planned = in_folders(planner.all(), (), ())
        desk = RunDesk(self.ledger, worker.desk)
        for read in (*(outcome.read for outcome in outcomes), *acts):
            if read is not None:
                desk.take(read)
        desk.attach(planned)
        desk.settle(lambda number: self.scored(FormJob(planned[number])).result)
        compared = compare_all(
            planned, outcomes, worker.store, self._comparison, worker.words, self._compared
        )
        duplicates = Duplicates(planned, worker.store, worker.words)
        jobs: dict[str, FormJob] = {}
        for job in form_jobs(planned, range(len(planned)), compared, duplicates, desk):
            own = self.texts.setdefault(job.project, {})
            own |= job.texts
            jobs[_id(job.project, jobs)] = replace(job, texts=dict(own))
        self._now = _Now(desk, jobs)
        self._made = {form: made for form, made in self._made.items() if form in jobs}


def looks_in(outcome: ReadOutcome) -> frozenset[str]:
    """Return what the forms of a file look like of which no set is known, or was until one was chosen."""
    states = [found.state for found in outcome.forms]
    return frozenset(
        looks_of(state) for state in states if state.fate == "no-set" or state.set_by == "option"
    )


def _id(project: str, taken: Mapping[str, object]) -> str:
    number, name = 2, project
    while name in taken:
        name, number = f"{project}{_COPY}{number}", number + 1
    return name


def _names(key: tuple[object, ...], name: str) -> bool:
    return any(part == name or (isinstance(part, tuple) and name in part) for part in key)
