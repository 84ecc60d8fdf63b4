"""What overview and lists take from one reviewed form: small enough to be sent by another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.records.finding import Finding, Stake
from scoring.records.result import Reviewed
from scoring.records.scorecard import Source
from scoring.writers.form_line import (
    FormLine,
    SheetFiles,
    all_findings,
    asked_rows,
    certain,
    form_line,
    group_of,
    row_numbers,
    row_of,
    sources,
    statuses,
)
from scoring.writers.labels import Labels
from scoring.writers.overview.summary import SHOWN_OF_A_LIST, LeftOut


@dataclass(frozen=True, slots=True)
class FindingSummary:
    """One finding in short; without any text of the form for a secret one."""

    kind: str
    """E, Q, N, or ``targets`` for advice on next year's targets."""
    code: str
    title: str
    row: int
    """Number of the row on the form, from 1; 0 for the whole form."""
    name: str
    place: str
    text: str
    stake: Stake | None
    difference: Fraction | None
    """Points that an E finding states; None where it states a range."""

    @property
    def weight(self) -> Fraction:
        """The highest points at stake."""
        return Fraction(0) if self.stake is None else Fraction(self.stake.high)


@dataclass(frozen=True, slots=True)
class FormSummary:
    """One form: its line, its findings, how its rows were scored, how it was read."""

    line: FormLine
    findings: tuple[FindingSummary, ...]
    first: FindingSummary | None
    """Of the findings that are no notes, the one about the row with the most points at stake."""
    statuses: Counter[str]
    """Rows by how their score came about, the execution rate included; none of a form without scores."""
    sources: Counter[Source]
    """Rows that a source decided on."""
    repairs: int
    restored_cells: tuple[LeftOut, ...]
    unmatched: int
    unmatched_pieces: tuple[LeftOut, ...]


def form_summary(
    reviewed: Reviewed,
    labels: Labels,
    sheet: SheetFiles,
    claimed_grade: str,
    *,
    repeat: bool = False,
    copy: bool = False,
) -> FormSummary:
    """Return a reviewed form in short; ``claimed_grade`` is the grade of its claimed total by the set.

    Of a ``repeat`` only the line and how it was read are given.
    """
    submission, card = reviewed.result.submission, reviewed.result.scorecard
    line = form_line(reviewed, labels, sheet, claimed_grade, repeat=repeat, copy=copy)
    pieces = (
        *(LeftOut(reviewed.file, piece.text, piece.at) for piece in submission.unplaced),
        *(
            LeftOut(reviewed.file, piece.name or piece.at, piece.at or reviewed.at)
            for piece in reviewed.result.unmatched
        ),
    )
    restored = (
        LeftOut(reviewed.file, f"{repair.what} {repair.why}".strip(), repair.at)
        for repair in submission.repairs
    )
    findings = () if repeat else _findings(reviewed)
    asked = asked_rows(reviewed, reviewed.progress.settled)
    first = max(
        (finding for finding in findings if finding.kind in ("E", "Q")),
        key=lambda finding: (asked.get(finding.row, Fraction(0)), finding.weight),
        default=None,
    )
    counts = repeat or not card.scored
    return FormSummary(
        line=line,
        findings=findings,
        first=first,
        statuses=Counter() if counts else Counter(str(status) for status in statuses(card)),
        sources=Counter() if repeat else Counter(sources(card)),
        repairs=len(submission.repairs),
        restored_cells=() if submission.secret else tuple(restored)[:SHOWN_OF_A_LIST],
        unmatched=len(submission.unplaced) + len(card.unmatched),
        unmatched_pieces=() if submission.secret else pieces[:SHOWN_OF_A_LIST],
    )


def _findings(reviewed: Reviewed) -> tuple[FindingSummary, ...]:
    numbers = row_numbers(reviewed.result.scorecard)
    secret = reviewed.result.submission.secret
    return tuple(_short(f, numbers, secret=secret) for f in all_findings(reviewed))


def _short(finding: Finding, numbers: Mapping[str, int], *, secret: bool) -> FindingSummary:
    name = finding.name or finding.where
    place = finding.place if finding.place != name else ""
    return FindingSummary(
        kind=group_of(finding),
        code=finding.code,
        title=finding.title,
        row=row_of(finding, numbers),
        name="" if secret else name,
        place="" if secret else place,
        text="" if secret else finding.text,
        stake=finding.stake,
        difference=certain(finding),
    )
