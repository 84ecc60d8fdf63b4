"""Whether a form can be handed in, by what its self-check lists."""

from __future__ import annotations

from scoring.records.finding import Review, Standing
from scoring.records.result import Result
from scoring.review.checklist import checklist, standing


def standing_of(result: Result, review: Review) -> Standing:
    """Return the state of one form; scores that differ from the rule's keep nobody from handing it in.

    A form without a total is not ready, even where that is because a column was not found.
    """
    found, own = standing(checklist(review, result)), result.own_track
    if found.state == "ready" and own is not None and own.faults:
        return Standing("fault", found.differing)
    return found
