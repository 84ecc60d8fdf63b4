"""The facts of the execution rate, the funds block, the sums, and the form as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, plain
from scoring.records.claim_check import ClaimCheck
from scoring.records.scorecard import ExecutionResult
from scoring.records.submission import Funds, Submission
from scoring.records.unmatched import unmatched_items
from scoring.review.hint_facts import head_hints
from scoring.review.project_name_facts import project_name_facts
from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.review.row_consistency_facts import required_facts
from scoring.review.row_text_facts import holds_any, quoted, reason_facts
from scoring.review.score_facts import score_facts
from scoring.review.source_facts import apart, negative_columns
from scoring.values.attainment import Case

_SETTLED: Final = frozenset(
    {Case.DONE, Case.ABSENCE, Case.NOT_APPLICABLE, Case.NOT_APPLICABLE_TARGET}
)
"""Comparisons that say nothing of a figure, and that nothing was left undone."""
SUMS: Final = frozenset({"level", "points", "total", "cap"})


def execution_facts(execution: ExecutionResult | None, form: ReviewedForm) -> Facts:
    """Return the facts of the execution rate; a form that is not scored has no score for it."""
    funds = form.funds
    reason = "" if funds is None else funds.reason
    checks = {check.kind: check for check in form.claims}
    name = form.words.places["execution"] if execution is None else execution.name
    required = required_facts(form.missing.get(name, ()))
    score, rate = checks.get("execution_score"), checks.get("execution_rate")
    return {
        "name": name,
        "reason": quoted(reason, form) or None,
        "repaired_at": form.funds_repaired_at or None,
        **reason_facts(reason, form),
        **(_no_score(form) if execution is None else score_facts(execution)),
        "rounding_only": execution is None or (score is not None and score.verdict != "differs"),
        **form.money_facts,
        "rows_missed": _missed(form),
        "rows_over": Fraction(sum(row.result.over is True for row in form.rows)),
        "has_required_reason": required["has_required_reason"],
        "required_reason": required["required_reason"],
        "stated_rate": None if rate is None else Fraction(rate.stated),
        "rate_right": None if rate is None else Fraction(rate.computed),
        "rate_agrees": None if rate is None else rate.verdict != "differs",
        "over_confirmed": funds is not None and funds.over_confirmed,
        "amounts_apart": None if funds is None else apart(funds),
        **_negative(funds, form),
        "total_unknown": funds is None and bool(form.submission.funds),
        "parts_filled": any(
            row.budget or row.executed for row in form.submission.funds if row is not funds
        ),
        **_spending_facts(reason, form),
        "rows_open": Fraction(sum(row.holds_points and _is_open(row) for row in form.rows)),
        "funds_blank": any(
            (funds is None or getattr(funds, column) is None)
            and not form.submission.lacks(f"funds.{column}")
            for column in ("budget", "executed")
        ),
    }


def _negative(funds: Funds | None, form: ReviewedForm) -> Facts:
    listed = "" if funds is None else negative_columns(funds, form)
    return {"negative_amounts": listed or None, "has_negative_amounts": bool(listed)}


def _no_score(form: ReviewedForm) -> Facts:
    """Return the facts of a score where a set gives none for the execution rate."""
    because = form.total_row.why_not or None
    return {"points": ZERO, "gap": ZERO, "has_claim": False, "because": because}


def _spending_facts(reason: str, form: ReviewedForm) -> Facts:
    """Tell whether anything on the form speaks of money that was not spent, or of no work at all."""
    submission, words = form.submission, form.words.words
    mentioned = (
        holds_any(_texts(submission), words.spending) or submission.state in words.spending_states
    )
    demands = [d for d in form.indicators.demands if (d.of, d.field) == ("execution", "reason")]
    return {
        "says_undone": holds_any((submission.state, reason), words.undone),
        # where no column of reasons was found, nobody can say that none is given
        "spending_mentioned": None
        if not mentioned and "reason" in submission.not_found
        else mentioned,
        "reason_demanded": bool(demands),
    }


def _texts(submission: Submission) -> Iterator[str]:
    """Yield every reason, and every text about the project or unit as a whole, in its place or not."""
    yield from (row.reason for row in submission.funds)
    yield from (row.reason for row in submission.rows)
    for goal in submission.goals:
        yield from (goal.reason, goal.achieved)
    for task in submission.tasks:
        yield from (task.reason, task.completion)
    yield from submission.reasons.values()
    yield from submission.texts.values()
    yield from (piece.text for piece in submission.unplaced if piece.text != submission.remark)
    yield from (submission.goal.achieved, submission.head.opinion)


def _is_open(row: ReviewedRow) -> bool:
    """Tell whether nobody can say of a row if its target was reached: 正在实施, a text not read."""
    attained = row.attained
    return attained is not None and attained.met is None and attained.case not in _SETTLED


def sum_facts(check: ClaimCheck, form: ReviewedForm) -> Facts:
    """Return the facts of a sum that the form states and that does not come out."""
    stated, computed = Fraction(check.stated), Fraction(check.computed)
    return {
        "sum_of": check.kind,
        "repaired_at": form.any_repaired_at or None,
        "where": check.where or form.words.places["whole"],
        "stated": stated,
        "computed": computed,
        "sum_gap": abs(stated - computed),
        "without_points": _without_points(check, form) or None,
        "weights_adjusted": check.kind == "points" and bool(_weights(form)),
        **_execution_counted(check, form),
        **_capped(check, form),
    }


def _without_points(check: ClaimCheck, form: ReviewedForm) -> str:
    """Name the rows that hold no points in a sum of points that does not come out."""
    if check.kind != "points":
        return ""
    names = (
        row.name
        for row in form.rows
        if not row.holds_points and row.indicator is not None
        if not check.where
        or check.where in (*row.result.path, row.result.level1, row.result.level2)
    )
    return quoted("、".join(filter(None, names)), form)


def _capped(check: ClaimCheck, form: ReviewedForm) -> Facts:
    """Return why the total is capped, and what the claims add up to without the cap."""
    cap = form.card.cap
    if check.kind != "cap" or cap is None:
        return {"cap_because": None, "cap_most": None, "cap_added": None}
    return {
        "cap_because": cap.trace.because or None,
        "cap_most": None if cap.most is None else Fraction(cap.most),
        "cap_added": _claims_added(form),
    }


def _claims_added(form: ReviewedForm) -> Fraction:
    """Add up what is claimed; an execution rate without a claim counts as by the rule."""
    execution = form.card.execution
    rates = (
        []
        if execution is None
        else [execution.score if execution.claimed is None else execution.claimed]
    )
    scores = [*rates, *(row.claimed for row in form.card.indicators)]
    return sum((Fraction(score) for score in scores if score is not None), Fraction(0))


def _execution_counted(check: ClaimCheck, form: ReviewedForm) -> Facts:
    """Return what is counted for an execution score that is not filled in, and the other claims."""
    execution = form.card.execution
    is_total = check.kind in ("total", "cap")
    if not is_total or execution is None or execution.claimed is not None:
        return {"execution_blank": False, "execution_taken": None, "others_claimed": None}
    taken = Fraction(execution.score or 0)
    others = _claims_added(form) - taken
    return {"execution_blank": True, "execution_taken": taken, "others_claimed": others}


def _weights(form: ReviewedForm) -> list[ClaimCheck]:
    """Return the first levels with other points than the set's, in a form whose points add up."""
    wrong = [c for c in form.claims if c.kind == "points" and c.verdict == "differs"]
    tops = {node.name for node in form.indicators.levels}
    return wrong if all(check.where in tops for check in wrong) else []


