"""What a unit is shown of its project, and asked: nothing of drafts, conflicts or other projects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scoring.desk.cell_content import printed_cells
from scoring.desk.confidential_entries import is_hidden, show
from scoring.desk.tracks import RowTrack, Tracks
from scoring.records.finding import Finding
from scoring.records.ledger_entry import ANSWERS, LedgerEntry
from scoring.records.result import Reviewed
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.desk_rows import called_of
from scoring.workbooks.review_sheet.write.entry_words import visible
from scoring.workbooks.review_sheet.write.plan_cells import PlanCells, row_of_finding
from scoring.workbooks.review_sheet.write.view import SheetStamp
from scoring.writers.labels import Labels

_ASKED: Final = frozenset({"E", "Q"})
"""Kinds of findings that a unit is asked about; hints are for the reviewer."""


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One row; ``cells`` are by column key."""

    id: str
    saw: str
    cells: Mapping[str, Entry]
    asked: bool
    refused: bool
    called: tuple[str, ...]
    printed: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedbackSheet:
    """One project's sheet in the workbook of its unit."""

    unit: str
    project: str
    """What people call it."""
    year: str
    due: str
    round_name: str
    rows: tuple[FeedbackRow, ...]
    points: Decimal
    claimed: Decimal | None
    review: Decimal | None
    grade: str
    lines: tuple[str, ...]
    """Questions about the whole form."""
    stamp: SheetStamp

    @property
    def edition(self) -> str:
        """The digest of everything that the sheet holds."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_asked_now(tracks: Tracks) -> bool:
    """Tell whether the unit is to answer now: its step is open, and nothing holds it."""
    return tracks.state.step == "feedback" and not tracks.state.held


def feedback_sheet(
    project: Reviewed, tracks: Tracks, texts: Mapping[str, str], stamp: SheetStamp,
    layout: ReviewSheetLayout, kinds: Mapping[str, str], labels: Labels,
) -> FeedbackSheet:  # fmt: skip
    """Return what the unit gets of its project; ``stamp`` knows of no rows that are asked yet."""
    return _Maker(project, tracks, texts, layout, kinds, labels).sheet(stamp)


class _Maker:
    def __init__(
        self, project: Reviewed, tracks: Tracks, texts: Mapping[str, str],
        layout: ReviewSheetLayout, kinds: Mapping[str, str], labels: Labels,
    ) -> None:  # fmt: skip
        self.project = project
        self.tracks = tracks
        self.state = tracks.state
        self.texts = texts
        self.layout = layout
        self.labels = labels
        self.card = project.result.scorecard
        self.submission = project.result.submission
        self.secret = self.submission.secret
        self.plan = PlanCells(layout, kinds, labels, self.card.money_unit, secret=self.secret)
        self.by_row: dict[str, list[Finding]] = {row.id: [] for row in tracks.rows}
        self.of_form: list[Finding] = []
        # What other documents say may be other units': it stays on the desk.
        for finding in project.review.findings:
            if finding.kind in _ASKED:
                row = row_of_finding(finding, self.card)
                self.by_row.get(row, self.of_form).append(finding)

    def sheet(self, stamp: SheetStamp) -> FeedbackSheet:
        card, submission = self.card, self.submission
        rows = tuple(self._rows())
        asked = tuple(row.id for row in rows if row.asked)
        ids = {one for row in rows for one in (*row.printed, *row.shown)}
        may_know = ids | {entry.id for entry in self._of_unit()}
        known = tuple(one for one in stamp.known if one in may_know)
        name = self.labels.word("words", "secret") if self.secret else submission.project.name
        return FeedbackSheet(
            unit="" if self.secret else printable(submission.unit),
            project=printable(name or submission.title or stamp.project),
            year="" if card.year is None else self.layout.text("year", year=card.year),
            due=self.state.due,
            round_name=self.state.round,
            rows=rows,
            points=card.points,
            claimed=self.tracks.claimed.total,
            review=self.tracks.review.total,
            grade=self.tracks.review.grade or "",
            lines=tuple(self.plan.line(finding) for finding in self.of_form),
            stamp=SheetStamp(
                stamp.project, stamp.stage, stamp.count, stamp.digest, known, stamp.form, asked
            ),
        )

    def _of_unit(self) -> Iterator[LedgerEntry]:
        """Yield what the unit itself wrote and is still asked about."""
        for group in (self.state.refused, self.state.emptied):
            yield from (entry for entry in group if entry.role == "unit")

    def _rows(self) -> Iterator[FeedbackRow]:
        results = {result.id: result for result in self.card.rows}
        for track in self.tracks.rows:
            result, findings = results[track.id], self.by_row[track.id]
            wrong = [e for e in track.refused if e.role == "unit" and e.stage == self.state.stage]
            answer = track.answer
            own = wrong[-1] if wrong else None
            if own is None and answer is not None and answer.stage == self.state.stage:
                own = answer
            rulings = () if track.ruling is None else (track.ruling, *track.also)
            cells: dict[str, Entry] = {
                **self.plan.of(result),
                "points": track.points,
                "claimed": track.claimed,
                "score": self.layout.feedback.open if track.review is None else track.review,
                "ground": self.plan.text(self._ground(track)),
                "finding": self.plan.text("\n".join(map(self.plan.line, findings))),
                **self._answered(own),
            }
            shown = [e.id for e in rulings]
            shown += [e.id for e in (answer,) if e is not None and e is not own]
            shown += [e.id for e in track.emptied if e.role == "unit"]
            differs = track.claimed is not None and track.claimed != track.review
            yield FeedbackRow(
                id=track.id,
                saw=track.saw,
                cells=cells,
                asked=bool(findings or rulings) or differs,
                refused=bool(wrong),
                called=() if self.secret else called_of(result),
                printed=() if own is None else (own.id,),
                shown=tuple(dict.fromkeys(shown)),
            )

    def _ground(self, track: RowTrack) -> str:
        """Return what was decided on a row and why, as it was signed."""
        if track.ruling is None:
            return ""
        entry = show(track.ruling, self.texts)
        values = (
            ("decided_target_value", entry.verified_target),
            ("decided_actual_value", entry.verified_actual),
        )
        parts = [
            self.layout.text(key, value=text)
            for key, text in values if text and not is_hidden(text)
        ]  # fmt: skip
        parts += [text for text in (entry.ground, entry.note) if text and not is_hidden(text)]
        return "；".join(parts)

    def _answered(self, own: LedgerEntry | None) -> dict[str, Entry]:
        cells: dict[str, Entry] = {"agrees": "", "reply": "", "proof": ""}
        if own is None:
            return cells
        if own.kind not in ANSWERS and not own.cells:
            return cells
        entered = printed_cells(show(own, self.texts), self.layout)
        return cells | {key: visible(text, self.layout) for key, text in entered.items()}
