"""What the writers render: a submission, its scorecard, and the claims that were checked."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.review.claim import ClaimCheck
from scoring.review.not_placed import NotPlaced, not_placed
from scoring.scorecard import Scorecard
from scoring.submission import Submission


@dataclass(frozen=True, slots=True)
class Result:
    """One submission with everything that was found about it."""

    submission: Submission
    scorecard: Scorecard
    claims: tuple[ClaimCheck, ...] = ()

    @property
    def not_placed(self) -> tuple[NotPlaced, ...]:
        """What the indicator set has no place for, as people know it."""
        return not_placed(self.scorecard, self.submission)
