"""Writes cells: formats shared by name, texts never taken for formulas, numbers as they were."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scoring.exact import decimals
from scoring.text import printable
from scoring.writers.xlsx.cell import MOST_DIGITS, WRITTEN
from scoring.writers.xlsx.quick_sheet import QuickBook

FONT: Final = "宋体"
SIZE: Final = 10.5
GUIDE_SIZE: Final = 11
GUIDE_TITLE_SIZE: Final = 14
"""Sizes of type, in points."""
INPUT: Final = "#FFF9DB"
LIVE: Final = "#EDEDED"
HEAD: Final = "#DCE6F1"
GREY: Final = "#808080"
RED: Final = "#C00000"

_BASE: Final[dict[str, Any]] = {
    "font_name": FONT, "font_size": SIZE, "valign": "vcenter", "text_wrap": True,
}  # fmt: skip
_BOX: Final = {**_BASE, "border": 1, "border_color": "#7F7F7F"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {**_BASE, "font_size": 18, "bold": True, "align": "center"},
    "hint": {**_BASE, "font_size": 9, "font_color": "#595959"},
    "band": {**_BOX, "bold": True, "bg_color": HEAD},
    "heading": {**_BOX, "bold": True, "align": "center", "bg_color": HEAD},
    "label": {**_BOX, "align": "center", "bg_color": HEAD},
    "text": {**_BOX, "bg_color": INPUT, "locked": False, "num_format": "@"},
    "word": {**_BOX, "bg_color": INPUT, "locked": False, "num_format": "@", "align": "center"},
    "long": {**_BOX, "bg_color": INPUT, "locked": False, "num_format": "@", "valign": "top"},
    "number": {**_BOX, "bg_color": INPUT, "locked": False, "align": "right"},
    "figure": {**_BOX, "bg_color": INPUT, "locked": False, "align": "center"},
    "live": {**_BOX, "bg_color": LIVE, "align": "center"},
    "live_left": {**_BOX, "bg_color": LIVE},
    "fixed": {**_BOX, "align": "center"},
    "strip": {**_BOX, "font_size": 9, "font_color": "#595959", "align": "center", "bg_color": HEAD},
    "fixed_left": {**_BOX},
    "guide_title": {
        **_BASE,
        "font_size": GUIDE_TITLE_SIZE,
        "bold": True,
        "bottom": 2,
        "bottom_color": "#1F4E79",
    },
    "guide_step": {**_BASE, "font_size": GUIDE_SIZE, "bg_color": "#F5F8FC"},
    "guide_head": {**_BASE, "font_size": GUIDE_SIZE, "bold": True, "valign": "top"},
    "guide_text": {**_BASE, "font_size": GUIDE_SIZE, "valign": "top"},
    "muted": {"font_color": "#A6A6A6"},
    "alarm": {"font_color": RED, "bold": True},
    "hidden": {"font_name": FONT, "font_size": 9},
}


def new_workbook(
    out: BytesIO, title: str, font: Mapping[str, Any] | None = None, *, author: str = "ziping"
) -> Workbook:
    """Return a workbook to be written into ``out``, by a date that never changes.

    Nothing in it is taken for a formula, a link or a number. ``font`` is its usual one, by which
    programs count the widths of columns. What is published bears no ``author``.
    """
    kept = dict.fromkeys(("strings_to_numbers", "strings_to_formulas", "strings_to_urls"), False)
    usual = {} if font is None else {"default_format_properties": dict(font)}
    book = QuickBook(out, {"in_memory": True, **kept, **usual})
    book.set_properties({"author": author, "created": WRITTEN, "title": title})
    return book


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Any) -> None:
    """Write a text as it is, whatever it looks like."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for parts of a text that it has already made into XML.
        sheet.write_rich_string(row, column, text[:1], text[1:2], text[2:], style)
    else:
        sheet.write_string(row, column, text, style)


class Pen:
    """One sheet being written, with the formats of its workbook."""

    def __init__(self, book: Workbook, sheet: Worksheet, formats: dict[Any, Any]) -> None:
        self.book = book
        self.sheet = sheet
        self._formats = formats

    def style(self, name: str, **more: Any) -> Any:
        """Return a format, made once for a workbook."""
        # Sorted only where it is made: a style is asked for at every cell.
        key = (name, *more.items())
        made = self._formats.get(key)
        if made is None:
            whole = (name, *sorted(more.items()))
            made = self._formats.get(whole)
            if made is None:
                made = self._formats[whole] = self.book.add_format({**_STYLES[name], **more})
            self._formats[key] = made
        return made

    def put(
        self, row: int, column: int, entry: str | Decimal | None, style: Any, to: int | None = None
    ) -> None:
        """Write an entry; ``to`` is the last column of a merged cell."""
        if to is not None and to > column:
            self.sheet.merge_range(row, column, row, to, "", style)
        if entry is None or entry == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(entry, Decimal) and is_storable(entry):
            self.sheet.write_number(row, column, float(entry), style)
        else:
            text = entry if isinstance(entry, str) else format(entry, "f")
            write_text(self.sheet, row, column, printable(text), style)

    def formula(
        self, row: int, column: int, formula: str, style: Any, value: str | Decimal | bool = "",
        to: int | None = None,
    ) -> None:  # fmt: skip
        """Write a formula with its value."""
        if to is not None and to > column:
            self.sheet.merge_range(row, column, row, to, "", style)
        shown = float(value) if isinstance(value, Decimal) else value
        self.sheet.write_formula(row, column, "=" + formula, style, shown)

    def amount(self, entry: object) -> Any:
        """Return the format of an amount: with the decimals that were written, two at least."""
        places = decimals(entry) if isinstance(entry, Decimal) else 2
        return self.style("number", num_format="#,##0." + "0" * max(places, 2))

    def plain(self, entry: object, name: str = "number") -> Any:
        """Return the format of a number, with the decimals that were written."""
        places = decimals(entry) if isinstance(entry, Decimal) else 0
        is_round = isinstance(entry, Decimal) and places and str(entry).endswith("0")
        return self.style(name, num_format="0." + "0" * places) if is_round else self.style(name)


def quoted(text: str) -> str:
    """Return a text as a formula holds it."""
    return '"' + text.replace('"', '""') + '"'


def is_storable(number: Decimal) -> bool:
    """Tell whether a spreadsheet keeps every digit of a number."""
    return len(number.as_tuple().digits) <= MOST_DIGITS


def cell(row: int, column: int, fixed: str = "") -> str:
    """Return a cell's name; ``fixed`` says which of its parts are absolute (``row``, ``column``)."""
    name: str = xl_rowcol_to_cell(row, column, row_abs="row" in fixed, col_abs="column" in fixed)
    return name


def area(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """Return an area as a defined name needs it."""
    return f"'{sheet}'!{cell(top, left, 'row column')}:{cell(bottom, right, 'row column')}"
