"""Folding: a label as it is compared, and texts as they are kept. Pure text, no vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from scoring.text import NUMBERED, label_key, on_one_line

_BEHIND: Final = re.compile(r"\(([^()]*)\)$")
_WITHIN: Final = re.compile(r"\(([^()]*)\)(?=[^()])")
"""A bracket with more of the label behind it: ``指标(目标)值``."""
_MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|u|em|font|ol|ul|li|sub|sup|o:p)(?:\s[^<>]{0,500})?/?>", re.I
)
_LINE_ENDS: Final = re.compile(r"(?:</(?:p|div|li)\s*>|<br\s*/?>)(?=[^\s<]|<(?!/))", re.I)
_ENTITIES: Final = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_LONGEST_LABEL: Final = 60
_POINTS_BEHIND: Final = re.compile(
    r"\s?(?:[(\uff08]\s?([0-9]{1,3}(?:\.[0-9]{1,2})?)\s?分?\s?[)\uff09]|([0-9]{1,3}(?:\.[0-9]{1,2})?)\s?分)$"
)
"""``(50分)`` or ``50分`` behind a level's name."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the :func:`label_key` of a cell; a text too long for a label gives its beginning."""
    return label_key(text[: 4 * _LONGEST_LABEL])[: 2 * _LONGEST_LABEL]


@lru_cache(maxsize=4096)
def without_bracket(folded: str) -> tuple[str, str]:
    """Split ``产出(50分)`` into ``产出`` and ``50分``; the second is empty without brackets."""
    match = _BEHIND.search(folded)
    if match is None or match.start() == 0:
        return folded, ""
    return folded[: match.start()].rstrip(":"), match.group(1)


@lru_cache(maxsize=4096)
def label_forms(text: str) -> tuple[str, ...]:
    """Return what a cell may be as a label: as it is, and without its number and its brackets.

    The number stands before it (``2.项目实施内容``), the brackets behind it or within it.
    """
    folded = fold(text)
    numbered = NUMBERED.match(folded)
    plain = folded if numbered is None else folded[numbered.end() :]
    bare = [without_brackets(one)[0] for one in (folded, plain)]
    within = [_WITHIN.sub(inner, one) for one in bare if "(" in one for inner in ("", r"\1")]
    return tuple(dict.fromkeys((folded, plain, *bare, *within)))


def without_brackets(folded: str) -> tuple[str, tuple[str, ...]]:
    """Split ``预算执行情况(万元)(20分)`` into its name and what stands in the brackets behind it."""
    name, inner = without_bracket(folded)
    found: list[str] = []
    while inner:
        found.insert(0, inner)
        name, inner = without_bracket(name)
    return name, tuple(found)


def level_name(text: str) -> tuple[str, str]:
    """Return a level's name as it is kept, without the points behind it, and these points.

    ``产出 (50分)`` gives ``产出`` and ``50``.
    """
    one_line = on_one_line(text)
    match = _POINTS_BEHIND.search(one_line)
    if match is None or match.start() == 0:
        return one_line, ""
    return one_line[: match.start()], match.group(1) or match.group(2)


def clean(text: str) -> str:
    """Return a text as it is kept: trimmed, without the marks of a web page (``<p>``, ``&nbsp;``).

    A paragraph that ends without a blank behind it becomes a line break.
    """
    if "<" in text:
        text = _MARKUP.sub("", _LINE_ENDS.sub("\n", text))
    if "&" in text:
        for entity, sign in _ENTITIES.items():
            text = text.replace(entity, sign)
    return text.replace("\u00a0", " ").strip()


def has_markup(text: str) -> bool:
    """Tell whether :func:`clean` takes more than blanks away."""
    if "<" in text and _MARKUP.search(text):
        return True
    return "&" in text and any(entity in text for entity in _ENTITIES)
