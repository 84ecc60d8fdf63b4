"""Many files reviewed: read, re-scored, compared with each other, listed; the outputs in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scoring.batch.comparison import RunComparison, compare_all
from scoring.batch.decisions import RunDecisions, decisions_of, review_sheets_of
from scoring.batch.duplicates import duplicates, repeats
from scoring.batch.form_job import FormJob, FormOutcome, FormReviewer
from scoring.batch.kept_readings import KeptReadings, content_digest
from scoring.batch.output_log import OutputLog, OutputLogs
from scoring.batch.output_writer import OutputWriter
from scoring.batch.planning import PlannedForm, Planner, renamed
from scoring.batch.reading import NoProgress, Progress, ReadOutcome, read_files
from scoring.batch.recognise import load_clues
from scoring.batch.review_run import ReviewRun
from scoring.batch.review_writer import ReviewWriter
from scoring.batch.walk import FoundFiles, OutputFolder, find_files
from scoring.files.text_file import read_text
from scoring.problem import InputError
from scoring.records.file_content import FileRead, Form
from scoring.records.finding import Finding
from scoring.records.result import FileState, PassedOver, ReadState
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.compare_documents import DocumentComparison
from scoring.work.decide import ReviewSheets
from scoring.work.library import Library, library_of
from scoring.work.outputs import FORMATS
from scoring.work.reading import DATA, Sets, SubmissionSource, submissions_in
from scoring.work.review import RE_SCORING, Reviewer
from scoring.writers.lists.issue_list import Issue, ProposedMatch
from scoring.writers.lists.issue_list_words import ListWords

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
    the same folder goes on from there.

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
    words = load_vocabulary(ListWords)
    text = None if rules is None else read_text(Path(rules))
    reviewer = Reviewer(library, RE_SCORING if rules is None else os.fspath(rules), text)
    review_sheets = ReviewSheets(library, {k: reviewer.words.kinds[k] for k in ("E", "Q", "N")})
    _ = library.form_labels
    notes = reviewer.rules.notes  # what is wrong with a user's own is found before hours of reading
    planner = Planner(library, load_clues(library.folders), set, words, recognises=recognise)
    if set is not None:
        library.scorer(set)
    folder = None if output is None else Path(output)
    reading = _Reading(folder, library, words, progress or NoProgress(), year)
    outcomes = reading.read(source)
    files = planner.plan(outcomes)
    run_decisions, others = reading.decisions(outcomes, [Path(path) for path in decisions])
    planned = planner.planned
    run_decisions.rename(renamed(planned))
    run = ReviewRun(
        ReadState([*files, *others], reading.passed_over), words, review_sheets.kinds,
        unmatched_decisions=run_decisions.unmatched(
            (form.submission.key for form in planned), words.text("secret")
        ),
        notes=notes,
    )  # fmt: skip
    compared = compare_all(planned, outcomes, DocumentComparison(library), words)
    run.matches, run.used_matches = compared.proposed, compared.used
    form_reviewer = FormReviewer(
        reviewer, review_sheets, words, None if reading.log is None else formats
    )
    jobs = _jobs(planned, compared, duplicates(planned, words), run_decisions)
    reviewed = _reviewed(jobs, len(planned), form_reviewer, reading.progress)
    forms = _counted(run, reviewed, compared.of_files)
    if reading.log is None:
        for _ in forms:
            pass
    else:
        outputs = OutputWriter(reading.log, words.files["kept"])
        writer = ReviewWriter(run, outputs, formats, library.labels, reviewer.words, run_decisions)
        writer.write(forms)
        run.written, run.copies = list(outputs.written), outputs.copies
        run.removed, run.problems = outputs.removed, outputs.problems
    run.refused = run_decisions.refused()
    return run


def _jobs(
    planned: Sequence[PlannedForm],
    compared: RunComparison,
    duplicate: Mapping[int, tuple[Finding, ...]],
    decisions: RunDecisions,
) -> Iterator[FormJob]:
    """Yield what is to be done for each form, in the order of the plan."""
    again = repeats(planned)
    matches: dict[str, list[ProposedMatch]] = {}
    for match in compared.proposed:
        for file in dict.fromkeys((match.left.file, match.right.file)):
            matches.setdefault(file, []).append(match)
    for number, form in enumerate(planned):
        findings = (*duplicate.get(number, ()), *compared.by_form.get(number, ()))
        yield FormJob(
            form, number in again, findings, *decisions.of(form.submission.key),
            tuple(matches.get(form.file, ())),
        )  # fmt: skip


def _reviewed(
    jobs: Iterable[FormJob], count: int, reviewer: FormReviewer, progress: Progress
) -> Iterator[FormOutcome]:
    """Yield what came of each form; nothing of it is kept when the next one is asked for."""
    progress.begin(count, "review")
    try:
        for job in jobs:
            progress.step(job.form.name)
            yield reviewer.run(job)
    finally:
        progress.end()


def _counted(
    run: ReviewRun, outcomes: Iterable[FormOutcome], of_files: Sequence[Issue]
) -> Iterator[FormOutcome]:
    """Pass the forms on and count each in; all are counted when the last has gone by."""
    for outcome in outcomes:
        run.add(outcome)
        yield outcome
    run.finish(of_files)


class _Reading:
    """The reading of one run: of the submissions, and of the decisions on them."""

    def __init__(
        self,
        folder: Path | None,
        library: Library,
        words: ListWords,
        progress: Progress,
        year: int | None,
    ) -> None:
        self.library = library
        self.year = year
        self.words = words
        self.progress = progress
        self.log = None if folder is None else OutputLog(folder)
        self.kept = None if folder is None else KeptReadings(folder, [_digest_of_own(library)])
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
        found = find_files(paths, OutputLogs().is_output, output)
        if self.log is not None:
            self.log.make_ready()
        return [*self._files(found), *data]

    def decisions(
        self, outcomes: Sequence[ReadOutcome], paths: Sequence[Path]
    ) -> tuple[RunDecisions, list[FileState]]:
        """Return all decisions and answers, and the state of the files read only for them.

        They are taken from what was read, from ``paths``, and from the 复核表 in the folder of the
        outputs.
        """
        gathered = RunDecisions()
        others: list[ReadOutcome] = []
        if paths:
            found = find_files(paths)
            self._pass_over(found)
            others += [decisions_of(file) for file in found.files]
        for outcome in (*outcomes, *others):
            gathered.add(outcome)
        if self.log is not None:
            sheets = review_sheets_of(self.log.folder / self.words.files["worksheets"], self.log)
            echoes = {sheet.name for sheet in sheets if self.log.is_unchanged(sheet.path)}
            for outcome in self._files(FoundFiles(sheets)):
                gathered.add(outcome, echo=outcome.name in echoes)
                others.append(outcome)
        return gathered, [_without_forms(outcome) for outcome in others]

    def _data(self, source: Mapping[str, object] | Submission) -> ReadOutcome:
        """Return data as if it stood in a file of its own."""
        ((_, submission),) = submissions_in(source, "", self.library)
        if isinstance(submission, InputError):
            return ReadOutcome(DATA, None, submission.problems)
        form = Form(at="", submission=submission)
        return ReadOutcome(DATA, FileRead(name=DATA, kind="submission", forms=(form,)))

    def _files(self, found: FoundFiles) -> list[ReadOutcome]:
        self._pass_over(found)
        library = self.library
        files = read_files(
            found.files, self.kept, library.digest, self.progress, library.form_labels
        )
        return [_with_year(file, self.year) for file in files]

    def _pass_over(self, found: FoundFiles) -> None:
        why = self.words.why
        self.passed_over += [PassedOver(s.name, why[s.why], s.count) for s in found.skipped]


def _with_year(outcome: ReadOutcome, year: int | None) -> ReadOutcome:
    """Give a year to the forms that name none."""
    if outcome.read is None or year is None:
        return outcome
    forms = tuple(
        form
        if form.submission is None
        else form.model_copy(update={"submission": form.submission.with_year(year)})
        for form in outcome.read.forms
    )
    return replace(outcome, read=outcome.read.model_copy(update={"forms": forms}))


def _without_forms(outcome: ReadOutcome) -> FileState:
    """Return the state of a file of which only decisions and answers were used."""
    read = None if outcome.read is None else outcome.read.model_copy(update={"forms": ()})
    return FileState(outcome.name, read, outcome.problems)


def _digest_of_own(library: Library) -> str:
    """Return the digest of a user's own sets and words: forms are read by them."""
    files = [f"{path.name} {content_digest(path)}" for path in library.own_files()]
    return "\n".join([*files, *(f"{name}={role}" for name, role in library.headings.items())])
