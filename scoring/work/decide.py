"""The 复核表 of a project: decisions applied to its review, its three tracks, the sheet as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.records.decision import Decision, Refused, Reply
from scoring.records.result import Result, Reviewed
from scoring.records.review_progress import ReviewProgress
from scoring.records.scorecard import Scorecard
from scoring.review.rounds import Score, Tracks, decide, in_order, tracks
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.writers.lists.issue_list import ProposedMatch

if TYPE_CHECKING:
    from scoring.workbooks.review_sheet.write.view import ReviewSheetView


class ReviewSheets:
    """Applies decisions, and writes review sheets; ``kinds`` are the words for E, Q and N."""

    def __init__(self, library: Library, kinds: Mapping[str, str]) -> None:
        self.library = library
        self.kinds = kinds

    @cached_property
    def layout(self) -> ReviewSheetLayout:
        """Rounds, columns, grounds and words."""
        return load_vocabulary(ReviewSheetLayout)

    def decide(
        self,
        form: Reviewed,
        decisions: Iterable[Decision],
        replies: Iterable[Reply] = (),
        refused: Iterable[Refused] = (),
    ) -> Reviewed:
        """Return the review with those of the decisions and answers that are about it.

        What cannot be used stands in ``decided.unused_decisions``; ``refused`` is what could not
        be read.
        """
        key, steps = form.result.submission.key, self.layout.rounds
        of_form = in_order((d for d in decisions if d.submission == key), steps)
        answers = in_order((r for r in replies if r.submission == key), steps)
        decided = self.applied_to(form.result, of_form).scorecard if of_form else None
        return replace(
            form, decided=decided, decisions=of_form, replies=answers,
            refused=tuple(r for r in refused if r.submission == key),
        )  # fmt: skip

    def applied_to(self, result: Result, decisions: Iterable[Decision]) -> Result:
        """Return the result with those of the decisions applied that are about it."""
        key, steps = result.submission.key, self.layout.rounds
        chosen = in_order((d for d in decisions if d.submission == key), steps)
        if not chosen:
            return result
        card = decide(self._score(result), chosen, steps, self._is_listed)
        return replace(result, scorecard=card)

    def tracks(self, form: Reviewed) -> Tracks:
        """Return the three tracks of a project and the state of its review."""
        scorer = self.library.scorer(form.result.scorecard.set.id)
        return tracks(
            form.result.submission,
            form.result.scorecard,
            form.decided,
            form.decisions,
            form.replies,
            form.refused,
            steps=self.layout.rounds,
            digests=scorer.row_digests(form.result.submission),
            score=self._score(form.result),
            is_listed=self._is_listed,
            grade=scorer.indicators.grade,
        )

    def progress(self, form: Reviewed) -> ReviewProgress:
        """Return where the review of a project stands, in words."""
        tracks = self.tracks(form)
        entries: list[Decision | Reply] = [*form.decisions, *form.replies]
        last = [entry for entry in entries if entry.by and entry.at and entry.round == tracks.round]
        return ReviewProgress(
            project=form.result.submission.key,
            round=tracks.round or self.layout.finished.name,
            signed=tuple(dict.fromkeys(f"{entry.by} {entry.at}" for entry in last)),
            first_claimed=form.result.submission.claimed_total,
            settled=frozenset(row.id for row in tracks.rows if row.closed),
        )

    def xlsx(self, form: Reviewed, matches: Sequence[ProposedMatch] = ()) -> bytes:
        """Return the review sheet of the round that is open.

        ``matches`` are those proposed in the batch; those of this project are listed, not used.
        """
        # Imported only where one is written.
        from scoring.workbooks.review_sheet.write.book import write_review_sheet  # noqa: PLC0415

        return write_review_sheet(self._view(form, matches), self.layout, self._grades(form))

    def html(self, form: Reviewed, matches: Sequence[ProposedMatch] = ()) -> bytes:
        """Return the same as a page for the screen and for paper."""
        from scoring.workbooks.review_sheet.write.page import review_sheet_html  # noqa: PLC0415

        return review_sheet_html(self._view(form, matches), self.layout)

    def _view(self, form: Reviewed, matches: Sequence[ProposedMatch]) -> ReviewSheetView:
        from scoring.workbooks.review_sheet.write.make_view import review_sheet_view  # noqa: PLC0415

        return review_sheet_view(
            form, self.tracks(form), self.layout, self.kinds, self.library.labels, matches
        )

    def _grades(self, form: Reviewed) -> tuple[tuple[str, str], ...]:
        """Return the names of the grades and what a total must be (``>=90``), the best first."""
        from scoring.exact import plain  # noqa: PLC0415

        grades = self.library.indicator_set(form.result.scorecard.set.id).grades
        return tuple(
            (grade.name, f"{'>' if grade.above else '>='}{plain(grade.least)}") for grade in grades
        )

    def _score(self, result: Result) -> Score:
        scorer, submission = self.library.scorer(result.scorecard.set.id), result.submission

        def score(decisions: Sequence[Decision]) -> Scorecard:
            return scorer.score(submission, decisions)

        return score

    def _is_listed(self, ground: str) -> bool:
        return bool(self.layout.listed(ground))
