"""The rows of a 复核表 in words: three tracks, findings, earlier rounds, what was entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import PLAIN_NUMBER, fixed, percent, plain
from scoring.records.decision import Decision, Refused
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.review.rounds import RowTrack, Tracks
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.view import SheetRow
from scoring.writers.labels import Labels
from scoring.writers.wording import band, formula_text, notes_text

_LONGEST: Final = 2_000
"""Characters of one text in a cell; what is cut is said."""


class Rows:
    """Makes the rows of one sheet."""

    def __init__(
        self, one: Reviewed, found: Tracks, layout: ReviewSheetLayout,
        kinds: Mapping[str, str], labels: Labels,
    ) -> None:  # fmt: skip
        self.one = one
        self.layout = layout
        self.kinds = kinds
        self.labels = labels
        self.secret = one.result.submission.secret
        self.writer = layout.writer(found.round)
        self.unused = {u.row for u in found.unused}
        self.money = one.result.scorecard.money_unit

    def row(
        self, track: RowTrack, result: RowResult | ExecutionResult, findings: Sequence[Finding]
    ) -> SheetRow:
        """Return one row with its findings."""
        words = self.layout.words
        shown = track.now
        if self.writer != "evaluator":
            shown = track.now or track.earlier
        head, _, note = (shown.ground if shown is not None else "").partition(
            self.layout.ground_join
        )
        reply = track.reply
        before = "" if self.writer != "evaluator" else self._before(track)
        cells: dict[str, Entry] = {
            **self._plan(result),
            "points": track.points,
            "claimed": track.claimed,
            "rule_score": self._number(track.rule),
            "band": band(track.low, track.high, self.labels),
            "says": self._says(result),
            "finding": self.text("\n".join(self.line(f) for f in findings)),
            "before": self.text(before),
            "verified": self.text(shown.verified_actual or "") if shown is not None else "",
            "score": shown.score if shown is not None else None,
            "ground": self.text(head),
            "note": self.text(note),
            "final": self._number(track.review),
            "agrees": "",
            "reply": "",
            "proof": "",
        }
        if reply is not None:
            answer = self.layout.replies
            agreed = {True: answer.agree.word, False: answer.disagree.word, None: ""}
            cells |= {
                "agrees": agreed[reply.agrees],
                "reply": self.text(reply.say),
                "proof": self.text(reply.evidence),
            }
        refused = track.refused
        if refused is not None:
            cells |= self._refused(refused)
            told = self.layout.text("refused_row", why=refused.why, todo=refused.todo)
            cells["finding"] = self.text("\n".join(p for p in (told, str(cells["finding"])) if p))
        now = track.now
        verified = now is not None and now.verified_actual is not None and now.score is None
        recomputed = now.verified_actual if now is not None and verified else ""
        return SheetRow(
            id=track.id,
            saw=track.saw,
            points=track.points,
            cells=cells,
            base=self._number(track.before),
            known=recomputed or "",
            known_score=self._number(track.review) if verified else words["recompute"],
            closed=track.closed,
            refused=refused is not None,
            asked=bool(findings)
            or refused is not None
            or shown is not None
            or (track.claimed is not None and track.claimed != track.rule),
        )

    def _refused(self, refused: Refused) -> dict[str, Entry]:
        """Return the cells as they were filled in, so that they can be put right."""
        written = dict(refused.cells)
        found: dict[str, Entry] = {}
        for column in self.layout.columns:
            if column.by is not None and column.by == self.writer:
                text = written.get(column.key, "")
                is_number = column.kind == "number" and PLAIN_NUMBER.fullmatch(text)
                found[column.key] = Decimal(text) if is_number else self.text(text)
        return found

    def line(self, finding: Finding, *, named: bool = False) -> str:
        """Return a finding as one paragraph: its kind, what is said, what would settle it."""
        kind = self.layout.text("kind", kind=self.kinds.get(finding.kind, finding.kind))
        if self.secret:
            return f"{kind}{finding.title}"
        name = f"{finding.name}:" if named and finding.name else ""
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
            shown = {"budget": result.budget, "executed": result.executed}
            lines = {
                key: f"{words[key]} {fixed(value, 2)}{self.money}" if value is not None else ""
                for key, value in shown.items()
            }
            rate = percent(Fraction(result.rate)) if result.rate is not None else ""
            actual = "\n".join(
                part
                for part in (lines["executed"], f"{words['rate']} {rate}" if rate else "")
                if part
            )
            return {
                "levels": words["execution"], "name": result.name, "target": lines["budget"],
                "actual": actual,
            }  # fmt: skip
        hidden = words["secret"]
        levels = "\n".join(part for part in (result.level1, result.level2) if part)
        sign, unit = result.indicator.direction, result.indicator.unit
        return {
            "levels": self.text(levels),
            "name": hidden if self.secret else self.text(result.name),
            "target": hidden
            if self.secret
            else self.text(sign + result.target + unit)
            if not result.target.startswith(sign) or not sign
            else self.text(result.target + unit),
            "actual": hidden if self.secret else self.text(result.actual),
        }

    def _says(self, result: RowResult | ExecutionResult) -> str:
        trace = result.trace
        formula = formula_text(trace, result.score)
        status = self.labels.word("statuses", result.status)
        because = "" if self.secret else trace.because
        notes = notes_text(trace, self.labels)
        return self.text("\n".join(p for p in (formula, because, notes) if p) or status)

    def _before(self, track: RowTrack) -> str:
        """Tell in words the decision in force from earlier rounds, and the unit's answer."""
        parts = []
        decision = track.earlier
        if decision is not None:
            what = self._what(decision, track)
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
            answers = self.layout.replies
            word = answers.agree.word if reply.agrees else answers.disagree.word
            parts.append(
                self.layout.text("answered", round=reply.round or steps[1].name, word=word)
            )
        return "\n".join(parts)

    def _what(self, decision: Decision, track: RowTrack) -> str:
        if decision.score is not None:
            return self.layout.text("decided_score", score=plain(Fraction(decision.score)))
        score = self.layout.words["open"] if track.before is None else plain(Fraction(track.before))
        return self.layout.text("decided_actual", actual=decision.verified_actual, score=score)

    def _number(self, number: Decimal | None) -> Entry:
        return self.layout.words["open"] if number is None else number
