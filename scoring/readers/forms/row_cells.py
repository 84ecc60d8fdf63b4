"""The cells of a row that results are filled into."""

from __future__ import annotations

from scoring.readers.books.sheets.grid import Sheet
from scoring.readers.forms.block import FILLED, FillableRow, Position
from scoring.readers.forms.headings import TableHeading


def form_row(
    row: int,
    indicator: int | None,
    heading: TableHeading,
    sheet: Sheet,
    levels: tuple[str, str] | None = None,
) -> FillableRow:
    """Return what a row of the sheet is, with its cells to fill and what stands in them."""
    cells = _cells(row, heading, sheet)
    seen = {key: sheet.at(*cell) for key, cell in cells.items()}
    return FillableRow(
        row,
        indicator,
        cells,
        {key: cell for key, cell in seen.items() if cell is not None},
        {key: heading.columns[key] for key in FILLED if key in heading.columns},
        levels,
    )


def _cells(row: int, heading: TableHeading, sheet: Sheet) -> dict[str, Position]:
    """Return the row's own cells to fill; one merged with the row above is not its own."""
    cells: dict[str, Position] = {}
    for key in FILLED:
        if key in heading.columns:
            anchor = sheet.anchor(row, heading.columns[key][0])
            if anchor[0] == row and heading.key_at(anchor[1]) == key:
                cells[key] = anchor
    return cells
