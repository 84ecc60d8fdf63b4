"""What a department hands in: one 自评申报, as it was written.

Texts stay the texts they are; amounts are exact decimals. Money is in :attr:`Submission.money_unit`
(元 or 万元), as the form prints it. Every reader produces this model and nothing else.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticKnownError

from scoring.exact import YEARS
from scoring.records.certainty import Certainty, CertaintyKey
from scoring.records.fields import (
    MOST_ROWS,
    Name,
    Number,
    Points,
    Record,
    Share,
    Text,
    YesNo,
    read_year,
)

READ_AS_BLANK = "读作空白"
"""Stands in the repair of a cell whose content could not be read."""
OF_THE_SET = "set_digest"
"""Stands where a remark is about the set of a submission, and no cell of it was corrected."""
NOT_ON_FORM = "表上没有"
"""Begins a remark about what a form was not found to have."""
GIVE_YEAR = "年度可以用 --year 写明"
"""Ends the remark that a form names no year; it goes as soon as somebody gives one."""
"""Begins the unmatched text that reports what a form was not found to have, or not understood."""
State = Literal["正常", "年中新增", "年中调减", "终止", "未实施", "跨年"]
ProjectKind = Literal["", "履职", "政府投资", "专项资金", "上年结转"]
FundFamily = Literal["", "一般公共预算", "政府性基金", "国有资本经营"]
Likelihood = Literal["", "能", "可能", "不能"]


class ParentProject(Record):
    """The 一级项目 to which a second-level project belongs."""

    name: Name = ""
    code: Name = ""


class Project(Record):
    """The project that is evaluated (项目名称, 项目编码)."""

    name: Name = ""
    code: Name = ""
    parent: ParentProject | None = None
    kind: ProjectKind = ""


class Funds(Record):
    """One row of the funds block, in :attr:`Submission.money_unit`.

    ``initial`` 年初预算数, ``budget`` 全年预算数 (after adjustment; the execution rate divides by
    it), ``executed`` 全年执行数, ``claimed`` the execution score that the unit gave itself,
    ``claimed_rate`` the rate as the form prints it, in percent.
    """

    source: Name
    initial: Number | None = None
    budget: Number | None = None
    executed: Number | None = None
    claimed: Number | None = None
    claimed_rate: Number | None = None
    points: Points | None = None
    reason: Text = ""
    family: FundFamily = ""
    over_confirmed: YesNo = False
    """The unit confirms that more was spent than the full-year budget holds."""


class Goal(Record):
    """年度总体目标: what was expected, what was achieved."""

    expected: Text = ""
    achieved: Text = ""


class SummaryTexts(Record):
    """The unit's own texts of the 自评综述: what was achieved, problems with causes, measures.

    ``no_problems`` is the unit's tick that it found none; an empty ``problems`` alone says nothing.
    """

    achieved: Text = ""
    problems: Text = ""
    measures: Text = ""
    no_problems: YesNo = False


class MidYear(Record):
    """绩效监控 in the middle of the year: the day to which it reaches, and the money in the money unit.

    ``executed`` 截至执行数, ``forecast`` 预计全年执行数.
    """

    date: Name = ""
    executed: Number | None = None
    forecast: Number | None = None


class Adjustment(Record):
    """The document that changed an indicator's target during the year."""

    document: Name
    date: Name = ""


class Evidence(Record):
    """One piece of 佐证材料: its name, number and page."""

    name: Name
    number: Name = ""
    page: Name = ""


class Survey(Record):
    """A satisfaction survey: how it was done, forms sent, returned, and satisfied answers."""

    method: Name = ""
    sent: Number | None = None
    returned: Number | None = None
    satisfied: Number | None = None


