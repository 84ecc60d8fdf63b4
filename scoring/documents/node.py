"""A read file as a tree of nodes that know their place; every scalar keeps its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's name as shown to people, and its lines, for carets."""

    name: str
    lines: Sequence[str]

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1), or an empty text."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a file and the source it stands in."""

    place: Place
    source: SourceText = field(repr=False, compare=False)

    def problem(self, code: str, message: str, hint: str = "", *, offset: int = 0) -> Problem:
        """Return a problem at this node, ``offset`` characters after its beginning."""
        place = Place(self.place.file, self.place.line, self.place.column + offset)
        return Problem(code, message, place, hint, self.source.line(place.line))


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A text; ``plain`` if unquoted. ``text`` None is an empty value (``key:`` or null)."""

    text: str | None = None
    plain: bool = True
    content_offset: int = 0
    """Characters from the node's place to its first content character (1 behind a quote)."""


@dataclass(frozen=True, slots=True)
class Sequence_(Node):
    """A list."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping_(Node):
    """A mapping in the order of the file; keys are unique. ``flow`` if written in braces."""

    entries: tuple[Entry, ...] = ()
    flow: bool = False

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def get(self, key: str) -> Node | None:
        """Return the value under ``key``, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


def as_data(node: Node) -> Any:
    """Return the tree as dicts, lists and texts; an empty value becomes None."""
    if isinstance(node, Mapping_):
        return {e.key.text: as_data(e.value) for e in node.entries}
    if isinstance(node, Sequence_):
        return [as_data(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


def at_path(node: Node, path: Sequence[str | int]) -> tuple[Node, bool]:
    """Follow ``path`` as far as it leads; return the last node and whether all was found."""
    for step in path:
        found: Node | None = None
        if isinstance(node, Mapping_) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Sequence_) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        if found is None:
            return node, False
        node = found
    return node, True
