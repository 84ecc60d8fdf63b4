"""Score plain records of one set quickly: each row by its shape, then the sums of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.columnar.claims import Stated, agree, differing
from scoring.columnar.layout import Layout, Layouts
from scoring.columnar.outcome import MICRO, RowOutcome, TooFineError, micro
from scoring.columnar.plain_record import (
    PlainFunds,
    PlainNumber,
    PlainRecord,
    PlainRow,
    model_of_funds,
    part_of_submission,
)
from scoring.columnar.row_shapes import RowShapes, WholeSubmissionError
from scoring.columnar.set_plan import SinglePathFile, set_plan
from scoring.engine.comparison import RowComparison, Setting
from scoring.engine.execution import ScoredExecution, score_execution
from scoring.engine.match import branches
from scoring.engine.requirements import form_requirement
from scoring.exact import printed
from scoring.indicator_set.fund_words import fund_name
from scoring.indicator_set.model import IndicatorSet
from scoring.money import YUAN_PER_UNIT
from scoring.records.bulk_record import (
    BulkClaim,
    BulkRequirement,
    BulkRow,
    BulkSubmission,
    ScoredSubmission,
)
from scoring.records.scorecard import FormTotal, Status
from scoring.records.submission import Period
from scoring.rules.types import Value
from scoring.text import level_key
from scoring.values.grammar import Reader

_MOST_KEPT: Final = 50_000
_SETTLED: Final = frozenset({Status.DETERMINED, Status.DECIDED, Status.NOT_APPLICABLE})
"""Statuses whose score may stand on the unit's form without a question."""


