"""One table of a year: its columns by the layout, with as many of a pattern as there are levels or grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.records.figures import PrintedText
from scoring.records.papers import PaperRow, PaperTable
from scoring.year.summary_scope import Scope

MONEY = ("initial", "budget", "executed")


def year_table(
    name: str,
    scope: Scope,
    rows: Sequence[PaperRow],
    several: Mapping[str, Mapping[str, str]] | None = None,
    notes: Sequence[PrintedText] = (),
) -> PaperTable:
    """Return a table; ``several`` are the columns of each pattern (``level/*``) with their headings."""
    columns: list[str] = []
    headings: dict[str, str] = {}
    for key in scope.columns(name):
        if key.endswith("/*"):
            made = (several or {}).get(key, {})
            columns += made
            headings |= made
        else:
            columns.append(key)
    headings |= scope.headings(name, columns)
    return PaperTable(name, tuple(columns), tuple(rows), headings, tuple(notes), scope.title(name))


def adds_up(parts: Sequence[PaperRow], whole: PaperRow) -> bool:
    """Tell whether the money of rows, as it is printed, comes to what a row below them prints."""
    for column in MONEY:
        if column not in whole.cells:
            continue
        values = [row.cells[column].value for row in parts if column in row.cells]
        if sum(value for value in values if value is not None) != whole.cells[column].value:
            return False
    return True
