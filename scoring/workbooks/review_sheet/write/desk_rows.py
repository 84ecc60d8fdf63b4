"""The rows of a desk's 复核表 in words: three tracks, findings, what stands in the open cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.desk.cell_content import printed_cells, same_cells
from scoring.desk.confidential_entries import is_hidden, readable, show
from scoring.desk.state import ProjectState
from scoring.desk.tracks import Rival, RowTrack, Tracks
from scoring.exact import PLAIN_NUMBER, plain
from scoring.records.finding import Finding
from scoring.records.ledger_entry import LedgerEntry
from scoring.records.review_track import SettledBy
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.entry_words import ground_and_note, signer, visible
from scoring.workbooks.review_sheet.write.plan_cells import PlanCells
from scoring.workbooks.review_sheet.write.view import ReviewSheetRow
from scoring.writers.wording import band

_REVIEWED_AGAIN: Final = frozenset({"review", "final", "to_close"})
"""Steps in which rows to which the unit agreed are locked."""


class _Standing(NamedTuple):
    """What stands in the open cells of a row: of these entries, the first one's cells."""

    printed: tuple[LedgerEntry, ...]
    is_refused: bool = False


class DeskRows:
    """Makes the rows of one sheet."""

    def __init__(
        self, plan: PlanCells, tracks: Tracks, layout: ReviewSheetLayout, texts: Mapping[str, str]
    ) -> None:
        """``texts`` are those of a secret project that are at hand, by their digests."""
        self.texts = texts
        self.plan = plan
        self.tracks = tracks
        self.state: ProjectState = tracks.state
        self.layout = layout
        self.is_open = self.state.writes == "evaluator"

    def row(
        self, track: RowTrack, result: RowResult | ExecutionResult, findings: Sequence[Finding]
    ) -> ReviewSheetRow:
        """Return one row with its findings."""
        standing = self._standing(track)
        shown = standing.printed[0] if standing.printed else None
        is_locked = not self.is_open or (
            track.closed and self.state.step in _REVIEWED_AGAIN and not track.rivals
        )
        if shown is None and is_locked and track.ruling is not None:
            standing = _Standing((track.ruling, *track.also))
            shown = track.ruling
        entered = self._entered(shown)
        verified = entered.get("verified", ""), entered.get("verified_target", "")
        is_scored = shown is track.ruling and any(verified) and not entered.get("score")
        cells: dict[str, Entry] = {
            **self.plan.of(result),
            "points": track.points,
            "claimed": track.claimed,
            "rule_score": self._number(track.rule),
            "band": band(track.low, track.high, self.plan.labels),
            "says": self.plan.rule_text(result),
            "finding": self.plan.text("\n".join(self._to_read(track, standing, findings))),
            "before": self.plan.text(self._before(track)),
            "verified_target": entered.get("verified_target", ""),
            "verified": entered.get("verified", ""),
            "score": self._typed_number(entered.get("score", "")),
            "ground": entered.get("ground", ""),
            "note": entered.get("note", ""),
            "final": self._final(track),
            **self._answer(track.answer),
        }
        printed = tuple(entry.id for entry in standing.printed)
        return ReviewSheetRow(
            id=track.id,
            saw=track.saw,
            points=track.points,
            cells=cells,
            base=self._word(track) if track.rivals else self._number(track.before),
            known="|".join(reversed(verified)) if is_scored else "",
            known_score=self._number(track.review) if is_scored else self.layout.words["recompute"],
            closed=is_locked,
            refused=standing.is_refused,
            asked=bool(findings) or track.settled.is_pending or shown is not None,
            pending=track.settled.is_pending or standing.is_refused or bool(track.emptied),
            called=() if self.plan.secret else called_of(result),
            printed=printed,
            shown=tuple(one for one in self._shown(track) if one not in printed),
            conflict=tuple(rival.id for rival in self._rivals(track)),
        )

    # the open cells

    def _standing(self, track: RowTrack) -> _Standing:
        """Return the entries whose cells are printed: refused ones, else this step's own, else drafts."""
        if not self.is_open:
            return _Standing(())
        refused = [e for e in track.refused if e.stage == self.state.stage and e.cells]
        if refused:
            return _Standing((refused[-1],), is_refused=True)
        if track.rivals:
            return _Standing(())
        if track.ruling is not None and track.ruling.stage == self.state.stage:
            return _Standing((track.ruling, *track.also))
        drafts = [e for e in track.drafts if e.stage == self.state.stage and e.role != "unit"]
        cells = [printed_cells(entry, self.layout) for entry in drafts]
        if drafts and all(same_cells(one, cells[0]) and len(one) == len(cells[0]) for one in cells):
            return _Standing(tuple(drafts))
        return _Standing(())

    def _entered(self, entry: LedgerEntry | None) -> dict[str, str]:
        if entry is None:
            return {}
        cells = printed_cells(self.shown(entry), self.layout)
        return {key: visible(text, self.layout) for key, text in cells.items()}

    def _rivals(self, track: RowTrack) -> tuple[LedgerEntry, ...]:
        conflicts = (c.entries for c in self.state.conflicts if c.row == track.id)
        return tuple(entry for entries in conflicts for entry in entries)

    def _shown(self, track: RowTrack) -> list[str]:
        """Return the ids of everything that stands decided and answered on a row, each once."""
        stale = [e for e in self.state.stale if self.state.row_of(e) == track.id]
        entries = [
            *(e for e in (track.ruling, track.earlier, track.answer) if e is not None),
            *track.also, *self._rivals(track), *track.refused, *track.emptied, *track.drafts, *stale,
        ]  # fmt: skip
        return list(dict.fromkeys(entry.id for entry in entries))

    # words

    def _to_read(
        self, track: RowTrack, standing: _Standing, findings: Sequence[Finding]
    ) -> list[str]:
        """Return what is to be read beside a row, the most pressing first."""
        words, lines = self.layout.words, []
        if track.rivals:
            lines.append(words["rivals"] + "；".join(map(self._rival, track.rivals)))
        lines += [
            self.layout.text("refused_row", why=e.reason, todo=e.todo)
            for e in map(self.shown, track.refused)
            if e.stage == self.state.stage and not is_hidden(e.reason)
        ]
        if track.unusable:
            why = self.readable(track.unusable)
            lines.append(self.layout.text("refused_row", why=why, todo=""))
        if track.emptied:
            lines.append(words["emptied"])
        lines += [
            words["drafts"]
            + self.layout.text("draft", what=self.decided(e), ground=self._ground(e))
            for e in track.drafts
            if e not in standing.printed and e.role != "unit"
        ]
        return [*lines, *(self.plan.line(finding) for finding in findings)]

    def _rival(self, rival: Rival) -> str:
        entry, score = rival
        return self.layout.text(
            "rival", by=self.signer(entry), at=entry.at, what=self.decided(entry, score),
            ground=self._ground(entry),
        )  # fmt: skip

    def signer(self, entry: LedgerEntry) -> str:
        """Return who signed an entry, and for whom."""
        return signer(entry, self.layout) or self.layout.words["anonymous"]

    def decided(self, entry: LedgerEntry, score: Decimal | None = None) -> str:
        """Return what a ruling decides, in words; ``score`` is what its values come to."""
        entry = self.shown(entry)
        if entry.score is not None:
            return self.layout.text("decided_score", score=plain(Fraction(entry.score)))
        parts = []
        if entry.verified_target:
            target = visible(entry.verified_target, self.layout)
            parts.append(self.layout.text("decided_target", target=target))
        worth = self.layout.words["open"] if score is None else plain(Fraction(score))
        if entry.verified_actual:
            actual = visible(entry.verified_actual, self.layout)
            parts.append(self.layout.text("decided_actual", actual=actual, score=worth))
        return "，".join(parts)

    def shown(self, entry: LedgerEntry) -> LedgerEntry:
        """Return an entry with its texts, as far as they are at hand."""
        return show(entry, self.texts) if self.texts else entry

    def _ground(self, entry: LedgerEntry) -> str:
        return ground_and_note(self.shown(entry), self.layout)

    def readable(self, text: str) -> str:
        """Return a message about an entry with its texts, as far as they are at hand."""
        return readable(text, self.texts, self.layout.words["hidden_text"])

    def _before(self, track: RowTrack) -> str:
        """Return the decision in force from earlier steps, and the unit's answer, in words."""
        parts = []
        if track.earlier is not None:
            what = self.decided(track.earlier, track.before)
            ground = self._ground(track.earlier)
            names = "、".join(
                self.signer(e)
                for e in (track.earlier, *track.also)
                if e.stage == track.earlier.stage
            )
            parts.append(
                self.layout.text("decided", round=track.earlier.round, what=what, ground=ground)
                + f"　{names}"
            )
        answer = track.answer
        if answer is not None and answer.agrees is not None:
            word = self.layout.replies.word(answer.agrees)
            parts.append(self.layout.text("answered", round=answer.round, word=word))
        return "\n".join(parts)

    def _answer(self, answer: LedgerEntry | None) -> dict[str, Entry]:
        if answer is None:
            return {"agrees": "", "reply": "", "proof": ""}
        answer = self.shown(answer)
        return {
            "agrees": self.layout.replies.word(answer.agrees),
            "reply": self.plan.text(visible(answer.say, self.layout)),
            "proof": self.plan.text(visible(answer.evidence, self.layout)),
        }

    def _final(self, track: RowTrack) -> Entry:
        return self._word(track) if track.review is None else track.review

    def _word(self, track: RowTrack) -> str:
        """Return why a row has no score yet."""
        is_conflict = track.settled is SettledBy.CONFLICT
        return self.layout.words["conflict" if is_conflict else "pending"]

    def _number(self, number: Decimal | None) -> Entry:
        return self.layout.words["open"] if number is None else number

    def _typed_number(self, text: str) -> Entry:
        return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else text or None


def called_of(result: RowResult | ExecutionResult) -> tuple[str, ...]:
    """Return level 1, level 2 and name of a row; nothing of the execution rate."""
    if isinstance(result, ExecutionResult):
        return ()
    return tuple(printable(part)[:500] for part in (result.level1, result.level2, result.name))
