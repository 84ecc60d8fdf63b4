"""Match the rows of a form with the branches of a set, however a level's name is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.submission import Indicator, Submission
from scoring.text import level_key
from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Branches:
    """The branches of a set, indexed for the rows of a form."""

    by_levels: Mapping[tuple[str, str], SetNode]
    """Branches with free rows, by the names of their two levels."""
    by_second: Mapping[str, tuple[SetNode, ...]]
    """Every branch by its own name alone."""
    first: Mapping[str, SetNode]
    only: SetNode | None
    """The branch of a form without levels: the set's one first level, where it takes rows itself."""
    goals: SetNode | None
    """The branch whose rows stand under several yearly goals."""
    policies: Mapping[int, str | None]
    """The policy for rows that do not apply, own or inherited, by ``id`` of the branch."""
    point_sources: Mapping[int, tuple[SetNode, ...]]
    """The branches from whose points a row takes its own, the nearest first, by ``id`` of the branch."""
    names: frozenset[str]
    """Every name and path of a level or leaf."""

    def find(self, level1: str, level2: str) -> tuple[SetNode | None, bool]:
        """Return the branch for a row, and whether both of its levels are known.

        A level 2 that only another level 1 has goes before a level 1 that is blank, or that a form wrote
        once for the rows below it: 社会效益 under 产出 is 效益.
        """
        first, second = level_key(level1), level_key(level2)
        if not first and not second and self.only is not None:
            return self.only, True
        node = self.by_levels.get((first, second))
        if node is not None:
            return node, True
        top = self.first.get(first)
        elsewhere = self.by_second.get(second, ()) if top is not None or not first else ()
        if len(elsewhere) == 1:
            return elsewhere[0], True
        return top, top is not None and top.rows == "indicators"


def branches(indicators: IndicatorSet) -> Branches:
    """Index the branches of a set; those below goals and tasks take no rows of their own."""
    by_levels: dict[tuple[str, str], SetNode] = {}
    first: dict[str, SetNode] = {}
    policies: dict[int, str | None] = {}
    point_sources: dict[int, tuple[SetNode, ...]] = {}
    goals: SetNode | None = None

    def walk(
        node: SetNode, tops: tuple[str, ...], inherited: str | None, above: tuple[SetNode, ...]
    ) -> None:
        nonlocal goals
        policies[id(node)] = policy = node.not_applicable or inherited
        point_sources[id(node)] = own = above if node.points is None else (node, *above)
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
    by_second: dict[str, tuple[SetNode, ...]] = {}
    for (_, name), node in by_levels.items():
        if not any(node is other for other in by_second.get(name, ())):
            by_second[name] = (*by_second.get(name, ()), node)
    return Branches(
        by_levels, by_second, first, only, goals, policies, point_sources, frozenset(names)
    )


class MatchedRow(NamedTuple):
    """An indicator row with its id and its branch in the set.

    ``goal`` is the number of its goal, from 0; ``family`` identifies the rows whose average score a row
    that does not apply may take: those of its first level, or of its goal.
    """

    id: str
    row: Indicator
    goal: int | None
    node: SetNode | None
    path: tuple[str, ...]
    family: object
    matched: bool


def match_rows(submission: Submission, branches_of_set: Branches) -> list[MatchedRow]:
    """Return every indicator row, goals' rows included, with an id that no other row has."""
    ids = _RowIds(submission)
    rows = []
    for row in submission.indicators:
        node, exact = branches_of_set.find(row.level1, row.level2)
        path = () if node is None else (*node.path, node.name)
        family = level_key(row.level1) if not path else path[0]
        rows.append(MatchedRow(ids.id(row, ""), row, None, node, path, family, exact))
    goals = branches_of_set.goals
    for index, goal in enumerate(submission.goals):
        below = () if goals is None else (*goals.path, goals.name, goal.name)
        for row in goal.indicators:
            node = None if goals is None else goal_branch(goals, row)
            row_id = ids.id(row, goal.name)
            rows.append(MatchedRow(row_id, row, index, node, below, index, node is not None))
    return rows


def row_ids(submission: Submission) -> list[str]:
    """Return the ids of the plain rows, in the order of the form."""
    ids = _RowIds(submission)
    return [ids.id(row, "") for row in submission.indicators]


def goal_branch(goals: SetNode, row: Indicator) -> SetNode | None:
    """Return the branch of a goal that a row belongs to, by either of its levels."""
    wanted = (level_key(row.level1), level_key(row.level2))
    for key in wanted:
        for child in goals.children:
            if key in {level_key(name) for name in (child.name, *child.also)}:
                return child
    return None


class _RowIds:
    """Makes the ids of rows: the row's own, else ``产出/数量/1``; a second use of one gets ``#2``."""

    def __init__(self, submission: Submission) -> None:
        self.written = {row.id for row in submission.rows if row.id}
        self.used: set[str] = set()
        self.counts: dict[str, int] = {}

    def id(self, row: Indicator, goal: str) -> str:
        """Return the id of a row that stands under ``goal`` (empty for none)."""
        wanted = row.id
        if not wanted:
            levels = "/".join(part for part in (goal, row.level1, row.level2) if part)
            self.counts[levels] = number = self.counts.get(levels, 0) + 1
            wanted = f"{levels}/{number}"
        row_id, number = wanted, 2
        while row_id in self.used or (not row.id and row_id in self.written):
            row_id, number = f"{wanted}#{number}", number + 1
        self.used.add(row_id)
        return row_id
