"""A 复核表 as records in words: what the workbook and the page print alike. Computes no score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import fixed, percent, plain
from scoring.review.finding import Finding
from scoring.rounds import RowTrack, Track, Tracks
from scoring.scorecard import ExecutionResult, RowResult
from scoring.submission import Decision
from scoring.worksheet_layout import Entry, WorksheetLayout, Writer
from scoring.writers.issue_list import MatchSide, ProposedMatch
from scoring.writers.labels import Labels
from scoring.writers.present import called, grade_text
from scoring.writers.reviewed import Reviewed
from scoring.writers.visible import visible
from scoring.writers.wording import band, formula_text, notes_text

MOST_LINES: Final = 100
"""So many lines of a list below the table are printed; the rest are counted aloud."""
_LONGEST: Final = 2_000
"""Characters of one text in a cell; what is cut is said."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. ``cells`` are by column key, those of the open round as they were entered so far."""

    id: str
    saw: str
    points: Decimal
    cells: Mapping[str, Entry]
    base: Entry
    """Score without the open round: a number, or the word for having none."""
    known: str
    known_score: Entry
    """A corrected actual that was entered already in the open round, and its score."""
    closed: bool
    asked: bool
    """There is something to answer: a finding, a decision, or a claim unlike the rule's score."""


@dataclass(frozen=True, slots=True)
class Part:
    """A list below the table."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """One entry of an earlier round: its values by column key, and whose submission it is about."""

    submission: str
    cells: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class WorksheetView:
    """Everything that one worksheet holds."""

    submission: str
    head: tuple[tuple[str, str], ...]
    round: str
    """As shown; with its number."""
    round_name: str
    """As read back; the word for finished where all are done."""
    duty: str
    writer: Writer | None
    rows: tuple[SheetRow, ...]
    claimed: Track
    rule: Track
    review: Track
    rule_grade: str
    review_grade: str
    points: Decimal
    deviation: Fraction | None
    simple: bool
    parts: tuple[Part, ...]
    history: tuple[Remembered, ...]
    signed: Mapping[str, tuple[str, str]]
    """Name and date that were entered already, by who signs."""
    with_before: bool
    """Whether an earlier round of the evaluator is told beside the open one."""


def worksheet_view(
    one: Reviewed,
    found: Tracks,
    layout: WorksheetLayout,
    kinds: Mapping[str, str],
    labels: Labels,
    matches: Sequence[ProposedMatch] = (),
) -> WorksheetView:
    """Put a reviewed project into the words of its worksheet.

    ``matches`` are those proposed in the whole batch; those of this project's rows are told.
    """
    card, submission = one.result.scorecard, one.result.submission
    secret = submission.secret
    steps = layout.rounds
    done = not found.round
    by_row: dict[str, list[Finding]] = {row.id: [] for row in found.rows}
    apart: list[Finding] = []
    for finding in one.review.findings:
        key = finding.where
        if finding.of in ("execution", "funds") and card.execution is not None:
            key = card.execution.name
        by_row.get(key, apart).append(finding)
    beside: list[Finding] = []
    targets = list(one.review.targets)
    for finding in one.beside:
        if finding.for_targets:
            targets.append(finding)
        else:
            by_row.get(finding.where, beside).append(finding)
    results: dict[str, RowResult | ExecutionResult] = {row.id: row for row in card.indicators}
    if card.execution is not None:
        results[card.execution.name] = card.execution
    names = called(card, labels)
    maker = _Rows(one, found, layout, kinds, labels)
    rows = tuple(maker.row(row, results[row.id], by_row[row.id]) for row in found.rows)
    number = len(steps) if done else found.number
    head = (
        ("project", labels.word("words", "secret") if secret else submission.project.name),
        ("unit", "" if secret else submission.unit),
        ("department", "" if secret else submission.department),
        ("year", layout.say("year", year=card.year)),
        ("set", layout.say("set", title=card.set.title, id=card.set.id,
                           standing=labels.word("standings", card.set.standing))),
        ("file", layout.say("file", file=one.file, at=one.at).strip()),
    )  # fmt: skip
    repairs = [
        layout.say("repair", at=r.at, what=r.what, why=f"({r.why})" if r.why else "")
        for r in submission.repairs
        if not secret
    ]
    unused = [layout.say("unused", row=names.get(u.row, u.row), why=u.why) for u in found.unused]
    told = {
        "form_findings": [maker.line(f) for f in apart],
        "beside": [maker.line(f) for f in beside],
        "targets": [maker.line(f, named=True) for f in targets],
        "proposed": [] if secret else _proposed(one, matches, layout),
        "unused": unused,
        "repairs": repairs,
    }
    always = ("form_findings",)
    return WorksheetView(
        submission=submission.key,
        head=tuple((layout.words[key], visible(text)) for key, text in head if text),
        round=layout.finished.name if done
        else layout.say("round", round=found.round, number=number, count=len(steps)),
        round_name=layout.finished.name if done else found.round,
        duty=layout.finished.duty if done else steps[number - 1].duty,
        writer=None if done else steps[number - 1].by,
        rows=rows,
        claimed=found.claimed,
        rule=found.rule,
        review=found.review,
        rule_grade=grade_text(card, labels),
        review_grade=grade_text(one.decided or card, labels),
        points=card.points,
        deviation=found.deviation,
        simple=found.simple,
        parts=tuple(
            Part(layout.words[key], _capped(lines, layout)) for key, lines in told.items()
            if lines or key in always
        ),
        history=tuple(_remembered(one, layout, names, found.round)),
        signed=_signed(one, found),
        with_before=any(row.cells["before"] for row in rows),
    )  # fmt: skip


class _Rows:
    """Makes the rows of one sheet."""

    def __init__(
        self, one: Reviewed, found: Tracks, layout: WorksheetLayout,
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
            asked=bool(findings)
            or shown is not None
            or (track.claimed is not None and track.claimed != track.rule),
        )

    def line(self, finding: Finding, *, named: bool = False) -> str:
        """Return a finding as one paragraph: its kind, what is said, what would settle it."""
        kind = self.layout.say("kind", kind=self.kinds.get(finding.kind, finding.kind))
        if self.secret:
            return f"{kind}{finding.title}"
        name = f"{finding.name}:" if named and finding.name else ""
        rest = finding.settle or (finding.advice if named else "")
        also = self.layout.say("also", rows="、".join(finding.also)) if finding.also else ""
        return self.text(f"{'' if named else kind}{name}{finding.text}{rest}{also}")

    def text(self, text: str) -> str:
        """Return a text as a cell holds it: nothing invisible, not too long."""
        text = visible(text)
        if len(text) <= _LONGEST:
            return text
        return text[:_LONGEST] + self.labels.pattern("cut", count=len(text) - _LONGEST)

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
        return {
            "levels": self.text(levels),
            "name": hidden if self.secret else self.text(result.name),
            "target": hidden
            if self.secret
            else self.text(result.sign + result.target + result.unit)
            if not result.target.startswith(result.sign) or not result.sign
            else self.text(result.target + result.unit),
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
                self.layout.say(
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
            parts.append(self.layout.say("answered", round=reply.round or steps[1].name, word=word))
        return "\n".join(parts)

    def _what(self, decision: Decision, track: RowTrack) -> str:
        if decision.score is not None:
            return self.layout.say("decided_score", score=plain(Fraction(decision.score)))
        score = self.layout.words["open"] if track.before is None else plain(Fraction(track.before))
        return self.layout.say("decided_actual", actual=decision.verified_actual, score=score)

    def _number(self, number: Decimal | None) -> Entry:
        return self.layout.words["open"] if number is None else number


def _capped(lines: Sequence[str], layout: WorksheetLayout) -> tuple[str, ...]:
    if not lines:
        return (layout.words["nothing"],)
    told = [f"{number}. {line}" for number, line in enumerate(lines[:MOST_LINES], 1)]
    if len(lines) > MOST_LINES:
        told.append(layout.words["more"].format(count=len(lines) - MOST_LINES))
    return tuple(told)


def _remembered(
    one: Reviewed, layout: WorksheetLayout, names: Mapping[str, str], current: str
) -> list[Remembered]:
    """Return every entry of the rounds that are over, in order."""
    order = {step.name: number for number, step in enumerate(layout.rounds)}
    found: list[tuple[int, Remembered]] = []
    for d in one.decisions:
        if d.round == current:
            continue
        cells: dict[str, Entry] = {
            "round": d.round, "name": names.get(d.row, d.row), "by": d.by, "at": d.at,
            "verified": d.verified_actual or "", "score": d.score, "ground": d.ground,
            "agrees": "", "reply": "", "proof": "", "row": d.row, "saw": d.saw,
        }  # fmt: skip
        found.append((order.get(d.round, 0), Remembered(d.submission, _shown(cells))))
    answer = layout.replies
    agreed = {True: answer.agree.word, False: answer.disagree.word, None: ""}
    for r in one.replies:
        if r.round == current:
            continue
        cells = {
            "round": r.round, "name": names.get(r.row, r.row), "by": r.by, "at": r.at,
            "verified": "", "score": None, "ground": "", "agrees": agreed[r.agrees],
            "reply": r.say, "proof": r.evidence, "row": r.row, "saw": r.saw,
        }  # fmt: skip
        found.append((order.get(r.round, 0), Remembered(r.submission, _shown(cells))))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _shown(cells: Mapping[str, Entry]) -> dict[str, Entry]:
    return {key: visible(e) if isinstance(e, str) else e for key, e in cells.items()}


def _proposed(
    one: Reviewed, matches: Sequence[ProposedMatch], layout: WorksheetLayout
) -> list[str]:
    """Tell the matches in which a row of this project is one side."""
    names = {row.name for row in one.result.scorecard.indicators if row.name}
    return [
        layout.say(
            "proposed", left=_side(match.left, layout), right=_side(match.right, layout),
            likeness=match.likeness, why=match.why,
        )
        for match in matches
        if any(s.file == one.file and s.name in names for s in (match.left, match.right))
    ]  # fmt: skip


def _side(side: MatchSide, layout: WorksheetLayout) -> str:
    return visible(layout.say("side", name=side.name, value=side.value, file=side.file, at=side.at))


def _signed(one: Reviewed, found: Tracks) -> Mapping[str, tuple[str, str]]:
    """Return the names and dates entered in the open round."""
    signed = {"evaluator": ("", ""), "unit": ("", "")}
    for d in one.decisions:
        if d.round == found.round and (d.by or d.at):
            signed["evaluator"] = (d.by, d.at)
    for r in one.replies:
        if r.round == found.round and (r.by or r.at):
            signed["unit"] = (r.by, r.at)
    return signed
