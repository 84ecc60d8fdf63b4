"""The words of the page where a unit fills in its form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile


class UnitWords(VocabularyFile):
    """What the program says beside a form that is being filled in."""

    ships_as = "vocabulary/page/unit.yaml"

    schema_: Annotated[Literal["ziping/page-unit/1"], Field(alias="schema")]
    words: dict[str, str]
    """How a row stands, in a word."""
    short: dict[str, str]
    """Words of readings that a line says by a sign."""
    signs: dict[str, str]
    """Signs of directions."""
    patterns: dict[str, str]
    buttons: dict[str, str]
    """What stands on the buttons of a card."""
    filling: str
    """The state of a form of which only blanks are left to fill."""
