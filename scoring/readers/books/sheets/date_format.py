"""A stored day or time into what a person sees: ``2022-12-31``, ``2022年7月``, ``14:30``.

A format with 年, 月 or 日 is shown as it is written. The others depend on the country that a machine
is set to, so they are shown in one order that cannot be misread: year, month, day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

_FIRST_1904: Final = 1_462
"""Days between the two counts of days that workbooks use."""
_LAST_DAY: Final = 2_958_465
"""31 December 9999."""
_NO_MOMENT: Final = 10**9
"""Days from which on a number is no moment and no span of time."""
_LEAP_BUG: Final = 60
"""Spreadsheets hold 1900 for a leap year: day 60 is a day that never was."""
_SECONDS: Final = 86_400
_HALF: Final = Decimal("0.5")

_PARTS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\[\]]*+)\]"
    r"|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<part>y+|m+|d+|h+|s+)"
    r"|(?P<other>.)",
    re.I | re.S,
)
_CHINESE: Final = re.compile("[年月日时分秒]")


def is_day_format(code: str) -> bool:
    """Tell whether a format shows a day (or a month or a year), and not only a time."""
    return bool({"y", "d", "M"} & set(_kinds(code)))


def day_of(number: Decimal, from_1904: bool) -> date | None:
    """Return the day that a number stands for; None where it is none."""
    whole = int(number // 1) if abs(number) < _NO_MOMENT else -1
    if from_1904:
        whole += _FIRST_1904
    if not 1 <= whole <= _LAST_DAY or whole == _LEAP_BUG:
        return None
    return date(1899, 12, 30 if whole > _LEAP_BUG else 31) + timedelta(days=whole)


def serial_of(year: int, month: int, day: int) -> Decimal:
    """Return the number that a workbook stores for a day."""
    return Decimal((date(year, month, day) - date(1899, 12, 30)).days)


def date_text(code: str, number: Decimal, *, from_1904: bool = False) -> str | None:
    """Return the day or time as it is seen; None where the number is none."""
    if not 0 <= number < _NO_MOMENT:
        return None
    code = code.split(";", 1)[0]
    kinds = _kinds(code)
    seconds = int((number % 1) * _SECONDS + _HALF)
    whole = number // 1
    if seconds >= _SECONDS:
        seconds, whole = 0, whole + 1
    if not {"y", "d", "M"} & set(kinds):
        return _time(code, kinds, int(whole), seconds)
    day = day_of(whole, from_1904)
    if day is None:
        return None
    if _CHINESE.search(code):
        return _as_written(code, kinds, day, seconds)
    months_only = "y" in kinds and "d" not in kinds
    days_only = "d" in kinds and "y" not in kinds
    if "M" not in kinds:
        text = f"{day:%Y-%m-%d}"
    elif months_only:
        text = f"{day.year:04d}-{day.month:02d}"
    elif days_only:
        text = f"{day.month}月{day.day}日"
    else:
        text = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    if "h" in kinds and seconds:
        text += " " + _clock(kinds, seconds)
    return text


@lru_cache(maxsize=256)
def _parts(code: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of a format: their kind (a group of ``_PARTS``) and their text."""
    return tuple((f.lastgroup or "", f[f.lastgroup or 0]) for f in _PARTS.finditer(code))


@lru_cache(maxsize=256)
def _kinds(code: str) -> tuple[str, ...]:
    """Return what a format shows: y, M (month), d, h, m (minute), s; ``elapsed`` for a span."""
    found = _parts(code)
    parts = [text[0].lower() for kind, text in found if kind == "part"]
    if any(k == "bracket" and set(t.lower()) in ({"h"}, {"m"}, {"s"}) for k, t in found):
        return ("elapsed", *parts)
    for index, part in enumerate(parts):
        if part == "m":
            before = parts[index - 1] if index else ""
            after = parts[index + 1] if index + 1 < len(parts) else ""
            parts[index] = "m" if before == "h" or after == "s" else "M"
    return tuple(parts)


def _time(code: str, kinds: Sequence[str], days: int, seconds: int) -> str:
    if "elapsed" in kinds:
        total = days * _SECONDS + seconds
        return f"{total // 3600}:{total % 3600 // 60:02d}" + (
            f":{total % 60:02d}" if "s" in kinds else ""
        )
    if _CHINESE.search(code):
        return _as_written(code, kinds, date(1900, 1, 1), seconds)
    return _clock(kinds, seconds)


def _clock(kinds: Sequence[str], seconds: int) -> str:
    text = f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
    return text + (f":{seconds % 60:02d}" if "s" in kinds else "")


def _as_written(code: str, kinds: Sequence[str], day: date, seconds: int) -> str:
    text = ""
    order = iter(kinds)
    for kind, written in _parts(code):
        if kind == "part":
            text += _part(next(order, ""), len(written), day, seconds)
        elif kind == "half":
            text += "上午" if seconds < _SECONDS // 2 else "下午"
        elif kind == "space":
            text += " "
        elif kind in ("quoted", "escaped", "other"):
            text += written
    return text.strip()


def _part(kind: str, length: int, day: date, seconds: int) -> str:
    if kind == "y":
        return f"{day.year:04d}" if length > 2 else f"{day.year % 100:02d}"
    value = {
        "M": day.month,
        "d": day.day,
        "h": seconds // 3600,
        "m": seconds % 3600 // 60,
        "s": seconds % 60,
    }.get(kind, 0)
    return f"{value:02d}" if length == 2 else str(value)
