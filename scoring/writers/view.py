"""A result as the records that templates print: every field by name, nothing computed anew.

A field is a text, a number (printed as a number), or None (printed as nothing).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Value = str | Decimal | int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths in a chart: score, lowest and highest score as thousandths of the points."""

    score: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Form:
    """What a form prints once."""

    year: int
    code: str
    project: str
    unit: str
    department: str
    money_unit: str
    state: str
    points: Decimal
    total: Value
    """The total, or 待定 with the band in words."""
    band: str
    grade: str
    grade_text: str
    """The grade with what it may become."""
    counts: str
    claimed_total: Value
    claimed_grade: str
    responsible: str
    filled_by: str
    phone: str
    date: str
    opinion: str
    set_title: str
    set_id: str
    set_digest: str
    set_standing: str
    engine: str
    submission_id: str
    submission_digest: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Who signs the form beside 负责人 and 填表人 (``审核人``), as the unit wrote it."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class FundsRow:
    """One row of the funds block; ``rate`` in percent."""

    source: str
    initial: Value
    budget: Value
    executed: Value
    points: Value
    rate: Value
    score: Value
    reason: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """预期目标 and 实际完成情况."""

    name: str
    expected: str
    achieved: str


@dataclass(frozen=True, slots=True)
class ExecutionRow:
    """How the execution score came about; ``rate`` in percent."""

    name: str
    budget: Value
    executed: Value
    rate: Value
    points: Decimal
    score: Value
    band: str
    status: str
    status_key: str
    case: str
    formula: str
    because: str
    sources: str
    notes: str
    reason: str
    """What the unit says about the rows of the funds block."""
    claimed: Value
    place: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One 三级指标 row with its explanation."""

    number: int
    id: str
    level1: str
    level1_points: Value
    level2: str
    name: str
    target: str
    actual: str
    points: Value
    score: Value
    reason: str
    read_target: str
    read_actual: str
    completion: str
    met: str
    direction: str
    band: str
    status: str
    status_key: str
    case: str
    formula: str
    because: str
    sources: str
    notes: str
    claimed: Value
    place: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level's sum. ``depth`` counts the levels above it."""

    name: str
    depth: int
    points: Decimal
    score: Value
    band: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """Something asked for and missing."""

    of: str
    say: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A stated number beside the computed one, in words."""

    where: str
    kind: str
    stated: Decimal
    computed: Decimal
    verdict: str
    cause: str


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A piece of the submission that found no place; ``at`` says where it stood, if known."""

    what: str
    at: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A cell that a reader put back in its place."""

    at: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class UnusedRow:
    """A decision that was not used."""

    row: str
    why: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a template can print; a group's name is the attribute's."""

    form: Form
    signature: tuple[SignatureRow, ...]
    funds: tuple[FundsRow, ...]
    goal: tuple[GoalRow, ...]
    execution: tuple[ExecutionRow, ...]
    row: tuple[IndicatorRow, ...]
    level: tuple[LevelRow, ...]
    requirement: tuple[RequirementRow, ...]
    claim: tuple[ClaimRow, ...]
    unmatched: tuple[UnmatchedRow, ...]
    repair: tuple[RepairRow, ...]
    unused: tuple[UnusedRow, ...]


GROUPS: dict[str, type] = {
    "form": Form,
    "signature": SignatureRow,
    "funds": FundsRow,
    "goal": GoalRow,
    "execution": ExecutionRow,
    "row": IndicatorRow,
    "level": LevelRow,
    "requirement": RequirementRow,
    "claim": ClaimRow,
    "unmatched": UnmatchedRow,
    "repair": RepairRow,
    "unused": UnusedRow,
}