def form_facts(form: ReviewedForm) -> Facts:
    """Return the facts of the form as a whole."""
    submission, card = form.submission, form.card
    rows = [row.result for row in form.rows if row.holds_points and row.indicator is not None]
    stated = submission.claimed_total
    total = card.claimed.total if stated is None else stated
    grade = submission.claimed_grade.strip()
    right = None if total is None else form.indicators.grade(total)
    named = form.indicators.grade_named(grade)
    goal = submission.goal
    missing = [blank.name for blank in form.missing_claims]
    weights = [
        form.words.text(
            "weight",
            level=check.where,
            points=plain(Fraction(check.stated)),
            right=plain(Fraction(check.computed)),
        )
        for check in _weights(form)
    ]
    return {
        **form.money_facts,
        **head_hints(submission, form.words, form.reader.lexicon),
        **project_name_facts(form),
        "no_rows": card.scored and not card.indicators and card.row_points < card.points,
        "claims_given": Fraction(sum(row.claimed is not None for row in rows)),
        "claims_missing": Fraction(len(missing)),
        "claims_missing_list": quoted("、".join(missing), form) or None,
        "weights_adjusted": bool(weights),
        "weights_list": "、".join(weights) or None,
        "no_points": form.no_points,
        "has_claimed_total": stated is not None,
        "total_added_up": any(check.kind in ("total", "cap") for check in form.claims),
        "full_points": Fraction(max(card.points, card.row_points)) if card.scored else None,
        "claimed_total": None if stated is None else Fraction(stated),
        "own_total": None if card.claimed.total is None else Fraction(card.claimed.total),
        "total_capped": card.claimed.total is not None and card.claimed.total < _claims_added(form),
        "claimed_grade": quoted(grade, form) or None,
        "grade_of_claim": right,
        "grade_agrees": None if right is None or named is None else named == right,
        **_lifted_grade(form),
        "rounded": Fraction(len(form.rounded)),
        "rounded_up": any(one.gain > 0 for one in form.rounded.values()),
        "rounded_list": _rounded_list(form) or None,
        "goal_unanswered": bool(goal.expected.strip())
        and not goal.achieved.strip()
        and not submission.lacks("goal.achieved"),
        "rows_missed": _missed(form),
        "rows_unclear": Fraction(sum(row.met is None for row in rows)),
        "all_full": _all_full(form),
        "has_required_texts": "texts" in form.missing,
        "required_texts": "；".join(required.say for required in form.missing.get("texts", ()))
        or None,
        "unmatched": Fraction(len(card.unmatched)),
        "unmatched_list": quoted(
            "、".join(item.label for item in unmatched_items(card, submission)), form
        )
        or None,
    }


