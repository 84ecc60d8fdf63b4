"""自评: whose score stands in each row of the unit's form, and what the form comes to with them.

The set's tree is walked a second time, with these scores in place of the rule's: so sums of levels,
the best of several, shares of goals and the cap of the total are those of the set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from scoring.engine.apply import Judgement
from scoring.engine.decisions import Decisions, Replaced
from scoring.exact import decimals, half_up, rational
from scoring.indicator_set.model import IndicatorSet
from scoring.records.own_track import Basis, NotPrinted, OwnFault, OwnScore, OwnStatus, OwnTrack
from scoring.records.scorecard import (
    NEEDS_PERSON,
    ExecutionResult,
    FormTotal,
    RowResult,
    Scorecard,
    Status,
)
from scoring.records.submission import Indicator, Submission

Row = RowResult | ExecutionResult


class OwnScores(Decisions):
    """Puts the unit's scores in place of the rule's; used for one walk over one submission."""

    def __init__(
        self, submission: Submission, card: Scorecard, asked: Container[str], *, fill: bool
    ) -> None:
        super().__init__("", (), 0)
        self.basis = _basis(submission, card)
        self._submission = submission
        self._kept = {
            row.id
            for row in card.rows
            if row.claimed is None and row.status is Status.NOT_APPLICABLE
        }
        """Rows that do not apply: what the set does with their points stays as it is."""
        self.scores = {
            row.id: own_score(row, self.basis, is_asked=row.id in asked, fill=fill)
            for row in card.rows
        }

    def take(
        self, row_id: str, row: Indicator, points: Fraction, *, has_actual: bool, figures: str = ""
    ) -> Replaced | None:
        """Return what puts the score of a row in; None where the row keeps the rule's outcome."""
        del row, points, has_actual, figures
        return (
            None if row_id in self._kept else Replaced(partial(_own_outcome, self.scores[row_id]))
        )

    def track(self, rule: Scorecard, walked: Scorecard, indicators: IndicatorSet) -> OwnTrack:
        """Return the track from the rule's scorecard and that of the walk with these scores."""
        execution = rule.execution
        faults = tuple(self._faults(rule, walked)) if rule.scored else ()
        total = self._submission.claimed_total if self.basis == "stated" else walked.total
        if faults or not rule.scored:
            total = None
        grade = None if total is None else indicators.grade(total)
        not_printed: list[NotPrinted] = []
        if self.basis != "stated":
            not_printed += _other_levels(self._submission, walked)
            not_printed += _other_outcome(self._submission, total, grade, indicators)
        return OwnTrack(
            basis=self.basis,
            execution=None if execution is None else self.scores[execution.id],
            rows=tuple(self.scores[row.id] for row in rule.indicators),
            levels=tuple(level.score for level in walked.levels),
            outcome=FormTotal(total, grade, walked.low, walked.high),
            faults=faults,
            not_printed=tuple(not_printed),
        )

    def _faults(self, rule: Scorecard, walked: Scorecard) -> Iterator[OwnFault]:
        numbered: list[tuple[int | None, Row]] = [*enumerate(rule.indicators, 1)]
        if rule.execution is not None:
            numbered.insert(0, (None, rule.execution))
        has_points = True
        for number, row in numbered:
            own = self.scores[row.id]
            if row.status is Status.UNSCORED and not row.points and number is not None:
                has_points = False
                if self.basis != "stated":
                    yield OwnFault("no_points", number, None, None)
            elif own.status is OwnStatus.BLANK:
                if self.basis != "stated":
                    yield OwnFault("blank", number, None, None)
            elif own.score is not None and own.score > row.points:
                yield OwnFault("above", number, own.score, row.points)
            elif own.score is not None and own.score < 0:
                yield OwnFault("below", number, own.score, Decimal(0))
        if not rule.indicators:
            yield OwnFault("no_rows", None, None, None)
        elif has_points and rule.row_points != rule.points:
            yield OwnFault("points", None, rule.row_points, rule.points)
        cap = walked.cap
        if cap is not None and cap.most is None and cap.added is not None:
            yield OwnFault("cap", None, cap.added, None)


def _own_outcome(own: OwnScore, judged: Judgement) -> Judgement:
    """Return a row's outcome with the score that stands on the form, exact as it was typed."""
    if own.score is None:
        status = judged.status if judged.status in NEEDS_PERSON else Status.OPEN
        return judged._replace(status=status, score=None)
    score = rational(own.score)
    return Judgement(Status.DECIDED, score, score, score, judged.trace)


def own_score(row: Row, basis: Basis, *, is_asked: bool, fill: bool = False) -> OwnScore:
    """Return the score that stands in a row of the unit's form.

    ``is_asked``: a question stands about the row, so that its default is not taken unasked.
    """
    if row.claimed is not None:
        settles = row.status in NEEDS_PERSON or row.status is Status.DEFAULTED
        within = row.low <= row.claimed <= row.high
        status = OwnStatus.SELF_ASSESSED if settles and within else OwnStatus.CLAIMED
        return OwnScore(row.claimed, status)
    if row.status is Status.NOT_APPLICABLE:
        return OwnScore(row.score, OwnStatus.BY_RULE)
    is_default = row.status is Status.DEFAULTED
    unasked = is_default and row.score == row.points and not is_asked
    by_rule = row.status in {Status.DETERMINED, Status.DECIDED} or unasked
    by_wish = is_default and (fill or basis == "rule")
    if row.score is not None and (by_rule or by_wish):
        return OwnScore(row.score, OwnStatus.BY_RULE)
    return OwnScore(None, OwnStatus.BLANK)


def _other_levels(submission: Submission, walked: Scorecard) -> Iterator[NotPrinted]:
    """Yield the level sums that were typed and are others than those of the printed scores."""
    named = Counter(level.name for level in walked.levels)
    for level in walked.levels:
        stated = submission.stated_sum((*level.path, level.name), is_only=named[level.name] == 1)
        if stated is not None and level.score is not None and not _agree(stated, level.score):
            yield NotPrinted("level", level.name, stated, level.score)


def _other_outcome(
    submission: Submission, total: Decimal | None, grade: str | None, indicators: IndicatorSet
) -> Iterator[NotPrinted]:
    """Yield the total and the grade that were typed, where the form bears others."""
    stated = submission.claimed_total
    if stated is not None and total is not None and not _agree(stated, total):
        yield NotPrinted("total", "", stated, total)
    named = indicators.grade_named(submission.claimed_grade.strip())
    if named is not None and grade is not None and named != grade:
        yield NotPrinted("grade", "", submission.claimed_grade.strip(), grade)


def _agree(stated: Decimal, computed: Decimal) -> bool:
    return half_up(rational(computed), decimals(stated)) == rational(stated)


def _basis(submission: Submission, card: Scorecard) -> Basis:
    """Return whose scores the form prints; a unit that gave one score gave its own."""
    if any(row.claimed is not None for row in card.rows):
        return "unit"
    return "rule" if submission.claimed_total is None else "stated"


def needs_questions(submission: Submission, card: Scorecard) -> bool:
    """Tell whether it matters to the form which rows are asked about: a full default left blank."""
    return _basis(submission, card) != "rule" and any(
        row.claimed is None and row.status is Status.DEFAULTED and row.score == row.points
        for row in card.rows
    )
