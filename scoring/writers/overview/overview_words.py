"""The words of the overview page (``vocabulary/printing/overview.yaml``): no wording stands in Python."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile


class ChartWords(DocumentPart):
    """The heading of a chart, and what stands for it where it cannot be seen."""

    title: str
    text: str


class FormListWords(DocumentPart):
    """A list of forms: its title, and what its files are called."""

    title: str
    file: str


class OverviewWords(VocabularyFile):
    """Everything on the page. A key that is missing is a ``KeyError``."""

    ships_as = "vocabulary/printing/overview.yaml"

    schema_: Annotated[Literal["ziping/overview/1"], Field(alias="schema")]
    files: dict[str, str]
    titles: dict[str, str]
    needs: dict[str, str]
    numbers: dict[str, str]
    unit_numbers: tuple[str, ...]
    """Numbers about each unit and 主管部门, in the order of the columns."""
    form_lists: dict[str, FormListWords]
    tools: dict[str, str]
    """What the script of the page says."""
    grades: tuple[str, ...]
    """The usual order of grades, the best first."""
    columns: dict[str, str]
    positions: dict[str, str]
    kinds: dict[str, str]
    patterns: dict[str, str]
    steps: tuple[str, ...]
    """Edges of the classes of differences, in points, rising."""
    step_names: dict[str, str]
    charts: dict[str, ChartWords]
    legend: dict[str, str]
