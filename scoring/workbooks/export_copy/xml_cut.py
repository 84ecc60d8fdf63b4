"""XML changed in single places, found as positions in the bytes; the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.parsers import expat

_TAG: Final = re.compile(rb"""<(?:[^"'>]|"[^"]*+"|'[^']*+')*+>""")
_UTF8: Final = (None, "utf-8", "us-ascii", "ascii")


class UnknownXmlError(ValueError):
    """The XML is none that can be changed in place."""


class Element:
    """An element while it is read, and where it stands."""

    def __init__(self, name: str, attributes: dict[str, str], start: int, opened: int) -> None:
        self.name = name
        """As written, with its prefix."""
        self.attributes = attributes
        self.start = start
        self.opened = opened
        """Where the opening tag ends."""
        self.closing = opened
        """Where the closing tag begins; of an empty element where it ends."""
        self.end = opened

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.name[: len(self.name) - len(self.local)]

    @property
    def is_empty(self) -> bool:
        """Whether it is written ``<c/>``."""
        return self.closing == self.opened == self.end


def walk(data: bytes, seen: Callable[[Element, Sequence[Element]], None]) -> None:
    """Call ``seen`` for each element once it has ended, with those around it, outermost first.

    Raises :class:`UnknownXmlError` for anything but well-formed UTF-8 without a document type.
    """
    parser: Any = expat.ParserCreate()
    stack: list[Element] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        stack.append(Element(name, attributes, start, _tag_end(data, start)))

    def ended(_name: str) -> None:
        element = stack.pop()
        if data[element.opened - 2 : element.opened] == b"/>":
            element.end = element.closing = element.opened
        else:
            element.closing = parser.CurrentByteIndex
            element.end = data.index(b">", element.closing) + 1
        seen(element, stack)

    def declared(_version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF8:
            raise UnknownXmlError(encoding)

    def typed(*_: object) -> None:
        raise UnknownXmlError("doctype")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = typed
    if data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"):
        raise UnknownXmlError("utf-16")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnknownXmlError(str(error)) from error


def _tag_end(data: bytes, start: int) -> int:
    """Return where the tag that begins at ``start`` ends; a sign in quotes ends none."""
    found = _TAG.match(data, start)
    if found is None:
        raise UnknownXmlError("tag")
    return found.end()


def cut(data: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Return ``data`` with stretches replaced; ``edits`` are start, end and the new bytes."""
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < done:
            raise UnknownXmlError("overlap")
        pieces += [data[done:start], new]
        done = end
    return b"".join([*pieces, data[done:]])
