"""The cells of a sheet that hold something, row by row, each with the area it covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from scoring.readers.books.sheets.grid import Cell, Sheet

_KEPT: Final = "_rows"
_BLANK: Final = "\u200b\u200c\u200d\ufeff\u00a0\u3000"


class OccupiedCell(NamedTuple):
    """A cell with content. ``bottom`` and ``right`` are its last row and column if merged."""

    row: int
    column: int
    bottom: int
    right: int
    content: Cell
    text: str
    """What a person sees."""


Rows = Mapping[int, tuple[OccupiedCell, ...]]


def rows_of(sheet: Sheet) -> Rows:
    """Return the cells that show something, by row, from left to right.

    Kept with the sheet: every reader of forms, targets and sentences asks for them.
    """
    kept: Rows | None = vars(sheet).get(_KEPT)
    if kept is None:
        kept = vars(sheet)[_KEPT] = _rows_of(sheet)
    return kept


def _rows_of(sheet: Sheet) -> Rows:
    areas = {(area.top, area.left): area for area in sheet.merged}
    covered = sheet.anchors
    rows: dict[int, list[OccupiedCell]] = {}
    for at in sorted(sheet.cells):
        cell = sheet.cells[at]
        text = cell.text
        if not text[:1].isalnum() and not text.strip().strip(_BLANK).strip():
            continue
        if covered.get(at, at) != at:
            continue
        row, column = at
        area = areas.get(at)
        bottom, right = at if area is None else (area.bottom, area.right)
        found = OccupiedCell(row, column, bottom, right, cell, text)
        if row in rows:
            rows[row].append(found)
        else:
            rows[row] = [found]
    return {row: tuple(cells) for row, cells in rows.items()}
