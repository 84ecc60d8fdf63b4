"""Decisions of the page as cells of a 复核表, and entries of the ledger as the page shows them.

The page is another way to fill in the sheet of a project: what is decided on it goes the way that a
workbook takes that came back, so that both refuse, correct and conflict alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.desk.confidential_entries import is_hidden, show
from scoring.desk.tracks import RowTrack
from scoring.exact import plain
from scoring.page.messages.review_entry import EntryLine, PendingGiven
from scoring.page.messages.review_words import Choice
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.records.ledger_entry import RULINGS, EntryKind, LedgerEntry
from scoring.records.sheet_reading import ReadRow, SheetReading, TypedCell
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.workbooks.review_sheet.write.entry_words import visible

CELLS = ("verified_target", "verified", "score", "ground", "note")
"""Columns of the sheet in which an evaluator decides."""


def number_text(number: Decimal | Fraction | None) -> str | None:
    """Return a number as a string of plain decimals."""
    return None if number is None else plain(Fraction(number))


# Decisions as a sheet


def sheet_of(
    session: ReviewSession, made: DeskForm, pending: Mapping[str, PendingGiven],
    *, by: str = "", at: str = "", action: str = "", reason: str = "", signs: bool = True,
) -> SheetReading:  # fmt: skip
    """Return the sheet of a project as if these decisions had been written into it.

    ``pending`` are by row. Without name and date they are drafts. Rows without a decision are as
    blank as they were: nobody signs another's draft by it.
    """
    job, layout = made.job, session.worker.sheets.layout
    view = session.worker.sheets.view(
        made.reviewed, made.tracks, job.records, job.texts, job.matches
    )
    tracks = {row.id: row for row in made.tracks.rows}
    entries = {record.id: record.entry for record in job.records}
    rows = []
    for row in view.rows:
        given = pending.get(row.id)
        printed: tuple[str, ...] = ()
        if given is not None:
            printed = tuple(
                one for one in row.printed if one == given.draft or entries[one].is_signed
            )
            if given.draft and not printed and given.draft in entries:
                printed = (given.draft,)
        typed = {} if given is None else cells_of(given, tracks[row.id], session)
        rows.append(
            ReadRow(
                row=row.id, saw=row.saw, called=row.called, points=plain(Fraction(row.points)),
                printed=printed, conflict=row.conflict, closed=row.closed,
                shown=tuple(dict.fromkeys((*row.printed, *row.shown))) if given else row.shown,
                cells=tuple(
                    TypedCell(column=key, text=typed.get(key, ""), at=cell_place(row.id, key))
                    for key in CELLS
                ),
                at=cell_place(row.id, ""),
            )
        )  # fmt: skip
    stamp = view.stamp
    word = layout.actions[action].word if action else ""
    return SheetReading(
        kind="review", file="", project=job.project, stage=stamp.stage, round=view.round_name,
        edition=view.edition, count=stamp.count, digest=stamp.digest, known=stamp.known,
        by=TypedCell(column="by", text=by, at="/by"), day=TypedCell(column="day", text=at, at="/at"),
        action=TypedCell(column="action", text=word, at="/action"),
        note=TypedCell(column="note", text=reason, at="/note"),
        rows=tuple(rows), printed_rows=len(rows), signs=signs,
        secret=made.scored.result.submission.secret,
    )  # fmt: skip


def cells_of(given: PendingGiven, row: RowTrack, session: ReviewSession) -> dict[str, str]:
    """Return what a decision writes into the cells of its row."""
    layout, words = session.worker.sheets.layout, session.words
    if given.act == "withdrawal":
        return {"ground": layout.withdraw.word, "note": given.note}
    note = given.note
    if given.minutes:
        note = "；".join(part for part in (f"{layout.minutes}：{given.minutes}", note) if part)
    score = given.score or ""
    if given.choice in ("claim", "rule") and not score:
        score = number_text(row.claimed if given.choice == "claim" else row.rule) or ""
    if given.choice in ("claim", "rule") and not (given.ground or note):
        # A person pressed this button, and the record says so.
        key = given.choice if given.choice == "claim" or row.low == row.high else "reference"
        note = words.choices[key]
    return {
        "verified_target": given.verified_target or "", "verified": given.verified_actual or "",
        "score": score, "ground": given.ground, "note": note,
    }  # fmt: skip


def cell_place(row: str, column: str) -> str:
    """Return where a cell of the page stands, for a message to find its field."""
    return f"{row}\x1f{column}"


def field_of(place: str) -> tuple[str, str]:
    """Return row and field of a place of :func:`cell_place`."""
    row, _, column = place.partition("\x1f")
    return row, {"verified": "verified_actual"}.get(column, column)


def by_row(pending: Iterable[PendingGiven], form: str) -> dict[str, PendingGiven]:
    """Return the decisions on a form by row; of several on one row the last counts."""
    return {one.row: one for one in pending if one.form == form}


def choice_of(entry: LedgerEntry, row: RowTrack | None) -> Choice:
    """Return which of the three choices a ruling is."""
    if row is None or entry.verified_actual or entry.verified_target or entry.score is None:
        return "other"
    if entry.score == row.claimed:
        return "claim"
    return "rule" if entry.score == row.rule else "other"


def draft_given(session: ReviewSession, made: DeskForm, entry: LedgerEntry) -> PendingGiven | None:
    """Return an entry without a signature as a decision to go on with; None of the unit's."""
    row_id = made.tracks.state.row_of(entry)
    if entry.kind not in RULINGS or entry.role == "unit" or not row_id:
        return None
    row = next((row for row in made.tracks.rows if row.id == row_id), None)
    shown = show(entry, made.job.texts)
    if is_hidden(shown.note) or is_hidden(shown.verified_actual or ""):
        return None
    choice = choice_of(shown, row)
    words = session.words.choices.values()
    return PendingGiven(
        form=made.form, row=row_id, choice=choice, score=number_text(shown.score),
        verified_target=shown.verified_target, verified_actual=shown.verified_actual,
        ground=shown.ground, note="" if shown.note in words and choice != "other" else shown.note,
        saw=entry.saw, draft=entry.id,
    )  # fmt: skip


