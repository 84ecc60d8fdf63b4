"""The words of the page where a unit fills in its form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile


class BroughtWords(DocumentPart):
    """What came in with a file, by its field."""

    rows: dict[str, str]
    head: dict[str, str]
    cells: str
    funds: str
    tasks: str
    inputs: str


class UnitWords(VocabularyFile):
    """What the program says beside a form that is being filled in."""

    ships_as = "vocabulary/page/unit.yaml"

    schema_: Annotated[Literal["ziping/page-unit/1"], Field(alias="schema")]
    words: dict[str, str]
    """How a row stands, in a word."""
    short: dict[str, str]
    """Words of readings that a line says by a sign."""
    not_shown: tuple[str, ...]
    """Words of readings that a line leaves out."""
    signs: dict[str, str]
    """Signs of directions."""
    patterns: dict[str, str]
    buttons: dict[str, str]
    """What stands on the buttons of a card."""
    kinds: dict[str, str]
    """What a file may be."""
    brought: BroughtWords
    left_out: dict[str, str]
    """What of a file did not come in, and why."""
    notes: dict[str, str]
    unreadable: dict[str, tuple[str, str]]
    """What is wrong with a file and what to do, by the code of the problem."""
    severities: dict[str, str]
    """Words of ■ ◆ ●."""
    explain: dict[str, str]
    files: dict[str, str]
    """What files are called, and what is said of them."""
    filling: str
    """The state of a form of which only blanks are left to fill."""
