"""Compare a deadline with a day or period of completion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from scoring.values.attainment import Attainment, Case, ComparedRow
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Deadline

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last day on which something may have been done."""

    first: date
    last: date


def limit(deadline: Deadline, year: int) -> date:
    """Return the last day that meets a deadline."""
    start, end = deadline.period(year)
    return start - _DAY if deadline.before else end


def _reached(actual: Deadline, year: int, lexicon: Lexicon) -> _Span:
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
    last_day = limit(target, row.year)
    span = _reached(actual, row.year, lexicon)
    start = _start(row)
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


def _start(row: ComparedRow) -> date:
    if row.start is not None:
        try:
            return date(*row.start)
        except ValueError:
            pass
    return date(row.year, 1, 1)


def _days(start: date, end: date) -> Fraction | None:
    """Count the days from start to end, both included; None if the end lies before the start."""
    days = (end - start).days + 1
    return Fraction(days) if days > 0 else None
