"""The shared strings of a workbook in one pass of one regular expression, where they are spelled plainly.

:func:`scoring.readers.books.sheets.xlsx_parts.read_strings` is the reference: the same texts, the
same bounds.
"""

from __future__ import annotations

import re
from typing import Final

from scoring.problem import InputError, Place
from scoring.readers.books.sheets.bounds import LONGEST_CELL
from scoring.readers.books.sheets.plain_xml import (
    SPACE,
    TEXT,
    NotPlainError,
    attributes,
    decoded,
    plain_text,
)
from scoring.readers.books.sheets.xlsx_parts import MAIN, check_strings, unescaped

_FACE: Final = (
    "(?:<(?:b|i|u|strike|outline|shadow|condense|extend|sz|color|rFont|family|charset|scheme|vertAlign)"
    '(?: (?:val|theme|rgb|indexed|auto)="[^"<>&\x00-\x1f\ufffe\uffff]{0,200}+")?+'
    rf"{attributes('tint')} ?/>)*+"
)
_RUN: Final = rf"<r>(?:<rPr>{_FACE}</rPr>|<rPr ?/>)?+<t{SPACE}>{TEXT}</t></r>"
_GUIDE: Final = rf"(?:<phoneticPr{attributes('fontId type alignment')} ?/>)?+"
_STRINGS: Final = re.compile(
    rf"<si>(?:<t{SPACE}>({TEXT})</t>|((?:{_RUN})++)|<t ?/>){_GUIDE}</si>|<si ?/>|([\s\S]++)"
)
"""A text, a text of several runs, or a doubt: that takes all that is left."""
_RUN_TEXT: Final = re.compile(rf"<t{SPACE}>([^<]*+)</t>")
_COUNTS: Final = attributes("count uniqueCount")
_BEGIN: Final = re.compile(
    r"\ufeff?(?:<\?xml [^<>]*+>\s*+)?+<sst"
    rf'(?: xmlns="(?:{"|".join(map(re.escape, MAIN))})"{_COUNTS}'
    rf'|{_COUNTS} xmlns="(?:{"|".join(map(re.escape, MAIN))})")>'
)
_END: Final = re.compile(r"</sst>\s*+\Z")


def read_plain_strings(data: bytes, place: Place) -> list[str]:
    """Return the shared strings. Raises :class:`NotPlainError` where anything is doubtful."""
    text = plain_text(data)
    begun, last = _BEGIN.match(text), text.rfind("</sst>")
    if begun is None or last < begun.end() or not _END.match(text, last):
        raise NotPlainError
    found = _STRINGS.findall(text, begun.end(), last)
    if (found and found[-1][2]) or len(found) != text.count("<si"):
        raise NotPlainError
    strings = [
        plain if not runs and "&" not in plain and "_x" not in plain else _whole(plain, runs)
        for plain, runs, _ in found
    ]
    try:
        check_strings(len(strings), sum(map(len, strings)), place)
    except InputError:
        raise NotPlainError from None
    return strings


def _whole(plain: str, runs: str) -> str:
    """Return a text with its runs joined and its entities and escapes as what they stand for."""
    if runs:
        pieces = _RUN_TEXT.findall(runs)
        if len(pieces) > LONGEST_CELL:
            raise NotPlainError
        return unescaped("".join(map(decoded, pieces)))
    return unescaped(decoded(plain))