# Entries in words


def entry_line(
    session: ReviewSession, made: DeskForm, entry: LedgerEntry, comes_to: Decimal | None = None,
    standing: str = "",
) -> EntryLine:  # fmt: skip
    """Return an entry as the page shows it, with the texts that are at hand."""
    layout = session.worker.sheets.layout
    shown = show(entry, made.job.texts)
    row = made.tracks.state.row_of(entry) or entry.row
    kind = "not_admitted" if entry.admitted is False else str(entry.kind)
    return EntryLine(
        id=entry.id, kind=str(entry.kind), word=layout.kinds[kind], row=row,
        name=made.row_name(row) if row else "", by=entry.by, at=entry.at, round=entry.round,
        stage=entry.stage, role=entry.role, score=number_text(entry.score),
        verified_target=_text(shown.verified_target, layout),
        verified_actual=_text(shown.verified_actual, layout),
        ground=visible(shown.ground, layout),
        note=visible(shown.note or (shown.reason if entry.kind is EntryKind.REFUSED else ""), layout),
        agrees=entry.agrees, say=visible(shown.say, layout),
        evidence=visible(shown.evidence, layout), on_behalf_of=entry.on_behalf_of,
        standing=session.words.standings.get(standing, standing), comes_to=number_text(comes_to),
    )  # fmt: skip


def decided_words(session: ReviewSession, entry: LedgerEntry, row: RowTrack) -> str:
    """Return what a ruling is, in short: 认可·佐证属实."""
    words = session.words
    key: str = choice_of(entry, row)
    if key == "rule" and row.low != row.high:
        key = "reference"
    what = words.decided_by[key]
    if not entry.ground or is_hidden(entry.ground):
        return what
    return words.text("decided", what=what, ground=entry.ground)


def _text(text: str | None, layout: ReviewSheetLayout) -> str | None:
    return None if text is None else visible(text, layout)


def lines(
    session: ReviewSession, made: DeskForm, entries: Sequence[LedgerEntry], standing: str
) -> tuple[EntryLine, ...]:
    """Return some entries that stand alike."""
    return tuple(entry_line(session, made, entry, standing=standing) for entry in entries)
