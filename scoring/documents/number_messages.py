"""Why a text is no plain number, in Chinese, with the number as it should be written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from scoring.exact import PLAIN_NUMBER
from scoring.text import half_width

_LONGEST: Final = 60
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:[,，、'][0-9]{3})+(?:\.[0-9]+)?")
_LOOSE: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?|[+-]?\.[0-9]+")
_SCIENTIFIC: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]{1,3}")
_MINUS: Final = str.maketrans({"−": "-", "–": "-", "—": "-"})
_LEADING: Final = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(\D.*)", re.DOTALL)


def not_plain(value: object) -> tuple[str, str]:
    """Return what is wrong with ``value`` where a plain number is due, and what to do.

    >>> not_plain("18,159,500.00")[1]
    '请写 18159500.00。'
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return f"这里要写一个数，写的却是{kind(value)}", "请只写一个数，例如 1250.5。"
    text = str(value).strip()
    if len(text) > _LONGEST:
        return f"数字太长（共 {len(text):,} 个字符）", "整数部分最多 18 位，小数最多 6 位。"
    if not text:
        return "这里要写一个数，却是空的", "请写上数字；没有数就整行删去。"
    for trial in (_grouped, _scientific, _folded, _spaced, _percent, _loose, _with_words):
        found = trial(text)
        if found is not None:
            return found
    return f"“{text}”不是一个数", "请只写数字，例如 1250.5。"


def kind(value: object) -> str:
    """Return what a value from a file is called."""
    if value is None:
        return "空的"
    if isinstance(value, dict):
        return "一组“键: 值”"
    if isinstance(value, (list, tuple)):
        return "列表"
    if isinstance(value, bool):
        return "是或否"
    return "文字"


def _write(text: str) -> str:
    return f"请写 {text}。" if PLAIN_NUMBER.fullmatch(text) else "例如 1250.5。"


def _grouped(text: str) -> tuple[str, str] | None:
    if not _GROUPED.fullmatch(text):
        return None
    return f"“{text}”里有千分位分隔符", _write(re.sub(r"[,，、']", "", text))


def _scientific(text: str) -> tuple[str, str] | None:
    if not _SCIENTIFIC.fullmatch(text):
        return None
    number, exponent = Decimal(text), int(re.split("[eE]", text)[1])
    written = format(number, "f") if abs(exponent) <= 24 else ""
    return f"“{text}”是科学记数法", _write(written)


def _folded(text: str) -> tuple[str, str] | None:
    folded = unicodedata.normalize("NFKC", text).translate(_MINUS).replace("。", ".")
    if folded == text or not (_LOOSE.fullmatch(folded) or _GROUPED.fullmatch(folded)):
        return None
    return f"“{text}”里有全角数字或符号", _write(folded.replace(",", ""))


def _spaced(text: str) -> tuple[str, str] | None:
    joined = re.sub(r"[\s_]", "", text)
    if joined == text or not (_LOOSE.fullmatch(joined) or _GROUPED.fullmatch(joined)):
        return None
    return f"“{text}”中间有空格或下划线", _write(joined.replace(",", ""))


def _percent(text: str) -> tuple[str, str] | None:
    number = text[:-1].strip()
    if not half_width(text).endswith("%") or not _LOOSE.fullmatch(number):
        return None
    return f"“{text}”带了百分号，这里只写数", f"如果这一项以百分比计，{_write(number)}"


def _loose(text: str) -> tuple[str, str] | None:
    if not _LOOSE.fullmatch(text):
        return None
    whole, _, decimals = text.lstrip("+-").partition(".")
    if text.startswith("+"):
        return f"“{text}”不要写正号", _write(text[1:])
    if not whole or text.endswith("."):
        sign = "-" if text.startswith("-") else ""
        return f"“{text}”的小数点前后都要有数字", _write(f"{sign}{whole or 0}.{decimals or 0}")
    if len(decimals) > 6:
        return f"“{text}”的小数位太多，有 {len(decimals)} 位", "小数最多写 6 位。"
    return f"“{text}”的整数部分太长，有 {len(whole)} 位", "整数部分最多写 18 位。"


def _with_words(text: str) -> tuple[str, str] | None:
    match = _LEADING.fullmatch(text)
    if match is None:
        return None
    number, behind = match.group(1).replace(",", ""), match.group(2).strip()
    if re.search("[0-9]", behind):
        return f"“{text}”看不出是哪个数", "请只写一个数，去掉多余的符号和文字。"
    return (
        f"“{text}”的数字后面有“{behind[:20]}”，这里只写数",
        f"请去掉单位和文字；单位相同时{_write(number)}",
    )
