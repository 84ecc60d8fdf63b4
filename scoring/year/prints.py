"""How papers print a figure: money in 万元, rates in percent, scores, counts.

Every number is rounded once, half up, from its exact value. Two edges are kept: 100 % is printed of
nothing but 1, and 0 of nothing but 0; where rounding would give them, decimals are added and cut.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import fixed, half_up, plain, printed
from scoring.money import YUAN_PER_UNIT
from scoring.records.figures import FigureUnit, YearFigure

MONEY_DECIMALS: Final = 2
_MOST_DECIMALS: Final = 60
"""Enough for the quotient of any two numbers that a form may hold."""
_TEN_THOUSAND: Final = YUAN_PER_UNIT["万元"]


def money_text(yuan: Fraction) -> str:
    """Write money in 万元 for running text: ``2,292.44``, ``160``; a little is never 0."""
    amount = yuan / _TEN_THOUSAND
    return _grouped(_plain(_rounded(amount, MONEY_DECIMALS, edges=(Fraction(0),))))


def money_in_table(yuan: Fraction) -> str:
    """Write money in 万元 for a table: always two decimals, ``160.00``."""
    return _grouped(fixed(money_value(yuan), MONEY_DECIMALS))


def money_value(yuan: Fraction) -> Decimal:
    """Return money in 万元 as a cell of a workbook holds it."""
    return printed(yuan / _TEN_THOUSAND, MONEY_DECIMALS)


def rate_text(rate: Fraction, places: int) -> str:
    """Write a rate in percent, without the sign, for running text: ``92.3``, ``98``."""
    return _plain(_percent(rate, places))


def rate_in_table(rate: Fraction, places: int) -> str:
    """Write a rate in percent, without the sign, for a table: ``98.00``."""
    percent = _percent(rate, places)
    written = _plain(percent)
    decimals = len(written.partition(".")[2])
    return fixed(Decimal(written), max(places, decimals))


def score_text(score: Fraction) -> str:
    """Write a score or an average of scores: at most two decimals."""
    return plain(score, 2)


def score_value(score: Fraction) -> Decimal:
    """Return a score as a cell of a workbook holds it."""
    return printed(score, 2)


def text_of(figure: YearFigure, rate_decimals: int) -> str:
    """Write a figure for running text, by what it counts."""
    match figure.unit:
        case FigureUnit.YUAN:
            return money_text(figure.value)
        case FigureUnit.RATE:
            return rate_text(figure.value, rate_decimals)
        case FigureUnit.SCORE:
            return score_text(figure.value)
        case FigureUnit.COUNT:
            return _grouped(plain(figure.value))


def _percent(rate: Fraction, places: int) -> Fraction:
    return _rounded(rate * 100, places, edges=(Fraction(0), Fraction(100)))


def _rounded(value: Fraction, places: int, *, edges: tuple[Fraction, ...]) -> Fraction:
    """Round half up; a value that would become an edge and is none gets more decimals, cut."""
    rounded = half_up(value, places)
    while rounded in edges and rounded != value and places < _MOST_DECIMALS:
        places += 1
        rounded = _cut(value, places)
    return rounded


def _cut(value: Fraction, places: int) -> Fraction:
    scale = 10**places
    units = abs(value.numerator) * scale // value.denominator
    return Fraction(-units if value < 0 else units, scale)


def _plain(value: Fraction) -> str:
    return plain(value, _MOST_DECIMALS)


def _grouped(number: str) -> str:
    """Set thousands apart: ``120791.59`` is ``120,791.59``."""
    whole, dot, rest = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}"
