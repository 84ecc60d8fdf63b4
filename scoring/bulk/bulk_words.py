"""The words of a batch: its files, what it says on the terminal and on its page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.writers.overview.overview_words import ChartWords


class BulkWords(VocabularyFile):
    """Everything that a batch prints. A key that is missing is a ``KeyError``."""

    ships_as = "vocabulary/printing/bulk.yaml"

    schema_: Annotated[Literal["ziping/bulk/1"], Field(alias="schema")]
    files: dict[str, str]
    patterns: dict[str, str]
    facts: dict[str, str]
    """What stands before each line of an explanation."""
    summary: dict[str, str]
    charts: dict[str, ChartWords]
    kinds: dict[str, str]
    """What each kind of finding is called."""
