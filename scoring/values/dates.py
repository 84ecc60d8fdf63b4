"""Dates and periods: 7月底, 2022年12月31日前, 第三季度, 本年度内 → :class:`Deadline`."""

from __future__ import annotations

from calendar import isleap
from dataclasses import replace
from typing import Final, NamedTuple

from scoring.exact import YEARS
from scoring.values import numerals
from scoring.values.reading import Deadline, Number, UnreadReason
from scoring.values.tokens import StopReadingError, Token, TokenKind

_LAST: Final = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month; 29 February falls back to the 28th when a year is known."""
_LEAP_DAY: Final = (2, 29)
_WHOLE_YEAR: Final = ((1, 1), (12, 31))


class MatchedDate(NamedTuple):
    """A date, the token behind it (``at``), and whether it names a year only."""

    deadline: Deadline
    at: int
    is_year_only: bool
    is_beginning: bool = False
    """It says when something begins (2022年1月起): no deadline."""


class _Period(NamedTuple):
    start: tuple[int, int]
    end: tuple[int, int]
    at: int
    is_point: bool
    """A day or the end of a period: 前 includes it."""
    is_loose: bool = False


def match(tokens: list[Token], at: int, folded: str) -> MatchedDate | None:
    """Return the date that begins at token ``at``, or None.

    Raises :class:`StopReadingError` for a day that no calendar has, and for ``3月内``, which may be
    three months or March.
    """
    begin = at
    year, offset, at = _year(tokens, at)
    has_year = at > begin
    period: _Period | None
    if tokens[begin].kind is TokenKind.DATE:
        period, year, at = _written(tokens, begin)
    else:
        period = _period(tokens, at, has_year=has_year)
    if period is None:
        if not has_year:
            return None
        period = _Period(*_WHOLE_YEAR, at=at, is_point=False)
        is_year_only = True
    else:
        is_year_only = False
    at = period.at
    is_leap_day = period.start == period.end == _LEAP_DAY and not period.is_loose
    if is_leap_day and year is not None and not isleap(year):
        raise StopReadingError(
            folded[tokens[begin].start : tokens[at - 1].end], UnreadReason.NO_SUCH_DAY
        )
    before = is_beginning = is_bound = False
    if at < len(tokens):
        word = tokens[at].word
        if word.after:
            is_beginning, at = True, at + 1
        elif word.before:
            before, at, is_year_only = not period.is_point, at + 1, False
            is_bound = True
        elif word.within:
            is_bare = not has_year and at == begin + 2 and tokens[begin].kind is TokenKind.NUMBER
            if is_bare and word.suffix is not None:
                piece = folded[tokens[begin].start : tokens[at].end]
                raise StopReadingError(piece, UnreadReason.MONTH_OR_MONTHS)
            at, is_year_only, is_bound = at + 1, False, True
    deadline = Deadline(
        text=folded[tokens[begin].start : tokens[at - 1].end],
        year=year,
        start=period.start,
        end=period.end,
        before=before,
        year_offset=offset,
        is_bound=is_bound,
        is_loose=period.is_loose,
    )
    return MatchedDate(deadline, at, is_year_only, is_beginning)


def _written(tokens: list[Token], at: int) -> tuple[_Period, int, int]:
    """Read a date in figures, ``2022-12-31`` or ``2022-12``."""
    date = tokens[at].date
    assert date is not None
    year, month, day = date
    following = at + 1
    if day == 0:
        if following < len(tokens) and tokens[following].word.month:
            following += 1
        return _part_of_month(tokens, following, month), year, following
    if day > _LAST[month]:
        raise StopReadingError(tokens[at].text, UnreadReason.NO_SUCH_DAY)
    if following < len(tokens) and tokens[following].word.day:
        following += 1
    return _Period((month, day), (month, day), following, True), year, following


def _year(tokens: list[Token], at: int) -> tuple[int | None, int, int]:
    """Read a year: (year, offset to the submission's year, place behind it)."""
    token = tokens[at]
    word = token.word
    if word.year_offset is not None:
        return None, word.year_offset, at + 1
    if at + 1 >= len(tokens):
        return None, 0, at
    following = tokens[at + 1].word
    if word.year and following.within and (at == 0 or not _is_figure(tokens[at - 1])):
        return None, 0, at + 1
    value = integer(token)
    if value is None:
        return None, 0, at
    digits = len(token.text)
    if value in YEARS and digits == 4:
        if following.year:
            return value, 0, at + 2
        if following.year_end or following.year_part is not None:
            return value, 0, at + 1
    is_short = (
        10 <= value <= 50 and digits == 2 and following.year and token.kind is TokenKind.NUMBER
    )
    if is_short and _month(tokens, at + 2) is not None:
        return 2000 + value, 0, at + 2
    return None, 0, at


def _is_figure(token: Token) -> bool:
    return token.kind in (TokenKind.NUMBER, TokenKind.CHINESE)


def integer(token: Token) -> int | None:
    """Return the whole number that a token writes in Arabic or Chinese figures, or None."""
    if token.kind is TokenKind.NUMBER:
        value = token.value
        is_plain = value is not None and not token.decimals and "," not in token.text
        return int(value) if is_plain and value is not None else None
    return numerals.chinese(token.text) if token.kind is TokenKind.CHINESE else None


def _month(tokens: list[Token], at: int) -> int | None:
    """Return the month whose number stands at ``at`` before 月, or None."""
    if at + 1 >= len(tokens) or not tokens[at + 1].word.month:
        return None
    month = integer(tokens[at])
    return month if month is not None and 1 <= month <= 12 else None


def _period(tokens: list[Token], at: int, *, has_year: bool) -> _Period | None:
    """Read what follows a year or stands for itself: month, day, quarter, half."""
    if at >= len(tokens):
        return None
    month = _month(tokens, at)
    if month is not None:
        return _part_of_month(tokens, at + 2, month)
    word = tokens[at].word
    if word.year_part is not None:
        if word.year_end or has_year or at == 0 or tokens[at - 1].kind is not TokenKind.NUMBER:
            start, end = word.year_part
            return _Period(start, end, at + 1, word.year_end, word.year_end)
        return None
    return _quarter(tokens, at)


def _part_of_month(tokens: list[Token], at: int, month: int) -> _Period:
    """Read the day or part of a month that stands behind 月."""
    if at < len(tokens):
        word = tokens[at].word
        if word.month_part is not None:
            first, last = word.month_part
            if last == 31:
                last, first = _LAST[month], min(first, _LAST[month])
            return _Period((month, first), (month, last), at + 1, word.is_end, word.is_end)
        day = integer(tokens[at])
        if day is not None and at + 1 < len(tokens) and tokens[at + 1].word.day:
            if not 1 <= day <= _LAST[month]:
                raise StopReadingError(f"{month}月{day}日", UnreadReason.NO_SUCH_DAY)
            at += 2
            if (
                at + 1 < len(tokens)
                and integer(tokens[at]) is not None
                and tokens[at + 1].word.hour
            ):
                at += 2
            elif at < len(tokens) and tokens[at].kind is TokenKind.BAD and ":" in tokens[at].text:
                at += 1
            return _Period((month, day), (month, day), at, True)
    return _Period((month, 1), (month, _LAST[month]), at, False)


def _quarter(tokens: list[Token], at: int) -> _Period | None:
    """Read 第三季度, 4季度末."""
    if tokens[at].word.sign == "ordinal":
        at += 1
    if at + 1 >= len(tokens) or not tokens[at + 1].word.quarter:
        return None
    number = integer(tokens[at])
    if number is None or not 1 <= number <= 4:
        return None
    last = number * 3
    at += 2
    if at < len(tokens) and tokens[at].word.is_end:
        return _Period((last, _LAST[last]), (last, _LAST[last]), at + 1, True, True)
    return _Period((last - 2, 1), (last, _LAST[last]), at, False)


def joined(first: Deadline, second: Deadline, folded: str) -> Deadline | None:
    """Return the period from one date to a later one, or None.

    Of a period of several years only the last year's share is kept: its end is what counts.
    """
    if second.year is not None and first.year is not None and first.year < second.year:
        return replace(second, text=folded, start=(1, 1))
    if second.year_offset > first.year_offset:
        return replace(second, text=folded, start=(1, 1))
    if second.year is not None and second.year != first.year:
        return None
    if first.end > second.end:
        return None
    return replace(
        first,
        text=folded,
        end=second.end,
        before=second.before,
        is_bound=second.is_bound,
        is_loose=second.is_loose,
    )


def dotted(number: Number) -> Deadline | None:
    """Return the day that a bare number with a point may be behind a date: 2021.1.1-12.31."""
    month, _, day = number.text.partition(".")
    if number.unit is not None or not (month.isdigit() and day.isdigit() and len(day) <= 2):
        return None
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= _LAST[int(month)]):
        return None
    at = int(month), int(day)
    return Deadline(number.text, None, at, at)


def month_to(first: int, second: Deadline, folded: str) -> Deadline | None:
    """Return the months from a bare number to a date's month: 1-6月."""
    if not 1 <= first <= 12 or (first, 1) > second.end:
        return None
    return replace(second, text=folded, start=(first, 1))
