"""The outputs of a run: a file or two for each submission, then the lists over all, then the overview."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from scoring.batch.decided import Decided
from scoring.batch.duplicates import repeats
from scoring.batch.outcome import Batch
from scoring.batch.planning import Planned
from scoring.batch.results import Results
from scoring.files import shipped
from scoring.records.result import Reviewed
from scoring.words import load_vocabulary
from scoring.work.decide import ReviewSheets
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.writers.lists.issue_list import Issue, ProposedMatch, in_order, issues_of
from scoring.writers.lists.issue_list_jsonl import findings_jsonl
from scoring.writers.lists.issue_list_tables import issue_tables, reading_tables
from scoring.writers.lists.table_file import csv_file, workbook
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.pages import TEMPLATE, overview_pages
from scoring.writers.overview.summary import LeftOut, Proposed, Summary
from scoring.writers.scorecard_json import to_json


class Writer:
    """Writes everything of one run."""

    def __init__(
        self, results: Results, formats: Sequence[str], library: Library, reviewer: Reviewer,
        review_sheets: ReviewSheets, decided: Decided,
    ) -> None:  # fmt: skip
        self.results = results
        self.formats = formats
        self.library = library
        self.reviewer = reviewer
        self.review_sheets = review_sheets
        self.decided = decided

    def write(
        self,
        batch: Batch,
        planned: Sequence[Planned],
        reviewed: Iterable[Reviewed],
        of_files: Iterable[Issue],
    ) -> None:
        """Write all outputs; ``reviewed`` is gone through once, in the order of the plan.

        ``of_files`` is what was found about files and about no submission.
        """
        again = repeats(planned)
        batch.repeats = len(again)
        one_by_one = self._each(batch, planned, reviewed, again)
        if "html" in self.formats:
            self._overview(batch, planned, one_by_one)
        for _ in one_by_one:
            pass
        batch.issues = in_order([*batch.issues, *of_files])
        self._lists(batch)
        files = batch.words.files
        kinds = {name.split("/")[0] for name in self.results.written}
        kinds |= {files[key] for key in ("worksheets", "scorecards") if self._makes(key)}
        if "html" in self.formats:  # further pages of a longer overview
            kinds |= {n for n in self.results.ours.known if n.startswith(f"{files['overview']}-")}
        self.results.finish(kinds)

    def _makes(self, what: str) -> bool:
        wanted = {"scorecards": {"json"}, "worksheets": {"xlsx", "html"}}[what]
        return wanted <= set(self.formats)

    def _each(
        self,
        batch: Batch,
        planned: Sequence[Planned],
        reviewed: Iterable[Reviewed],
        again: Collection[int],
    ) -> Iterator[Reviewed]:
        """Write what belongs to each submission, note its findings, and pass it on."""
        files = batch.words.files
        for number, (plan, one) in enumerate(zip(planned, reviewed, strict=True)):
            if "xlsx" in self.formats:
                name = f"{files['worksheets']}/{plan.name}.xlsx"
                blank = not (one.decisions or one.replies or one.refused)
                # The name may have been another project's until now.
                keep = self.decided.is_of_others(name, one.result.submission.key)
                sheet = self.review_sheets.xlsx(one, batch.matches)
                self.results.write(name, sheet, blank=blank, keep=keep)
            if "html" in self.formats:
                name = f"{files['worksheets']}/{plan.name}.html"
                self.results.write(name, self.review_sheets.html(one, batch.matches))
            if "json" in self.formats:
                self.results.write(
                    f"{files['scorecards']}/{plan.name}.json", to_json(one.result, one.decided)
                )
            batch.note(one, issues_of(one, plan.secret, batch.words, repeat=number in again))
            yield one

    def _overview(
        self, batch: Batch, planned: Sequence[Planned], reviewed: Iterable[Reviewed]
    ) -> None:
        files = batch.words.files
        pages = overview_pages(
            reviewed,
            _summary(batch),
            load_vocabulary(OverviewWords),
            self.library.labels,
            self.reviewer.words,
            shipped.read_text(TEMPLATE),
            links={(p.file, p.at): f"{files['worksheets']}/{p.name}.html" for p in planned},
            claimed_grades=dict(self._claimed_grades(planned)),
            repeats={(planned[n].file, planned[n].at) for n in repeats(planned)},
        )
        for name, page in pages.items():
            self.results.write(name, page)

    def _claimed_grades(self, planned: Sequence[Planned]) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the grade that the set gives for a claimed total, where the form states none."""
        for one in planned:
            submission = one.submission
            if submission.claimed_total is not None and not submission.claimed_grade:
                grade = self.library.indicator_set(submission.set).grade(submission.claimed_total)
                if grade is not None:
                    yield (one.file, one.at), grade

    def _lists(self, batch: Batch) -> None:
        words, files, write = batch.words, batch.words.files, self.results.write
        listed = issue_tables(batch.issues, batch.matches, batch.state, words, batch.kinds)
        title = files["issues"]
        write(f"{title}.xlsx", workbook(listed, title))
        write(f"{title}.csv", csv_file(listed[0]))
        write(f"{files['findings']}.jsonl", findings_jsonl(batch.issues))
        reading = reading_tables(batch.state, words)
        title = files["reading"]
        write(f"{title}.xlsx", workbook(reading, title))
        write(f"{title}.csv", csv_file(reading[0]))


def _summary(batch: Batch) -> Summary:
    words = batch.words
    files = batch.state.files
    forms = [form for file in files for form in file.forms]
    left = [
        LeftOut(file.name, file.problems[0].message if file.problems else "")
        for file in files
        if file.is_unread
    ]
    left += [LeftOut(f.name, words.nothing["text"]) for f in files if f.holds_nothing]
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
        proposed=tuple(map(_proposed, batch.matches)),
    )


def _proposed(match: ProposedMatch) -> Proposed:
    left, right = match.left, match.right
    share = Decimal(match.likeness.rstrip("%")) / 100
    return Proposed(
        f"{left.name} {left.value}", f"{left.file} {left.at}", f"{right.name} {right.value}",
        f"{right.file} {right.at}", share,
    )  # fmt: skip
