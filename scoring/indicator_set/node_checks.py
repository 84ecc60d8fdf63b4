"""Check that the keys of a branch or leaf fit together: none may load and have no effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.documents.node import Node, at_path
from scoring.indicator_set import file_model as files
from scoring.indicator_set.tables import NodePath, ReportProblem
from scoring.text import level_key

MOST_NODES: Final = 500
"""So many branches and leaves a set may have."""
DEEPEST_TREE: Final = 8
"""So many levels of them may lie under one another."""

_NodeAt = tuple[files.NodeFile, NodePath]


def check_size(file: files.SetFile, problem: ReportProblem) -> bool:
    """Report a tree that is too large or too deep; return whether it is neither."""
    for number, (_, path) in enumerate(_walk(file.levels, ("levels",)), 1):
        if number > MOST_NODES:
            problem("too-many", f"级次和指标太多，超过 {MOST_NODES} 个", path, "检查是否重复。")
            return False
        if len(path) // 2 > DEEPEST_TREE:
            problem("too-deep", f"级次太深，超过 {DEEPEST_TREE} 层", path)
            return False
    return True


def check_names(file: files.SetFile, root: Node, problem: ReportProblem) -> None:
    """Report branches between which the levels of a row cannot distinguish.

    And a second branch for the yearly goals, which would get no rows.
    """
    goals = [at for at in _walk(file.levels, ("levels",)) if at[0].rows == "goals"]
    for _, path in goals[1:]:
        problem("rows", "rows: goals 只能有一处", (*path, "rows"))
    branches: list[tuple[tuple[str, ...], _NodeAt]] = []
    for index, top in enumerate(file.levels):
        here: NodePath = ("levels", index)
        below = [at for at in _takers(top, here) if at[0] is not top]
        names = _keys(top)
        if below or top.rows == "indicators":
            branches += [((name,), (top, here)) for name in names]
        branches += [((name, own), at) for name in names for at in below for own in _keys(at[0])]
    for node, path in goals:
        for index, child in enumerate(node.children):
            at = (child, (*path, "children", index))
            branches += [(("", repr(path), own), at) for own in _keys(child)]
    first_of: dict[tuple[str, ...], _NodeAt] = {}
    for key, (node, path) in branches:
        first, where = first_of.setdefault(key, (node, path))
        if first is not node:
            place = at_path(root, where)[0].place
            problem(
                "same-levels",
                f"填报行的级次“{'/'.join(key[-2:] if key[0] else key[2:])}”指不清：{place} 也是这个名称",
                (*path, "name"),
                "改 name 或 also，使填报行只能归入一处。",
            )


def _keys(node: files.NodeFile) -> list[str]:
    return list(dict.fromkeys(level_key(name) for name in (node.name, *node.also)))


def _takers(node: files.NodeFile, path: NodePath) -> Iterator[_NodeAt]:
    """Yield the branches that take rows by their two levels."""
    if node.rows == "indicators":
        yield node, path
    elif node.rows is None:
        for index, child in enumerate(node.children):
            yield from _takers(child, (*path, "children", index))


def _walk(nodes: tuple[files.NodeFile, ...], path: NodePath) -> Iterator[_NodeAt]:
    for index, node in enumerate(nodes):
        yield node, (*path, index)
        yield from _walk(node.children, (*path, index, "children"))


def check_node(
    node: files.NodeFile, path: NodePath, file: files.SetFile, problem: ReportProblem
) -> None:
    """Report keys of one branch or leaf that contradict one another or have no effect."""
    leaf = not node.children and node.rows is None
    check_without(node.without, path, problem)
    _check_rows(node, path, problem)
    _check_rule(node, path, leaf, file, problem)
    _check_items(node, path, leaf, problem)
    if node.points is not None and node.points < 0:
        problem("points", "分值不能为负", (*path, "points"))
    if node.combine is not None and (not node.children or node.rows is not None):
        problem("combine", "combine 只用于有 children 而没有 rows 的级次", (*path, "combine"))
    if node.direction is not None and node.rows != "indicators":
        problem("direction", "direction 只用于 rows: indicators 的级次", (*path, "direction"))
    if node.not_applicable is not None and (leaf or node.rows == "tasks"):
        problem(
            "not-applicable", "not_applicable 只用于填报行所在的级次", (*path, "not_applicable")
        )
    if node.optional and (not leaf or len(path) == len(("levels", 0))):
        problem(
            "optional", "optional 只用于共用上一级分值的末级指标", (*path, "optional"),
            "有 rows 的级次本来就可以没有填报行。",
        )  # fmt: skip


def check_without(names: Sequence[str], path: NodePath, problem: ReportProblem) -> None:
    """Report names under ``without`` that dropped nothing when the sets were merged."""
    for index, name in enumerate(names):
        problem(
            "without", f"所继承的指标体系在这一级没有“{name}”，去不掉", (*path, "without", index),
            "用 ziping sets show 看所继承的级次和指标叫什么；没有 extends 的不写 without。",
        )  # fmt: skip


def _check_rows(node: files.NodeFile, path: NodePath, problem: ReportProblem) -> None:
    if node.children and node.rows in {"indicators", "tasks"}:
        problem("rows", f"有 children 的级次不能再写 rows: {node.rows}", (*path, "rows"))
    if node.rows == "goals" and not node.children:
        problem("rows", "rows: goals 要有 children（每个目标下的指标级次）", (*path, "rows"))
    if node.rows == "tasks" and node.rule is None and not node.cases:
        problem("rows", "rows: tasks 要有 rule 或 cases", (*path, "rows"))
    if node.by_reading and node.rows != "indicators":
        problem("by-reading", "by_reading 只用于 rows: indicators 的级次", (*path, "by_reading"))


def _check_rule(
    node: files.NodeFile, path: NodePath, leaf: bool, file: files.SetFile, problem: ReportProblem
) -> None:
    ruled = node.rule is not None or bool(node.cases)
    if node.rule is not None and node.cases:
        problem("rule-and-cases", "rule 和 cases 只能写一个", (*path, "cases"))
    if node.with_ and node.rule is None:
        problem("with", "写了 with，却没有 rule", (*path, "with"))
    if ruled and (node.rows == "goals" or (node.children and node.rows is None)):
        problem("rule", "有 children 的级次不计分，不能有 rule 或 cases", path)
    if file.abstract or not file.scored:
        return
    if leaf and not ruled:
        problem(
            "no-rule", f"指标“{node.name}”没有计分规则", (*path, "name"),
            "写 rule、cases，或 rows: indicators。",
        )  # fmt: skip
    if leaf and ruled and node.points is None:
        problem("missing-points", f"指标“{node.name}”没有分值", (*path, "name"), "写上 points。")


def _check_items(node: files.NodeFile, path: NodePath, leaf: bool, problem: ReportProblem) -> None:
    if node.value is not None and not leaf:
        problem("value", "value 只用于末级指标", (*path, "value"))
    if node.items and not leaf:
        problem("items", "items 只用于末级指标", (*path, "items"))
    if node.items and node.value is not None:
        problem("items", "items 和 value 只能写一个", (*path, "items"))
    names: set[str] = set()
    for index, item in enumerate(node.items):
        if item.points is not None and item.points < 0:
            problem("points", "分值不能为负", (*path, "items", index, "points"))
        if item.name in names:
            problem("duplicate-name", f"清单里有两个“{item.name}”", (*path, "items", index))
        names.add(item.name)
