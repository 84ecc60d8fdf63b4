"""Fold a text that is read as a value: one way of writing each sign, as the vocabulary lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scoring.text import LINE_BREAK
from scoring.value_class import dataclass

_SPACE_BETWEEN_DIGITS = re.compile(r"(?<=[0-9.,])[ \t]+(?=[0-9.])")
_SPACE = re.compile(r"[^\S\n]+")
_KEPT = "\x00"


@dataclass(frozen=True, slots=True)
class Fold:
    """Compiled tables of look-alike characters and longer signs; the tables are vocabulary."""

    characters: Mapping[int, str]
    sequences: tuple[tuple[str, str], ...]
    first_signs: frozenset[str]
    """Signs that begin one of the sequences; a text without any is not searched for them."""

    @classmethod
    def build(
        cls,
        ranges: Iterable[tuple[str, str, str]],
        characters: Mapping[str, str],
        sequences: Iterable[tuple[str, str]],
    ) -> Fold:
        """Compile ranges (first, last, first of the other range), characters and sequences."""
        table: dict[int, str] = {}
        for first, last, onto in ranges:
            for code in range(ord(first), ord(last) + 1):
                table[code] = chr(ord(onto) + code - ord(first))
        # a character may fold onto one that folds again: full-width quotes vanish with the others
        single = {ord(key): value for key, value in characters.items()}
        table = {code: single.get(ord(value), value) for code, value in table.items()}
        table.update(single)
        longer = tuple(sequences)
        return cls(table, longer, frozenset(sign[0] for sign, _ in longer if sign))

    def __call__(self, text: str) -> str:
        """Return ``text`` folded; spaces go, except one between two digits, which keeps them apart."""
        text = text.translate(self.characters)
        text = self._longer_signs(text).strip()
        if len(text.split(None, 1)) < 2:
            return text
        text = _SPACE_BETWEEN_DIGITS.sub(_KEPT, text)
        text = LINE_BREAK.sub("\n", text)
        text = _SPACE.sub("", text).replace(_KEPT, " ")
        # a sign written with a gap: > =
        return self._longer_signs(text)

    def _longer_signs(self, text: str) -> str:
        if not self.first_signs.isdisjoint(text):
            for sign, folded in self.sequences:
                if sign in text:
                    text = text.replace(sign, folded)
        return text
