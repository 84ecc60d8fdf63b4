"""A page's text as tags and texts, in one pass whose time is proportional to its length.

Only as much of HTML as tables need: comments, scripts and styles are passed over unread.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from scoring.problem import Place
from scoring.readers.books.sheets.bounds import MOST_PIECES, damaged, too_much

LONGEST_TAG: Final = 100_000
MOST_ATTRIBUTES: Final = 1_000
_MOST_HIDDEN: Final = 100
"""Unread elements inside each other."""

_NAME: Final = re.compile(r"</?([a-zA-Z][^\s/>]{0,100})")
_REST: Final = re.compile(r"""(?:[^"'>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[="'])*+>""")
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?"""
)
_UNREAD: Final = frozenset({"script", "style", "noscript", "template", "svg", "head"})
"""Elements whose content is no text of the page; ``head`` holds a title that no sheet shows."""
_RAW: Final = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in small letters, whether it closes, its attributes."""

    name: str
    closing: bool
    attributes: Mapping[str, str] = field(default_factory=dict)
    start: int = 0
    """Where it begins in the page's text, and ``end``: where what follows it begins."""
    end: int = 0


def tokens(text: str, place: Place) -> Iterator[Tag | str]:
    """Yield tags, and the texts between them with their character references read.

    Raises :class:`InputError` where a tag never ends: the page is cut off; and where there are
    too many of them.
    """
    position = pieces = 0
    hidden: list[str] = []
    while position < len(text):
        pieces += 1
        if pieces > MOST_PIECES:
            raise too_much(place, "网页里的标记和文字段", MOST_PIECES)
        opening = text.find("<", position)
        if opening < 0:
            opening = len(text)
        if opening > position and not hidden:
            yield html.unescape(text[position:opening])
        if opening == len(text):
            return
        tag, position = _tag(text, opening, place)
        if tag is None:
            if position == opening:
                position += 1
                if not hidden:
                    yield "<"
            continue
        if tag.name in _RAW and not tag.closing:
            end = _closing(text, tag.name, position)
            position = len(text) if end < 0 else end
            continue
        if tag.name in _UNREAD:
            if not tag.closing:
                if len(hidden) >= _MOST_HIDDEN:
                    raise too_much(place, "网页里套在一起的标记", _MOST_HIDDEN)
                hidden.append(tag.name)
            elif tag.name in hidden:
                while hidden.pop() != tag.name:
                    pass
            continue
        if tag.name in ("body", "table"):
            hidden.clear()
        if not hidden:
            yield tag


def _tag(text: str, opening: int, place: Place) -> tuple[Tag | None, int]:
    """Return the tag that begins at ``opening`` and where it ends; None for what is no tag."""
    if text.startswith("<!--", opening):
        end = text.find("-->", opening + 4)
        return None, len(text) if end < 0 else end + 3
    if text.startswith(("<!", "<?"), opening):
        end = text.find(">", opening)
        return None, len(text) if end < 0 else end + 1
    name = _NAME.match(text, opening)
    if name is None:
        return None, opening
    rest = _REST.match(text, name.end(), name.end() + LONGEST_TAG)
    if rest is None:
        raise damaged(
            place, f"网页不完整：第 {text.count(chr(10), 0, opening) + 1} 行的标记没有结尾"
        )
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text, name.end(), rest.end() - 1):
        if len(attributes) >= MOST_ATTRIBUTES:
            break
        value = found[2] if found[2] is not None else found[3] if found[3] is not None else found[4]
        attributes.setdefault(found[1].lower(), html.unescape(value or ""))
    closing = text.startswith("</", opening)
    return Tag(name[1].lower(), closing, attributes, opening, rest.end()), rest.end()


def _closing(text: str, name: str, start: int) -> int:
    """Return where ``</name`` stands after ``start``, in letters of either size; -1 if nowhere."""
    found = re.compile(f"</{name}", re.I).search(text, start)
    return found.start() if found else -1
