"""The figures of a department's year: each has one exact value and one source, whatever papers print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from scoring.problem import Place
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
    """By what each is (``initial``, ``budget``, ``executed``, ``rate``, ``own_score``, ``rule_score``,
    ``rows``, ``met``, ``missed``, ``not_said`` …); what is not known is absent."""

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


@dataclass(frozen=True, slots=True)
class FigureRegister:
    """The year computed once; papers render it and compute nothing."""

    record: YearRecord
    projects: tuple[ProjectFigures, ...]
    department: YearForm | None
    totals: Mapping[str, YearFigure]
    """Of the department's projects together (``projects``, ``executed``, ``rate``, ``simple_average`` …)."""
    of_department: Mapping[str, YearFigure]
    """Of the department as a whole: from its own form, else from the year's record."""
    gaps: tuple[Gap, ...] = ()

    def all(self) -> Iterator[YearFigure]:
        """Yield every figure, project by project, then the totals, then the department's."""
        for project in self.projects:
            yield from project.figures.values()
        yield from self.totals.values()
        yield from self.of_department.values()
