"""Takes blank cells and rows out of a sheet's bytes before they are parsed.

A sheet may hold a million rows of nothing but styles; taking them out here costs a tenth of having
each of them parsed. Only cells and rows that name their own place are taken out, so that whatever
follows must name its own place too: see :class:`CellWithoutReferenceError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scoring.readers.books.sheets.bounds import LONGEST_MARKUP

_CELL: Final = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,7}")? ?/>')
_ATTRIBUTES: Final = rb'(?: [a-zA-Z0-9]{1,20}(?::[a-zA-Z0-9]{1,20})?="[^"<>]{0,40}"){0,20}'
_ROW: Final = re.compile(rb'<row r="[0-9]{1,7}"' + _ATTRIBUTES + rb" ?(?:/>|></row>)")
# Inside of these a text may look like a cell.
_QUOTING: Final = (b"<![CDATA[", b"<!--", b"<?")
_DECLARATION: Final = b"<?xml"


class CellWithoutReferenceError(Exception):
    """A row or cell that is placed by counting those before it, some of which were taken out."""


class Blanks:
    """Filters the bytes of one sheet; ``taken``: whether anything was taken out."""

    def __init__(self) -> None:
        self.taken = False

    def out_of(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the bytes without blank cells and rows."""
        rest = b""
        plain = True
        for chunk in chunks:
            data = rest + chunk
            end = data.rfind(b">") + 1
            if not plain or (not end and len(data) > LONGEST_MARKUP):
                rest = b""
                yield data
                continue
            whole, rest = data[:end], data[end:]
            if any(sign in whole.replace(_DECLARATION, b"") for sign in _QUOTING):
                plain = False
                rest = b""
                yield data
                continue
            yield self._without(whole)
        yield rest

    def _without(self, data: bytes) -> bytes:
        less, cells = _CELL.subn(b"", data)
        less, rows = _ROW.subn(b"", less)
        self.taken = self.taken or bool(cells or rows)
        return less
