"""The words in which a set is described: ``vocabulary/printing/set_words.yaml`` and those of the outputs."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import WordGroups
from scoring.words import load_vocabulary
from scoring.writers.labels import Labels


class SetWords(WordGroups):
    """Words by group and key; the sentences stand in the group ``patterns``."""

    ships_as = "vocabulary/printing/set_words.yaml"

    schema_: Annotated[Literal["ziping/set-words/1"], Field(alias="schema")]


@cache
def set_words() -> SetWords:
    """Return the shipped words, with the groups that they share with the outputs."""
    labels = load_vocabulary(Labels).groups
    shared = {name: labels[name] for name in ("rules", "standings", "applies_to", "input_types")}
    words = load_vocabulary(SetWords)
    return words.model_copy(update={**shared, **words.groups})
