"""The words of the analysis of a batch (``vocabulary/printing/analysis.yaml``): no wording stands in Python."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.exact import fraction, number_or_percent
from scoring.writers.lists.issue_list_words import ListColumn, TableWords
from scoring.writers.overview.class_names import class_names
from scoring.writers.overview.overview_words import ChartWords


class AnalysisTableWords(DocumentPart):
    """One table: its title (the sheet's name too), and the key of its columns."""

    title: str
    columns: str


class AnalysisWords(VocabularyFile):
    """Everything on the pages and in the workbooks. A key that is missing is a ``KeyError``."""

    ships_as = "vocabulary/printing/analysis.yaml"

    schema_: Annotated[Literal["ziping/analysis/1"], Field(alias="schema")]
    files: dict[str, str]
    steps: dict[str, tuple[str, ...]]
    """Edges of the classes of differences, in points, rising: of totals and of rows."""
    step_names: dict[str, str]
    weight_step: str
    """The share of all weights by which one is moved."""
    listed: dict[str, int]
    titles: dict[str, str]
    figures: dict[str, str]
    known: dict[str, str]
    verdicts: dict[str, str]
    full: dict[str, str]
    reasons: dict[str, str]
    left_out: dict[str, str]
    ways: dict[str, str]
    patterns: dict[str, str]
    headings: dict[str, str]
    """Of the tables beside charts."""
    charts: dict[str, ChartWords]
    tables: dict[str, AnalysisTableWords]
    columns: dict[str, tuple[ListColumn, ...]]

    def table(self, key: str, further: Sequence[str] = ()) -> TableWords:
        """Return a table's words; ``further`` are headings of columns whose keys are their numbers."""
        own = self.tables[key]
        more = (
            ListColumn(key=str(number), heading=heading, width=9)
            for number, heading in enumerate(further)
        )
        return TableWords(title=own.title, columns=(*self.columns[own.columns], *more))

    def edges(self, of: str) -> tuple[Fraction, ...]:
        """Return the edges of classes of ``forms`` or ``rows``."""
        return tuple(fraction(text) for text in self.steps[of])

    def share_moved(self) -> Fraction:
        """Return the share of all weights by which one is moved."""
        share = number_or_percent(self.weight_step)
        assert share is not None
        return share

    def class_names(self, of: str) -> list[str]:
        """Name the classes: those between two edges, and 0 by itself."""
        return class_names(self.edges(of), self.step_names)
