"""What the last making of a year's papers left behind: ``.ziping/年度.json``, a cache and no more.

It holds the digest of every input and, for every output, what it was made of, the figures that it
printed and the texts of persons in it. Nothing of a secret project stands here but digests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from scoring.batch.walk import OWN_FOLDER
from scoring.documents.part import DocumentPart

FILE: Final = f"{OWN_FOLDER}/年度.json"
_MOST_BYTES: Final = 256_000_000


class MadePaper(DocumentPart):
    """One output as it was made."""

    title: str
    key: str
    """The digest of what it was made of."""
    digest: str
    """Of its bytes, as they were left."""
    prints: tuple[tuple[str, str, str], ...] = ()
    """Section, figure and text."""
    places: tuple[str, ...] = ()
    """The digests of the texts that the program printed, in their order; those of persons are left out."""
    blocks: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By text block, the digests of the paragraphs that stood in it."""
    own: tuple[str, ...] = ()
    """The text blocks whose text came out of the paper itself."""
    open: tuple[str, ...] = ()
    """The text blocks that a person must still write, or look through."""
    saved: bool = False
    """Whether these are the bytes of a person, who saved it again and left all texts as they should be."""
    secret: bool = False
    internal: bool = False
    """Whether it was only made because somebody asked for what stays in the house."""


class YearState(DocumentPart):
    """All outputs of a year, by their file."""

    schema_: Annotated[Literal["ziping/year-state/1"], Field(alias="schema")] = (
        "ziping/year-state/1"
    )
    program: str = ""
    """The digest of the program and its words."""
    inputs: dict[str, str] = Field(default_factory=dict)
    """By file, the digest of what was read."""
    papers: dict[str, MadePaper] = Field(default_factory=dict)
    changes: str = ""
    """The digest of 改动清单 as it was written."""

    def changed_inputs(self, now: Mapping[str, str]) -> tuple[str, ...]:
        """Return the inputs that are not as they were, or came or went, in the order of their names."""
        names: Iterable[str] = {*self.inputs, *now}
        return tuple(sorted(n for n in names if self.inputs.get(n) != now.get(n)))


def load_state(folder: Path) -> YearState:
    """Return what the last run left; a blank one where there is none, or it cannot be used."""
    path = folder / FILE
    try:
        if path.stat().st_size > _MOST_BYTES:
            return YearState()
        return YearState.model_validate(json.loads(path.read_bytes()))
    except (OSError, ValueError, ValidationError, RecursionError):
        return YearState()


def state_text(state: YearState) -> bytes:
    """Return the state as it is written."""
    data = state.model_dump(by_alias=True, exclude_defaults=True) | {"schema": state.schema_}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode("utf-8", "surrogatepass") + b"\n"
