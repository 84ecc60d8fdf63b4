"""A reviewed project put into the words of its 复核表. Computes no score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.records.decision import Decision, Refused, Reply, entry_digest
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.review.rounds import Tracks, most_of
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.long_texts import with_short_texts
from scoring.workbooks.review_sheet.write.rows import RowMaker
from scoring.workbooks.review_sheet.write.view import (
    ListBelow,
    PastEntry,
    ReviewSheetRow,
    ReviewSheetView,
)
from scoring.writers.form.present import grade_text, row_names
from scoring.writers.labels import Labels
from scoring.writers.lists.issue_list import MatchSide, ProposedMatch
from scoring.writers.wording import cap_text

MOST_LINES: Final = 100
"""So many lines of a list below the table are printed; the rest are counted."""
_ALWAYS: Final = "form_findings"
"""The list that is printed even where it is empty."""


def review_sheet_view(
    project: Reviewed,
    tracks: Tracks,
    layout: ReviewSheetLayout,
    kinds: Mapping[str, str],
    labels: Labels,
    matches: Sequence[ProposedMatch] = (),
) -> ReviewSheetView:
    """Put a reviewed project into the words of its review sheet.

    ``matches`` are those proposed in the whole batch; those of this project's rows are listed.
    """
    return _ViewMaker(project, tracks, layout, kinds, labels).view(matches)


class _ViewMaker:
    def __init__(
        self, project: Reviewed, tracks: Tracks, layout: ReviewSheetLayout,
        kinds: Mapping[str, str], labels: Labels,
    ) -> None:  # fmt: skip
        self.project = project
        self.tracks = tracks
        self.layout = layout
        self.labels = labels
        self.card = project.result.scorecard
        self.submission = project.result.submission
        self.writer = layout.writer(tracks.round)
        self.names = row_names(self.card, labels)
        self.maker = RowMaker(project, tracks, layout, kinds, labels)
        self.by_row: dict[str, list[Finding]] = {row.id: [] for row in tracks.rows}
        self.of_form: list[Finding] = []
        self.of_documents: list[Finding] = []
        self.targets = list(project.review.targets)
        self._sort_findings()

    def _sort_findings(self) -> None:
        execution = self.card.execution
        for finding in self.project.review.findings:
            key = finding.where
            if finding.of in ("execution", "funds") and execution is not None:
                key = execution.name
            self.by_row.get(key, self.of_form).append(finding)
        for finding in self.project.compared:
            if finding.for_targets:
                self.targets.append(finding)
            else:
                self.by_row.get(finding.where, self.of_documents).append(finding)

    def view(self, matches: Sequence[ProposedMatch]) -> ReviewSheetView:
        card, layout, tracks = self.card, self.layout, self.tracks
        steps = layout.rounds
        done = not tracks.round
        rows, long_texts = self._rows()
        number = len(steps) if done else tracks.number
        round_text = layout.text("round", round=tracks.round, number=number, count=len(steps))
        return ReviewSheetView(
            submission=self.submission.key,
            head=tuple((layout.words[key], printable(text)) for key, text in self._head() if text),
            round=layout.finished.name if done else round_text,
            round_name=layout.finished.name if done else tracks.round,
            duty=layout.finished.duty if done else steps[number - 1].duty,
            writer=None if done else steps[number - 1].by,
            rows=tuple(rows),
            claimed=tracks.claimed,
            rule=tracks.rule,
            review=tracks.review,
            rule_grade=self._rule_grade(),
            review_grade=grade_text(self.project.decided or card, self.labels),
            points=card.points,
            most=most_of(card),
            deviation=tracks.deviation,
            simple=tracks.simple,
            parts=tuple(self._lists(matches, long_texts)),
            carried=tuple(self._with_digests(r).model_dump_json() for r in self.project.refused),
            history=tuple(self._past_entries()),
            signed=self._signed(),
            with_before=any(row.cells["before"] for row in rows),
        )

    def _rule_grade(self) -> str:
        """Return the grade by the rule, and what the set's cap does to the total."""
        parts = (grade_text(self.card, self.labels), cap_text(self.card, self.labels, sourced=True))
        return self.labels.word("words", "separator").join(part for part in parts if part)

    def _rows(self) -> tuple[list[ReviewSheetRow], list[str]]:
        """Return the rows, and the whole of every text that was cut."""
        results = {result.id: result for result in self.card.rows}
        rows: list[ReviewSheetRow] = []
        long_texts: list[str] = []
        for track in self.tracks.rows:
            row = self.maker.row(track, results[track.id], self.by_row[track.id])
            name = self.names.get(row.id, row.id)
            short, cut = with_short_texts(row, self.layout, self.writer, name)
            rows.append(short)
            long_texts += cut
        return rows, long_texts

    def _head(self) -> Iterator[tuple[str, str]]:
        """Yield the lines of the head by the keys of their labels."""
        card, labels, layout, file = self.card, self.labels, self.layout, self.project.file
        if self.submission.secret:
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

    def _lists(
        self, matches: Sequence[ProposedMatch], long_texts: Sequence[str]
    ) -> Iterator[ListBelow]:
        """Yield the lists below the table."""
        words, line, secret = self.layout.words, self.maker.line, self.submission.secret
        lists = {
            "refused": [self.maker.text(self._refused(r)) for r in self.project.refused],
            _ALWAYS: [line(f) for f in self.of_form],
            "beside": [line(f) for f in self.of_documents],
            "targets": [line(f, named=True) for f in self.targets],
            "proposed": [] if secret else self._proposed(matches),
            "unused": [
                self.layout.text("unused", row=self.names.get(u.row, u.row), why=u.why)
                for u in self.tracks.unused
            ],
            "repairs": [] if secret else [
                self.layout.text("repair", at=r.at, what=r.what, why=f"（{r.why}）" if r.why else "")
                for r in self.submission.repairs
            ],
        }  # fmt: skip
        for key, lines in lists.items():
            if lines or key == _ALWAYS:
                yield ListBelow(words[key], self._capped(lines))
        if long_texts:
            yield ListBelow(words["long_texts"], tuple(long_texts))

    def _capped(self, lines: Sequence[str]) -> tuple[str, ...]:
        if not lines:
            return (self.layout.words["nothing"],)
        numbered = [f"{number}. {line}" for number, line in enumerate(lines[:MOST_LINES], 1)]
        if len(lines) > MOST_LINES:
            numbered.append(self.layout.text("more", count=len(lines) - MOST_LINES))
        return tuple(numbered)

    def _refused(self, refused: Refused) -> str:
        row = self.names.get(refused.row, refused.row or self.layout.words["whole"])
        at = " ".join(part for part in (refused.file, refused.at) if part)
        return self.layout.text("refused", row=row, why=refused.why, todo=refused.todo, at=at)

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

    def _with_digests(self, refused: Refused) -> Refused:
        """Return a refused entry with the entries of its row by now: a later one may settle it."""
        entries: list[Decision | Reply] = [*self.project.decisions, *self.project.replies]
        digests = tuple(entry_digest(e) for e in entries if e.row == refused.row)
        return refused.model_copy(update={"beside": digests})

    def _past_entries(self) -> list[PastEntry]:
        """Return every entry of the rounds that are over, and what holds no longer, in order."""
        order = {step.name: number for number, step in enumerate(self.layout.rounds)}
        past: list[tuple[int, PastEntry]] = []
        entries: list[Decision | Reply] = [*self.project.decisions, *self.project.replies]
        for entry in entries:
            if entry.round == self.tracks.round and entry not in self.tracks.past:
                continue
            cells: dict[str, Entry] = {
                "round": entry.round, "name": self.names.get(entry.row, entry.row), "by": entry.by,
                "at": entry.at, "row": entry.row, "saw": entry.saw,
                "verified": "", "score": None, "ground": "", "agrees": "", "reply": "", "proof": "",
            }  # fmt: skip
            if isinstance(entry, Decision):
                cells |= {"verified": entry.verified_actual or "", "score": entry.score,
                          "ground": entry.ground}  # fmt: skip
            else:
                cells |= {"agrees": self.layout.replies.word(entry.agrees), "reply": entry.say,
                          "proof": entry.evidence}  # fmt: skip
            safe = {key: printable(e) if isinstance(e, str) else e for key, e in cells.items()}
            past.append((order.get(entry.round, 0), PastEntry(entry.submission, safe)))
        return [entry for _, entry in sorted(past, key=lambda pair: pair[0])]

    def _signed(self) -> Mapping[str, tuple[str, str]]:
        """Return name and date by side: of the open round where it writes, else of its last one."""
        project, current, writer = self.project, self.tracks.round, self.writer
        signed = {"evaluator": ("", ""), "unit": ("", "")}
        refused = [r for r in project.refused if r.round == current and r.holds]
        for entry in refused:
            if writer is not None and (entry.by or entry.day):
                signed[writer] = (printable(entry.by), printable(entry.day))
        for side, entries in (("evaluator", project.decisions), ("unit", project.replies)):
            for made in entries:
                if (made.by or made.at) and (made.round == current or writer != side):
                    signed[side] = (printable(made.by), printable(made.at))
        if writer is not None and any(not entry.row for entry in refused):
            # What has no cell is settled when the sheet that carries it is signed anew.
            signed[writer] = (signed[writer][0], "")
        return signed
