"""Many files reviewed: read, re-scored, compared with each other, listed; the outputs in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from scoring.batch.comparison import RunComparison, compare_all
from scoring.batch.duplicates import Duplicates, repeats
from scoring.batch.form_job import FormJob, FormOutcome
from scoring.batch.output_log import OutputLog, OutputLogs
from scoring.batch.output_writer import WRITTEN_AT_ONCE, OutputWriter
from scoring.batch.planning import PlannedForm, Planner, in_folders
from scoring.batch.read_contents import without_forms
from scoring.batch.reading import NoProgress, Progress, ReadFile, ReadOutcome
from scoring.batch.review_archive import is_archive, unpack_archives
from scoring.batch.review_run import ReviewRun
from scoring.batch.review_writer import ReviewWriter
from scoring.batch.run_desk import RunDesk
from scoring.batch.run_work import RunWork
from scoring.batch.selection import EVERYTHING, Selection, choose
from scoring.batch.sheet_files import decisions_of, sheets_of
from scoring.batch.spool import Spool
from scoring.batch.walk import FoundFiles, OutputFolder, find_files
from scoring.batch.worker import Worker, WorkerSettings
from scoring.files.atomic import remove_left_over
from scoring.files.text_file import read_text
from scoring.problem import InputError
from scoring.records.file_content import FileRead, Form
from scoring.records.result import FileState, FormState, PassedOver, ReadPiece, ReadState
from scoring.records.submission import Submission
from scoring.review.between.vocabulary import BetweenWords
from scoring.words import load_vocabulary
from scoring.work.compare_documents import DocumentComparison
from scoring.work.library import library_of
from scoring.work.outputs import FORMATS
from scoring.work.reading import DATA, Sets, SubmissionSource, submissions_in
from scoring.work.review import RE_SCORING
from scoring.writers.lists.issue_list import Issue, ProposedMatch
from scoring.writers.lists.ledger_table import LedgerWords

if TYPE_CHECKING:
    from scoring.ledger.store import Ledger

PathLike = str | os.PathLike[str]


def rescore(
    source: SubmissionSource | Iterable[SubmissionSource],
    output: PathLike | None = None,
    *,
    set: str | None = None,
    sets: Sets = None,
    recognise: bool = True,
    rules: PathLike | None = None,
    decisions: Sequence[PathLike] = (),
    formats: Sequence[str] = FORMATS,
    progress: Progress | None = None,
    year: int | None = None,
    workers: int | None = 1,
    sheets: Literal["all", "open"] = "all",
    selection: Selection = EVERYTHING,
) -> ReviewRun:
    """Re-score what others handed in: one form, a file or a folder of any kinds of files, or several.

    Every form is scored by the rule, its claims and texts are checked, and documents that belong
    together are compared; nothing of a secret form is quoted. ``set`` is for forms that name no set
    and show none by their clues; with ``recognise`` False for all that name none. ``rules`` is a
    file of review rules of one's own, ``decisions`` are files or folders of filled-in 复核表 or
    records, ``year`` is for forms that were read and name none. Points are exact decimals, amounts are in the unit that each form states.

    Without ``output`` nothing is written and ``forms`` of the result holds the re-scored forms.
    With it they are written there as they come, in ``formats`` (``xlsx``, ``html``: the 复核表,
    ``json``: the scorecard), with the lists and the overview, and are not kept; another run with
    the same folder goes on from there. ``sheets`` is ``open`` where only forms with something to decide
    get a 复核表. Of many files the work is shared by so many ``workers``, which are
    processes of their own (None: as many as there are processors); a program that asks for several
    guards its own start by ``if __name__ == "__main__"``. Of a ``selection`` all is read and compared as ever,
    and its forms alone are written, with lists and overview that bear its name; all else stays as it lies.

    What is wrong with a file or a form stands in the result. Raises:
        InputError: a path does not exist, or rules, sets or the folder cannot be used.

    >>> import scoring
    >>> run = scoring.rescore({
    ...     "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
    ...     "project": {"name": "白皮书"},
    ...     "funds": [{"source": "年度资金总额", "budget": "100", "executed": "95", "claimed": "10"}],
    ...     "indicators": [
    ...         {"level1": "产出", "level2": "数量", "name": "发放家数", "target": "≥78家",
    ...          "actual": "69家", "points": "90", "claimed": "90"},
    ...     ],
    ... })
    >>> [(form.result.rule.total, form.result.own.total) for form in run.forms]
    [(Decimal('89.12'), Decimal('100'))]
    >>> [issue.finding.kind for issue in run.issues if issue.finding.where == "产出/数量/1"]
    ['E']
    """
    library = library_of(sets)
    settings = WorkerSettings(
        sets=library.folder,
        headings=tuple(library.headings.items()),
        rules=RE_SCORING if rules is None else os.fspath(rules),
        rules_text=None if rules is None else read_text(Path(rules)),
        set=set,
        recognise=recognise,
        year=year,
        output=None if output is None else Path(output),
        formats=None if output is None else tuple(formats),
        every_sheet=sheets == "all",
    )
    worker = Worker(settings, library)
    # What is wrong with a user's own is found before hours of reading.
    _ = library.form_labels, worker.planner, worker.reviewer.rules
    if set is not None:
        library.scorer(set)
    with ExitStack() as stack:
        work = stack.enter_context(RunWork(worker, workers))
        reading = _Reading(worker, work, progress or NoProgress(), stack)
        written = [Path(path) for path in decisions]
        return _run(reading, reading.read(source), written, selection)


def review_files(
    worker: Worker, found: FoundFiles, entries: FileRead, progress: Progress | None = None
) -> ReviewRun:
    """Review files that are at hand with entries that are at hand, and write everything of it.

    They are written into the folder of the worker's settings, as :func:`rescore` writes them.
    """
    with ExitStack() as stack:
        work = stack.enter_context(RunWork(worker, 1))
        reading = _Reading(worker, work, progress or NoProgress(), stack)
        outcomes = reading.take(found)
        return _run(reading, [*outcomes, ReadOutcome(entries.name, entries)], [], EVERYTHING)


def _run(
    reading: _Reading, outcomes: Sequence[ReadOutcome], decisions: Sequence[Path],
    selection: Selection,
) -> ReviewRun:  # fmt: skip
    """Review what was read, with what persons wrote on it."""
    worker, words = reading.worker, reading.words
    others = reading.entries(decisions)
    desk = RunDesk(reading.ledger, worker.desk)
    for outcome in (*outcomes, *others):
        if outcome.read is not None:
            desk.take(outcome.read)
    earlier = () if reading.log is None else reading.log.digests
    kinds = (words.files["worksheets"], words.files["scorecards"])
    planned = in_folders(reading.planner.all(), earlier, kinds)
    desk.attach(planned)
    desk.settle(lambda number: worker.scored(planned[number]))
    files = [*reading.taken(), *(reading.state(replace(f, forms=(), pieces=())) for f in others)]
    files = [replace(f, problems=(*f.problems, *desk.problems.get(f.name, ()))) for f in files]
    tails = load_vocabulary(BetweenWords).name_tails
    projects = [desk.project(number) for number in range(len(planned))]
    chosen = choose(planned, projects, selection, tails)
    desk.note_draw(chosen.draw, selection.sample)
    run = ReviewRun(
        ReadState(files, reading.passed_over, reading.pieces), words, worker.kinds,
        unmatched_decisions=desk.apart(words.text("secret")),
        waiting_decisions=desk.waiting(words.text("secret")),
        notes=worker.reviewer.rules.notes,
        _issues=[] if reading.log is None else Spool(reading.log.own_folder),
    )  # fmt: skip
    comparison = DocumentComparison(worker.library)
    compared = compare_all(planned, outcomes, worker.store, comparison, words)
    run.matches, run.used_matches = compared.proposed, compared.used
    if selection.label:
        of_chosen = {planned[number].file for number in chosen.numbers}
        run.matches = [m for m in run.matches if {m.left.file, m.right.file} & of_chosen]
    duplicates = Duplicates(planned, worker.store, words)
    jobs = form_jobs(planned, sorted(chosen.numbers), compared, duplicates, desk)
    reviewed = (
        form for form in reading.reviewed(jobs, len(chosen.numbers))
        if selection.takes_progress(form.summary.line.progress)
    )  # fmt: skip
    forms = _counted(run, reviewed, () if selection.label else compared.of_files)
    if reading.log is None:
        for _ in forms:
            pass
        run.note_written(*desk.written(run.refused_entries, run.drafts))
    else:
        at_once = WRITTEN_AT_ONCE if reading.work.is_shared else 1
        outputs = OutputWriter(reading.log, words.files["kept"], at_once=at_once)
        formats = worker.settings.formats or ()
        labels, advice = worker.library.labels, worker.reviewer.words
        writer = ReviewWriter(run, outputs, formats, labels, advice, desk, worker.sheets, selection)
        writer.write(forms)
        run.written, run.copies = list(outputs.written), outputs.copies
        run.removed, run.problems = outputs.removed, outputs.problems
    run.draw = chosen.draw
    return run


def form_jobs(
    planned: Sequence[PlannedForm],
    numbers: Iterable[int],
    compared: RunComparison,
    duplicates: Duplicates,
    desk: RunDesk,
) -> Iterator[FormJob]:
    """Yield what is to be done for the forms with these numbers, in the order of the plan."""
    again = repeats(planned)
    matches: dict[str, list[ProposedMatch]] = {}
    for match in compared.proposed:
        for file in dict.fromkeys((match.left.file, match.right.file)):
            matches.setdefault(file, []).append(match)
    first: dict[str, int] = {}
    for number in range(len(planned)):
        first.setdefault(desk.project(number), number)
    for number in numbers:
        form = planned[number]
        findings = (*duplicates.of(number), *compared.by_form.get(number, ()))
        project = desk.project(number)
        yield FormJob(
            form, number in again, first[project] < number, findings, project, desk.records(project), desk.texts(project),
            tuple(matches.get(form.file, ())),
        )  # fmt: skip


def _counted(
    run: ReviewRun, outcomes: Iterable[FormOutcome], of_files: Sequence[Issue]
) -> Iterator[FormOutcome]:
    """Pass the forms on and count each in; all are counted when the last has gone by."""
    for outcome in outcomes:
        run.add(outcome)
        yield outcome
    run.finish(of_files)


def _open_ledger(folder: Path) -> Ledger:
    """Open the ledger of a folder of outputs; only here is SQLite needed, which a browser may lack."""
    from scoring.ledger.store import Ledger  # noqa: PLC0415

    return Ledger.open(folder / load_vocabulary(LedgerWords).file)


class _Reading:
    """The reading of one run: of the submissions, and of the decisions on them."""

    def __init__(self, worker: Worker, work: RunWork, progress: Progress, stack: ExitStack) -> None:
        """``stack`` is what closes the ledger when the run is over."""
        self.worker = worker
        self.words = words = worker.words
        self.work = work
        self.progress = progress
        output = worker.settings.output
        self.log = None if output is None else OutputLog(output)
        self.ledger: Ledger | None = None
        self._stack = stack
        self.planner = Planner(words)
        self.states: list[FileState] = []
        self.pieces: Spool[ReadPiece] = Spool(None)
        self.passed_over: list[PassedOver] = []

    def read(self, source: SubmissionSource | Iterable[SubmissionSource]) -> list[ReadOutcome]:
        """Return every file that is found, and what was handed in as data.

        Raises :class:`InputError` if a path does not exist, or the folder of the outputs cannot be
        used.
        """
        sources = (
            [source] if isinstance(source, str | os.PathLike | Mapping | Submission) else source
        )
        paths: list[Path] = []
        data: list[ReadOutcome] = []
        for each in sources:
            if isinstance(each, str | os.PathLike):
                paths.append(Path(each))
            else:
                data.append(self._data(each))
        output = None
        if self.log is not None:
            files = self.words.files
            own = tuple(files[key] for key in ("worksheets", "scorecards", "kept", "overview"))
            output = OutputFolder(self.log.folder, own, self.log.is_named)
        return self.take(self._unpacked(find_files(paths, OutputLogs().is_output, output)), data)

    def take(self, found: FoundFiles, data: Iterable[ReadOutcome] = ()) -> list[ReadOutcome]:
        """Return what the files hold that were found, and what was handed in as data."""
        if self.log is not None:
            self.log.make_ready()
            self.ledger = self._stack.enter_context(_open_ledger(self.log.folder))
            # Nobody else writes here while the ledger is held.
            remove_left_over(self.log.folder)
            self.pieces = Spool(self.log.own_folder)
        outcomes = []
        for found_file in chain(self._files(found), data):
            forms = self.planner.take(found_file.forms)
            self.pieces.extend(found_file.pieces)
            outcome = replace(found_file, forms=(), pieces=())
            self.states.append(self.state(outcome, forms))
            outcomes.append(outcome)
        return outcomes

    def _unpacked(self, found: FoundFiles) -> FoundFiles:
        """Return the files with those that saved reviews among them hold."""
        if not any(is_archive(file.path) for file in found.files):
            return found
        folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="ziping-")))
        whole, chosen = unpack_archives(found, folder)
        self.worker.choose(chosen)
        return whole

    def entries(self, paths: Sequence[Path]) -> list[ReadOutcome]:
        """Return the files that are read only for what persons entered.

        These are ``paths``, and the sheets in the folder of the outputs.
        """
        others: list[ReadOutcome] = []
        if paths:
            found = find_files(paths)
            self._pass_over(found)
            others += [self.worker.outcome(decisions_of(file)) for file in found.files]
        if self.log is not None:
            files = self.words.files
            issues = sorted(p.name for p in self.log.folder.glob(f"{files['issues']}*.xlsx"))
            names = [files["worksheets"], files["feedback"], *issues]
            sheets = sheets_of(self.log, names)
            others += self._files(FoundFiles(sheets))
        self.pieces.extend(p for file in others for p in file.pieces if not p.of_form)
        return others

    def _data(self, source: Mapping[str, object] | Submission) -> ReadOutcome:
        """Return data as if it stood in a file of its own."""
        ((_, submission),) = submissions_in(source, "", self.worker.library)
        if isinstance(submission, InputError):
            return ReadOutcome(DATA, None, submission.problems)
        form = Form(at="", submission=submission)
        read = FileRead(name=DATA, kind="submission", forms=(form,))
        return self.worker.outcome(ReadFile(DATA, read))

    def _files(self, found: FoundFiles) -> Iterator[ReadOutcome]:
        self._pass_over(found)
        self.work.begin(len(found.files))
        self.progress.begin(len(found.files))
        try:
            for outcome in self.work.read(found.files):
                yield outcome
                self.progress.step(outcome.name)
        finally:
            self.progress.end()

    def reviewed(self, jobs: Iterable[FormJob], count: int) -> Iterator[FormOutcome]:
        """Yield what came of each form; nothing of it is kept when the next one is asked for."""
        self.progress.begin(count, "review")
        try:
            for outcome in self.work.review(jobs):
                yield outcome
                self.progress.step(outcome.name)
        finally:
            self.progress.end()
            self.work.end()

    def taken(self) -> list[FileState]:
        """Return the states of the files; they are not kept a second time."""
        states, self.states = self.states, []
        return states

    def state(self, file: ReadOutcome, forms: tuple[FormState, ...] | None = None) -> FileState:
        """Return the state of a file; without ``forms`` only decisions and answers of it are used."""
        contents = file.contents
        if forms is None and contents is not None:
            contents = replace(contents, forms=0, repairs=0, unplaced=0, remarks=0)
        load = partial(self._read, file, with_forms=forms is not None)
        return FileState(file.name, load, file.problems, forms or (), contents)

    def _read(self, file: ReadOutcome, *, with_forms: bool) -> FileRead | None:
        """Return everything that a file holds."""
        read = self.worker.store.read(file.kept, file.name) if file.kept else file.read
        return read if read is None or with_forms else without_forms(read)

    def _pass_over(self, found: FoundFiles) -> None:
        why = self.words.why
        self.passed_over += [PassedOver(s.name, why[s.why], s.count) for s in found.skipped]
