"""The bulk record of a submission that the engine scored whole: what the quick path must equal."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.engine.own_scores import needs_questions
from scoring.records.bulk_record import (
    BulkClaim,
    BulkRequirement,
    BulkRow,
    BulkSubmission,
    ScoredSubmission,
)
from scoring.records.claim_check import ClaimCheck
from scoring.records.result import Result
from scoring.records.scorecard import RowResult


def bulk_record(result: Result, place: str) -> ScoredSubmission:
    """Return what a bulk run keeps of a scored submission, which begins at ``place``."""
    submission, card = result.submission, result.scorecard
    execution, funds, own = card.execution, card.funds, result.own
    is_asked = needs_questions(submission, card)
    record = BulkSubmission(
        id=submission.key,
        place=place,
        set=card.set.id,
        set_digest=card.set.digest,
        year=submission.year,
        department=submission.department,
        unit=submission.unit,
        project=submission.project.name,
        code=submission.project.code,
        secret=submission.secret,
        money_unit=card.money_unit,
        initial=None if funds is None else funds.initial,
        budget=None if funds is None else funds.budget,
        executed=None if funds is None else funds.executed,
        points=card.points,
        row_points=card.row_points,
        total=card.total,
        low=card.low,
        high=card.high,
        grade=card.grade or "",
        grades_possible=card.grades_possible,
        execution_points=None if execution is None else execution.points,
        execution_score=None if execution is None else execution.score,
        execution_low=None if execution is None else execution.low,
        execution_high=None if execution is None else execution.high,
        execution_status="" if execution is None else execution.status.value,
        execution_claimed=None if execution is None else execution.claimed,
        stated_total=submission.claimed_total,
        stated_grade=submission.claimed_grade,
        claimed_total=card.claimed.total,
        claimed_grade=card.claimed.grade or "",
        own_total=None if is_asked else own.total,
        own_grade="" if is_asked else own.grade or "",
        rows=len(card.indicators),
        counts=tuple((status.value, count) for status, count in card.counts),
        requirements=tuple(BulkRequirement(r.of, r.field, r.say) for r in card.requirements),
        unmatched=card.unmatched,
        claims=bulk_claims(result.claims),
    )
    return ScoredSubmission(record, tuple(map(bulk_row, card.indicators)))


def bulk_row(row: RowResult) -> BulkRow:
    """Return what a bulk run keeps of one row."""
    return BulkRow(
        id=row.id,
        level1=row.level1,
        level2=row.level2,
        name=row.name,
        target=row.target,
        actual=row.actual,
        points=row.points,
        score=row.score,
        low=row.low,
        high=row.high,
        status=row.status.value,
        met=row.met,
        rule=row.trace.rule,
        case=row.trace.case,
        direction=row.direction or "",
        direction_from=row.direction_from or "",
        known=row.known.key,
        claimed=row.claimed,
        reason=bool(row.reason.strip()),
    )


def bulk_claims(checks: Iterable[ClaimCheck]) -> tuple[BulkClaim, ...]:
    """Return the stated figures that do not agree with the computed ones."""
    return tuple(
        BulkClaim(check.where, check.kind, check.stated, check.computed, check.verdict, check.cause)
        for check in checks
        if check.verdict != "agrees"
    )
