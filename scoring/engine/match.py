"""Find the branch of a set that a row belongs to, however the form writes the level's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.submission import Indicator, Submission
from scoring.text import level_key


@dataclass(frozen=True, slots=True)
class Branches:
    """The branches of a set, indexed for the rows of a form."""

    by_levels: Mapping[tuple[str, str], SetNode]
    """Branches with free rows, by the names of their two levels."""
    first: Mapping[str, SetNode]
    only: SetNode | None
    """The branch of a form without levels: the set's one first level, where it takes rows itself."""
    goals: SetNode | None
    """The branch whose rows stand under several yearly goals."""
    policies: Mapping[int, str | None]
    """What a branch does with rows that do not apply, its own or inherited, by ``id(node)``."""
    homes: Mapping[int, tuple[SetNode, ...]]
    """The branches whose points a row of a branch takes from, the nearest first, by ``id(node)``."""
    names: frozenset[str]
    """Every name and path under which a level or leaf may be called."""

    def find(self, level1: str, level2: str) -> tuple[SetNode | None, bool]:
        """Return the branch for a row, and whether both of its levels were found."""
        first, second = level_key(level1), level_key(level2)
        if not first and not second and self.only is not None:
            return self.only, True
        node = self.by_levels.get((first, second))
        if node is not None:
            return node, True
        top = self.first.get(first)
        return top, top is not None and top.rows == "indicators"


def branches(indicators: IndicatorSet) -> Branches:
    """Index the branches of a set; those below goals and tasks take no rows of their own."""
    by_levels: dict[tuple[str, str], SetNode] = {}
    first: dict[str, SetNode] = {}
    policies: dict[int, str | None] = {}
    homes: dict[int, tuple[SetNode, ...]] = {}
    goals: SetNode | None = None

    def walk(
        node: SetNode, tops: tuple[str, ...], inherited: str | None, above: tuple[SetNode, ...]
    ) -> None:
        nonlocal goals
        policies[id(node)] = policy = node.not_applicable or inherited
        homes[id(node)] = own = above if node.points is None else (node, *above)
        if node.rows == "goals":
            goals = goals or node
        for child in node.children:
            walk(child, () if node.rows == "goals" else tops, policy, own)
        if node.path and node.rows == "indicators":
            for name in (node.name, *node.also):
                for top in tops:
                    by_levels.setdefault((top, level_key(name)), node)

    for node in indicators.levels:
        tops = tuple(level_key(name) for name in (node.name, *node.also))
        first |= dict.fromkeys(tops, node)
        walk(node, tops, indicators.not_applicable, ())
    names = {
        level_key(name)
        for node in indicators.nodes()
        for name in (node.name, *node.also, "/".join((*node.path, node.name)))
    }
    only = indicators.levels[0] if len(indicators.levels) == 1 else None
    if only is not None and only.rows != "indicators":
        only = None
    return Branches(by_levels, first, only, goals, policies, homes, frozenset(names))


class MatchedRow(NamedTuple):
    """An indicator row with its id and its branch in the set.

    ``goal`` is the number of the goal it stands under; ``family`` names the rows whose scores a row
    that does not apply may take after: its first level, or its goal.
    """

    id: str
    row: Indicator
    goal: int | None
    node: SetNode | None
    path: tuple[str, ...]
    family: object
    matched: bool


def match_rows(submission: Submission, known: Branches) -> list[MatchedRow]:
    """Return every indicator row, goals' rows included, with an id that no other row has."""
    number = _Numbers(submission)
    found = []
    for row in submission.indicators:
        node, exact = known.find(row.level1, row.level2)
        path = () if node is None else (*node.path, node.name)
        family = level_key(row.level1) if not path else path[0]
        found.append(MatchedRow(number.id(row, ""), row, None, node, path, family, exact))
    goals = known.goals
    for index, goal in enumerate(submission.goals):
        below = () if goals is None else (*goals.path, goals.name, goal.name)
        for row in goal.indicators:
            node = None if goals is None else _child(goals, row)
            row_id = number.id(row, goal.name)
            found.append(MatchedRow(row_id, row, index, node, below, index, node is not None))
    return found


def row_ids(submission: Submission) -> list[str]:
    """Return the ids of the plain rows, in the order of the form."""
    number = _Numbers(submission)
    return [number.id(row, "") for row in submission.indicators]


def _child(goals: SetNode, row: Indicator) -> SetNode | None:
    """Return the branch of a goal that a row belongs to, by either of its levels."""
    wanted = (level_key(row.level1), level_key(row.level2))
    for key in wanted:
        for child in goals.children:
            if key in {level_key(name) for name in (child.name, *child.also)}:
                return child
    return None


class _Numbers:
    """Gives ids: the row's own, else ``产出/数量/1``; one that is taken gets ``#2`` behind it."""

    def __init__(self, submission: Submission) -> None:
        goals = [row for goal in submission.goals for row in goal.indicators]
        self.given = {row.id for row in (*submission.indicators, *goals) if row.id}
        self.taken: set[str] = set()
        self.counts: dict[str, int] = {}

    def id(self, row: Indicator, goal: str) -> str:
        """Return the id of a row that stands under ``goal`` (empty for none)."""
        wanted = row.id
        if not wanted:
            levels = "/".join(part for part in (goal, row.level1, row.level2) if part)
            self.counts[levels] = number = self.counts.get(levels, 0) + 1
            wanted = f"{levels}/{number}"
        found, number = wanted, 2
        while found in self.taken or (not row.id and found in self.given):
            found, number = f"{wanted}#{number}", number + 1
        self.taken.add(found)
        return found
