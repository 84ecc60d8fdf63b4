"""Read Arabic and Chinese numerals exactly; those with two possible values are refused."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from scoring.exact import MOST_DECIMALS, MOST_DIGITS

ARABIC: Final = re.compile(
    r"(?:[0-9]+(?:,[0-9]+)*)(?:\.[0-9]+)*",
)
"""A run that begins with a digit: groups joined by commas, parts joined by points."""
GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
CHINESE: Final = re.compile("[零一二两三四五六七八九十百千万亿]+")
"""Numeric characters of the script itself, which no vocabulary can change."""

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}


def arabic(run: str) -> tuple[Fraction, int] | None:
    """Return (value, decimals) of a run found by :data:`ARABIC`; None if it is not one number.

    ``1,363.87`` is one; ``1,36`` and ``1.0.3`` are not.
    """
    whole, point, rest = run.partition(".")
    if "." in rest:
        return None
    if "," in whole:
        if not GROUPED.fullmatch(whole):
            return None
        whole = whole.replace(",", "")
    if not point:
        return Fraction(int(whole)), 0
    return Fraction(int(whole + rest), 10 ** len(rest)), len(rest)


def is_too_long(run: str) -> bool:
    """Tell whether a run has more digits than a number of a form may have."""
    whole, _, rest = run.partition(".")
    return len(whole.replace(",", "")) > MOST_DIGITS or len(rest) > MOST_DECIMALS


def chinese(run: str) -> int | None:
    """Return the value of Chinese numerals such as ``三百五十``; None where it is a guess.

    ``两三`` (two or three), ``十百`` and more than 18 digits are refused; a run of at least four
    plain digits (``二零二二``) is read digit by digit.
    """
    if len(run) > MOST_DIGITS:
        return None
    if all(c in _DIGITS for c in run):
        if len(run) == 1:
            return _DIGITS[run]
        return int("".join(str(_DIGITS[c]) for c in run)) if len(run) >= 4 else None
    total = section = 0
    digit: int | None = None
    last_small, last_large = 10**4, 10**12
    zero = False
    for character in run:
        if character in _DIGITS:
            value = _DIGITS[character]
            if value == 0:
                if digit is not None:
                    return None
                zero = True
                continue
            if digit is not None:
                return None
            digit = value
        elif character in _SMALL:
            unit = _SMALL[character]
            if unit >= last_small or (digit is None and not (unit == 10 and section == 0)):
                return None
            section += (1 if digit is None else digit) * unit
            digit, last_small, zero = None, unit, False
        else:
            unit = _LARGE[character]
            section += digit or 0
            if section == 0 or unit >= last_large:
                return None
            total += section * unit
            section, digit, last_small, last_large, zero = 0, None, 10**4, unit, False
    if digit is not None:
        last = min(last_small, last_large)
        if not zero and last in (100, 1000, 10**4, 10**8) and (total or section):
            # 三百五 is said for 350 and written for 305: a guess
            return None
        section += digit
    return total + section


def digits(run: str) -> str | None:
    """Return Chinese digits as Arabic ones (``零五`` → ``05``), or None if there are others."""
    if not all(c in _DIGITS for c in run):
        return None
    return "".join(str(_DIGITS[c]) for c in run)


def split_multiplier(run: str) -> tuple[str, str]:
    """Split a closing 万 or 亿 off Chinese numerals: ``三百五十万`` → ``三百五十``, ``万``."""
    body = run.rstrip("万亿")
    return (body, run[len(body) :]) if body and not set(body) & set(_LARGE) else (run, "")
