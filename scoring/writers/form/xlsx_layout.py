"""A workbook template in memory: its cells, styles, widths, merged areas and print settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scoring.writers.form.placeholders import Appears, CellText
from scoring.writers.form.view import Value
from scoring.writers.xlsx.fit import Box


@dataclass(frozen=True, slots=True)
class CellLayout:
    """One cell of the template, the left one of a horizontally merged area."""

    column: int
    span: int
    """Columns that the cell takes."""
    styles: tuple[Any, Any, Any, Any]
    """The cell's style, and it with the mark by which a text is never taken for a formula; then
    both with the text at the top, for a row that is split and may run over a page."""
    constant: Value
    text: CellText
    """Empty for a constant."""
    box: Box
    starts: int
    """Rows of the template that a vertically merged area takes from here; 1 for none."""


@dataclass(frozen=True, slots=True)
class RowLayout:
    """One row of the template; ``group`` is whose items it repeats or depends on."""

    number: int
    cells: tuple[CellLayout, ...]
    styles: tuple[tuple[int, Any], ...]
    """Column and style of every styled cell, merged ones too."""
    height: float
    appears: Appears
    group: str


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of the template. The settings are openpyxl's own objects, shared and only read."""

    title: str
    rows: tuple[RowLayout, ...]
    widths: tuple[tuple[str, float, bool], ...]
    """Column letter, width and whether it is hidden."""
    last_column: str
    repeated: tuple[int, int] | None
    """First and last row of the template to be repeated on every page."""
    room: float
    """Points of the sheet that fit on one page, from top to bottom."""
    frozen: tuple[int, int] | None
    """Row and column of the first cell that scrolls."""
    settings: tuple[tuple[str, Any], ...]
    """Attribute of a sheet and its value: page setup, margins, header and footer."""


@dataclass(frozen=True, slots=True)
class FormLayout:
    """A template, ready to be filled any number of times."""

    sheets: tuple[SheetLayout, ...]
    styles: tuple[tuple[str, Any], ...]
    """Attribute of a workbook and its shared table of styles."""
    styles_part: bytes
    """The same tables as they are written."""
