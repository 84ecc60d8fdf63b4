"""A reading told to people; the patterns are vocabulary."""

from __future__ import annotations

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


def describe(reading: Reading, told: ReadingPatterns) -> str:
    """Tell a reading in Chinese: ``至少 24800 万条``, ``2022年7月31日前``, ``未读懂:…``."""
    match reading:
        case Number():
            return _number(reading, told)
        case Range():
            low, high = _number(reading.low, told), _number(reading.high, told)
            return _fill(told.range, low, high)
        case Deadline():
            return _deadline(reading, told)
        case Several():
            parts = [describe(number, told) for number in reading.numbers]
            if reading.strict:
                return told.parts.join(parts)
            return _fill(told.several, told.candidates.join(parts))
        case Wording():
            return _fill(told.wording, reading.words)
        case ShortStatement():
            return _statement(reading, told)
        case Unread():
            return _fill(told.unread, reading.piece)


def _fill(pattern: str, *parts: str) -> str:
    """Put the parts into the pattern's places, whatever signs they hold."""
    pieces = pattern.split("{}")
    filled = pieces[0]
    for piece, part in zip(pieces[1:], parts, strict=False):
        filled += part + piece
    return filled


def _number(number: Number, told: ReadingPatterns) -> str:
    unit = number.unit.symbol if number.unit is not None else ""
    beside = f"{number.multiplier_text}{unit}"
    gap = " " if beside and beside[0].isalpha() else ""
    text = f"{plain(number.value)}{gap}{beside}"
    if number.approximation is not None:
        text = _fill(getattr(told, number.approximation.value), text)
    if number.comparator is not None:
        return _fill(getattr(told, number.comparator.value), text)
    return _fill(told.number, text)


def _deadline(deadline: Deadline, told: ReadingPatterns) -> str:
    if deadline.before:
        text = _fill(told.before_date, _day(deadline, deadline.start, told))
    elif deadline.is_bound:
        text = _fill(told.by_date, _day(deadline, deadline.end, told))
    elif deadline.is_loose:
        month = _of_year(deadline, told.month, told.month_without_year, deadline.end[:1], told)
        text = _fill(told.end_of_month, month, _day(deadline, deadline.end, told, is_short=True))
    elif deadline.start == deadline.end:
        text = _day(deadline, deadline.end, told)
    else:
        end = _day(deadline, deadline.end, told, is_short=True)
        text = _fill(told.period, _day(deadline, deadline.start, told), end)
    if deadline.number is not None:
        text = _fill(told.by_then, text, _number(deadline.number, told))
    return text


def _day(
    deadline: Deadline, day: tuple[int, int], told: ReadingPatterns, *, is_short: bool = False
) -> str:
    """Tell one day of a deadline; a short one stands behind another of the same year."""
    if day == (2, 29) and deadline.year is None and (deadline.is_loose or deadline.start != day):
        day = (2, 28)
    if is_short:
        return _fill(told.date_without_year, *map(str, day))
    return _of_year(deadline, told.date, told.date_without_year, day, told)


def _of_year(
    deadline: Deadline, dated: str, undated: str, parts: tuple[int, ...], told: ReadingPatterns
) -> str:
    """Fill a pattern with the deadline's year, or with its distance to the submission's year."""
    if deadline.year is not None:
        return _fill(dated, str(deadline.year), *map(str, parts))
    text = _fill(undated, *map(str, parts))
    if deadline.year_offset:
        return _fill(told.next_year if deadline.year_offset > 0 else told.last_year, text)
    return text


def _statement(statement: ShortStatement, told: ReadingPatterns) -> str:
    if statement.stated is StatementKind.NONE and statement.of:
        return _fill(told.none_of, statement.of)
    return str(getattr(told, statement.stated.value))
