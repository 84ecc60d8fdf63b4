"""What the places of two drafts are called where they are laid side by side."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile


class MergeWords(VocabularyFile):
    """Words for rows and fields that a 填报表 has no heading for."""

    ships_as = "vocabulary/page/merge.yaml"

    schema_: Annotated[Literal["ziping/page-merge/1"], Field(alias="schema")]
    row: str
    """A field of a row: ``{number}``, ``{name}``, ``{what}``."""
    whole_row: str
    join: str
    """Between the fields of a row that is shown as one text."""
    yes: str
    no: str
    fields: dict[str, str]
    """Names of fields by their last key; ``other`` for any."""
