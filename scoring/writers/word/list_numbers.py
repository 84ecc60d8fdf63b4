"""The numbers that Word writes before paragraphs by itself: they stand in no text, yet people see them.

Word turns a typed ``一、`` or ``1.`` into such a number; who reads only texts would lose it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from scoring.writers.word.package import Package
from scoring.writers.word.wml import attribute, q, under

_PART: Final = "word/numbering.xml"
_LEVEL: Final = re.compile("%([1-9])")
_DIGITS: Final = "〇一二三四五六七八九"
_CIRCLED: Final = range(1, 21)
_CHINESE: Final = frozenset({
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional",
})  # fmt: skip
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_BULLET: Final = "•"
_MOST: Final = 9_999


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str


class ListNumbers:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._of_style: dict[str, Element] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        if _PART in package.parts:
            self._read(package.tree(_PART).root)
            if "word/styles.xml" in package.parts:
                for style in package.tree("word/styles.xml").root.iter(q("w:style")):
                    own = under(style, "w:pPr", "w:numPr")
                    if own is not None:
                        self._of_style[attribute(style, "w:styleId")] = own

    def _read(self, root: Element) -> None:
        for one in root.findall(q("w:abstractNum")):
            key = attribute(one, "w:abstractNumId")
            for level in one.findall(q("w:lvl")):
                self._levels[key, _number(attribute(level, "w:ilvl"))] = _Level(
                    _number(attribute(level.find(q("w:start")), "w:val"), 1),
                    attribute(level.find(q("w:numFmt")), "w:val") or "decimal",
                    attribute(level.find(q("w:lvlText")), "w:val"),
                )
        for one in root.findall(q("w:num")):
            key = attribute(one, "w:numId")
            self._list_of[key] = attribute(one.find(q("w:abstractNumId")), "w:val")
            for override in one.findall(q("w:lvlOverride")):
                start = override.find(q("w:startOverride"))
                if start is not None:
                    at = _number(attribute(override, "w:ilvl"))
                    self._restarts[key, at] = _number(attribute(start, "w:val"), 1)

    def before(self, paragraph: Element) -> str:
        """Return the number before the next paragraph; empty where it has none."""
        if not self._list_of:
            return ""
        style = attribute(under(paragraph, "w:pPr", "w:pStyle"), "w:val")
        of_style = self._of_style.get(style)
        own = under(paragraph, "w:pPr", "w:numPr")
        own = of_style if own is None else own
        key = attribute(under(own, "w:numId"), "w:val") or attribute(
            under(of_style, "w:numId"), "w:val"
        )
        level = _number(attribute(under(own, "w:ilvl"), "w:val"))
        found = self._levels.get((self._list_of.get(key, ""), level))
        if found is None:
            return ""
        counts = self._counts[self._list_of[key]]
        if key not in self._begun:
            self._begun.add(key)
            for (other, at), start in self._restarts.items():
                if other == key:
                    counts[at] = start - 1
        counts[level] = min(counts.get(level, found.start - 1) + 1, _MOST)
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._printed(self._list_of[key], found, counts)

    def _printed(self, name: str, level: _Level, counts: Mapping[int, int]) -> str:
        if level.kind == "bullet":
            return _BULLET
        if level.kind == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._levels.get((name, at), level)
            return numeral(counts.get(at, other.start), other.kind)

        return _LEVEL.sub(number, level.text)


def numeral(number: int, kind: str) -> str:
    """Return a number as Word writes it in a list of that kind; in figures, if the kind is rare."""
    if kind in _CHINESE:
        return _chinese(number)
    if kind in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind.startswith("decimalEnclosedCircle") and number in _CIRCLED:
        return chr(ord("①") + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """Return a number in Chinese figures: 12 is 十二, 20 二十, 105 一百〇五."""
    if number < 10:
        return _DIGITS[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[rest] if rest else "")
    hundreds, rest = divmod(number, 100)
    if hundreds > 9:
        return str(number)
    if not rest:
        return f"{_DIGITS[hundreds]}百"
    link = "〇" if rest < 10 else "一" if rest < 20 else ""
    return f"{_DIGITS[hundreds]}百{link}{_chinese(rest)}"


def _roman(number: int) -> str:
    pieces = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)


def _number(text: str, usual: int = 0) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() else usual
