"""What ``ziping review`` says on the terminal (``vocabulary/batch.yaml``)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from scoring import shipped
from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml

WORDS: Final = "vocabulary/batch.yaml"


class BatchWords(BaseModel):
    """Everything in the vocabulary file."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    schema_: Annotated[Literal["ziping/batch/1"], Field(alias="schema")]
    progress: str
    progress_first: str
    summary: dict[str, str]


@cache
def batch_words() -> BatchWords:
    """Return the words that ship."""
    return decode(BatchWords, parse_yaml(shipped.read_text(WORDS), WORDS))
