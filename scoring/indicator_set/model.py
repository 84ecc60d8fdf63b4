"""The compiled indicator set with which the engine scores: frozen records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.fund_words import FundWords
from scoring.problem import Place
from scoring.records.scorecard import Source
from scoring.rules.expression import Expression
from scoring.rules.table import Rule
from scoring.rules.types import NameTable, Value
from scoring.value_class import dataclass
from scoring.values.attainment import Case, Policy


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from its least total; ``above``: only a total above that number has it."""

    name: str
    least: Fraction
    above: bool = False
    source: str = ""

    def holds(self, total: Fraction) -> bool:
        """Tell whether a total is high enough."""
        return total > self.least if self.above else total >= self.least


@dataclass(frozen=True, slots=True, eq=False)
class AppliedRule:
    """A rule with the values of its parameters at one place of use; percentages are fractions."""

    rule: Rule
    parameters: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ChecklistPoint:
    """One point of a checklist; ``points`` is None where the set gives the item none of its own.

    Where ``when`` does not hold it counts as fulfilled; unfulfilled, one that ``voids`` makes the
    whole list void.
    """

    name: str
    points: Fraction | None
    when: Expression | None = None
    voids: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class SetNode:
    """A branch or leaf of the tree.

    ``points`` is None where the rows of the submission have them (pools, free rows).
    """

    name: str
    place: Place
    also: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    points: Fraction | None = None
    children: tuple[SetNode, ...] = ()
    rows: str | None = None
    combine: str = "sum"
    not_applicable: str | None = None
    applied: AppliedRule | None = None
    value: Expression | None = None
    items: tuple[ChecklistPoint, ...] = ()
    by_reading: Mapping[Case, AppliedRule] = field(default_factory=dict)
    direction: str | None = None
    optional: bool = False
    source: str = ""
    note: str = ""

    @property
    def is_leaf(self) -> bool:
        """Whether the node itself is scored."""
        return self.applied is not None and self.rows is None

    def walk(self) -> Iterator[SetNode]:
        """Yield this node and all below it, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Execution:
    """The execution rate as a scored row."""

    name: str
    points: Fraction
    applied: AppliedRule
    total_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """A requirement: where it holds, ``field`` must be filled, or be no longer than ``longest``."""

    of: str
    field: str
    when: Expression | None
    longest: int | None
    say: str
    source: str = ""

    @property
    def is_of_form(self) -> bool:
        """Whether it is made of the form as a whole or of its execution rate, not of rows."""
        return self.of in ("execution", "texts")


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorSet:
    """A compiled indicator set."""

    id: str
    title: str
    shown: str
    """The set as people call it (深圳市 · 部门整体 · 2024), else its title."""
    digest: str
    standing: str
    abstract: bool
    scored: bool
    applies_to: str
    money_unit: str
    sources: Mapping[str, Source]
    points: Fraction | None
    places: int
    """Decimals of a printed score."""
    grades: tuple[Grade, ...]
    not_applicable: str | None
    over: Expression | None
    over_source: str
    """The short name of the source behind ``over``; empty where none is named."""
    cap: AppliedRule | None
    """The rule whose score is the most that the total may be; ``points`` in it are the set's."""
    inputs: Mapping[str, InputFile]
    names: NameTable
    policy: Policy
    by_reading: Mapping[Case, AppliedRule]
    execution: Execution | None
    fund_words: FundWords
    excuse_words: ExcuseWords
    rules: Mapping[str, Rule]
    levels: tuple[SetNode, ...]
    demands: tuple[Demand, ...]
    form_xlsx: str
    form_html: str
    companion: str
    """The id of a set that is printed beside this one, from the same submission; else empty."""
    merged: Mapping[str, object]
    """The merged set as written, values as texts, as ``sets show --source`` prints it."""

    def nodes(self) -> Iterator[SetNode]:
        """Yield every node of the tree, in the order of the form."""
        for level in self.levels:
            yield from level.walk()

    def row_rules(self) -> Iterator[AppliedRule]:
        """Yield every use of a rule for rows or leaves: the set's by reading, then each node's."""
        yield from self.by_reading.values()
        for node in self.nodes():
            if node.applied is not None:
                yield node.applied
            yield from node.by_reading.values()

    def form_rules(self) -> Iterator[AppliedRule]:
        """Yield the uses of rules for the form as a whole: the execution rate, the cap of the total."""
        if self.execution is not None:
            yield self.execution.applied
        if self.cap is not None:
            yield self.cap

    def rule_for(self, case: Case, node: SetNode | None) -> AppliedRule | None:
        """Return the rule that scores a kind of reading in a branch: its own, else the set's.

        None where neither names one for it.
        """
        if node is not None and case in node.by_reading:
            return node.by_reading[case]
        if node is not None and node.applied is not None:
            return node.applied
        return self.by_reading.get(case)

    def grade_named(self, text: str) -> str | None:
        """Return the one grade of the set that a text names (优秀: 优), or None."""
        names = [grade.name for grade in self.grades]
        meant = [name for name in names if name == text] or [n for n in names if n in text]
        return meant[0] if len(meant) == 1 else None

    def grade(self, total: Decimal) -> str | None:
        """Return the grade of a printed total, or None for a set without grades."""
        exact = Fraction(total)
        return next((g.name for g in self.grades if g.holds(exact)), None)

    def grades_between(self, low: Fraction, high: Fraction) -> tuple[str, ...]:
        """Return the grades that a band of totals allows, the best first."""
        better = (None, *self.grades)
        return tuple(
            grade.name
            for grade, upper in zip(self.grades, better, strict=False)
            if grade.holds(high) and (upper is None or not upper.holds(low))
        )
