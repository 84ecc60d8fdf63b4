"""What the engine found: rows, levels, total and grade, every number with its trace.

Numbers are exact decimals as printed. ``score`` and ``total`` are None while a row is open, unread
or unscored; ``low`` and ``high`` always stand.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from scoring.problem import Place
from scoring.records.certainty import Certainty
from scoring.records.submission import Funds, Indicator
from scoring.value_class import dataclass

SCHEMA: Final = "ziping/scorecard/2"


class Status(StrEnum):
    """How a row's score came about."""

    DETERMINED = "determined"
    DEFAULTED = "defaulted"
    OPEN = "open"
    DECIDED = "decided"
    UNREAD = "unread"
    UNSCORED = "unscored"
    NOT_APPLICABLE = "not_applicable"


NEEDS_PERSON: Final = frozenset({Status.OPEN, Status.UNREAD, Status.UNSCORED})


OWN: Final = "own"
"""The standing of what no document states: this program's own view."""


@dataclass(frozen=True, slots=True)
class Source:
    """The document behind a rule, and how well it is known (``standing``)."""

    key: str
    document: str
    article: str
    standing: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Which case of which rule applied, where it stands, and the formula with its numbers."""

    rule: str
    case: int
    """Number of the case in its rule, from 1; 0 where no rule applied."""
    place: Place | None
    formula: str
    because: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    """What was assumed while reading, as keys of the vocabulary's ``notes`` (``from_sentence`` …)."""


@dataclass(frozen=True, slots=True)
class ReadingText:
    """Target and actual as they were understood, in words."""

    target: str
    actual: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One input that a row was computed from: its name, the text handed in, and its unit."""

    name: str
    value: str
    unit: str
    """Empty for an amount, which is in the money unit."""
    is_amount: bool


@dataclass(frozen=True, slots=True)
class RowForm:
    """What forms print of a row beside its score; nothing is scored from it."""

    kind: str = "row"
    """``row`` handed in, ``value`` computed from inputs, ``items`` a checklist, ``task``, ``judged``."""
    percent: bool = False
    """The computed value is a rate: it is printed as a percentage."""
    value: Fraction | None = None
    """The computed value, exact: it is rounded once, where it is printed."""
    goal: int | None = None
    """Which of the submission's goals the row belongs to."""
    note: str = ""
    """The set's words on the indicator."""
    items: tuple[tuple[str, Decimal | None], ...] = ()
    """The points of a checklist, each with its points."""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What a row comes to by the other direction, where its own was only presumed."""

    direction: str | None
    met: bool | None
    score: Decimal | None
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class RowResult:
    """One scored row of the form, or a leaf that the set computes."""

    id: str
    path: tuple[str, ...]
    """Names of the levels above the row."""
    indicator: Indicator
    """The row as it was handed in, with the actual that a person verified; of a computed leaf, what
    the submission says of it (claim, reason, evidence)."""
    points: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal
    status: Status
    met: bool | None
    completion: Decimal | None
    """Actual over target as a fraction, four decimals (``1.3401`` is 134.01 %)."""
    over: bool | None
    reading: ReadingText
    direction: str | None
    direction_from: str | None
    """``text``, ``column``, ``words`` of the set, or ``presumed`` where nothing but its default
    gives it."""
    trace: Trace
    known: Certainty = Certainty.WRITTEN
    """How well the comparison is known: the least certain of the row's texts and its direction."""
    form: RowForm = RowForm()
    otherwise: OtherReading | None = None
    """The row by the other direction, where that was not known and the outcome differs: then the
    band reaches from the lower to the higher of both."""

    @property
    def level1(self) -> str:
        """一级指标 as written."""
        return self.indicator.level1

    @property
    def level2(self) -> str:
        """二级指标 as written."""
        return self.indicator.level2

    @property
    def name(self) -> str:
        """三级指标 as written, or the leaf's name."""
        return self.indicator.name

    @property
    def target(self) -> str:
        """指标值 as written."""
        return self.indicator.target

    @property
    def actual(self) -> str:
        """完成值 as written or verified; of a computed leaf its value."""
        return self.indicator.actual

    @property
    def claimed(self) -> Decimal | None:
        """自评得分, the score that the unit gave itself; None where it gave none."""
        return self.indicator.claimed

    @property
    def reason(self) -> str:
        """偏差原因 as written."""
        return self.indicator.reason


