"""The tree of a YAML text written out when the package is built, and read again without parsing.

The first line of such a file names the digests of the text that it is the tree of and of the lines
behind: a tree of another text, or one that is not whole, counts as none. Data and places stand
apart, so that nothing but data is made for those who need no place; nodes that are asked for are
made level by level.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from scoring.documents.bounds import Document
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, SourceText, WithData
from scoring.problem import Place

_FORMAT: Final = "ziping-tree/1"
_STRIDE: Final = 3
"""Numbers that tell about one node: its line, its column, and how it is written.

That is one of the following for a text; for a list or mapping how many nodes it has with all below
(itself among them, and keys), twice, and one more if it is written in braces.
"""
_PLAIN, _QUOTED, _BLOCK = range(3)
_SLOTS: Final = ("_made", "_number", "_tree", "data")


def tree_of(text: str, name: str, compiled: bytes = b"") -> Node:
    """Return the tree of a YAML text: what ``compiled`` holds, if that is of this text; else parse it.

    ``name`` is the file's name as it is shown to people. Raises :class:`InputError` as parsing does.
    """
    tree = read_tree_file(compiled, text, name) if compiled else None
    if tree is not None:
        return tree
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - YAML costs time to import

    return parse_yaml(text, name)


def written_tree(text: str, root: Node) -> bytes:
    """Return the file that holds ``root``, which was parsed from ``text``."""
    marks: list[int] = []
    _note(root, marks)
    body = f"{' '.join(map(str, marks))}\n{json.dumps(_data(root), ensure_ascii=False)}".encode()
    return _head(text, body) + b"\n" + body


def read_tree_file(content: bytes, text: str, name: str) -> Node | None:
    """Return the tree of ``text`` that ``content`` holds; None if it holds no such tree.

    ``name`` is the name of the text's file as it is shown to people.
    """
    head, _, body = content.partition(b"\n")
    if head != _head(text, body):
        return None
    marks, _, written = body.partition(b"\n")
    try:
        data = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return _Tree(text, name, marks).node(data, 0) if isinstance(data, dict | list) else None


def _head(text: str, body: bytes) -> bytes:
    digests = (hashlib.sha256(part).hexdigest() for part in (text.encode(), body))
    return " ".join((_FORMAT, *digests)).encode()


def _note(node: Node, marks: list[int]) -> None:
    """Add what tells about a node and all below it."""
    begin = len(marks)
    marks += [node.place.line, node.place.column, _BLOCK]
    if isinstance(node, Scalar):
        marks[-1] = _PLAIN if node.plain else _QUOTED if node.content_offset else _BLOCK
        return
    for below in _below(node):
        _note(below, marks)
    in_braces = isinstance(node, Mapping_) and node.flow
    marks[begin + 2] = 2 * (len(marks) - begin) // _STRIDE + in_braces


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node, Mapping_):
        for entry in node.entries:
            yield entry.key
            yield entry.value
    else:
        assert isinstance(node, Sequence_)
        yield from node.items


def _data(node: Node) -> Any:
    if isinstance(node, Mapping_):
        return {entry.key.text: _data(entry.value) for entry in node.entries}
    if isinstance(node, Sequence_):
        return [_data(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


class _Tree:
    """What all nodes of a file share: its text, and where each node stands."""

    def __init__(self, text: str, name: str, marks: bytes) -> None:
        self._text = text
        self._name = name
        self._marks = marks

    @cached_property
    def marks(self) -> list[int]:
        return [*map(int, self._marks.split())]

    @cached_property
    def source(self) -> SourceText:
        return Document.of(self._text, self._name).source

    def place(self, number: int) -> Place:
        line, column = self.marks[_STRIDE * number : _STRIDE * number + 2]
        return Place(self._name, line, column)

    def written(self, number: int) -> int:
        return self.marks[_STRIDE * number + 2]

    def behind(self, data: Any, number: int) -> int:
        """Return the number of the node that follows node ``number`` and all below it."""
        return number + (self.written(number) // 2 if isinstance(data, dict | list) else 1)

    def scalar(self, text: str | None, number: int) -> Scalar:
        written = self.written(number)
        offset = 1 if written == _QUOTED else 0
        return Scalar(self.place(number), self.source, text, written == _PLAIN, offset)

    def node(self, data: Any, number: int) -> Node:
        if isinstance(data, dict):
            return _TreeMapping(self, data, number)
        if isinstance(data, list):
            return _TreeSequence(self, data, number)
        return self.scalar(data, number)


class _TreeNode(WithData):
    """A list or mapping that makes its place, and the nodes in it, when they are asked for."""

    __slots__ = ()
    _tree: _Tree
    _number: int
    _made: tuple[Any, ...] | None

    def __init__(self, tree: _Tree, data: Any, number: int) -> None:
        # the nodes that it stands for are frozen
        given = {"_tree": tree, "data": data, "_number": number, "_made": None}
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self._tree.place(self._number)

    @property
    def source(self) -> SourceText:
        """The text that it stands in."""
        return self._tree.source

    def _kept(self, make: Callable[[], Any]) -> Any:
        if self._made is None:
            object.__setattr__(self, "_made", make())
        return self._made


class _TreeMapping(_TreeNode, Mapping_):
    __slots__ = _SLOTS

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in the order of the file."""
        made: tuple[Entry, ...] = self._kept(lambda: tuple(self._entries()))
        return made

    @property
    def flow(self) -> bool:
        """Whether it is written in braces."""
        return bool(self._tree.written(self._number) % 2)

    def _entries(self) -> Iterator[Entry]:
        at = self._number + 1
        for key, value in self.data.items():
            yield Entry(self._tree.scalar(key, at), self._tree.node(value, at + 1))
            at = self._tree.behind(value, at + 1)

    def __reduce__(self) -> tuple[Any, ...]:
        return Mapping_, (self.place, self.source, self.entries, self.flow)


class _TreeSequence(_TreeNode, Sequence_):
    __slots__ = _SLOTS

    @property
    def items(self) -> tuple[Node, ...]:
        """The items in order."""
        made: tuple[Node, ...] = self._kept(lambda: tuple(self._items()))
        return made

    def _items(self) -> Iterator[Node]:
        at = self._number + 1
        for value in self.data:
            yield self._tree.node(value, at)
            at = self._tree.behind(value, at)

    def __reduce__(self) -> tuple[Any, ...]:
        return Sequence_, (self.place, self.source, self.items)
