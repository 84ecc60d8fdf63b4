"""A copy of an exported page in which some cells hold other texts; nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.html_tables import CellSource
from scoring.readers.forms.block import Position
from scoring.workbooks.export_copy.cell_text import in_html, written
from scoring.workbooks.export_copy.model import Fill, Value

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"")
_ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "cp1252")
_PIECE: Final = re.compile(r"""<!--.*?(?:-->|\Z)|<(?:[^"'>]|"[^"]*+"|'[^']*+')*+>""", re.DOTALL)
_STORED: Final = re.compile(r"""(\sx:num)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+)""", re.I)


def copy_html(
    data: bytes, text: str, sources: Mapping[Position, CellSource], fills: Sequence[Fill], name: str
) -> bytes:
    """Return the page with the fills put in; ``text`` is what ``data`` was read as.

    Raises :class:`InputError` if the text does not give the same bytes again, or a cell to fill
    cannot be found: then nothing may be written.
    """
    mark, encoding = _encoding(data, text, name)
    pieces: list[str] = []
    done = 0
    for fill in sorted(fills, key=lambda f: (f.row, f.column)):
        source = sources.get((fill.row, fill.column))
        if source is None or source.tag < done:
            place = Place(name, fill.row, fill.column, fill.sheet)
            raise _refused(place, "这一格在网页里找不到单独的位置，没有回填")
        tag = text[source.tag : source.content]
        pieces += [
            text[done : source.tag],
            _tag(tag, fill.value),
            _content(text[source.content : source.end], in_html(fill.value)),
        ]
        done = source.end
    pieces.append(text[done:])
    # A sign that the page's encoding lacks is written as a character reference.
    narrow = "gbk" if encoding == "gb18030" else encoding
    new = "".join(
        piece if index % 3 != 2 else piece.encode(narrow, "xmlcharrefreplace").decode(narrow)
        for index, piece in enumerate(pieces)
    )
    return mark + new.encode(encoding)


def _encoding(data: bytes, text: str, name: str) -> tuple[bytes, str]:
    """Return the mark and the encoding that turn ``text`` into ``data`` again."""
    for mark in _MARKS:
        if not data.startswith(mark):
            continue
        for encoding in _ENCODINGS:
            try:
                if mark + text.encode(encoding) == data:
                    return mark, encoding
            except UnicodeEncodeError:
                continue
    raise _refused(Place(name), "网页里有损坏的字符，不能原样写回，没有回填")


def _tag(tag: str, value: Value) -> str:
    """Return the opening tag; a number that it stores beside the text follows the text."""
    if isinstance(value, Decimal):
        return _STORED.sub(lambda found: f'{found[1]}="{written(value)}"', tag)
    return _STORED.sub("", tag)


def _content(old: str, new: str) -> str:
    """Put a text in the place of the old one; the marks around it stay."""
    parts: list[str] = []
    texts: list[int] = []
    position = 0
    for found in _PIECE.finditer(old):
        parts += [old[position : found.start()], found.group()]
        position = found.end()
    parts.append(old[position:])
    texts = [n for n in range(0, len(parts), 2) if parts[n].replace("&nbsp;", " ").strip()]
    first = texts[0] if texts else _innermost(parts)
    for number in texts:
        parts[number] = ""
    parts[first] = new
    # Line breaks between pieces of the old text would stand around the new one.
    inside = range(first + 1, texts[-1]) if len(texts) > 1 else range(0)
    return "".join(
        "" if n in inside and part.lower().startswith(("<br", "</br")) else part
        for n, part in enumerate(parts)
    )


def _innermost(parts: Sequence[str]) -> int:
    """Return the place behind the last opening mark of a cell without text."""
    last = 0
    for number in range(1, len(parts), 2):
        if parts[number].startswith(("</", "<!")) or parts[number].lower().startswith("<br"):
            break
        last = number + 1
    return last


def _refused(place: Place, message: str) -> InputError:
    hint = "“粘贴区”工作簿里有同样的内容，可以逐块复制粘贴。"
    return InputError([Problem("copy-html", message, place, hint)])
