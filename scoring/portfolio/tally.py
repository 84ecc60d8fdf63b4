"""Counts that are made piece by piece and added up: whatever the pieces, the sums are the same."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Final, Generic, Protocol, Self, TypeVar

MILLION: Final = 10**6
MOST_GROUPS: Final = 5_000
"""Departments, rules and the like that are counted one by one; further ones are counted together."""
OTHERS: Final = "\0"
"""The key of what is counted together."""


@lru_cache(maxsize=65_536)
def millionths(number: Decimal) -> int:
    """Return a printed number as a whole number of millionths: adding these is exact and quick."""
    numerator, denominator = number.as_integer_ratio()
    whole, rest = divmod(numerator * MILLION, denominator)
    if rest:
        raise ValueError(number)
    return whole


def of_millionths(units: int) -> Fraction:
    """Return the number that so many millionths are."""
    return Fraction(units, MILLION)


def class_of(value: Fraction | int, edges: Sequence[Fraction | int]) -> int:
    """Return which class a difference falls into: 0 is a class by itself, right of those below it."""
    at = bisect_right(edges, value)
    if value == 0:
        return at
    return at + 1 if value > 0 and 0 in edges else at


class Addable:
    """Something that counts: two of them are added, count by count."""

    def merge(self, other: Self) -> None:
        """Add what another one counted, which came after this one; what they were made with stays."""
        for name, its in vars(other).items():
            mine = getattr(self, name)
            if isinstance(mine, int):
                setattr(self, name, mine + its)
            elif isinstance(mine, list):
                setattr(self, name, [a + b for a, b in zip(mine, its, strict=True)])
            elif isinstance(mine, Counter):
                mine.update(its)
            elif hasattr(mine, "merge"):
                mine.merge(its)


A = TypeVar("A", bound=Addable)
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Groups(Generic[K, A]):
    """Counts by key, in the order in which keys came; those beyond the bound under :data:`OTHERS`."""

    def __init__(self, make: Callable[[], A], others: K, most: int = MOST_GROUPS) -> None:
        self.make = make
        self.others = others
        self.most = most
        self.of: dict[K, A] = {}

    def __getitem__(self, key: K) -> A:
        found = self.of.get(key)
        if found is None:
            if len(self.of) >= self.most and key != self.others:
                return self[self.others]
            found = self.of[key] = self.make()
        return found

    def merge(self, other: Self) -> None:
        """Add the counts of another one, key by key."""
        for key, counts in other.of.items():
            self[key].merge(counts)


class Weighed(Protocol):
    """An entry of a list of the greatest."""

    @property
    def weight(self) -> int:
        """By which it is listed."""


W = TypeVar("W", bound=Weighed)


@dataclass(slots=True)
class Greatest(Generic[W]):
    """The entries of the greatest weight, the first that came first where two are alike."""

    most: int
    kept: list[W] = field(default_factory=list)
    count: int = 0
    """How many there were."""

    def add(self, entry: W) -> None:
        """Look at one more."""
        self.count += 1
        self.kept.append(entry)
        if len(self.kept) > 4 * self.most + 100:
            self._cut()

    def merge(self, other: Self) -> None:
        """Look at what another one kept, which came after."""
        self.count += other.count
        self.kept += other.kept
        self._cut()

    def _cut(self) -> None:
        self.kept.sort(key=attrgetter("weight"), reverse=True)
        del self.kept[self.most :]

    @property
    def listed(self) -> Sequence[W]:
        """The greatest, in order."""
        self._cut()
        return self.kept


@dataclass(slots=True)
class First(Generic[T]):
    """The entries that came first, and how many there were."""

    most: int
    kept: list[T] = field(default_factory=list)
    count: int = 0

    def add(self, entry: T) -> None:
        """Look at one more."""
        self.count += 1
        if len(self.kept) < self.most:
            self.kept.append(entry)

    def merge(self, other: Self) -> None:
        """Look at what another one kept, which came after."""
        self.count += other.count
        self.kept += other.kept[: self.most - len(self.kept)]
