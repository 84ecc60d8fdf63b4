"""The sources of a funds block against the row of all money: which of them add up to it, and which do not.

Sources stand in partitions: by kind, by level, one within another. A total that any of them explains
is right; what is left is as certain as the list of sources is complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.engine.total_row import COLUMNS
from scoring.exact import ZERO, adds_up
from scoring.indicator_set.fund_words import FundWords
from scoring.money import YUAN_PER_UNIT
from scoring.records.submission import Funds
from scoring.value_class import dataclass

_TEN_THOUSAND: Final = YUAN_PER_UNIT["万元"] / YUAN_PER_UNIT["元"]
_ROUNDED: Final = 10
"""So far from it is an amount that was rounded in the larger unit."""


@dataclass(frozen=True, slots=True)
class WrongColumn:
    """A column in which no group of sources adds up to the total."""

    name: str
    total: Fraction
    parts: Fraction
    """What the group adds up to that comes nearest."""
    above: bool
    """Whether a single source is more than the whole."""

    @property
    def ratio(self) -> Fraction | None:
        """How many times one is the other; None where one of them is not above zero."""
        less, more = sorted((self.total, self.parts))
        return more / less if less > 0 else None


class FundParts:
    """The sources beside a row of all money."""

    def __init__(self, rows: Sequence[Funds], total: Funds | None, words: FundWords) -> None:
        self.total = total
        self.words = words
        self.rows = [row for row in rows if row is not total and _is_filled(row)]
        firsts = [row for row in self.rows if not words.is_part(row.source)]
        first_is_part = bool(self.rows) and words.is_part(self.rows[0].source)
        # 其中 before the first source parts the total; behind a plain one it parts that source
        self.top = firsts if firsts and not first_is_part else self.rows

    @property
    def is_complete(self) -> bool:
        """Whether the sources are all there are: the form's printed ones, or with a row for the rest."""
        if self.total is None or len(self.top) < 2:
            return False  # a lone source is one of several
        words = self.words
        names = [words.source(row.source) for row in self.top]
        if len(set(names)) < len(names):
            return False
        if any(words.is_beside(self.total.source, row.source) for row in self.top):
            return False
        has_rest = any(name in words.rest for name in names)
        is_printed = all(name in {*words.printed, *words.rest} for name in names)
        return is_printed or (has_rest and self._is_of_one_sort)

    @property
    def _is_of_one_sort(self) -> bool:
        """Whether no source can be part of another: all by kind, or all by level."""
        words = self.words
        names = [row.source for row in self.top]
        return all(map(words.is_kind, names)) or all(map(words.is_level, names))

    def balances(self, row: Funds, column: str) -> bool:
        """Tell whether the total is the sum of its sources with this one among them."""
        stated: Decimal | None = None if self.total is None else getattr(self.total, column)
        amounts = _amounts(self.top, column)
        is_among = any(row is one for one in self.top) and len(amounts) > 1
        return stated is not None and is_among and adds_up(amounts, stated)[0]

    @cached_property
    def wrong_columns(self) -> Sequence[WrongColumn]:
        """The columns that do not come out."""
        found = []
        for column in COLUMNS:
            stated: Decimal | None = None if self.total is None else getattr(self.total, column)
            wrong = None if stated is None else self._wrong(column, stated)
            if wrong is not None:
                found.append(wrong)
        return found

    def _wrong(self, column: str, stated: Decimal) -> WrongColumn | None:
        amounts = _amounts(self.rows, column)
        if not amounts:
            return None
        sums: list[Fraction] = []
        for group in self._groups(column):
            agrees, added = adds_up(group, stated)
            if agrees:
                return None
            sums.append(added)
        above = [n for n in _amounts(self.top, column) if n > stated]
        if above and min(amounts) >= 0 and stated >= 0:
            parts = sum(map(Fraction, _amounts(self.top, column)), ZERO)
            return WrongColumn(column, Fraction(stated), parts, above=True)
        is_lone = len(self.top) == 1 and not self._is_in_other_unit(column, stated)
        if is_lone or len(amounts) < len(self.rows):
            return None  # one of several sources, or some are not filled in
        parts = min(sums, key=lambda one: abs(one - Fraction(stated)))
        return WrongColumn(column, Fraction(stated), parts, above=False)

    def _is_in_other_unit(self, column: str, stated: Decimal) -> bool:
        """Tell whether the sources are the total, counted in 万元 beside 元: no source is so small a part."""
        parts = sum(map(Fraction, _amounts(self.top, column)), ZERO)
        return parts > 0 and abs(Fraction(stated) / parts - _TEN_THOUSAND) <= _ROUNDED

    def _groups(self, column: str) -> Iterator[Sequence[Decimal]]:
        """Yield every group of sources that may be the whole."""
        words, total = self.words, self.total
        assert total is not None
        groups: list[Sequence[Funds]] = [self.rows, self.top]
        for belongs in (words.is_kind, words.is_level):
            others = words.is_level if belongs == words.is_kind else words.is_kind
            sort = [row for row in self.rows if belongs(row.source)]
            neither = [row for row in self.rows if not others(row.source) and row not in sort]
            groups += [sort, [row for row in self.rows if row in sort or row in neither]]
        groups.append([r for r in self.rows if not words.is_beside(total.source, r.source)])
        if not self._is_of_one_sort:
            groups += self._runs(column)
        some = any(_amounts(self.rows, column))
        for group in groups:
            amounts = _amounts(group, column)
            is_rest = all(words.source(row.source) in words.rest for row in group)
            if amounts and (any(amounts) or not some) and not (is_rest and len(self.rows) > 1):
                yield amounts

    def _runs(self, column: str) -> Iterator[Sequence[Funds]]:
        """Yield the runs of neighbours: a second partition may follow the first."""
        rows = [row for row in self.rows if getattr(row, column)]
        for first in range(len(rows)):
            for last in range(first + 2, len(rows) + 1):
                yield rows[first:last]


def _is_filled(row: Funds) -> bool:
    return any(getattr(row, column) is not None for column in COLUMNS)


def _amounts(rows: Sequence[Funds], column: str) -> list[Decimal]:
    return [amount for row in rows if (amount := getattr(row, column)) is not None]
