"""One reviewed form in short: what overview and lists need of it, so that the rest need not be kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Final

from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.records.review_progress import ReviewProgress
from scoring.records.scorecard import (
    NEEDS_PERSON,
    ExecutionResult,
    RowResult,
    Scorecard,
    Source,
    Status,
)
from scoring.writers.form.present import grade_text
from scoring.writers.labels import Labels


class Position(StrEnum):
    """Where the claimed total lies, compared with what the rules allow."""

    AGREES = "agrees"
    WITHIN = "within"
    ABOVE = "above"
    """Above the highest total that the rules allow: nothing else is a claim that is too high."""
    BELOW = "below"
    """Below the score by rule: the unit was strict with itself."""
    ROUNDING = "rounding"
    """Above by no more than a usual order of rounding explains: no difference at all."""
    NOT_CLAIMED = "not_claimed"
    NOT_SCORED = "not_scored"


@dataclass(frozen=True, slots=True)
class Track:
    """A total with its band, and the grade in words with what it may become."""

    total: Decimal | None
    low: Decimal
    high: Decimal
    grade_text: str
    alternatives: tuple[Decimal, ...] = ()
    """The totals that a conflict leaves possible."""


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """Where the 复核表 of a form lies, as seen from the overview; empty where there is none."""

    page: str = ""
    workbook: str = ""


NO_SHEET: Final = SheetFiles()


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of a batch. Of a secret form it holds no text of the form, the file's name included."""

    secret: bool
    title: str
    unit: str
    department: str
    year: int | None
    set: str
    file: str
    at: str
    sheet: SheetFiles
    """Its 复核表, without an address that would reveal a secret form."""
    scored: bool
    first_claimed: Decimal | None
    """首次自评: the total of the first complete hand-in."""
    claimed: Decimal | None
    claimed_grade: str
    above: Fraction
    """Points by which the claimed total exceeds what can be earned; 0 where it does not."""
    rule: Track
    grade: str | None
    decided: Track | None
    """With the decisions applied; None where nobody has decided anything yet."""
    rows: int
    open_rows: int
    """Rows, the execution rate included, that a person must still settle."""
    asked_rows: int
    """Rows that a person must settle or that are asked about, and that nobody has decided yet."""
    at_stake: Fraction
    """Points that hang on these rows: from the least each can get to the most, or to what is claimed."""
    counts: tuple[tuple[str, int], ...]
    """Findings by kind; ``targets`` for advice on next year's targets."""
    difference: Fraction
    """Sum of the differences in points of the E findings that state one."""
    progress: ReviewProgress
    """Where its review stands."""
    repeat: bool = False
    """Whether it was handed in before: it is listed and not counted again."""
    copy: bool = False
    """Whether its project is another form's that was read before: it has one review."""

    @property
    def position(self) -> Position:
        """Where the claimed total stands."""
        if not self.scored:
            return Position.NOT_SCORED
        if self.claimed is None:
            return Position.NOT_CLAIMED
        if self.above:
            return Position.ABOVE
        rule = self.rule
        if self.claimed > rule.high:
            return Position.ROUNDING
        if self.claimed == rule.total:
            return Position.AGREES
        if self.claimed < (rule.low if rule.total is None else rule.total):
            return Position.BELOW
        return Position.WITHIN

    def deviation(self) -> Fraction | None:
        """Return 偏离度 as a share: (首次自评 - 复核) ÷ 首次自评; by the rule's score until decided."""
        other = (self.decided or self.rule).total
        first = self.first_claimed
        if not self.scored or not first or other is None:
            return None
        return (Fraction(first) - Fraction(other)) / Fraction(first)

    @property
    def to_decide_above(self) -> Fraction:
        """Points above what can be earned, as long as there is a row to decide, or nobody decided any."""
        is_open = self.asked_rows > 0 or not self.progress.settled
        return self.above if is_open else Fraction(0)

    def count(self, kind: str) -> int:
        """Return how many findings of a kind there are."""
        return dict(self.counts).get(kind, 0)

    @property
    def undetermined(self) -> bool:
        """Whether the total awaits a person."""
        return self.scored and (self.open_rows > 0 or (self.decided or self.rule).total is None)

    @property
    def rank(self) -> int:
        """Return how early a person should look: undetermined; E, or above; Q; the rest."""
        if self.undetermined:
            return 0
        if self.count("E") or self.position is Position.ABOVE:
            return 1
        return 2 if self.count("Q") else 3


def all_findings(reviewed: Reviewed) -> tuple[Finding, ...]:
    """Return all findings about a form, those of the comparison with other documents included."""
    return (*reviewed.review.findings, *reviewed.review.targets, *reviewed.compared)


def group_of(finding: Finding) -> str:
    """Return the list a finding stands in: its kind, or ``targets``."""
    return "targets" if finding.for_targets else finding.kind


def certain(finding: Finding) -> Fraction | None:
    """Return the difference in points that an E finding states; None where it states a range."""
    stake = finding.stake
    if group_of(finding) != "E" or stake is None or stake.low != stake.high:
        return None
    return Fraction(stake.high)


def statuses(card: Scorecard) -> list[Status]:
    """Return how each row's score came about, the execution rate included."""
    of_rows = [row.status for row in card.indicators]
    return of_rows if card.execution is None else [card.execution.status, *of_rows]


def sources(card: Scorecard) -> list[Source]:
    """Return the sources of every row, once a row."""
    traces = [row.trace for row in card.indicators]
    if card.execution is not None:
        traces.insert(0, card.execution.trace)
    return [source for trace in traces for source in dict.fromkeys(trace.sources)]


