"""Words of a page that are no part of its tables: hidden ones, those for programs that read aloud, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scoring.readers.books.sheets.html_tokens import Tag

_LONGEST: Final = 10_000
_MOST_STYLE: Final = 500_000
"""Characters of style rules that are looked at."""
_CLASS: Final = re.compile(r"\.([\w-]{1,100})")
_GONE: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
_CLIPPED: Final = re.compile(
    r"(?:^|;)\s*clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?\b|inset\(\s*(?:50|100)%)", re.I
)
_WORDS: Final = frozenset(
    {
        "span", "p", "div", "small", "b", "i", "u", "s", "em", "strong", "a", "label", "font", "sup",
        "sub", "abbr", "mark", "ins", "del", "li", "ul", "ol", "dl", "dt", "dd", "section", "article",
        "aside", "header", "footer", "nav", "main", "h1", "h2", "h3", "h4", "h5", "h6", "button",
    }
)  # fmt: skip
"""Elements that hold words. Hidden cells, rows and tables are read: without them columns would slide."""
_ENDS: Final = frozenset({"td", "th", "tr", "table", "body", "html"})
"""No hidden words go on beyond these, even where the page forgets to end them."""


class HiddenWords:
    """Follows a page's tags; knows whether the words between them are seen."""

    def __init__(self, text: str) -> None:
        self._classes = _hidden_classes(text)
        self._name = ""
        self._depth = 0
        self.found: list[str] = []
        """The hidden words, one text for each place."""

    @property
    def inside(self) -> bool:
        """Whether words are hidden here."""
        return self._depth > 0

    def tag(self, tag: Tag, *, behind: bool) -> None:
        """Take the next tag of the page; ``behind``: it stands behind words of a cell.

        There a link to another place of the page is a mark, as that of a footnote.
        """
        if tag.name in _ENDS:
            self._depth = 0
        elif self._depth:
            if tag.name == self._name:
                self._depth += -1 if tag.closing else 1
        elif (
            not tag.closing
            and tag.name in _WORDS
            and (self._hides(tag) or (behind and _is_mark(tag)))
        ):
            self._name, self._depth = tag.name, 1
            self.found.append("")

    def word(self, text: str) -> None:
        """Keep words that are hidden."""
        self.found[-1] += text[: max(0, 200 - len(self.found[-1]))]

    def _hides(self, tag: Tag) -> bool:
        marks = tag.attributes
        if "hidden" in marks or _is_unseen(marks.get("style", "")):
            return True
        return not self._classes.isdisjoint(marks.get("class", "").split())


def _is_mark(tag: Tag) -> bool:
    return tag.name == "a" and tag.attributes.get("href", "").startswith("#")


def _hidden_classes(text: str) -> frozenset[str]:
    """Return the classes that the page's own styles hide."""
    found: set[str] = set()
    for selectors, declared in _rules(_styles(text)):
        if _is_unseen(declared):
            names = (_CLASS.fullmatch(one.strip()) for one in selectors.split(","))
            found.update(name[1] for name in names if name)
    return frozenset(found)


def _styles(text: str) -> str:
    """Return the page's style rules without their comments."""
    small = text.lower() if len(text.lower()) == len(text) else text
    pieces: list[str] = []
    left = _MOST_STYLE
    start = small.find("<style")
    while start >= 0 and left > 0:
        begin, end = small.find(">", start), small.find("</style", start)
        if begin < 0 or end < 0:
            break
        pieces.append(_uncommented(text[begin + 1 : min(end, begin + 1 + left)]))
        left -= max(0, end - begin)
        start = small.find("<style", end + 7)
    return "".join(pieces)


def _uncommented(style: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := style.find("/*", position)) >= 0:
        kept.append(style[position:start])
        end = style.find("*/", start + 2)
        if end < 0:
            return "".join(kept)
        position = end + 2
    kept.append(style[position:])
    return "".join(kept).replace("<!--", "").replace("-->", "")


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations; rules inside others (for printing) are left out."""
    depth = behind = opened = 0
    plain = True
    for brace in re.finditer("[{}]", style):
        at = brace.start()
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                opened, plain = at, True
            else:
                plain = False
        elif depth:
            depth -= 1
            if not depth:
                if plain:
                    yield style[behind:opened], style[opened + 1 : at]
                behind = at + 1


def _is_unseen(declared: str) -> bool:
    if len(declared) > _LONGEST:
        return False
    return bool(_GONE.search(declared) or _CLIPPED.search(declared))
