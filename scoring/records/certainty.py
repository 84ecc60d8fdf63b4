"""How well it is known what a form says at one place: from a written word down to nothing found.

A finding is as grave as the least certain fact that it rests on allows: what is not known accuses
nobody.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, PlainSerializer

from scoring.documents.number_messages import kind
from scoring.documents.refusal import refuse


class Certainty(IntEnum):
    """How a value came to be known, in order: what is less than :data:`KNOWN` is not known."""

    NOT_FOUND = 0
    """The column, label or block was not found; nobody can say whether it is blank."""
    PRESUMED = 1
    """Only a default gives it: of the set, or of a file's name."""
    BY_PLACE = 2
    """Its column was recognised by where it stands and what it holds, not by its heading."""
    RESTORED = 3
    """A cell that was lost or moved in copying was put where it belongs."""
    EXTRACTED = 4
    """One of several numbers of a sentence."""
    WORD = 5
    """It follows from words about which nobody in the field would argue."""
    WRITTEN = 6
    """It is written."""

    @property
    def key(self) -> str:
        """Its name in files: ``by_place``."""
        return self.name.lower()


KNOWN: Final = Certainty.WORD
"""From here on a fact may carry 与规则不一致."""

CERTAINTIES: Final = {certainty.key: certainty for certainty in Certainty}


def _read(value: object) -> object:
    if isinstance(value, Certainty):
        return value
    if isinstance(value, str) and value in CERTAINTIES:
        return CERTAINTIES[value]
    what = f"“{value[:40]}”" if isinstance(value, str) else kind(value)
    listed = "、".join(CERTAINTIES)
    raise refuse("not-a-choice", f"{what}不是可以写的值", f"可以写的有：{listed}。")


CertaintyKey = Annotated[
    Certainty, BeforeValidator(_read), PlainSerializer(lambda certainty: certainty.key)
]
"""A certainty that files write by its key."""
