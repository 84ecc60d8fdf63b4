"""A sheet's cells in one pass of one regular expression over its XML, where that is spelled plainly.

The expression takes rows and cells from the first to the last without a gap, or nothing is taken;
what stands before and behind them goes to the parser of events. :mod:`xlsx_sheet` is the reference:
the same cells, areas and bounds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NoReturn

from scoring.problem import InputError, Place
from scoring.readers.books.sheets.bounds import LAST_COLUMN, LAST_ROW, LONGEST_CELL, CellBudget
from scoring.readers.books.sheets.grid import Area, Cell
from scoring.readers.books.sheets.plain_xml import (
    SPACE,
    TEXT,
    NotPlainError,
    attributes,
    decoded,
    plain_text,
)
from scoring.readers.books.sheets.xlsx_parts import MAIN, column_number
from scoring.readers.books.sheets.xlsx_sheet import MergedAreas, Shared
from scoring.readers.books.sheets.xml_events import Events

_ORDERS: Final = (
    "spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot"
    " x14ac:dyDescent",
    "s customFormat ht hidden customHeight outlineLevel collapsed spans x14ac:dyDescent",
    "hidden outlineLevel collapsed ht customFormat customHeight s thickBot thickTop",
)
"""In which order programs write what a row looks like: Excel and most others, WPS, openpyxl. No
name stands twice in one of them, since XML allows that to none."""
_ROW: Final = (
    '<row r="[0-9]{1,7}"(?>' + "|".join(rf"{attributes(o)}(?= ?/?>)" for o in _ORDERS) + ")"
)
_BLANK_ROWS: Final = f"(?:{_ROW} ?/>)*+"
_BLANK: Final = (
    r'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]{1,8}")?+(?: t="[A-Za-z]{1,9}")?+ ?/>'
    rf"|</row>{_BLANK_ROWS}{_ROW}>"
)
"""A blank cell, or where one row ends and the next begins."""
_FORMULA: Final = (
    rf"(<f)(?>{attributes('t ref aca ca si')}(?= ?/?>)|{attributes('aca t ref ca si')}(?= ?/?>))"
    rf"(?: ?/>|>{TEXT}</f>)"
)
_CELL: Final = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,8})")?+'
    r'(?: t="([A-Za-z]{1,9})"(?:(?(3)(?!)| s="([0-9]{1,8})"))?+)?+>'
    rf"(?:{_FORMULA})?+"
    rf"(?:<v{SPACE}>({TEXT})</v>|<v ?/>|<is><t{SPACE}>({TEXT})</t></is>)?+</c>"
)
_FIRST_ROW: Final = re.compile(rf"{_BLANK_ROWS}({_ROW}>)?+")
_CELLS: Final = re.compile(rf"(?:{_BLANK})*+(?:{_CELL}|</row>{_BLANK_ROWS}\Z|(?!\Z)([\s\S]++))")
"""A cell that holds something with the blank ones before it, or the end. The last group is a doubt:
it takes all that is left from where anything else stands."""
_MERGES: Final = re.compile(
    '<mergeCells(?: count="[0-9]{1,7}")?+>'
    '(?:<mergeCell ref="[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}" ?/>)*+</mergeCells>'
)
_CORNERS: Final = re.compile('"([A-Z]++)([0-9]++):([A-Z]++)([0-9]++)"')
_CELLED: Final = "sheetData"
_MERGED: Final = "mergeCells"
_OF_CELLS: Final = ("c", "row", "v", "f", "t", "rPh", "mergeCell")
"""Elements that a reader of cells waits for; none of them stands around the cells."""
_LONGEST_KEPT: Final = 32_000
_BEGIN: Final = f"<{_CELLED}>"
_END: Final = f"</{_CELLED}>"
_DEEP: Final = "<a><a><a><a/></a></a></a>"
"""As deep as a cell may be, in place of the cells."""
_PREFIX: Final = "x14ac:"


def read_plain_sheet(
    data: bytes, shared: Shared, budget: CellBudget, place: Place
) -> tuple[dict[tuple[int, int], Cell], list[Area]]:
    """Return the cells of a sheet and its merged areas, out of its part as a whole.

    Raises :class:`NotPlainError` where the part is spelled in any other way, is broken, or breaks a
    bound; ``budget`` then is what it was.
    """
    text = plain_text(data)
    first, last = text.find(_BEGIN) + len(_BEGIN), text.find(_END)
    if not len(_BEGIN) <= first <= last:
        raise NotPlainError
    own = replace(budget)
    try:
        merged = _areas(text, first, last, place)
        cells = _cells(text, first, last, shared, own)
    except (InputError, LookupError):
        raise NotPlainError from None
    budget.cells_left, budget.characters_left = own.cells_left, own.characters_left
    return cells, merged


def _areas(text: str, first: int, last: int, place: Place) -> MergedAreas:
    """Return the merged areas, and check what stands before and behind the cells."""
    merged = MergedAreas(place)
    found = _MERGES.search(text, last)
    behind = text[last:]
    if found is not None:
        behind = f"{text[last : found.start()]}<{_MERGED}/>{text[found.end() :]}"
        for left, top, right, bottom in _CORNERS.findall(found[0]):
            merged.add(Area(int(top), column_number(left), int(bottom), column_number(right)))
    deep = _DEEP
    if text.find(_PREFIX, first, last) >= 0:
        deep = deep.replace("<a>", f'<a {_PREFIX}a="">', 1)
    around = f"{text[:first]}{deep}{behind}"
    (_check_kept if len(around) <= _LONGEST_KEPT else _check)(around)
    return merged


def _check(around: str) -> None:
    """Check that all is sound around the cells and merged areas, and that it holds no others.

    Raises :class:`NotPlainError` or :class:`InputError`.
    """
    passed: list[str] = []

    def doubt(_: Mapping[str, str]) -> NoReturn:
        raise NotPlainError

    starts: dict[str, Any] = dict.fromkeys(_OF_CELLS, doubt)
    for name in (_CELLED, _MERGED):
        starts[name] = lambda _, name=name: passed.append(name)
    Events(Place(""), MAIN, starts, {}, 0).read([around.encode("utf-8")], "")
    if passed not in ([_CELLED], [_CELLED, _MERGED]):
        raise NotPlainError


_check_kept: Final = lru_cache(maxsize=128)(_check)
"""What stands around the cells agrees in most forms that people fill into one template."""


def _cells(
    text: str, first: int, last: int, shared: Shared, budget: CellBudget
) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    begun = _FIRST_ROW.match(text, first, last)
    closed = text.count("</c>", first, last)
    if begun is None or closed > budget.cells_left:
        raise NotPlainError
    if begun[1] is None:
        if begun.end() != last:
            raise NotPlainError
        return cells
    texts = shared.texts
    inlines: dict[str, Cell | None] = {}
    taken = kept = characters = 0
    for letters, digits, style, kind, style_behind, formula, value, inline, doubt in _CELLS.findall(
        text, begun.end(), last
    ):
        if not letters:
            if doubt:
                raise NotPlainError
            continue
        taken += 1
        if kind == "s" and not formula and value.isdigit() and value.isascii():
            cell = texts[int(value)]
        elif value and not kind and "&" not in value and not value.isspace():
            cell = shared.number(value, style or style_behind, bool(formula))
        elif inline:
            if kind != "inlineStr":
                raise NotPlainError
            if inline in inlines and not formula:
                cell = inlines[inline]
            else:
                cell = shared.cell(kind, None, decoded(inline), None, bool(formula))
                if not formula:
                    inlines[inline] = cell
        else:
            cell = shared.cell(
                kind or "n", decoded(value), "", style or style_behind, bool(formula)
            )
        if cell is None:
            continue
        row, column = int(digits), column_number(letters)
        length = len(cell.text)
        if row > LAST_ROW or column > LAST_COLUMN or length > LONGEST_CELL:
            raise NotPlainError
        kept += 1
        characters += length
        cells[row, column] = cell
    budget.cells_left -= kept
    budget.characters_left -= characters
    if taken != closed or budget.cells_left < 0 or budget.characters_left < 0:
        raise NotPlainError
    return cells
