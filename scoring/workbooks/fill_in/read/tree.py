"""Values with their cells into a tree of nodes, so that every complaint names sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, SourceText
from scoring.problem import Place
from scoring.workbooks.fill_in.read.rows import CellValue

_NO_TEXT = SourceText("", ())


def scalar(value: CellValue) -> Scalar:
    """Return a value as a node; not as a plain YAML scalar, whose advice would not fit."""
    return Scalar(value.at, _NO_TEXT, value.text, plain=False)


def mapping(at: Place, entries: Mapping[str, Node | CellValue | str]) -> Mapping_:
    """Return a mapping; a bare text stands at the mapping's own place."""
    made = []
    for key, value in entries.items():
        node = (
            value
            if isinstance(value, Node)
            else scalar(value if isinstance(value, CellValue) else CellValue(value, at))
        )
        made.append(Entry(Scalar(node.place, _NO_TEXT, key, plain=False), node))
    return Mapping_(at, _NO_TEXT, tuple(made))


def sequence(at: Place, items: Sequence[Node]) -> Sequence_:
    """Return a list."""
    return Sequence_(at, _NO_TEXT, tuple(items))


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
        return mapping(
            self.at,
            {
                key: value.node() if isinstance(value, SubmissionTree) else value
                for key, value in self._entries.items()
            },
        )
