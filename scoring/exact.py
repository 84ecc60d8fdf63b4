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
    return Decimal(plain(value, places))


def plain(value: Fraction, places: int = 6) -> str:
    """Write ``value`` as a plain decimal with at most ``places`` decimals, no trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    whole, decimals, sign = _digits(value, places)
    decimals = decimals.rstrip("0")
    sign = sign if whole != "0" or decimals else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _digits(value: Fraction, places: int) -> tuple[str, str, str]:
    """Return the whole part, the decimals and the sign of ``value`` rounded half up."""
    scale = 10**places
    numerator, denominator = value.numerator, value.denominator
    units = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    whole, rest = divmod(units, scale)
    return str(whole), f"{rest:0{places}d}" if places else "", "-" if numerator < 0 else ""


def fixed(value: Decimal, places: int) -> str:
    """Write ``value`` with exactly ``places`` decimals, as amounts of money stand in a form."""
    whole, decimals, sign = _digits(Fraction(value), places)
    sign = sign if whole.strip("0") or decimals.strip("0") else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def is_terminating(value: Fraction, places: int = 6) -> bool:
    """Tell whether ``value`` is written exactly by at most ``places`` decimals."""
    return bool((10**places) % value.denominator == 0)


def percent(value: Fraction, places: int = 2) -> str:
    """Write a fraction as a percentage: ``Fraction(197, 147)`` gives ``"134.01%"``."""
    return f"{plain(value * 100, places)}%"
