"""What a department hands in: one 自评申报, as it was written.

Texts stay the texts they are; amounts are exact decimals. Money is in :attr:`Submission.money_unit`
(元 or 万元), as the form prints it. Every reader produces this model and nothing else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from scoring.documents.number_words import kind, not_plain
from scoring.documents.refusal import refuse
from scoring.exact import PLAIN_NUMBER

LONGEST_TEXT = 20_000
"""Characters in one text; a longer one is refused."""
MOST_ROWS = 2_000
"""Rows in one list; a longer one is refused."""
READ_AS_BLANK = "读作空白"
"""What a repair says of a cell that holds something which could not be read."""


def _number(value: object) -> object:
    """Accept a plain number as text, int or Decimal; never a float."""
    if isinstance(value, Decimal):
        value = format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**18 else "1" + "0" * 18
    if not isinstance(value, str) or not PLAIN_NUMBER.fullmatch(value.strip()):
        raise refuse("plain_number", *not_plain(value))
    return Decimal(value.strip())


def _yes_no(value: object) -> object:
    """Accept 是/否 and true/false as they are written."""
    if isinstance(value, bool):
        return value
    words = {"是": True, "true": True, "yes": True, "否": False, "false": False, "no": False}
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    shown = f"“{value[:40]}”" if isinstance(value, str) else kind(value)
    raise refuse("yes_no", f"{shown}既不是“是”也不是“否”", "请写 是 或 否。")


def _year(value: object) -> object:
    """Accept a year of four digits; pydantic would also take ``2_022`` and ``2022.0``."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 0 <= value <= 9999 else ""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}", value.strip()):
        shown = f"“{value[:40]}”" if isinstance(value, str) else kind(value)
        raise refuse("year", f"{shown}不是四位数的年度", "请写成 2022 的样子。")
    return int(value.strip())


def _shortest(value: Decimal) -> str:
    """Write 9.50 as 9.5: the same number from a workbook and from a text file is one number."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Number = Annotated[
    Decimal, BeforeValidator(_number), PlainSerializer(_shortest, str, when_used="json")
]
"""A plain number, exact; more than 18 digits before or 6 after the point are refused. Its decimals
are kept as written, for they tell how a figure was rounded."""
YesNo = Annotated[bool, BeforeValidator(_yes_no)]


def _points(value: Decimal) -> Decimal:
    if value < 0:
        raise refuse("negative", "不能是负数", "请核对,不计分的填 0。")
    return value


def _share(value: Decimal) -> Decimal:
    if not 0 <= value <= 100:
        raise refuse("share", "应在 0 到 100 之间(百分数)", "例如 60 表示 60%。")
    return value


Points = Annotated[Number, AfterValidator(_points)]
"""分值: a plain number, not negative."""
Share = Annotated[Number, AfterValidator(_share)]
"""A share in percent, 0 to 100."""
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Name = Annotated[str, StringConstraints(max_length=500)]
State = Literal["正常", "年中新增", "年中调减", "终止", "未实施", "跨年"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Project(_Record):
    """The project that is evaluated (项目名称, 项目编码)."""

    name: Name = ""
    code: Name = ""


class Funds(_Record):
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


class Goal(_Record):
    """年度总体目标: what was expected, what was achieved."""

    expected: Text = ""
    achieved: Text = ""


class Adjustment(_Record):
    """The document that changed an indicator's target during the year."""

    document: Name
    date: Name = ""


class Evidence(_Record):
    """One piece of 佐证材料: its name, number and page."""

    name: Name
    number: Name = ""
    page: Name = ""


class Survey(_Record):
    """A satisfaction survey: how it was done, forms sent, returned, and satisfied answers."""

    method: Name = ""
    sent: Number | None = None
    returned: Number | None = None
    satisfied: Number | None = None


class Indicator(_Record):
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
    at: dict[Name, Name] = Field(default_factory=dict)


class GoalRow(_Record):
    """One of several yearly goals, with its share of the goal points (``ratio``, in percent)."""

    name: Name
    ratio: Share
    expected: Text = ""
    achieved: Text = ""
    reason: Text = ""
    indicators: Annotated[tuple[Indicator, ...], Field(max_length=MOST_ROWS)] = ()


