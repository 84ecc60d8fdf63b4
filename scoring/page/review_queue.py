"""The queue of the page's review: every form in a line, every finding with its state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.desk.tracks import RowTrack, Tracks
from scoring.exact import plain
from scoring.page.context import PageContext
from scoring.page.messages.message import PageProblem, Severity
from scoring.page.messages.review_entry import PendingGiven
from scoring.page.messages.review_project import (
    FindingLine,
    ReviewFormLine,
    ReviewListAnswer,
    ReviewListAsk,
)
from scoring.page.messages.review_words import DecisionState
from scoring.page.review_entries import number_text
from scoring.page.review_files import batch_totals, called_set
from scoring.page.review_pending import TriedDecisions, tried
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.records.finding import Finding
from scoring.records.review_track import SettledBy
from scoring.records.scorecard import Source
from scoring.writers.form_line import row_numbers, row_of
from scoring.writers.lists.issue_list import Issue
from scoring.writers.wording import source_text

_DECIDED = frozenset({SettledBy.SIGNATURE, SettledBy.RULING})
_UNCHECKED = frozenset({"unverified", "own", "secondary", "observed"})


def review_list(context: PageContext, ask: ReviewListAsk) -> ReviewListAnswer:
    """Return forms and findings of the batch, or of some forms; pending decisions are counted in."""
    session = context.review
    wanted = session.ids if ask.forms is None else [f for f in ask.forms if f in session.ids]
    pending = of_forms(ask.pending)
    forms: list[ReviewFormLine] = []
    findings: list[FindingLine] = []
    for number, form in enumerate(wanted):
        if number % 20 == 0:
            context.progress(number, len(wanted))
        made = session.form(form)
        assumed = tried(session, made, pending.get(form, ()))
        forms.append(form_line_of(session, made, assumed))
        findings += findings_of(session, made, assumed.tracks)
    known = set(session.ids)
    unused = [
        PageProblem(where=one.row, what=session.words.text("no_form"), code="no-form")
        for one in ask.pending if one.form not in known
    ]  # fmt: skip
    return ReviewListAnswer(
        forms=tuple(forms), findings=tuple(findings), batch=batch_totals(session),
        unused=tuple(unused),
    )  # fmt: skip


def of_forms(pending: Sequence[PendingGiven]) -> dict[str, list[PendingGiven]]:
    """Return pending decisions by form."""
    found: dict[str, list[PendingGiven]] = {}
    for one in pending:
        found.setdefault(one.form, []).append(one)
    return found


def form_line_of(session: ReviewSession, made: DeskForm, assumed: TriedDecisions) -> ReviewFormLine:
    """Return a form in a line."""
    line, tracks, job = made.outcome.summary.line, made.tracks, made.job
    state = tracks.state
    steps = session.worker.desk.steps
    now = assumed.tracks
    decided = sum(row.ruling is not None for row in now.rows)
    return ReviewFormLine(
        form=made.form, title=made.title, file=line.file or job.form.secret, at=line.at,
        unit=line.unit, department=line.department, year=line.year, set=line.set,
        set_called=called_set(session, line.set), claimed=number_text(line.claimed),
        claimed_grade=line.claimed_grade, rule=number_text(line.rule.total),
        low=plain(Fraction(line.rule.low)), high=plain(Fraction(line.rule.high)),
        rule_grade=line.rule.grade_text, above_total=plain(line.above),
        review=number_text(tracks.review.total), review_if_signed=number_text(now.review.total),
        alternatives=tuple(plain(Fraction(total)) for total in now.alternatives),
        grade=now.review.grade or "／".join(now.review.grades_possible),
        deviation=None if now.deviation is None else plain(now.deviation * 100, 2),
        step=state.step, step_name=state.round or steps.by_key[state.step].name,
        step_number=step_number(session, state.step), awaits="、".join(state.awaits),
        edit=line.count("E"), ask=line.count("Q"), note=line.count("N"),
        open=len(open_rows(made, now)), decided=decided, restored=len(session.restored(made.form)),
        secret=line.secret, copy_of=made.form.rpartition("#")[0] if job.copy else "",
        notices=tuple(
            session.notice(notice.pattern, made.title, notice.values)
            for notice in made.outcome.notices
        ),
    )  # fmt: skip


def step_number(session: ReviewSession, key: str) -> int:
    """Return which of the steps of the course it is, from 1; 0 for one that is none of them."""
    keys = [step.key for step in session.worker.desk.steps.steps][: session.words.steps_shown]
    return keys.index(key) + 1 if key in keys else 0


def open_rows(made: DeskForm, tracks: Tracks) -> set[str]:
    """Return the rows that wait for a decision: with ■ or ◆, or left open, and not decided yet."""
    asked = {row for row, _ in row_findings(made) if row}
    return {
        row.id for row in tracks.rows
        if row.settled not in _DECIDED and not row.closed
        and (row.id in asked or row.settled.is_pending)
    }  # fmt: skip


def row_findings(made: DeskForm) -> Iterator[tuple[str, Finding]]:
    """Yield the findings that ask for a decision, each with its row; empty for the form."""
    for issue in made.outcome.issues:
        if issue.finding.kind != "N" and not issue.finding.for_targets:
            yield row_id(made, issue.finding), issue.finding


def row_id(made: DeskForm, finding: Finding) -> str:
    """Return the id of the row that a finding is about; empty for the form."""
    card = made.scored.result.scorecard
    number = row_of(finding, row_numbers(card))
    return card.rows[number - 1].id if number else ""


# Findings


def findings_of(session: ReviewSession, made: DeskForm, tracks: Tracks) -> Iterator[FindingLine]:
    """Yield the findings of a form in the order of its list; of a copy none, it is counted once."""
    rows = {row.id: row for row in tracks.rows}
    restored = session.restored(made.form)
    is_touched = any(row.settled in _DECIDED for row in tracks.rows)
    for number, issue in enumerate(made.outcome.issues):
        if issue.repeat:
            continue
        yield _line(session, made, issue, number, rows, restored, is_touched=is_touched)


def _line(
    session: ReviewSession, made: DeskForm, issue: Issue, number: int,
    rows: Mapping[str, RowTrack], restored: frozenset[str], *, is_touched: bool,
) -> FindingLine:  # fmt: skip
    finding, words = issue.finding, session.words
    row = row_id(made, finding)
    secret = made.job.form.is_secret
    stake = None if finding.stake is None else finding.stake.high
    labels = session.library.labels
    standings = {source.standing for source in finding.sources}
    unchecked = next(
        (one for one in ("unverified", "own", "observed", "secondary") if one in standings), ""
    )
    severity: Severity = words.of_kind[finding.kind]
    return FindingLine(
        id=finding_id(made, finding, number), form=made.form, row=row, severity=severity,
        code=finding.code, title=finding.title, name=issue.name, text=session.shown(issue.text),
        ask="" if secret else finding.ask, advice=issue.advice, settle=issue.settle,
        reason="" if secret else reason_of_row(made, row),
        stake_low=None if finding.stake is None else _number(finding.stake.low),
        stake_high=None if stake is None else _number(stake), stake_band=words.band_of(stake),
        place=issue.place, at=finding.place, restored=finding.place in restored,
        state=_state(finding, rows.get(row), is_touched=is_touched),
        for_targets=finding.for_targets,
        standing=labels.word("standings", unchecked) if unchecked else "",
        sources=tuple(_source(source, session) for source in finding.sources),
    )  # fmt: skip


def finding_id(made: DeskForm, finding: Finding, number: int) -> str:
    """Return the id of a finding: the same as long as form and finding are."""
    text = "\x1f".join((made.form, finding.code, finding.where, finding.place, str(number)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _state(finding: Finding, row: RowTrack | None, *, is_touched: bool) -> DecisionState:
    if finding.for_targets or finding.kind == "N":
        return "none"
    if row is None:
        return "decided" if is_touched else "open"
    return state_of_row(row)


def state_of_row(row: RowTrack) -> DecisionState:
    """Return whether a row that is asked about was decided; an objection of the unit comes first."""
    answer = row.answer
    if answer is not None and answer.agrees is False and not row.outdated:
        return "objected"
    return "decided" if row.settled in _DECIDED or row.closed else "open"


def reason_of_row(made: DeskForm, row: str) -> str:
    """Return what the unit wrote about a row."""
    result = made.scored.result
    for one in result.scorecard.indicators:
        if one.id == row:
            return one.indicator.reason
    execution = result.scorecard.execution
    if execution is not None and execution.id == row and execution.funds is not None:
        return execution.funds.reason
    return ""


def _number(number: Decimal) -> str:
    return plain(Fraction(number))


def _source(source: Source, session: ReviewSession) -> str:
    return source_text(source, session.library.labels)
