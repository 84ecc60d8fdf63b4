"""Whether two target texts ask for the same, however each is written."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from scoring.text import squeezed
from scoring.values.grammar import Reader
from scoring.values.reading import EXACT_ONE, Comparator, Deadline, Number, Range

_SIGNS: Final[Mapping[Comparator | None, str]] = {
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: ">",
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "<",
    Comparator.EXACTLY: "=",
}
_MORE: Final = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_LESS: Final = frozenset({Comparator.AT_MOST, Comparator.BELOW})
_DIFFERENT: Final = 2


def same_target(one: str, other: str, reader: Reader, year: int | None) -> tuple[bool, bool]:
    """Return whether two texts are the same, and whether it is certain where they are not.

    Two wordings, and texts that cannot be read, may mean the same in other words: never certain.
    A date without a year is one of ``year``.
    """
    if squeezed(one).lower() == squeezed(other).lower():
        return True, True
    first, second = reader.read(one), reader.read(other)
    if isinstance(first, Number) and isinstance(second, Number):
        return _same_number(first, second)
    if isinstance(first, Deadline) and isinstance(second, Deadline):
        return _same_day(first, second, year)
    if isinstance(first, Range) and isinstance(second, Range):
        low, low_sure = _same_number(first.low, second.low)
        high, high_sure = _same_number(first.high, second.high)
        return low and high, low_sure and high_sure
    return False, False


def with_sign(target: str, direction: str, unit: str, reader: Reader) -> str:
    """Return a target with the sign and the unit that stand in columns of their own."""
    target = target.strip()
    if not any(c.isdigit() for c in target):
        return target
    sign = _SIGNS.get(reader.comparator(direction), "") if target[0].isdigit() else ""
    return f"{sign}{target}{'' if not unit or target.endswith(unit) else unit}"


def _same_day(one: Deadline, other: Deadline, year: int | None) -> tuple[bool, bool]:
    """Compare the last days meant; a count due by then (12月前1次) is another matter."""
    if one.number is not None or other.number is not None:
        return False, False
    if one.is_dated(year) != other.is_dated(year):
        return False, False
    last, other_last = one.period(year)[1], other.period(year)[1]
    return last == other_last and one.before == other.before, True


def _same_number(one: Number, other: Number) -> tuple[bool, bool]:
    """Compare two numbers in one unit; a sign that one side leaves out, or =, changes nothing."""
    if one.in_sentence or other.in_sentence or one.approximation != other.approximation:
        return False, False
    scales = _scales(one, other)
    if scales is None:
        return _share_of_one(one, other) or _share_of_one(other, one), False
    if one.amount * scales[0] != other.amount * scales[1]:
        return False, True
    signs = {one.comparator, other.comparator} - {None, Comparator.EXACTLY}
    if len(signs) < _DIFFERENT:
        return True, True
    return False, not signs <= _MORE and not signs <= _LESS


def _share_of_one(bare: Number, rate: Number) -> bool:
    """Tell whether a bare 1 or 0.95 stands for the other's 100 % or 95 %."""
    if bare.unit is not None or rate.unit is None or rate.unit.dimension != "ratio":
        return False
    same = bare.amount == rate.amount * rate.unit.factor
    signs = {bare.comparator, rate.comparator} - {None, Comparator.EXACTLY}
    return same and 0 < bare.amount <= 1 and len(signs) < _DIFFERENT


def _scales(one: Number, other: Number) -> tuple[Fraction, Fraction] | None:
    """Return the factors that bring two numbers into one unit; None where they do not meet."""
    if one.unit is None or other.unit is None:
        return (EXACT_ONE, EXACT_ONE) if one.unit is other.unit else None
    for dimension, factor in one.unit.meanings():
        for against, scale in other.unit.meanings():
            if dimension == against:
                return factor, scale
    return None
