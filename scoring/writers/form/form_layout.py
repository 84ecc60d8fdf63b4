"""How a form lies on the sheets of a workbook, as plain records: cells, styles, widths, pages.

It comes from a description in ``forms.yaml`` or from a person's workbook, and is filled the same way.
Widths are in pixels of a screen, heights and margins in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from functools import lru_cache
from typing import Any, Final

from scoring.value_class import dataclass
from scoring.writers.form.placeholders import Appears, CellText
from scoring.writers.form.view import Value
from scoring.writers.xlsx.paper import PageLayout

Constant = Value | float | bool | date | time
"""What a cell of a workbook may hold that is no text."""
FITTING: Final = "列宽随内容 {sheet}"
"""The property of an unfilled workbook that says which widths a sheet had when it was written."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell looks. Its fields are called as the properties of XlsxWriter's formats.

    A colour is ``#RRGGBB``, or empty for the usual one; lines and patterns are numbered as there.
    """

    font_name: str = "宋体"
    font_size: float = 9.0
    bold: bool = False
    italic: bool = False
    underline: int = 0
    font_strikeout: bool = False
    font_script: int = 0
    font_color: str = ""
    align: str = ""
    valign: str = "bottom"
    text_wrap: bool = False
    shrink: bool = False
    indent: int = 0
    rotation: int = 0
    num_format: str = "General"
    pattern: int = 0
    bg_color: str = ""
    fg_color: str = ""
    left: int = 0
    left_color: str = ""
    right: int = 0
    right_color: str = ""
    top: int = 0
    top_color: str = ""
    bottom: int = 0
    bottom_color: str = ""
    diag_type: int = 0
    diag_border: int = 0
    diag_color: str = ""

    @property
    def properties(self) -> Mapping[str, Any]:
        """The properties of a format that are not the usual ones."""
        return _properties(self)


@lru_cache(maxsize=1024)
def _properties(style: CellStyle) -> Mapping[str, Any]:
    named = {field.name: getattr(style, field.name) for field in fields(style)}
    always = ("font_name", "font_size", "valign", "num_format")
    return {key: value for key, value in named.items() if value or key in always}


@dataclass(frozen=True, slots=True)
class CellLayout:
    """One cell, or a merged area by its upper left one."""

    column: int
    span: int
    """Columns that the cell takes."""
    starts: int
    """Rows of the layout that a merged area takes from here; 1 for none."""
    style: CellStyle
    text: CellText
    """Empty for a constant."""
    constant: Constant = None


@dataclass(frozen=True, slots=True)
class RowLayout:
    """One row; ``group`` is whose items it repeats or depends on."""

    number: int
    cells: tuple[CellLayout, ...]
    height: float
    """The least height."""
    appears: Appears
    group: str

    @property
    def is_ruled(self) -> bool:
        """Whether lines surround its cells: a row of a table, no title and no signature."""
        return any(cell.style.bottom for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet."""

    title: str
    rows: tuple[RowLayout, ...]
    widths: tuple[int, ...]
    hidden: frozenset[int]
    """Columns that are not shown, counted from 1."""
    last_column: int
    """The last one that is printed."""
    page: PageLayout
    repeated: tuple[int, int] | None = None
    """First and last row to be repeated on every page."""
    frozen: tuple[int, int] | None = None
    """Row and column of the first cell that scrolls."""
    fits: bool = False
    """Widths follow the contents, and rows fill their pages; else all is as it was drawn."""


@dataclass(frozen=True, slots=True)
class FormLayout:
    """A form, ready to be filled any number of times."""

    sheets: tuple[SheetLayout, ...]
    lost: tuple[tuple[str, str, str], ...] = ()
    """What could not be taken over from a person's workbook: sheet, cell, what."""

    @property
    def has_texts(self) -> bool:
        """Whether it has a place for the text boxes."""
        return any(row.group == "text" for sheet in self.sheets for row in sheet.rows)