@dataclass(frozen=True, slots=True)
class ExecutionResult:
    """预算执行率 and its score. ``rate`` is a fraction with six decimals."""

    name: str
    funds: Funds | None
    """The row of all money; None where it is not clear which one that is."""
    rate: Decimal | None
    points: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal
    status: Status
    trace: Trace

    @property
    def id(self) -> str:
        """The name by which decisions are about it, as about a row's id."""
        return self.name

    @property
    def budget(self) -> Decimal | None:
        """全年预算数 in the submission's money unit, as written."""
        return None if self.funds is None else self.funds.budget

    @property
    def executed(self) -> Decimal | None:
        """全年执行数 in the submission's money unit, as written."""
        return None if self.funds is None else self.funds.executed

    @property
    def claimed(self) -> Decimal | None:
        """The execution score that the unit gave itself; None where it gave none."""
        return None if self.funds is None else self.funds.claimed


@dataclass(frozen=True, slots=True)
class LevelResult:
    """One branch of the tree: its rows' sum after the branch's policy."""

    name: str
    path: tuple[str, ...]
    points: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that the set asks for (a reason, a text's length, evidence) and is missing."""

    of: str
    field: str
    say: str


@dataclass(frozen=True, slots=True)
class SetRef:
    """Which indicator set was applied."""

    id: str
    title: str
    digest: str
    standing: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A decision that was not used, and why."""

    row: str
    why: str


@dataclass(frozen=True, slots=True)
class FormTotal:
    """Total and grade of a form, with the least and the most that the total may come to.

    ``total`` is None while something is open, ``grade`` where there is no total or no grade for it.
    """

    total: Decimal | None
    grade: str | None
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class TotalCap:
    """总分上限: the most that the set lets the total be, whatever the rows add up to.

    ``most`` is None while a figure is missing that decides it; it lies between ``low`` and ``high``.
    """

    most: Decimal | None
    low: Decimal
    high: Decimal
    added: Decimal | None
    """What execution and rows add up to; None while one of them is open."""
    trace: Trace

    def leaves(self, added: Fraction | None) -> Fraction | None:
        """Return what is left of a sum; None where that is not known."""
        if added is None or added <= Fraction(self.low):
            return added
        return None if self.most is None else min(added, Fraction(self.most))

    def leaves_band(self, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
        """Return what is left of a band, at its lowest and at its highest."""
        return min(low, Fraction(self.low)), min(high, Fraction(self.high))


@dataclass(frozen=True, slots=True)
class Scorecard:
    """评分结果 of one submission."""

    engine: str
    set: SetRef
    submission_id: str
    submission_digest: str
    title: str
    year: int | None
    scored: bool
    """False for a form without any score."""
    execution: ExecutionResult | None
    levels: tuple[LevelResult, ...]
    indicators: tuple[RowResult, ...]
    points: Decimal
    """The most the form can earn, as the set declares it."""
    row_points: Decimal
    """What execution and rows hold together; differs from ``points`` where a form is wrong."""
    total: Decimal | None
    low: Decimal
    high: Decimal
    grade: str | None
    grades_possible: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    unmatched: tuple[str, ...]
    """Rows, inputs or items that match nothing in the set; never dropped."""
    unused_decisions: tuple[Unused, ...]
    counts: tuple[tuple[Status, int], ...]
    money_unit: str = ""
    """元 or 万元: what the submission's amounts are in, its own word or the set's."""
    claimed: FormTotal = FormTotal(None, None, Decimal(0), Decimal(0))
    """What the unit claimed, added up. While a claim is blank there is no total, and the row may
    count from nothing to all its points."""
    cap: TotalCap | None = None
    """None for a set that caps no total."""
    funds: Funds | None = None
    """The row of all money, also of a set that does not score its execution; None where it is not
    clear which one that is."""

    @property
    def rule(self) -> FormTotal:
        """Total, grade and band by the rule."""
        return FormTotal(self.total, self.grade, self.low, self.high)

    @property
    def rows(self) -> tuple[ExecutionResult | RowResult, ...]:
        """The execution rate, where the form has one, and all scored leaves."""
        return self.indicators if self.execution is None else (self.execution, *self.indicators)

    @property
    def needs_person(self) -> bool:
        """Whether any row is open, unread or unscored, or no total comes out."""
        is_open = self.scored and self.total is None
        return is_open or any(row.status in NEEDS_PERSON for row in self.rows)
