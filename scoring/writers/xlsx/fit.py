"""How high a row must be so that no text is cut, estimated from widths and sizes of type.

Lengths are in points, widths of text in half characters (a Chinese character takes two). Estimates
are on the high side: a spreadsheet program never widens a row of a merged cell by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil
from typing import Final

from scoring.text import lines_taken
from scoring.value_class import dataclass

HIGHEST: Final = 409.0
"""The highest row that a workbook can hold."""
PIECE: Final = 12
"""Lines of text in one physical row, where a logical row must be split."""
_LETTER: Final = 1.15
"""Width of a Latin letter or digit in half characters, where the font is not an even one."""
_SAFE: Final = 0.95
"""The share of a line that is counted on; programs differ in what they make of a width."""
_QUOTES: Final = "“”‘’"
_OPENING: Final = "([{《〈「『【〔〖\uff08"
_CLOSING: Final = ",.;:!?)]}%。》〉」』】〕〗、…·~\uff0c\uff1b\uff1a\uff01\uff1f\uff09\uff05"
_UNIT = (
    f"[{re.escape(_OPENING)}]*(?:[0-9A-Za-z_.+/&=<>#@$*-]+|[^\\s{_QUOTES}])[{re.escape(_CLOSING)}]*"
)
_WORD: Final = re.compile(
    rf"\s|[{_QUOTES}]*{_UNIT}(?:[{_QUOTES}]+{_UNIT})*[{_QUOTES}]*|[{_QUOTES}]+"
)
"""What is not broken: a word or number, a sign with its punctuation, and what quotes hold on to."""
WIDTH_UNIT: Final = 5.25
"""Points in one unit of a column's width (the width of a digit in the usual 11 point fonts)."""
_INDENT: Final = 9.0
"""Points that one step of indentation takes."""
_PADDING: Final = 5.0
"""Points at the sides of a cell that hold no text, and above and below it on sheets for the screen."""
_ABOVE_AND_BELOW: Final = 3.0
"""Points above and below the text of a cell that is printed."""
_LINE: Final = 1.46
"""Height of a line over the size of type."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a cell gives its text."""

    capacity: float
    """Half characters in a line; 0 where text is not wrapped."""
    line: float
    """Points from one line to the next."""

    def height(self, text: str) -> float:
        """Return the height that ``text`` needs."""
        return lines(text, self.capacity) * self.line + _ABOVE_AND_BELOW

    def pieces(self, text: str, height: float) -> list[str]:
        """Cut ``text`` between its lines into pieces that need no more than ``height`` each."""
        most = max(int((height - _ABOVE_AND_BELOW) / self.line), 1)
        return cut(text, self.capacity, most)


def box(width: float, size: float, *, wraps: bool, indent: float = 0.0) -> Box:
    """Return the room in a cell of a ``width`` for type of ``size`` points."""
    room = (width - _PADDING - indent * _INDENT) * _SAFE
    return Box(max(room / (size / 2) - 0.5, 2.0) if wraps else 0.0, size * _LINE)


def letters_in(width: float, size: float) -> int:
    """Return how many half-width letters of a size stand in a line of a column."""
    return max(int(width * 2 * WIDTH_UNIT / size - 1), 2)


def row_height(texts: Iterable[tuple[str, float]], size: float) -> float:
    """Return the height of a row of wrapped texts, each in a column of the given width.

    Simpler than a :class:`Box`, for sheets of which no printed page is filled to its edge.
    """
    counts = (lines_taken(text, letters_in(width, size)) for text, width in texts)
    return height_of_lines(max(counts, default=1), size)


def height_of_lines(count: int, size: float) -> float:
    """Return the height of a row of so many lines; no row is higher than :data:`HIGHEST`."""
    return round(min(count * size * _LINE + _PADDING, HIGHEST), 2)


def lines(text: str, capacity: float) -> int:
    """Return how many lines ``text`` takes where a line holds ``capacity`` half characters."""
    if len(text) * 2 <= capacity and "\n" not in text:
        return 1
    if not capacity:
        return text.count("\n") + 1
    return sum(_wrapped(part, capacity) for part in text.split("\n"))


def cut(text: str, capacity: float, most: int) -> list[str]:
    """Cut ``text`` into pieces of at most ``most`` lines; together they are the text again.

    A line end at a cut is left out.
    """
    pieces, count, start, at = [], 0, 0, 0
    for part in text.split("\n"):
        for length in _line_lengths(part, capacity):
            if count == most:
                pieces.append(text[start:at].removesuffix("\n"))
                start, count = at, 0
            at, count = at + length, count + 1
        at += 1
    return [*pieces, text[start:]]


def _line_lengths(text: str, capacity: float) -> list[int]:
    """Return how many characters stand in each line of one paragraph."""
    if not capacity or _width(text) <= capacity:
        return [len(text)]
    lengths, used = [0], 0.0
    for word in _WORD.findall(text):
        width = _width(word)
        # A word longer than a line goes on in the next one.
        units = ((word, width),) if width <= capacity else ((c, _width(c)) for c in word)
        for unit, wide in units:
            if used + wide > capacity:
                lengths.append(0)
                used = 0.0
            lengths[-1] += len(unit)
            used += wide
    return lengths


def _wrapped(text: str, capacity: float) -> int:
    """Break one paragraph as a spreadsheet program does, word by word."""
    if _width(text) <= capacity:
        return 1
    count, used = 1, 0.0
    for word in _WORD.findall(text):
        width = _width(word)
        if used + width <= capacity:
            used += width
        elif width <= capacity:
            count, used = count + 1, width
        else:
            # A word longer than a line goes on in the next one.
            further = ceil((used + width) / capacity) - 1
            count, used = count + further, used + width - further * capacity
    return count


def text_width(text: str, size: float) -> float:
    """Return the points that a text of a size takes in one line; of several, all together."""
    return _width(text) * size / 2


def _width(text: str) -> float:
    if len(text) == 1:
        return _LETTER if text < "\x80" else 2.0
    letters = len(text.encode("ascii", "ignore"))
    return 2 * len(text) - (2 - _LETTER) * letters
