"""Adds up a batch, one form after the other; only a short record of each form is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.records.finding import Stake
from scoring.records.scorecard import Source
from scoring.writers.form_line import FormLine
from scoring.writers.overview.form_summary import FindingSummary, FormSummary
from scoring.writers.overview.summary import LeftOut, Limits

ORDER = ("E", "Q", "N", "targets")


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One finding of a group, and which form it is about, counted from 0 as they were read."""

    form: int
    finding: FindingSummary


@dataclass(slots=True)
class FindingGroup:
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
        self.listed.append(ListedFinding(form, finding))
        if len(self.listed) > 4 * most + 100:
            self.trim(most)

    def trim(self, most: int) -> None:
        """Keep the ``most`` findings with the highest stakes, in the order of the forms."""
        self.listed = sorted(self.listed, key=lambda s: (-s.finding.weight, s.form))[:most]


def _width(stake: Stake) -> tuple[Fraction, Fraction]:
    return Fraction(stake.high), Fraction(stake.high) - Fraction(stake.low)


@dataclass(slots=True)
class Heaviest:
    """The forms with the most of something, each with the finding on which most hangs."""

    weight: Callable[[FormLine], tuple[Fraction, ...]]
    kept: list[tuple[int, FormLine, FindingSummary | None]] = field(default_factory=list)

    def add(self, number: int, summary: FormSummary, most: int) -> None:
        """Look at one more form; it counts only with a weight, and if it is no repeat."""
        line = summary.line
        if line.repeat or not any(self.weight(line)):
            return
        self.kept.append((number, line, summary.first))
        if len(self.kept) > 4 * most + 100:
            self.trim(most)

    def trim(self, most: int) -> None:
        """Keep the heaviest, the first read first where two are alike."""
        self.kept.sort(key=lambda entry: (tuple(-part for part in self.weight(entry[1])), entry[0]))
        del self.kept[most:]


def by_stake(line: FormLine) -> tuple[Fraction, ...]:
    """Return the weight of a form: the points at stake, then those above what can be earned."""
    return line.at_stake, line.to_decide_above


def by_excess(line: FormLine) -> tuple[Fraction, ...]:
    """Return the points that a form claims above what can be earned."""
    return (line.to_decide_above,)


@dataclass(slots=True)
class Tally:
    """Everything the overview counts."""

    limits: Limits
    forms: list[FormLine] = field(default_factory=list)
    groups: dict[tuple[str, str], FindingGroup] = field(default_factory=dict)
    at_stake: Heaviest = field(default_factory=lambda: Heaviest(by_stake))
    """The forms with the most points at stake."""
    above: Heaviest = field(default_factory=lambda: Heaviest(by_excess))
    """The forms that claim the most above what can be earned."""
    statuses: Counter[str] = field(default_factory=Counter)
    """Rows by how their score came about, the execution rate included."""
    sources: Counter[Source] = field(default_factory=Counter)
    """Rows that a source decided on."""
    repairs: int = 0
    restored_cells: list[LeftOut] = field(default_factory=list)
    unmatched: int = 0
    unmatched_pieces: list[LeftOut] = field(default_factory=list)

    def add(self, summary: FormSummary) -> None:
        """Count one form."""
        number, most = len(self.forms), self.limits
        self.forms.append(summary.line)
        for finding in summary.findings:
            key = finding.kind, finding.code
            group = self.groups.get(key)
            if group is None:
                group = self.groups[key] = FindingGroup(*key, finding.title)
            group.add(number, finding, most.group)
        self.at_stake.add(number, summary, most.first)
        self.above.add(number, summary, most.first)
        self.statuses.update(summary.statuses)
        self.sources.update(summary.sources)
        self.repairs += summary.repairs
        self.unmatched += summary.unmatched
        self.restored_cells += summary.restored_cells[: most.listed - len(self.restored_cells)]
        self.unmatched_pieces += summary.unmatched_pieces[
            : most.listed - len(self.unmatched_pieces)
        ]

    def trim(self) -> None:
        """Keep of what is listed no more than is shown."""
        for group in self.groups.values():
            group.trim(self.limits.group)
        self.at_stake.trim(self.limits.first)
        self.above.trim(self.limits.first)

    def ordered_groups(self, *kinds: str) -> list[FindingGroup]:
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
        """Return the forms as they are listed: those that need a person first, then the heaviest."""
        return sorted(range(len(self.forms)), key=self._place)

    def _place(self, number: int) -> tuple[int, Fraction, Fraction, int]:
        form = self.forms[number]
        return form.rank, -form.at_stake, -form.to_decide_above, number


def tally(summaries: Iterable[FormSummary], limits: Limits) -> Tally:
    """Add up a batch; ``summaries`` is gone through once."""
    counted = Tally(limits)
    for summary in summaries:
        counted.add(summary)
    counted.trim()
    return counted
