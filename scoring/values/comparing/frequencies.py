"""Compare what is due every month, week or day with the count of a year."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.value_class import dataclass
from scoring.values.attainment import Attainment, Case
from scoring.values.comparing.common_unit import ONE
from scoring.values.comparing.context import Context
from scoring.values.reading import Number, Unit
from scoring.values.units import COUNT

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Frequency:
    """How many periods a year has, and whether exactly so many: months, but not weeks or days."""

    periods: Fraction
    is_exact: bool


def counted(target: Number, actual: Number, context: Context) -> tuple[Number, Number] | None:
    """Return target and actual as counts of a year where just one of them is a frequency."""
    due, done = _frequency(target.unit, context), _frequency(actual.unit, context)
    if due is not None and done is None and _is_count(actual, target, due):
        return _of_year(target, due), actual
    if due is None and done is not None and _is_plain(target):
        year = _of_year(actual, done)
        # below it the year may still have had more of them than its least number of weeks
        return (target, year) if year.amount >= target.amount else None
    return None


def judged(attained: Attainment, target: Number, context: Context) -> Attainment:
    """Judge a year's count of what is due so often: a miss only where the period is known."""
    due = _frequency(target.unit, context)
    if due is None or attained.case is not Case.AT_LEAST or attained.met is not False:
        return attained
    months, is_known = context.row.months
    if due.is_exact and is_known and months == context.lexicon.months:
        return attained
    total, actual = attained.target, attained.actual
    assert total is not None
    assert actual is not None
    left = total
    if due.is_exact and is_known:
        left = total * months / context.lexicon.months
    reached = max(actual, _ZERO)
    return replace(
        attained,
        case=Case.FREQUENCY,
        met=None,
        least=min(reached / total, ONE) if total else None,
        greatest=min(reached / left, ONE) if left else None,
    )


def _frequency(unit: Unit | None, context: Context) -> _Frequency | None:
    """Return the frequency that a unit is (次/月), or None for any other unit."""
    if unit is None:
        return None
    above, _, below = unit.dimension.partition("/")
    if not above.startswith(COUNT):
        return None
    lexicon = context.lexicon
    if below == "month":
        return _Frequency(lexicon.months * unit.factor, is_exact=True)
    for period, least in lexicon.frequencies:
        if below == period.dimension and unit.factor * period.factor == ONE:
            return _Frequency(Fraction(least), is_exact=False)
    return None


def _of_year(number: Number, due: _Frequency) -> Number:
    unit = number.unit
    assert unit is not None
    above = unit.dimension.partition("/")[0]
    counter = Unit(unit.symbol.partition("/")[0], above)
    return replace(number, value=number.value * due.periods, unit=counter)


def _is_count(actual: Number, target: Number, due: _Frequency) -> bool:
    """Tell whether an actual counts a year; a bare one only if it is more than the target says."""
    if actual.unit is None:
        return actual.amount > target.amount and due.periods > ONE
    return _is_plain(actual) and due.periods > ONE


def _is_plain(number: Number) -> bool:
    unit = number.unit
    return unit is not None and unit.dimension.startswith(COUNT) and "/" not in unit.dimension
