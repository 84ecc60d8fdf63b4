"""The words of funds blocks: which row is that of all money, and how its sources go together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.text import label_key

_NUMBERING: Final = re.compile(
    r"\(?[一二三四五六七八九十]{1,3}[、.,)]|\(?[0-9]{1,2}[、.,)]|[0-9]{1,2}(?![0-9年])"
)
_BRACKET_BEHIND: Final = re.compile(r"\([^()]*\)$")


@lru_cache(maxsize=4096)
def fund_name(name: str) -> str:
    """Fold the name of a row of funds: ``一、资金总额（万元）：`` is ``资金总额``."""
    folded = label_key(name)
    folded = folded[found.end() :] if (found := _NUMBERING.match(folded)) else folded
    return _BRACKET_BEHIND.sub("", folded).rstrip(":")


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fund_name, words))


Names = Annotated[tuple[str, ...], AfterValidator(_names)]


class FundWords(VocabularyFile):
    """The names of rows of funds, as people write them."""

    ships_as = "vocabulary/facts/funds.yaml"

    schema_: Annotated[Literal["ziping/funds/1"], Field(alias="schema")]
    total: Names
    of_which: Names
    kinds: Names
    levels: Names
    rest: Names
    printed: Names

    def is_part(self, name: str) -> bool:
        """Tell whether a row says that it is one of several: ``其中:…``."""
        return fund_name(name).startswith(self.of_which)

    def source(self, name: str) -> str:
        """Return a source's name, folded, without 其中."""
        folded = fund_name(name)
        for word in self.of_which:
            folded = folded.removeprefix(word)
        return folded.lstrip(":,、")

    def is_source(self, name: str) -> bool:
        """Tell whether a name is that of a source, and so of no total."""
        source = self.source(name)
        if self.is_part(name) or source in {*self.rest, *self.printed}:
            return True
        return any(word in source for word in (*self.kinds, *self.levels))
