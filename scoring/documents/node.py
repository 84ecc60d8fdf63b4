"""A read file as a tree of nodes that know their place; every scalar keeps its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from scoring.problem import Place, Problem
from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's name as shown to people, and its lines, for carets.

    ``first_line`` is the number of ``lines[0]`` in the file: a file that is read line by line has
    one source a line.
    """

    name: str
    lines: Sequence[str]
    first_line: int = 1

    def line(self, number: int) -> str:
        """Return line ``number`` (as the file counts), or an empty text."""
        index = number - self.first_line
        return self.lines[index] if 0 <= index < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a file and the source it stands in."""

    place: Place
    source: SourceText = field(repr=False, compare=False)

    def problem(self, code: str, message: str, hint: str = "", *, offset: int = 0) -> Problem:
        """Return a problem at this node, ``offset`` characters after its beginning.

        A text over several lines has no such character in its first line: the problem then stands
        at the node's beginning. Of a workbook's cell it stands at the cell.
        """
        if self.place.sheet:
            return Problem(code, message, self.place, hint)
        line = self.source.line(self.place.line)
        column = self.place.column + offset
        if column > len(line) + 1:
            column = self.place.column
        return Problem(code, message, Place(self.place.file, self.place.line, column), hint, line)


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A text; ``plain`` if unquoted. ``text`` None is an empty value (``key:`` or null)."""

    text: str | None = None
    plain: bool = True
    content_offset: int = 0
    """Characters from the node's place to its first content character (1 behind a quote)."""


@dataclass(frozen=True, slots=True)
class Made(Node):
    """Data that the program put beside what it read (where each value stands), as a model takes it."""

    data: Any = None


@dataclass(frozen=True, slots=True)
class Decoded(Node):
    """Data of a JSON text; ``tree`` makes its nodes where a place inside of it is asked for."""

    data: Any
    tree: Callable[[], Node] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence_(Node):  # noqa: N801 - Sequence is taken
    """A list."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping_(Node):  # noqa: N801 - Mapping is taken
    """A mapping in the order of the file; keys are unique. ``flow`` if written in braces."""

    entries: tuple[Entry, ...] = ()
    flow: bool = False

    def __iter__(self) -> Iterator[Entry]:
        """Go through the entries in the order of the file."""
        return iter(self.entries)

    def get(self, key: str) -> Node | None:
        """Return the value under ``key``, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


class WithData:
    """A node whose data is at hand: what :func:`as_data` finds in it, which nobody may change."""

    __slots__ = ()
    data: Any


@dataclass(frozen=True, slots=True)
class Fields(Node):
    """A mapping of values that stand in cells; its entries are made where they are asked for."""

    values: Mapping[str, Node]
    plain: bool

    def mapping(self) -> Mapping_:
        """Return it with its entries; each key stands where its value does."""
        entries = (
            Entry(Scalar(node.place, self.source, key, self.plain), spelled_out(node))
            for key, node in self.values.items()
        )
        return Mapping_(self.place, self.source, tuple(entries))


def spelled_out(node: Node) -> Node:
    """Return a tree with the entries of all its mappings made."""
    if isinstance(node, Fields):
        return node.mapping()
    if isinstance(node, Decoded):
        return node.tree()
    if isinstance(node, Sequence_):
        return Sequence_(node.place, node.source, tuple(map(spelled_out, node.items)))
    return node


class NodeBuilder:
    """Makes nodes of values that stand in cells; ``plain`` as of a :class:`Scalar`."""

    def __init__(self, file: str = "", *, plain: bool = True) -> None:
        self.source = SourceText(file, ())
        self._plain = plain

    def scalar(self, text: str | None, place: Place) -> Scalar:
        """Return a text."""
        return Scalar(place, self.source, text, self._plain)

    def made(self, data: Any, place: Place) -> Made:
        """Return data that the program puts beside what it read."""
        return Made(place, self.source, data)

    def mapping(self, values: Mapping[str, Node], place: Place) -> Mapping_:
        """Return a mapping; each key stands where its value does."""
        source, plain = self.source, self._plain
        entries = [
            Entry(Scalar(node.place, source, key, plain), node) for key, node in values.items()
        ]
        return Mapping_(place, source, tuple(entries))

    def fields(self, values: Mapping[str, Node], place: Place) -> Fields:
        """Return a mapping whose entries are made where they are asked for."""
        return Fields(place, self.source, dict(values), self._plain)

    def sequence(self, items: Iterable[Node], place: Place) -> Sequence_:
        """Return a list."""
        return Sequence_(place, self.source, tuple(items))

    def node(self, data: Any, place: Place) -> Node:
        """Return plain data as nodes that all stand at one place."""
        if isinstance(data, dict):
            return self.mapping({k: self.node(v, place) for k, v in data.items()}, place)
        if isinstance(data, list):
            return self.sequence([self.node(item, place) for item in data], place)
        return self.scalar(data, place)


def as_data(node: Node) -> Any:
    """Return the tree as dicts, lists and texts; an empty value becomes None."""
    if isinstance(node, WithData):
        return _copied(node.data)
    if isinstance(node, Mapping_):
        return {e.key.text: as_data(e.value) for e in node.entries}
    if isinstance(node, Sequence_):
        return [as_data(item) for item in node.items]
    if isinstance(node, Made | Decoded):
        return node.data
    assert isinstance(node, Scalar)
    return node.text


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(item) for item in data] if isinstance(data, list) else data


def at_path(node: Node, path: Sequence[str | int]) -> tuple[Node, bool]:
    """Follow ``path`` as far as it leads; return the last node and whether all was found."""
    for step in path:
        if isinstance(node, Decoded):
            node = node.tree()
        found: Node | None = None
        if isinstance(node, Mapping_) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Sequence_) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        if found is None:
            return node, False
        node = found
    return node, True
