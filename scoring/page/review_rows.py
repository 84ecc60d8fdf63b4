"""One project of the page's review: its rows in three tracks, its course, what persons wrote."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.desk.tracks import RowTrack
from scoring.exact import plain
from scoring.page.context import PageContext
from scoring.page.messages.message import Severity
from scoring.page.messages.review_entry import EntryLine, PendingGiven
from scoring.page.messages.review_project import (
    FindingLine,
    ReviewTracksAnswer,
    ReviewTracksAsk,
    TrackPoint,
    TrackRow,
)
from scoring.page.review_entries import (
    by_row,
    decided_words,
    entry_line,
    lines,
    number_text,
)
from scoring.page.review_pending import TriedDecisions, tried
from scoring.page.review_queue import (
    findings_of,
    form_line_of,
    open_rows,
    reason_of_row,
    state_of_row,
    step_number,
)
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.review_track import SettledBy
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.records.submission import Submission
from scoring.workbooks.review_sheet.write.plan_cells import PlanCells
from scoring.writers.wording import formula_text

_GRAVITY: tuple[Severity, ...] = ("edit", "ask", "note")
_BY_PERSON = frozenset({SettledBy.SIGNATURE, SettledBy.RULING})


def review_tracks(context: PageContext, ask: ReviewTracksAsk) -> ReviewTracksAnswer:
    """Return a whole project and where its review stands."""
    session = context.review
    made = session.form(ask.form)
    assumed = tried(session, made, ask.pending)
    state = made.tracks.state
    findings = tuple(findings_of(session, made, assumed.tracks))
    rows = _Rows(session, made, assumed, by_row(ask.pending, ask.form), findings)
    placed = {entry.id for row in made.tracks.rows for entry in _of_row(row)}
    loose = [
        entry
        for group in (state.stale, state.late, [void.entry for void in state.void_entries])
        for entry in group if not state.row_of(entry) and entry.id not in placed
    ]  # fmt: skip
    records = made.job.records
    return ReviewTracksAnswer(
        line=form_line_of(session, made, assumed), rows=rows.all(), findings=findings,
        course=_course(session, made), awaits=state.awaits, assigned=state.assigned,
        lead=state.lead, due=state.due, held=state.held, closed=state.is_closed,
        actions=tuple(state.actions), writes=state.writes,
        signed=lines(session, made, state.signed, "in_force"),
        history=tuple(
            entry_line(session, made, record.entry, standing=_standing(made, record.entry))
            for record in records if record.entry.kind is not EntryKind.SAMPLE
        ),
        loose=lines(session, made, loose, "stale"),
        notices=tuple(
            session.notice(notice.pattern, made.title, notice.values)
            for notice in made.outcome.notices
        ),
    )  # fmt: skip


class _Rows:
    def __init__(
        self, session: ReviewSession, made: DeskForm, assumed: TriedDecisions,
        pending: Mapping[str, PendingGiven], findings: tuple[FindingLine, ...],
    ) -> None:  # fmt: skip
        self.session = session
        self.made = made
        self.assumed = {row.id: row for row in assumed.tracks.rows}
        self.entries = assumed.entries
        self.pending = pending
        self.findings = findings
        card = made.scored.result.scorecard
        self.secret = made.job.form.is_secret
        self.plan = PlanCells(
            session.worker.sheets.layout, session.worker.kinds, session.library.labels,
            card.money_unit, secret=self.secret,
        )  # fmt: skip
        self.results = {row.id: row for row in card.rows}
        self.asked = {line.row for line in findings if line.state != "none"}
        self.open = open_rows(made, assumed.tracks)
        self.restored = session.restored(made.form)

    def all(self) -> tuple[TrackRow, ...]:
        return tuple(map(self._row, self.made.tracks.rows))

    def _row(self, track: RowTrack) -> TrackRow:
        session, made = self.session, self.made
        result, now = self.results[track.id], self.assumed[track.id]
        cells = self.plan.of(result)
        own = [line for line in self.findings if line.row == track.id]
        severity = next((s for s in _GRAVITY if any(f.severity == s for f in own)), "none")
        state = made.tracks.state
        is_asked = track.id in self.asked or track.id in self.open or now.settled in _BY_PERSON
        place = _place(result, made.scored.result.submission)
        ruling = track.ruling
        levels = (
            (str(cells["levels"]),) if isinstance(result, ExecutionResult)
            else tuple(part for part in (result.level1, result.level2) if part)
        )  # fmt: skip
        return TrackRow(
            row=track.id, saw=track.saw, levels=levels, name=str(cells["name"] or ""),
            target=str(cells["target"] or ""), actual=str(cells["actual"] or ""),
            points=plain(Fraction(track.points)), claimed=number_text(track.claimed),
            rule=number_text(track.rule), low=plain(Fraction(track.low)),
            high=plain(Fraction(track.high)), review=number_text(track.review),
            review_if_signed=number_text(now.review), settled=str(now.settled),
            settled_words=self._settled(track, now),
            state=state_of_row(now) if is_asked else "none", severity=severity,
            findings=tuple(line.id for line in own),
            ruling=None if ruling is None else self._line(ruling, "in_force", track),
            also=lines(session, made, track.also, "in_force"),
            rivals=tuple(
                entry_line(session, made, rival.entry, rival.score, "conflict")
                for rival in track.rivals
            ),
            earlier=None if track.earlier is None else self._line(track.earlier, "", track),
            answer=None if track.answer is None else self._line(track.answer, "", None),
            outdated=track.outdated, agreed=track.closed, pending=self.pending.get(track.id),
            moved=self._moved(track), unusable=track.unusable,
            refused=lines(session, made, track.refused, "refused"),
            emptied=lines(session, made, track.emptied, ""),
            drafts=lines(session, made, track.drafts, "draft"),
            stale=lines(
                session, made, [e for e in state.stale if state.row_of(e) == track.id], "stale"
            ),
            reading="" if self.secret else _reading(result),
            formula=formula_text(result.trace, result.score),
            reason="" if self.secret else reason_of_row(made, track.id),
            place=place, at=place, restored=place in self.restored,
        )  # fmt: skip

    def _line(self, entry: LedgerEntry, standing: str, track: RowTrack | None) -> EntryLine:
        score = None if track is None or track.ruling is not entry else track.review
        return entry_line(self.session, self.made, entry, score, standing)

    def _settled(self, track: RowTrack, now: RowTrack) -> str:
        """Return what the score rests on, in words; a pending decision comes first."""
        entry = self.entries.get(track.id) or now.ruling
        if entry is not None and now.settled in _BY_PERSON:
            return decided_words(self.session, entry, track)
        return self.session.words.settled[str(now.settled)]

    def _moved(self, track: RowTrack) -> str:
        if not track.has_moved:
            return ""
        was, now = number_text(track.review) or "", number_text(track.now) or ""
        return self.session.words.text("moved", was=was, now=now)


def _of_row(row: RowTrack) -> list[LedgerEntry]:
    shown = (row.ruling, row.earlier, row.answer)
    return [
        *(entry for entry in shown if entry is not None), *row.also, *row.refused, *row.emptied,
        *row.drafts, *(rival.entry for rival in row.rivals),
    ]  # fmt: skip


def _place(result: RowResult | ExecutionResult, submission: Submission) -> str:
    """Return where a row stands in its file."""
    if isinstance(result, RowResult):
        at = result.indicator.at
        return at.get("name", "") or next(iter(at.values()), "")
    if result.funds is None:
        return ""
    number = next((n for n, row in enumerate(submission.funds, 1) if row is result.funds), 0)
    places = (submission.at.get(f"funds.{number}.{key}") for key in ("executed", "source"))
    return next(filter(None, places), "")


def _reading(result: RowResult | ExecutionResult) -> str:
    if isinstance(result, ExecutionResult):
        return ""
    parts = (result.reading.target, result.reading.actual)
    return " → ".join(part for part in parts if part)


def _course(session: ReviewSession, made: DeskForm) -> tuple[TrackPoint, ...]:
    """Return the steps that are counted, as far as the project has come."""
    state = made.tracks.state
    here = step_number(session, state.step)
    passed = {
        record.entry.round for record in made.job.records
        if record.entry.kind is EntryKind.SIGNATURE and record.entry.stage < state.stage
    }  # fmt: skip
    points = []
    for number, step in enumerate(session.worker.desk.steps.steps, 1):
        if number > session.words.steps_shown:
            break
        is_done = state.is_closed or number < here or (not here and step.name in passed)
        points.append(
            TrackPoint(
                key=step.key, name=step.name, number=number,
                mark="done" if is_done else "here" if number == here else "next",
            )
        )  # fmt: skip
    return tuple(points)


def _standing(made: DeskForm, entry: LedgerEntry) -> str:
    """Return how an entry stands now, as a key of the words."""
    state = made.tracks.state
    groups = (
        ("conflict", [one for c in state.conflicts for one in c.entries]),
        ("draft", state.drafts), ("refused", state.refused), ("stale", state.stale),
        ("late", state.late), ("superseded", state.superseded),
        ("void", [void.entry for void in state.void]),
    )  # fmt: skip
    for key, entries in groups:
        if any(one.id == entry.id for one in entries):
            return key
    in_force = {one.id for one in state.in_force.values()}
    in_force |= {one.id for also in state.also.values() for one in also}
    return "in_force" if entry.id in in_force else ""
