"""The facts of the execution rate, the funds block, the sums, and the form as a whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO
from scoring.folding import level_key
from scoring.review.claim import ClaimCheck
from scoring.review.not_placed import not_placed
from scoring.review.row_doubts import required_facts
from scoring.review.row_facts import working
from scoring.review.row_texts import quoted, reason_facts
from scoring.review.stated_sums import decimals
from scoring.review.subject import Subject
from scoring.rules.types import Value
from scoring.scorecard import ExecutionResult
from scoring.submission import Funds

SUMS: Final = frozenset({"level", "points", "total"})
_COLUMNS: Final = ("initial", "budget", "executed")
_HALF: Final = Fraction(1, 2)

Facts = dict[str, Value | None]


def execution_facts(execution: ExecutionResult, subject: Subject) -> Facts:
    """Return the facts of the execution rate."""
    funds = subject.funds
    score = None if execution.score is None else Fraction(execution.score)
    claimed = None if execution.claimed is None else Fraction(execution.claimed)
    points = Fraction(execution.points)
    reason = "" if funds is None else funds.reason
    checks = {check.kind: check for check in subject.claims}
    required = required_facts(subject.missing.get(execution.name, ()))
    own, rate = checks.get("execution_score"), checks.get("execution_rate")
    return {
        "name": execution.name,
        "reason": quoted(reason, subject) or None,
        "repaired_at": subject.funds_repaired_at or None,
        **reason_facts(reason, subject),
        "points": points,
        "score": score,
        "low": Fraction(execution.low),
        "high": Fraction(execution.high),
        "claimed": claimed,
        "has_claim": claimed is not None,
        "gap": None if claimed is None or score is None else claimed - score,
        "held": claimed if claimed is not None else points if score is None else score,
        "rounding_only": own is not None and own.verdict != "differs",
        "status": execution.status.value,
        "formula": working(execution.trace.formula),
        "score_computed": working(execution.trace.formula) is not None,
        "because": execution.trace.because.rstrip("。") or None,
        **subject.money_facts,
        "rows_missed": _missed(subject),
        "rows_over": Fraction(sum(row.result.over is True for row in subject.rows)),
        "has_required_reason": bool(required["has_required_reason"]),
        "required_reason": required["required_reason"],
        "stated_rate": None if rate is None else Fraction(rate.stated),
        "rate_right": None if rate is None else Fraction(rate.computed),
        "rate_agrees": None if rate is None else rate.verdict != "differs",
        "parts_filled": any(
            row.budget or row.executed for row in subject.submission.funds if row is not funds
        ),
        "funds_blank": funds is None or funds.budget is None or funds.executed is None,
    }


def funds_facts(subject: Subject) -> Facts:
    """Return the facts of the funds block: the first column whose sources do not add up."""
    total, words = subject.funds, subject.words.words
    parts = [row for row in subject.submission.funds if row is not total]
    sources = {level_key(name) for name in words.fund_sources}
    known = bool(parts) and all(_source(row, subject) in sources for row in parts)
    facts: Facts = {column: subject.amount(column) for column in _COLUMNS}
    once = len({_source(row, subject) for row in parts}) == len(parts)
    # 其中 before a single source names one of several
    alone = len(parts) == 1 and _source(parts[0], subject) != level_key(parts[0].source)
    facts["repaired_at"] = subject.funds_repaired_at or None
    facts["parts_known"] = known and once and not alone
    for column in _COLUMNS:
        stated: Decimal | None = None if total is None else getattr(total, column)
        given: list[Decimal | None] = [getattr(row, column) for row in parts]
        numbers = [number for number in given if number is not None]
        if stated is None or len(numbers) < len(parts) or not numbers:
            continue
        added = sum(map(Fraction, numbers), ZERO)
        places = min(decimals(number) for number in (stated, *numbers))
        if abs(added - Fraction(stated)) > _HALF * (len(numbers) + 1) / 10**places:
            facts["column"] = subject.words.columns[column]
            facts["parts_sum"] = added * subject.money
            facts["total_sum"] = Fraction(stated) * subject.money
            break
    return facts


def _source(row: Funds, subject: Subject) -> str:
    name = level_key(row.source)
    for lead in subject.words.words.fund_sources_lead:
        name = name.removeprefix(level_key(lead))
    return name


def sum_facts(check: ClaimCheck, subject: Subject) -> Facts:
    """Return the facts of a sum that the form states and that does not come out."""
    stated, computed = Fraction(check.stated), Fraction(check.computed)
    return {
        "sum_of": check.kind,
        "repaired_at": subject.any_repaired_at or None,
        "where": check.where or subject.words.places["whole"],
        "stated": stated,
        "computed": computed,
        "sum_gap": abs(stated - computed),
    }


def form_facts(subject: Subject) -> Facts:
    """Return the facts of the form as a whole."""
    submission, card = subject.submission, subject.card
    rows = [row.result for row in subject.rows if row.holds_points and row.given is not None]
    total = submission.claimed_total
    grade = submission.claimed_grade.strip()
    right = None if total is None else subject.indicators.grade(total)
    goal = submission.goal
    return {
        **subject.money_facts,
        "claims_given": Fraction(sum(row.claimed is not None for row in rows)),
        "claims_missing": Fraction(sum(row.claimed is None for row in rows)),
        "has_claimed_total": total is not None,
        "claimed_total": None if total is None else Fraction(total),
        "claimed_grade": quoted(grade, subject) or None,
        "grade_of_claim": right,
        "grade_agrees": None if right is None else _same_grade(grade, right, subject),
        "goal_unanswered": bool(goal.expected.strip()) and not goal.achieved.strip(),
        "rows_missed": _missed(subject),
        "rows_unclear": Fraction(sum(row.met is None for row in rows)),
        "all_full": _all_full(subject),
        "has_required_texts": "texts" in subject.missing,
        "required_texts": ";".join(one.say for one in subject.missing.get("texts", ())) or None,
        "unmatched": Fraction(len(card.unmatched)),
        "unmatched_list": quoted(
            "、".join(piece.told for piece in not_placed(card, submission)), subject
        )
        or None,
    }


def _same_grade(claimed: str, right: str, subject: Subject) -> bool | None:
    """Tell whether a grade as written (优秀) is the right one; None where it names none of the set."""
    names = [grade.name for grade in subject.indicators.grades]
    meant = [name for name in names if name == claimed] or [n for n in names if n in claimed]
    return meant[0] == right if len(meant) == 1 else None


def _all_full(subject: Subject) -> bool:
    """Tell whether everything on the form, the execution rate included, is claimed in full."""
    held = [(r.result.points, r.result.claimed) for r in subject.rows if r.holds_points]
    execution = subject.card.execution
    if execution is not None:
        held.append((execution.points, execution.claimed))
    return len(held) > 1 and all(points == claimed for points, claimed in held)


def _missed(subject: Subject) -> Fraction:
    """Count the rows with points whose target was missed."""
    return Fraction(sum(row.holds_points and row.is_missed for row in subject.rows))
