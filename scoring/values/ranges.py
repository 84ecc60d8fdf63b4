"""Items that belong together: ranges of numbers and of dates, two bounds of one number."""

from __future__ import annotations

from dataclasses import replace

from scoring.values import dates, quantities
from scoring.values.items import Item, What
from scoring.values.reading import Comparator, Deadline, Number, Range
from scoring.values.tokens import StopReadingError


def merge(items: list[Item], folded: str) -> list[Item]:
    """Join what belongs together: ranges of numbers and of dates, two bounds of one number."""
    if len(items) < 2:
        return items
    merged: list[Item] = []
    for item in items:
        merged.append(item)
        while _join_last(merged, folded):
            pass
    return merged


def _join_last(items: list[Item], folded: str) -> bool:
    """Join the last two or three items into one range if they are one."""
    if len(items) >= 2 and items[-2].number is not None and items[-1].number is not None:
        both = _bounds(items[-2], items[-1], folded[items[-2].start : items[-1].end])
        if both is not None:
            items[-2:] = [both]
            return True
    if len(items) < 3:
        return False
    first, sign, last = items[-3:]
    if sign.what is not What.SIGN:
        return False
    text = folded[first.start : last.end]
    joined: Item | None = None
    if sign.sign == "dash":
        joined = _range(first, last, text)
    elif sign.sign in ("both", "clause") and first.number is not None and last.number is not None:
        joined = _bounds(first, last, text)
    if joined is None:
        return False
    items[-3:] = [joined]
    return True


def _range(first: Item, last: Item, text: str) -> Item | None:
    """Join ``90%-95%``, ``3至5天``, ``1-6月``, ``3月1日至5月底``."""
    if last.what is What.DATE and last.deadline is not None:
        deadline: Deadline | None = None
        if first.what is What.DATE and first.deadline is not None:
            deadline = dates.joined(first.deadline, last.deadline, text)
        elif first.number is not None and _is_month(first.number) and last.deadline.year is None:
            deadline = dates.month_to(int(first.number.value), last.deadline, text)
        if deadline is None:
            return None
        return Item(What.DATE, first.start, last.end, first.depth, deadline=deadline)
    low, high = first.number, last.number
    if low is None or high is None or first.what is not What.NUMBER:
        return None
    if high.comparator is not None and low.comparator is None:
        return None
    if low.unit is None:
        multiplier = low.multiplier, low.multiplier_text
        if low.multiplier == 1:
            multiplier = high.multiplier, high.multiplier_text
        low = replace(low, unit=high.unit, multiplier=multiplier[0], multiplier_text=multiplier[1])
    if high.unit is None and low.unit is not None:
        high = replace(high, unit=low.unit)
    if low.unit is not None and high.unit is not None:
        if low.unit.dimension != high.unit.dimension:
            raise StopReadingError(text)
        is_rising = low.amount * low.unit.factor <= high.amount * high.unit.factor
    else:
        is_rising = low.amount <= high.amount
    if not is_rising:
        raise StopReadingError(text)
    item = Item(What.RANGE, first.start, last.end, first.depth)
    item.range = Range(text, low, high)
    return item


def _is_month(number: Number) -> bool:
    """Tell whether a bare number may be a month: the 1 of 1-6月."""
    return quantities.is_bare(number) and number.value.denominator == 1


_LOW = (Comparator.AT_LEAST, Comparator.ABOVE)
_HIGH = (Comparator.AT_MOST, Comparator.BELOW)


def _bounds(first: Item, last: Item, text: str) -> Item | None:
    """Join ``≥90%且≤100%``."""
    low, high = first.number, last.number
    assert low is not None
    assert high is not None
    if low.comparator in _HIGH and high.comparator in _LOW:
        low, high = high, low
    if low.comparator not in _LOW or high.comparator not in _HIGH:
        return None
    same = (low.unit is None) == (high.unit is None)
    if low.unit is not None and high.unit is not None:
        same = low.unit.dimension == high.unit.dimension and low.unit.factor == high.unit.factor
    if not same or low.amount > high.amount:
        return None
    item = Item(What.RANGE, first.start, last.end, first.depth)
    item.range = Range(text, low, high)
    return item
