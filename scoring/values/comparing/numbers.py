"""Compare numbers: met or missed, bounds, approximate values, targets of zero."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.values.attainment import Attainment, Case, Note, Policy
from scoring.values.comparing.common_unit import ONE, Pair
from scoring.values.comparing.direction import AT_LEAST, AT_MOST, EXACTLY, WORDS, Direction, of
from scoring.values.reading import Approximation, Comparator, Number

_CASES = {AT_LEAST: Case.AT_LEAST, AT_MOST: Case.AT_MOST, EXACTLY: Case.EXACTLY}
_ZERO = Fraction(0)


def meets(value: Fraction, target: Fraction, direction: Direction) -> bool:
    """Return whether a value meets its target."""
    if direction.way == EXACTLY:
        return value == target
    if value == target:
        return not direction.strict
    return (value > target) == (direction.way == AT_LEAST)


def outcome(
    pair: Pair, actual: Number, direction: Direction, policy: Policy, *, growth: bool = False
) -> Attainment:
    """Return the attainment of one number by one direction."""
    is_standard = direction.way == EXACTLY and direction.source == WORDS
    base = Attainment(
        Case.STANDARD if is_standard else _CASES[direction.way],
        target=pair.target,
        direction=direction.way,
        direction_from=direction.source,
        direction_word=direction.word,
        direction_known=direction.known,
        unit=pair.unit,
        is_rate=pair.is_rate,
        notes=pair.notes,
    )
    if actual.comparator not in (None, Comparator.EXACTLY):
        return _bound(base, pair, actual, direction)
    if pair.target == 0:
        return _zero(base, pair, direction, growth=growth)
    if actual.approximation is not None:
        return _approximate(base, pair, actual, direction, policy)
    if len(pair.values) > 1:
        return _inexact(base, pair, direction)
    return _plain(base, pair.values[0], pair.target, direction)


def _plain(base: Attainment, value: Fraction, target: Fraction, direction: Direction) -> Attainment:
    return replace(
        base,
        met=meets(value, target, direction),
        actual=value,
        completion=value / target if target else None,
    )


def _ordered(low: Fraction, high: Fraction, way: str) -> tuple[Fraction, Fraction]:
    """Return (least favourable, most favourable)."""
    return (high, low) if way == AT_MOST else (low, high)


def _between(
    base: Attainment, span: tuple[Fraction, Fraction], value: Fraction | None, direction: Direction
) -> Attainment:
    """Judge a value known only to lie in a span, both ends included."""
    worst, best = _ordered(*span, direction.way)
    target = base.target
    assert target is not None
    verdicts = {meets(end, target, direction) for end in span}
    if direction.way == EXACTLY and span[0] <= target <= span[1] and span[0] != span[1]:
        verdicts = {True, False}
    met = verdicts.pop() if len(verdicts) == 1 else None
    return replace(base, case=Case.APPROXIMATE, met=met, actual=value, worst=worst, best=best)


def _inexact(base: Attainment, pair: Pair, direction: Direction) -> Attainment:
    """Judge a value whose conversion is not exact: 45天 of 一个月."""
    span = (pair.values[0], pair.values[-1])
    judged = _between(base, span, None, direction)
    if judged.met is None:
        return unread("单位换算后能否达到指标值不能确定，请按指标值的单位填写", judged)
    if judged.met:
        return replace(base, met=True, actual=judged.worst, worst=judged.worst, best=judged.best)
    return replace(judged, actual=judged.best)


def _approximate(
    base: Attainment, pair: Pair, actual: Number, direction: Direction, policy: Policy
) -> Attainment:
    """Judge 约 and its kin: as it stands if the margin is wide, else by the whole span."""
    value = pair.values[0]
    margin = abs(pair.target) * policy.approximate_margin
    noted = replace(base, notes=(*base.notes, Note.APPROXIMATE))
    if len(pair.values) == 1 and direction.way != EXACTLY and abs(value - pair.target) >= margin:
        return _plain(noted, value, pair.target, direction)
    low, high = pair.values[0], pair.values[-1]
    if actual.approximation is not Approximation.A_LITTLE_ABOVE:
        low -= abs(low) * policy.approximate_range
    if actual.approximation is not Approximation.A_LITTLE_BELOW:
        high += abs(high) * policy.approximate_range
    judged = _between(noted, (low, high), value, direction)
    if judged.met:
        return _plain(noted, value, pair.target, direction)
    return judged


def _zero(base: Attainment, pair: Pair, direction: Direction, *, growth: bool) -> Attainment:
    """Judge a target of none: less is better, unless the row says otherwise.

    ``growth``: the target itself says that more than none is wanted (>0), and no word of the row
    speaks against it.
    """
    value = pair.values[0]
    noted = replace(base, actual=value)
    if growth and direction.way == AT_LEAST:
        return _plain(noted, value, pair.target, direction)
    if value <= 0:
        return replace(noted, case=Case.ZERO, met=True)
    if direction.way == AT_LEAST or direction.is_default:
        return unread("指标值为0，完成值大于0，不能判断是否完成", noted)
    return replace(noted, case=Case.ZERO, met=False)


def _bound(base: Attainment, pair: Pair, actual: Number, direction: Direction) -> Attainment:
    """Judge an actual that is itself a bound (≥266, 24小时内)."""
    assert actual.comparator is not None
    stated = of(actual.comparator)
    target = pair.target
    verdicts = {_implied(value, stated, target, direction) for value in pair.values}
    met = verdicts.pop() if len(verdicts) == 1 else None
    value = pair.values[0] if len(pair.values) == 1 else None
    judged = replace(base, case=Case.BOUND, met=met, actual=value)
    if met:
        judged = replace(judged, notes=(*base.notes, Note.BOUND_IMPLIES))
    if direction.way == EXACTLY:
        return judged
    limit = pair.values[0] if stated.way == AT_LEAST else pair.values[-1]
    if stated.way == direction.way:
        return replace(judged, worst=limit)
    return replace(judged, best=limit)


def _implied(
    value: Fraction, stated: Direction, target: Fraction, direction: Direction
) -> bool | None:
    """Return True if all values within a bound meet the target, False if none does, else None."""
    if direction.way == EXACTLY:
        outside = target < value if stated.way == AT_LEAST else target > value
        return False if outside or (stated.strict and target == value) else None
    if stated.way == direction.way:
        if meets(value, target, direction) or (stated.strict and value == target):
            return True
        return None
    # the other way round: ≤90 of ≥95 misses, ≤96 of ≥95 is open
    if not meets(value, target, direction) or (stated.strict and value == target):
        return False
    return None


def unread(piece: str, known: Attainment | None = None, *, field: str = "") -> Attainment:
    """Return an attainment that could not be read, with what ``known`` has of the comparison.

    ``field`` is the target or the actual where that is no value by itself.
    """
    if known is None:
        return Attainment(Case.UNREAD, piece=piece, unread_field=field)
    return replace(
        known, case=Case.UNREAD, met=None, completion=None, worst=None, best=None, piece=piece
    )


def decided(
    pair: Pair, actual: Number, ways: tuple[Direction, ...], policy: Policy, *, growth: bool = False
) -> Attainment:
    """Return the outcome by the row's direction; a conflict of signs only where it matters.

    ``growth``: the target's own sign asks for more, and no word of the row for less.
    """
    if not ways:
        if pair.target == 0 and pair.values[0] == 0 and actual.comparator is None:
            ways = (Direction(AT_MOST),)
        else:
            return unread("指标方向（越高越好或越低越好）不能确定")
    outcomes = [outcome(pair, actual, way, policy, growth=growth) for way in ways]
    first = outcomes[0]
    if len(outcomes) == 1:
        return first
    first = replace(first, notes=(*first.notes, Note.SIGNS_DISAGREE))
    if all(each.met for each in outcomes):
        return first
    return replace(
        first,
        case=Case.CONFLICT,
        met=None,
        direction=None,
        direction_from=None,
        completion=None,
        piece="指标值写明的方向与方向栏相反，且影响得分",
    )


def share(attained: Attainment) -> Fraction | None:
    """Return the share of its target that a part reaches: A/T, or T/A for a cap."""
    if attained.case is Case.ZERO:
        return ONE if attained.met else _ZERO
    target, actual = attained.target, attained.actual
    if target is None or actual is None:
        return None
    if attained.direction == AT_MOST:
        return target / actual if actual > 0 else ONE
    return actual / target if target else None
