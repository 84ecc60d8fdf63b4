"""What a fill-in workbook shows, decided before it is written: plain frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Final

LONGEST_FIGURE: Final = 9
"""Characters of a figure that is scored live."""
FIGURE_WITHIN: Final = 16
"""A figure ends within so many characters of its text."""
Entry = str | Decimal
"""A prefilled value: a text, or a number as it was written."""
Line = Mapping[str, Entry]
"""One row of a table: values by the keys of its columns; an empty cell is left out."""


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """A first level of the set: its names, its points, and its second levels' names."""

    name: str
    also: tuple[str, ...]
    points: Fraction | None
    """What its rows hold together; None where the set leaves it open."""
    children: tuple[str, ...]
    computed: bool
    """Whether it has no rows: the set computes all of it from figures or checklists."""


@dataclass(frozen=True, slots=True)
class ScoreFormula:
    """A case of a rule that leaves no room: its score as a formula.

    ``above`` and ``below`` are the factors of the score where it is a plain product and quotient;
    then a half of the last place is recognised exactly. Both are empty otherwise.
    """

    score: str
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class CaseFormulas:
    """A rule as formulas: ``choose`` yields the number of the case in ``cases`` (from 1), 0 where
    the case leaves room or scores nothing, an error where it cannot be computed.

    Names of facts stand in braces: ``{points}``, ``{target}``.
    """

    choose: str
    cases: tuple[ScoreFormula, ...]


class Way(IntEnum):
    """How an actual stands to a target's number; a formula chooses by it."""

    AT_LEAST = 1
    ABOVE = 2
    AT_MOST = 3
    BELOW = 4
    EQUAL = 5
    """Without a sign: only the same number is known to reach it."""


class Bare(IntEnum):
    """What an actual without a unit means."""

    NO = 0
    """Nothing: the unit must be written."""
    IN_UNIT = 1
    """It is in the target's unit."""
    RATE = 2
    """It is a rate; up to 1 it is a share, 0.97 is 97 %."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the actuals of a target are compared that is known while the workbook is made.

    ``key`` is what the row says: levels, name, target, direction, unit.
    """

    key: str
    way: Way | None = None
    """None where the target is no number that formulas compare."""
    value: str = ""
    """The target's number, as written."""
    unit: str = ""
    bare: Bare = Bare.NO
    prefix: str = ""
    """Words that an actual may begin with."""
    is_rate: bool = False
    rule: int = 0
    """Which of the case formulas scores it, from 1."""
    due: int | None = None
    """The last day that meets a deadline: 1231 for 31 December."""
    due_year: int | None = None
    """The year of the form for which it holds; None for any."""
    answers: tuple[str, ...] = ()
    """Actuals that reach the target in full."""


@dataclass(frozen=True, slots=True)
class LiveTexts:
    """Texts that decide whether a score is shown while typing."""

    stops: tuple[str, ...] = ()
    """Words of a reason that keep a score from being shown."""
    excuses: tuple[str, ...] = ()
    """Those that keep only a score below full points from it."""
    wordings: tuple[str, ...] = ()
    """Targets in words that the same words reach in full."""
    units: tuple[str, ...] = ()
    """Units that are one and the same where they stand on both sides."""
    days: tuple[tuple[str, int], ...] = ()
    """Ways to write the days of a year, each with the last day meant."""


@dataclass(frozen=True, slots=True)
class RowFormulas:
    """How rows are scored live: which case_formula holds for the rows of a level.

    ``by_level`` gives, for the names of two levels as written (the second ``*`` for any), the
    case_formulas of a number to be reached, of one not to be passed, and of the same number on both
    sides: indices into ``case_formulas`` from 1, 0 for none.
    """

    case_formulas: tuple[CaseFormulas, ...]
    by_level: tuple[tuple[str, str, int, int, int], ...]
    recipes: tuple[Recipe, ...] = ()
    texts: LiveTexts = LiveTexts()


@dataclass(frozen=True, slots=True)
class ExecutionPlan:
    """A rule on the row of all money: the scored execution rate, or the cap of the total."""

    name: str
    points: Fraction
    case_formula: CaseFormulas | None


@dataclass(frozen=True, slots=True)
class CheckValues:
    """What a line of the checks shows: points filled in, score, and the verdict."""

    filled: Entry
    score: Entry
    verdict: str


@dataclass(frozen=True, slots=True)
class FormulaValues:
    """The values of the visible formulas, as a program that recalculates finds them."""

    rows: tuple[Entry, ...]
    rate: Entry
    execution: Entry
    points: str
    """All points beside what they should be: ``98.2/100``."""
    total: Entry
    """The total by the rules; a text while parts of it are open."""
    words: str
    """How far the total may go while parts of it are open; empty once it is settled."""
    own: Entry
    """The total that the unit signs."""
    checks: tuple[CheckValues, ...]


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table that is only looked at: nothing of it is read back."""

    name: str
    """What its sheet is called."""
    note: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FillPlan:
    """All that is particular to one workbook."""

    title: str
    set_id: str
    set_digest: str
    engine: str
    money_unit: str
    points: Fraction | None
    places: int
    scored: bool
    values: Mapping[str, str]
    """Prefilled single inputs, by key."""
    funds: tuple[Line, ...]
    total_row: int | None
    """Which of the funds is the row of all money."""
    total_names: tuple[str, ...]
    """The names of that row, the first that occurs counts."""
    execution: ExecutionPlan | None
    cap: ExecutionPlan | None
    levels: tuple[LevelPlan, ...]
    rows: tuple[Line, ...]
    columns: tuple[str, ...]
    """The columns of indicators by key, in order; those of the form first, the computed one last."""
    printed: int
    """How many of them are printed: those of the form."""
    head: tuple[str, ...]
    """The fields above the tables by key, in order."""
    further: tuple[str, ...]
    """The fields on the sheets other than the form by key, in order."""
    words: Mapping[str, str]
    """What the set's own form calls fields and columns: see :meth:`FillLayout.relabelled`."""
    tables: Mapping[str, tuple[Line, ...]]
    """The further tables: ``goals``, ``tasks``, ``inputs``, ``items``, ``texts``, ``claims``,
    ``monitoring``."""
    weighed_tasks: bool
    """Whether the set scores the tasks."""
    choices: Mapping[str, tuple[str, ...]]
    """Drop-down of an input, by its name."""
    others: int
    """Leaves that are scored outside of the rows; their points are not known while filling in."""
    computed: Fraction
    """Their points."""
    simple_sum: bool
    """Whether the total is the plain sum of what is scored."""
    live: RowFormulas | None
    shown: FormulaValues
    row_points: Fraction | None
    """What rows and execution hold together."""
    notes: tuple[str, ...] = ()
    """What of the sources the workbook does not hold, in Chinese."""
    references: tuple[ReferenceTable, ...] = ()
    """What a person looks at while filling in, each on a sheet of its own."""
    proposed: bool = False
    """Whether the points are proposed equal shares."""
    inner: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lists of the drop-downs that the set brings: ``level1``, ``level2``."""
