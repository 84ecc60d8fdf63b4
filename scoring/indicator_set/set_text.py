"""The text of an indicator set's file, and its tree with those of the sets that it extends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import cached_property

from scoring.documents.compiled_tree import tree_of
from scoring.documents.node import Mapping_, Node, Scalar
from scoring.indicator_set.merge import merge, without
from scoring.problem import InputError, Place, Problem, did_you_mean
from scoring.value_class import dataclass

DEEPEST_CHAIN = 8
"""So many sets may extend one another."""


@dataclass(frozen=True)
class SetText:
    """The text of a set's file, and the name by which messages call the file."""

    name: str
    text: str
    compiled: bytes = field(default=b"", repr=False, compare=False)
    """The tree that was made of the text when the package was built, if there is one."""

    @cached_property
    def tree(self) -> Node:
        """The text as a tree, read once. Raises :class:`InputError` if it is none."""
        return tree_of(self.text, self.name, self.compiled)


Find = Callable[[str], SetText | None]
"""Returns the text of the set with an id, or None."""


def merged_tree(root: Node, find: Find, chain: tuple[str, ...]) -> Mapping_:
    """Return a tree merged with those that it extends; ``chain`` are the sets that led to it.

    Raises :class:`InputError` where one does not exist or they go round.
    """
    if not isinstance(root, Mapping_):
        raise InputError([root.problem("shape", "指标体系文件的最外层应是“键: 值”", "")])
    extends = root.get("extends")
    if not isinstance(extends, Scalar) or not extends.text:
        return root
    if extends.text in chain or len(chain) >= DEEPEST_CHAIN:
        way = " → ".join([*chain, extends.text])
        raise InputError([extends.problem("extends-cycle", f"extends 绕成了圈：{way}")])
    base_text = find(extends.text)
    if base_text is None:
        hint = "用 ziping sets list 查看有哪些；自己的文件夹用 --sets 指定。"
        raise InputError(
            [extends.problem("unknown-set", f"找不到所继承的指标体系“{extends.text}”", hint)]
        )
    base = merged_tree(base_text.tree, find, (*chain, extends.text))
    merged: Node = merge(without(base, "id", "abstract", "extends", "called"), root)
    assert isinstance(merged, Mapping_)
    return merged


def unknown_set(set_id: str, set_ids: list[str], place: Place) -> Problem:
    """Return the problem of an id that no set has."""
    hint = did_you_mean(set_id, set_ids) or f"可用的指标体系：{'、'.join(set_ids[:20])}。"
    return Problem("unknown-set", f"没有“{set_id}”这个指标体系", place, hint)
