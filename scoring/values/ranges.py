"""Join items that belong together: ranges of numbers and of dates, two bounds of one number."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scoring.values import dates, quantities, units
from scoring.values.items import ItemKind, TextItem
from scoring.values.reading import Comparator, Deadline, Number, Range, Unit, UnreadReason
from scoring.values.tokens import StopReadingError

_MONTHS: Final = 12
"""Of a year, which holds every period of how often."""


def merge(items: list[TextItem], folded: str) -> list[TextItem]:
    """Join what belongs together: ranges of numbers and of dates, two bounds of one number."""
    if len(items) < 2:
        return items
    merged: list[TextItem] = []
    for item in _mirrored(items, folded):
        merged.append(item)
        while _join_last(merged, folded):
            pass
    return merged


def _join_last(items: list[TextItem], folded: str) -> bool:
    """Join the last two or three items into one range if they are one."""
    if len(items) >= 2 and items[-2].number is not None and items[-1].number is not None:
        both = _bounds(items[-2], items[-1], folded[items[-2].start : items[-1].end])
        if both is None:
            both = _frequency(items[-2], items[-1], folded)
        if both is not None:
            items[-2:] = [both]
            return True
    if len(items) < 3:
        return False
    first, sign, last = items[-3:]
    if sign.kind is not ItemKind.SIGN:
        return False
    text = folded[first.start : last.end]
    joined: TextItem | None = None
    if sign.sign in ("times", "plus"):
        joined = _product_or_mode(first, sign, last, text)
    elif sign.sign == "slash":
        _refuse_every_few(first, last, text)
    elif sign.sign == "dash":
        joined = _range(first, last, text)
    elif sign.sign in ("both", "clause") and first.number is not None and last.number is not None:
        joined = _bounds(first, last, text)
    if joined is None:
        return False
    items[-3:] = [joined]
    return True


def _mirrored(items: list[TextItem], folded: str) -> list[TextItem]:
    """Turn bounds that stand behind their number: 80%≤X≤90%, 95%≤满意度."""
    if not any(item.comparator for item in items):
        return items
    turned: list[TextItem] = []
    at = 0
    while at < len(items):
        item = items[at]
        turned.append(item)
        at += 1
        sign = items[at].comparator if at < len(items) else None
        number = item.number
        if sign not in _MIRROR or number is None or number.comparator is not None:
            continue
        end = at + 1
        while end < len(items) and items[end].kind in (ItemKind.TEXT, ItemKind.NOISE):
            end += 1
        if end == at + 1:
            continue
        item.number = replace(number, comparator=_MIRROR[sign])
        at += 1
        if end < len(items) and items[end].number is not None:
            both = _bounds(item, items[end], folded[item.start : items[end].end])
            if both is not None:
                turned[-1] = both
                at = end + 1
    return turned


def _frequency(first: TextItem, last: TextItem, folded: str) -> TextItem | None:
    """Join ``一年一次``; stop at ``两年一次``, ``1小时30分钟`` and ``95%>90%``, which are not one number."""
    time, count = first.number, last.number
    assert time is not None
    assert count is not None
    if first.end != last.start or time.comparator is not None or first.depth != last.depth:
        return None
    text = folded[first.start : last.end]
    if count.comparator is not None and not folded[last.start].isalpha():
        raise StopReadingError(text, UnreadReason.CONTRADICTION)
    if quantities.is_bare(time) and count.comparator is None:
        # 3十个
        raise StopReadingError(text, UnreadReason.NOT_ONE_NUMBER)
    if time.unit is None or count.unit is None or count.comparator is not None:
        return None
    if {time.unit.dimension, count.unit.dimension} <= units.TIMES:
        # 1小时30分钟
        raise StopReadingError(text, UnreadReason.NOT_ONE_NUMBER)
    is_frequency = time.unit.dimension in units.TIMES and count.unit.dimension.startswith(
        units.COUNT
    )
    if not is_frequency or "/" in count.unit.dimension or time.approximation is not None:
        return None
    period = time.unit
    if time.amount != 1:
        months = time.amount * period.factor
        if period.dimension != "month" or (_MONTHS / months).denominator != 1:
            raise StopReadingError(text, UnreadReason.EVERY_FEW)
        period = Unit(time.text, period.dimension, months)  # 半年一次, 两个月一次
    number = replace(count, text=text, unit=units.per(count.unit, period))
    return TextItem(ItemKind.NUMBER, first.start, last.end, first.depth, number=number)


def _refuse_every_few(first: TextItem, last: TextItem, text: str) -> None:
    """Refuse ``1次/2年``, which is no list of parts."""
    count, time = first.number, last.number
    if count is None or time is None or count.unit is None or time.unit is None:
        return
    if time.unit.dimension in units.TIMES and count.unit.dimension not in units.TIMES:
        raise StopReadingError(text, UnreadReason.EVERY_FEW)


def _product_or_mode(first: TextItem, sign: TextItem, last: TextItem, text: str) -> TextItem | None:
    """Make words of ``365天*24小时`` and ``1+3``: a product or the name of a way of working."""
    if first.number is None or last.kind not in (ItemKind.NUMBER, ItemKind.TEXT):
        return None
    if sign.sign == "plus" and not quantities.is_bare(first.number):
        return None
    if sign.sign == "times" and last.number is None:
        return None
    return TextItem(ItemKind.TEXT, first.start, last.end, first.depth, text=text)


def _range(first: TextItem, last: TextItem, text: str) -> TextItem | None:
    """Join ``90%-95%``, ``3至5天``, ``1-6月``, ``3月1日至5月底``."""
    if last.kind is ItemKind.DATE and last.deadline is not None:
        deadline: Deadline | None = None
        if first.kind is ItemKind.DATE and first.deadline is not None:
            deadline = dates.joined(first.deadline, last.deadline, text)
        elif first.number is not None and _is_month(first.number) and last.deadline.year is None:
            deadline = dates.month_to(int(first.number.value), last.deadline, text)
        if deadline is None:
            return None
        return TextItem(ItemKind.DATE, first.start, last.end, first.depth, deadline=deadline)
    if first.deadline is not None and first.kind is ItemKind.DATE and last.number is not None:
        ending = dates.dotted(last.number)
        until = None if ending is None else dates.joined(first.deadline, ending, text)
        if until is None:
            return None
        return TextItem(ItemKind.DATE, first.start, last.end, first.depth, deadline=until)
    low, high = first.number, last.number
    if low is None or high is None or first.kind is not ItemKind.NUMBER:
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
            raise StopReadingError(text, UnreadReason.CONTRADICTION)
        is_rising = low.amount * low.unit.factor <= high.amount * high.unit.factor
    else:
        is_rising = low.amount <= high.amount
    if not is_rising:
        raise StopReadingError(text, UnreadReason.CONTRADICTION)
    item = TextItem(ItemKind.RANGE, first.start, last.end, first.depth)
    item.range = Range(text, low, high)
    return item


def _is_month(number: Number) -> bool:
    """Tell whether a bare number may be a month: the 1 of 1-6月."""
    return quantities.is_bare(number) and number.value.denominator == 1


_MIRROR = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.ABOVE: Comparator.BELOW,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.BELOW: Comparator.ABOVE,
}
_LOW = (Comparator.AT_LEAST, Comparator.ABOVE)
_HIGH = (Comparator.AT_MOST, Comparator.BELOW)


def _bounds(first: TextItem, last: TextItem, text: str) -> TextItem | None:
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
    item = TextItem(ItemKind.RANGE, first.start, last.end, first.depth)
    item.range = Range(text, low, high)
    return item
