"""Values as cells of a workbook: texts stay texts, numbers stay exact, what does not fit is counted."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Final, Protocol

from scoring.text import printable
from scoring.writers.form.view import Value

MOST_IN_CELL: Final = 32_767
"""Characters (UTF-16 code units) that a cell of a workbook can hold."""
MOST_DIGITS: Final = 15
"""Significant digits that a spreadsheet keeps of a number."""
WRITTEN: Final = datetime(2020, 1, 1)
"""The date that every workbook carries; the real one would change the bytes."""
FORMULA_STARTS: Final = ("=", "+", "-", "@")
"""What every spreadsheet takes for the beginning of a formula."""
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class CutWords(Protocol):
    """Words that tell how much of a text was cut."""

    def text(self, name: str, /, **values: object) -> str:
        """Return the sentence ``cut`` with the ``count`` of letters put in."""


def number(value: Value) -> Decimal | int | None:
    """Return ``value`` if a spreadsheet keeps it exactly as a number, else None."""
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= MOST_DIGITS:
        return value
    return None


def fitting(content: str, words: CutWords) -> str:
    """Return ``content`` as a cell can hold it; what is cut is counted at the end of the cell."""
    content = printable(content)
    if len(content) * 2 <= MOST_IN_CELL or units(content) <= MOST_IN_CELL:
        return content
    keep = MOST_IN_CELL - 100
    kept = content.encode("utf-16-le")[: keep * 2].decode("utf-16-le", "ignore")
    return kept + words.text("cut", count=len(content) - len(kept))


def escaped(content: str) -> str:
    """Return ``content`` as the XML of a workbook holds it: there ``_x0041_`` stands for a character."""
    return _ESCAPED.sub("_x005F_", content) if "_x" in content else content


def units(content: str) -> int:
    """Return the length of ``content`` as a workbook counts it."""
    return len(content.encode("utf-16-le")) // 2


def looks_like_formula(content: str) -> bool:
    """Tell whether a spreadsheet might take ``content`` for a formula once a person edits it."""
    return content.startswith((*FORMULA_STARTS, "\t", "\n", "\r"))
