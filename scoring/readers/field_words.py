"""What the keys of a submission are called in the forms: for messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.words import load_vocabulary


class FieldWords(VocabularyFile):
    """The Chinese name of each key."""

    ships_as = "vocabulary/reading/fields.yaml"

    schema_: Annotated[Literal["ziping/fields/1"], Field(alias="schema")]
    fields: dict[str, str]


def field_words() -> Mapping[str, str]:
    """Return the Chinese name of each key; read only when something is wrong."""
    return load_vocabulary(FieldWords).fields
