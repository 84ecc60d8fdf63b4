"""Score submissions by one indicator set; every distinct text is read once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring import __version__
from scoring.engine.cap import total_cap
from scoring.engine.comparison import RowComparison
from scoring.engine.decisions import Decisions, row_digest
from scoring.engine.execution import decide_execution, score_execution
from scoring.engine.inputs import read_inputs
from scoring.engine.match import Branches, branches, match_rows
from scoring.engine.own_scores import OwnScores
from scoring.engine.requirements import requirements
from scoring.engine.review_scores import ReviewScores, Undecided
from scoring.engine.row_scores import KnownRows, RowScores
from scoring.engine.total_row import total_row
from scoring.engine.tree import Sum, add, row_sum
from scoring.engine.walk import TreeWalk, WalkInput
from scoring.exact import ZERO, printed, rational
from scoring.indicator_set.model import IndicatorSet
from scoring.money import YUAN_PER_UNIT
from scoring.records.decision import Decision
from scoring.records.own_track import OwnTrack
from scoring.records.review_track import SettledBy
from scoring.records.scorecard import (
    ExecutionResult,
    FormTotal,
    RowResult,
    Scorecard,
    SetRef,
    Status,
    TotalCap,
)
from scoring.records.submission import Funds, Indicator, Submission
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.text import half_width
from scoring.values.grammar import Reader


class Scorer:
    """Scores by one set. It remembers what it has read; the same input gives the same result."""

    def __init__(self, indicators: IndicatorSet, reader: Reader) -> None:
        self.indicators = indicators
        self.branches: Branches = branches(indicators)
        self.comparison = RowComparison(reader, indicators.policy, indicators.over)
        self._last: tuple[Submission | None, str, KnownRows] = (None, "", KnownRows())
        """The submission scored last, its digest and what is known of its rows: it is walked again."""
        self._asked: dict[str, tuple[Indicator, str]] | None = None
        """Of that submission the rows that a decision may be on, once it was walked without any."""

    def score(
        self,
        submission: Submission,
        decisions: Sequence[Decision] = (),
        *,
        observe: Observe | None = None,
    ) -> Scorecard:
        """Score one submission. ``decisions`` are those for this submission.

        ``observe`` is called with every rule that is applied and the facts it is applied to.
        """
        decided = Decisions(submission.key, decisions, self.indicators.places)
        card = self._score(submission, decided, observe)
        if not decisions:
            self._asked = decided.asked
        return card

    def review(
        self,
        submission: Submission,
        decisions: Sequence[Decision],
        *,
        undecided: Undecided,
        signed: Mapping[str, Decimal],
        conflicts: Collection[str] = (),
    ) -> tuple[Scorecard, Mapping[str, SettledBy]]:
        """Score a submission as its review stands, and tell by row what its score rests on.

        ``signed`` are scores that persons signed and that stand as they are; a row of ``conflicts``
        has no score.
        """
        scores = ReviewScores(
            submission.key, decisions, self.indicators.places,
            undecided=undecided, signed=signed, conflicts=conflicts,
        )  # fmt: skip
        return self._score(submission, scores, None), scores.settled

    def row_digests(self, submission: Submission) -> dict[str, str]:
        """Return by row id the digest that a decision on the row is based on (``saw``)."""
        if self._last[0] is not submission or self._asked is None:
            self.score(submission)
        asked = self._asked or {}
        return {row: row_digest(*what) for row, what in asked.items()}

    def own_track(
        self,
        submission: Submission,
        card: Scorecard,
        asked: Container[str] = frozenset(),
        *,
        fill: bool = False,
    ) -> OwnTrack:
        """Return 自评, the unit's own track, of a submission whose rule track is ``card``.

        ``asked`` are the rows, by id, about which a question stands. A score that the unit left
        blank stays blank where the rule gives none, and where the default lies below full points or
        carries a question; ``fill`` puts these defaults in as well.
        """
        own = OwnScores(submission, card, asked, fill=fill)
        return own.track(card, self._score(submission, own, None), self.indicators)

    def _score(
        self, submission: Submission, decided: Decisions, observe: Observe | None
    ) -> Scorecard:
        indicators = self.indicators
        last = self._last
        if last[0] is not submission:
            last = self._last = submission, submission_digest(submission), KnownRows()
            self._asked = None
        _, digest, known = last
        money_unit = submission.money_unit or indicators.money_unit
        money = YUAN_PER_UNIT[money_unit] / YUAN_PER_UNIT[indicators.money_unit]
        inputs = read_inputs(submission.inputs, indicators.inputs, money)
        funds, _, why_not = total_row(submission, indicators)
        common: dict[str, Value | None] = {
            **inputs.facts,
            **{key: _amount(funds, key, money) for key in ("budget", "executed", "initial")},
            "finished": submission.finished,
            "state": submission.state,
        }
        placed = match_rows(submission, self.branches)
        scored = RowScores(
            indicators,
            self.branches,
            self.comparison,
            common,
            decided,
            observe,
            known if observe is None else KnownRows(),
        ).score(placed, self.comparison.setting(submission))
        walk_input = WalkInput(submission, common, inputs, decided, observe, money)
        tree = TreeWalk(indicators, self.branches, walk_input).score(placed, scored)
        execution = score_execution(indicators, funds, why_not, common, inputs.refused, observe)
        if execution is not None:
            execution = decide_execution(execution, decided)
        total, results = tree.total, [row.result() for row in tree.rows]
        execution_result = None
        if execution is not None:
            total = add([total, row_sum(execution.points, execution.judged)])
            execution_result = execution.result()
        most = total.points if indicators.points is None else indicators.points
        is_lost = not results and submission.lacks("indicators") and most > total.points
        if is_lost:  # what the rows would have come to is not known
            rest = most - total.points
            total = add([total, Sum(rest, None, ZERO, rest, ZERO, Status.UNREAD)])
        added = None if total.score is None else min(total.score, most)
        cap = total_cap(indicators, most, funds, why_not, common, inputs.refused, observe)
        score, low, high = added, min(total.low, most), min(total.high, most)
        if cap is not None:
            score, (low, high) = cap.leaves(added), cap.leaves_band(low, high)
        scored_parts: list[ExecutionResult | RowResult] = [*results]
        if execution_result is not None:
            scored_parts.append(execution_result)
        statuses = [part.status for part in scored_parts]
        unmatched = (*tree.unmatched, *(f"inputs.{name}" for name in inputs.unknown))
        return Scorecard(
            engine=__version__,
            set=SetRef(indicators.id, indicators.title, indicators.digest, indicators.standing),
            submission_id=submission.key,
            submission_digest=digest,
            title=submission.title,
            year=submission.year,
            scored=indicators.scored,
            execution=execution_result,
            levels=tree.levels,
            indicators=tuple(results),
            points=printed(most, 6),
            row_points=printed(total.points, 6),
            total=None if score is None or not indicators.scored else printed(score, 6),
            low=printed(low, 6),
            high=printed(high, 6),
            grade=None if score is None else indicators.grade(printed(score, 6)),
            grades_possible=indicators.grades_between(low, high),
            requirements=(
                *tree.requirements,
                *requirements(indicators, submission, tree.rows, execution, common),
            ),
            unmatched=unmatched,
            unused_decisions=decided.finish(),
            money_unit=money_unit,
            claimed=self._claimed(scored_parts, cap, is_blank=is_lost),
            cap=None
            if cap is None
            else replace(cap, added=None if added is None else printed(added, 6)),
            counts=tuple((s, statuses.count(s)) for s in Status if s in statuses),
            funds=funds,
        )

    def _claimed(
        self,
        rows: Iterable[ExecutionResult | RowResult],
        cap: TotalCap | None,
        *,
        is_blank: bool,
    ) -> FormTotal:
        """Return the sum of the claimed scores, no more than the set's cap of the total.

        What is not applicable need not be claimed. ``is_blank``: rows are missing altogether.
        """
        low = high = Fraction(0)
        for row in rows:
            if row.claimed is not None:
                low, high = low + rational(row.claimed), high + rational(row.claimed)
            elif row.points and row.status is not Status.NOT_APPLICABLE:
                high, is_blank = high + rational(row.points), True
        added = None if is_blank or not self.indicators.scored else low
        if cap is not None:
            added, (low, high) = cap.leaves(added), cap.leaves_band(low, high)
        total = None if added is None else printed(added, 6)
        grade = None if total is None else self.indicators.grade(total)
        return FormTotal(total, grade, printed(low, 6), printed(high, 6))


def _amount(funds: Funds | None, column: str, money: Fraction) -> Fraction | None:
    """Return an amount of the row of all money in the set's money unit; None where it is blank."""
    amount: Decimal | None = None if funds is None else getattr(funds, column)
    return None if amount is None else rational(amount) * money


def submission_digest(submission: Submission) -> str:
    """Return the SHA-256 of the submission as the model holds it.

    The cells of its values and how well they are known are left out: the same data from a workbook
    and from a text file are the same submission. What a reader says of its repairs counts in either
    width of punctuation.
    """
    repairs = tuple(
        repair.model_copy(update={"what": half_width(repair.what), "why": half_width(repair.why)})
        for repair in submission.repairs
    )
    submission = submission.model_copy(update={"repairs": repairs})
    rows: Any = {"__all__": {"at", "known"}}
    text = submission.model_dump_json(
        by_alias=True,
        exclude_defaults=True,
        exclude={
            "at": True,
            "known": True,
            "not_found": True,
            "indicators": rows,
            "goals": {"__all__": {"indicators": rows}},
        },
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
