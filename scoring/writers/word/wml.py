"""The XML of Word documents: elements built by their usual names, and written back with all prefixes.

ElementTree forgets which prefixes a document declares and drops those that no element uses, while
``mc:Ignorable`` names prefixes in its text: without their declarations Word calls the file damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, iterparse

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_DEFAULT: Final = frozenset({"rel", "ct", "ep"})
"""Namespaces of parts that are written without a prefix."""
_XML: Final = NAMESPACES["xml"]
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ESCAPED_VALUE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DEEPEST: Final = 200
"""Elements stand in each other so many times at the most."""


class BadXml(ValueError):
    """The part of a document is no XML that is wanted here."""


@lru_cache(maxsize=1_024)
def q(name: str) -> str:
    """Return a name as ElementTree has it: ``w:p`` with the namespace in place of its prefix."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def el(
    name: str, attributes: Mapping[str, object] | None = None, *children: Element, text: str = ""
) -> Element:
    """Return an element with attributes and children, all called by their usual names."""
    made = Element(q(name), {q(key): str(value) for key, value in (attributes or {}).items()})
    made.extend(children)
    made.text = text or None
    return made


def val(name: str, value: object) -> Element:
    """Return an element that only has ``w:val``."""
    return el(name, {"w:val": value})


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its usual name; empty where there is none."""
    return "" if element is None else element.get(q(name), "")


def under(element: Element | None, *path: str) -> Element | None:
    """Return the first child on each step of a path, None where one is missing."""
    for step in path:
        element = None if element is None else element.find(q(step))
    return element


@dataclass(slots=True)
class Part:
    """A part of a document as a tree, with the prefixes that it declares anywhere."""

    root: Element
    prefixes: dict[str, str] = field(default_factory=dict)
    """Prefix to namespace, as they were declared."""

    def written(self) -> bytes:
        """Return the part as bytes, with every prefix declared at its root."""
        names = self._names()
        spaces: dict[str, str] = {}
        for prefix, uri in names.items():
            # The empty prefix does not hold for attributes.
            spaces[uri] = spaces.get(uri) or prefix
        declared = "".join(
            f' xmlns{":" if prefix else ""}{prefix}="{uri.translate(_ESCAPED_VALUE)}"'
            for prefix, uri in names.items()
        )
        pieces: list[str] = []
        _write(self.root, _Names(spaces), pieces.append, declared)
        return _HEAD + "".join(pieces).encode("utf-8")

    def _names(self) -> dict[str, str]:
        """Return the prefixes to declare: those of the document, then what its elements need."""
        names = dict(self.prefixes)
        usual = {uri: prefix for prefix, uri in NAMESPACES.items()}
        own = self.root.tag[1:].partition("}")[0]
        if not names and usual.get(own) in _DEFAULT:
            names[""] = own
        # A default namespace does not hold for attributes: it gets a prefix too, where one needs it.
        given = {uri for prefix, uri in names.items() if prefix}
        for uri, of_attribute in _namespaces(self.root):
            if uri in given or uri == _XML or (not of_attribute and uri in names.values()):
                continue
            prefix = usual.get(uri, "")
            if not prefix or prefix in names:
                prefix = next(f"n{at}" for at in range(len(names) + 2) if f"n{at}" not in names)
            names[prefix] = uri
            given.add(uri)
        return names


def parsed(content: bytes) -> Part:
    """Read a part. Raises ``BadXml`` if it is none, declares entities or is too deep."""
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise BadXml("DOCTYPE, or not UTF-8")
    prefixes: dict[str, str] = {}
    depth = 0
    root = None
    try:
        for event, item in iterparse(BytesIO(content), ("start-ns", "start", "end")):
            if event == "start-ns":
                prefix, uri = item
                if prefix not in prefixes and prefix != "xml":
                    prefixes[prefix] = uri
            elif event == "start":
                root = item if root is None else root
                depth += 1
                if depth > DEEPEST:
                    raise BadXml("too deep")
            else:
                depth -= 1
    except (SyntaxError, ValueError, LookupError) as error:
        raise BadXml(str(error)) from error
    assert root is not None
    return Part(root, prefixes)


def made(root: Element) -> bytes:
    """Return an element that the program built as the bytes of a part."""
    return Part(root).written()


def _namespaces(root: Element) -> Iterator[tuple[str, bool]]:
    names: dict[tuple[str, bool], None] = {}
    for element in root.iter():
        names[element.tag, False] = None
        for key in element.attrib:
            names[key, True] = None
    spaces = (
        (name[1:].partition("}")[0], of_attribute)
        for name, of_attribute in names
        if name[:1] == "{"
    )
    yield from dict.fromkeys(spaces)


class _Names(dict[str, str]):
    """The names of elements and attributes as they are written, by their whole names; each made once."""

    def __init__(self, spaces: Mapping[str, str]) -> None:
        super().__init__()
        self._spaces = spaces

    def __missing__(self, name: str) -> str:
        written = _name(name, self._spaces)
        self[name] = written
        return written


def _write(element: Element, names: _Names, put: Callable[[str], None], more: str = "") -> None:
    tag = names[element.tag]
    values = "".join(
        f' {names[key]}="{value.translate(_ESCAPED_VALUE)}"' for key, value in element.items()
    )
    if not len(element) and not element.text:
        put(f"<{tag}{more}{values}/>")
        return
    put(f"<{tag}{more}{values}>")
    if element.text:
        put(element.text.translate(_ESCAPED))
    for child in element:
        _write(child, names, put)
        if child.tail:
            put(child.tail.translate(_ESCAPED))
    put(f"</{tag}>")


def _name(name: str, spaces: Mapping[str, str]) -> str:
    if name[:1] != "{":
        return name
    uri, _, local = name[1:].partition("}")
    prefix = "xml" if uri == _XML else spaces[uri]
    return f"{prefix}:{local}" if prefix else local


def descendants(root: Element, *names: str) -> Iterable[Element]:
    """Yield the elements of some names below an element, in their order."""
    wanted = {q(name) for name in names}
    return (element for element in root.iter() if element.tag in wanted)