class Indicator(Record):
    """One 三级指标 row.

    ``target`` and ``actual`` are texts as people wrote them; ``claimed`` is the 自评得分.
    ``direction`` is the sign of a form that has a column for it (≥, ≤, 正向, 定性 …), ``unit`` its
    度量单位. ``coefficient`` is the 得分系数 chosen by the unit, in percent.
    """

    id: Name = ""
    level1: Name = ""
    level2: Name = ""
    name: Name = ""
    target: Text = ""
    target_initial: Text = ""
    adjustment: Adjustment | None = None
    actual: Text = ""
    direction: Name = ""
    unit: Name = ""
    points: Points | None = None
    coefficient: Number | None = None
    claimed: Number | None = None
    reason: Text = ""
    core: YesNo | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MOST_ROWS)] = ()
    survey: Survey | None = None
    last_actual: Text = ""
    """完成值 of the year before."""
    mid_actual: Text = ""
    """截至完成值 of the 绩效监控."""
    forecast: Text = ""
    """预计全年完成值."""
    likely: Likelihood = ""
    """Whether the target will be met, as expected in the middle of the year."""
    mid_reason: Text = ""
    mid_measures: Text = ""
    at: dict[Name, Name] = Field(default_factory=dict)
    known: dict[Name, CertaintyKey] = Field(default_factory=dict)
    """How well each field is known that is less than written, by its name."""


class GoalRow(Record):
    """One of several yearly goals, with its share of the goal points (``ratio``, in percent)."""

    name: Name
    ratio: Share
    expected: Text = ""
    achieved: Text = ""
    reason: Text = ""
    indicators: Annotated[tuple[Indicator, ...], Field(max_length=MOST_ROWS)] = ()


class Task(Record):
    """One 年度主要任务: its content, its money (in the money unit) and its weight (in percent).

    Only a set that scores tasks asks for weights; approved tables name none.
    """

    name: Name
    content: Text = ""
    weight: Share | None = None
    initial: Number | None = None
    budget: Number | None = None
    executed: Number | None = None
    completion: Text = ""
    claimed: Number | None = None
    reason: Text = ""


class ChecklistItem(Record):
    """One point of a checklist: whether it is fulfilled, and by which evidence."""

    met: YesNo
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MOST_ROWS)] = ()
    reason: Text = ""


class Period(Record):
    """When the project runs; dates as written (``2022-03-01``)."""

    start: Name = ""
    end: Name = ""


class Head(Record):
    """The form's head and foot: people and opinions, printed and never scored."""

    responsible: Name = ""
    phone: Name = ""
    filled_by: Name = ""
    date: Name = ""
    signatures: dict[Name, Name] = Field(default_factory=dict)
    opinion: Text = ""


class Unplaced(Record):
    """A text of a file that matches no field; never dropped."""

    text: Text
    at: Name = ""

    @property
    def is_of_year(self) -> bool:
        """Tell whether this only says that a form names no year."""
        return self.text.startswith(NOT_ON_FORM) and self.text.endswith(GIVE_YEAR)


class Repair(Record):
    """What a reader corrected at a cell, and why: a moved cell, a restored level, a rewritten number."""

    at: Name
    what: Text
    why: Text = ""


_Year = Annotated[int, Field(ge=YEARS[0], le=YEARS[-1])]


def _year(value: object, info: ValidationInfo) -> object:
    """Demand a year of everything but a form that was read and names none."""
    if value is not None:
        return str(read_year(value))  # a year out of range is shown as it was written
    if "year" not in info.data.get("not_found", ()):
        raise PydanticKnownError("missing")
    return None


def _checklist(value: object) -> object:
    """Let a checklist item be written shortly, ``有财务制度: 是``."""
    if isinstance(value, dict):
        return {
            k: v if isinstance(v, dict | ChecklistItem) else {"met": v} for k, v in value.items()
        }
    return value


