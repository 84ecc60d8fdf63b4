"""What a bulk run knows of a submission and of its rows: plain values, a line of output each.

They hold the outcome of the engine without traces, which are made for those that are asked for.
Scores, points and totals are exact decimals in points; amounts are in the submission's money unit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scoring.problem import Problem


class BulkRow(NamedTuple):
    """One scored row or leaf, in the order of the form; texts as they were written."""

    id: str
    level1: str
    level2: str
    name: str
    target: str
    actual: str
    points: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal
    status: str
    """A :class:`Status` by its value."""
    met: bool | None
    rule: str
    """The rule that was applied; empty where none was."""
    case: int
    """The case of that rule, from 1; 0 where none was reached."""
    direction: str
    """``at_least``, ``at_most``, ``exactly`` or empty."""
    direction_from: str
    """``text``, ``column``, ``words``, ``presumed`` or empty."""
    known: str
    """How well it is known what was compared, by the key of :class:`Certainty`."""
    claimed: Decimal | None
    """自评得分; None where it is blank."""
    reason: bool
    """Whether 偏差原因 is filled in."""


class BulkClaim(NamedTuple):
    """One figure that the unit stated about its own score and that is not the computed one."""

    where: str
    kind: str
    """A ``ClaimKind``."""
    stated: Decimal
    computed: Decimal
    verdict: str
    """``rounding`` or ``differs``."""
    cause: str
    """The key of the order of rounding that explains it; else empty."""


class BulkRequirement(NamedTuple):
    """Something that the set asks for and that is missing."""

    of: str
    field: str
    say: str


class BulkSubmission(NamedTuple):
    """One scored submission: who handed it in, its totals on the rule's and on the unit's track."""

    id: str
    place: str
    """Where it begins in its file (``name:line``)."""
    set: str
    set_digest: str
    year: int | None
    department: str
    unit: str
    project: str
    code: str
    secret: bool
    money_unit: str
    initial: Decimal | None
    """年初预算数 of the row of all money; None also where it is not clear which one that is."""
    budget: Decimal | None
    executed: Decimal | None
    points: Decimal
    """The most that the form can earn, as the set declares it."""
    row_points: Decimal
    """What execution and rows hold together."""
    total: Decimal | None
    low: Decimal
    high: Decimal
    grade: str
    """Empty where there is no total or no grade for it."""
    grades_possible: tuple[str, ...]
    execution_points: Decimal | None
    """None for a set that does not score the execution rate."""
    execution_score: Decimal | None
    execution_low: Decimal | None
    execution_high: Decimal | None
    execution_status: str
    execution_claimed: Decimal | None
    stated_total: Decimal | None
    """自评总分 as the unit stated it."""
    stated_grade: str
    claimed_total: Decimal | None
    """The claimed scores added up; None while one is blank."""
    claimed_grade: str
    own_total: Decimal | None
    """Total of the unit's own track; None while one of its scores is missing or wrong, also where a
    score is blank that takes a default of full points: whether a question stands about it a review tells."""
    own_grade: str
    rows: int
    counts: tuple[tuple[str, int], ...]
    """How many rows, the execution rate's included, have which status."""
    requirements: tuple[BulkRequirement, ...]
    unmatched: tuple[str, ...]
    claims: tuple[BulkClaim, ...]
    """Stated figures that do not agree with the computed ones."""


class ScoredSubmission(NamedTuple):
    """A submission with its rows in the order of the form."""

    submission: BulkSubmission
    rows: tuple[BulkRow, ...]


class SetAside(NamedTuple):
    """A record that could not be scored: where it begins, and all that is wrong with it."""

    place: str
    problems: tuple[Problem, ...]
