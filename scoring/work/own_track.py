"""自评 of a scored submission: the engine's own track, with the questions of the self-check."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from scoring.engine.own_scores import needs_questions
from scoring.records.result import Result
from scoring.work.library import Library

R = TypeVar("R", bound=Result)


def with_own_track(result: R, library: Library, *, fill: bool = False) -> R:
    """Return a result with the unit's own track.

    A blank score at a default of full points takes the default only where the self-check asks
    nothing about the row: the form is reviewed only if there is such a row. ``fill`` puts in every
    default that the rule gives.
    """
    submission, card = result.submission, result.scorecard
    asked: frozenset[str] = frozenset()
    if not fill and needs_questions(submission, card):
        # Imported only here: most forms need no review to be printed.
        from scoring.work.review import self_check  # noqa: PLC0415

        findings = self_check(library).review(result).of_kind("Q")
        asked = frozenset(finding.where for finding in findings if finding.of == "row")
    track = library.scorer(card.set.id).own_track(submission, card, asked, fill=fill)
    return replace(result, own_track=track)
