"""The outputs of a run: a file or two for each submission, then the overview, then the lists over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from scoring.batch.form_job import FormOutcome
from scoring.batch.output_writer import OutputWriter
from scoring.batch.review_run import ReviewRun
from scoring.batch.run_desk import RunDesk
from scoring.batch.selection import Selection, nothing_chosen
from scoring.pool.engine import batched
from scoring.records.ledger_run import Edition
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from scoring.work.desk_sheets import DeskSheets
from scoring.work.outputs import FileNames
from scoring.workbooks.progress_sheet.layout import ProgressLayout
from scoring.workbooks.progress_sheet.write import ProgressSheet
from scoring.workbooks.review_sheet.write.feedback_view import FeedbackSheet
from scoring.writers.form_line import FormLine
from scoring.writers.labels import Labels
from scoring.writers.lists.issue_list import ProposedMatch
from scoring.writers.lists.issue_list_jsonl import findings_jsonl
from scoring.writers.lists.issue_list_tables import issue_tables, reading_tables
from scoring.writers.lists.table_file import csv_file, workbook
from scoring.writers.overview.form_summary import FormSummary
from scoring.writers.overview.overview_pages import overview_pages
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.summary import LeftOut, Limits, Proposed, Summary
from scoring.writers.overview.tally import tally

_TOGETHER: Final = 100
"""So many forms wait for their sheets to be noted in the ledger."""
_LONGEST_NAME: Final = 100
"""Bytes of the name of a unit's workbook without its suffix."""


class ReviewWriter:
    """Writes everything of one run."""

    def __init__(
        self, run: ReviewRun, outputs: OutputWriter, formats: Sequence[str], labels: Labels,
        advice: Vocabulary, desk: RunDesk, sheets: DeskSheets, selection: Selection,
    ) -> None:  # fmt: skip
        """``labels`` and ``advice`` are the words of the overview; of a ``selection`` it is named."""
        self.run = run
        self.names = run.words.files
        self.outputs = outputs
        self.formats = formats
        self.labels = labels
        self.advice = advice
        self.desk = desk
        self.sheets = sheets
        self._asked: dict[str, list[FeedbackSheet]] = {}
        self.selection = selection
        self.part = selection.label

    def write(self, outcomes: Iterable[FormOutcome]) -> None:
        """Write all outputs; ``outcomes`` is gone through once, in the order of the plan."""
        counted = tally(self._forms(outcomes), Limits())
        if self.part and not counted.forms:
            raise nothing_chosen(self.selection)
        if "html" in self.formats:
            words, summary = load_vocabulary(OverviewWords), _summary(self.run)
            pages = overview_pages(counted, summary, words, self.labels, self.advice, self.part)
            for name, page in pages:
                self.outputs.write(name, page)
        self._feedback()
        self.run.note_written(*self.desk.written(self.run.refused_entries, self.run.drafts))
        self._lists([counted.forms[at] for at in counted.order()])
        if self.part:  # all else stays as it lies
            self.outputs.finish(())
            return
        kinds = {name.split("/")[0] for name in self.outputs.written}
        if "json" in self.formats:
            kinds.add(self.names["scorecards"])
        if {"xlsx", "html"} <= set(self.formats):
            kinds |= {self.names["worksheets"], self.names["feedback"]}
        if "html" in self.formats:
            kinds.add(self.names["overview"])
            pages_of = f"{self.names['overview']}-"  # as earlier releases called them
            kinds |= {name for name in self.outputs.log.digests if name.startswith(pages_of)}
        self.outputs.finish(kinds)

    def _forms(self, outcomes: Iterable[FormOutcome]) -> Iterator[FormSummary]:
        """Write what belongs to each form, and pass on what the overview needs of it.

        Sheets are in the ledger before they are in the folder.
        """
        for forms in batched(outcomes, _TOGETHER):
            self.desk.hand_out([form.edition for form in forms if form.edition is not None])
            for form in forms:
                for file in form.files:
                    # The name may have been another project's until now.
                    keep = file.is_sheet and self.desk.is_of_others(file.name, form.project)
                    self.outputs.write(file.name, file.content, blank=file.blank, keep=keep)
                if form.feedback is not None:
                    self._asked.setdefault(form.feedback.unit or form.name, []).append(
                        form.feedback
                    )
                yield form.summary

    def _feedback(self) -> None:
        """Write for each unit what it is asked, with all its projects: none where only some were chosen."""
        if not self.selection.takes_whole_units:
            return
        names = FileNames(_LONGEST_NAME)
        for unit, sheets in self._asked.items():
            self.desk.hand_out(
                [Edition(s.stamp.project, s.edition, s.stamp.count, s.stamp.digest) for s in sheets]
            )
            name = f"{self.names['feedback']}/{names.unique(unit)}.xlsx"
            blank = not any(row.printed for sheet in sheets for row in sheet.rows)
            self.outputs.write(name, self.sheets.feedback(unit, sheets), blank=blank)

    def _lists(self, forms: Sequence[FormLine]) -> None:
        run, write = self.run, self.outputs.write
        listed = issue_tables(run.issues, run.matches, run.state, run.words, run.kinds, forms=forms)
        title = f"{self.names['issues']}{self.part}"
        issues, all_forms, *others = listed
        progress = ProgressSheet(forms, load_vocabulary(ProgressLayout))
        write(f"{title}.xlsx", workbook([issues, all_forms, progress, *others], title))
        write(f"{title}.csv", csv_file(issues))
        write(f"{self.names['findings']}{self.part}.jsonl", findings_jsonl(run.issues))
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
        unplaced=sum(file.contents.rest for file in files if file.contents is not None),
        proposed=tuple(map(_proposed, run.matches)),
    )


def _proposed(match: ProposedMatch) -> Proposed:
    left, right = match.left, match.right
    share = Decimal(match.likeness.rstrip("%")) / 100
    return Proposed(
        f"{left.name} {left.value}", f"{left.file} {left.at}", f"{right.name} {right.value}",
        f"{right.file} {right.at}", share,
    )  # fmt: skip
