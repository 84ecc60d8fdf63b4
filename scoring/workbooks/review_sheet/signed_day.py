"""The day of a signature as a person writes it, brought to YYYY-MM-DD; what is no day says why."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, NamedTuple

from scoring.text import excerpt

_SEPARATORS: Final = str.maketrans(
    {"/": "-", ".": "-", "。": "-", "—": "-", "–": "-", "−": "-", "、": "-"}
)
_CHINESE: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DAY: Final = re.compile(r"([0-9]{4})(?:-|年)([0-9]{1,2})(?:-|月)([0-9]{1,2})日?")
_TOGETHER: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NO_YEAR: Final = re.compile(r"[0-9]{1,2}(?:-|月)[0-9]{1,2}[日号]?")
_SHORT_YEAR: Final = re.compile(r"[0-9]{2}(?:-|年)[0-9]{1,2}(?:-|月)[0-9]{1,2}日?")
_NO_DAY: Final = re.compile(r"[0-9]{4}(?:-|年)[0-9]{1,2}月?")
_CLOCK: Final = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$")
_MONTHS: Final = 12
_LONG_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WRITE: Final = "请写成 2024-03-01 或 2024年3月1日。"


class SignedDay(NamedTuple):
    """A day as YYYY-MM-DD, or why what was written is none and what to do."""

    day: str = ""
    fault: str = ""
    todo: str = ""


def read_day(text: str, stored: str = "") -> SignedDay:
    """Return the day that a cell holds; ``stored`` is that of a date of the spreadsheet."""
    if stored:
        return SignedDay(stored)
    shown = excerpt(text)
    plain = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip())
    plain = _chinese("".join(plain.split())).translate(_SEPARATORS)
    found = _DAY.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        return _calendar(year, month, day, shown)
    if _SHORT_YEAR.fullmatch(plain):
        fault = f"日期“{shown}”的年份不是四位"
    elif _NO_YEAR.fullmatch(plain):
        fault = f"日期“{shown}”没有写年份"
    elif _NO_DAY.fullmatch(plain):
        fault = f"日期“{shown}”没有写到日"
    else:
        fault = f"“{shown}”不是日期"
    return SignedDay("", fault, _WRITE)


def _calendar(year: int, month: int, day: int, shown: str) -> SignedDay:
    if not 1 <= month <= _MONTHS:
        return SignedDay("", f"日期“{shown}”不存在：没有{month}月", _WRITE)
    try:
        return SignedDay(date(year, month, day).isoformat())
    except ValueError:
        leap = "（不是闰年）" if month == 2 and day == _LONG_MONTHS[1] else ""
        fault = f"日期“{shown}”不存在：{year}年{month}月{leap}没有{day}日"
        return SignedDay("", fault, _WRITE)


def _chinese(text: str) -> str:
    """Return a date in Chinese figures (二〇二四年三月十二日) in Arabic ones."""
    parts = re.split("([年月日号])", text)
    if len(parts) == 1:
        return text
    return "".join(_figures(part) for part in parts).replace("号", "日")


def _figures(part: str) -> str:
    if "十" not in part:
        return part.translate(_CHINESE)
    tens, _, ones = part.partition("十")
    return f"{tens.translate(_CHINESE) or '1'}{ones.translate(_CHINESE) or '0'}"


def is_far(day: str, year: int | None, earliest: int, latest: int) -> bool:
    """Tell whether a day lies so far from a form's year that it was probably mistyped."""
    if year is None:
        return not 2000 <= int(day[:4]) < 2100
    return not year - earliest <= int(day[:4]) <= year + latest
