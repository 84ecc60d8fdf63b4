"""Adds up a batch, one form after the other; only a short record of each form is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.records.finding import Finding, Stake
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
from scoring.writers.overview.summary import LeftOut, Limits

Key = tuple[str, str]
"""The file of a form and where in it the form begins."""
ORDER = ("E", "Q", "N", "targets")


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One finding of a group; without any text for a secret form."""

    form: int
    """Which form it is about, counted from 0 as they were read."""
    name: str
    place: str
    stake: Stake | None

    @property
    def weight(self) -> Fraction:
        """The highest points at stake."""
        return Fraction(0) if self.stake is None else Fraction(self.stake.high)


@dataclass(slots=True)
class Group:
    """All findings of one code."""

    kind: str
    code: str
    title: str
    count: int = 0
    forms: int = 0
    difference: Fraction = Fraction(0)
    """Sum of the differences that E findings state."""
    widest: Stake | None = None
    """The highest stake of a finding; ranges are not summed."""
    listed: list[ListedFinding] = field(default_factory=list)
    last_form: int = -1

    def add(self, form: int, finding: Finding, secret: bool, most: int) -> None:
        """Count one more finding; keep those with the highest stakes."""
        self.count += 1
        self.forms += form != self.last_form
        self.last_form = form
        self.difference += certain(finding) or 0
        stake = finding.stake
        if stake is not None and (self.widest is None or _width(stake) > _width(self.widest)):
            self.widest = stake
        name = finding.name or finding.where
        place = finding.place if finding.place != name else ""
        texts = ("", "") if secret else (name, place)
        self.listed.append(ListedFinding(form, *texts, stake))
        if len(self.listed) > 4 * most + 100:
            self.trim(most)

    def trim(self, most: int) -> None:
        """Keep the ``most`` findings with the highest stakes, in the order of the forms."""
        self.listed = sorted(self.listed, key=lambda s: (-s.weight, s.form))[:most]


def _width(stake: Stake) -> tuple[Fraction, Fraction]:
    return Fraction(stake.high), Fraction(stake.high) - Fraction(stake.low)


@dataclass(slots=True)
class Tally:
    """Everything the overview counts."""

    limits: Limits
    forms: list[FormLine] = field(default_factory=list)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    """Rows by how their score came about, the execution rate included."""
    sources: Counter[Source] = field(default_factory=Counter)
    """Rows that a source decided on."""
    repairs: int = 0
    restored_cells: list[LeftOut] = field(default_factory=list)
    unmatched: int = 0
    unmatched_pieces: list[LeftOut] = field(default_factory=list)

    def add(
        self, reviewed: Reviewed, labels: Labels, link: str, claimed_grade: str, *, repeat: bool
    ) -> None:
        """Count one form; of a ``repeat`` only the line and how it was read."""
        number = len(self.forms)
        line = form_line(reviewed, labels, link, claimed_grade, repeat=repeat)
        self.forms.append(line)
        self._read(reviewed)
        if repeat:
            return
        for finding in all_findings(reviewed):
            key = group_of(finding), finding.code
            group = self.groups.get(key)
            if group is None:
                group = self.groups[key] = Group(*key, finding.title)
            group.add(number, finding, line.secret, self.limits.group)
        card = reviewed.result.scorecard
        if card.scored:
            self.statuses.update(str(status) for status in statuses(card))
        self.sources.update(sources(card))

    def _read(self, reviewed: Reviewed) -> None:
        submission, card = reviewed.result.submission, reviewed.result.scorecard
        self.repairs += len(submission.repairs)
        self.unmatched += len(submission.unplaced) + len(card.unmatched)
        if submission.secret:
            return
        most, file = self.limits.listed, reviewed.file
        for repair in submission.repairs[: most - len(self.restored_cells)]:
            self.restored_cells.append(
                LeftOut(file, f"{repair.what} {repair.why}".strip(), repair.at)
            )
        room = most - len(self.unmatched_pieces)
        self.unmatched_pieces += [LeftOut(file, p.text, p.at) for p in submission.unplaced[:room]]
        room = most - len(self.unmatched_pieces)
        self.unmatched_pieces += [
            LeftOut(file, piece.name or piece.at, piece.at or reviewed.at)
            for piece in reviewed.result.unmatched[:room]
        ]

    def ordered_groups(self, *kinds: str) -> list[Group]:
        """Return the groups of these kinds (all by default), the most frequent of a kind first."""
        wanted = [g for g in self.groups.values() if g.kind in (kinds or ORDER)]
        return sorted(wanted, key=lambda g: (ORDER.index(g.kind), -g.count, g.code))

    def count(self, kind: str) -> int:
        """Return how many findings of a kind there are."""
        return sum(g.count for g in self.groups.values() if g.kind == kind)

    @property
    def once(self) -> list[FormLine]:
        """The forms that are counted: a form that was handed in twice is counted once."""
        return [form for form in self.forms if not form.repeat]

    @property
    def difference(self) -> Fraction:
        """The differences that E findings state, added up form by form."""
        return sum((form.difference for form in self.once), Fraction(0))

    def order(self) -> list[int]:
        """Return the forms as they are listed: those that need a person first."""
        return sorted(range(len(self.forms)), key=lambda i: (self.forms[i].rank, i))


def tally(
    reviewed: Iterable[Reviewed],
    labels: Labels,
    links: Mapping[Key, str],
    claimed_grades: Mapping[Key, str],
    limits: Limits,
    repeats: Collection[Key] = (),
) -> Tally:
    """Add up a batch; ``reviewed`` is read once."""
    counted = Tally(limits)
    for form in reviewed:
        key = form.file, form.at
        counted.add(
            form, labels, links.get(key, ""), claimed_grades.get(key, ""), repeat=key in repeats
        )
    for group in counted.groups.values():
        group.trim(limits.group)
    return counted
