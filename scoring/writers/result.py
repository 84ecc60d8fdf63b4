"""What the writers render: a submission, its scorecard, and the claims that were checked."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.review.claim import ClaimCheck
from scoring.scorecard import Scorecard
from scoring.submission import Submission


@dataclass(frozen=True, slots=True)
class Result:
    """One submission with everything that was found about it."""

    submission: Submission
    scorecard: Scorecard
    claims: tuple[ClaimCheck, ...] = ()
