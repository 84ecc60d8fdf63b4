"""The rows of a sheet as XML, in one pass: what openpyxl writes, an element at a time, but faster."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from openpyxl.utils import get_column_letter


def sheet_rows(sheet: Any) -> str | None:
    """Return ``<sheetData>`` of a sheet of plain texts and numbers; None where it holds others."""
    styles: dict[int, int] = {}
    parts = ["<sheetData>"]
    current = 0
    heights = sheet.row_dimensions
    starts: dict[int, str] = {}
    waiting = sorted(heights, reverse=True)
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell._comment is not None or cell.hyperlink is not None:
            return None
        if row != current:
            if current:
                parts.append("</row>")
            while waiting and waiting[-1] < row:
                parts.append(_row(waiting.pop(), heights, starts) + "</row>")
            if waiting and waiting[-1] == row:
                waiting.pop()
            parts.append(_row(row, heights, starts))
            current = row
        written = _cell(cell, f"{get_column_letter(column)}{row}", styles)
        if written is None:
            return None
        parts.append(written)
    if current:
        parts.append("</row>")
    parts += [_row(row, heights, starts) + "</row>" for row in reversed(waiting)]
    parts.append("</sheetData>")
    return "".join(parts)


def _row(row: int, heights: Any, starts: dict[int, str]) -> str:
    """Return a row's opening tag; ``starts`` keeps the attributes of rows that share them."""
    if row not in heights:
        return f'<row r="{row}">'
    shared = heights[row]
    if id(shared) not in starts:
        listed = (f' {key}="{escape(str(value))}"' for key, value in dict(shared).items())
        starts[id(shared)] = "".join(listed)
    return f'<row r="{row}"{starts[id(shared)]}>'


def _cell(cell: Any, at: str, styles: dict[int, int]) -> str | None:
    """Return one cell's XML; empty for a cell with nothing in it, None for an unusual one."""
    style, value = cell._style, cell._value
    key = id(style)
    number = styles.get(key)
    if number is None:
        # Cells share their style objects, so that most of them need no look-up.
        number = styles[key] = cell.style_id if cell.has_style else 0
    start = f'<c r="{at}" s="{number}"' if number else f'<c r="{at}"'
    if value is None or value == "":
        return f"{start}/>" if number else ""
    if cell.data_type == "s" and type(value) is str:
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f'{start} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
    if cell.data_type == "n" and type(value) in (int, Decimal):
        return f'{start} t="n"><v>{format(value, "f") if type(value) is Decimal else value}</v></c>'
    return None
