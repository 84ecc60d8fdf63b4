"""The figures of a department's year: each has one exact value and one source, whatever papers print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from scoring.problem import Place, Problem
from scoring.records.year_folder import YearForm
from scoring.records.year_record import YearRecord


class FigureUnit(StrEnum):
    """What the number of a figure counts."""

    YUAN = "yuan"
    """Money, always in 元 here; papers print 万元."""
    RATE = "rate"
    """A fraction; papers print percent."""
    SCORE = "score"
    """分."""
    COUNT = "count"
    """Something counted: projects, indicators, persons, pieces."""


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One number of the year."""

    id: str
    """Unique in the year: ``project/‹key›/budget``, ``total/executed``, ``department/staff``."""
    label: str
    """What people call it."""
    value: Fraction
    unit: FigureUnit
    sources: tuple[Place, ...]
    """Where it is written; of a computed one, where its operands are, or nothing."""
    formula: str = ""
    """How it was computed, with its numbers; empty for one that is written somewhere."""


@dataclass(frozen=True, slots=True)
class Print:
    """A figure as some place prints it."""

    figure: str
    """Its id."""
    text: str


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text of a paper with the figures that stand in it."""

    text: str
    prints: tuple[Print, ...] = ()
    pattern: str = ""
    """The id of the sentence pattern that made it (``E1``); empty for a cell or a text of the unit."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to print."""
        return bool(self.text)


Standing = Literal[
    "scored", "pending", "not_carried_out", "no_funds", "not_scored", "secret", "missing", "exempt"
]
"""How a project counts in the summary: with a score; 待认定; 未实施; 未安排资金; a form without points;
涉密; 未报送; 不要求自评."""


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """One second-level project in the order of the summary; ``form`` is None where none was handed in."""

    key: str
    number: int
    """序号 in the summary, from 1."""
    name: str
    code: str
    unit: str
    """The unit's name as its form writes it."""
    parent: str
    """The 一级项目; empty where none is given."""
    standing: Standing
    form: YearForm | None
    figures: Mapping[str, YearFigure] = field(default_factory=dict)
    """By what each is (``year.project_figures`` lists them); what is not known is absent."""

    @property
    def grade(self) -> str:
        """等级 of 自评得分 by the form's own set; empty where there is none."""
        return "" if self.form is None else self.form.result.own.grade or ""

    @property
    def rule_grade(self) -> str:
        """等级 by the rule, for internal papers; empty where there is none."""
        return "" if self.form is None else self.form.result.rule.grade or ""

    @property
    def lowest_rule_grade(self) -> str:
        """等级 by the rule at the lower end of its band; empty where the form has none."""
        grades = () if self.form is None else self.form.result.scorecard.grades_possible
        return grades[-1] if grades else ""

    @property
    def is_secret(self) -> bool:
        """Whether no public paper may name it or count it."""
        return self.form is not None and self.form.submission.secret


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that only a person can add: a text, a missing form, a figure without a source."""

    id: str
    """``text/W1``, ``form/‹key›``, ``figure/department/staff``."""
    label: str
    todo: str


GroupKind = Literal["all", "unit", "parent_in_unit", "parent", "public"]
"""What projects are added up by: all of them; 单位; 一级项目 within a unit, and across all units; those
that public papers may count."""


@dataclass(frozen=True, slots=True)
class ProjectGroup:
    """Projects that are added up, in the order of the summary, with their sums and averages."""

    kind: GroupKind
    unit: str
    """Empty of a group that spans units."""
    parent: str
    """The 一级项目; empty of any other group."""
    projects: tuple[ProjectFigures, ...]
    figures: Mapping[str, YearFigure]
    """By what each is (``year.group_figures`` lists them); what is not known is absent."""
    leaves_out_secret: bool = False
    """Whether it is the part of another group without its secret projects."""


@dataclass(frozen=True, slots=True)
class FigureRegister:
    """The year computed once; papers render it and compute nothing.

    No paper may be made of it while ``problems`` holds an error.
    """

    record: YearRecord
    projects: tuple[ProjectFigures, ...]
    department: YearForm | None
    totals: Mapping[str, YearFigure]
    """Of the department's projects together (``projects``, ``executed``, ``rate``, ``simple_average`` …)."""
    of_department: Mapping[str, YearFigure]
    """Of the department as a whole: from its own form, else from the year's record."""
    gaps: tuple[Gap, ...] = ()
    groups: tuple[ProjectGroup, ...] = ()
    """Units, each with its first-level projects, then the first-level projects across units, then
    the public ones."""
    first_level_forms: tuple[ProjectFigures, ...] = ()
    """Forms of a 一级项目 itself, where its second-level projects handed in theirs too: nothing is added
    up of them."""
    of_evaluations: tuple[Mapping[str, YearFigure], ...] = ()
    """Of each 重点评价 of the record, in its order."""
    problems: tuple[Problem, ...] = ()
    """What keeps the year from being added up: two forms of one project."""

    def all(self) -> Iterator[YearFigure]:
        """Yield every figure: of each project, the totals, the groups, the department, evaluations."""
        for project in self.every_project():
            yield from project.figures.values()
        yield from self.totals.values()
        for group in self.groups:
            yield from group.figures.values()
        yield from self.of_department.values()
        for figures in self.of_evaluations:
            yield from figures.values()

    def every_project(self) -> Iterator[ProjectFigures]:
        """Yield the second-level projects, then the first-level ones that have a form of their own."""
        yield from self.projects
        yield from self.first_level_forms

    @property
    def of_public(self) -> ProjectGroup:
        """The projects that public papers may name and count: all that are not secret."""
        return next(group for group in self.groups if group.kind == "public")
