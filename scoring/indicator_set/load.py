"""Load an indicator set from its text and those of the sets it extends; no file is opened here."""

from __future__ import annotations

from scoring.documents.decode import decode
from scoring.documents.node import Node
from scoring.indicator_set.compile import compile_set
from scoring.indicator_set.file_model import SetFile
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.names import BuiltIns
from scoring.indicator_set.set_text import Find, SetText, merged_tree
from scoring.problem import InputError


def load_set(
    source: SetText, find: Find, built_ins: BuiltIns, *, expected_id: str | None = None
) -> IndicatorSet:
    """Load and compile one set. ``expected_id`` is the id that its place in the folder gives it.

    Raises :class:`InputError` with every problem found.
    """
    return load_tree(source.tree, find, built_ins, expected_id=expected_id)


def load_tree(
    root: Node, find: Find, built_ins: BuiltIns, *, expected_id: str | None = None
) -> IndicatorSet:
    """Compile one set that was read already, from whatever file: problems are placed there.

    Raises :class:`InputError` with every problem found.
    """
    merged = merged_tree(root, find, () if expected_id is None else (expected_id,))
    file = decode(SetFile, merged)
    if expected_id is not None and file.id != expected_id:
        node = merged.get("id") or merged
        hint = "改 id，或把文件移到与 id 相符的文件夹。"
        problem = node.problem(
            "set-id", f"id 写的是“{file.id}”，按文件所在位置应是“{expected_id}”", hint
        )
        raise InputError([problem])
    return compile_set(file, merged, built_ins)
