"""The words of funds blocks: which row is that of all money, and how its sources go together."""

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.text import label_key, level_key


@lru_cache(maxsize=4096)
def fund_name(name: str) -> str:
    """Fold the name of a row of funds: ``一、资金总额（万元）：`` is ``资金总额``."""
    return level_key(label_key(name))


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
    fiscal: Names
    beside_fiscal: Names

    def is_part(self, name: str) -> bool:
        """Tell whether a row says that it is one of several: ``其中:…``."""
        return fund_name(name).startswith(self.of_which)

    def source(self, name: str) -> str:
        """Return a source's name, folded, without 其中."""
        folded = fund_name(name)
        for word in self.of_which:
            folded = folded.removeprefix(word)
        return folded.lstrip(":,、")

    def is_kind(self, name: str) -> bool:
        """Tell whether a source is one by its kind (财政拨款), or the rest."""
        source = self.source(name)
        return source in self.rest or any(word in source for word in self.kinds)

    def is_level(self, name: str) -> bool:
        """Tell whether a source is one by its level (省级资金), or the rest."""
        source = self.source(name)
        return source in self.rest or any(word in source for word in self.levels)

    def is_beside(self, total: str, name: str) -> bool:
        """Tell whether a source is none of the total's: 单位资金 of 年度财政资金总额."""
        is_fiscal = any(word in fund_name(total) for word in self.fiscal)
        return is_fiscal and self.source(name).startswith(self.beside_fiscal)

    def is_source(self, name: str) -> bool:
        """Tell whether a name is that of a source, and so of no total."""
        source = self.source(name)
        is_printed = source in self.printed
        return self.is_part(name) or is_printed or self.is_kind(name) or self.is_level(name)
