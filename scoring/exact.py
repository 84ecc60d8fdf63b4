"""Exact numbers: rationals inside, plain decimals at every border, one half-up rounding.

Nothing here uses ``decimal`` arithmetic, so the caller's decimal context changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.text import half_width

MOST_DIGITS: Final = 18
"""Digits before the point that a number of a form may have."""
MOST_DECIMALS: Final = 6
DIGITS: Final = rf"([0-9]{{1,{MOST_DIGITS}}})(?:\.([0-9]{{1,{MOST_DECIMALS}}}))?"
"""The digits of a plain number, as a pattern with two groups: before and after the point."""
PLAIN_NUMBER: Final = re.compile(f"-?{DIGITS}")
"""The only form in which a number enters a submission: ``-?digits{1,18}(.digits{1,6})?``."""

YEARS: Final = range(1990, 2101)
"""The years that a form may be of; only such a number is read as a year in a text."""
YEAR_IN_TEXT: Final = re.compile("(?<![0-9])(20[0-9]{2})年")
"""A year that a sentence names: 2022年."""
ZERO: Final = Fraction(0)
_MILLION: Final = 10**6


def fraction(text: str) -> Fraction:
    """Read a plain number such as ``"18163292.00"`` without any loss.

    Raises ``ValueError`` when ``text`` is not of the form :data:`PLAIN_NUMBER`.
    """
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def number_or_percent(text: str) -> Fraction | None:
    """Read ``0.5``, ``50%`` or ``５０％`` exactly; None if it is neither number nor percentage."""
    text = half_width(text).strip()
    body = text.removesuffix("%").rstrip()
    if not PLAIN_NUMBER.fullmatch(body):
        return None
    return Fraction(body) / (100 if text.endswith("%") else 1)


@lru_cache(maxsize=4096)
def rational(number: Decimal) -> Fraction:
    """Return a decimal as the rational that it is."""
    return Fraction(number)


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """Round to ``places`` decimals, a half away from zero (四舍五入)."""
    scale = 10**places
    if scale % value.denominator == 0:
        return value
    numerator, denominator = abs(value.numerator) * scale, value.denominator
    units = (2 * numerator + denominator) // (2 * denominator)
    return Fraction(-units if value < 0 else units, scale)


def round_up(value: Fraction, places: int, *, strictly: bool = False) -> Fraction:
    """Return the smallest printed number at or (``strictly``) above ``value``."""
    scale = 10**places
    if not strictly and scale % value.denominator == 0:
        return value
    units = -((-value.numerator * scale) // value.denominator)
    if strictly and Fraction(units, scale) == value:
        units += 1
    return Fraction(units, scale)


def round_down(value: Fraction, places: int, *, strictly: bool = False) -> Fraction:
    """Return the greatest printed number at or (``strictly``) below ``value``."""
    scale = 10**places
    if not strictly and scale % value.denominator == 0:
        return value
    units = (value.numerator * scale) // value.denominator
    if strictly and Fraction(units, scale) == value:
        units -= 1
    return Fraction(units, scale)


def printed_band(
    score: Fraction | None, low: Fraction, high: Fraction
) -> tuple[Decimal | None, Decimal, Decimal]:
    """Return a score with its band as printed; for most rows all three are one number."""
    shown = printed(low, 6)
    top = shown if high is low else printed(high, 6)
    if score is None:
        return None, shown, top
    return shown if score is low else top if score is high else printed(score, 6), shown, top


def printed(value: Fraction, places: int = 2) -> Decimal:
    """Return ``value`` rounded half up as the Decimal that is printed.

    Whole numbers carry no decimals and trailing zeros are dropped (``12.50`` prints ``12.5``).
    """
    return _printed(*value.as_integer_ratio(), places)


@lru_cache(maxsize=4096)
def _printed(numerator: int, denominator: int, places: int) -> Decimal:
    return Decimal(_plain(numerator, denominator, places))


def total(values: Sequence[Fraction]) -> Fraction:
    """Add numbers exactly; faster than ``sum`` for printed numbers, of which most sums consist."""
    units = 0
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        if denominator == 1:
            units += numerator * _MILLION
        elif _MILLION % denominator:
            return sum(values, ZERO)
        else:
            units += numerator * (_MILLION // denominator)
    if not units:
        return ZERO
    return Fraction(units, _MILLION)


def plain(value: Fraction, places: int = 6) -> str:
    """Write ``value`` as a plain decimal with at most ``places`` decimals, no trailing zeros."""
    return _plain(*value.as_integer_ratio(), places)


@lru_cache(maxsize=4096)
def _plain(numerator: int, denominator: int, places: int) -> str:
    whole, decimals, sign = _digits(numerator, denominator, places)
    decimals = decimals.rstrip("0")
    sign = sign if whole != "0" or decimals else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _digits(numerator: int, denominator: int, places: int) -> tuple[str, str, str]:
    """Return the whole part, the decimals and the sign of a quotient rounded half up."""
    scale = 10**places
    units = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    whole, rest = divmod(units, scale)
    return str(whole), f"{rest:0{places}d}" if places else "", "-" if numerator < 0 else ""


def shortest(number: Decimal) -> str:
    """Write a decimal without closing zeros and without a power of ten: ``9.50`` is ``9.5``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(number: Decimal) -> int:
    """Return how many decimals a number was written with: 2 of ``12.50``."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def last_place(number: Decimal) -> Fraction:
    """Return what one in the last written decimal place is worth: 1/100 of ``12.50``."""
    return Fraction(1, 10 ** decimals(number))


def adds_up(parts: Sequence[Decimal], total: Decimal) -> tuple[bool, Fraction]:
    """Tell whether parts add up to a total as printed, and what they do add up to.

    Each number may be off by half of the last place that any of them is written with; a nought is
    no rounded number.
    """
    sum_of_parts = sum(map(Fraction, parts), ZERO)
    written = [number for number in (*parts, total) if number]
    step = max(map(last_place, written), default=ZERO)
    return abs(sum_of_parts - Fraction(total)) <= step * len(written) / 2, sum_of_parts


def fixed(value: Decimal, places: int) -> str:
    """Write ``value`` with exactly ``places`` decimals, as amounts of money stand in a form."""
    whole, decimals, sign = _digits(*value.as_integer_ratio(), places)
    sign = sign if whole.strip("0") or decimals.strip("0") else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def is_terminating(value: Fraction, places: int = 6) -> bool:
    """Tell whether ``value`` is written exactly by at most ``places`` decimals."""
    return bool((10**places) % value.denominator == 0)


def percent(value: Fraction, places: int = 2) -> str:
    """Write a fraction as a percentage: ``Fraction(197, 147)`` gives ``"134.01%"``."""
    return f"{plain(value * 100, places)}%"
