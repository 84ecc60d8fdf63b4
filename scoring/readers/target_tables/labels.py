"""The words of target tables (``vocabulary/target_labels.yaml``), folded for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from scoring.documents.node import as_data
from scoring.files import shipped
from scoring.readers.forms.fold import fold, without_bracket
from scoring.readers.forms.labels import FormLabels, form_labels
from scoring.text import level_key

FILE: Final = "vocabulary/target_labels.yaml"
_LONGEST_TITLE: Final = 60
_NUMBERED: Final = re.compile("[0-9]+")


@dataclass(frozen=True)
class TargetLabels:
    """What may stand on a target table."""

    form: FormLabels
    titles: tuple[str, ...]
    whole: tuple[str, ...]
    columns: Mapping[str, str]
    """A heading of the indicators beyond those of forms, and its key."""
    signs: frozenset[str]
    """Words that a column of signs may hold for ≥ and ≤."""
    tasks: frozenset[str]
    contents: frozenset[str]
    amounts: frozenset[str]
    task_total: frozenset[str]
    goal: frozenset[str]
    yearly: frozenset[str]
    """What stands above the year's half where a table holds several years side by side."""
    level1: frozenset[str]
    level2: frozenset[str]
    suffix: str
    page_heads: frozenset[str]

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
        name = _bare(text)
        return len(name) <= _LONGEST_TITLE and name.endswith(self.titles) and name not in self.goal

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
        name = level_key(_bare(text)).removesuffix(self.suffix)
        found = {key for key in ("level1", "level2") if name in getattr(self, key)}
        return frozenset(found)

    def same_level(self, one: str, other: str) -> bool:
        """Tell whether two texts name one level."""
        first, second = (level_key(_bare(t)).removesuffix(self.suffix) for t in (one, other))
        return first == second


def _bare(text: str) -> str:
    folded = fold(text)
    return without_bracket(folded)[0]


@cache
def target_labels() -> TargetLabels:
    """Return the labels that ship."""
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - only where asked for

    data: Mapping[str, Any] = as_data(parse_yaml(shipped.read_text(FILE), FILE))
    levels = data["levels"]
    return TargetLabels(
        form=form_labels(),
        titles=tuple(map(fold, data["titles"])),
        whole=tuple(map(fold, data["whole"])),
        columns={fold(n): key for key, names in data["indicators"].items() for n in names},
        signs=frozenset(map(fold, data["signs"])),
        tasks=frozenset(map(fold, data["tasks"])),
        contents=frozenset(map(fold, data["task_content"])),
        amounts=frozenset(map(fold, data["task_amount"])),
        task_total=frozenset(map(fold, data["task_total"])),
        goal=frozenset(map(fold, data["goal"])),
        yearly=frozenset(map(fold, data["yearly"])),
        level1=frozenset(map(fold, levels["level1"])),
        level2=frozenset(map(fold, levels["level2"])),
        suffix=levels["suffix"],
        page_heads=frozenset(map(fold, data["page_heads"])),
    )
