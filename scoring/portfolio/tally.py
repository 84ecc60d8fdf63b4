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
from typing import Any, Final, Generic, Protocol, Self, TypeVar

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


Data = Any
"""What JSON can hold."""
Encode = Callable[[Any], Data]
Decode = Callable[[Data], Any]


class Addable:
    """Something that counts: two of them are added, count by count, and kept as data of JSON."""

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

    def to_data(self, encode: Encode) -> Data:
        """Return the counts as data; ``encode`` is for keys and entries of lists."""
        data: dict[str, Data] = {}
        for name, mine in vars(self).items():
            if isinstance(mine, int | list):
                data[name] = mine
            elif isinstance(mine, Counter):
                data[name] = [[encode(key), count] for key, count in mine.items()]
            elif hasattr(mine, "to_data"):
                data[name] = mine.to_data(encode)
        return data

    def load(self, data: Data, decode: Decode) -> None:
        """Add counts that were kept, which came after these."""
        for name, kept in data.items():
            mine = getattr(self, name)
            if isinstance(mine, int):
                setattr(self, name, mine + kept)
            elif isinstance(mine, list):
                setattr(self, name, [a + b for a, b in zip(mine, kept, strict=True)])
            elif isinstance(mine, Counter):
                mine.update({decode(key): count for key, count in kept})
            else:
                mine.load(kept, decode)


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

    def to_data(self, encode: Encode) -> Data:
        """Return the counts by key."""
        return [[encode(key), counts.to_data(encode)] for key, counts in self.of.items()]

    def load(self, data: Data, decode: Decode) -> None:
        """Add counts that were kept."""
        for key, counts in data:
            self[decode(key)].load(counts, decode)


class Weighed(Protocol):
    """An entry of a list of the greatest."""

    @property
    def weight(self) -> int:
        """By which it is listed."""


W = TypeVar("W", bound=Weighed)


@dataclass
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

    def to_data(self, encode: Encode) -> Data:
        """Return the entries with their weights, and how many there were."""
        return [[[entry.weight, encode(entry)] for entry in self.listed], self.count]

    def load(self, data: Data, decode: Decode) -> None:
        """Look at entries that were kept; only what may be listed is made a record again."""
        entries, count = data
        self.count += count
        least = self.listed[-1].weight if len(self.kept) >= self.most else -1
        self.kept += [decode(entry) for weight, entry in entries if weight > least]
        self._cut()

    def _cut(self) -> None:
        self.kept.sort(key=attrgetter("weight"), reverse=True)
        del self.kept[self.most :]

    @property
    def listed(self) -> Sequence[W]:
        """The greatest, in order."""
        self._cut()
        return self.kept


@dataclass
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

    def to_data(self, encode: Encode) -> Data:
        """Return the entries, and how many there were."""
        return [list(map(encode, self.kept)), self.count]

    def load(self, data: Data, decode: Decode) -> None:
        """Look at entries that were kept, which came after."""
        entries, count = data
        self.count += count
        self.kept += map(decode, entries[: self.most - len(self.kept)])