class ColumnarScorer:
    """Scores by one set. It remembers shapes of rows; the same record gives the same result."""

    def __init__(
        self, indicators: IndicatorSet, reader: Reader, single_path: SinglePathFile
    ) -> None:
        self.indicators = indicators
        self.plan = set_plan(indicators, single_path)
        """How the set is taken; where ``why_single`` is not empty nothing may be scored here."""
        self._branches = branches(indicators)
        self._comparison = RowComparison(reader, indicators.policy, indicators.over)
        self._shapes = RowShapes(self.plan, self._branches, self._comparison)
        self._layouts = Layouts(indicators)
        execution = indicators.execution
        own = () if execution is None else execution.total_names
        self._totals = tuple(dict.fromkeys((*map(fund_name, own), *indicators.fund_words.total)))
        self._row_demands = [d for d in indicators.demands if not d.is_of_form]
        self._settings: dict[tuple[object, ...], Setting] = {}
        self._numbers: dict[int, Decimal] = {}
        self._bands: dict[tuple[int, int], tuple[str, ...]] = {}

    def score(self, record: PlainRecord, place: str) -> ScoredSubmission:
        """Score a record that begins at ``place``.

        Raises :class:`WholeSubmissionError` where it must be scored by the engine whole.
        """
        try:
            return self._score(record, place)
        except TooFineError:
            raise WholeSubmissionError("decimals") from None

    def _score(self, record: PlainRecord, place: str) -> ScoredSubmission:
        indicators = self.indicators
        funds = self._total_row(record.funds)
        common = self._common(record, funds)
        layout = self._layouts.of(tuple((row.id, row.level1, row.level2) for row in record.rows))
        setting, outcome = self._setting(record), self._shapes.outcome
        outcomes = [
            outcome(row, at, number, common, setting)
            for row, at, number in zip(record.rows, layout.rows, layout.numbers, strict=True)
        ]
        execution = score_execution(
            indicators, None if funds is None else model_of_funds(funds), "", common, {}, None
        )
        points, score, low, high = _sums(outcomes)
        claims = [row.claimed for row in record.rows]
        execution_score = None
        if execution is not None:
            judged = execution.judged
            points += micro(execution.points)
            low, high = low + micro(judged.low), high + micro(judged.high)
            execution_score = None if judged.score is None else micro(judged.score)
            score = None if score is None or execution_score is None else score + execution_score
        assert indicators.points is not None
        most = micro(indicators.points)
        score = None if score is None else min(score, most)
        low, high = min(low, most), min(high, most)
        total = None if score is None else self._printed(score)
        # what the unit claims
        execution_claimed = None if funds is None else funds.claimed
        claimed: int | None = 0
        for claim, row in zip(claims, outcomes, strict=True):
            if claim is not None:
                claimed = None if claimed is None else claimed + claim.micro
            elif row.points_micro and row.status is not Status.NOT_APPLICABLE:
                claimed = None
        if execution is not None:
            if execution_claimed is not None:
                claimed = None if claimed is None else claimed + execution_claimed.micro
            elif execution.points and execution.judged.status is not Status.NOT_APPLICABLE:
                claimed = None
        claimed_total = None if claimed is None else self._printed(claimed)
        claimed_grade = None if claimed_total is None else indicators.grade(claimed_total)
        stated = Stated(points, most, claimed)
        differs: tuple[BulkClaim, ...] = ()
        if not agree(record, layout, outcomes, execution, funds, execution_score, stated):
            differs = differing(
                record, layout, outcomes, execution, indicators,
                (self._printed(most), self._printed(points)),
                FormTotal(claimed_total, claimed_grade, Decimal(0), Decimal(0)),
            )  # fmt: skip
        own = self._own_total(
            record, outcomes, execution, execution_claimed, is_complete=points == most
        )
        result = None if execution is None else execution.result()
        return ScoredSubmission(
            BulkSubmission(
                id=record.id or _key(record),
                place=place,
                set=indicators.id,
                set_digest=indicators.digest,
                year=record.year,
                department=record.department,
                unit=record.unit,
                project=record.project,
                code=record.code,
                secret=record.secret,
                money_unit=record.money_unit or indicators.money_unit,
                initial=_written(funds, "initial"),
                budget=_written(funds, "budget"),
                executed=_written(funds, "executed"),
                points=self._printed(most),
                row_points=self._printed(points),
                total=total,
                low=self._printed(low),
                high=self._printed(high),
                grade="" if total is None else indicators.grade(total) or "",
                grades_possible=self._grades(low, high),
                execution_points=None if result is None else result.points,
                execution_score=None if result is None else result.score,
                execution_low=None if result is None else result.low,
                execution_high=None if result is None else result.high,
                execution_status="" if result is None else result.status.value,
                execution_claimed=None if result is None else result.claimed,
                stated_total=None if record.claimed_total is None else record.claimed_total.written,
                stated_grade=record.claimed_grade,
                claimed_total=claimed_total,
                claimed_grade=claimed_grade or "",
                own_total=own,
                own_grade="" if own is None else indicators.grade(own) or "",
                rows=len(outcomes),
                counts=_counts(outcomes, execution),
                requirements=tuple(self._requirements(record, layout, outcomes, execution, common)),
                unmatched=(
                    *layout.unmatched,
                    *(
                        f"claims.{name}"
                        for name in record.claims
                        if level_key(name) not in self._branches.names
                    ),
                ),
                claims=differs,
            ),
            tuple(_row(record.rows[at], layout.rows[at].id, outcomes[at]) for at in layout.order),
        )

    def _total_row(self, rows: Sequence[PlainFunds]) -> PlainFunds | None:
        """Return the row of all money by its name; where no name tells it, the engine looks further."""
        for name in self._totals if rows else ():
            named = [row for row in rows if fund_name(row.source) == name]
            if len(named) > 1 and len({_amounts(row) for row in named}) > 1:
                break
            if named:
                return named[0]
        if rows:
            raise WholeSubmissionError("funds")
        return None

    def _common(self, record: PlainRecord, funds: PlainFunds | None) -> dict[str, Value | None]:
        unit = record.money_unit or self.indicators.money_unit
        factor = YUAN_PER_UNIT[unit] / YUAN_PER_UNIT[self.indicators.money_unit]
        facts: dict[str, Value | None] = {}
        for key in ("budget", "executed", "initial"):
            amount = None if funds is None else getattr(funds, key)
            facts[key] = None if amount is None else Fraction(amount.micro, MICRO) * factor
        facts["finished"] = record.finished
        facts["state"] = record.state
        return facts

    def _setting(self, record: PlainRecord) -> Setting:
        key = (record.year, record.period, record.state)
        setting = self._settings.get(key)
        if setting is None:
            start, end = record.period
            bare = part_of_submission(
                year=record.year, state=record.state,
                project_period=Period.model_construct(start=start, end=end),
            )  # fmt: skip
            if len(self._settings) >= _MOST_KEPT:
                self._settings.clear()
            setting = self._settings[key] = self._comparison.setting(bare)
        return setting

    def _printed(self, number: int) -> Decimal:
        """Return millionths as the decimal that is printed."""
        shown = self._numbers.get(number)
        if shown is None:
            if len(self._numbers) >= _MOST_KEPT:
                self._numbers.clear()
            shown = self._numbers[number] = printed(Fraction(number, MICRO), 6)
        return shown

    def _grades(self, low: int, high: int) -> tuple[str, ...]:
        found = self._bands.get((low, high))
        if found is None:
            if len(self._bands) >= _MOST_KEPT:
                self._bands.clear()
            ends = Fraction(low, MICRO), Fraction(high, MICRO)
            found = self._bands[low, high] = self.indicators.grades_between(*ends)
        return found

    def _requirements(
        self,
        record: PlainRecord,
        layout: Layout,
        outcomes: Sequence[RowOutcome],
        execution: ScoredExecution | None,
        common: Mapping[str, Value | None],
    ) -> Iterator[BulkRequirement]:
        """Yield what is missing, in the order of the set and the form."""
        number = 0
        for demand in self.indicators.demands:
            if demand.is_of_form:
                found = form_requirement(demand, record.texts, execution, common)
                if found is not None:
                    yield BulkRequirement(found.of, found.field, found.say)
                continue
            for at in layout.order:
                if number in outcomes[at].missing:
                    yield BulkRequirement(layout.rows[at].id, demand.field, demand.say)
            number += 1

    def _own_total(
        self,
        record: PlainRecord,
        outcomes: Sequence[RowOutcome],
        execution: ScoredExecution | None,
        execution_claimed: PlainNumber | None,
        *,
        is_complete: bool,
    ) -> Decimal | None:
        """Return the total of the unit's own track, as :mod:`scoring.engine.own_scores` adds it up.

        ``is_complete`` says that the points are those of the set.
        """
        parts = [
            (row.claimed, o.score_micro, o.points_micro, o.status)
            for row, o in zip(record.rows, outcomes, strict=True)
        ]
        if execution is not None:
            judged = execution.judged
            score = None if judged.score is None else micro(judged.score)
            parts.append((execution_claimed, score, micro(execution.points), judged.status))
        has_claim = any(claimed is not None for claimed, *_ in parts)
        is_stated = not has_claim and record.claimed_total is not None
        total, has_fault = 0, not is_complete
        for claimed, score, points, status in parts:
            own: int | None = None
            if claimed is not None:
                own = claimed.micro
            elif status in _SETTLED or (
                status is Status.DEFAULTED and not has_claim and not is_stated
            ):
                own = score
            elif status is Status.DEFAULTED and score == points:
                return None  # a review says whether a question stands about it
            if own is None:
                has_fault = has_fault or not is_stated
            else:
                has_fault = has_fault or not 0 <= own <= points
                total += own
        if has_fault:
            return None
        if is_stated:
            return None if record.claimed_total is None else record.claimed_total.written
        assert self.indicators.points is not None
        return self._printed(min(total, micro(self.indicators.points)))


