"""Bring an actual into the target's written unit: multipliers, conversions, bare numbers, rates."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.value_class import dataclass
from scoring.values.attainment import Note, Policy
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Number, Unit
from scoring.values.units import COUNT, TIMES

ONE = Fraction(1)
RATIO = "ratio"
MONEY = "money"
_PERCENT = Fraction(1, 100)
_SMALL_RATE = Fraction(10)
"""Percent; below it a bare 0.5 may be 0.5 % as well as 50 %."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and an actual in one unit.

    ``values`` holds every value that the actual may have in the target's written unit: one, or
    several where a conversion is not exact (a month has 28 to 31 days).
    """

    target: Fraction
    values: tuple[Fraction, ...]
    unit: str
    is_rate: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Target and actual cannot be compared; ``piece`` says why, in Chinese."""

    piece: str


def with_measure(number: Number, measure: Number | None) -> Number:
    """Give a number without unit and multiplier those of the form's unit column."""
    if measure is None or number.unit is not None or number.multiplier != ONE:
        return number
    return replace(
        number,
        unit=measure.unit,
        multiplier=measure.multiplier,
        multiplier_text=measure.multiplier_text,
    )


def written_unit(number: Number) -> str:
    """Return multiplier and unit as written: 万条."""
    return number.multiplier_text + (number.unit.symbol if number.unit is not None else "")


def is_ratio(number: Number) -> bool:
    """Tell whether a number is written as a percentage."""
    return number.unit is not None and number.unit.dimension == RATIO


def is_span(number: Number) -> bool:
    """Tell whether a number is a span of time: 24个月, 30分钟."""
    return number.unit is not None and number.unit.dimension in TIMES


def _is_bare(number: Number) -> bool:
    return number.unit is None and number.multiplier == ONE


def in_common_unit(
    target: Number, actual: Number, policy: Policy, lexicon: Lexicon, *, rate_row: bool
) -> Pair | Incomparable:
    """Bring an actual into the target's unit, or return why they cannot be compared."""
    if target.unit is None and actual.unit is None and _is_bare(target) and _is_bare(actual):
        return _both_bare(target, actual, rate_row=rate_row, percent=lexicon.percent)
    if is_ratio(target) and actual.unit is None:
        return _bare_actual_of_rate(target, actual)
    if is_ratio(actual) and target.unit is None:
        return _bare_target_of_rate(target, actual)
    if actual.unit is None:
        return _actual_without_unit(target, actual, policy)
    if target.unit is None:
        return _target_without_unit(target, actual, policy)
    return _both_units(target, actual, target.unit, actual.unit)


def _as_percent(value: Fraction) -> Fraction:
    """Return a bare value of a rate in percent: up to 1 it is a share."""
    return value * 100 if abs(value) <= 1 else value


def _both_bare(
    target: Number, actual: Number, *, rate_row: bool, percent: Unit
) -> Pair | Incomparable:
    """Pair two bare numbers; in a row of rates ``1`` next to ``98`` is 100 %.

    Two numbers up to 1, or two above, are of one kind, whichever it is. One of each kind is clear
    only where the other is no small percentage: ``1`` and ``2`` may be 1 % or 100 %.
    """
    if not rate_row:
        return Pair(target.value, (actual.value,), "")
    small, great = sorted((abs(target.value), abs(actual.value)))
    if 0 < small <= 1 < great < _SMALL_RATE:
        piece = f"指标值“{target.text}”、完成值“{actual.text}”哪个是百分数看不出，请注明单位（%）"
        return Incomparable(piece)
    return Pair(
        _as_percent(target.value),
        (_as_percent(actual.value),),
        percent.symbol,
        is_rate=True,
        notes=(Note.AS_PERCENT,),
    )


def _bare_actual_of_rate(target: Number, actual: Number) -> Pair | Incomparable:
    """Pair a target in percent with a bare actual (``100%`` and ``1``)."""
    unit = target.unit
    assert unit is not None
    if actual.multiplier != ONE:
        return Incomparable(f"“{actual.text}”与百分比不能比较")
    if unit.factor != _PERCENT:
        # ≤5‰ and 3, ≤9/10万 and 7: nobody writes these as shares
        notes = (Note.UNIT_OF_TARGET,)
        value = actual.value / target.multiplier
        return Pair(target.value, (value,), written_unit(target), is_rate=True, notes=notes)
    in_percent = target.amount * unit.factor * 100
    if abs(in_percent) < _SMALL_RATE and 0 < abs(actual.value) <= 1:
        return Incomparable(f"“{actual.text}”可能是{actual.text}%，也可能是比例，请注明单位（%）")
    is_percent = unit.factor * 100 == 1  # beside 4‰ a bare 2.6 is 2.6‰: nobody mixes the two
    value = _as_percent(actual.value) / 100 / unit.factor if is_percent else actual.value
    value /= target.multiplier
    return Pair(
        target.value, (value,), written_unit(target), is_rate=True, notes=(Note.AS_PERCENT,)
    )


