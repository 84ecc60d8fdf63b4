"""Who signed a sheet, and on which day; a signature that is none says why."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from scoring.desk.cell_content import EntryFault
from scoring.records.sheet_reading import SheetReading
from scoring.text import excerpt, on_one_line
from scoring.workbooks.review_sheet.layout import Signing
from scoring.workbooks.review_sheet.signed_day import is_far, read_day

_LONGEST: Final = 60
_SEVERAL: Final = re.compile("[、，,;；/]")
_SIGN: Final = "请在签名处填上姓名和日期（如 2024-03-01）。"


class Signer(NamedTuple):
    """Name and day; both empty where nobody signed."""

    by: str = ""
    day: str = ""
    on_behalf_of: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether somebody signed."""
        return bool(self.by and self.day)


NOBODY: Final = Signer()


def signer_of(
    reading: SheetReading, year: int | None, words: Signing
) -> tuple[Signer, list[EntryFault]]:
    """Return who signed a sheet, and what is wrong with the signature; nobody where both are blank."""
    name, day = reading.by, reading.day
    blank = [cell is None or cell.is_blank for cell in (name, day)]
    if all(blank):
        return NOBODY, []
    faults = [
        EntryFault("cell-unreadable", cell.fault, cell.todo, cell.column)
        for cell in (name, day)
        if cell is not None and cell.fault
    ]
    if faults:
        return NOBODY, faults
    if blank[0] or name is None:
        return NOBODY, [EntryFault("no-name", "填了日期，没有填姓名", _SIGN, "by")]
    by, on_behalf_of, fault = _name(name.text, words)
    faults += [fault] if fault is not None else []
    if blank[1] or day is None:
        faults.append(EntryFault("no-day", f"填了姓名“{excerpt(by)}”，没有填日期", _SIGN, "day"))
        return NOBODY, faults
    signed = read_day(day.text, day.date)
    if signed.fault:
        faults.append(EntryFault("day-unusable", f"签名的{signed.fault}", signed.todo, "day"))
    elif is_far(signed.day, year, words.earliest, words.latest):
        of_form = f"{year}年度的" if year is not None else ""
        faults.append(EntryFault(
            "day-far", f"签名日期 {signed.day} 离{of_form}自评太远，是不是写错了",
            "请核对年份后重填。", "day",
        ))  # fmt: skip
    return (Signer(by, signed.day, on_behalf_of), []) if not faults else (NOBODY, faults)


def _name(text: str, words: Signing) -> tuple[str, str, EntryFault | None]:
    """Return who signed, for whom (张三（代李四）), and what is wrong with the name."""
    name = on_one_line(text)
    narrow = unicodedata.normalize("NFKC", name)
    found = re.fullmatch(rf"(.+?)\s*\(\s*{re.escape(words.on_behalf)}\s*(.+?)\s*\)", narrow)
    by, other = (found[1], found[2]) if found is not None else (name, "")
    shown = excerpt(text)
    if len(by) > _LONGEST or len(other) > _LONGEST:
        return by, other, EntryFault("name-long", f"姓名“{shown}”太长", "请只写姓名。", "by")
    if any(letter.isdigit() for letter in narrow):
        what = f"姓名“{shown}”里有数字"
        return by, other, EntryFault("name-figures", what, "请只写姓名，日期填在日期格里。", "by")
    if _SEVERAL.search(narrow):
        what = f"签名格里写了几个人（“{shown}”）"
        todo = f"一份表由一人签；几人各签各的一份，代签的写成“张三（{words.on_behalf}李四）”。"
        return by, other, EntryFault("several-names", what, todo, "by")
    return by, other, None
