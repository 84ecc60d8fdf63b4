"""The cells of a sheet that hold something, row by row, each with the area it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scoring.readers.books.sheets.grid import Cell, Sheet

_KEPT: Final = "_rows"
_BLANK: Final = "\u200b\u200c\u200d\ufeff\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class OccupiedCell:
    """A cell with content. ``bottom`` and ``right`` are its last row and column if merged."""

    row: int
    column: int
    bottom: int
    right: int
    content: Cell

    @property
    def text(self) -> str:
        """What a person sees."""
        return self.content.text


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
    rows: dict[int, list[OccupiedCell]] = {}
    for row, column in sorted(sheet.cells):
        cell = sheet.cells[row, column]
        if not cell.text.strip().strip(_BLANK).strip():
            continue
        if sheet.anchor(row, column) != (row, column):
            continue
        area = areas.get((row, column))
        bottom, right = (row, column) if area is None else (area.bottom, area.right)
        rows.setdefault(row, []).append(OccupiedCell(row, column, bottom, right, cell))
    return {row: tuple(cells) for row, cells in rows.items()}
