"""Score submissions by one indicator set: compiled once, every text read once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction

from scoring import __version__
from scoring.engine.comparison import Comparison
from scoring.engine.execution import score_execution, total_funds
from scoring.engine.inputs import read_inputs
from scoring.engine.match import Branches, branches, numbered_rows
from scoring.engine.requirements import requirements
from scoring.engine.tree import Sum
from scoring.engine.walk import Given, Walk
from scoring.exact import printed, rational
from scoring.indicator_set.model import IndicatorSet
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.scorecard import Scorecard, SetRef, Status, Unused
from scoring.submission import Decision, Indicator, Submission
from scoring.values.grammar import Reader


class Scorer:
    """Scores by one set. Keeps what it has read; the same input always gives the same result."""

    def __init__(self, indicators: IndicatorSet, reader: Reader) -> None:
        self.indicators = indicators
        self.branches: Branches = branches(indicators)
        self.comparison = Comparison(reader, indicators.policy, indicators.over)

    def score(
        self,
        submission: Submission,
        decisions: Sequence[Decision] = (),
        *,
        observe: Observe | None = None,
    ) -> Scorecard:
        """Score one submission. ``decisions`` are those for this submission.

        ``observe`` is told of every rule that is applied and the facts it was applied to.
        """
        indicators = self.indicators
        inputs = read_inputs(submission.inputs, indicators.inputs)
        funds = total_funds(submission, indicators)
        common: dict[str, Value | None] = {
            **inputs.facts,
            "budget": None if funds is None or funds.budget is None else rational(funds.budget),
            "executed": (
                None if funds is None or funds.executed is None else rational(funds.executed)
            ),
            "initial": None if funds is None or funds.initial is None else rational(funds.initial),
            "finished": submission.finished,
            "state": submission.state,
        }
        usable, unused = self._decisions(submission, decisions)
        given = Given(submission, common, inputs.refused, usable, observe)
        tree = Walk(indicators, self.branches, self.comparison, given).score()
        scored = {row.id for row in tree.rows}
        unused += [Unused(row, "申报中没有这个指标") for row in usable if row not in scored]
        execution = score_execution(submission, indicators, funds, common, inputs.refused, observe)
        total = tree.total
        if execution is not None:
            total = Sum(
                total.points + execution.points,
                None
                if total.score is None or execution.score is None
                else total.score + execution.score,
                total.low + execution.low,
                total.high + execution.high,
            )
        most = total.points if indicators.points is None else indicators.points
        score = None if total.score is None else min(total.score, most)
        low, high = min(total.low, most), min(total.high, most)
        rows = tuple(row.result() for row in tree.rows)
        statuses = [row.status for row in rows]
        if execution is not None:
            statuses.append(execution.status)
        unmatched = (*tree.unmatched, *(f"inputs.{name}" for name in inputs.unknown))
        return Scorecard(
            engine=__version__,
            set=SetRef(indicators.id, indicators.title, indicators.digest, indicators.standing),
            submission_id=submission.key,
            submission_digest=submission_digest(submission),
            title=submission.title,
            year=submission.year,
            scored=indicators.scored,
            execution=None if execution is None else execution.result(),
            levels=tree.levels,
            indicators=rows,
            points=printed(most, 6),
            row_points=printed(total.points, 6),
            total=None if score is None or not indicators.scored else printed(score, 6),
            low=printed(low, 6),
            high=printed(high, 6),
            grade=None if score is None else indicators.grade(printed(score, 6)),
            grades_possible=self._grades(low, high),
            requirements=requirements(indicators, submission, tree.rows, execution, common),
            unmatched=unmatched,
            unused_decisions=tuple(unused),
            counts=tuple((s, statuses.count(s)) for s in Status if s in statuses),
        )

    def _grades(self, low: Fraction, high: Fraction) -> tuple[str, ...]:
        """Return the grades that the band allows, the best first."""
        found = []
        upper: Fraction | None = None
        for grade in self.indicators.grades:
            if high >= grade.least and (upper is None or low < upper):
                found.append(grade.name)
            upper = grade.least
        return tuple(found)

    def _decisions(
        self, submission: Submission, decisions: Sequence[Decision]
    ) -> tuple[dict[str, Decision], list[Unused]]:
        """Keep the decisions that were made on what is handed in; the last one of a row counts."""
        rows = {at.id: at.row for at in numbered_rows(submission)} if decisions else {}
        usable: dict[str, Decision] = {}
        unused: list[Unused] = []
        for decision in decisions:
            row = rows.get(decision.row)
            if decision.submission != submission.key:
                unused.append(Unused(decision.row, f"属于另一份申报:{decision.submission}"))
            elif row is not None and decision.saw and decision.saw != row_digest(row):
                unused.append(Unused(decision.row, "认定之后申报数据有变动,请重新认定"))
            else:
                usable[decision.row] = decision
        return usable, unused


def submission_digest(submission: Submission) -> str:
    """Return the SHA-256 of the submission as the model holds it."""
    text = submission.model_dump_json(by_alias=True, exclude_defaults=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def row_digest(row: Indicator) -> str:
    """Return the digest of what a decision on this row was made upon (``saw``)."""
    text = json.dumps(
        row.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
