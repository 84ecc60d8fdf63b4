"""One cell into the text that a submission holds, by the cell's kind, each correction noted."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.documents.bounds import forbidden_in_value
from scoring.exact import PLAIN_NUMBER, plain, shortest
from scoring.money import YUAN_PER_UNIT
from scoring.problem import Place
from scoring.readers.books.sheets.grid import Cell
from scoring.text import excerpt
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.read.notes import Notes
from scoring.workbooks.fill_in.read.typed import TypedWords, plain_number_of, year_of

NUMBERS: Final = frozenset({"number", "percent", "amount", "points"})
_DIGITS_KEPT: Final = 15
"""A spreadsheet keeps so many digits of a number; those behind become zeros."""
_OPEN_AND_SAVE: Final = (
    "请用 Excel 或 WPS 打开这个文件，保存一次，再试；公式指向别的工作簿的，请改成直接填的数。"
)


def value_of(cell: Cell, kind: str, at: Place, notes: Notes, money_unit: str = "") -> str | None:
    """Return the cell's value, or None where it is blank or cannot be used (then it is noted).

    ``kind`` is that of a field or column of the fill-in layout, and ``percent`` for a number whose
    heading has a %; ``money_unit`` the unit that an amount may have behind it.
    """
    if cell.formula and not cell.text:
        notes.problem(
            at, "no-stored-value", "这一格是公式，文件里没有存下算出的结果", _OPEN_AND_SAVE
        )
        return None
    text = cell.text.strip()
    if cell.number is None and text in load_vocabulary(TypedWords).errors:
        notes.problem(at, "formula-error", f"公式出错，显示 {text}", "请改正公式，或直接填写。")
        return None
    control = forbidden_in_value(text)
    if control is not None:
        notes.problem(
            at,
            "control-character",
            f"文字里有一个看不见的控制字符（{control}）",
            "它多半是粘贴时带来的，请把这一格重新打一遍。",
        )
        return None
    if not text:
        return None
    if kind in NUMBERS:
        return _number(cell, text, kind, at, notes, money_unit)
    if text != cell.text and cell.number is None:
        notes.repair_alike(at, "去掉了前后的空格", "文字前后有空格或空行")
    if kind == "year":
        return _year(cell, text, at, notes)
    if kind == "yes_no":
        return _yes_no(text, at, notes)
    if kind == "choice":
        return unicodedata.normalize("NFKC", text).strip("() ")
    return _words(cell, text, kind, at, notes)


def _words(cell: Cell, text: str, kind: str, at: Place, notes: Notes) -> str | None:
    """Return a text cell's text; report where a spreadsheet made something else of what was typed."""
    number = cell.number
    if number is None or kind == "date":
        return text
    if cell.is_date:
        notes.add_repair(
            at,
            f"按显示的“{text}”读取",
            "这一格存的是日期；如果本来写的不是日期（如 1/2），请先把格式设为文本再重写",
        )
        return text
    if abs(number).adjusted() >= _DIGITS_KEPT:
        notes.problem(
            at,
            "digits-lost",
            f"这一格被存成了数字 {excerpt(text)}，超过 {_DIGITS_KEPT} 位的数字已经变成 0",
            "请先把这一格的格式设为文本，再重新填写。",
        )
        return None
    if not _shows(text, number):
        notes.add_repair(
            at, f"按显示的“{text}”读取", f"这一格存的是 {shortest(number)}，显示时四舍五入了"
        )
    return text


def _shows(text: str, number: Decimal) -> bool:
    """Tell whether what is seen is the whole number that is stored, percent signs included."""
    found = plain_number_of(text, frozenset({"%"}))
    if found is None:
        return True
    seen = Decimal(found[0])
    return seen == (number * 100 if found[1] == "%" else number)


def _number(
    cell: Cell, text: str, kind: str, at: Place, notes: Notes, money_unit: str
) -> str | None:
    if cell.is_date:
        notes.problem(
            at,
            "date-for-number",
            f"这里要填数，格子里却是日期 {excerpt(text)}",
            "请把这一格的格式设为常规，再重新填写。",
        )
        return None
    if cell.number is not None:
        return _stored(cell.number, text, kind, at, notes)
    if (
        unicodedata.normalize("NFKC", text) in load_vocabulary(TypedWords).blanks
        or text in load_vocabulary(TypedWords).blanks
    ):
        return None
    units = load_vocabulary(TypedWords).units.get(kind, frozenset())
    found = plain_number_of(text, units | {money_unit} if kind == "amount" else units)
    if found is None:
        other = _in_other_unit(text, money_unit) if kind == "amount" else None
        if other is None:
            return text
        notes.problem(at, "two-units", *other)
        return None
    number, unit = found
    if number == text:
        notes.repair_alike(at, "文本格里的数字按数字读取", "数字存成了文本")
    else:
        behind = f"后面的“{unit}”不算在数里" if unit else "有全角字符、千分位、别的符号或空格"
        notes.add_repair(at, f"“{excerpt(text)}”读作 {number}", behind)
    return number


def _in_other_unit(text: str, money_unit: str) -> tuple[str, str] | None:
    """Return what to say of an amount in another unit than the form's; None where it is none."""
    found = plain_number_of(text, frozenset(YUAN_PER_UNIT))
    if found is None or found[1] not in YUAN_PER_UNIT or money_unit not in YUAN_PER_UNIT:
        return None
    number, unit = found
    meant = Fraction(number) * YUAN_PER_UNIT[unit] / YUAN_PER_UNIT[money_unit]
    return (
        f"“{excerpt(text)}”的单位是“{unit}”，表头的金额单位是{money_unit}",
        f"按{money_unit}请写 {plain(meant)}。",
    )


def _stored(number: Decimal, text: str, kind: str, at: Place, notes: Notes) -> str | None:
    """Return a stored number; of a rate that is shown in percent, what is shown."""
    if "%" in text:
        found = plain_number_of(text, frozenset({"%"}))
        if kind == "percent" and found is not None:
            notes.add_repair(at, f"“{text}”读作 {found[0]}", "这一栏以百分数填写，格子是百分比格式")
            return found[0]
        notes.problem(
            at,
            "percent-for-number",
            f"这里要填数，格子里却是百分比 {excerpt(text)}",
            "请把这一格的格式设为常规，再重新填写。",
        )
        return None
    stored = shortest(number)
    if PLAIN_NUMBER.fullmatch(stored) is not None:
        return stored
    found = plain_number_of(text, frozenset())
    if found is not None and PLAIN_NUMBER.fullmatch(found[0]) is not None:
        notes.add_repair(at, f"按显示的 {found[0]} 读取", f"存的是 {stored}，小数位太多")
        return found[0]
    return stored


def _year(cell: Cell, text: str, at: Place, notes: Notes) -> str:
    year = year_of(shortest(cell.number) if cell.number and not cell.is_date else text)
    if year != text:
        notes.add_repair(at, f"“{excerpt(text)}”读作 {year}", "年度写四位数字即可")
    return year


def _yes_no(text: str, at: Place, notes: Notes) -> str:
    word = unicodedata.normalize("NFKC", text).casefold()
    for words, answer in (
        (load_vocabulary(TypedWords).yes, "是"),
        (load_vocabulary(TypedWords).no, "否"),
    ):
        if word in words:
            if word != answer:
                notes.add_repair(at, f"“{excerpt(text)}”读作 {answer}", "")
            return answer
    return text
