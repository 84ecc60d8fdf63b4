"""A project on the evaluator's desk: its state and its three tracks, scored by its set."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from scoring.desk.attach import FormRow
from scoring.desk.cell_content import printed_cells
from scoring.desk.freezing import freezes, frozen_by
from scoring.desk.hand_ins import form_rows
from scoring.desk.state import project_state
from scoring.desk.steps import StepTable
from scoring.desk.tracks import Desk, Tracks, tracks, why_unusable
from scoring.engine.scorer import Scorer
from scoring.records.ledger_entry import (
    ANSWERS,
    RULINGS,
    EntryKind,
    Frozen,
    LedgerEntry,
    LedgerRecord,
)
from scoring.records.result import Result
from scoring.records.scorecard import Scorecard, Unused
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.workbooks.review_sheet.signed_day import read_day

_PUT_RIGHT: Final = "请核对得分，或改选清单里的认定理由。"


class ProjectDesk:
    """Computes the state and the tracks of projects from their entries."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def layout(self) -> ReviewSheetLayout:
        """Columns, grounds and words of the sheets."""
        return load_vocabulary(ReviewSheetLayout)

    @cached_property
    def steps(self) -> StepTable:
        """The table of steps."""
        return load_vocabulary(StepTable)

    def tracks(self, result: Result, records: Sequence[LedgerRecord]) -> Tracks:
        """Return the three tracks of a scored form, and in them the state of its review."""
        return self._tracks(result, records)[0]

    def tracks_with(
        self, result: Result, found: Tracks, rulings: Mapping[str, LedgerEntry],
        withdrawn: Collection[str] = (),
    ) -> Tracks:  # fmt: skip
        """Return the tracks of a project as they would be with rulings that nobody signed yet.

        ``found`` are those of what was signed; ``rulings`` and ``withdrawn`` are by row.
        """
        state, rows = found.state, {*rulings, *withdrawn}
        if not rows:
            return found
        in_force = {row: one for row, one in state.in_force.items() if row not in rows}
        assumed = replace(
            state,
            in_force={**in_force, **rulings},
            also={row: one for row, one in state.also.items() if row not in rows},
            conflicts=tuple(one for one in state.conflicts if one.row not in rows),
            frozen={row: one for row, one in state.frozen.items() if row not in rows},
            closing=None,
        )
        submission, card = result.submission, result.scorecard
        scorer = self.library.scorer(card.set.id)
        saws = scorer.row_digests(submission)
        return tracks(submission, card, assumed, self._desk(scorer), saws)

    def _tracks(
        self, result: Result, records: Sequence[LedgerRecord]
    ) -> tuple[Tracks, tuple[FormRow, ...]]:
        submission, card = result.submission, result.scorecard
        scorer = self.library.scorer(card.set.id)
        saws = scorer.row_digests(submission)
        rows = form_rows(card, saws, secret=submission.secret)
        state = project_state(records, rows, self.steps)
        return tracks(submission, card, state, self._desk(scorer), saws), rows

    def _desk(self, scorer: Scorer) -> Desk:
        return Desk(scorer, self.steps.undecided, lambda ground: bool(self.layout.listed(ground)))

    def refusing(self, result: Result, new: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """Return new entries of a sheet with those refused that the rule does not allow.

        They hold their step and stand in their cells until they are put right. What sheets of
        earlier programs hold (they have no edition) stays as it was decided then.
        """
        submission, card = result.submission, result.scorecard
        scorer = self.library.scorer(card.set.id)
        saws = scorer.row_digests(submission)
        rulings = {
            entry.row: entry for entry in new
            if entry.kind in RULINGS and entry.is_signed and entry.base
            and saws.get(entry.row) == entry.saw
        }  # fmt: skip
        why = why_unusable(submission, card, rulings, self._desk(scorer)) if rulings else {}
        refused = {rulings[row].id: self._refused(rulings[row], why[row]) for row in why}
        ids = {one: entry.id for one, entry in refused.items()}
        return [
            refused[entry.id] if entry.id in refused
            else entry.model_copy(update={"known": tuple(ids.get(one, one) for one in entry.known)})
            for entry in new
        ]  # fmt: skip

    def _refused(self, entry: LedgerEntry, why: str) -> LedgerEntry:
        what = {"kind", "verified_target", "verified_actual", "score", "ground", "note", "minutes"}
        return LedgerEntry(
            kind=EntryKind.REFUSED, reason=why, todo=_PUT_RIGHT,
            cells=tuple(printed_cells(entry, self.layout).items()),
            **{key: getattr(entry, key) for key in entry.model_fields_set - what},
        )  # fmt: skip

    def frozen(
        self, result: Result, records: Sequence[LedgerRecord], new: Sequence[LedgerEntry],
        seen: Mapping[str, Mapping[str, str]],
    ) -> Mapping[str, Frozen]:  # fmt: skip
        """Return by id what the signatures among the new entries freeze.

        ``records`` are all entries of the project, the new ones too; ``seen`` are by edition the
        digests of the rows that the sheet bore.
        """
        signing = [entry for entry in new if freezes(entry)]
        if not signing:
            return {}
        # What was in force when a signature was read: one that closes must not hide what it did not know.
        signatures = {entry.id for entry in signing if entry.kind not in RULINGS}
        before = [record for record in records if record.id not in signatures]
        found, rows = self._tracks(result, before)
        return {entry.id: frozen_by(entry, found, rows, seen.get(entry.base)) for entry in signing}

    def card(self, tracks: Tracks) -> Scorecard:
        """Return the scorecard of the review, with everything that persons wrote and does not count."""
        state, why = tracks.state, self.steps.why

        def unused(entry: LedgerEntry, because: str) -> Unused:
            called = "·".join(part for part in entry.called if part)
            return Unused(state.row_of(entry) or called or entry.row, why.get(because, ""))

        def why_stale(entry: LedgerEntry) -> str:
            if not state.row_of(entry):
                return "no_row"
            return "answer_stale" if entry.kind in ANSWERS else "stale"

        out = [unused(entry, why_stale(entry)) for entry in state.stale]
        out += [unused(void.entry, void.why) for void in (*state.void_entries, *state.void_acts)]
        out += [unused(entry, "late") for entry in state.late]
        return replace(tracks.card, unused_decisions=(*tracks.unused, *out))

    def split_ground(self, ground: str) -> tuple[str, str]:
        """Return a ground without its note, and the note."""
        head, note = self.layout.ground_and_note(ground)
        return head.strip(), note.strip()

    def day_of(self, text: str) -> str:
        """Return a date of a list as YYYY-MM-DD; a text that is no date stays as it is."""
        return read_day(text, "").day or text