def _sums(outcomes: Sequence[RowOutcome]) -> tuple[int, int | None, int, int]:
    """Add up points, scores (None while one is open) and both ends of the band."""
    points = low = high = 0
    score: int | None = 0
    for outcome in outcomes:
        points += outcome.points_micro
        low += outcome.low_micro
        high += outcome.high_micro
        own = outcome.score_micro
        score = None if score is None or own is None else score + own
    return points, score, low, high


def _counts(
    outcomes: Sequence[RowOutcome], execution: ScoredExecution | None
) -> tuple[tuple[str, int], ...]:
    statuses = [outcome.status for outcome in outcomes]
    if execution is not None:
        statuses.append(execution.judged.status)
    return tuple((s.value, count) for s in Status if (count := statuses.count(s)))


def _row(row: PlainRow, row_id: str, outcome: RowOutcome) -> BulkRow:
    return BulkRow(
        row_id, row.level1, row.level2, row.name, row.target, row.actual,
        outcome.points, outcome.score, outcome.low, outcome.high, outcome.status.value,
        outcome.met, outcome.rule, outcome.case, outcome.direction, outcome.direction_from,
        outcome.known, None if row.claimed is None else row.claimed.written, bool(row.reason),
    )  # fmt: skip


def _written(funds: PlainFunds | None, column: str) -> Decimal | None:
    number = None if funds is None else getattr(funds, column)
    return None if number is None else number.written


def _amounts(row: PlainFunds) -> tuple[Decimal | None, ...]:
    return tuple(_written(row, key) for key in ("initial", "budget", "executed"))


def _key(record: PlainRecord) -> str:
    """Return the id of a record without one, as :attr:`Submission.key` makes it."""
    parts = (str(record.year), record.unit, record.code or record.project)
    return "-".join(part for part in parts if part)
