"""What a person does in the page's review: tries decisions, signs, takes back, settles, answers.

Everything goes the way that a signed 复核表 takes that came back. What cannot stand is refused at its
field and stays with the person; it never reaches the ledger, and never keeps what can stand from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from scoring.desk.signer import signer_of
from scoring.desk.tracks import RowTrack
from scoring.page.context import PageContext
from scoring.page.messages.message import PageProblem
from scoring.page.messages.review_acts import (
    ReviewActAsk,
    ReviewAnswerAsk,
    ReviewArbitrateAsk,
    ReviewSignAnswer,
    ReviewSignAsk,
    ReviewWithdrawAsk,
    SignedForm,
)
from scoring.page.messages.review_entry import PendingGiven, RefusedEntry
from scoring.page.messages.review_project import ReviewTryAnswer, ReviewTryAsk, TriedEntry
from scoring.page.page_problems import page_problem
from scoring.page.review_answers import assignment_of, feedback_of
from scoring.page.review_entries import by_row, cells_of, number_text, sheet_of
from scoring.page.review_pending import of_problem, refused_at, tried
from scoring.page.review_queue import of_forms
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.problem import Place, Problem
from scoring.records.ledger_entry import ANSWERS, RULINGS, EntryKind, LedgerEntry
from scoring.records.scorecard import ExecutionResult
from scoring.records.sheet_reading import SheetReading
from scoring.writers.wording import formula_text

_OF_ROWS = RULINGS | ANSWERS | {EntryKind.WITHDRAWAL}
_MakeSheet = Callable[[DeskForm], SheetReading]


def review_try(context: PageContext, ask: ReviewTryAsk) -> ReviewTryAnswer:
    """Return what decisions would give; nothing is written."""
    session = context.review
    made = session.form(ask.form)
    wanted = by_row(ask.entries, ask.form)
    pending = [one for one in ask.pending if one.form == ask.form and one.row not in wanted]
    found = tried(session, made, (*pending, *wanted.values()))
    before = {row.id: row for row in made.tracks.rows}
    after = {row.id: row for row in found.tracks.rows}
    results = {row.id: row for row in found.tracks.card.rows}
    entries = []
    for row, given in wanted.items():
        if row in found.beyond:
            entries.append(_beyond(given, before[row], found.beyond[row]))
        if row not in found.usable:
            continue
        was, now, result = before[row], after[row], results[row]
        cells = cells_of(given, was, session)
        score = cells.get("score") or None
        low, high = was.low, was.high
        beyond = now.review is not None and not low <= now.review <= high
        reading = ""
        if not isinstance(result, ExecutionResult) and not made.job.form.is_secret:
            reading = " → ".join(filter(None, (result.reading.target, result.reading.actual)))
        entries.append(
            TriedEntry(
                entry=given.model_copy(update={"score": score, "saw": was.saw}),
                score=number_text(now.review), low=number_text(low) or "0",
                high=number_text(high) or "0", beyond=beyond, ground_needed=beyond,
                formula=formula_text(result.trace, result.score), reading=reading,
            )
        )  # fmt: skip
    total = found.tracks.review
    return ReviewTryAnswer(
        entries=tuple(entries), refused=found.refused, total=number_text(total.total),
        alternatives=tuple(number_text(one) or "" for one in found.tracks.alternatives),
        grade=total.grade or "／".join(total.grades_possible),
    )  # fmt: skip


def _beyond(given: PendingGiven, row: RowTrack, entry: LedgerEntry) -> TriedEntry:
    """Return what a decision would give once it has a ground of the list."""
    return TriedEntry(
        entry=given.model_copy(update={"score": number_text(entry.score), "saw": row.saw}),
        score=number_text(entry.score), low=number_text(row.low) or "0",
        high=number_text(row.high) or "0", beyond=True, ground_needed=True,
    )  # fmt: skip


@dataclass(slots=True)
class _Signing:
    """Sheets of several forms that one person signs together."""

    session: ReviewSession
    sheets: dict[str, SheetReading] = field(default_factory=dict)
    refused: list[RefusedEntry] = field(default_factory=list)
    problems: list[PageProblem] = field(default_factory=list)
    taken: dict[str, list[PendingGiven]] = field(default_factory=dict)

    def add(
        self, form: str, sheet_of_form: _MakeSheet, pending: Sequence[PendingGiven] = ()
    ) -> None:
        """Take a form's sheet in, unless something on it is refused."""
        made = self.session.form(form)
        sheet = sheet_of_form(made)
        faults = self._faults(made, sheet)
        if faults:
            self.refused += faults
            return
        self.sheets[form] = sheet
        self.taken[form] = list(pending)

    def _faults(self, made: DeskForm, sheet: SheetReading) -> list[RefusedEntry]:
        """Return why a sheet cannot be signed as it is."""
        session = self.session
        year = made.scored.result.submission.year
        _, wrong = signer_of(sheet, year, session.worker.sheets.layout.signing)
        if wrong:
            return [refused_at(made, "", fault.column, fault.reason, fault.todo) for fault in wrong]
        found, problems = session.desk.entries_of(sheet, made.scored.result, made.job.records)
        return [
            of_problem(made, entry, problems)
            for entry, _ in found if entry.kind is EntryKind.REFUSED
        ]  # fmt: skip

    def enter(self, pattern: str = "signed", what: str = "") -> ReviewSignAnswer:
        """Bring what can stand into the ledger, all at once; ``pattern`` says what it came to."""
        session = self.session
        before = session.ledger.ids()
        if self.sheets:
            session.enter(tuple(self.sheets.values()))
        signed = []
        for form in self.sheets:
            made = session.form(form)
            new = [
                record.entry for record in made.job.records
                if record.id not in before and record.entry.kind in _OF_ROWS
            ]  # fmt: skip
            state = made.tracks.state
            rows = len(made.tracks.rows)
            key = "signed_nothing" if pattern == "signed" and not new else pattern
            signed.append(
                SignedForm(
                    form=form, rows=rows, entries=len(new),
                    say=session.words.text(key, rows=rows, entries=len(new), what=what),
                    step=state.step,
                    step_name=state.round or session.worker.desk.steps.by_key[state.step].name,
                )
            )  # fmt: skip
        return ReviewSignAnswer(
            signed=tuple(signed), refused=tuple(self.refused), problems=tuple(self.problems),
            taken=tuple(one for form in self.sheets for one in self.taken[form]),
        )  # fmt: skip


