"""What decisions that nobody signed yet would give: which can stand, and the totals with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from scoring.desk.tracks import Tracks
from scoring.exact import plain
from scoring.page.messages.review_entry import PendingGiven, RefusedEntry
from scoring.page.review_entries import by_row, field_of, sheet_of
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.problem import Problem
from scoring.records.ledger_entry import RULINGS, EntryKind, LedgerEntry

Field = Literal["score", "verified_target", "verified_actual", "ground", "note", "by", "at", ""]
_FIELDS: Final[dict[str, Field]] = {
    "score": "score", "verified_target": "verified_target", "verified_actual": "verified_actual",
    "ground": "ground", "note": "note", "by": "by", "day": "at", "at": "at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TriedDecisions:
    """Decisions tried on one form."""

    tracks: Tracks
    """With those that can stand."""
    entries: Mapping[str, LedgerEntry]
    """By row, what each that can stand would be in the ledger."""
    refused: tuple[RefusedEntry, ...]
    usable: Mapping[str, PendingGiven]
    beyond: Mapping[str, LedgerEntry] = field(default_factory=dict)
    """Those that the rule does not allow as they are: a ground of the list would do."""


def tried(
    session: ReviewSession, made: DeskForm, pending: Sequence[PendingGiven]
) -> TriedDecisions:
    """Return what decisions on a form would give; nothing is written."""
    given = by_row(pending, made.form)
    rows = {row.id: row for row in made.tracks.rows}
    refused: list[RefusedEntry] = []
    usable: dict[str, PendingGiven] = {}
    for row, one in given.items():
        if row not in rows:
            refused.append(refused_at(made, row, "", session.words.text("no_row")))
        elif one.saw and one.saw != rows[row].saw:
            refused.append(refused_at(made, row, "", session.words.text("stale")))
        else:
            usable[row] = one
    if not usable:
        return TriedDecisions(made.tracks, {}, tuple(refused), {})
    # A draft that was saved is tried as if it had not been: untouched cells would say nothing.
    anew = {row: one.model_copy(update={"draft": ""}) for row, one in usable.items()}
    reading = sheet_of(session, made, anew)
    found, problems = session.desk.entries_of(reading, made.scored.result, made.job.records)
    entries: dict[str, LedgerEntry] = {}
    gone: list[str] = []
    beyond: dict[str, LedgerEntry] = {}
    for entry, _ in found:
        if entry.kind is EntryKind.REFUSED and entry.row:
            refused.append(of_problem(made, entry, problems))
            usable.pop(entry.row, None)
        elif entry.kind in RULINGS:
            entries[entry.row] = entry
        elif entry.kind is EntryKind.WITHDRAWAL:
            gone.append(entry.row)
    tracks = session.worker.desk.tracks_with(made.scored.result, made.tracks, entries, gone)
    for track in tracks.rows:
        if track.unusable and track.id in entries:
            refused.append(_unusable(session, made, entries[track.id], track.unusable))
            beyond[track.id] = entries[track.id]
            usable.pop(track.id, None)
            entries.pop(track.id)
    return TriedDecisions(tracks, entries, tuple(refused), usable, beyond)


def _unusable(session: ReviewSession, made: DeskForm, entry: LedgerEntry, why: str) -> RefusedEntry:
    """Return why the rule does not allow a decision."""
    if entry.score is None:
        return refused_at(made, entry.row, "verified_actual", why)
    if not entry.ground:
        why = session.words.text("beyond", score=plain(Fraction(entry.score)))
    return refused_at(made, entry.row, "ground", why)


def of_problem(made: DeskForm, entry: LedgerEntry, problems: Sequence[Problem]) -> RefusedEntry:
    """Return why a decision is refused, at the field that is at fault."""
    for problem in problems:
        row, column = field_of(problem.place.where)
        if row in (entry.row, "") and column in _FIELDS and entry.reason in problem.message:
            return refused_at(made, row, column, entry.reason, entry.todo)
    return refused_at(made, entry.row, "", entry.reason, entry.todo)


def refused_at(made: DeskForm, row: str, column: str, what: str, todo: str = "") -> RefusedEntry:
    """Return why a decision is refused, at a column of the sheet or a field of the page."""
    return RefusedEntry(
        form=made.form, row=row, name=made.row_name(row) if row else "",
        field=_FIELDS.get(column, ""), what=what, todo=todo,
    )  # fmt: skip
