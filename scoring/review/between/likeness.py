"""How alike two names are: the parts that both hold, longest first, as an exact fraction.

The longest part that stands in both is taken, then the longest left and right of it, and so on; a part
has at least two characters. The likeness is twice the characters of these parts divided by the
characters of both names: 1 for equal names, 0 for names without a common part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.review.between.vocabulary import BetweenWords
from scoring.text import name_key

_LONGEST: Final = 200
"""Characters of a name that are compared."""
_MOST_HOLDING: Final = 200
"""A pair that stands in more names does not help to find one."""
_MOST_TRIED: Final = 5
"""So many names that share most pairs of characters are compared in full."""


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """The likeness of two names, and the parts that make it."""

    likeness: Fraction
    common: tuple[str, ...]


def without_tail(name: str, tails: tuple[str, ...]) -> str:
    """Return a name as it is compared, without 项目 and the like behind it."""
    folded = name_key(name)
    for tail in tails:
        if folded.endswith(tail) and len(folded) > len(tail):
            return folded.removesuffix(tail)
    return folded


def name_likeness(one: str, other: str, shortest: int = 2) -> NameLikeness:
    """Compare two names."""
    first, second = name_key(one)[:_LONGEST], name_key(other)[:_LONGEST]
    parts = _common(first, second, shortest)
    if not first or not second:
        return NameLikeness(Fraction(0), ())
    return NameLikeness(Fraction(2 * sum(map(len, parts)), len(first) + len(second)), parts)


def likeness_in_text(name: str, text: str, shortest: int = 2) -> NameLikeness:
    """Return how much of a name a text holds."""
    first = name_key(name)[:_LONGEST]
    parts = _common(first, name_key(text)[: 4 * _LONGEST], shortest)
    return NameLikeness(Fraction(sum(map(len, parts)), len(first)) if first else Fraction(0), parts)


def _common(first: str, second: str, shortest: int) -> tuple[str, ...]:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return tuple(first[b.a : b.a + b.size] for b in blocks if b.size >= shortest)


@lru_cache(maxsize=20_000)
def pairs(name: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters: two names without a common one are not alike."""
    folded = name_key(name)[:_LONGEST]
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


class NearestName:
    """Finds among many names the one most like another, among those that share most pairs."""

    def __init__(self, names: Sequence[str], words: BetweenWords) -> None:
        self._names = names
        self._words = words
        self._holding: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            for pair in pairs(name):
                self._holding.setdefault(pair, []).append(number)

    def best(self, name: str) -> tuple[int, NameLikeness] | None:
        """Return the position of the most alike name and how alike it is, if it is alike enough."""
        holding = [self._holding.get(pair, ()) for pair in pairs(name)]
        shared = Counter(n for held in holding if len(held) <= _MOST_HOLDING for n in held)
        likely = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TRIED]
        shortest = int(self._words.likeness.shortest)
        tried = [(name_likeness(name, self._names[n], shortest), n) for n, _ in likely]
        enough = [(alike, n) for alike, n in tried if alike.likeness >= self._words.names_from]
        if not enough:
            return None
        alike, number = min(enough, key=lambda found: (-found[0].likeness, found[1]))
        return number, alike
