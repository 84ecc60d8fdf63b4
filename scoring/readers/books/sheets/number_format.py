"""A stored number into what a person sees in the cell: number formats of spreadsheets.

Read: the general format, decimals, thousands, percent, literals, dates and times, text. A format
with anything else (fractions, powers) shows the plain number: never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from scoring.exact import shortest
from scoring.readers.books.sheets.bounds import LONGEST_FORMAT
from scoring.readers.books.sheets.date_format import date_text, day_of, is_day_format

_STORED: Final = Context(prec=15, rounding=ROUND_HALF_EVEN, Emax=999_999, Emin=-999_999)
_WIDE: Final = Context(prec=2_000, rounding=ROUND_HALF_UP, Emax=999_999, Emin=-999_999)
"""Holds the largest number with as many places and percent signs as a format has room for."""
_LARGEST: Final = 308
"""Powers of ten that a spreadsheet can store; beyond, digits would have no end."""

_TOKENS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[\$(?P<currency>[^\[\]-]*+)(?:-[^\[\]]*+)?\]"
    r"|\[(?P<bracket>[^\[\]]*+)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<number>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*)"
    r"|(?P<other>.)",
    re.I | re.S,
)
BUILT_IN: Final[Mapping[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd",
    16: 'm"月"d"日"', 17: "yyyy-mm", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "yyyy-mm-dd", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.00E+00", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""What the numbers of formats below 164 stand for; those left out are general, or dates of other
countries."""
_CONDITION: Final = re.compile(r"[<>=]")
_UNREAD: Final = frozenset("/Ee@,")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.I)
_Token = tuple[str, str]
"""A part of a format's code: its kind (a group of ``_TOKENS``) and its text."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: literal text, then digits, then literal text."""

    before: str = ""
    after: str = ""
    plain: bool = True
    """Whether the number is shown as it is."""
    places: int = 0
    optional: int = 0
    """Of the places, those at the end that vanish where they are zero."""
    whole: int = 0
    thousands: bool = False
    percent: int = 0
    scale: int = 0
    no_digits: bool = False


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One number format, compiled: ``show`` is what the cell shows."""

    code: str
    sections: tuple[_Section, ...]
    is_date: bool = False
    """Whether the number is a moment: a day, a time of day, or a span of time."""

    def show(self, number: Decimal, *, from_1904: bool = False) -> tuple[str, bool]:
        """Return what a person sees, and whether it is a day."""
        if self.is_date:
            text = date_text(self.code, number, from_1904=from_1904)
            if text is not None:
                return text, is_day_format(self.code) and day_of(number, from_1904) is not None
            return shortest(number), False
        section, negative = self._choose(number)
        if section.plain:
            sign = "-" if number < 0 else ""
            return (
                f"{sign}{section.before}{shortest(abs(number))}{section.after}".strip(),
                False,
            )
        shown = _digits(section, abs(number))
        sign = "-" if negative and any(c in "123456789" for c in shown) else ""
        text = f"{sign}{section.before}{shown}{section.after}".strip()
        # A format may show nothing at all ("#" of zero, ";;;"): the number is there all the same.
        return text or shortest(number), False

    def _choose(self, number: Decimal) -> tuple[_Section, bool]:
        """Return the section that applies, and whether the sign is to be shown."""
        count = min(len(self.sections), 3)
        if number < 0 and count >= 2:
            return self.sections[1], False
        if number == 0 and count == 3:
            return self.sections[2], False
        return self.sections[0], number < 0


@lru_cache(maxsize=1_024)
def compiled(code: str) -> NumberFormat:
    """Read a format's code, as it stands in the file."""
    code = code[:LONGEST_FORMAT]
    sections = _split(code)
    if _is_moment(sections[0]):
        return NumberFormat(code, (_Section(),), is_date=True)
    if any(kind == "bracket" and _CONDITION.search(text) for s in sections for kind, text in s):
        return NumberFormat(code, (_Section(),))
    return NumberFormat(code, tuple(_section(s) for s in sections))


def stored_number(text: str) -> Decimal | None:
    """Return a stored number exactly as it was meant: 15 digits, as spreadsheets show them.

    ``0.99160000000000004`` is what 0.9916 becomes in binary. None where the text is no number or
    lies beyond what a spreadsheet can hold.
    """
    if len(text) > 400:
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or "_" in text:
        return None
    if not number:
        return Decimal(0)
    if abs(number.adjusted()) > _LARGEST:
        return None
    return number.normalize(_STORED)


def _split(code: str) -> list[list[_Token]]:
    """Split a format into its sections, and these into their parts."""
    sections: list[list[_Token]] = [[]]
    for found in _TOKENS.finditer(code):
        kind = found.lastgroup or ""
        if kind == "other" and found[0] == ";":
            sections.append([])
        else:
            sections[-1].append((kind, found[kind]))
    return sections


def _is_moment(section: Sequence[_Token]) -> bool:
    """Tell whether a format shows days or times: it has one of their letters outside of quotes."""
    return any(
        (kind == "bracket" and _ELAPSED.fullmatch(text))
        or (kind == "other" and text in "yYmMdDhHsS")
        for kind, text in section
    )


def _section(parts: Sequence[_Token]) -> _Section:
    before, after = "", ""
    digits = ""
    percent = 0
    for kind, text in parts:
        literal = ""
        if kind in ("quoted", "escaped", "currency"):
            literal = text
        elif kind == "space":
            literal = " "
        elif kind in ("number", "general"):
            if digits:
                return _Section()
            digits = text
            continue
        elif kind == "other":
            if text in _UNREAD:
                return _Section()
            percent += text == "%"
            literal = text
        if digits:
            after += literal
        else:
            before += literal
    if not digits:
        # A section of words alone shows the words ("-" for zero); an empty one shows nothing.
        return _Section(before=before, plain=False, no_digits=True)
    if digits[0] in "Gg":
        return _Section(before, after) if not percent else _Section()
    scaled = digits.rstrip(",")
    whole, _, places = scaled.partition(".")
    return _Section(
        before=before,
        after=after,
        plain=False,
        places=len(places),
        optional=len(places) - len(places.rstrip("#")),
        whole=whole.count("0"),
        thousands="," in whole,
        percent=percent,
        scale=len(digits) - len(scaled),
    )


def _digits(section: _Section, number: Decimal) -> str:
    if section.no_digits:
        return ""
    value = _WIDE.scaleb(number, 2 * section.percent - 3 * section.scale)
    text = format(value.quantize(Decimal(1).scaleb(-section.places), context=_WIDE), "f")
    whole, _, places = text.partition(".")
    keep = section.places - section.optional
    places = places[:keep] + places[keep:].rstrip("0")
    whole = whole.lstrip("0").rjust(section.whole, "0")
    if section.thousands:
        whole = f"{int(whole):,}" if whole else ""
    point = "." if places or (section.places and not section.optional) else ""
    return f"{whole}{point}{places}"
