"""What a reason can change of a row's outcome: nothing but that there is one, a band, or anything."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.text import squeezed
from scoring.values.grammar import Reader
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Number, Several
from scoring.values.word_index import WordIndex

LETTERS: Final = re.compile("[\u4e00-\u9fffA-Za-z0-9，。；、：,;.%]*")
"""Texts of these signs alone are folded without a word appearing that is not written."""
_MOST_KEPT: Final = 10_000


class Reason(IntEnum):
    """What a reason does to its row."""

    NONE = 0
    PLAIN = 1
    """Something is written, and that is all that matters."""
    EXCUSES = 2
    """It names what leaves the outcome of a missed target to a person."""
    ANY = 3
    """Its words may change how the row is read."""


class ReasonWords:
    """Tells what a reason does, by the words that the engine looks for in it."""

    def __init__(self, reader: Reader, excuses: ExcuseWords) -> None:
        lexicon = reader.lexicon
        words = lexicon.remarks
        remarks = (
            *words.stops, *words.excuses, *words.inferred, *words.not_accepted, *words.unfinished,
            *words.surveyed,
        )  # fmt: skip
        self.remarks = _index(lexicon, *remarks, *lexicon.other_time, *lexicon.aside)
        """Words that change what a value next to them means."""
        self._any = _index(lexicon, *remarks, *excuses.restated)
        self._reader = reader
        self._excusing = _index(
            lexicon, *excuses.approvals, *excuses.force_majeure, *excuses.stopped
        )
        self._fold = lexicon.fold
        self._excuses = excuses
        self._kept: dict[str, Reason] = {}

    def of(self, reason: str) -> Reason:
        """Return what a reason does."""
        if not reason:
            return Reason.NONE
        found = self._kept.get(reason)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[reason] = self._of(reason)
        return found

    def _of(self, reason: str) -> Reason:
        texts = [reason]
        if not LETTERS.fullmatch(reason):
            texts += self._fold(reason), squeezed(reason)
        if any(map(self._any.holds, texts)) or self._names_number(reason):
            return Reason.ANY
        if len(texts) > 1 or any(map(self._excusing.holds, texts)):
            return Reason.EXCUSES if self._excuses.named_in(reason) else Reason.PLAIN
        return Reason.PLAIN

    def _names_number(self, reason: str) -> bool:
        """Tell whether a reason names a number as reached: 实际采购30台."""
        achieved = self._reader.lexicon.achieved
        if not any(word in reason for word in achieved) and LETTERS.fullmatch(reason):
            return False
        reading = self._reader.read(reason)
        found = reading.numbers if isinstance(reading, Several) else (reading,)
        return any(isinstance(number, Number) for number in found)


def _index(lexicon: Lexicon, *words: str) -> WordIndex:
    return WordIndex({*words, *map(lexicon.fold, words), *map(squeezed, words)})
