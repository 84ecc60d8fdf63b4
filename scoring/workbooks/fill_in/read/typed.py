"""How people type numbers and years into cells: the words of ``vocabulary/reading/typed.yaml``."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.words import load_vocabulary

_MINUS: Final = str.maketrans({"−": "-", "—": "-", "–": "-", "‐": "-", "，": ",", "．": "."})
_NUMBER: Final = re.compile(r"([+-]?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(\D{0,20})")


class TypedWords(VocabularyFile):
    """What may stand around a number; see the data file."""

    ships_as = "vocabulary/reading/typed.yaml"

    schema_: Annotated[Literal["ziping/typed/1"], Field(alias="schema")]
    units: dict[str, frozenset[str]]
    before: tuple[str, ...]
    year_endings: tuple[str, ...]
    blanks: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    errors: frozenset[str]


def plain_number_of(text: str, units: frozenset[str]) -> tuple[str, str] | None:
    """Return a typed number in plain signs and the unit behind it; None if it is none.

    Full-width digits, a thousands separator in its place, and a unit that may stand there are
    taken off; anything else is left to be refused.
    """
    if any(c.isdigit() and not c.isdecimal() for c in text):
        return None  # ² and ① would become digits of the number
    narrow = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    for sign in load_vocabulary(TypedWords).before:
        narrow = narrow.removeprefix(sign).strip()
    found = _NUMBER.fullmatch(narrow)
    if found is None:
        return None
    unit = found[4].strip()
    if unit and unit not in units:
        return None
    sign = "-" if found[1] == "-" else ""
    return f"{sign}{found[2].replace(',', '')}{found[3] or ''}", unit


def year_of(text: str) -> str:
    """Return a typed year in plain digits, or the text as it is."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    for ending in load_vocabulary(TypedWords).year_endings:
        if narrow.endswith(ending):
            narrow = narrow[: -len(ending)].strip()
            break
    return narrow if re.fullmatch("[0-9]{4}", narrow) else text
