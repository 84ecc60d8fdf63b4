"""Every planned submission re-scored, reviewed and decided, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.batch.decided import Decided
from scoring.batch.planning import Planned
from scoring.batch.reading import Progress
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.work.decide import ReviewSheets
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission

Beside = Mapping[int, tuple[Finding, ...]]
"""What a comparison found, by the number of the submission in the plan."""


class Reviews:
    """Makes the reviews of a run; nothing of a submission is kept when the next one is asked for."""

    def __init__(
        self,
        library: Library,
        reviewer: Reviewer,
        review_sheets: ReviewSheets,
        decided: Decided,
        progress: Progress,
    ) -> None:
        self.library = library
        self.reviewer = reviewer
        self.review_sheets = review_sheets
        self.decided = decided
        self.progress = progress

    def of(self, planned: Sequence[Planned], beside: Sequence[Beside]) -> Iterator[Reviewed]:
        """Yield the reviews in the order of the plan."""
        self.progress.begin(len(planned), "review")
        try:
            yield from self._of(planned, beside)
        finally:
            self.progress.end()

    def _of(self, planned: Sequence[Planned], beside: Sequence[Beside]) -> Iterator[Reviewed]:
        for number, one in enumerate(planned):
            self.progress.step(one.name)
            result = score_submission(one.submission, self.library)
            found = tuple(f for these in beside for f in these.get(number, ()))
            review = self.reviewer.review(result)
            made = Reviewed(one.file, one.at, result, review, compared=found)
            decisions, replies = self.decided.on(one.submission.key)
            refused = [r for r in self.decided.refused() if r.submission == one.submission.key]
            if decisions or replies or refused:
                made = self.review_sheets.decide(made, decisions, replies, refused)
            yield made
