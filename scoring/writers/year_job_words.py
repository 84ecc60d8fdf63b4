"""The words of what is done with a year: how far each form is, what changed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.year.table_words import TableLayout


class YearJobWords(VocabularyFile):
    """``year_job.yaml``."""

    ships_as = "vocabulary/printing/year_job.yaml"

    schema_: Annotated[Literal["ziping/year-job/1"], Field(alias="schema")]
    changes_file: str
    changes: dict[str, str]
    change_list: TableLayout
    """改动清单."""
    progress_file: str
    states: dict[str, str]
    marks: dict[str, str]
    faults: dict[str, str]
    patterns: dict[str, str]
    columns: dict[str, str]