def _bare_target_of_rate(target: Number, actual: Number) -> Pair | Incomparable:
    """Pair a bare target with an actual in percent (``1`` and ``100%``)."""
    unit = actual.unit
    assert unit is not None
    if target.multiplier != ONE:
        return Incomparable(f"指标值“{target.text}”与百分比不能比较")
    in_percent = actual.amount * unit.factor * 100
    if 0 < abs(in_percent) < _SMALL_RATE and 0 < abs(target.value) <= 1:
        return Incomparable(
            f"指标值“{target.text}”可能是{target.text}%，也可能是比例，请注明单位（%）"
        )
    target_unit = _as_percent(target.value) / 100 / unit.factor
    return Pair(target_unit, (actual.amount,), unit.symbol, is_rate=True, notes=(Note.AS_PERCENT,))


def _is_far(first: Fraction, second: Fraction, policy: Policy) -> bool:
    """Tell whether two values differ by the policy's magnitude or more; a plain 0 does not."""
    low, high = sorted((abs(first), abs(second)))
    return low != 0 and high >= low * policy.magnitude


def _asks_for_unit(number: Number) -> bool:
    is_money = number.unit is not None and number.unit.dimension.startswith(MONEY)
    return is_money or number.multiplier != ONE


def _units_of(number: Number) -> str:
    """Name the units among which a bare number leaves the choice: 元或万元."""
    unit = number.unit.symbol if number.unit is not None else ""
    return f"{unit}或{number.multiplier_text or '万'}{unit}"


def _actual_without_unit(target: Number, actual: Number, policy: Policy) -> Pair | Incomparable:
    """Give the actual the target's unit; with a multiplier of its own, the target's base unit."""
    if actual.multiplier == ONE:
        if _asks_for_unit(target) and _is_far(actual.value, target.value, policy):
            return Incomparable(
                f"“{actual.text}”与指标值相差悬殊，请注明单位（{_units_of(target)}）"
            )
        notes = (Note.UNIT_OF_TARGET,) if target.unit is not None else ()
        return Pair(target.value, (actual.value,), written_unit(target), notes=notes)
    value = actual.amount / target.multiplier
    return Pair(target.value, (value,), written_unit(target), notes=(Note.UNIT_OF_TARGET,))


def _target_without_unit(target: Number, actual: Number, policy: Policy) -> Pair | Incomparable:
    """Give the target the actual's unit."""
    notes = (Note.UNIT_OF_ACTUAL,)
    if target.multiplier != ONE:
        unit = actual.unit.symbol if actual.unit is not None else ""
        value = actual.amount / target.multiplier
        return Pair(target.value, (value,), target.multiplier_text + unit, notes=notes)
    if _asks_for_unit(actual) and _is_far(actual.value, target.value, policy):
        piece = f"指标值“{target.text}”未注明单位，与“{actual.text}”相差悬殊"
        return Incomparable(f"{piece}，请注明单位（{_units_of(actual)}）")
    return Pair(target.value, (actual.value,), written_unit(actual), notes=notes)


def _both_units(
    target: Number, actual: Number, target_unit: Unit, actual_unit: Unit
) -> Pair | Incomparable:
    factors = _factors(target_unit, actual_unit)
    if factors is None:
        return Incomparable(
            f"单位不一致：指标值为“{written_unit(target)}”，完成值为“{written_unit(actual)}”"
        )
    values = tuple(sorted({actual.amount * factor / target.multiplier for factor in factors}))
    changed = len(values) > 1 or values[0] != actual.value
    notes: tuple[Note, ...] = (Note.CONVERTED,) if changed else ()
    if "/" in target_unit.dimension and "/" not in actual_unit.dimension:
        notes += (Note.UNIT_OF_TARGET,)
    return Pair(
        target.value,
        values,
        written_unit(target),
        is_rate=target_unit.dimension == RATIO,
        notes=notes,
    )


def _factors(target_unit: Unit, actual_unit: Unit) -> frozenset[Fraction] | None:
    """Return the factors that take an actual to the target's unit; None where there is none."""
    if target_unit == actual_unit or target_unit.symbol == actual_unit.symbol:
        return frozenset({ONE})
    if (target_unit.generic and _counts(actual_unit)) or (
        actual_unit.generic and _counts(target_unit)
    ):
        return frozenset({ONE})
    for dimension in dict.fromkeys(dimension for dimension, _ in target_unit.meanings()):
        targets = [factor for name, factor in target_unit.meanings() if name == dimension]
        actuals = [factor for name, factor in actual_unit.meanings() if name == dimension]
        if len(targets) == len(actuals):
            # the same family on both sides: binary with binary, decimal with decimal
            return frozenset(a / t for t, a in zip(targets, actuals, strict=True))
        if actuals:
            return frozenset(a / t for t in targets for a in actuals)
    above, stroke, below = target_unit.dimension.partition("/")
    if not stroke:
        return None
    if (
        below == "month"
        and actual_unit.dimension == above
        and target_unit.factor * 12 == actual_unit.factor
    ):
        # 4次/年 in a self-evaluation of one year
        return frozenset({ONE})
    if not above and (
        actual_unit.dimension == MONEY or actual_unit.dimension.endswith(f"/{below}")
    ):
        # ≤0.04/条: whatever stands above the stroke was not written
        return frozenset({actual_unit.factor if "/" not in actual_unit.dimension else ONE})
    if actual_unit.dimension == above and not TIMES & set(below.split("·")) and above == MONEY:
        return frozenset({actual_unit.factor})
    return None


def _counts(unit: Unit) -> bool:
    return all(name.startswith(COUNT) and "/" not in name for name, _ in unit.meanings())
