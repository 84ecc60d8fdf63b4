"""One form of a run, from its submission to its finished outputs: all that belongs to it and to no other.

What is asked for and what comes back are plain records, so that another process can do the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.batch.form_source import FormStore
from scoring.batch.planning import PlannedForm
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.records.scorecard import NEEDS_PERSON
from scoring.records.submission import Submission
from scoring.work.decide import ReviewSheets
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from scoring.writers.form_line import NO_SHEET, SheetFiles
from scoring.writers.lists.issue_list import Issue, ProposedMatch, issues_of
from scoring.writers.lists.issue_list_words import ListWords
from scoring.writers.overview.form_summary import FormSummary, form_summary
from scoring.writers.scorecard_json import to_json


@dataclass(frozen=True, slots=True)
class FormJob:
    """One form with everything that its review rests on."""

    form: PlannedForm
    repeat: bool = False
    """Whether it was handed in before: it is listed and not counted again."""
    compared: tuple[Finding, ...] = ()
    """What the comparison with other documents of the run found."""
    decisions: tuple[Decision, ...] = ()
    replies: tuple[Reply, ...] = ()
    refused: tuple[Refused, ...] = ()
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
    summary: FormSummary
    issues: tuple[Issue, ...]
    submission: str
    """Its key."""
    secret: bool
    repeat: bool
    needs_person: bool
    open_rows: int
    """Rows that a person must settle."""
    label: str
    """What it is called in a message; of a secret one its file."""
    unused_decisions: int
    files: tuple[OutputFile, ...] = ()
    reviewed: Reviewed | None = None
    """All that was found, only where nothing is written."""


class FormReviewer:
    """Scores and reviews forms one by one and renders their outputs; it keeps nothing of a form."""

    def __init__(
        self,
        store: FormStore,
        reviewer: Reviewer,
        review_sheets: ReviewSheets,
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
        self.review_sheets = review_sheets
        self.words = words
        self.formats = formats
        self.every_sheet = every_sheet

    def run(self, job: FormJob) -> FormOutcome:
        """Do everything for one form."""
        reviewed = self._reviewed(job)
        submission, card = reviewed.result.submission, reviewed.decided or reviewed.result.scorecard
        unused = () if reviewed.decided is None else reviewed.decided.unused_decisions
        return FormOutcome(
            name=job.form.name,
            summary=form_summary(
                reviewed, self.library.labels, self._sheet(job, reviewed), self._claimed_grade(submission),
                self.review_sheets.progress(reviewed),
                repeat=job.repeat,
            ),
            issues=tuple(issues_of(reviewed, job.form.secret, self.words, repeat=job.repeat)),
            submission=submission.key,
            secret=submission.secret,
            repeat=job.repeat,
            needs_person=card.needs_person,
            open_rows=sum(row.status in NEEDS_PERSON for row in card.rows),
            label=reviewed.file if submission.secret else submission.title or reviewed.file,
            unused_decisions=len(unused),
            files=tuple(self._files(job, reviewed)),
            reviewed=reviewed if self.formats is None else None,
        )  # fmt: skip

    def _sheet(self, job: FormJob, form: Reviewed) -> SheetFiles:
        if not self._has_sheet(job, form):
            return NO_SHEET
        path, formats = self._path("worksheets", job.form), self.formats or ()
        return SheetFiles(
            f"{path}.html" if "html" in formats else "", f"{path}.xlsx" if "xlsx" in formats else ""
        )

    def _has_sheet(self, job: FormJob, form: Reviewed) -> bool:
        """Tell whether the form gets a 复核表: there is something to decide, or was."""
        card = form.decided or form.result.scorecard
        return bool(
            self.every_sheet
            or card.needs_person
            or any(finding.kind != "N" for finding in (*form.review.findings, *form.compared))
            or form.decisions
            or form.replies
            or form.refused
            or job.matches
        )

    def _path(self, kind: str, form: PlannedForm) -> str:
        """Return where an output lies in the folder of outputs, without its suffix."""
        parts = (self.words.files[kind], form.folder, form.name)
        return "/".join(part for part in parts if part)

    def _reviewed(self, job: FormJob) -> Reviewed:
        form = job.form
        submission = self.store.submission(form.source, form.file, form.at)
        result = score_submission(submission, self.library)
        review = self.reviewer.review_recognised(result, form.rivals)
        reviewed = Reviewed(form.file, form.at, result, review, compared=job.compared)
        if job.decisions or job.replies or job.refused:
            return self.review_sheets.decide(reviewed, job.decisions, job.replies, job.refused)
        return reviewed

    def _claimed_grade(self, submission: Submission) -> str:
        """Return the grade that the set gives for the claimed total, where the form states none."""
        if submission.claimed_total is None or submission.claimed_grade:
            return ""
        grades = self.library.indicator_set(submission.set)
        return grades.grade(submission.claimed_total) or ""

    def _files(self, job: FormJob, form: Reviewed) -> Iterator[OutputFile]:
        formats = self.formats or ()
        if self._has_sheet(job, form):
            sheet = self._path("worksheets", job.form)
            if "xlsx" in formats:
                blank = not (form.decisions or form.replies or form.refused)
                book = self.review_sheets.xlsx(form, job.matches)
                yield OutputFile(f"{sheet}.xlsx", book, True, blank)
            if "html" in formats:
                yield OutputFile(f"{sheet}.html", self.review_sheets.html(form, job.matches))
        if "json" in formats:
            card = to_json(form.result, form.decided)
            yield OutputFile(f"{self._path('scorecards', job.form)}.json", card)
