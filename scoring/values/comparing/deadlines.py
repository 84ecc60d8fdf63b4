"""Compare a deadline with a day or period of completion."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from scoring.value_class import dataclass
from scoring.values.attainment import Attainment, Case, ComparedRow
from scoring.values.lexicon import Lexicon
from scoring.values.reading import COMMON_YEAR, Deadline

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last day on which something may have been done."""

    first: date
    last: date


def limit(deadline: Deadline, year: int | None) -> date:
    """Return the last day that meets a deadline."""
    start, end = deadline.period(year)
    return start - _DAY if deadline.before else end


def is_due(target: Deadline, year: int | None) -> bool | None:
    """Tell whether a deadline lies within the form's year or before; None where that is not known."""
    if year is None and target.year is not None:
        return None
    return limit(target, year).year <= (year if year is not None else COMMON_YEAR)


def _reached(actual: Deadline, year: int | None, lexicon: Lexicon) -> _Span:
    start, _ = actual.period(year)
    last = limit(actual, year)
    if actual.is_bound:
        # "before 30 September" is the latest day, not the day
        return _Span(date.min, last)
    if actual.is_loose:
        return _Span(last - _DAY * (lexicon.days_called_end - 1), last)
    return _Span(start, last)


def compare(
    target: Deadline, actual: Deadline, row: ComparedRow, lexicon: Lexicon, *, same_text: bool
) -> Attainment:
    """Compare a deadline with a date of completion, by the ends of the periods named."""
    if target.is_dated(row.year) != actual.is_dated(row.year):
        bare = actual if target.is_dated(row.year) else target
        piece = f"表上没有年度，“{bare.text}”是哪一年的不能确定"
        return Attainment(Case.UNREAD, piece=piece)
    last_day = limit(target, row.year)
    span = _reached(actual, row.year, lexicon)
    start = _start(row, target)
    dated = Attainment(
        Case.BY_DATE,
        days_planned=_days(start, last_day),
        days_taken=_days(start, span.last),
    )
    if same_text or span.last <= last_day:
        return replace(dated, met=True)
    if span.first > last_day:
        return replace(dated, met=False)
    piece = f"“{actual.text}”是否在“{target.text}”之前不能确定"
    return replace(dated, case=Case.DATE_UNCLEAR, piece=piece)


def _start(row: ComparedRow, target: Deadline) -> date | None:
    """Return the first day of the project, or of the year; None where neither is known."""
    is_dated = target.is_dated(row.year)
    if row.start is not None and is_dated:
        with suppress(ValueError):
            return date(*row.start)
    if row.year is not None:
        return date(row.year, 1, 1)
    return None if is_dated or row.start is not None else date(limit(target, None).year, 1, 1)


def _days(start: date | None, end: date) -> Fraction | None:
    """Count the days from start to end, both included; None if the end lies before the start."""
    if start is None:
        return None
    days = (end - start).days + 1
    return Fraction(days) if days > 0 else None
