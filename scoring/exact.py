"""Exact numbers: rationals inside, plain decimals at every border, one half-up rounding.

Nothing here uses ``decimal`` arithmetic, so the caller's decimal context changes nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

PLAIN_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?")
"""The only form in which a number enters a submission: ``-?digits{1,18}(.digits{1,6})?``."""

ZERO: Final = Fraction(0)


def fraction(text: str) -> Fraction:
    """Read a plain number such as ``"18163292.00"`` without any loss.

    Raises ``ValueError`` when ``text`` is not of the form :data:`PLAIN_NUMBER`.
    """
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """Round to ``places`` decimals, a half away from zero (四舍五入)."""
    scale = 10**places
    numerator, denominator = abs(value.numerator) * scale, value.denominator
    units = (2 * numerator + denominator) // (2 * denominator)
    return Fraction(-units if value < 0 else units, scale)


def round_up(value: Fraction, places: int, *, strictly: bool = False) -> Fraction:
    """Return the smallest printed number at or (``strictly``) above ``value``."""
    scale = 10**places
    units = -((-value.numerator * scale) // value.denominator)
    if strictly and Fraction(units, scale) == value:
        units += 1
    return Fraction(units, scale)


def round_down(value: Fraction, places: int, *, strictly: bool = False) -> Fraction:
    """Return the greatest printed number at or (``strictly``) below ``value``."""
    scale = 10**places
    units = (value.numerator * scale) // value.denominator
    if strictly and Fraction(units, scale) == value:
        units -= 1
    return Fraction(units, scale)


@lru_cache(maxsize=4096)
def printed(value: Fraction, places: int = 2) -> Decimal:
    """Return ``value`` rounded half up as the Decimal that is printed.

    Whole numbers carry no decimals and trailing zeros are dropped (``12.50`` prints ``12.5``).
    """
    rounded = half_up(value, places)
    return Decimal(plain(rounded, places))


def plain(value: Fraction, places: int = 6) -> str:
    """Write ``value`` as a plain decimal with at most ``places`` decimals, no trailing zeros."""
    rounded = half_up(value, places)
    scale = 10**places
    units = abs(rounded.numerator) * (scale // rounded.denominator)
    whole, rest = divmod(units, scale)
    decimals = f"{rest:0{places}d}".rstrip("0") if places else ""
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def fixed(value: Decimal, places: int) -> str:
    """Write ``value`` with exactly ``places`` decimals, as amounts of money stand in a form."""
    rounded = half_up(Fraction(value), places)
    scale = 10**places
    units = abs(rounded.numerator) * (scale // rounded.denominator)
    whole, rest = divmod(units, scale)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def is_terminating(value: Fraction, places: int = 6) -> bool:
    """Tell whether ``value`` is written exactly by at most ``places`` decimals."""
    return bool((10**places) % value.denominator == 0)


def percent(value: Fraction, places: int = 2) -> str:
    """Write a fraction as a percentage: ``Fraction(197, 147)`` gives ``"134.01%"``."""
    return f"{plain(value * 100, places)}%"
