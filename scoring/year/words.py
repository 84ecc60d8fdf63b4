"""The words of a department's year (``vocabulary/printing/year.yaml``): names of figures, sentences."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.records.fields import Number
from scoring.records.figures import Standing


class ScoreBand(DocumentPart):
    """One class of scores, from ``from`` up to the class above it."""

    name: str
    from_: Annotated[Number, Field(alias="from")]


class YearWords(VocabularyFile):
    """Everything that the papers of a year say about figures."""

    ships_as = "vocabulary/printing/year.yaml"

    schema_: Annotated[Literal["ziping/year-words/1"], Field(alias="schema")]
    labels: dict[str, str]
    """What people call a figure, by its key; ``{name}`` is the level, row or grade that it is of."""
    standings: dict[Standing, str]
    score_bands: tuple[ScoreBand, ...]
    """From the highest down."""
    own_unit: tuple[str, ...]
    """What stands behind the department's name where a form is its own and no subordinate's."""
    formulas: dict[str, str]
    gaps: dict[str, str]

    def label(self, key: str, name: str = "") -> str:
        """Return what people call the figure of a key."""
        return self.labels[key].format(name=name)
