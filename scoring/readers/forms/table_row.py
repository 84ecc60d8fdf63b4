"""One row of a table: its cells by the heading above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows


@dataclass(frozen=True)
class TableRow:
    """The cells of a row that hold something, and those of them that stand under a heading."""

    number: int
    cells: tuple[OccupiedCell, ...]
    by_key: Mapping[str, list[OccupiedCell]]

    @classmethod
    def of(cls, rows: Rows, number: int, heading: TableHeading) -> TableRow:
        """Return a row of the sheet under its headings."""
        cells = rows.get(number, ())
        by_key: dict[str, list[OccupiedCell]] = {}
        for cell in cells:
            key = heading.key_at(cell.column)
            if key is not None and not cell.content.spoilt:
                by_key.setdefault(key, []).append(cell)
        return cls(number, cells, by_key)

    def is_foot(self, collector: FormCollector) -> bool:
        """Tell whether it belongs to the foot of the form, below the table."""
        first = self.cells[0]
        labels = collector.labels
        return is_label(first, labels) or labels.is_note(first.text) or labels.is_title(first.text)

    def is_only_labels(self, collector: FormCollector) -> bool:
        """Tell whether labels of the form's foot stand side by side, under whatever headings."""
        return len(self.cells) > 1 and all(is_label(cell, collector.labels) for cell in self.cells)
