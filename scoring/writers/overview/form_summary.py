"""What the overview counts of one reviewed form: small enough to be kept, or sent by another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.records.finding import Stake
from scoring.records.result import Reviewed
from scoring.records.scorecard import Source
from scoring.writers.labels import Labels
from scoring.writers.overview.form_line import (
    FormLine,
    all_findings,
    certain,
    form_line,
    group_of,
    sources,
    statuses,
)
from scoring.writers.overview.summary import SHOWN_OF_A_LIST, LeftOut


@dataclass(frozen=True, slots=True)
class FindingSummary:
    """One finding in short; without any text of the form for a secret one."""

    kind: str
    """The list it stands in: its kind, or ``targets``."""
    code: str
    title: str
    name: str
    place: str
    stake: Stake | None
    difference: Fraction | None
    """In points, where an E finding states one."""


@dataclass(frozen=True, slots=True)
class FormSummary:
    """One reviewed form: its line, and what is added up over all of a batch."""

    line: FormLine
    findings: tuple[FindingSummary, ...]
    """In the order of the form; none of a form that was handed in before."""
    statuses: Mapping[str, int]
    """Rows by how their score came about, the execution rate included; none of a repeat."""
    sources: Mapping[Source, int]
    """Rows that a source decided on; none of a repeat."""
    repairs: int
    restored_cells: tuple[LeftOut, ...]
    unmatched: int
    unmatched_pieces: tuple[LeftOut, ...]


def form_summary(
    reviewed: Reviewed, labels: Labels, link: str, claimed_grade: str, *, repeat: bool = False
) -> FormSummary:
    """Return a reviewed form in short.

    ``link`` is the path of its 复核表, ``claimed_grade`` the grade of its claimed total by the set;
    of a ``repeat`` only the line and how it was read are counted.
    """
    line = form_line(reviewed, labels, link, claimed_grade, repeat=repeat)
    submission, card = reviewed.result.submission, reviewed.result.scorecard
    counts = not repeat
    return FormSummary(
        line=line,
        findings=tuple(_findings(reviewed, secret=line.secret)) if counts else (),
        statuses=Counter(map(str, statuses(card))) if counts and card.scored else {},
        sources=Counter(sources(card)) if counts else {},
        repairs=len(submission.repairs),
        restored_cells=tuple(_restored(reviewed))[:SHOWN_OF_A_LIST],
        unmatched=len(submission.unplaced) + len(card.unmatched),
        unmatched_pieces=tuple(_unmatched(reviewed))[:SHOWN_OF_A_LIST],
    )


def _findings(reviewed: Reviewed, *, secret: bool) -> Iterator[FindingSummary]:
    for finding in all_findings(reviewed):
        name = finding.name or finding.where
        place = finding.place if finding.place != name else ""
        texts = ("", "") if secret else (name, place)
        yield FindingSummary(
            group_of(finding), finding.code, finding.title, *texts, finding.stake, certain(finding)
        )


def _restored(reviewed: Reviewed) -> Iterator[LeftOut]:
    submission = reviewed.result.submission
    for repair in () if submission.secret else submission.repairs:
        yield LeftOut(reviewed.file, f"{repair.what} {repair.why}".strip(), repair.at)


def _unmatched(reviewed: Reviewed) -> Iterator[LeftOut]:
    submission, file = reviewed.result.submission, reviewed.file
    if submission.secret:
        return
    for text in submission.unplaced:
        yield LeftOut(file, text.text, text.at)
    for piece in reviewed.result.unmatched:
        yield LeftOut(file, piece.name or piece.at, piece.at or reviewed.at)
