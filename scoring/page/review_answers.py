"""Answers of a unit and assignments of the page, as the sheets in which they come back on paper."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from scoring.exact import plain
from scoring.page.messages.review_acts import AnswerGiven, ReviewActAsk
from scoring.page.review_entries import cell_place
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.records.ledger_entry import EntryKind
from scoring.records.sheet_reading import ReadRow, SheetReading, TypedCell

_COLUMNS = ("agrees", "reply", "proof")


def feedback_of(
    session: ReviewSession, made: DeskForm, answers: Sequence[AnswerGiven], by: str, at: str
) -> SheetReading:
    """Return the sheet of a unit as if these answers had been written into it and signed."""
    sheets, job = session.worker.sheets, made.job
    sheet = sheets.feedback_sheet(made.reviewed, made.tracks, job.records, job.texts)
    assert sheet is not None  # it is the unit's turn
    given = {one.row: one for one in answers}
    words = sheets.layout.replies
    rows = []
    for row in sheet.rows:
        answer = given.get(row.id)
        typed = {}
        if answer is not None:
            typed = {
                "agrees": words.word(answer.agrees), "reply": answer.say, "proof": answer.evidence
            }  # fmt: skip
        rows.append(
            ReadRow(
                row=row.id, saw=row.saw, called=row.called, asked=row.asked,
                points=plain(Fraction(str(row.cells["points"]))),
                printed=row.printed if answer is not None else (), shown=row.shown,
                cells=tuple(
                    TypedCell(column=key, text=typed.get(key, ""), at=cell_place(row.id, key))
                    for key in _COLUMNS
                ),
                at=cell_place(row.id, ""),
            )
        )  # fmt: skip
    stamp = sheet.stamp
    return SheetReading(
        kind="feedback", file="", project=job.project, stage=stamp.stage, round=sheet.round_name,
        edition=sheet.edition, count=stamp.count, digest=stamp.digest, known=stamp.known,
        by=TypedCell(column="by", text=by, at="/by"), day=TypedCell(column="day", text=at, at="/at"),
        rows=tuple(rows), printed_rows=len(rows), secret=made.job.form.is_secret,
    )  # fmt: skip


def assignment_of(made: DeskForm, ask: ReviewActAsk) -> SheetReading:
    """Return a row of 进度 in which people and the last day of the unit's answer were written."""
    state, job = made.tracks.state, made.job
    progress = made.reviewed.progress
    people = tuple(name.strip() for name in ask.people if name.strip())
    kept = {record.id for record in job.records if record.entry.kind is EntryKind.ASSIGNMENT}
    return SheetReading(
        kind="progress", file="", project=job.project, stage=state.stage, round=state.round,
        count=progress.entries, digest=progress.digest,
        people=TypedCell(column="people", text="、".join(people), at="/people"), names=people,
        lead=ask.lead, due=TypedCell(column="due", text=ask.due, at="/due"),
        printed_people="、".join(state.assigned), printed_due=state.due,
        assignments=tuple(one for one in progress.assignments if one in kept),
    )  # fmt: skip
