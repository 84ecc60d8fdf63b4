"""复核: the score of every row in the track of the review, and what the form comes to with them.

The set's tree is walked with the decisions in force, with the scores that were signed, and, where
nobody decided and the rule leaves room, with the unit's own score: silence cuts nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

from scoring.engine.apply import Judgement
from scoring.engine.decisions import Decisions, Replaced
from scoring.exact import plain, rational
from scoring.records.decision import Decision
from scoring.records.review_track import SettledBy
from scoring.records.scorecard import NEEDS_PERSON, ExecutionResult, RowResult, Scorecard, Status
from scoring.records.submission import Indicator

Undecided = Literal["claim", "default", "ask"]
"""What a row counts that nobody decided and the rule leaves open."""


class ReviewScores(Decisions):
    """Puts the scores of the review in place of the rule's; used for one walk over one submission."""

    def __init__(
        self,
        submission: str,
        decisions: Sequence[Decision],
        places: int,
        *,
        undecided: Undecided,
        signed: Mapping[str, Decimal],
        conflicts: Collection[str],
    ) -> None:
        super().__init__(submission, decisions, places)
        self.settled: dict[str, SettledBy] = {}
        self._undecided = undecided
        self._signed = signed
        self._conflicts = conflicts

    def take(
        self, row_id: str, row: Indicator, points: Fraction, *, has_actual: bool, figures: str = ""
    ) -> Replaced | None:
        """Return what takes the place of a row's outcome by the rule."""
        decided = super().take(row_id, row, points, has_actual=has_actual, figures=figures)
        signed = self._signed.get(row_id)
        if signed is not None:
            outcome = partial(self._as_signed, row_id, rational(signed), decided)
            return Replaced(outcome) if decided is None else decided._replace(outcome=outcome)
        if row_id in self._conflicts:
            return Replaced(partial(self._in_conflict, row_id))
        if decided is not None:
            return decided._replace(outcome=partial(self._ruled, row_id, decided))
        return Replaced(partial(self._not_decided, row_id, row.claimed))

    def _as_signed(
        self, row: str, score: Fraction, decided: Replaced | None, judged: Judgement
    ) -> Judgement:
        """Return the outcome that was signed; its trace is the ruling's as far as it still leads there."""
        self.settled[row] = SettledBy.SIGNATURE
        ruled = judged if decided is None else decided.outcome(judged)
        is_rules = decided is None and ruled.status not in NEEDS_PERSON
        status = ruled.status if is_rules and score == ruled.score else Status.DECIDED
        trace = ruled.trace
        if score != ruled.score:
            trace = replace(trace, formula=plain(score))
        return Judgement(status, score, score, score, trace)

    def _in_conflict(self, row: str, judged: Judgement) -> Judgement:
        self.settled[row] = SettledBy.CONFLICT
        return judged._replace(status=Status.OPEN, score=None)

    def _ruled(self, row: str, decided: Replaced, judged: Judgement) -> Judgement:
        ruled = decided.outcome(judged)
        self.settled[row] = SettledBy.OPEN if ruled.score is None else SettledBy.RULING
        return ruled

    def _not_decided(self, row: str, claimed: Decimal | None, judged: Judgement) -> Judgement:
        score, self.settled[row] = undecided_score(
            judged, None if claimed is None else rational(claimed), self._undecided
        )
        if score is None:
            status = judged.status if judged.status in NEEDS_PERSON else Status.OPEN
            return judged._replace(status=status, score=None)
        if score == judged.score:
            return judged
        return judged._replace(status=Status.DEFAULTED, score=score)


def undecided_score(
    judged: Judgement, claimed: Fraction | None, undecided: Undecided
) -> tuple[Fraction | None, SettledBy]:
    """Return the score of a row that nobody decided, and what it rests on."""
    if not is_left_open(judged):
        return judged.score, SettledBy.RULE
    if undecided == "ask":
        return None, SettledBy.OPEN
    if undecided == "default" or claimed is None:
        if judged.score is None:
            return None, SettledBy.OPEN
        return judged.score, SettledBy.DEFAULT
    if judged.low <= claimed <= judged.high:
        return claimed, SettledBy.CLAIM
    return (judged.high if claimed > judged.high else judged.low), SettledBy.LIMIT


def is_left_open(row: Judgement | RowResult | ExecutionResult) -> bool:
    """Tell whether the rule leaves a person room to decide a row."""
    if row.status in NEEDS_PERSON:
        return True
    return row.status is Status.DEFAULTED and row.low != row.high


def settled_by_rule(row: RowResult | ExecutionResult) -> SettledBy:
    """Return what the rule's score of a row rests on where it stands in the review."""
    if not is_left_open(row):
        return SettledBy.RULE
    return SettledBy.OPEN if row.score is None else SettledBy.DEFAULT


def review_is_the_rules(card: Scorecard, undecided: Undecided) -> bool:
    """Tell whether a form without any entry stands in the review as by the rule."""
    return undecided == "default" or not any(is_left_open(row) for row in card.rows)
