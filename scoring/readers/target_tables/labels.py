"""The words of target tables (``vocabulary/reading/target_labels.yaml``), folded for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.readers.forms.fold import fold, without_bracket
from scoring.readers.forms.labels import Folded, FormLabels, remembered
from scoring.text import level_key
from scoring.words import load_vocabulary

_LONGEST_TITLE: Final = 60
_NAMES: Final = 3
"""So many cells of a row may name its levels and itself."""
_NUMBERED: Final = re.compile("[0-9]+")
FoldedSet = frozenset[Annotated[str, AfterValidator(fold)]]


class LevelWords(DocumentPart):
    """What levels are called; ``suffix`` may stand behind each."""

    level1: FoldedSet
    level2: FoldedSet
    suffix: str


class TargetLabels(VocabularyFile):
    """What may stand on a target table."""

    ships_as = "vocabulary/reading/target_labels.yaml"

    schema_: Annotated[Literal["ziping/target-labels/1"], Field(alias="schema")]
    titles: Folded
    whole: Folded
    indicators: dict[str, Folded]
    """Headings of the indicators beyond those of forms, by key."""
    signs: FoldedSet
    """Words that a column of signs may hold for ≥ and ≤."""
    tasks: FoldedSet
    task_content: FoldedSet
    task_amount: FoldedSet
    task_total: FoldedSet
    goal: FoldedSet
    budget: FoldedSet
    """What the year's approved money is called in the head of a table."""
    yearly: FoldedSet
    """What stands above the year's half where a table holds several years side by side."""
    level_words: Annotated[LevelWords, Field(alias="levels")]
    page_heads: FoldedSet

    @cached_property
    def form(self) -> FormLabels:
        """The headings of forms."""
        return load_vocabulary(FormLabels)

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """A heading of the indicators beyond those of forms, and its key."""
        return {name: key for key, names in self.indicators.items() for name in names}

    @remembered
    def column(self, text: str) -> str | None:
        """Return the key of a heading of the indicators."""
        found = self.form.column("indicators", text)
        if found is not None:
            return found[1]
        return self.columns.get(_bare(text))

    def is_title(self, text: str) -> bool:
        """Tell whether a cell is a target table's title."""
        if len(text) > 2 * _LONGEST_TITLE or any(sign in text for sign in "。;；，"):
            return False
        name = _bare(self.title(text))
        return len(name) <= _LONGEST_TITLE and name.endswith(self.titles) and name not in self.goal

    def title(self, text: str) -> str:
        """Return a title without the unit of money that a page prints behind it (``单位：万元``)."""
        return self._unit_behind_title.sub("", text).strip()

    def unit_of_title(self, text: str) -> str | None:
        """Return the unit of money that stands behind a title."""
        found = self._unit_behind_title.search(text)
        return None if found is None else self.form.money_unit(found[1])

    @cached_property
    def _unit_behind_title(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, self.form.head_spellings["money_unit"]))
        return re.compile(
            f"[(\uff08]?(?:{words})[:\uff1a]\\s?([^()\uff08\uff09]{{1,6}})[)\uff09]?$"
        )

    def belongs_to_title(self, texts: Iterable[str]) -> bool:
        """Tell whether a row above a title is the table's: its number, its year, its unit of money."""
        return all(
            self.is_page_head(text)
            or self.form.lone_year(text) is not None
            or self.unit_of_title(text) is not None
            for text in texts
        )

    def is_sum(self, kind: Literal["total", "subtotal"], texts: Sequence[str]) -> bool:
        """Tell whether a row of indicators is the sum of all, or of some."""
        return any(self.form.is_word(kind, text) for text in texts[:_NAMES])

    def is_whole(self, text: str) -> bool:
        """Tell whether a title is that of a department's or a unit's whole spending."""
        name = fold(text)
        return any(word in name for word in self.whole)

    def is_one(self, words: Iterable[str], text: str) -> bool:
        """Tell whether a cell is one of some words."""
        return _bare(text) in words

    def is_sign(self, text: str) -> bool:
        """Tell whether a cell is read together with the number behind it: ``≥``, ``不低于``."""
        return not any(sign.isalnum() for sign in text) or fold(text) in self.signs

    def is_page_head(self, text: str) -> bool:
        """Tell whether a cell is the number of a table, as pages repeat it (``表 12``)."""
        return _NUMBERED.sub("1", fold(text)) in self.page_heads

    def levels(self, text: str) -> frozenset[str]:
        """Return which levels a cell may name: ``level1``, ``level2``, both or none."""
        name, levels = self._level(text), self.level_words
        return frozenset(key for key in ("level1", "level2") if name in getattr(levels, key))

    def same_level(self, one: str, other: str) -> bool:
        """Tell whether two texts name one level."""
        return self._level(one) == self._level(other)

    def _level(self, text: str) -> str:
        return level_key(_bare(text)).removesuffix(self.level_words.suffix)


def _bare(text: str) -> str:
    folded = fold(text)
    return without_bracket(folded)[0]
