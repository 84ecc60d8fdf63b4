"""Find the branch of a set that a row belongs to, however the form writes the level's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scoring.indicator_set.model import IndicatorSet, Node
from scoring.submission import Indicator, Submission

_POINTS_BEHIND: Final = re.compile(r"\([^()]*\)$")


@lru_cache(maxsize=1024)
def level_key(name: str) -> str:
    """Fold a level's name: ``产出指标 (50分)`` and ``产出指标`` are the same level."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    return _POINTS_BEHIND.sub("", folded)


@dataclass(frozen=True, slots=True)
class Branches:
    """Branches with free rows by the names of their two levels, and first levels by name."""

    by_levels: Mapping[tuple[str, str], Node]
    first: Mapping[str, Node]

    def find(self, level1: str, level2: str) -> tuple[Node | None, bool]:
        """Return the branch for a row, and whether both of its levels were found."""
        first, second = level_key(level1), level_key(level2)
        node = self.by_levels.get((first, second))
        if node is not None:
            return node, True
        top = self.first.get(first)
        if top is not None and top.rows == "indicators" and not top.children:
            return top, True
        return top, False


def branches(indicators: IndicatorSet) -> Branches:
    """Index the branches of a set."""
    by_levels: dict[tuple[str, str], Node] = {}
    first: dict[str, Node] = {}
    for top in indicators.levels:
        for name in (top.name, *top.also):
            first[level_key(name)] = top
            for node in top.walk():
                if node is top or node.rows != "indicators":
                    continue
                for second in (node.name, *node.also):
                    by_levels[level_key(name), level_key(second)] = node
    return Branches(by_levels, first)


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """An indicator row with its id and the goal it stands under (empty without goals)."""

    goal: str
    id: str
    row: Indicator


def numbered_rows(submission: Submission) -> list[NumberedRow]:
    """Return every indicator row with its id, else ``产出/数量/1``; goals' rows included."""
    groups = [("", submission.indicators), *((g.name, g.indicators) for g in submission.goals)]
    counts: dict[str, int] = {}
    found = []
    for goal, rows in groups:
        for row in rows:
            levels = "/".join(part for part in (goal, row.level1, row.level2) if part)
            counts[levels] = counts.get(levels, 0) + 1
            found.append(NumberedRow(goal, row.id or f"{levels}/{counts[levels]}", row))
    return found
