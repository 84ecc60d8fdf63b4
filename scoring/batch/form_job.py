"""One form of a run, from its submission to its finished outputs: all that belongs to it and to no other.

What is asked for and what comes back are plain records, so that another process can do the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from scoring.batch.form_source import FormStore
from scoring.batch.planning import PlannedForm
from scoring.desk.notices import Notice, notices
from scoring.desk.progress import review_progress
from scoring.desk.tracks import Tracks
from scoring.records.finding import Finding, Review
from scoring.records.ledger_entry import RULINGS, EntryKind, LedgerEntry, LedgerRecord
from scoring.records.ledger_run import Edition
from scoring.records.result import Result, Reviewed
from scoring.records.submission import Submission
from scoring.work.desk_sheets import DeskSheets
from scoring.work.project_desk import ProjectDesk
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from scoring.workbooks.review_sheet.write.feedback_view import FeedbackSheet
from scoring.writers.form_line import NO_SHEET, SheetFiles, count_open
from scoring.writers.lists.issue_list import Issue, ProposedMatch, issues_of
from scoring.writers.lists.issue_list_words import ListWords
from scoring.writers.overview.form_summary import FormSummary, form_summary
from scoring.writers.scorecard_json import to_json

WRITTEN: Final = frozenset(EntryKind) - {EntryKind.HAND_IN, EntryKind.SAMPLE}
"""Entries that persons wrote: a 复核表 that shows any is not blank."""
DECIDES: Final = RULINGS | {EntryKind.SIGNATURE, EntryKind.CLOSED}
"""Entries that give a form a track of its own in the review."""


@dataclass(frozen=True, slots=True)
class FormJob:
    """One form with everything that its review rests on."""

    form: PlannedForm
    repeat: bool = False
    """Whether it was handed in before: it is listed and not counted again."""
    copy: bool = False
    """Whether its project was another form's of the run already: its review is counted once."""
    compared: tuple[Finding, ...] = ()
    """What the comparison with other documents of the run found."""
    project: str = ""
    """Its id in the ledger."""
    records: tuple[LedgerRecord, ...] = ()
    """Of its project all entries of the ledger, those of this run too."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Of a secret project the texts that its sheets hold, by their digests in the ledger."""
    matches: tuple[ProposedMatch, ...] = ()
    """Of those proposed in the run, the ones in which the form's file is a side."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """An output of a form."""

    name: str
    """Relative to the folder of the outputs, with ``/``."""
    content: bytes
    is_sheet: bool = False
    """Whether people write into it."""
    blank: bool = True
    """Whether it holds nothing that a person wrote."""


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """What came of a form: its outputs, and what the run adds up over all forms."""

    name: str
    """Of its outputs, without suffix."""
    project: str
    summary: FormSummary
    issues: tuple[Issue, ...]
    secret: bool
    repeat: bool
    copy: bool
    """Whether its project was counted already."""
    needs_person: bool
    open_rows: int
    """Rows that a person must settle."""
    label: str
    """What it is called in a message; of a secret one its file."""
    unused: int
    """Entries that do not count: decided upon other data, on a row that is gone, too late, not allowed."""
    notices: tuple[Notice, ...]
    """What else a person must know of its review."""
    refused: tuple[LedgerEntry, ...]
    """Entries that cannot be used as they were written, and were not put right since."""
    drafts: tuple[LedgerEntry, ...]
    """Entries that nobody signed."""
    is_begun: bool
    """Whether anybody wrote anything into its review."""
    held: bool
    """Whether evaluators decided differently on it (待裁定)."""
    emptied: int
    """Cells that were emptied, of which it is to be said whether that takes an entry back."""
    edition: Edition | None = None
    """Its 复核表 as it is handed out."""
    feedback: FeedbackSheet | None = None
    """What its unit is asked, where it is the unit's turn."""
    files: tuple[OutputFile, ...] = ()
    reviewed: Reviewed | None = None
    """All that was found, only where nothing is written."""


class CheckedForm(NamedTuple):
    """A form scored by the rule, and what was found of it by itself."""

    result: Result
    review: Review


