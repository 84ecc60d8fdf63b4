"""One submission reviewed: findings, what is still missing, what the open rows can earn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.engine.scorer import Scorer
from scoring.records.claim import ClaimCheck
from scoring.records.finding import SUPPLIED, Finding, OpenRow, Review, Todo
from scoring.records.scorecard import NEEDS_PERSON, Scorecard, Status
from scoring.records.submission import Submission
from scoring.review.beside_rule import above_total, claims_above, rounded, strict_claims
from scoring.review.findings import find, looked_at
from scoring.review.row_texts import reason_facts
from scoring.review.rule_set import ReviewRules
from scoring.review.subject import Row, Subject, on_one_line
from scoring.review.vocabulary import Vocabulary


def review(
    submission: Submission,
    card: Scorecard,
    claims: Sequence[ClaimCheck],
    scorer: Scorer,
    rules: ReviewRules,
    words: Vocabulary,
) -> Review:
    """Review a submission that was scored by ``scorer``; ``claims`` are its checked figures."""
    subject = Subject(submission, card, claims, scorer, words)
    findings, targets = find(subject, rules, list(looked_at(subject)))
    by_row = {f.where: f for f in findings if f.of == "row"}
    open_rows, in_band = _open_rows(subject, by_row)
    accepted = [row for row in in_band if _is_accepted(row)]
    return Review(
        rules_id=rules.id,
        rules_title=rules.title,
        findings=findings,
        targets=targets,
        todo=_todo(subject, findings),
        open_rows=open_rows,
        in_band=len(in_band),
        accepted=len(accepted),
        strict=strict_claims(subject),
        above=claims_above(subject),
        rounding=rounded(subject),
        above_total=above_total(subject),
    )


def _todo(subject: Subject, findings: Sequence[Finding]) -> tuple[Todo, ...]:
    """Return what the set requires and what findings ask for, each field of a row once."""
    rows = {row.result.id: row for row in subject.rows}
    execution = subject.card.execution
    found: dict[tuple[str, str], Todo] = {}
    for missing in subject.card.requirements:
        row = rows.get(missing.of)
        if row is not None:
            where, place, name = missing.of, row.place(missing.field), row.name
        elif execution is not None and missing.of == execution.name:
            where, place, name = "", subject.words.places["execution"], execution.name
        else:
            where, place, name = "", subject.words.fields["text"], missing.field
        todo = Todo(where, place, name, missing.field, missing.say)
        found.setdefault((where or name, missing.field), todo)
    for finding in findings:
        row = rows.get(finding.where) if finding.of == "row" else None
        if row is not None and _is_supplied(row, finding.field, subject):
            continue
        if finding.settle and finding.field in SUPPLIED:
            place = finding.place if row is None else row.place(finding.field)
            todo = Todo(finding.where, place, finding.name, finding.field, finding.settle)
            found.setdefault((finding.where or finding.name, finding.field), todo)
    return tuple(found.values())


def _is_supplied(row: Row, field: str, subject: Subject) -> bool:
    """Tell whether something stands in a field already; whether it will do, a person sees."""
    if field == "reason":
        return reason_facts(row.result.reason, subject)["has_reason"] is True
    return field == "evidence" and row.given is not None and bool(row.given.evidence)


def _open_rows(
    subject: Subject, by_row: Mapping[str, Finding]
) -> tuple[tuple[OpenRow, ...], list[Row]]:
    """Return the rows that a person settles, and those with a band that ask for nothing."""
    found, in_band = [], []
    for row in subject.rows:
        result = row.result
        finding = by_row.get(result.id)
        asked = finding is not None and finding.kind == "Q"
        if result.status is Status.DEFAULTED and not asked and result.low < result.high:
            in_band.append(row)
        elif result.status in NEEDS_PERSON or (result.status is Status.DEFAULTED and asked):
            settle = "" if finding is None else finding.settle or finding.advice
            found.append(
                OpenRow(
                    where=result.id,
                    place=row.place("actual"),
                    name=row.name,
                    status=result.status,
                    low=result.low,
                    high=result.high,
                    score=result.score,
                    because=on_one_line(result.trace.because),
                    settle=settle or subject.words.settle.get(result.status.value, ""),
                )
            )
    return tuple(found), in_band


def _is_accepted(row: Row) -> bool:
    claimed = row.result.claimed
    return claimed is not None and row.result.low <= claimed <= row.result.high
