"""What a department writes once a year in addition to its forms (``部门年度.yaml``): units, projects, figures, texts.

What an indicator set asks for as an input stands in the department's submission and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from scoring.documents.refusal import refuse
from scoring.exact import YEARS
from scoring.records.fields import MOST_ROWS, Name, Number, Record, Text, YesNo, read_year
from scoring.text import on_one_line

FILE = "部门年度.yaml"
"""The file that makes a folder the year of a department."""
LAST_YEAR = "上年"
"""Begins the name of a text that is carried from the year before, as a draft (``上年W1``)."""
_Line = Annotated[Name, AfterValidator(on_one_line)]
"""A name as papers print it in the middle of a sentence: a line break in it is a blank."""
_Year = Annotated[int, Field(ge=YEARS[0], le=YEARS[-1]), BeforeValidator(read_year)]
Weights = Literal["全年预算数", "执行数"]
CoverageBasis = Literal["执行数", "预算数"]


def _decimals(value: object) -> object:
    """Accept 1 or 2, as a number or as it stands in a text file."""
    if str(value) not in ("1", "2"):
        raise refuse(
            "rate-decimals", f"“{str(value)[:20]}”不是 1 也不是 2", "请写保留 1 位还是 2 位小数。"
        )
    return int(str(value))


class YearUnit(Record):
    """One unit of the department; the department itself is one too (局本级).

    ``name`` is how its forms write it, ``short`` how tables print it, ``order`` its place in them,
    ``leads`` who answers for its forms.
    """

    name: _Line
    short: _Line = ""
    order: int | None = None
    leads: _Line = ""


class FirstLevel(Record):
    """One 一级项目, as the budget names it."""

    name: _Line
    code: _Line = ""
    unit: _Line = ""


class ExpectedProject(Record):
    """One second-level project of which a form should be there.

    ``not_required`` is why none is asked of it (不要求自评); empty where one is.
    """

    name: _Line
    code: _Line = ""
    unit: _Line = ""
    parent: _Line = ""
    not_required: Text = ""


class Expected(Record):
    """How many projects the department has, and those that are known by name."""

    first_level: int | None = Field(None, ge=0)
    second_level: int | None = Field(None, ge=0)
    projects: Annotated[tuple[ExpectedProject, ...], Field(max_length=MOST_ROWS)] = ()


class YearAmount(Record):
    """A figure of the department: 年初, 调整后 and 决算, in the record's money unit where it is money."""

    initial: Number | None = None
    adjusted: Number | None = None
    final: Number | None = None


def _amount(value: object) -> object:
    """Let a figure be written as one number, which is the final one."""
    return value if isinstance(value, dict | YearAmount) else {"final": value}


class Evaluation(Record):
    """One 重点评价 of the year; amounts in the record's money unit."""

    project: _Line
    kind: _Line = "重点绩效评价"
    budget: Number | None = None
    executed: Number | None = None
    score: Number | None = None
    grade: _Line = ""
    conclusion: Text = ""


class MoneyCoverage(Record):
    """How the share of evaluated money is counted.

    ``total`` is 项目支出总额 of the same kind as ``basis`` (执行数: 项目支出决算数), ``amount`` the
    evaluated money where not all forms lie in this folder; both in the record's money unit.
    """

    basis: CoverageBasis = "执行数"
    total: Number | None = None
    amount: Number | None = None
    family: _Line = "一般公共预算"


class Approval(Record):
    """The meeting that passed the papers, as the cover prints it."""

    meeting: _Line = ""
    date: _Line = ""


class Final(Record):
    """What was fixed by ``--final``: the day, and the digest of each paper."""

    date: _Line
    papers: dict[Name, Name] = Field(default_factory=dict)


class YearRecord(Record):
    """``部门年度.yaml``."""

    schema_: Literal["ziping/year/1"] = Field(alias="schema")
    year: _Year
    department: _Line
    money_unit: Literal["元", "万元"] = "万元"
    """What the amounts of this record are in."""
    units: Annotated[tuple[YearUnit, ...], Field(max_length=MOST_ROWS)] = ()
    first_level: Annotated[tuple[FirstLevel, ...], Field(max_length=MOST_ROWS)] = ()
    expected: Expected = Expected()
    figures: dict[Name, Annotated[YearAmount, BeforeValidator(_amount)]] = Field(
        default_factory=dict
    )
    evaluations: Annotated[tuple[Evaluation, ...], Field(max_length=MOST_ROWS)] = ()
    coverage: MoneyCoverage = MoneyCoverage()
    weights: Weights = "全年预算数"
    """By what 加权平均 weighs the projects."""
    rate_decimals: Annotated[Literal[1, 2], BeforeValidator(_decimals)] = 2
    """Decimals of rates in the reports; the 综述 always has one, the forms two."""
    project_reports: YesNo = True
    """Whether a 项目绩效自评报告 is made for every project; not every finance bureau asks for them."""
    publish: Annotated[tuple[_Line, ...], Field(max_length=MOST_ROWS)] = ()
    """Projects, by code or name, whose forms are published in addition to those that say so themselves."""
    approved: Approval = Approval()
    final: Final | None = None
    texts: dict[Name, Text] = Field(default_factory=dict)
    """Paragraphs that only a person can write, by the id of their block (``W1``) or a reserved name."""

    def unit_names(self) -> Iterator[str]:
        """Yield the units in the order of the tables."""
        order = sorted(
            range(len(self.units)),
            key=lambda n: (self.units[n].order is None, self.units[n].order or 0, n),
        )
        yield from (self.units[n].name for n in order)
