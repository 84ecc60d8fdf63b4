"""A reading told to people; the patterns are vocabulary."""

from __future__ import annotations

from scoring.exact import plain
from scoring.values.reading import (
    Deadline,
    Number,
    Range,
    Reading,
    Several,
    Stated,
    Statement,
    Unread,
    Wording,
)
from scoring.values.vocabulary import Told


def describe(reading: Reading, told: Told) -> str:
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
        case Statement():
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


def _number(number: Number, told: Told) -> str:
    unit = number.unit.symbol if number.unit is not None else ""
    beside = f"{number.multiplier_text}{unit}"
    gap = " " if beside and beside[0].isalpha() else ""
    text = f"{plain(number.value)}{gap}{beside}"
    if number.approximation is not None:
        text = _fill(getattr(told, number.approximation.value), text)
    if number.comparator is not None:
        return _fill(getattr(told, number.comparator.value), text)
    return _fill(told.number, text)


def _deadline(deadline: Deadline, told: Told) -> str:
    month, day = deadline.start if deadline.before else deadline.end
    if deadline.year is not None:
        day_text = _fill(told.date, str(deadline.year), str(month), str(day))
    else:
        if (month, day) == (2, 29) and deadline.is_loose:
            day = 28
        day_text = _fill(told.date_without_year, str(month), str(day))
        if deadline.year_offset:
            pattern = told.next_year if deadline.year_offset > 0 else told.last_year
            day_text = _fill(pattern, day_text)
    text = _fill(told.before_date if deadline.before else told.by_date, day_text)
    if deadline.number is not None:
        text = _fill(told.by_then, text, _number(deadline.number, told))
    return text


def _statement(statement: Statement, told: Told) -> str:
    if statement.stated is Stated.NONE and statement.of:
        return _fill(told.none_of, statement.of)
    return str(getattr(told, statement.stated.value))