class Task(_Record):
    """One 年度主要任务 with its money (in the money unit) and its weight (in percent)."""

    name: Name
    weight: Share
    initial: Number | None = None
    budget: Number | None = None
    executed: Number | None = None
    completion: Text = ""
    claimed: Number | None = None
    reason: Text = ""


class ChecklistItem(_Record):
    """One point of a checklist: whether it is fulfilled, and by which evidence."""

    met: YesNo
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MOST_ROWS)] = ()
    reason: Text = ""


class Period(_Record):
    """When the project runs; dates as written (``2022-03-01``)."""

    start: Name = ""
    end: Name = ""


class Head(_Record):
    """The form's head and foot: people and opinions, printed and never scored."""

    responsible: Name = ""
    phone: Name = ""
    filled_by: Name = ""
    date: Name = ""
    signatures: dict[Name, Name] = Field(default_factory=dict)
    opinion: Text = ""


class Unplaced(_Record):
    """A piece of a file that a reader could not put anywhere; never dropped."""

    text: Text
    at: Name = ""


class Repair(_Record):
    """A cell that a reader put back where the numbers prove it, or a form's level restored."""

    at: Name
    what: Text
    why: Text = ""


def _checklist(value: object) -> object:
    """Let a checklist item be written shortly, ``有财务制度: 是``."""
    if isinstance(value, dict):
        return {k: v if isinstance(v, dict) else {"met": v} for k, v in value.items()}
    return value


class Submission(_Record):
    """One 自评申报, as handed in."""

    schema_: Literal["ziping/submission/1"] = Field(alias="schema")
    set: Name
    set_digest: Name = ""
    """校验码 of the set as it was when this was filled in; told where the set is another now."""
    id: Name = ""
    year: Annotated[int, BeforeValidator(_year), Field(ge=1990, le=2100)]
    project: Project = Project()
    unit: Name = ""
    department: Name = ""
    money_unit: Literal["元", "万元"] | None = None
    """What the amounts are in; the set's unit where it is not written."""
    state: State = "正常"
    finished: YesNo | None = None
    project_period: Period = Period()
    secret: YesNo = False
    funds: Annotated[tuple[Funds, ...], Field(max_length=MOST_ROWS)] = ()
    goal: Goal = Goal()
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
    head: Head = Head()
    claimed_total: Number | None = None
    claimed_grade: Name = ""
    at: dict[Name, Name] = Field(default_factory=dict)
    """Where a reader found each value that stands in no row of indicators, by its path
    (``project.name``, ``funds.1.executed``); rows count from 1."""
    unplaced: Annotated[tuple[Unplaced, ...], Field(max_length=MOST_ROWS)] = ()
    repairs: Annotated[tuple[Repair, ...], Field(max_length=MOST_ROWS)] = ()

    @property
    def key(self) -> str:
        """The id by which decisions and outputs name this submission."""
        if self.id:
            return self.id
        return "-".join(part for part in (str(self.year), self.unit, self._code) if part)

    @property
    def _code(self) -> str:
        return self.project.code or self.project.name

    @property
    def title(self) -> str:
        """What a person calls it: the project's name, or the unit's."""
        return self.project.name or self.unit or self.key


class Decision(_Record):
    """复核认定: a person's ruling on one row, kept apart from the submission.

    ``saw`` is the digest of what was decided upon; a decision whose ``saw`` differs is reported
    and not used.
    """

    submission: Name
    row: Name
    verified_actual: Text | None = None
    score: Number | None = None
    ground: Name
    by: Name = ""
    at: Name = ""
    round: Name = ""
    saw: Name = ""

    def model_post_init(self, context: Any, /) -> None:
        """Refuse a decision that decides nothing."""
        del context
        if self.verified_actual is None and self.score is None:
            raise refuse(
                "empty_decision",
                "这条复核认定什么也没有认定",
                "请写 verified_actual(核实后的完成值)或 score(认定得分)。",
            )
