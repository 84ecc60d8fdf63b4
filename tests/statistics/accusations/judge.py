"""Forms scored and reviewed as an evaluator does it, and set against what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.records.finding import Finding, Review
from scoring.records.scorecard import Scorecard
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.statistics.accusations.forms import Form


@dataclass(frozen=True)
class Judged:
    """What came of one form."""

    card: Scorecard
    review: Review

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.review.findings

    def of_kind(self, kind: str) -> list[Finding]:
        return [finding for finding in self.review.findings if finding.kind == kind]


class Judge:
    """Scores and reviews by the rules that evaluators use."""

    def __init__(self) -> None:
        self.library = Library()
        self.reviewer = Reviewer(self.library, RE_SCORING)

    def judge(self, submission: Submission) -> Judged:
        result = score_submission(submission, self.library)
        return Judged(result.scorecard, self.reviewer.review(result))

    def differences(self, form: Form, judged: Judged) -> Iterator[str]:
        """Yield every score that is not what plain arithmetic makes of the form."""
        one, card = self.library.indicator_set(form.set_id), judged.card
        if not one.scored:
            return
        for_tasks = {node.name for node in one.levels if node.rows == "tasks"}
        leaves = {**form.leaves.right, **dict.fromkeys(form.leaves.judged)}
        tasks = iter(form.tasks.right)
        rows = iter(form.rows)
        for result in card.indicators:
            if result.id in form.leaves.judged:
                if result.score is not None:
                    yield f"{result.id}: {result.score}, left to people"
                continue
            if result.id in leaves:
                right = form.leaves.right[result.id]
            elif for_tasks & {result.level1, *result.path}:
                right = next(tasks)
            else:
                right = next(rows).right
            if result.points and (result.score is None or Fraction(result.score) != right):
                yield f"{result.id}: {result.score}, by hand {float(right)}"
        if card.execution is not None:
            score = None if card.execution.score is None else Fraction(card.execution.score)
            if score != form.funds.right:
                yield f"{card.execution.name}: {score}, by hand {form.funds.right}"
