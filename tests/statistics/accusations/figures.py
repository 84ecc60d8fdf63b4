"""Plain arithmetic and plain writing of numbers, apart from the program that is being watched."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """Round a number that is not negative, a half upwards."""
    units = (value * 10**places + Fraction(1, 2)).__floor__()
    return Fraction(units, 10**places)


def cut(value: Fraction, places: int = 2) -> Fraction:
    return Fraction((value * 10**places).__floor__(), 10**places)


def written(value: Fraction | int, places: int | None = None) -> str:
    """Write a decimal number; without ``places`` as short as it goes (at most 6 decimals)."""
    value = Fraction(value)
    if places is None:
        places = next((n for n in range(7) if (value * 10**n).denominator == 1), 6)
    units = round(value * 10**places)
    sign, digits = "-" if units < 0 else "", str(abs(units)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def grouped(value: int) -> str:
    """Write a whole number with separators of thousands."""
    return f"{value:,}"


def chance(r: Random, percent: int) -> bool:
    return r.randrange(100) < percent


def pick(r: Random, weights: Sequence[tuple[int, Thing]]) -> Thing:
    """Choose one of the things by their weights."""
    at = r.randrange(sum(weight for weight, _ in weights))
    for weight, thing in weights:
        if at < weight:
            return thing
        at -= weight
    raise AssertionError


def shared(r: Random, total: Fraction, parts: int) -> list[Fraction]:
    """Share points among parts, as forms do: whole or half points, or thirds of two decimals."""
    if parts == 1:
        return [total]
    if chance(r, 10):
        each = cut(total / parts)
        if each > 0:
            return [each] * (parts - 1) + [total - each * (parts - 1)]
    step = Fraction(1) if total.denominator == 1 and total >= parts else Fraction(1, 2)
    if total / step < parts or (total / step).denominator != 1:
        step = Fraction(1, 100)
    units = int(total / step)
    marks = sorted(r.sample(range(1, units), parts - 1))
    return [(b - a) * step for a, b in zip([0, *marks], [*marks, units], strict=True)]
