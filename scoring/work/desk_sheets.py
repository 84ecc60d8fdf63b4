"""The sheets of a review rendered from its ledger: the 复核表 of a project as workbook and page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.desk.hand_ins import project_key
from scoring.desk.steps import StepTable
from scoring.desk.tracks import Tracks
from scoring.exact import plain
from scoring.ledger.chain import entries_digest
from scoring.records.ledger_entry import LedgerRecord
from scoring.records.result import Reviewed
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.writers.lists.issue_list import ProposedMatch

if TYPE_CHECKING:
    from scoring.workbooks.review_sheet.write.feedback_view import FeedbackSheet
    from scoring.workbooks.review_sheet.write.view import ReviewSheetView, SheetStamp


class DeskSheets:
    """Renders the sheets of projects; ``kinds`` are the words for E, Q and N."""

    def __init__(self, library: Library, kinds: Mapping[str, str]) -> None:
        self.library = library
        self.kinds = kinds

    @cached_property
    def layout(self) -> ReviewSheetLayout:
        """Columns, grounds and words."""
        return load_vocabulary(ReviewSheetLayout)

    @cached_property
    def steps(self) -> StepTable:
        """The table of steps."""
        return load_vocabulary(StepTable)

    def view(
        self, form: Reviewed, tracks: Tracks, records: Sequence[LedgerRecord],
        texts: Mapping[str, str] | None = None, matches: Sequence[ProposedMatch] = (),
    ) -> ReviewSheetView:  # fmt: skip
        """Return what the sheet of a project holds, for ``xlsx`` and ``html``; it bears its edition.

        ``records`` are all entries of the project, ``texts`` those of a secret one that are at hand,
        by their digests, ``matches`` those proposed in the batch.
        """
        # Imported only where one is written.
        from scoring.workbooks.review_sheet.write.desk_view import desk_sheet_view  # noqa: PLC0415

        entries = [record.entry for record in records]
        stamp = self._stamp(form, tracks, [entry.id for entry in entries])
        return desk_sheet_view(
            form, tracks, entries, texts or {}, stamp, self.layout, self.steps, self.kinds,
            self.library.labels, matches,
        )  # fmt: skip

    def xlsx(self, form: Reviewed, view: ReviewSheetView) -> bytes:
        """Return the sheet as a workbook."""
        from scoring.workbooks.review_sheet.write.book import write_review_sheet  # noqa: PLC0415

        return write_review_sheet(view, self.layout, self._grades(form))

    def html(self, view: ReviewSheetView) -> bytes:
        """Return the same as a page for the screen and for paper."""
        from scoring.workbooks.review_sheet.write.page import review_sheet_html  # noqa: PLC0415

        return review_sheet_html(view, self.layout)

    def feedback_sheet(
        self, form: Reviewed, tracks: Tracks, records: Sequence[LedgerRecord],
        texts: Mapping[str, str] | None = None,
    ) -> FeedbackSheet | None:  # fmt: skip
        """Return what the unit gets of a project; None where it is not its turn."""
        from scoring.workbooks.review_sheet.write import feedback_view  # noqa: PLC0415

        if not feedback_view.is_asked_now(tracks):
            return None
        stamp = self._stamp(form, tracks, [record.id for record in records])
        return feedback_view.feedback_sheet(
            form, tracks, texts or {}, stamp, self.layout, self.kinds, self.library.labels
        )

    def feedback(self, unit: str, sheets: Sequence[FeedbackSheet]) -> bytes:
        """Return the workbook of a unit with all its projects that wait for its answer."""
        from scoring.workbooks.review_sheet.write.feedback_book import write_feedback  # noqa: PLC0415

        return write_feedback(unit, sheets, self.layout)

    def _stamp(self, form: Reviewed, tracks: Tracks, ids: Sequence[str]) -> SheetStamp:
        from scoring.workbooks.review_sheet.write.view import SheetStamp  # noqa: PLC0415

        state = tracks.state
        hand_in = state.hand_ins[-1].digest if state.hand_ins else ""
        project = state.project or project_key(form.result.submission)
        known = tuple(sorted(ids))
        return SheetStamp(
            project, state.stage, len(known), entries_digest(known), known, form=hand_in
        )

    def _grades(self, form: Reviewed) -> tuple[tuple[str, str], ...]:
        """Return the names of the grades and what a total must be (``>=90``), the best first."""
        grades = self.library.indicator_set(form.result.scorecard.set.id).grades
        return tuple(
            (grade.name, f"{'>' if grade.above else '>='}{plain(grade.least)}") for grade in grades
        )
