"""A result as the records that templates print: every field by name, nothing computed anew.

A field is a text, a number (printed as a number), or None (printed as nothing).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from scoring.value_class import dataclass

Value = str | Decimal | int | None


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """Lengths in a chart: score, lowest and highest score as thousandths of the points."""

    score: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class FormFields:
    """What a form prints once."""

    year: int | Literal[""]
    """The year of the self-evaluation; empty where the form names none."""
    code: str
    parent: str
    """The 一级项目, and its code."""
    parent_code: str
    kind: str
    """项目类别."""
    project: str
    unit: str
    department: str
    money_unit: str
    state: str
    points: Decimal
    """What execution and rows hold together; the set's points where those of a row were not given."""
    total: Value
    """The total that the form bears, or in a few words why it has none yet."""
    band: str
    grade: str
    grade_text: str
    """The grade that the form bears; of the rule's own form with what it may become."""
    rule_total: Value
    """The total by the rule, or 待定 with the band in words."""
    rule_grade: str
    """The grade by the rule with what it may become."""
    basis: str
    """Whose scores the form prints, in words; empty for the rule's own form."""
    counts: str
    claimed_total: Value
    claimed_grade: str
    responsible: str
    filled_by: str
    phone: str
    date: str
    opinion: str
    subject: str
    """What is evaluated: the project, or the unit."""
    set_title: str
    set_id: str
    set_digest: str
    set_standing: str
    engine: str
    submission_id: str
    submission_digest: str


@dataclass(frozen=True, slots=True)
class SignatureFields:
    """Who signs the form beside 负责人 and 填表人 (``审核人``), as the unit wrote it."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class FundsFields:
    """One row of the funds block; ``rate`` in percent."""

    source: str
    initial: Value
    budget: Value
    executed: Value
    points: Value
    rate: Value
    score: Value
    reason: str
    own_rate: str
    """The row's own executed over budget with its sign (91.8%); a dash where there is none."""


@dataclass(frozen=True, slots=True)
class GoalFields:
    """预期目标 and 实际完成情况; of several goals each has its share and score."""

    name: str
    expected: str
    achieved: str
    number: Value = None
    ratio: str = ""
    points: Value = None
    score: Value = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaskFields:
    """One 年度主要任务 with its money, weight and score."""

    name: str
    completion: str
    initial: Value
    budget: Value
    executed: Value
    weight: str
    rate: str
    points: Value
    score: Value
    reason: str
    claimed: Value


@dataclass(frozen=True, slots=True)
class TextFields:
    """A text box of the form (评价结论 …)."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ExecutionFields:
    """How the execution score came about; ``rate`` in percent."""

    name: str
    budget: Value
    executed: Value
    rate: Value
    points: Decimal
    score: Value
    """The score that the form bears."""
    rule_score: Value
    """The score by the rule, or 待定 with the band in words."""
    whose: str
    """Whose score the form bears, in words; empty for the rule's own form."""
    band: str
    status: str
    status_key: str
    case: str
    formula: str
    because: str
    sources: str
    notes: str
    reason: str
    """The reasons that the unit gives in the funds block."""
    claimed: Value
    place: str
    bar: ScoreBar


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """One 三级指标 row with its explanation."""

    number: int
    id: str
    level1: str
    level1_points: Value
    level2: str
    name: str
    goal: str
    """The goal under which the row stands, where a form has several."""
    kind: str
    """``row`` handed in, ``value`` computed, ``items`` a checklist, ``task``, ``judged``."""
    target: str
    actual: str
    points: Value
    score: Value
    """The score that the form bears."""
    rule_score: Value
    """The score by the rule, or 待定 with the band in words."""
    whose: str
    """Whose score the form bears, in words; empty for the rule's own form."""
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
    sign: str
    """指标性质 as written in a column of its own."""
    value: str
    """指标值 without the sign and unit of other columns."""
    unit: str
    result: str
    """完成值 without the unit of another column."""
    target_initial: str
    last_actual: str
    """上年完成值."""
    coefficient: str
    core: str
    evidence: str
    standard: str
    """The note of the set on the indicator, and the items of its checklist."""
    figures: str
    """What it was computed from: name, value and unit of each figure."""
    calculation: str
    """The computed value with its formula in numbers (``54.00 ÷ 56.00 = 96.43%``)."""
    needs: str
    """What a person must settle; empty where the score is final."""


@dataclass(frozen=True, slots=True)
class LevelFields:
    """One level's sum. ``depth`` counts the levels above it."""

    name: str
    depth: int
    points: Decimal
    score: Value
    rule_score: Value
    band: str
    bar: ScoreBar


@dataclass(frozen=True, slots=True)
class FaultFields:
    """What is wrong with the unit's own scores or sums, in words."""

    say: str


@dataclass(frozen=True, slots=True)
class RequirementFields:
    """Something asked for and missing."""

    of: str
    say: str


@dataclass(frozen=True, slots=True)
class ClaimFields:
    """A stated number compared with the computed one, in words."""

    where: str
    kind: str
    stated: Decimal
    computed: Decimal
    verdict: str
    cause: str


@dataclass(frozen=True, slots=True)
class UnmatchedFields:
    """An unmatched piece of the submission; ``at`` is where it stood, if known."""

    what: str
    at: str


@dataclass(frozen=True, slots=True)
class RepairFields:
    """A cell that a reader restored to its place."""

    at: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class UnusedFields:
    """A decision that was not used."""

    row: str
    why: str


@dataclass(frozen=True, slots=True)
class FormView:
    """Everything that a template can print; a group's name is the attribute's."""

    form: FormFields
    signature: tuple[SignatureFields, ...]
    funds: tuple[FundsFields, ...]
    goal: tuple[GoalFields, ...]
    execution: tuple[ExecutionFields, ...]
    row: tuple[IndicatorFields, ...]
    indicator: tuple[IndicatorFields, ...]
    """The rows without the main tasks, which have a block of their own."""
    task: tuple[TaskFields, ...]
    text: tuple[TextFields, ...]
    level: tuple[LevelFields, ...]
    fault: tuple[FaultFields, ...]
    """What keeps the form from a total and a grade; sums and grades typed that it does not bear."""
    above: tuple[FaultFields, ...]
    """Own scores above the most that the rule can give: printed as typed."""
    requirement: tuple[RequirementFields, ...]
    claim: tuple[ClaimFields, ...]
    unmatched: tuple[UnmatchedFields, ...]
    repair: tuple[RepairFields, ...]
    unused: tuple[UnusedFields, ...]


GROUPS: dict[str, type] = {
    "form": FormFields,
    "signature": SignatureFields,
    "funds": FundsFields,
    "goal": GoalFields,
    "execution": ExecutionFields,
    "row": IndicatorFields,
    "indicator": IndicatorFields,
    "task": TaskFields,
    "text": TextFields,
    "level": LevelFields,
    "fault": FaultFields,
    "above": FaultFields,
    "requirement": RequirementFields,
    "claim": ClaimFields,
    "unmatched": UnmatchedFields,
    "repair": RepairFields,
    "unused": UnusedFields,
}
