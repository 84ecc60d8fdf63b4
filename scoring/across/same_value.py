"""Whether two target texts ask for the same, however each is written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.folding import squeezed
from scoring.values.grammar import Reader
from scoring.values.reading import EXACT_ONE, Comparator, Deadline, Number, Range, Reading


def same_value(one: str, other: str, reader: Reader) -> tuple[bool, bool]:
    """Return whether two texts are the same, and whether it is certain where they are not.

    Two wordings, and texts that cannot be read, may mean the same in other words: never certain.
    """
    if squeezed(one).lower() == squeezed(other).lower():
        return True, True
    first, second = reader.read(one), reader.read(other)
    if isinstance(first, Number) and isinstance(second, Number):
        return _same_number(first, second)
    if isinstance(first, Deadline) and isinstance(second, Deadline):
        return _bare(first) == _bare(second), _same_kind(first, second)
    if isinstance(first, Range) and isinstance(second, Range):
        low, low_sure = _same_number(first.low, second.low)
        high, high_sure = _same_number(first.high, second.high)
        return low and high, low_sure and high_sure
    return False, False


def _bare(reading: Deadline) -> Reading:
    return replace(reading, text="", number=None, is_loose=False)


def _same_kind(one: Deadline, other: Deadline) -> bool:
    """Tell whether two deadlines can be held against each other: neither names a count."""
    return one.number is None and other.number is None


def _same_number(one: Number, other: Number) -> tuple[bool, bool]:
    """Compare two numbers in one unit; a missing unit or sign on one side decides nothing."""
    if one.in_sentence or other.in_sentence or one.approximation != other.approximation:
        return False, False
    scales = _scales(one, other)
    if scales is None:
        return _share_of_one(one, other) or _share_of_one(other, one), False
    equal = one.amount * scales[0] == other.amount * scales[1]
    signs = {one.comparator or Comparator.AT_LEAST, other.comparator or Comparator.AT_LEAST}
    if equal and len(signs) == 1:
        return True, True
    if None in (one.comparator, other.comparator) and equal:
        return False, False
    return False, True


def _share_of_one(bare: Number, rate: Number) -> bool:
    """Tell whether a bare 1 or 0.95 stands for the other's 100 % or 95 %."""
    if bare.unit is not None or rate.unit is None or rate.unit.dimension != "ratio":
        return False
    same = bare.amount == rate.amount * rate.unit.factor
    return same and 0 < bare.amount <= 1 and bare.comparator == rate.comparator


def _scales(one: Number, other: Number) -> tuple[Fraction, Fraction] | None:
    """Return the factors that bring two numbers into one unit; None where they do not meet."""
    if one.unit is None or other.unit is None:
        return (EXACT_ONE, EXACT_ONE) if one.unit is other.unit else None
    for dimension, factor in one.unit.meanings():
        for against, scale in other.unit.meanings():
            if dimension == against:
                return factor, scale
    return None
