"""Describe a reading in Chinese; the patterns are vocabulary."""

from __future__ import annotations

from calendar import isleap

from scoring.exact import plain
from scoring.values.reading import (
    Deadline,
    Number,
    Range,
    Reading,
    Several,
    ShortStatement,
    StatementKind,
    Unread,
    Wording,
)
from scoring.values.vocabulary import ReadingPatterns


def describe(reading: Reading, patterns: ReadingPatterns) -> str:
    """Return a reading in Chinese: ``至少 24800 万条``, ``2022年7月31日前``, ``未读懂:…``."""
    match reading:
        case Number():
            return _number(reading, patterns)
        case Range():
            low, high = _number(reading.low, patterns), _number(reading.high, patterns)
            return _fill(patterns.range, low, high)
        case Deadline():
            return _deadline(reading, patterns)
        case Several():
            parts = [describe(number, patterns) for number in reading.numbers]
            if reading.strict:
                return patterns.parts.join(parts)
            return _fill(patterns.several, patterns.candidates.join(parts))
        case Wording():
            return _fill(patterns.wording, reading.words)
        case ShortStatement():
            return _statement(reading, patterns)
        case Unread():
            return _fill(patterns.unread, reading.piece)


def _fill(pattern: str, *parts: str) -> str:
    """Fill the pattern's places ``{}`` with the parts, which may contain any sign."""
    pieces = pattern.split("{}")
    filled = pieces[0]
    for piece, part in zip(pieces[1:], parts, strict=False):
        filled += part + piece
    return filled


def _number(number: Number, patterns: ReadingPatterns) -> str:
    unit = number.unit.symbol if number.unit is not None else ""
    measure = f"{number.multiplier_text}{unit}"
    gap = " " if measure and measure[0].isalpha() else ""
    text = f"{plain(number.value)}{gap}{measure}"
    if number.approximation is not None:
        text = _fill(getattr(patterns, number.approximation.value), text)
    if number.comparator is not None:
        return _fill(getattr(patterns, number.comparator.value), text)
    return _fill(patterns.number, text)


def _deadline(deadline: Deadline, patterns: ReadingPatterns) -> str:
    if deadline.before:
        text = _fill(patterns.before_date, _day(deadline, deadline.start, patterns))
    elif deadline.is_bound:
        text = _fill(patterns.by_date, _day(deadline, deadline.end, patterns))
    elif deadline.is_loose:
        month = _of_year(
            deadline, patterns.month, patterns.month_without_year, deadline.end[:1], patterns
        )
        text = _fill(
            patterns.end_of_month, month, _day(deadline, deadline.end, patterns, is_short=True)
        )
    elif deadline.start == deadline.end:
        text = _day(deadline, deadline.end, patterns)
    else:
        end = _day(deadline, deadline.end, patterns, is_short=True)
        text = _fill(patterns.period, _day(deadline, deadline.start, patterns), end)
    if deadline.number is not None:
        text = _fill(patterns.by_then, text, _number(deadline.number, patterns))
    return text


def _day(
    deadline: Deadline, day: tuple[int, int], patterns: ReadingPatterns, *, is_short: bool = False
) -> str:
    """Return one day of a deadline; ``is_short`` leaves out the year that was printed before it."""
    is_end = deadline.is_loose or deadline.start != day
    if day == (2, 29) and is_end and (deadline.year is None or not isleap(deadline.year)):
        day = (2, 28)
    if is_short:
        return _fill(patterns.date_without_year, *map(str, day))
    return _of_year(deadline, patterns.date, patterns.date_without_year, day, patterns)


def _of_year(
    deadline: Deadline, dated: str, undated: str, parts: tuple[int, ...], patterns: ReadingPatterns
) -> str:
    """Fill a pattern with the deadline's year, or with its distance to the submission's year."""
    if deadline.year is not None:
        return _fill(dated, str(deadline.year), *map(str, parts))
    text = _fill(undated, *map(str, parts))
    if deadline.year_offset:
        return _fill(patterns.next_year if deadline.year_offset > 0 else patterns.last_year, text)
    return text


def _statement(statement: ShortStatement, patterns: ReadingPatterns) -> str:
    if statement.stated is StatementKind.NONE and statement.of:
        return _fill(patterns.none_of, statement.of)
    return str(getattr(patterns, statement.stated.value))