def form_line(
    reviewed: Reviewed,
    labels: Labels,
    sheet: SheetFiles,
    claimed_grade: str,
    *,
    repeat: bool = False,
    copy: bool = False,
) -> FormLine:
    """Return a reviewed form in short; ``claimed_grade`` is the grade of its claimed total by the set."""
    submission, card = reviewed.result.submission, reviewed.result.scorecard
    secret, decided, progress = submission.secret, reviewed.decided, reviewed.progress
    counts: dict[str, int] = {}
    difference = Fraction(0)
    for finding in all_findings(reviewed):
        counts[group_of(finding)] = counts.get(group_of(finding), 0) + 1
        difference += certain(finding) or 0
    asked = asked_rows(reviewed, progress.settled)
    return FormLine(
        secret=secret,
        title="" if secret else submission.title,
        unit="" if secret else submission.unit,
        department="" if secret else submission.department,
        year=submission.year,
        set=card.set.id,
        file="" if secret else reviewed.file,
        at="" if secret else reviewed.at,
        sheet=_unrevealing(sheet, reviewed) if secret else sheet,
        scored=card.scored,
        first_claimed=progress.first_claimed,
        claimed=submission.claimed_total,
        # What a form writes there may be any text; the grade by the set is none of the form's.
        claimed_grade=claimed_grade
        if secret
        else submission.claimed_grade.strip() or claimed_grade,
        above=Fraction(reviewed.review.above_total or 0),
        rule=_track(card, labels),
        grade=card.grade,
        decided=None if decided is None else _reviewed_track(decided, progress, labels),
        rows=len(card.indicators),
        open_rows=count_open(card, progress.settled) if card.scored else 0,
        asked_rows=len(asked.keys() - {0}),
        at_stake=sum(asked.values(), Fraction(0)),
        counts=tuple(sorted(counts.items())),
        difference=difference,
        progress=progress,
        repeat=repeat,
        copy=copy,
    )


def count_open(card: Scorecard, settled: Collection[str]) -> int:
    """Return how many rows, the execution rate included, a person must settle who has not ``settled`` them."""
    return sum(row.status in NEEDS_PERSON and row.id not in settled for row in card.rows)


def asked_rows(reviewed: Reviewed, settled: Collection[str] = ()) -> dict[int, Fraction]:
    """Return the rows about which a person is asked, by their number on the form, with the points at stake.

    They are those that the rule leaves to a person and those with a finding that is no note, as long
    as nobody has decided them and they are not ``settled`` (ids of rows). What is asked about the whole
    form stands under 0.
    """
    card = reviewed.decided or reviewed.result.scorecard
    if not card.scored:
        return {}
    numbers = row_numbers(reviewed.result.scorecard)
    stakes: dict[int, Fraction] = {}
    for finding in all_findings(reviewed):
        if group_of(finding) in ("E", "Q"):
            number, stake = row_of(finding, numbers), finding.stake
            most = Fraction(0) if stake is None else Fraction(stake.high)
            stakes[number] = max(stakes.get(number, Fraction(0)), most)
    asked = {
        number: max(_at_stake(row), stakes.get(number, Fraction(0)))
        for number, row in enumerate(card.rows, 1)
        if row.id not in settled
        if row.status in NEEDS_PERSON or (number in stakes and row.status is not Status.DECIDED)
    }
    if stakes.get(0) and not settled:
        asked[0] = stakes[0]
    return asked


def _at_stake(row: RowResult | ExecutionResult) -> Fraction:
    most = row.high if row.claimed is None else max(row.high, min(row.claimed, row.points))
    return Fraction(most) - Fraction(row.low)


def row_numbers(card: Scorecard) -> dict[str, int]:
    """Return the number of each row on the form by its id, the execution rate as a row too."""
    numbers = {row.id: number for number, row in enumerate(card.rows, 1)}
    if card.execution is not None:
        numbers[""] = 1
    return numbers


def row_of(finding: Finding, numbers: Mapping[str, int]) -> int:
    """Return the number of the row that a finding is about; 0 for the whole form."""
    is_about_money = finding.of in ("execution", "funds")
    return numbers.get("", 0) if is_about_money else numbers.get(finding.where or " ", 0)


def _unrevealing(sheet: SheetFiles, reviewed: Reviewed) -> SheetFiles:
    addresses = (sheet.page, sheet.workbook)
    return SheetFiles(*("" if _reveals(link, reviewed) else link for link in addresses))


def _reveals(link: str, reviewed: Reviewed) -> bool:
    """Tell whether an address holds a text of the form or the name of its file."""
    submission = reviewed.result.submission
    texts = (
        submission.project.name, submission.project.code, submission.unit, submission.department,
        submission.id, PurePosixPath(reviewed.file).stem,
    )  # fmt: skip
    return any(text and text in link for text in texts)


def _reviewed_track(card: Scorecard, progress: ReviewProgress, labels: Labels) -> Track:
    """Return the track of the review: what was signed stands, whatever would be computed now."""
    track = _track(card, labels)
    if progress.alternatives:
        first, last = progress.alternatives[0], progress.alternatives[-1]
        return Track(None, first, last, "", progress.alternatives)
    total = progress.total
    return track if total is None or total == track.total else Track(total, total, total, "")


def _track(card: Scorecard, labels: Labels) -> Track:
    total = card.total if card.scored else None
    return Track(total, card.low, card.high, grade_text(card, labels) if card.scored else "")