class Submission(Record):
    """One 自评申报, as handed in."""

    schema_: Literal["ziping/submission/1"] = Field(alias="schema")
    set: Name
    set_digest: Name = ""
    """校验码 of the set as it was when this was filled in; it is reported where the set is another now."""
    id: Name = ""
    not_found: Annotated[tuple[Name, ...], Field(max_length=MOST_ROWS)] = ()
    """Keys of the columns, labels and blocks that a reader did not find (``actual``, ``funds``,
    ``funds.executed``, ``year``): no finding may call them blank."""
    year: Annotated[_Year | None, BeforeValidator(_year), Field(validate_default=True)] = None
    """None only of a form that was read and names none (``year`` is among :attr:`not_found`)."""
    project: Project = Project.model_construct()
    unit: Name = ""
    department: Name = ""
    money_unit: Literal["元", "万元"] | None = None
    """What the amounts are in; the set's unit where it is not written."""
    state: State = "正常"
    finished: YesNo | None = None
    project_period: Period = Period.model_construct()
    secret: YesNo = False
    funds: Annotated[tuple[Funds, ...], Field(max_length=MOST_ROWS)] = ()
    goal: Goal = Goal.model_construct()
    summary: SummaryTexts = SummaryTexts.model_construct()
    publish: YesNo | None = None
    """Whether the form is published with the final accounts; None where nobody said."""
    mid_year: MidYear | None = None
    goals: Annotated[tuple[GoalRow, ...], Field(max_length=MOST_ROWS)] = ()
    tasks: Annotated[tuple[Task, ...], Field(max_length=MOST_ROWS)] = ()
    indicators: Annotated[tuple[Indicator, ...], Field(max_length=MOST_ROWS)] = ()
    inputs: dict[Name, Text] = Field(default_factory=dict)
    items: Annotated[
        dict[Name, Annotated[dict[Name, ChecklistItem], BeforeValidator(_checklist)]],
        Field(default_factory=dict),
    ]
    claims: dict[Name, Number] = Field(default_factory=dict)
    reasons: dict[Name, Text] = Field(default_factory=dict)
    """偏差原因 of leaves that are computed from inputs or items, by the leaf's name or path."""
    texts: dict[Name, Text] = Field(default_factory=dict)
    head: Head = Head.model_construct()
    claimed_total: Number | None = None
    claimed_grade: Name = ""
    at: dict[Name, Name] = Field(default_factory=dict)
    """Where a reader found each value that stands in no row of indicators, by its path
    (``project.name``, ``funds.1.executed``); rows count from 1."""
    known: dict[Name, CertaintyKey] = Field(default_factory=dict)
    """How well each value is known that stands in no row of indicators and is less than written, by
    the same paths."""
    unplaced: Annotated[tuple[Unplaced, ...], Field(max_length=MOST_ROWS)] = ()
    repairs: Annotated[tuple[Repair, ...], Field(max_length=MOST_ROWS)] = ()

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """All rows that were handed in: those of the indicator table, then each goal's."""
        return (*self.indicators, *(row for goal in self.goals for row in goal.indicators))

    def stated_sum(self, path: Sequence[str], *, is_only: bool) -> Decimal | None:
        """Return the 小计 that the unit states for a level, by the names above it and its own.

        Where several levels bear its name (``is_only`` is False), a sum stated without a path is that
        of a first level, and of no other.
        """
        stated = self.claims.get("/".join(path))
        return self.claims.get(path[-1]) if stated is None and is_only else stated

    def lacks(self, key: str) -> bool:
        """Tell whether a column, label or block was not found, itself or as part of its block."""
        return any(key == lost or key.startswith(f"{lost}.") for lost in self.not_found)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The pieces that tell what its reader did not find or understand."""
        texts = (piece.text for piece in self.unplaced)
        begin = f"{NOT_ON_FORM}找到", f"{NOT_ON_FORM}认出"
        return tuple(text for text in texts if text.startswith(begin))

    @property
    def texts_of_form(self) -> dict[str, str]:
        """The texts about the project or unit as a whole; those of a row carry its name (``甲·评分标准``)."""
        return {name: text for name, text in self.texts.items() if "·" not in name and text.strip()}

    @property
    def remark(self) -> str:
        """What its reader did not find or understand, in sentences; empty where it found all."""
        return "。".join(self.remarks)

    @property
    def key(self) -> str:
        """The id by which decisions and outputs name this submission."""
        if self.id:
            return self.id
        year = "" if self.year is None else str(self.year)
        return "-".join(part for part in (year, self.unit, self._code) if part)

    @property
    def key_without_year(self) -> str:
        """The id that it would have without its year: decisions from before one was given bear it."""
        if self.id:
            return self.id.removeprefix(f"{self.year} ")
        return "-".join(part for part in (self.unit, self._code) if part)

    def with_year(self, year: int | None) -> Self:
        """Return the submission with a year that somebody gives; one that is written stays."""
        is_written = self.year is not None and "year" not in self.known
        if year is None or is_written:
            return self
        rest = tuple(key for key in self.not_found if key != "year")
        known = {**self.known, "year": Certainty.WORD}
        unplaced = tuple(p for p in self.unplaced if not p.is_of_year)
        return self.model_copy(
            update={"year": year, "not_found": rest, "known": known, "unplaced": unplaced}
        )

    @property
    def _code(self) -> str:
        return self.project.code or self.project.name

    @property
    def title(self) -> str:
        """What a person calls it: the project's name, or the unit's."""
        return self.project.name or self.unit or self.key