class FormReviewer:
    """Scores and reviews forms one by one and renders their outputs; it keeps nothing of a form."""

    def __init__(
        self,
        store: FormStore,
        reviewer: Reviewer,
        desk: ProjectDesk,
        sheets: DeskSheets,
        words: ListWords,
        formats: Sequence[str] | None,
        *,
        every_sheet: bool = True,
    ) -> None:
        """``formats`` are those in which outputs are rendered; with None the reviews are passed on.

        Without ``every_sheet`` a form gets a 复核表 only if there is something to decide.
        """
        self.store = store
        self.reviewer = reviewer
        self.library = reviewer.library
        self.desk = desk
        self.sheets = sheets
        self.words = words
        self.formats = formats
        self.every_sheet = every_sheet

    def run(self, job: FormJob) -> FormOutcome:
        """Do everything for one form."""
        return self.outcome(job, *self.reviewed(job, self.scored(job.form)))

    def scored(self, form: PlannedForm) -> CheckedForm:
        """Return a form scored and checked by itself: what no other document and no person changes."""
        result = score_submission(
            self.store.submission(form.source, form.file, form.at), self.library
        )
        return CheckedForm(result, self.reviewer.review_recognised(result, form.rivals))

    def reviewed(self, job: FormJob, scored: CheckedForm) -> tuple[Reviewed, Tracks]:
        """Return a scored form with what persons and other documents say of it, and its tracks."""
        form, (result, review) = job.form, scored
        tracks = self.desk.tracks(result, job.records)
        is_decided = any(record.entry.kind in DECIDES for record in job.records)
        reviewed = Reviewed(
            form.file, form.at, result, review, compared=job.compared,
            decided=self.desk.card(tracks) if is_decided else None,
            progress=review_progress(
                tracks, self.desk.steps, [record.id for record in job.records]
            ),
        )  # fmt: skip
        return reviewed, tracks

    def outcome(self, job: FormJob, reviewed: Reviewed, tracks: Tracks) -> FormOutcome:
        """Return what comes of a reviewed form: its outputs, and what a run adds up."""
        form, result = job.form, reviewed.result
        submission = result.submission
        card, progress = result.scorecard, reviewed.progress
        open_rows = count_open(card, progress.settled)
        has_no_total = card.scored and progress.total is None
        files, edition = self._files(job, reviewed, tracks)
        state = tracks.state
        return FormOutcome(
            name=form.name,
            project=job.project,
            summary=form_summary(
                reviewed, self.library.labels, _sheet_of(files), self._claimed_grade(submission),
                repeat=job.repeat, copy=job.copy,
            ),
            issues=tuple(issues_of(reviewed, form.secret, self.words, repeat=job.repeat)),
            secret=submission.secret,
            repeat=job.repeat,
            copy=job.copy,
            needs_person=open_rows > 0 or state.held or has_no_total,
            open_rows=open_rows,
            label=_label(reviewed, repeat=job.repeat),
            unused=len(state.stale) + len(state.late) + len(state.void_entries) + len(tracks.unused),
            notices=tuple(notices(tracks, self.desk.steps, self.desk.layout.kinds)),
            refused=() if job.copy else state.refused,
            drafts=() if job.copy else tuple(filter(state.may_be_signed, state.drafts)),
            is_begun=any(record.entry.kind in WRITTEN for record in job.records),
            held=state.held,
            emptied=len(state.emptied),
            edition=edition,
            feedback=self._feedback(job, reviewed, tracks),
            files=files,
            reviewed=reviewed if self.formats is None else None,
        )  # fmt: skip

    def _feedback(self, job: FormJob, form: Reviewed, tracks: Tracks) -> FeedbackSheet | None:
        """Return what the unit is asked about the form; of one handed in twice it is asked once."""
        if job.copy or "xlsx" not in (self.formats or ()):
            return None
        return self.sheets.feedback_sheet(form, tracks, job.records, job.texts)

    def _has_sheet(self, job: FormJob, form: Reviewed, tracks: Tracks) -> bool:
        """Tell whether the form gets a 复核表: there is something to decide, or was."""
        return bool(
            self.every_sheet
            or form.result.scorecard.needs_person
            or tracks.pending
            or any(finding.kind != "N" for finding in (*form.review.findings, *form.compared))
            or any(record.entry.kind in WRITTEN for record in job.records)
            or job.matches
        )

    def _path(self, kind: str, form: PlannedForm) -> str:
        """Return where an output lies in the folder of outputs, without its suffix."""
        parts = (self.words.files[kind], form.folder, form.name)
        return "/".join(part for part in parts if part)

    def _claimed_grade(self, submission: Submission) -> str:
        """Return the grade that the set gives for the claimed total, where the form states none."""
        if submission.claimed_total is None or submission.claimed_grade:
            return ""
        grades = self.library.indicator_set(submission.set)
        return grades.grade(submission.claimed_total) or ""

    def _files(
        self, job: FormJob, form: Reviewed, tracks: Tracks
    ) -> tuple[tuple[OutputFile, ...], Edition | None]:
        """Return the outputs of a form, and its 复核表 as it is handed out."""
        files, edition, formats = [], None, self.formats or ()
        if {"xlsx", "html"} & set(formats) and self._has_sheet(job, form, tracks):
            view = self.sheets.view(form, tracks, job.records, job.texts, job.matches)
            path, stamp = self._path("worksheets", job.form), view.stamp
            blank = not any(record.entry.kind in WRITTEN for record in job.records)
            if "xlsx" in formats:
                edition = Edition(stamp.project, view.edition, stamp.count, stamp.digest)
                files.append(OutputFile(f"{path}.xlsx", self.sheets.xlsx(form, view), True, blank))
            if "html" in formats:
                files.append(OutputFile(f"{path}.html", self.sheets.html(view)))
        if "json" in formats:
            card = to_json(form.result, form.decided)
            files.append(OutputFile(f"{self._path('scorecards', job.form)}.json", card))
        return tuple(files), edition


def _label(form: Reviewed, *, repeat: bool) -> str:
    """Return what a form is called: of a secret one its file, with it where another bears the id too."""
    submission = form.result.submission
    if submission.secret or not submission.title:
        return form.file
    return f"{submission.title}（{form.file}）" if repeat else submission.title


def _sheet_of(files: Sequence[OutputFile]) -> SheetFiles:
    """Return where the 复核表 of a form lies among its outputs."""
    book = next((file.name for file in files if file.is_sheet), "")
    page = next((file.name for file in files if file.name.endswith(".html")), "")
    return SheetFiles(page, book) if book or page else NO_SHEET
