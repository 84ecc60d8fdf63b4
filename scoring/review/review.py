"""One submission reviewed: findings, what is still missing, what the open rows can earn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.engine.scorer import Scorer
from scoring.records.claim_check import ClaimCheck
from scoring.records.finding import SUPPLIED, Finding, OpenRow, Review, Todo
from scoring.records.scorecard import NEEDS_PERSON, Scorecard, Status
from scoring.records.submission import Submission
from scoring.review.claim_comparison import (
    above_total,
    claims_above,
    rounding_differences,
    strict_claims,
)
from scoring.review.reviewed_form import ReviewedForm, ReviewedRow
from scoring.review.row_text_facts import reason_facts
from scoring.review.rule_runner import RuleRunner
from scoring.review.rule_set import ReviewRules
from scoring.review.subjects import subjects_of
from scoring.review.vocabulary import Vocabulary
from scoring.text import on_one_line


def review(
    submission: Submission,
    card: Scorecard,
    claims: Sequence[ClaimCheck],
    scorer: Scorer,
    rules: ReviewRules,
    words: Vocabulary,
) -> Review:
    """Review a submission that was scored by ``scorer``; ``claims`` are its checked figures."""
    form = ReviewedForm(submission, card, claims, scorer, words)
    findings, targets = RuleRunner(rules, words).run(list(subjects_of(form)))
    by_row = {f.where: f for f in findings if f.of == "row"}
    open_rows, in_band = _open_rows(form, by_row)
    accepted = [row for row in in_band if _is_accepted(row)]
    return Review(
        rules_id=rules.id,
        rules_title=rules.title,
        findings=findings,
        targets=targets,
        todo=_todo(form, findings),
        open_rows=open_rows,
        in_band=len(in_band),
        accepted=len(accepted),
        strict=strict_claims(form),
        above=claims_above(form),
        rounding=rounding_differences(form),
        above_total=above_total(form),
        blank=tuple(
            Todo(claim.where, claim.at, claim.name, "claimed", "") for claim in form.missing_claims
        ),
    )


def _todo(form: ReviewedForm, findings: Sequence[Finding]) -> tuple[Todo, ...]:
    """Return what the set requires and what findings ask for, each field of a row once."""
    rows = {row.result.id: row for row in form.rows}
    execution = form.card.execution
    todos: dict[tuple[str, str], Todo] = {}
    for missing in form.requirements:
        row = rows.get(missing.of)
        if row is not None:
            where, place, name = missing.of, row.place(missing.field), row.name
        elif execution is not None and missing.of == execution.name:
            where, place, name = "", form.words.places["execution"], execution.name
        else:
            where, place, name = "", form.words.fields["text"], missing.field
        todo = Todo(where, place, name, missing.field, missing.say)
        todos.setdefault((where or name, missing.field), todo)
    for finding in findings:
        row = rows.get(finding.where) if finding.of == "row" else None
        if row is not None and _is_supplied(row, finding.field, form):
            continue
        if finding.settle and finding.field in SUPPLIED:
            place = finding.place if row is None else row.place(finding.field)
            todo = Todo(finding.where, place, finding.name, finding.field, finding.settle)
            todos.setdefault((finding.where or finding.name, finding.field), todo)
    return tuple(todos.values())


def _is_supplied(row: ReviewedRow, field: str, form: ReviewedForm) -> bool:
    """Tell whether something stands in a field already; whether it will do, a person sees."""
    if field == "reason":
        return reason_facts(row.result.reason, form)["has_reason"] is True
    return field == "evidence" and row.indicator is not None and bool(row.indicator.evidence)


def _open_rows(
    form: ReviewedForm, by_row: Mapping[str, Finding]
) -> tuple[tuple[OpenRow, ...], list[ReviewedRow]]:
    """Return the rows that a person settles, and those with a band that ask for nothing."""
    open_rows, in_band = [], []
    for row in form.rows:
        result = row.result
        finding = by_row.get(result.id)
        asked = finding is not None and finding.kind == "Q"
        if result.status is Status.DEFAULTED and not asked and result.low < result.high:
            in_band.append(row)
        elif result.status in NEEDS_PERSON or (result.status is Status.DEFAULTED and asked):
            settle = "" if finding is None else finding.settle or finding.advice
            usual = "not_found" if _lost_column(row, form) else result.status.value
            open_rows.append(
                OpenRow(
                    where=result.id,
                    place=row.place("actual"),
                    name=row.name,
                    status=result.status,
                    low=result.low,
                    high=result.high,
                    score=result.score,
                    because=on_one_line(result.trace.because),
                    settle=settle or form.words.settle.get(usual, ""),
                )
            )
    return tuple(open_rows), in_band


def _lost_column(row: ReviewedRow, form: ReviewedForm) -> bool:
    """Tell whether a row is open because the column of its target or actual was not found."""
    lost = {"target", "actual"}.intersection(form.submission.not_found)
    return row.indicator is not None and any(not getattr(row.indicator, key) for key in lost)


def _is_accepted(row: ReviewedRow) -> bool:
    claimed = row.result.claimed
    return claimed is not None and row.result.low <= claimed <= row.result.high
