"""Values with their cells into a tree of nodes, so that every complaint names sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.documents.node import Mapping_, Node, NodeBuilder
from scoring.problem import Place
from scoring.workbooks.fill_in.read.table_rows import CellValue

_NODES = NodeBuilder(plain=False)  # a plain YAML scalar brings advice that would not fit
sequence = _NODES.sequence


def mapping(entries: Mapping[str, Node | CellValue | str], at: Place) -> Mapping_:
    """Return a mapping; a bare text stands at the mapping's own place."""
    return _NODES.mapping({key: _node(value, at) for key, value in entries.items()}, at)


def _node(value: Node | CellValue | str, at: Place) -> Node:
    if isinstance(value, CellValue):
        return _NODES.scalar(value.text, value.at)
    return _NODES.scalar(value, at) if isinstance(value, str) else value


class SubmissionTree:
    """Gathers values under dotted keys (``survey.sent``) and returns them as one mapping."""

    def __init__(self, at: Place) -> None:
        self.at = at
        self._entries: dict[str, Node | CellValue | str | SubmissionTree] = {}

    def put(self, key: str, value: Node | CellValue | str) -> None:
        """Put a value under a key; each dot goes one mapping deeper."""
        first, _, rest = key.partition(".")
        if not rest:
            self._entries[first] = value
            return
        at = value.place if isinstance(value, Node) else getattr(value, "at", self.at)
        inner = self._entries.setdefault(first, SubmissionTree(at))
        assert isinstance(inner, SubmissionTree)
        inner.put(rest, value)

    def node(self) -> Mapping_:
        """Return what was gathered."""
        inner = {
            k: v.node() if isinstance(v, SubmissionTree) else v for k, v in self._entries.items()
        }
        return mapping(inner, self.at)
