"""The rows of a form's tables as a page prints them: merged cells, what may not be broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from scoring.value_class import dataclass
from scoring.writers.form.form_design import ColumnDesign, TableDesign, shares
from scoring.writers.form.view import FormView, Value
from scoring.writers.xlsx.column_widths import Need, fitted_widths
from scoring.writers.xlsx.fit import text_width

_PAPER: Final = 690
"""Pixels between the margins of the paper."""
_SIZE: Final = 9.0
"""Points of the letters on paper."""
_SHORT: Final = 240
"""Letters in a row that is not broken at the end of a page."""


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of a row."""

    column: ColumnDesign
    lines: tuple[str, ...]
    value: Value
    """The value by itself, where the cell holds one placeholder and nothing else."""
    span: int
    """Rows that it takes; 0 where a cell above reaches down to it."""

    @property
    def text(self) -> str:
        """Its lines in one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row: what it stands for, and its cells."""

    item: object
    cells: tuple[PageCell, ...]
    is_short: bool

    @property
    def begins(self) -> bool:
        """Whether a cell that takes several rows begins here."""
        return any(cell.span > 1 for cell in self.cells)


def page_rows(table: TableDesign, view: FormView) -> tuple[PageRow, ...]:
    """Return the rows of a table. A merged cell ends where one further left ends."""
    items: Sequence[object] = getattr(view, table.group)
    lines = [[column.text.filled(view.form, item) for column in table.columns] for item in items]
    spans = _spans(table.columns, lines)
    return tuple(
        PageRow(
            item,
            tuple(_cells(table.columns, texts, spans[at], view.form, item)),
            sum(len(line) for text in texts for line in text) < _SHORT,
        )
        for at, (item, texts) in enumerate(zip(items, lines, strict=True))
    )


def page_shares(table: TableDesign, rows: Sequence[PageRow]) -> tuple[str, ...]:
    """Return the widths of a table's columns as shares of the page, by what its rows hold."""
    whole = sum(table.widths)
    drawn = tuple(round(width / whole * _PAPER) for width in table.widths)
    beside = int(bool(table.side.lines))
    needs = [
        [_need(at + beside, cell, cell.span != 1) for at, cell in enumerate(row.cells) if cell.text]
        for row in rows
    ]
    headings = [
        Need(at, at + 1, text_width(column.heading, _SIZE), wraps=True, is_shared=False)
        for at, column in enumerate(table.columns, beside)
    ]
    label = max((text_width(line, _SIZE) for line in table.side.source.split("\n")), default=0.0)
    side = [Need(0, 1, label, wraps=True, is_shared=True)] * beside
    return shares([Decimal(width) for width in fitted_widths(drawn, [side, headings, *needs])])


def _need(at: int, cell: PageCell, is_shared: bool) -> Need:
    wraps = cell.column.style not in ("money", "points")
    lengths = [text_width(line, _SIZE) for line in cell.lines]
    length = max(lengths) if is_shared else sum(lengths)
    return Need(at, at + 1, length, wraps, is_shared)


def _cells(
    columns: Sequence[ColumnDesign], texts: Sequence[tuple[str, ...]], spans: Sequence[int],
    form: object, item: object,
) -> Iterator[PageCell]:  # fmt: skip
    for column, lines, span in zip(columns, texts, spans, strict=True):
        single = column.text.single
        value = None if single is None else single.value(form, item)
        yield PageCell(column, lines, value, span)


def _spans(
    columns: Sequence[ColumnDesign], lines: Sequence[Sequence[tuple[str, ...]]]
) -> list[list[int]]:
    """Return for each cell how many rows it takes: equal neighbours of a joined column are one."""
    spans = [[1] * len(columns) for _ in lines]
    joined = [at for at, column in enumerate(columns) if column.text.joined]
    for number, at in enumerate(joined):
        first = 0
        for row in range(1, len(lines)):
            if all(lines[row][c] == lines[first][c] for c in joined[: number + 1]):
                spans[first][at] += 1
                spans[row][at] = 0
            else:
                first = row
    return spans
