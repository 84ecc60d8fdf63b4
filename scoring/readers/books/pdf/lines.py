"""The letters of a page into lines, and lines into text as it was before the page's width broke it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_RADICALS: Final = {
    "⺟": "母", "⺠": "民", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻓": "长",
    "⻔": "门", "⻘": "青", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼",
    "⻥": "鱼", "⻦": "鸟", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟", "⺒": "巳",
    "⺝": "月", "⻙": "韦", "⻑": "長", "⺋": "㔾", "⺎": "兀", "⺐": "尢", "⺃": "乚", "⺜": "日",
}  # fmt: skip
"""Parts of characters that fonts hand out instead of the characters (Unicode maps only some)."""
_SAME: Final = 0.15
"""A letter printed twice, for boldness, lies nearer than this part of its size."""
_TYPED: Final = 0.1
_APART_LATIN: Final = 0.2
_APART: Final = 0.5
_APART_DIGITS: Final = 0.7
"""Gaps, as parts of a letter's size, from which on there is a blank between letters."""
_COLUMN_GAP: Final = 1.6
"""A gap from which on two texts on a line do not belong together."""
_PADDING: Final = 11.0
"""Points that a cell keeps free on both sides together, at most (Word's default)."""
_CLOSING: Final = "),.;:!?%)】》」』、,。;:!?%〉〕”’…/"
"""No line begins with these."""
_OPENING: Final = "(([【《「『〈〔“‘"
"""No line ends with these."""
_NARROW: Final = 6
"""A cell that has room for fewer letters on a line breaks every text."""
_SLACK: Final = 0.12
"""The part of a line that may stay free although the next one goes on with it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its box on the page; ``top`` counts downward, in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turned: int = 0
    """1 where the text runs upward, -1 where it runs downward."""

    @property
    def middle(self) -> float:
        """The height of the letter's middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Letters on one line, from left to right, without blanks."""

    letters: tuple[Letter, ...]
    blanks: tuple[float, ...] = ()
    """Where the middle of each blank lies that stands in the file as a letter."""

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.letters[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return self.letters[-1].x1

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(letter.top for letter in self.letters)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(letter.bottom for letter in self.letters)

    @property
    def size(self) -> float:
        """The size of most of it."""
        return sorted(letter.size for letter in self.letters)[len(self.letters) // 2]

    @property
    def text(self) -> str:
        """Its text, with blanks where the gaps are."""
        return _text(self.letters, self.blanks)

    @property
    def core(self) -> float:
        """Its width, without the marks at its end: they may stand outside of a cell's room."""
        for letter in reversed(self.letters):
            if letter.text not in _CLOSING:
                return letter.x1 - self.x0
        return 0.0

    def first_unit(self) -> float:
        """Return the width of what a program would have had to fit in: a character, or a word."""
        width = self.letters[0].x1 - self.letters[0].x0
        for before, letter in pairwise(self.letters):
            word = _in_word(before.text) and _in_word(letter.text)
            bound = word or letter.text in _CLOSING or before.text in _OPENING
            if not bound or letter.x0 - before.x1 > before.size:
                break
            width = letter.x1 - self.letters[0].x0
        return width


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """Return the lines from top to bottom; what is turned is read the way it runs."""
    given = list(letters)
    turned = sum(letter.turned for letter in given)
    if 2 * abs(turned) > len(given):
        given = [_upright(letter, 1 if turned > 0 else -1) for letter in given]
    lines: list[list[Letter]] = []
    middle = 0.0
    for letter in sorted(given, key=lambda one: (one.middle, one.x0)):
        if lines and abs(letter.middle - middle) <= 0.5 * max(letter.size, lines[-1][0].size):
            lines[-1].append(letter)
        else:
            lines.append([letter])
            middle = letter.middle
    return [line for found in lines if (line := _line(found)).letters]


def _line(letters: Iterable[Letter]) -> Line:
    ordered = sorted(letters, key=lambda one: one.x0)
    seen = _once([letter for letter in ordered if not letter.text.isspace()])
    blanks = [(one.x0 + one.x1) / 2 for one in ordered if one.text.isspace()]
    return Line(seen, tuple(blanks))


def segments(line: Line) -> list[Line]:
    """Split a line at wide gaps: there two texts stand beside each other."""
    parts: list[list[Letter]] = [[line.letters[0]]]
    for before, letter in pairwise(line.letters):
        if letter.x0 - before.x1 > _COLUMN_GAP * max(before.size, letter.size):
            parts.append([])
        parts[-1].append(letter)
    return [Line(tuple(part), line.blanks) for part in parts]


def joined(lines: Sequence[Line], width: float) -> str:
    """Return the text of a cell that is ``width`` wide: its own line breaks, not the page's.

    A line was broken by the width where what begins the next one would not have fitted behind it.
    """
    if not lines:
        return ""
    room = _room(lines, width)
    text = lines[0].text
    for before, line in pairwise(lines):
        text += (between(text, line.text) if _goes_on(before, line, room) else "\n") + line.text
    return text


def is_cut(lines: Sequence[Line], following: Sequence[Line], width: float) -> bool:
    """Tell whether the text of a cell goes on in another one: its last line is full."""
    if not lines or not following:
        return False
    last = lines[-1]
    return last.x1 - last.x0 + following[0].first_unit() > _room([*lines, *following], width)


def _room(lines: Sequence[Line], width: float) -> float:
    return max(width - _PADDING, *(line.core for line in lines))


def _goes_on(before: Line, line: Line, room: float) -> bool:
    narrow = room < _NARROW * before.size
    return narrow or before.x1 - before.x0 + line.first_unit() > (1 - _SLACK) * room


def between(before: str, after: str) -> str:
    """Return what was lost where a line was broken: a blank between words, else nothing."""
    last, first = before[-1:], after[:1]
    letters = last.isascii() and first.isascii() and last.isalpha() and first.isalpha()
    return " " if letters else ""


def character(text: str) -> str:
    """Return a letter's text with parts of characters as the characters themselves."""
    if len(text) == 1 and ("\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff"):
        return _RADICALS.get(text) or unicodedata.normalize("NFKC", text)
    return text


def _text(letters: Sequence[Letter], blanks: Sequence[float]) -> str:
    pieces = [letters[0].text]
    left = iter(blanks)
    blank = next(left, None)
    for before, letter in pairwise(letters):
        gap = letter.x0 - before.x1
        size = max(before.size, letter.size, 1.0)
        last, first = before.text[-1:], letter.text[:1]
        least = _APART
        if last.isascii() and first.isascii():
            least = _APART_LATIN
            if (last.isdigit() or last in ".,") and (first.isdigit() or first in ".,%"):
                least = _APART_DIGITS
        while blank is not None and blank < before.x0:
            blank = next(left, None)
        typed = blank is not None and blank < letter.x0 and gap > _TYPED * size
        pieces.append(" " + letter.text if typed or gap > least * size else letter.text)
    return "".join(pieces)


def _in_word(text: str) -> bool:
    return text.isascii() and not text.isspace()


def _once(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """Leave out letters that were printed a second time at nearly the same place."""
    kept: list[Letter] = []
    for letter in letters:
        twice = any(
            letter.text == other.text and abs(letter.x0 - other.x0) < _SAME * letter.size
            for other in kept[-2:]
        )
        if not twice:
            kept.append(letter)
    return tuple(kept)


def _upright(letter: Letter, turned: int) -> Letter:
    x0, x1 = (-letter.bottom, -letter.top) if turned > 0 else (letter.top, letter.bottom)
    top, bottom = (letter.x0, letter.x1) if turned > 0 else (-letter.x1, -letter.x0)
    return Letter(letter.text, x0, top, x1, bottom, letter.size, letter.turned)
