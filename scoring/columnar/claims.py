"""What a unit states of its own score: agreement is seen by whole numbers, the rest is the review's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from scoring.columnar.execution_shape import ExecutionOutcome
from scoring.columnar.layout import Layout
from scoring.columnar.outcome import RowOutcome
from scoring.columnar.plain_record import (
    PlainFunds,
    PlainNumber,
    PlainRecord,
    model_of_funds,
    part_of_submission,
)
from scoring.columnar.reference import bulk_claims
from scoring.indicator_set.model import IndicatorSet
from scoring.records.bulk_record import BulkClaim
from scoring.records.scorecard import (
    ExecutionResult,
    FormTotal,
    ReadingText,
    RowResult,
    Scorecard,
    SetRef,
    Trace,
)
from scoring.records.submission import Indicator
from scoring.review.claim_checks import check_claims


class Stated(NamedTuple):
    """The figures of a form that its claims are checked against, in millionths of a point."""

    row_points: int
    points: int
    claimed: int | None
    """The claimed scores added up, the execution rate's included; None while one is blank."""


def agree(
    record: PlainRecord,
    layout: Layout,
    outcomes: Sequence[RowOutcome],
    execution: ExecutionOutcome | None,
    funds: PlainFunds | None,
    stated: Stated,
) -> bool:
    """Tell whether all that the unit states is certainly what is computed."""
    if record.claims or stated.row_points != stated.points:
        return False
    for places, points in layout.sums:
        if sum(outcomes[at].points_micro for at in places) != points:
            return False
    is_blank = False
    for row, outcome in zip(record.rows, outcomes, strict=True):
        claimed = row.claimed
        if claimed is None:
            is_blank = is_blank or outcome.points_micro > 0
        elif claimed.micro > outcome.points_micro:
            return False
    if execution is not None and funds is not None and not _funds_agree(funds, execution):
        return False
    total = record.claimed_total
    if total is None or is_blank:
        return True
    return stated.claimed is not None and _is_rounded(stated.claimed, total)


def _funds_agree(funds: PlainFunds, execution: ExecutionOutcome) -> bool:
    score = execution.score_micro
    if funds.points is not None and funds.points.written != execution.points:
        return False
    if funds.budget is None or funds.executed is None or funds.budget.micro <= 0:
        return True
    if funds.claimed is not None and score is not None and funds.claimed.micro != score:
        return False
    rate = funds.claimed_rate
    if rate is None:
        return True
    if funds.executed.micro < 0:
        return False
    scale: int = 100 * 10**rate.decimals
    share, budget = scale * funds.executed.micro, funds.budget.micro
    unit: int = 10 ** (6 - rate.decimals)
    return (2 * share + budget) // (2 * budget) * unit == rate.micro


def _is_rounded(total: int, stated: PlainNumber) -> bool:
    """Tell whether a stated sum is the total, rounded half up to the decimals that it is written with."""
    unit: int = 10 ** (6 - stated.decimals)
    return total >= 0 and (2 * total + unit) // (2 * unit) * unit == stated.micro


def differing(
    record: PlainRecord,
    layout: Layout,
    outcomes: Sequence[RowOutcome],
    execution: ExecutionOutcome | None,
    funds: PlainFunds | None,
    indicators: IndicatorSet,
    points: tuple[Decimal, Decimal],
    claimed: FormTotal,
) -> tuple[BulkClaim, ...]:
    """Return the stated figures that are not the computed ones, as the review's own check finds them.

    ``points`` are those of the set, and those that execution and rows hold together.
    """
    rows = []
    for at in layout.order:
        row, outcome, placed = record.rows[at], outcomes[at], layout.rows[at]
        indicator = Indicator.model_construct(
            id=row.id, name=row.name, points=row.points.written,
            claimed=None if row.claimed is None else row.claimed.written,
        )  # fmt: skip
        rows.append(
            RowResult(
                placed.id,
                placed.path,
                indicator,
                outcome.points,
                outcome.score,
                outcome.low,
                outcome.high,
                outcome.status,
                outcome.met,
                None,
                None,
                _NO_TEXT,
                None,
                None,
                _NO_TRACE,
            )
        )
    result = None
    if execution is not None and indicators.execution is not None:
        result = ExecutionResult(
            indicators.execution.name, None if funds is None else model_of_funds(funds), None,
            execution.points, execution.score, execution.low, execution.high, execution.status,
            _NO_TRACE,
        )  # fmt: skip
    stated = None if record.claimed_total is None else record.claimed_total.written
    submission = part_of_submission(
        funds=tuple(map(model_of_funds, record.funds)), indicators=tuple(row.indicator for row in rows), claimed_total=stated,
        claims={name: number.written for name, number in record.claims.items()},
    )  # fmt: skip
    card = Scorecard(
        "", SetRef("", "", "", ""), "", "", "", record.year, indicators.scored,
        result, (), tuple(rows), points[0], points[1],
        None, Decimal(0), Decimal(0), None, (), (), (), (), (), claimed=claimed,
    )  # fmt: skip
    return bulk_claims(check_claims(submission, card, indicators))


_NO_TEXT = ReadingText("", "")
_NO_TRACE = Trace("", 0, None, "", "", (), ())
