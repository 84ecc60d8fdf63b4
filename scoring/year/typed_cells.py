"""What people write into tables: found again by the texts of its row, and taken over into a new table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from scoring.records.papers import PaperRow, PaperTable
from scoring.text import on_one_line
from scoring.year.table_cells import text_cell
from scoring.year.table_words import TableLayout

Typed = Mapping[str, Sequence[str]]
"""By the id of a cell what a person wrote into it, paragraph by paragraph."""
_BETWEEN: Final = "｜"


def cell_id(table: str, row: Iterable[str], column: str) -> str:
    """Return the id of a typed cell: its table, the texts by which its row is known, its column."""
    return _BETWEEN.join((table, *map(_flat, row), column))


def _flat(text: str) -> str:
    return on_one_line(text).replace(_BETWEEN, "|")


def with_typed(table: PaperTable, layout: TableLayout, typed: Typed) -> PaperTable:
    """Return a table with what people wrote; what belongs to no row of it any more stands at its end."""
    left = {
        name: texts
        for name, texts in typed.items()
        if name.startswith(f"{table.id}{_BETWEEN}") and any(text.strip() for text in texts)
    }
    rows = []
    for row in table.rows:
        known = [row.cells[key].text.text if key in row.cells else "" for key in layout.known_by]
        found = {}
        for column in layout.typed:
            texts = left.pop(cell_id(table.id, known, column), None)
            if texts:
                found[column] = text_cell("\n".join(texts))
        rows.append(replace(row, cells={**row.cells, **found}))
    return replace(table, rows=(*rows, *_gone(layout, left)))


def _gone(layout: TableLayout, left: Typed) -> list[PaperRow]:
    """Return rows for what was written next to something that is no longer listed."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for name, texts in left.items():
        _, *known, column = name.split(_BETWEEN)
        cells = rows.setdefault(tuple(known), dict(zip(layout.known_by, known, strict=False)))
        cells[column] = "\n".join(texts)
    return [
        PaperRow("row", {key: text_cell(text) for key, text in cells.items()})
        for cells in rows.values()
    ]
