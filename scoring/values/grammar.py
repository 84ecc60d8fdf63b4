"""Read a text as people write it: into one reading, or the piece that could not be read."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from scoring.text import is_cell_error, shortened
from scoring.values import shortform
from scoring.values import tokens as cutting
from scoring.values.describe import describe
from scoring.values.items import scan
from scoring.values.lexicon import Lexicon, Word
from scoring.values.ranges import merge
from scoring.values.reading import (
    Comparator,
    Number,
    Reading,
    ShortStatement,
    StatementKind,
    Unread,
    UnreadReason,
    Wording,
)
from scoring.values.sentence import SentenceReader
from scoring.values.tokens import StopReadingError
from scoring.values.units import WORD

LONGEST: Final = 2000
"""Characters; a longer text is no value."""
_LONGEST_ABSENCE: Final = 16
"""Characters after 无 that still name one thing."""
_SHORTEST_NAME: Final = 3
"""Figures that name something by themselves: 110, 12345."""
_GLUED: Final = re.compile(r"[A-Za-z]+[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
"""Letters that run into a figure with thousands separators."""
_BLURRED: Final = "无法显示的字符"


class Reader:
    """Reads texts by a lexicon; keeps a bounded memo of texts already read."""

    def __init__(self, lexicon: Lexicon, memo: int = 4096) -> None:
        """Take the lexicon and how many distinct texts to remember (0 for none)."""
        self.lexicon = lexicon
        self._memo: dict[str, Reading] = {}
        self._most = memo

    def read(self, text: str) -> Reading:
        """Return what ``text`` means, :class:`Unread` where that is uncertain; never raises."""
        reading = self._memo.get(text)
        if reading is None:
            reading = self._read(text)
            if len(self._memo) >= self._most:
                self._memo.clear()
            if self._most and len(text) <= LONGEST:
                self._memo[text] = reading
        return reading

    def describe(self, reading: Reading) -> str:
        """Return a reading in Chinese words for people."""
        return describe(reading, self.lexicon.patterns)

    def measure(self, text: str) -> Number | None:
        """Read a unit column (度量单位) such as 万元: one of it, with its multiplier, or None."""
        if not text or len(text) > LONGEST:
            return None
        reading = self.read(f"1{self.lexicon.fold(text)}")
        if not isinstance(reading, Number) or reading.in_sentence or reading.label:
            return None
        if reading.unit is not None and reading.unit.dimension.startswith(WORD):
            return None
        return reading

    def scale(self, unit: str, dimension: str) -> Fraction | None:
        """Return how many of a dimension's base units one ``unit`` is: 10000 of 万元 for money.

        None where the unit is unknown or measures something else.
        """
        measure = self.measure(unit)
        if measure is None or measure.unit is None or measure.unit.dimension != dimension:
            return None
        return measure.amount * measure.unit.factor

    def comparator(self, text: str) -> Comparator | None:
        """Read the text of a direction column (≥, 正向 大于等于)."""
        if not text or len(text) > LONGEST:
            return None
        word = self.lexicon.words.get(self.lexicon.fold(text))
        return word.prefix if word is not None else None

    def _read(self, text: str) -> Reading:
        if len(text) > LONGEST:
            return Unread(text, f"{text[:20]}…", UnreadReason.TOO_MUCH)
        if not cutting.is_printable(text.replace("\r", "").replace("\t", "")):
            return Unread(text, _BLURRED, UnreadReason.UNPRINTABLE)
        if is_cell_error(text):  # the 0 of #DIV/0! is no figure
            return Unread(text, text.strip(), UnreadReason.CELL_ERROR)
        folded = self.lexicon.fold(text)
        if self.lexicon.is_hint(text) and folded not in self.lexicon.statements:
            return Unread(text, shortened(text.strip(), 30), UnreadReason.HINT)
        if not cutting.holds_figure(folded) and not self.lexicon.may_hold_date(folded):
            return self._words(text, folded)
        if "," in folded:
            # GB1,200: a code that ends before the comma, or a number? Nobody can say.
            glued = _GLUED.search(folded)
            if glued is not None:
                return Unread(text, glued.group(), UnreadReason.CODE)
        try:
            return self._figures(text, folded)
        except StopReadingError as stopped:
            return Unread(text, stopped.piece, stopped.why)

    def _figures(self, text: str, folded: str) -> Reading:
        """Read a text that holds figures or words of dates."""
        trimmed = folded.strip(self.lexicon.trimmed)
        stated = self.lexicon.statements.get(trimmed)
        if stated is not None:
            return ShortStatement(text, stated)
        if trimmed.startswith(self.lexicon.none_in_figures) and self._names(trimmed):
            return self._words(text, folded)
        if self._is_of_named(trimmed):
            return self._words(text, folded)
        short = shortform.match(text, folded, self.lexicon)
        if short is not None:
            return short
        pieces = cutting.cut(folded, self.lexicon)
        items = merge(scan(pieces, self.lexicon, folded), folded)
        reading = SentenceReader(text, folded, items, self.lexicon).reading()
        return self._words(text, folded) if reading is None else reading

    def _is_of_named(self, trimmed: str) -> bool:
        """Return whether there is none of something that a figure names: 未收到12315投诉."""
        for beginning in self.lexicon.none_of:
            rest = trimmed.removeprefix(beginning)
            if rest == trimmed or beginning in self.lexicon.none_in_figures:
                continue
            name = rest.lstrip("0123456789")
            if len(rest) - len(name) < _SHORTEST_NAME or not name.isalpha():
                continue
            first = cutting.cut(name, self.lexicon)[0]
            return first.kind is cutting.TokenKind.TEXT or first.word == Word()
        return False

    def _names(self, trimmed: str) -> bool:
        """Return whether a 0 is followed by words for a thing and by no unit: 0投诉, not 0件投诉."""
        for beginning in self.lexicon.none_in_figures:
            rest = trimmed.removeprefix(beginning)
            if rest == trimmed or len(rest) <= 1 or not rest.isalpha():
                continue
            if cutting.is_letter(rest[0]) or cutting.holds_figure(rest):
                continue
            first = cutting.cut(rest, self.lexicon)[0]
            if first.kind is cutting.TokenKind.TEXT or first.word == Word():
                return True
        return False

    def _words(self, text: str, folded: str) -> Reading:
        """Read a text without any number or date."""
        lexicon = self.lexicon
        trimmed = folded.strip(lexicon.trimmed)
        stated = lexicon.statements.get(trimmed)
        if not trimmed:
            stated = lexicon.statements.get(folded)
        if stated is not None:
            return ShortStatement(text, stated)
        if trimmed.startswith(lexicon.uncounted) and self._is_uncounted(trimmed):
            return Unread(text, trimmed, UnreadReason.UNCOUNTED)
        if not any(map(str.isalpha, trimmed)):
            return Unread(text, folded, UnreadReason.SIGNS_ALONE)
        if len(trimmed) <= _LONGEST_ABSENCE and not trimmed.startswith(lexicon.none_of_not):
            for beginning in lexicon.none_of:
                if trimmed.startswith(beginning) and not any(
                    mark in trimmed for mark in lexicon.clause_marks
                ):
                    return ShortStatement(text, StatementKind.NONE, of=trimmed[len(beginning) :])
        return Wording(text, trimmed)

    def _is_uncounted(self, trimmed: str) -> bool:
        """Tell whether a text is 若干 or its like, alone or with a unit: 若干次."""
        lexicon = self.lexicon
        rests = [trimmed.removeprefix(word) for word in lexicon.uncounted]
        return any(rest != trimmed and (not rest or lexicon.unit(rest)) for rest in rests)
