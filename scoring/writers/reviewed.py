"""What the writers of a review render: one submission, re-scored, with what was found and decided."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.material import Refused, Reply
from scoring.review.finding import Finding, Review
from scoring.scorecard import Scorecard
from scoring.submission import Decision
from scoring.writers.result import Result


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One submission of a batch.

    Three tracks side by side: 自评 (the claimed figures of ``result.submission``), 规则
    (``result.scorecard``), 复核 (``decided``: the scorecard with the decisions laid over it; None
    where nobody has decided anything yet).
    """

    file: str
    """The file it came from, as told to people: relative, with ``/``."""
    at: str
    """Where in that file it begins."""
    result: Result
    review: Review
    beside: tuple[Finding, ...] = ()
    """What a comparison with other documents found."""
    decided: Scorecard | None = None
    decisions: tuple[Decision, ...] = ()
    """All decisions on it in the order they were made, those no longer in force too."""
    replies: tuple[Reply, ...] = ()
    refused: tuple[Refused, ...] = ()
    """What people wrote into a 复核表 of it and could not be used."""
