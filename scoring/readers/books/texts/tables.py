"""The tables of a form in a sheet of text: each heading with the rows under it, as far as they go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.readers.forms.headings import TableHeading, find_heading
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows

LONGEST_GAP = 12
"""So many blank lines may stand between two rows of a table: a page ends there."""

Table = tuple[TableHeading, Sequence[tuple[OccupiedCell, ...]]]


def tables_of(rows: Rows, labels: FormLabels) -> Iterable[Table]:
    """Yield the headings of a sheet, each with all rows before the next heading or a long gap."""
    heading: TableHeading | None = None
    body: list[tuple[OccupiedCell, ...]] = []
    last = 0
    for number in sorted(rows):
        if heading is not None and number <= heading.bottom:
            continue
        found = find_heading(rows, number, labels)
        if found is not None or (heading is not None and number - last > LONGEST_GAP):
            if heading is not None:
                yield heading, body
            heading, body = found, []
        elif heading is not None:
            body.append(rows[number])
        last = number
    if heading is not None:
        yield heading, body
