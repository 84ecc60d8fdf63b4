"""Which field of a submission each placeholder of a form shows on the page, and who fills it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile


class PageLayoutWords(VocabularyFile):
    """What the page needs to know of forms beside what the 填报表 already says."""

    ships_as = "vocabulary/page/form_layout.yaml"

    schema_: Annotated[Literal["ziping/page-layout/1"], Field(alias="schema")]
    single: dict[str, str]
    """Fields of head and foot by placeholder."""
    columns: dict[str, dict[str, str]]
    """Columns by table and placeholder."""
    computed: dict[str, str]
    """What is computed, by placeholder."""
    brought: dict[str, frozenset[str]]
    """Fields that an approved table brings, by table."""
    star: str
    kinds: dict[Literal["number", "yesno", "choice"], frozenset[str]]
    lists: dict[str, str]
    """Lists of the 填报表 by the field that is chosen from them."""
    directions: tuple[str, ...]
    everywhere: tuple[str, ...]
    """How the names of places begin whose sets are used in all regions."""
    document: str
    """A pattern: how the number of a document is written."""


class PinyinInitials(VocabularyFile):
    """Initials of the characters in the names of sets."""

    ships_as = "vocabulary/page/pinyin.yaml"

    schema_: Annotated[Literal["ziping/pinyin/1"], Field(alias="schema")]
    initials: dict[str, str]

    def of(self, text: str) -> str:
        """Return the initials of a text; letters and figures stay, other signs are left out."""
        by_sign = {sign: initial for initial, signs in self.initials.items() for sign in signs}
        letters = (by_sign.get(sign, sign if sign.isascii() else "") for sign in text)
        return "".join(letter.lower() for letter in letters if letter.isalnum())
