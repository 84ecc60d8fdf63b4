"""A province's submissions in numbers: claims against the rule by department, set, level, rule and name.

Of a secret submission only whole counts are kept: no department, row, amount or text of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.portfolio.claims import (
    FormClaim,
    FullForm,
    RowClaim,
    Verdict,
    claim_of,
    form_claim,
    full_form,
    grade_of,
    row_claims,
    row_verdict,
)
from scoring.portfolio.set_facts import SetFacts
from scoring.portfolio.tally import (
    MILLION,
    OTHERS,
    Addable,
    Data,
    Decode,
    Encode,
    Greatest,
    Groups,
    class_of,
    millionths,
)
from scoring.records.bulk_record import BulkRow, BulkSubmission, ScoredSubmission
from scoring.records.scorecard import Status
from scoring.text import level_key, name_key

UNREAD: Final = "unread"
PRESUMED: Final = "presumed"
JUDGED: Final = "judged"
BY_PLACE: Final = "by_place"
_JUDGED: Final = frozenset({Status.DEFAULTED.value, Status.OPEN.value})
_NOT_WRITTEN: Final = frozenset({"by_place", "restored", "extracted"})


class Steps(NamedTuple):
    """The edges of the classes of differences, in millionths of a point, and how many classes they make."""

    edges: tuple[int, ...]

    @classmethod
    def of(cls, edges: Sequence[Fraction]) -> Steps:
        """Return steps of edges in points."""
        return cls(tuple(int(edge * MILLION) for edge in edges))

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.edges) + 1 + (0 in self.edges)


@dataclass
class FormFigures(Addable):
    """Forms of one kind, added up; sums are millionths of a point."""

    classes: list[int]
    """How many of the compared claim how much more or less than the rule gives, by class."""
    forms: int = 0
    without_total: int = 0
    """The rule gives no total."""
    without_claim: int = 0
    compared: int = 0
    """Both a claim and a total."""
    claimed: int = 0
    rule: int = 0
    above: int = 0
    """The claim is known to be above the most that the rule can give."""
    above_sum: int = 0
    check: int = 0
    """It is above that, as far as what is presumed is right."""
    check_sum: int = 0
    full: int = 0
    """Full points are claimed in every row."""
    full_by_rule: int = 0
    full_open: int = 0
    full_lower: int = 0
    better: int = 0
    """The claimed grade is the better one."""
    worse: int = 0


@dataclass
class RowFigures(Addable):
    """Rows of one kind, added up; sums are millionths of a point."""

    classes: list[int]
    rows: int = 0
    points: int = 0
    compared: int = 0
    claimed: int = 0
    score: int = 0
    above: int = 0
    above_sum: int = 0
    check: int = 0
    check_sum: int = 0
    unread: int = 0
    presumed: int = 0
    judged: int = 0
    by_place: int = 0


@dataclass
class NameFigures(Addable):
    """Rows of one name of which something is not known."""

    name: str
    """As it was first written."""
    rows: int = 0
    unread: int = 0
    presumed: int = 0
    judged: int = 0
    by_place: int = 0


class NamedRows:
    """Counts of rows by folded name, in the order in which the names came."""

    def __init__(self) -> None:
        self.of: dict[str, NameFigures] = {}

    def named(self, key: str, name: str) -> NameFigures:
        """Return the counts of a name, which is written like this."""
        if (found := self.of.get(key)) is None:
            found = self.of[key] = NameFigures(name)
        return found

    def merge(self, other: NamedRows) -> None:
        """Add the counts of another one, name by name."""
        for key, figures in other.of.items():
            self.named(key, figures.name).merge(figures)

    def to_data(self, encode: Encode) -> Data:
        """Return the counts by name, each with how the name was first written."""
        return [[key, each.name, each.to_data(encode)] for key, each in self.of.items()]

    def load(self, data: Data, decode: Decode) -> None:
        """Add counts that were kept."""
        for key, name, counts in data:
            self.named(key, name).load(counts, decode)


class PortfolioSettings(NamedTuple):
    """By what a portfolio is added up."""

    form_steps: Steps
    row_steps: Steps
    listed: int
    """Entries of a list of the greatest."""


class Portfolio(Addable):
    """Everything that is counted of the submissions; :meth:`merge` adds what other pieces counted."""

    def __init__(self, settings: PortfolioSettings) -> None:
        self.settings = settings
        self.secret = 0
        self.whole = self._forms()
        self.grades: Counter[tuple[str, str]] = Counter()
        """Grade of the claimed total, grade by rule; empty where there is none to have."""
        self.departments = Groups(self._forms, OTHERS)
        self.sets = Groups(self._forms, OTHERS)
        self.rows = Groups(self._rows, (OTHERS, OTHERS))
        """Rows by first level and rule."""
        self.row_states: Counter[tuple[str, str]] = Counter()
        """Rows by status and by how well it is known what was compared."""
        self.names = NamedRows()
        self.above_forms: Greatest[FormClaim] = Greatest(settings.listed)
        self.above_rows: Greatest[RowClaim] = Greatest(settings.listed)
        self.check_rows: Greatest[RowClaim] = Greatest(settings.listed)
        self.full_forms: Greatest[FullForm] = Greatest(settings.listed)

    def _forms(self) -> FormFigures:
        return FormFigures([0] * self.settings.form_steps.classes)

    def _rows(self) -> RowFigures:
        return RowFigures([0] * self.settings.row_steps.classes)

    def add(self, scored: ScoredSubmission, sets: Mapping[str, SetFacts]) -> None:
        """Count one submission; ``sets`` tell the names of levels."""
        submission = scored.submission
        claimed, full = form_claim(scored), full_form(scored)
        groups = [self.whole, self.sets[submission.set]]
        if submission.secret:
            self.secret += 1
        else:
            groups.append(self.departments[submission.department.strip()])
        for group in groups:
            _count_form(group, submission, claimed, full, self.settings.form_steps)
        self.grades[submission.claimed_grade, grade_of(submission)] += 1
        if submission.secret:
            return
        if claimed is not None:
            self.above_forms.add(claimed)
        if full is not None and full.rule != "full":
            self.full_forms.add(full)
        for row in scored.rows:
            self._count_row(row, sets.get(submission.set))
        for each in row_claims(scored):
            (self.above_rows if each.verdict is Verdict.ABOVE else self.check_rows).add(each)

    @property
    def levels(self) -> Groups[str, RowFigures]:
        """Rows by first level."""
        return self._rows_by(0)

    @property
    def rules(self) -> Groups[str, RowFigures]:
        """Rows by the rule that was applied."""
        return self._rows_by(1)

    def _rows_by(self, part: int) -> Groups[str, RowFigures]:
        found = Groups(self._rows, OTHERS)
        for key, figures in self.rows.of.items():
            found[key[part]].merge(figures)
        return found

    def _count_row(self, row: BulkRow, facts: SetFacts | None) -> None:
        level = (facts and facts.level(row.level1)) or level_key(row.level1)
        verdict, excess = row_verdict(row)
        kind = _not_known(row)
        steps = self.settings.row_steps.edges
        points = millionths(row.points)
        group = self.rows[level, row.rule]
        group.rows += 1
        group.points += points
        if row.claimed is not None and row.score is not None:
            claimed, score = millionths(row.claimed), millionths(row.score)
            group.compared += 1
            group.claimed += claimed
            group.score += score
            group.classes[class_of(claimed - score, steps)] += 1
        if verdict is Verdict.ABOVE:
            group.above += 1
            group.above_sum += excess
        elif verdict is Verdict.CHECK:
            group.check += 1
            group.check_sum += excess
        if kind:
            _count_unknown(group, kind)
        self.row_states[row.status, row.known] += 1
        if kind:
            key = name_key(row.name)
            named = self.names.named(key, row.name)
            named.rows += 1
            _count_unknown(named, kind)


def _count_form(
    group: FormFigures,
    submission: BulkSubmission,
    above: FormClaim | None,
    full: FullForm | None,
    steps: Steps,
) -> None:
    total, claimed = submission.total, claim_of(submission)
    group.forms += 1
    group.without_total += total is None
    group.without_claim += claimed is None
    if total is not None and claimed is not None:
        own, rule = millionths(claimed), millionths(total)
        group.compared += 1
        group.claimed += own
        group.rule += rule
        group.classes[class_of(own - rule, steps.edges)] += 1
        if submission.claimed_grade and submission.claimed_grade != submission.grade:
            group.better += own > rule
            group.worse += own < rule
    if above is not None and above.verdict is Verdict.ABOVE:
        group.above += 1
        group.above_sum += above.excess
    elif above is not None:
        group.check += 1
        group.check_sum += above.excess
    if full is not None:
        group.full += 1
        group.full_by_rule += full.rule == "full"
        group.full_open += full.rule == "open"
        group.full_lower += full.rule == "lower"


def _not_known(row: BulkRow) -> str:
    """Return what of a row a person must look at, the gravest; empty where nothing."""
    if row.status == UNREAD:
        return UNREAD
    if row.known == PRESUMED:
        return PRESUMED
    if row.status in _JUDGED:
        return JUDGED
    return BY_PLACE if row.known in _NOT_WRITTEN else ""


def _count_unknown(group: RowFigures | NameFigures, kind: str) -> None:
    if kind == UNREAD:
        group.unread += 1
    elif kind == PRESUMED:
        group.presumed += 1
    elif kind == JUDGED:
        group.judged += 1
    else:
        group.by_place += 1
