"""What ``ziping review`` prints on the terminal (``vocabulary/printing/batch.yaml``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile


class BatchWords(VocabularyFile):
    """Progress, and the summary of a run."""

    ships_as = "vocabulary/printing/batch.yaml"

    schema_: Annotated[Literal["ziping/batch/1"], Field(alias="schema")]
    phases: dict[str, str]
    patterns: dict[str, str]
