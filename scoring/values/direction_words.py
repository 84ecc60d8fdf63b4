"""Words that give a bare number its direction, and which of them a row may hold at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from scoring.value_class import dataclass
from scoring.values.word_index import WordIndex

_OF_NAME: Final = ("name", "name_end")
_MOST_KNOWN: Final = 2_000


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """Words of a row's name, levels or unit that give a bare number its direction."""

    where: str
    """``name``, ``name_end``, ``level1``, ``level2`` or ``unit``."""
    words: tuple[str, ...]
    unless: tuple[str, ...]
    direction: str
    """``at_least``, ``at_most`` or ``exactly``."""
    then: tuple[str, ...] = ()
    """What must stand behind the word at the name's end (时间, 时长, 次数); empty for nothing."""
    levels: tuple[str, ...] = ()
    """Only where a level holds one of these; empty for any."""
    measures: tuple[str, ...] = ()
    """Only where the target's unit measures one of these (time, count …); empty for any."""
    yields: bool = False
    """Words of a level that say nothing once the name gives the direction."""


class DirectionIndex:
    """The entries of a set's direction words, found by the words that stand in a row's texts."""

    __slots__ = ("_by_word", "_in_name", "_known", "_unless", "entries", "on_levels")

    def __init__(self, entries: Sequence[DirectionWords]) -> None:
        self.entries = tuple(entries)
        by_word: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            if entry.where in _OF_NAME:
                for word in entry.words:
                    by_word.setdefault(word, []).append(number)
        self._by_word = by_word
        self._in_name = WordIndex(by_word)
        self.on_levels = tuple(entry for entry in self.entries if entry.where not in _OF_NAME)
        """The entries on a row's levels and unit, in their order."""
        self._known: dict[str, frozenset[str]] = {}
        self._unless = WordIndex(word for entry in self.entries for word in entry.unless)

    def on_name(self, name: str) -> list[DirectionWords]:
        """Return the entries on a row's name of which it holds a word, in their order."""
        numbers = {n for word in self._in_name.found(name) for n in self._by_word[word]}
        return [self.entries[number] for number in sorted(numbers)]

    def exclusions(self, texts: Iterable[str]) -> set[str]:
        """Return the words in ``texts`` that keep some entry from applying."""
        found: set[str] = set()
        for text in texts:
            if text:
                found |= self._held(text)
        return found

    def _held(self, text: str) -> frozenset[str]:
        """Return the words of a text that keep an entry from applying; levels and units recur."""
        held = self._known.get(text)
        if held is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            held = self._known[text] = frozenset(self._unless.found(text))
        return held
