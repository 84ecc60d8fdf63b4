"""Whether a form can be handed in, by what its self-check lists."""

from __future__ import annotations

from scoring.records.finding import Review, Standing
from scoring.records.result import Result
from scoring.review.checklist import checklist, standing


def standing_of(result: Result, review: Review) -> Standing:
    """Return the state of one form; scores that differ from the rule's keep nobody from handing it in."""
    return standing(checklist(review, result))
