"""XML as events within bounds: no document types, no entities, no trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from xml.parsers import expat

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import (
    CHUNK,
    DEEPEST,
    LONGEST_MARKUP,
    MOST_ELEMENTS,
    WORKBOOK,
    Container,
    damaged,
    too_much,
)

Start = Callable[[Mapping[str, str]], None]
End = Callable[[], None]
SEPARATOR: Final = " "


class Events:
    """Calls a function for each element that is waited for; all others cost nearly nothing.

    ``starts`` and ``ends`` have the local names as keys; an element counts only if its namespace
    is among ``namespaces`` (or it has none). While ``collect`` is on, character data go to
    ``text``.
    """

    def __init__(
        self,
        place: Place,
        namespaces: Iterable[str],
        starts: Mapping[str, Start],
        ends: Mapping[str, End],
        most_text: int,
        container: Container = WORKBOOK,
    ) -> None:
        spaces = tuple(namespaces)
        self._place = place
        self._container = container
        self._starts = _spread(starts, spaces)
        self._ends = _spread(ends, spaces)
        self._depth = 0
        self._elements = 0
        self._most_text = most_text
        self._pieces: list[str] = []
        self._length = 0
        parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        self._parser = parser

    def read(self, chunks: Iterable[bytes], part: str) -> None:
        """Read a document; messages call it so: the name of a part, or 工作表“…”."""
        called = part if "“" in part else f"“{part}”"
        fed = 0
        try:
            for chunk in chunks:
                for begin in range(0, len(chunk), CHUNK):
                    piece = chunk[begin : begin + CHUNK]
                    self._parser.Parse(piece, False)
                    fed += len(piece)
                    # A tag that is longer would be scanned again with every piece.
                    if fed - max(self._parser.CurrentByteIndex, 0) > LONGEST_MARKUP:
                        raise self._damaged(f"{called}里有一个长得不正常的标记")
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError):
            raise self._damaged(f"{called}的内容损坏了，读到一半就断了") from None

    def collect(self) -> None:
        """Begin to gather character data anew."""
        self._pieces = []
        self._length = 0
        self._parser.CharacterDataHandler = self._data

    def collected(self) -> str:
        """Stop gathering; return what was gathered."""
        self._parser.CharacterDataHandler = None
        return "".join(self._pieces)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._damaged(f"{self._container.word}内部的标记套得太深，超过 {DEEPEST} 层")
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_much(self._place, f"{self._container.word}内部的标记", MOST_ELEMENTS)
        known = self._starts.get(name)
        if known is not None:
            known(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        known = self._ends.get(name)
        if known is not None:
            known()

    def _data(self, data: str) -> None:
        self._length += len(data)
        if self._length > self._most_text:
            raise self._damaged(f"有一格的文字超过 {self._most_text:,} 个字")
        self._pieces.append(data)

    def _damaged(self, what: str) -> InputError:
        return damaged(self._place, what, self._container)

    def _refuse(self, *_: Any) -> int:
        word, suffix = self._container.word, self._container.suffix
        raise InputError(
            [
                Problem(
                    "declared-entities",
                    f"{word}内部带有实体声明，正常的{word}没有，可能是恶意文件",
                    self._place,
                    f"请不要使用这个文件，向发来的人要一份重新另存的 {suffix}。",
                )
            ]
        )


def _spread(known: Mapping[str, Any], namespaces: tuple[str, ...]) -> dict[str, Any]:
    table = dict(known)
    for space in namespaces:
        table |= {f"{space}{SEPARATOR}{name}": call for name, call in known.items()}
    return table


def attribute(attributes: Mapping[str, str], local: str) -> str | None:
    """Return an attribute by its local name, whatever its namespace."""
    found = attributes.get(local)
    if found is not None:
        return found
    ending = SEPARATOR + local
    return next((value for name, value in attributes.items() if name.endswith(ending)), None)
