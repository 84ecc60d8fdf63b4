"""The rows of a 复核表 in words: three tracks, findings, earlier rounds, entries so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import PLAIN_NUMBER, fixed, percent, plain
from scoring.records.certainty import Certainty
from scoring.records.decision import Decision, Refused
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.review.rounds import RowTrack, Tracks
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.view import ReviewSheetRow
from scoring.writers.labels import Labels
from scoring.writers.wording import band, formula_text, notes_text

_LONGEST: Final = 2_000
"""Characters of one text in a cell; how many are cut is added."""


class RowMaker:
    """Makes the rows of one sheet."""

    def __init__(
        self, project: Reviewed, tracks: Tracks, layout: ReviewSheetLayout,
        kinds: Mapping[str, str], labels: Labels,
    ) -> None:  # fmt: skip
        self.layout = layout
        self.kinds = kinds
        self.labels = labels
        self.secret = project.result.submission.secret
        self.writer = layout.writer(tracks.round)
        self.unused = {u.row for u in tracks.unused}
        self.money = project.result.scorecard.money_unit

    def row(
        self, track: RowTrack, result: RowResult | ExecutionResult, findings: Sequence[Finding]
    ) -> ReviewSheetRow:
        """Return one row with its findings."""
        words = self.layout.words
        decision = track.now
        if self.writer != "evaluator":
            decision = track.now or track.earlier
        ground = "" if decision is None else decision.ground
        ground, note = self.layout.ground_and_note(ground)
        reply = track.reply
        before = "" if self.writer != "evaluator" else self._before(track)
        cells: dict[str, Entry] = {
            **self._plan(result),
            "points": track.points,
            "claimed": track.claimed,
            "rule_score": self._number(track.rule),
            "band": band(track.low, track.high, self.labels),
            "says": self._rule_text(result),
            "finding": self.text("\n".join(self.line(f) for f in findings)),
            "before": self.text(before),
            "verified_target": ""
            if decision is None
            else self.text(decision.verified_target or ""),
            "verified": "" if decision is None else self.text(decision.verified_actual or ""),
            "score": None if decision is None else decision.score,
            "ground": self.text(ground),
            "note": self.text(note),
            "final": self._number(track.review),
            "agrees": "",
            "reply": "",
            "proof": "",
        }
        if reply is not None:
            cells |= {
                "agrees": self.layout.replies.word(reply.agrees),
                "reply": self.text(reply.say),
                "proof": self.text(reply.evidence),
            }
        refused = track.refused
        if refused is not None:
            cells |= self._refused(refused)
            why = self.layout.text("refused_row", why=refused.why, todo=refused.todo)
            cells["finding"] = self.text("\n".join(p for p in (why, str(cells["finding"])) if p))
        now = track.now
        verified = now is not None and now.verified_actual is not None and now.score is None
        recomputed = now.verified_actual if now is not None and verified else ""
        return ReviewSheetRow(
            id=track.id,
            saw=track.saw,
            points=track.points,
            cells=cells,
            base=self._number(track.before),
            known=f"|{recomputed}" if recomputed else "",
            known_score=self._number(track.review) if verified else words["recompute"],
            closed=track.closed,
            refused=refused is not None,
            asked=bool(findings)
            or refused is not None
            or decision is not None
            or (track.claimed is not None and track.claimed != track.rule),
        )

    def _refused(self, refused: Refused) -> dict[str, Entry]:
        """Return the cells as they were filled in, so that they can be put right."""
        written = dict(refused.cells)
        cells: dict[str, Entry] = {}
        for column in self.layout.columns:
            if column.by is not None and column.by == self.writer:
                text = written.get(column.key, "")
                is_number = column.kind == "number" and PLAIN_NUMBER.fullmatch(text)
                cells[column.key] = Decimal(text) if is_number else self.text(text)
        return cells

    def line(self, finding: Finding, *, named: bool = False) -> str:
        """Return a finding as one paragraph: its kind, its text, what would settle it."""
        kind = self.layout.text("kind", kind=self.kinds.get(finding.kind, finding.kind))
        if self.secret:
            return f"{kind}{finding.title}"
        name = f"{finding.name}：" if named and finding.name else ""
        rest = finding.settle or (finding.advice if named else "")
        also = self.layout.text("also", rows="、".join(finding.also)) if finding.also else ""
        return self.text(f"{'' if named else kind}{name}{finding.text}{rest}{also}")

    def text(self, text: str) -> str:
        """Return a text as a cell holds it: nothing invisible, not too long."""
        text = printable(text)
        if len(text) <= _LONGEST:
            return text
        return text[:_LONGEST] + self.labels.text("cut", count=len(text) - _LONGEST)

    def _plan(self, result: RowResult | ExecutionResult) -> dict[str, Entry]:
        words = self.layout.words
        if isinstance(result, ExecutionResult):
            executed, rate = self._amount("executed", result.executed), ""
            if result.rate is not None:
                rate = f"{words['rate']} {percent(Fraction(result.rate))}"
            return {
                "levels": words["execution"],
                "name": result.name,
                "target": self._amount("budget", result.budget),
                "actual": "\n".join(part for part in (executed, rate) if part),
            }
        levels = self.text("\n".join(part for part in (result.level1, result.level2) if part))
        if self.secret:
            hidden = words["secret"]
            return {"levels": levels, "name": hidden, "target": hidden, "actual": hidden}
        sign, unit = result.indicator.direction, result.indicator.unit
        sign = "" if result.target.startswith(sign) else sign
        return {
            "levels": levels,
            "name": self.text(result.name),
            "target": self.text(sign + result.target + unit),
            "actual": self.text(result.actual),
        }

    def _amount(self, key: str, amount: Decimal | None) -> str:
        return "" if amount is None else f"{self.layout.words[key]} {fixed(amount, 2)}{self.money}"

    def _rule_text(self, result: RowResult | ExecutionResult) -> str:
        trace = result.trace
        formula = formula_text(trace, result.score)
        status = self.labels.word("statuses", result.status)
        because = "" if self.secret else trace.because
        known = result.known if isinstance(result, RowResult) else Certainty.WRITTEN
        notes = notes_text(trace, self.labels, known)
        return self.text("\n".join(p for p in (formula, because, notes) if p) or status)

    def _before(self, track: RowTrack) -> str:
        """Return the decision in force from earlier rounds, and the unit's answer, in words."""
        parts = []
        decision = track.earlier
        if decision is not None:
            what = self._decided(decision, track)
            parts.append(
                self.layout.text(
                    "decided", round=decision.round or self.layout.rounds[0].name, what=what,
                    ground=decision.ground,
                )
            )  # fmt: skip
        elif track.id in self.unused:
            parts.append(self.layout.words["unused"])
        reply, steps = track.reply, self.layout.rounds
        if reply is not None and reply.agrees is not None:
            word = self.layout.replies.word(reply.agrees)
            round_name = reply.round or steps[1].name
            parts.append(self.layout.text("answered", round=round_name, word=word))
        return "\n".join(parts)

    def _decided(self, decision: Decision, track: RowTrack) -> str:
        if decision.score is not None:
            return self.layout.text("decided_score", score=plain(Fraction(decision.score)))
        score = self.layout.words["open"] if track.before is None else plain(Fraction(track.before))
        return self.layout.text("decided_actual", actual=decision.verified_actual, score=score)

    def _number(self, number: Decimal | None) -> Entry:
        return self.layout.words["open"] if number is None else number
