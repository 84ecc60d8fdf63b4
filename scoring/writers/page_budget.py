"""What a page template of a person's own may print and do: one count of characters, one of steps.

Every text and list that a template makes is weighed, and taken off the budget, before anything is
made from it: what doubles a text, or a list in a list, has used up its budget long before memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from jinja2.exceptions import SecurityError

MOST_CHARACTERS: Final = 5_000_000
"""Characters that one page may print; a form of twenty rows prints sixteen thousand."""
MOST_STEPS: Final = 5_000_000
"""Steps of one page, a character or item of what it works on being one; such a form takes 36,000."""
LONGEST_MADE: Final = 50_000_000
"""Characters that one call may make at most, as far as what it is given shows before the call."""
_MOST_BITS: Final = 13_000
"""Bits of a whole number: Python itself prints no longer one."""


class Budget:
    """Counts what one page prints and does. Every method raises :class:`SecurityError` at its end."""

    def __init__(self) -> None:
        self.characters_left = MOST_CHARACTERS
        self.steps_left = MOST_STEPS
        self._printed: dict[int, tuple[object, int]] = {}

    def print(self, characters: int) -> None:
        """Take what is printed off the budget."""
        self.characters_left -= abs(characters)
        if self.characters_left < 0:
            raise SecurityError(f"印出的字太多，超过 {MOST_CHARACTERS:,} 个")

    def spend(self, steps: int) -> None:
        """Take steps off the budget."""
        self.steps_left -= abs(steps)
        if self.steps_left < 0:
            raise SecurityError(f"循环和运算的步数太多，超过 {MOST_STEPS:,} 步")

    def counted(self, items: Iterable[Any], each: int = 1) -> Iterator[Any]:
        """Yield items, each taken off the budget before it is used."""
        for item in items:
            self.spend(each)
            self.weigh(item)
            yield item

    def weigh(self, value: object, *, prints: bool = False) -> int:
        """Return how many characters and items a value has, which are taken off the budget.

        ``prints`` tells that records in it will be printed, not only looked at.
        """
        if isinstance(value, str | bytes):
            size = len(value)
        elif isinstance(value, int):
            size = value.bit_length() // 3 + 1
            if value.bit_length() > _MOST_BITS:
                raise SecurityError("数太大")
        elif isinstance(value, Decimal):
            size = 1 + (abs(value.adjusted()) if value.is_finite() else 0)
        elif isinstance(value, list | tuple | set | frozenset):
            return self._weigh_all(value, len(value), prints=prints)
        elif isinstance(value, Mapping):
            parts = (part for pair in value.items() for part in pair)
            return self._weigh_all(parts, len(value), prints=prints)
        elif isinstance(value, range):
            size = len(value)
        else:
            size = self._printed_length(value) if prints else 1
        self.spend(size)
        return size

    def _weigh_all(self, values: Iterable[object], count: int, *, prints: bool) -> int:
        self.spend(count)
        return count + sum(self.weigh(value, prints=prints) for value in values)

    def _printed_length(self, record: object) -> int:
        """Return how long a record prints; it is held, so that no other comes to have its number."""
        known = self._printed.get(id(record))
        if known is None:
            known = self._printed[id(record)] = record, len(repr(record))
        return known[1]
