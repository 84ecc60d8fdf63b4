"""Adds up a batch, one form after the other; only a short record of each form is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.records.finding import Stake
from scoring.records.scorecard import Source
from scoring.writers.overview.form_line import FormLine
from scoring.writers.overview.form_summary import FindingSummary, FormSummary
from scoring.writers.overview.summary import LeftOut, Limits

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

    def add(self, form: int, finding: FindingSummary, most: int) -> None:
        """Count one more finding; keep those with the highest stakes."""
        self.count += 1
        self.forms += form != self.last_form
        self.last_form = form
        self.difference += finding.difference or 0
        stake = finding.stake
        if stake is not None and (self.widest is None or _width(stake) > _width(self.widest)):
            self.widest = stake
        self.listed.append(ListedFinding(form, finding.name, finding.place, stake))
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

    def add(self, form: FormSummary) -> None:
        """Count one form."""
        number = len(self.forms)
        self.forms.append(form.line)
        for finding in form.findings:
            key = finding.kind, finding.code
            group = self.groups.get(key)
            if group is None:
                group = self.groups[key] = Group(*key, finding.title)
            group.add(number, finding, self.limits.group)
        self.statuses.update(form.statuses)
        self.sources.update(form.sources)
        self.repairs += form.repairs
        self.unmatched += form.unmatched
        most = self.limits.listed
        self.restored_cells += form.restored_cells[: most - len(self.restored_cells)]
        self.unmatched_pieces += form.unmatched_pieces[: most - len(self.unmatched_pieces)]

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


def tally(forms: Iterable[FormSummary], limits: Limits) -> Tally:
    """Add up a batch; ``forms`` is read once."""
    counted = Tally(limits)
    for form in forms:
        counted.add(form)
    for group in counted.groups.values():
        group.trim(limits.group)
    return counted
