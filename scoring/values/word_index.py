"""Which of many words stand in a text: each place of the text is looked up once, not each word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

_NONE: Final[tuple[str, ...]] = ()


class WordIndex:
    """Words by their first two characters."""

    __slots__ = ("_pairs", "_single")

    def __init__(self, words: Iterable[str]) -> None:
        """Index ``words``; an empty one, which stands in every text, is left out."""
        pairs: dict[str, list[str]] = {}
        single: set[str] = set()
        for word in dict.fromkeys(words):
            if len(word) == 1:
                single.add(word)
            elif word:
                pairs.setdefault(word[:2], []).append(word)
        self._pairs: Mapping[str, tuple[str, ...]] = {key: tuple(ws) for key, ws in pairs.items()}
        self._single = frozenset(single)

    def found(self, text: str) -> set[str]:
        """Return the words that ``text`` holds."""
        found = self._single.intersection(text) if self._single else set()
        found = set(found)
        get = self._pairs.get
        for at in range(len(text) - 1):
            for word in get(text[at : at + 2], _NONE):
                if text.startswith(word, at):
                    found.add(word)
        return found

    def holds(self, text: str) -> bool:
        """Tell whether ``text`` holds any of the words."""
        if not self._single.isdisjoint(text):
            return True
        get = self._pairs.get
        return any(
            text.startswith(word, at)
            for at in range(len(text) - 1)
            for word in get(text[at : at + 2], _NONE)
        )
