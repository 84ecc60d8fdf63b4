"""A project on the evaluator's desk put into the words of its 复核表. Computes no score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.desk.confidential_entries import is_hidden
from scoring.desk.state import Altered, Void
from scoring.desk.steps import StepTable
from scoring.desk.tracks import RowTrack, Tracks
from scoring.exact import plain
from scoring.records.finding import Finding
from scoring.records.ledger_entry import LedgerEntry
from scoring.records.result import Reviewed
from scoring.records.review_track import SettledBy
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout, Writer
from scoring.workbooks.review_sheet.write.desk_rows import DeskRows
from scoring.workbooks.review_sheet.write.entry_words import visible
from scoring.workbooks.review_sheet.write.long_texts import with_short_texts
from scoring.workbooks.review_sheet.write.plan_cells import PlanCells, row_of_finding
from scoring.workbooks.review_sheet.write.record import record_lines
from scoring.workbooks.review_sheet.write.view import (
    ListBelow,
    ReviewSheetRow,
    ReviewSheetView,
    SheetStamp,
)
from scoring.writers.form.present import grade_text, row_names
from scoring.writers.labels import Labels
from scoring.writers.lists.issue_list import MatchSide, ProposedMatch
from scoring.writers.wording import cap_text

MOST_LINES: Final = 100
"""So many lines of a list below the table are printed; the rest are counted."""
_MOST_NAMED: Final = 6
_ALWAYS: Final = "form_findings"
"""The list that is printed even where it is empty."""


def desk_sheet_view(
    project: Reviewed, tracks: Tracks, entries: Sequence[LedgerEntry], texts: Mapping[str, str],
    stamp: SheetStamp, layout: ReviewSheetLayout, steps: StepTable, kinds: Mapping[str, str],
    labels: Labels, matches: Sequence[ProposedMatch] = (),
) -> ReviewSheetView:  # fmt: skip
    """Put a project into the words of its sheet.

    ``entries`` are all of its ledger, ``texts`` those of a secret project that are at hand, by their
    digests, ``matches`` those proposed in the whole batch; those of this
    project's rows are listed.
    """
    view = _DeskView(project, tracks, entries, texts, layout, steps, kinds, labels)
    return view.view(stamp, matches)


class _DeskView:
    def __init__(
        self, project: Reviewed, tracks: Tracks, entries: Sequence[LedgerEntry],
        texts: Mapping[str, str], layout: ReviewSheetLayout, steps: StepTable, kinds: Mapping[str, str], labels: Labels,
    ) -> None:  # fmt: skip
        self.project = project
        self.tracks = tracks
        self.state = tracks.state
        self.writer: Writer | None = "evaluator" if tracks.state.writes == "evaluator" else None
        self.entries = entries
        self.texts = texts
        self.layout = layout
        self.steps = steps
        self.labels = labels
        self.card = project.result.scorecard
        self.submission = project.result.submission
        self.secret = self.submission.secret
        self.names = {} if self.secret else row_names(self.card, labels)
        self.plan = PlanCells(layout, kinds, labels, self.card.money_unit, secret=self.secret)
        self.rows = DeskRows(self.plan, tracks, layout, texts)
        self.by_row: dict[str, list[Finding]] = {row.id: [] for row in tracks.rows}
        self.of_form: list[Finding] = []
        self.of_documents: list[Finding] = []
        self.targets = list(project.review.targets)
        self._sort_findings()

    def _sort_findings(self) -> None:
        for finding in self.project.review.findings:
            row = row_of_finding(finding, self.card)
            self.by_row.get(row, self.of_form).append(finding)
        for finding in self.project.compared:
            if finding.for_targets:
                self.targets.append(finding)
            else:
                self.by_row.get(finding.where, self.of_documents).append(finding)

    def view(self, stamp: SheetStamp, matches: Sequence[ProposedMatch]) -> ReviewSheetView:
        layout, tracks, state = self.layout, self.tracks, self.state
        rows, long_texts = self._table()
        return ReviewSheetView(
            submission=stamp.project,
            head=tuple((layout.words[key], printable(text)) for key, text in self._head() if text),
            round=state.round,
            round_name=self.steps.by_key[state.step].name,
            duty=layout.duties["held" if state.held else state.step],
            writer=self.writer,
            rows=tuple(rows),
            claimed=tracks.claimed,
            rule=tracks.rule,
            review=tracks.review,
            rule_grade=self._rule_grade(),
            review_grade=grade_text(tracks.card, self.labels),
            points=self.card.points,
            most=tracks.most,
            deviation=tracks.deviation,
            simple=tracks.simple,
            parts=tuple(self._lists(matches, long_texts)),
            with_before=any(row.cells["before"] for row in rows),
            with_answers=any(row.cells["agrees"] or row.cells["reply"] for row in rows),
            stamp=stamp,
            actions=tuple(layout.actions[key].word for key in state.actions),
            record=tuple(
                record_lines(self.entries, self.texts, state, layout, self.steps, self.names)
            ),
            alternatives=tracks.alternatives,
            first_claimed=None
            if tracks.first_claimed == tracks.claimed.total
            else tracks.first_claimed,
        )

    def _rule_grade(self) -> str:
        """Return the grade by the rule, and what the set's cap does to the total."""
        parts = (grade_text(self.card, self.labels), cap_text(self.card, self.labels, sourced=True))
        return self.labels.word("words", "separator").join(part for part in parts if part)

    def _table(self) -> tuple[list[ReviewSheetRow], list[str]]:
        """Return the rows, and the whole of every text that was cut."""
        results = {result.id: result for result in self.card.rows}
        rows: list[ReviewSheetRow] = []
        long_texts: list[str] = []
        for track in self.tracks.rows:
            row = self.rows.row(track, results[track.id], self.by_row[track.id])
            name = self.names.get(row.id, row.id)
            short, cut = with_short_texts(row, self.layout, self.writer, name)
            rows.append(short)
            long_texts += cut
        return rows, long_texts

    # head

    def _head(self) -> Iterator[tuple[str, str]]:
        """Yield the lines of the head by the keys of their labels."""
        card, labels, layout, file = self.card, self.labels, self.layout, self.project.file
        if self.secret:
            yield "project", labels.word("words", "secret")
        else:
            yield "project", self.submission.project.name
            yield "unit", self.submission.unit
            yield "department", self.submission.department
        yield "year", "" if card.year is None else layout.text("year", year=card.year)
        standing = labels.word("standings", card.set.standing)
        yield "set", layout.text("set", title=card.set.title, id=card.set.id, standing=standing)
        # The place of a form in a text file names the file itself.
        file = "" if self.project.at.startswith(file) else file
        yield "file", layout.text("file", file=file, at=self.project.at).strip()
        yield "signed_by", "、".join(f"{self.rows.signer(e)} {e.at}" for e in self.state.signed)
        yield "awaits", "、".join(self.state.awaits)
        yield "due", self.state.due
        yield "to_do", "；".join(self._to_do())

    def _to_do(self) -> Iterator[str]:
        """Yield what is to be done first, with the rows."""
        state, words = self.state, self.layout.words
        pending = [row for row in self.tracks.rows if row.settled.is_pending]
        in_conflict = [row for row in pending if row.settled is SettledBy.CONFLICT]
        to_decide = [row for row in pending if row.settled is not SettledBy.CONFLICT]
        refused = [row for row in self.tracks.rows if row.refused or row.unusable]
        emptied = [row for row in self.tracks.rows if row.emptied]
        for what, rows in (
            (words["conflict"], in_conflict), (words["pending"], to_decide),
            (self.layout.kinds["refused"], refused), (self.layout.kinds["emptied"], emptied),
        ):  # fmt: skip
            if rows:
                yield self.layout.text("count", what=what, count=len(rows), rows=self._named(rows))
        if state.step in ("review", "final"):
            against = [
                row for row in self.tracks.rows
                if row.answer is not None and row.answer.agrees is False and not row.outdated
            ]  # fmt: skip
            if against:
                word = self.layout.replies.disagree.word
                rows_named = self._named(against)
                yield self.layout.text("count", what=word, count=len(against), rows=rows_named)

    def _named(self, rows: Sequence[RowTrack]) -> str:
        numbers = {row.id: number for number, row in enumerate(self.tracks.rows, 1)}
        names = [self.names.get(row.id, str(numbers[row.id])) for row in rows[:_MOST_NAMED]]
        return "、".join(names) + ("……" if len(rows) > _MOST_NAMED else "")

    # lists below

    def _lists(
        self, matches: Sequence[ProposedMatch], long_texts: Sequence[str]
    ) -> Iterator[ListBelow]:
        """Yield the lists below the table."""
        words, line, state = self.layout.words, self.plan.line, self.state
        lists = {
            "refused": [self._refused(e) for e in state.refused],
            "stale": [self._entry(e) for e in state.stale],
            "outdated": [self._entry(e) for row, e in state.answers.items() if row in state.outdated],
            "waiting": [self._entry(e) for e in state.waiting],
            "late": [self._entry(e) for e in state.late],
            "altered": [self._altered(row) for row in state.altered],
            "void_acts": [self._void(void) for void in state.void_acts],
            "void": [self._void(void) for void in state.void_entries],
            "moved": [self._moved(row) for row in self.tracks.moved],
            "unused": [
                self.layout.text("unused", row=self.names.get(u.row, u.row), why=self.rows.readable(u.why))
                for u in self.tracks.unused
            ],
            _ALWAYS: [line(f) for f in self.of_form],
            "beside": [line(f) for f in self.of_documents],
            "targets": [line(f, named=True) for f in self.targets],
            "proposed": [] if self.secret else self._proposed(matches),
            "repairs": [] if self.secret else [
                self.layout.text("repair", at=r.at, what=r.what, why=f"（{r.why}）" if r.why else "")
                for r in self.submission.repairs
            ],
        }  # fmt: skip
        for key, lines in lists.items():
            if lines or key == _ALWAYS:
                yield ListBelow(words[key], self._capped([self.plan.text(text) for text in lines]))
        if long_texts:
            yield ListBelow(words["long_texts"], tuple(long_texts))

    def _capped(self, lines: Sequence[str]) -> tuple[str, ...]:
        if not lines:
            return (self.layout.words["nothing"],)
        numbered = [f"{number}. {line}" for number, line in enumerate(lines[:MOST_LINES], 1)]
        if len(lines) > MOST_LINES:
            numbered.append(self.layout.text("more", count=len(lines) - MOST_LINES))
        return tuple(numbered)

    def _row_name(self, entry: LedgerEntry) -> str:
        if not entry.row:
            return self.layout.words["whole"]
        now = self.state.row_of(entry)
        if now in self.names:
            return self.names[now]
        return "·".join(part for part in entry.called if part) or entry.row

    def _refused(self, entry: LedgerEntry) -> str:
        row, entry = self._row_name(entry), self.rows.shown(entry)
        texts = [
            f"{self.layout.names.get(key, key)} {text}"
            for key, text in entry.cells if not is_hidden(text)
        ]  # fmt: skip
        written = f"（{'，'.join(texts)}）" if texts else ""
        why, todo = (visible(text, self.layout) for text in (entry.reason, entry.todo))
        at = "　".join(part for part in (entry.round, entry.by, entry.at) if part)
        return self.layout.text("refused", row=row, why=why + written, todo=todo, at=at)

    def _entry(self, entry: LedgerEntry) -> str:
        row, entry = self._row_name(entry), self.rows.shown(entry)
        what = self.rows.decided(entry)
        if entry.agrees is not None:
            what = self.layout.replies.word(entry.agrees)
        parts = (
            what or self.layout.kinds[entry.kind],
            *(visible(text, self.layout) for text in (entry.ground, entry.note, entry.say)),
        )
        text = "，".join(part for part in parts if part)
        return self.layout.text(
            "entry", row=row, by=self.rows.signer(entry), at=entry.at, what=text
        )

    def _void(self, void: Void) -> str:
        return f"{self._entry(void.entry)}　{self.steps.why.get(void.why, '')}"

    def _altered(self, row: Altered) -> str:
        """Return what a row is now that changed after closing, and what it counts."""
        text = self.layout.text
        track = next((track for track in self.tracks.rows if track.id == row.row), None)
        if row.how != "changed" or track is None:
            name = self.names.get(row.row) or "·".join(filter(None, row.called)) or row.row
            return text("unused", row=name, why=self.layout.words[f"altered_{row.how}"])
        result = next(result for result in self.card.rows if result.id == row.row)
        cells = self.plan.of(result)
        line = text(
            "altered", row=self.names.get(row.row, row.row), was=self._score(track.review),
            target=cells["target"], actual=cells["actual"],
        )  # fmt: skip
        if track.now == track.review:
            return line
        return text("altered_now", text=line, now=self._score(track.now))

    def _score(self, number: Decimal | None) -> str:
        return self.layout.words["open"] if number is None else plain(Fraction(number))

    def _moved(self, row: RowTrack) -> str:
        was, now = map(self._score, (row.review, row.now))
        return self.layout.text("moved", row=self.names.get(row.id, row.id), was=was, now=now)

    def _proposed(self, matches: Sequence[ProposedMatch]) -> list[str]:
        """Return the matches in which a row of this project is one side, in words."""
        names = {row.name for row in self.card.indicators if row.name}
        return [
            self.layout.text(
                "proposed", left=self._side(match.left), right=self._side(match.right),
                likeness=match.likeness, why=match.why,
            )
            for match in matches
            if any(s.file == self.project.file and s.name in names for s in (match.left, match.right))
        ]  # fmt: skip

    def _side(self, side: MatchSide) -> str:
        where = f"{side.file} {side.at}".strip()
        return printable(self.layout.text("side", name=side.name, value=side.value, where=where))