def _lifted_grade(form: ReviewedForm) -> Facts:
    """Tell whether only rounding the total gives it the next grade: 89.5 is 良, 90 优."""
    check = next((check for check in form.claims if check.kind == "total"), None)
    if check is None or check.verdict == "differs" or check.stated <= check.computed:
        return {"grade_lifted": False, "grade_of_sum": None, "grades_whole": None}
    right = form.indicators.grade(check.computed)
    sources = {grade.source for grade in form.indicators.grades}
    articles = [form.indicators.sources[key].article for key in sources if key]
    return {
        "grade_lifted": form.indicators.grade(check.stated) != right,
        "grade_of_sum": right,
        "own_total": Fraction(check.computed),
        "grades_whole": holds_any(articles, form.words.words.whole_numbers),
    }


def _rounded_list(form: ReviewedForm) -> str:
    words = form.words
    return "、".join(
        words.text(
            "rounded",
            name=quoted(one.name, form),
            claimed=plain(Fraction(one.claimed)),
            score=plain(Fraction(one.score)),
        )
        for one in form.rounded.values()
    )


def _all_full(form: ReviewedForm) -> bool:
    """Tell whether everything on the form, the execution rate included, is claimed in full."""
    held = [(r.result.points, r.result.claimed) for r in form.rows if r.holds_points]
    execution = form.card.execution
    if execution is not None:
        held.append((execution.points, execution.claimed))
    return len(held) > 1 and all(points == claimed for points, claimed in held)


def _missed(form: ReviewedForm) -> Fraction:
    """Count the rows with points whose target was missed; of a form without points all rows."""
    if not form.indicators.scored:
        return Fraction(sum(row.result.met is False for row in form.rows))
    return Fraction(sum(row.holds_points and row.is_missed for row in form.rows))
