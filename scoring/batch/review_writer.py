"""The outputs of a run: a file or two for each submission, then the overview, then the lists over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from scoring.batch.decisions import RunDecisions
from scoring.batch.duplicates import repeats
from scoring.batch.output_writer import OutputWriter
from scoring.batch.planning import PlannedForm
from scoring.batch.review_run import ReviewRun
from scoring.records.result import Reviewed
from scoring.words import load_vocabulary
from scoring.work.decide import ReviewSheets
from scoring.work.review import Reviewer
from scoring.writers.lists.issue_list import ProposedMatch
from scoring.writers.lists.issue_list_jsonl import findings_jsonl
from scoring.writers.lists.issue_list_tables import issue_tables, reading_tables
from scoring.writers.lists.table_file import csv_file, workbook
from scoring.writers.overview.overview_pages import overview_pages
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.summary import LeftOut, Proposed, Summary
from scoring.writers.scorecard_json import to_json


class ReviewWriter:
    """Writes everything of one run."""

    def __init__(
        self, run: ReviewRun, outputs: OutputWriter, formats: Sequence[str], reviewer: Reviewer,
        review_sheets: ReviewSheets, decisions: RunDecisions,
    ) -> None:  # fmt: skip
        self.run = run
        self.names = run.words.files
        self.outputs = outputs
        self.formats = formats
        self.library = reviewer.library
        self.reviewer = reviewer
        self.review_sheets = review_sheets
        self.decisions = decisions

    def write(self, planned: Sequence[PlannedForm], reviewed: Iterable[Reviewed]) -> None:
        """Write all outputs; ``reviewed`` is gone through once, in the order of the plan."""
        written = self._forms(planned, reviewed)
        if "html" in self.formats:
            self._overview(planned, written)
        for _ in written:
            pass
        self._lists()
        kinds = {name.split("/")[0] for name in self.outputs.written}
        if "json" in self.formats:
            kinds.add(self.names["scorecards"])
        if {"xlsx", "html"} <= set(self.formats):
            kinds.add(self.names["worksheets"])
        if "html" in self.formats:  # further pages of a longer overview
            pages = f"{self.names['overview']}-"
            kinds |= {name for name in self.outputs.log.digests if name.startswith(pages)}
        self.outputs.finish(kinds)

    def _forms(
        self, planned: Sequence[PlannedForm], reviewed: Iterable[Reviewed]
    ) -> Iterator[Reviewed]:
        """Write what belongs to each submission, and pass it on."""
        sheets, scorecards = self.names["worksheets"], self.names["scorecards"]
        matches = self.run.matches
        for plan, form in zip(planned, reviewed, strict=True):
            if "xlsx" in self.formats:
                name = f"{sheets}/{plan.name}.xlsx"
                blank = not (form.decisions or form.replies or form.refused)
                # The name may have been another project's until now.
                keep = self.decisions.is_of_others(name, form.result.submission.key)
                sheet = self.review_sheets.xlsx(form, matches)
                self.outputs.write(name, sheet, blank=blank, keep=keep)
            if "html" in self.formats:
                page = self.review_sheets.html(form, matches)
                self.outputs.write(f"{sheets}/{plan.name}.html", page)
            if "json" in self.formats:
                card = to_json(form.result, form.decided)
                self.outputs.write(f"{scorecards}/{plan.name}.json", card)
            yield form

    def _overview(self, planned: Sequence[PlannedForm], reviewed: Iterable[Reviewed]) -> None:
        sheets = self.names["worksheets"]
        pages = overview_pages(
            reviewed,
            _summary(self.run),
            load_vocabulary(OverviewWords),
            self.library.labels,
            self.reviewer.words,
            links={(p.file, p.at): f"{sheets}/{p.name}.html" for p in planned},
            claimed_grades=dict(self._claimed_grades(planned)),
            repeats={(planned[n].file, planned[n].at) for n in repeats(planned)},
        )
        for name, page in pages.items():
            self.outputs.write(name, page)

    def _claimed_grades(
        self, planned: Sequence[PlannedForm]
    ) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the grade that the set gives for a claimed total, where the form states none."""
        for form in planned:
            submission = form.submission
            if submission.claimed_total is not None and not submission.claimed_grade:
                grade = self.library.indicator_set(submission.set).grade(submission.claimed_total)
                if grade is not None:
                    yield (form.file, form.at), grade

    def _lists(self) -> None:
        run, write = self.run, self.outputs.write
        listed = issue_tables(run.issues, run.matches, run.state, run.words, run.kinds)
        title = self.names["issues"]
        write(f"{title}.xlsx", workbook(listed, title))
        write(f"{title}.csv", csv_file(listed[0]))
        write(f"{self.names['findings']}.jsonl", findings_jsonl(run.issues))
        reading = reading_tables(run.state, run.words)
        title = self.names["reading"]
        write(f"{title}.xlsx", workbook(reading, title))
        write(f"{title}.csv", csv_file(reading[0]))


def _summary(run: ReviewRun) -> Summary:
    words = run.words
    files = run.state.files
    forms = [form for file in files for form in file.forms]
    left = [
        LeftOut(file.name, file.problems[0].message if file.problems else "")
        for file in files
        if file.is_unread
    ]
    for file in files:
        if file.holds_nothing:
            why = next((p.message for p in file.problems if p.severity != "note"), "")
            left.append(LeftOut(file.name, why or words.nothing["text"]))
    for form in forms:
        if form.fate in {"faulty", "wrong-set"}:
            first = form.problems[0].message if form.problems and not form.secret else ""
            left.append(LeftOut(form.file, first or words.text("hidden"), form.at))
    return Summary(
        files=sum(not file.is_unread and not file.holds_nothing for file in files),
        not_read=tuple(left),
        without_set=tuple(
            LeftOut(form.file, words.no_set["text"], form.at)
            for form in forms
            if form.fate == "no-set"
        ),
        unplaced=sum(len(file.read.rest) for file in files if file.read is not None),
        proposed=tuple(map(_proposed, run.matches)),
    )


def _proposed(match: ProposedMatch) -> Proposed:
    left, right = match.left, match.right
    share = Decimal(match.likeness.rstrip("%")) / 100
    return Proposed(
        f"{left.name} {left.value}", f"{left.file} {left.at}", f"{right.name} {right.value}",
        f"{right.file} {right.at}", share,
    )  # fmt: skip
