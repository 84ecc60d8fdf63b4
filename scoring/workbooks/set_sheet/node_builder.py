"""Nodes that stand in cells: what is read from a workbook, with the place of every value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, SourceText
from scoring.problem import Place


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path of keys joined by points, or None."""
    node: Any = data
    for step in path.split("."):
        node = node.get(step) if isinstance(node, Mapping) else None
    return node


class NodeBuilder:
    """Makes nodes of one workbook."""

    def __init__(self, file: str) -> None:
        self.source = SourceText(file, ())

    def node(self, value: Any, place: Place) -> Node:
        """Return plain data as nodes that all stand at one place."""
        if isinstance(value, dict):
            return self.mapping({k: self.node(v, place) for k, v in value.items()}, place)
        if isinstance(value, list):
            return self.sequence([self.node(v, place) for v in value], place)
        return Scalar(place, self.source, value)

    def mapping(self, values: dict[str, Node], place: Place) -> Mapping_:
        """Return a mapping; each key stands where its value does."""
        entries = tuple(Entry(Scalar(v.place, self.source, k), v) for k, v in values.items())
        return Mapping_(place, self.source, entries)

    def sequence(self, items: list[Node], place: Place) -> Sequence_:
        """Return a list."""
        return Sequence_(place, self.source, tuple(items))
