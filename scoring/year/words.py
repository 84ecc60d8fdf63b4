"""The words of a department's year (``vocabulary/printing/year.yaml``): names of figures, sentences."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.records.fields import Number
from scoring.records.figures import FigureUnit, Standing
from scoring.records.year_record import CoverageBasis
from scoring.year.filled import filled_of


class ScoreBand(DocumentPart):
    """One class of scores, from ``from`` up to the class above it."""

    name: str
    from_: Annotated[Number, Field(alias="from")]


class FigureSource(DocumentPart):
    """One place where a figure of the department may stand: just one of the four is given."""

    input: str = ""
    funds: str = ""
    figure: str = ""
    survey: Literal["", "sent", "returned", "satisfied"] = ""
    column: Literal["initial", "budget", "executed"] = "executed"
    """Of ``funds``."""
    part: Literal["initial", "adjusted", "final"] = "final"
    """Of ``figure``."""


class DepartmentFigure(DocumentPart):
    """A figure of the department as a whole, and where it is looked for, in order."""

    label: str
    unit: FigureUnit
    from_: Annotated[tuple[FigureSource, ...], Field(alias="from")]


class DepartmentRate(DocumentPart):
    """One figure of the department over another."""

    label: str
    of: str
    to: str


class DepartmentExcess(DocumentPart):
    """By how much one figure of the department lies above another, and which text says why."""

    label: str
    of: str
    to: str
    reason: str


class SentencePattern(DocumentPart):
    """One way of writing a sentence, and when it is written so."""

    text: str
    when: str = ""


class EnumerationWords(DocumentPart):
    """How several things are listed in one sentence; of more than ``most`` the first are named."""

    most: int = Field(gt=0)
    join: str
    names: str
    more: str


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


SentencePatterns = Annotated[tuple[SentencePattern, ...], BeforeValidator(_as_list)]


class YearWords(VocabularyFile):
    """Everything that the papers of a year say about figures."""

    ships_as = "vocabulary/printing/year.yaml"
    and_in = ("vocabulary/facts/not_set.yaml", "vocabulary/facts/says_nothing.yaml")

    schema_: Annotated[Literal["ziping/year-words/1"], Field(alias="schema")]
    labels: dict[str, str]
    """What people call a figure, by its key; ``{name}`` is the level, row or grade that it is of."""
    standings: dict[Standing, str]
    score_bands: tuple[ScoreBand, ...]
    """From the highest down."""
    own_unit: tuple[str, ...]
    """What stands behind the department's name where a form is its own and no subordinate's."""
    not_set: tuple[str, ...]
    """By these a target table or a form says that it sets no indicator in a place."""
    formulas: dict[str, str]
    gaps: dict[str, str]
    department: dict[str, DepartmentFigure]
    all_money: str
    """What ``funds`` of a source is for the row of all money."""
    department_rates: dict[str, DepartmentRate]
    department_excess: dict[str, DepartmentExcess]
    facts: dict[Literal["numbers", "texts", "yes_no"], dict[str, str]]
    """What sentences may print and ask besides the figures, each with its Chinese name."""
    decimals: dict[str, int]
    says_nothing: frozenset[str]
    """Reasons that are none."""
    ends: str
    stop: str
    lists: EnumerationWords
    tables: dict[str, str]
    sentences: dict[str, SentencePatterns]
    review_text: dict[str, str]
    bases: dict[CoverageBasis, str]
    target_levels: dict[Literal["first_level", "second_level"], str]

    def label(self, key: str, name: str = "") -> str:
        """Return what people call the figure of a key."""
        return filled_of(self.ships_as, self.labels[key], {"name": name})

    def text(self, name: str, /, **values: object) -> str:
        """Return what stands under ``group.name`` with values put in."""
        group, _, key = name.rpartition(".")
        return filled_of(self.ships_as, getattr(self, group)[key], values)
