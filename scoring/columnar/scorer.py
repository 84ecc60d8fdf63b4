"""Score plain records of one set quickly: each row by its shape, then the sums of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.columnar import form_sums
from scoring.columnar.claims import Stated, agree, differing
from scoring.columnar.engine_rows import PlacedRow, WholeSubmissionError
from scoring.columnar.execution_shape import ExecutionOutcome, ExecutionShapes
from scoring.columnar.form_sums import RuleSums, Summand
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
from scoring.columnar.row_shapes import RowShapes
from scoring.columnar.set_plan import SinglePathFile, set_plan
from scoring.engine.comparison import RowComparison, Setting
from scoring.engine.execution import score_execution
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
from scoring.records.scorecard import FormTotal, Requirement, Status
from scoring.records.submission import Period
from scoring.rules.types import Value
from scoring.text import level_key
from scoring.values.grammar import Reader

_MOST_KEPT: Final = 10_000
_FEW: Final = 500
"""Comparisons that are remembered: rows that are alike share an outcome, and not a comparison."""


class ColumnarScorer:
    """Scores by one set. It remembers shapes of rows; the same record gives the same result."""

    def __init__(
        self, indicators: IndicatorSet, reader: Reader, single_path: SinglePathFile
    ) -> None:
        self.indicators = indicators
        self.plan = set_plan(indicators, single_path)
        """How the set is taken; where ``why_single`` is not empty nothing may be scored here."""
        self._branches = branches(indicators)
        self._comparison = RowComparison(
            reader, indicators.policy, indicators.over, most_remembered=_FEW
        )
        self._shapes = RowShapes(self.plan, self._branches, self._comparison)
        self._layouts = Layouts(indicators)
        execution = indicators.execution
        self._execution = None if execution is None else ExecutionShapes(indicators, execution)
        own = () if execution is None else execution.total_names
        self._totals = tuple(dict.fromkeys((*map(fund_name, own), *indicators.fund_words.total)))
        self._form_demands = any(demand.is_of_form for demand in indicators.demands)
        self._settings: dict[tuple[object, ...], Setting] = {}
        self._numbers: dict[int, Decimal] = {}
        self._bands: dict[tuple[int, int], tuple[str, ...]] = {}
        self._grades: dict[int, str] = {}

    def score(self, record: PlainRecord, place: str) -> ScoredSubmission:
        """Score a record that begins at ``place``.

        Raises :class:`WholeSubmissionError` where it must be scored by the engine whole.
        """
        try:
            return self._score(record, place)
        except TooFineError:
            raise WholeSubmissionError("decimals") from None

    def _score(self, record: PlainRecord, place: str) -> ScoredSubmission:
        rows = record.rows
        funds = self._total_row(record.funds)
        layout = self._layouts.of(tuple([(row.id, row.level1, row.level2) for row in rows]))
        setting = self._setting(record)
        outcome, finished = self._shapes.outcome, record.finished
        outcomes = [
            outcome(PlacedRow(row, at, number, finished, setting))
            for row, at, number in zip(rows, layout.rows, layout.numbers, strict=True)
        ]
        parts: list[Summand] = [*outcomes]
        claims = [row.claimed for row in rows]
        execution = None
        if self._execution is not None:
            factor = self._factor(record)
            execution = self._execution.outcome(funds, factor, finished, record.state)
            parts.append(execution)
            claims.append(None if funds is None else funds.claimed)
        submission = self._submission(
            record, place, layout, outcomes, execution, funds, parts, claims
        )
        return ScoredSubmission(
            submission,
            tuple([_row(rows[at], layout.rows[at].id, outcomes[at]) for at in layout.order]),
        )

    def _submission(
        self,
        record: PlainRecord,
        place: str,
        layout: Layout,
        outcomes: Sequence[RowOutcome],
        execution: ExecutionOutcome | None,
        funds: PlainFunds | None,
        parts: Sequence[Summand],
        claims: form_sums.Claims,
    ) -> BulkSubmission:
        """Return the record of a form; ``parts`` are its rows and its execution rate."""
        indicators, printed_of, grade = self.indicators, self._printed, self._grade
        assert indicators.points is not None
        most = micro(indicators.points)
        sums = form_sums.by_rule(parts)
        claimed = form_sums.claimed(parts, claims)
        own = form_sums.own_track(parts, claims, record.claimed_total, most)
        score = None if sums.score is None else min(sums.score, most)
        low, high = min(sums.low, most), min(sums.high, most)
        stated = record.claimed_total
        return BulkSubmission(
            record.id or _key(record),
            place,
            indicators.id,
            indicators.digest,
            record.year,
            record.department,
            record.unit,
            record.project,
            record.code,
            record.secret,
            record.money_unit or indicators.money_unit,
            _written(funds, "initial"),
            _written(funds, "budget"),
            _written(funds, "executed"),
            printed_of(most),
            printed_of(sums.points),
            None if score is None else printed_of(score),
            printed_of(low),
            printed_of(high),
            grade(score),
            self._grades_between(low, high),
            None if execution is None else execution.points,
            None if execution is None else execution.score,
            None if execution is None else execution.low,
            None if execution is None else execution.high,
            "" if execution is None else execution.status_text,
            None
            if execution is None or funds is None or funds.claimed is None
            else funds.claimed.written,
            None if stated is None else stated.written,
            record.claimed_grade,
            None if claimed is None else printed_of(claimed),
            grade(claimed),
            self._own_total(own, claims, stated),
            grade(own),
            len(outcomes),
            _counts(parts),
            tuple(self._requirements(record, layout, outcomes, funds)),
            layout.unmatched + self._unmatched(record),
            self._differing(record, layout, outcomes, execution, funds, sums, most, claimed),
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

    def _factor(self, record: PlainRecord) -> Fraction:
        """Return by what amounts of the record are multiplied to be in the set's money unit."""
        unit = record.money_unit or self.indicators.money_unit
        return YUAN_PER_UNIT[unit] / YUAN_PER_UNIT[self.indicators.money_unit]

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

    def _grade(self, total: int | None) -> str:
        if total is None:
            return ""
        grade = self._grades.get(total)
        if grade is None:
            if len(self._grades) >= _MOST_KEPT:
                self._grades.clear()
            grade = self._grades[total] = self.indicators.grade(self._printed(total)) or ""
        return grade

    def _grades_between(self, low: int, high: int) -> tuple[str, ...]:
        found = self._bands.get((low, high))
        if found is None:
            if len(self._bands) >= _MOST_KEPT:
                self._bands.clear()
            ends = Fraction(low, MICRO), Fraction(high, MICRO)
            found = self._bands[low, high] = self.indicators.grades_between(*ends)
        return found

    def _own_total(
        self, own: int | None, claims: form_sums.Claims, stated: PlainNumber | None
    ) -> Decimal | None:
        if own is not None and stated is not None and all(claim is None for claim in claims):
            return stated.written  # as the unit wrote it
        return None if own is None else self._printed(own)

    def _unmatched(self, record: PlainRecord) -> tuple[str, ...]:
        known = self._branches.names
        return tuple(f"claims.{name}" for name in record.claims if level_key(name) not in known)

    def _differing(
        self,
        record: PlainRecord,
        layout: Layout,
        outcomes: Sequence[RowOutcome],
        execution: ExecutionOutcome | None,
        funds: PlainFunds | None,
        sums: RuleSums,
        most: int,
        claimed: int | None,
    ) -> tuple[BulkClaim, ...]:
        """Return the stated figures that are not the computed ones."""
        stated = Stated(sums.points, most, claimed)
        if agree(record, layout, outcomes, execution, funds, stated):
            return ()
        total = None if claimed is None else self._printed(claimed)
        return differing(
            record, layout, outcomes, execution, funds, self.indicators,
            (self._printed(most), self._printed(sums.points)),
            FormTotal(total, self._grade(claimed) or None, Decimal(0), Decimal(0)),
        )  # fmt: skip

    def _requirements(
        self,
        record: PlainRecord,
        layout: Layout,
        outcomes: Sequence[RowOutcome],
        funds: PlainFunds | None,
    ) -> Iterator[BulkRequirement]:
        """Yield what is missing, in the order of the set and the form."""
        asked = self._of_form(record, funds) if self._form_demands else {}
        is_met = not any(outcome.missing for outcome in outcomes)
        number = 0
        for place, demand in enumerate(self.indicators.demands):
            if demand.is_of_form:
                found = asked.get(place)
                if found is not None:
                    yield BulkRequirement(found.of, found.field, found.say)
                continue
            for at in () if is_met else layout.order:
                if number in outcomes[at].missing:
                    yield BulkRequirement(layout.rows[at].id, demand.field, demand.say)
            number += 1

    def _of_form(self, record: PlainRecord, funds: PlainFunds | None) -> Mapping[int, Requirement]:
        """Return what demands on the form as a whole find missing, by the number of the demand."""
        factor = self._factor(record)
        common: dict[str, Value | None] = {"finished": record.finished, "state": record.state}
        for key in ("budget", "executed", "initial"):
            amount = None if funds is None else getattr(funds, key)
            common[key] = None if amount is None else Fraction(amount.micro, MICRO) * factor
        execution = score_execution(
            self.indicators, None if funds is None else model_of_funds(funds), "", common, {}, None
        )
        return {
            place: found
            for place, demand in enumerate(self.indicators.demands)
            if demand.is_of_form
            and (found := form_requirement(demand, record.texts, execution, common)) is not None
        }


def _counts(parts: Sequence[Summand]) -> tuple[tuple[str, int], ...]:
    statuses = [part.status for part in parts]
    return tuple([(s.value, count) for s in Status if (count := statuses.count(s))])


def _row(row: PlainRow, row_id: str, outcome: RowOutcome) -> BulkRow:
    return BulkRow(
        row_id, row.level1, row.level2, row.name, row.target, row.actual,
        outcome.points, outcome.score, outcome.low, outcome.high, outcome.status_text,
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
    return "-".join([part for part in parts if part])
