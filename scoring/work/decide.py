"""The 复核表 of one project at the edge: decisions laid over a review, and the sheet as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.files import shipped
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.result import Result, Reviewed
from scoring.records.scorecard import Scorecard
from scoring.review.rounds import Score, Tracks, decide, in_order, tracks
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.writers.lists.issue_list import ProposedMatch

if TYPE_CHECKING:
    from scoring.workbooks.review_sheet.write.view import ReviewSheetView

PAGE = "templates/html/worksheet.html.j2"


class ReviewSheets:
    """Decides, tells the tracks, and writes review sheets; ``kinds`` are the words for E, Q and N."""

    def __init__(self, library: Library, kinds: Mapping[str, str]) -> None:
        self.library = library
        self.kinds = kinds

    @cached_property
    def layout(self) -> ReviewSheetLayout:
        """Rounds, columns, grounds and words."""
        return load_vocabulary(ReviewSheetLayout)

    def decide(
        self,
        one: Reviewed,
        decisions: Iterable[Decision],
        replies: Iterable[Reply] = (),
        refused: Iterable[Refused] = (),
    ) -> Reviewed:
        """Return the review with those of the decisions and answers that are about it.

        What cannot be used is told in ``decided.unused_decisions``; ``refused`` is what could not
        be read.
        """
        key, steps = one.result.submission.key, self.layout.rounds
        own = in_order((d for d in decisions if d.submission == key), steps)
        answers = in_order((r for r in replies if r.submission == key), steps)
        decided = self.laid_over(one.result, own).scorecard if own else None
        return replace(
            one, decided=decided, decisions=own, replies=answers,
            refused=tuple(r for r in refused if r.submission == key),
        )  # fmt: skip

    def laid_over(self, result: Result, decisions: Iterable[Decision]) -> Result:
        """Return the result with those of the decisions that are about it laid over its score."""
        key, steps = result.submission.key, self.layout.rounds
        own = in_order((d for d in decisions if d.submission == key), steps)
        if not own:
            return result
        return replace(result, scorecard=decide(self._score(result), own, steps, self._is_listed))

    def tracks(self, one: Reviewed) -> Tracks:
        """Return the three tracks of a project and the state of its review."""
        scorer = self.library.scorer(one.result.scorecard.set.id)
        return tracks(
            one.result.submission,
            one.result.scorecard,
            one.decided,
            one.decisions,
            one.replies,
            one.refused,
            steps=self.layout.rounds,
            digests=scorer.row_digests(one.result.submission),
            score=self._score(one.result),
            is_listed=self._is_listed,
            grade=scorer.indicators.grade,
        )

    def xlsx(self, one: Reviewed, matches: Sequence[ProposedMatch] = ()) -> bytes:
        """Return the review sheet of the round that is open.

        ``matches`` are those proposed in the batch; those of this project are told, not used.
        """
        # Imported only where one is written.
        from scoring.workbooks.review_sheet.write.book import write_review_sheet  # noqa: PLC0415

        return write_review_sheet(self._view(one, matches), self.layout, self._grades(one))

    def html(self, one: Reviewed, matches: Sequence[ProposedMatch] = ()) -> bytes:
        """Return the same as a page for the screen and for paper."""
        from scoring.workbooks.review_sheet.write.page import review_sheet_html  # noqa: PLC0415

        return review_sheet_html(self._view(one, matches), shipped.read_text(PAGE), self.layout)

    def _view(self, one: Reviewed, matches: Sequence[ProposedMatch]) -> ReviewSheetView:
        from scoring.workbooks.review_sheet.write.make_view import review_sheet_view  # noqa: PLC0415

        return review_sheet_view(
            one, self.tracks(one), self.layout, self.kinds, self.library.labels, matches
        )

    def _grades(self, one: Reviewed) -> tuple[tuple[str, str], ...]:
        """Return the names and least totals of the grades, the best first."""
        from scoring.exact import plain  # noqa: PLC0415

        found = self.library.indicator_set(one.result.scorecard.set.id).grades
        return tuple((grade.name, plain(grade.least)) for grade in found)

    def _score(self, result: Result) -> Score:
        scorer, submission = self.library.scorer(result.scorecard.set.id), result.submission

        def score(decisions: Sequence[Decision]) -> Scorecard:
            return scorer.score(submission, decisions)

        return score

    def _is_listed(self, ground: str) -> bool:
        return bool(self.layout.listed(ground))
