"""Tables of one record a row: 年度主要任务 with their money, and several yearly goals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scoring.documents.node import Node, Scalar
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import fold
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.labels import TEXTS
from scoring.readers.forms.numbers import Kind, number
from scoring.readers.forms.occupied_cells import Rows
from scoring.readers.forms.table_row import TableRow

RowNodes = dict[str, Node]
_KINDS: Final[Mapping[str, Kind]] = {
    "initial": "amount", "budget": "amount", "executed": "amount", "weight": "rate",
    "rate": "rate", "ratio": "rate", "claimed": "score",
}  # fmt: skip
_MUST: Final = {"tasks": ("name", "weight"), "goals": ("name", "ratio")}
_NEVER_KEPT: Final = ("rate",)
"""Figures that follow from the record's other figures."""


def read_records(
    rows: Rows, heading: TableHeading, end: int, collector: FormCollector
) -> tuple[list[RowNodes], int]:
    """Read the rows under the headings; return the records and the row behind them.

    A row that lacks what a record must have stays unmatched.
    """
    collector.keep_headings(heading)
    found: list[RowNodes] = []
    at = heading.bottom + 1
    while at < end:
        row = TableRow.of(rows, at, heading)
        if row.cells and (row.is_foot(collector) or _is_block(row, collector)):
            break
        if row.cells:
            record = _record(row, heading, collector)
            if record is not None:
                found.append(record)
        at += 1
    return found, at


def _is_block(row: TableRow, collector: FormCollector) -> bool:
    return all(collector.labels.is_block(cell.text) for cell in row.cells)


def _record(row: TableRow, heading: TableHeading, collector: FormCollector) -> RowNodes | None:
    fields: RowNodes = {}
    texts: dict[str, Scalar] = {}
    for cell in row.cells:
        key = heading.key_at(cell.column)
        if key is None and collector.labels.is_block(cell.text):
            continue
        if key is None or key in fields:
            collector.keep_unmatched(cell)
        elif key in _KINDS:
            plain = number(cell, _KINDS[key], heading.label(key), collector)
            if plain is not None and key not in _NEVER_KEPT:
                fields[key] = collector.scalar(plain, cell.row, cell.column)
        elif not collector.labels.is_empty(cell.text):
            value = collector.scalar(collector.text(cell), cell.row, cell.column)
            if key.startswith(f"{TEXTS}."):
                texts[heading.label(key)] = value
            else:
                fields[key] = value
    if any(key not in fields for key in _MUST[heading.table]):
        for cell in row.cells:
            collector.keep_unmatched(cell)
        return None
    name = getattr(fields["name"], "text", "")
    for label, value in texts.items():
        collector.keep_text(f"{name}·{label}", value)
    return fields


def goal_rows(
    records: list[RowNodes], indicators: list[Node], goals: list[str], collector: FormCollector
) -> tuple[list[Node], list[Node]]:
    """Return the goals with their own rows, and the rows that belong to none of them."""
    own: dict[str, list[Node]] = {_name(record): [] for record in records}
    rest: list[Node] = []
    for row, goal in zip(indicators, goals, strict=True):
        own.get(fold(goal), rest).append(row)
    items: list[Node] = []
    for record in records:
        rows = own.pop(_name(record), [])  # of two goals with one name the first has the rows
        first = record["name"].place
        fields = {**record, **({"indicators": collector.items(rows, 0, 0)} if rows else {})}
        items.append(collector.mapping(fields, first.line, first.column))
    return items, rest


def _name(record: RowNodes) -> str:
    return fold(getattr(record["name"], "text", None) or "")
