"""The words of ``ziping review``: on the terminal, and in its lists."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml
from scoring.files import shipped
from scoring.writers.lists.issue_list_words import ListWords

WORDS: Final = "vocabulary/batch.yaml"
LISTS: Final = "vocabulary/issue_list.yaml"


class BatchWords(BaseModel):
    """Everything in ``vocabulary/batch.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    schema_: Annotated[Literal["ziping/batch/1"], Field(alias="schema")]
    progress: str
    progress_first: str
    phases: dict[str, str]
    summary: dict[str, str]


@cache
def batch_words() -> BatchWords:
    """Return what is said on the terminal."""
    return decode(BatchWords, parse_yaml(shipped.read_text(WORDS), WORDS))


@cache
def list_words() -> ListWords:
    """Return the words of the lists."""
    return decode(ListWords, parse_yaml(shipped.read_text(LISTS), LISTS))