def review_sign(context: PageContext, ask: ReviewSignAsk) -> ReviewSignAnswer:
    """Sign forms, each with its decisions; a signature without any is valid too."""
    session = context.review
    words, signing = session.words, _Signing(session)
    pending = of_forms(ask.pending)
    name = _name(session, ask.by, ask.on_behalf_of)
    for form in dict.fromkeys(ask.forms):
        made = session.form(form)
        state = made.tracks.state
        if state.writes != ask.role or made.job.copy:
            say = words.text("not_now", step=state.round, who=words.who[ask.role])
            place = Place("", where=made.title)
            signing.problems.append(page_problem(Problem("not-now", say, place)))
            continue
        if ask.role == "unit":
            signing.add(form, lambda made: feedback_of(session, made, (), name, ask.at))
            continue
        found = tried(session, made, pending.get(form, ()))
        if found.refused:
            signing.refused += found.refused
            continue
        write = partial(sheet_of, session, pending=found.usable, by=name, at=ask.at)
        signing.add(form, write, tuple(found.usable.values()))
    return signing.enter()


def review_withdraw(context: PageContext, ask: ReviewWithdrawAsk) -> ReviewSignAnswer:
    """Take back own signed entries of a project."""
    session = context.review
    made = session.form(ask.form)
    state = made.tracks.state
    rows = {
        state.row_of(record.entry): PendingGiven(
            form=ask.form, row=state.row_of(record.entry), act="withdrawal"
        )
        for record in made.job.records if record.id in ask.entries
    }  # fmt: skip
    return _one(session, ask.form, rows, ask.by, ask.at)


def review_arbitrate(context: PageContext, ask: ReviewArbitrateAsk) -> ReviewSignAnswer:
    """Settle a conflict: as its lead, or by the minutes of a meeting."""
    given = ask.entry
    return _one(context.review, given.form, {given.row: given}, ask.by, ask.at)


def _one(
    session: ReviewSession, form: str, rows: Mapping[str, PendingGiven], by: str, at: str
) -> ReviewSignAnswer:
    """Enter signed cells of a form that do not sign its step."""
    signing = _Signing(session)
    signing.add(
        form,
        lambda made: sheet_of(session, made, rows, by=by, at=at, signs=False),
        tuple(rows.values()),
    )
    return signing.enter()


def review_answer(context: PageContext, ask: ReviewAnswerAsk) -> ReviewSignAnswer:
    """Enter what the unit answered, signed by a person of the unit."""
    session = context.review
    signing = _Signing(session)
    made = session.form(ask.form)
    if made.tracks.state.writes != "unit":
        say = session.words.text(
            "not_now", step=made.tracks.state.round, who=session.words.who["unit"]
        )
        signing.problems.append(page_problem(Problem("not-now", say, Place("", where=made.title))))
        return signing.enter()
    signing.add(ask.form, lambda made: feedback_of(session, made, ask.answers, ask.by, ask.at))
    return signing.enter("signed_answer")


def review_act(context: PageContext, ask: ReviewActAsk) -> ReviewSignAnswer:
    """Do something with whole projects (办理), or assign who reviews them."""
    session = context.review
    signing = _Signing(session)
    layout = session.worker.sheets.layout
    word = layout.kinds["assignment"]
    for form in dict.fromkeys(ask.forms):
        if ask.action:
            word = layout.actions[ask.action].word
            signing.add(
                form,
                lambda made: sheet_of(
                    session, made, {}, by=ask.by, at=ask.at, action=ask.action, reason=ask.reason
                ),
            )
        else:
            signing.add(form, lambda made: assignment_of(made, ask))
    return signing.enter("signed_act", word)


def _name(session: ReviewSession, by: str, on_behalf_of: str) -> str:
    """Return the name as the signature cell of a sheet holds it."""
    if not on_behalf_of:
        return by
    return f"{by}（{session.worker.sheets.layout.signing.on_behalf}{on_behalf_of}）"
