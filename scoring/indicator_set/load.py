"""Load an indicator set from its text and those of the sets it extends; no file is opened here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scoring.documents.decode import decode
from scoring.documents.node import Mapping_, Node, Scalar
from scoring.documents.yaml_text import parse_yaml
from scoring.indicator_set.compile import compile_set
from scoring.indicator_set.file_model import SetFile
from scoring.indicator_set.merge import merge, without
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.names import BuiltIns
from scoring.problem import InputError, Place, Problem, did_you_mean

DEEPEST_CHAIN = 8
"""So many sets may extend one another."""


@dataclass(frozen=True, slots=True)
class SetText:
    """The text of a set's file, and the name by which messages call the file."""

    name: str
    text: str


Find = Callable[[str], SetText | None]
"""Returns the text of the set with an id, or None."""


def load_set(
    source: SetText, find: Find, built_ins: BuiltIns, *, expected_id: str | None = None
) -> IndicatorSet:
    """Load and compile one set. ``expected_id`` is the id that its place in the folder gives it.

    Raises :class:`InputError` with every problem found.
    """
    root = parse_yaml(source.text, source.name)
    return load_tree(root, find, built_ins, expected_id=expected_id)


def load_tree(
    root: Node, find: Find, built_ins: BuiltIns, *, expected_id: str | None = None
) -> IndicatorSet:
    """Compile one set that was read already, from whatever file: problems are placed there.

    Raises :class:`InputError` with every problem found.
    """
    merged = _merged(root, find, () if expected_id is None else (expected_id,))
    file = decode(SetFile, merged)
    if expected_id is not None and file.id != expected_id:
        node = merged.get("id") or merged
        hint = "改 id,或把文件移到与 id 相符的文件夹。"
        problem = node.problem(
            "set-id", f"id 写的是“{file.id}”,按文件所在位置应是“{expected_id}”", hint
        )
        raise InputError([problem])
    return compile_set(file, merged, built_ins)


def _merged(root: Node, find: Find, chain: tuple[str, ...]) -> Mapping_:
    if not isinstance(root, Mapping_):
        raise InputError([root.problem("shape", "指标体系文件的最外层应是“键: 值”", "")])
    extends = root.get("extends")
    if not isinstance(extends, Scalar) or not extends.text:
        return root
    if extends.text in chain or len(chain) >= DEEPEST_CHAIN:
        way = " → ".join([*chain, extends.text])
        raise InputError([extends.problem("extends-cycle", f"extends 绕成了圈:{way}")])
    base_text = find(extends.text)
    if base_text is None:
        hint = "用 ziping sets list 查看有哪些;自己的文件夹用 --sets 指定。"
        raise InputError(
            [extends.problem("unknown-set", f"找不到所继承的指标体系“{extends.text}”", hint)]
        )
    base_root = parse_yaml(base_text.text, base_text.name)
    base = _merged(base_root, find, (*chain, extends.text))
    merged: Node = merge(without(base, "id", "abstract", "extends"), root)
    assert isinstance(merged, Mapping_)
    return merged


def unknown_set(set_id: str, set_ids: list[str], place: Place) -> Problem:
    """Return the problem of an id that no set has."""
    hint = did_you_mean(set_id, set_ids) or f"可用的指标体系:{'、'.join(set_ids[:20])}。"
    return Problem("unknown-set", f"没有“{set_id}”这个指标体系", place, hint)
