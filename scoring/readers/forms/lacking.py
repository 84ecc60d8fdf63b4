"""What a form does not have: columns, blocks and labels that were not found, so that nothing is called blank."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, cast

from scoring.documents.node import Node
from scoring.problem import Place
from scoring.readers.forms.collect import FormCollector, UnknownColumn
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.labels import FormLabels, Table

COLUMNS: Final = ("target", "actual", "points", "claimed", "reason")
"""The columns of the indicator table that every form is expected to have."""
_FUNDS: Final = ("initial", "budget", "executed", "claimed_rate", "claimed")
_GOAL: Final = ("expected", "achieved")
_ESSENTIAL: Final = frozenset({
    "year", "target", "actual", "points", "claimed", "funds", "funds.budget", "funds.executed",
    "indicators",
})  # fmt: skip
"""What is reported where it was not found; the rest only where a heading was not understood."""
_PAIRS: Final = (frozenset({"target", "actual"}), frozenset({"points", "claimed"}))
_BLOCKS: Final = ("year", "funds", "goal", "indicators")
_MOST_NAMED: Final = 20


def lacking(headings: Sequence[TableHeading], fields: Mapping[str, Node]) -> Iterator[str]:
    """Yield the keys of what a form was not found to have; ``fields`` is what was read of it."""
    if "year" not in fields:
        yield "year"
    yield from _block("funds", _FUNDS, headings)
    if "goal" in fields and not columns_of(headings, "goal"):
        yield "goal.achieved"
    elif "goals" not in fields:
        yield from _block("goal", _GOAL, headings)
    if "indicators" not in fields and "goals" not in fields:
        yield "indicators"
    indicators = columns_of(headings, "indicators")
    yield from (key for key in COLUMNS if key not in indicators)


def _block(
    table: Table, expected: tuple[str, ...], headings: Sequence[TableHeading]
) -> Iterator[str]:
    """Yield the columns of a block that were not found, or the block itself."""
    columns = columns_of(headings, table)
    if not columns:
        yield table
    else:
        yield from (f"{table}.{key}" for key in expected if key not in columns)


def columns_of(headings: Sequence[TableHeading], table: Table) -> frozenset[str]:
    """Return the columns that any page's table has."""
    return frozenset(key for one in headings if one.table == table for key in one.columns)


def report_lacking(
    collector: FormCollector, place: Place, without: Collection[str] = frozenset()
) -> None:
    """Report once what was not found, with the headings that no word names.

    ``without`` is what the form has elsewhere.
    """
    unknown = list(collector.unknown.items())
    pieces = [_piece(name, column, collector) for (_, name), column in unknown]
    tables = {table for (table, _), _ in unknown}
    lost = [
        key
        for key in collector.not_found
        if _table(key) in tables or (key in _ESSENTIAL and _is_expected(key, collector.not_found))
        if key not in without
    ]
    if lost:
        names = "、".join(dict.fromkeys(_name(key, collector.labels) for key in lost))
        message = f"表上没有找到:{names};没有找到的不当作空着"
        if unknown:
            shown = [f"“{name}”" for (_, name), _ in unknown[:_MOST_NAMED]]
            message = f"{message}。没有认出的栏目标题:{'、'.join(shown)}"
            (table, heading), _ = unknown[0]
            role = next((key for key in lost if _table(key) == table), lost[0])
            message = f"{message}。是哪一栏的,可以写明,如 --label {heading}={_name(role, collector.labels)},或加进自己的词表(docs/词表.md)"
        if "year" in lost:
            message = f"{message}。年度可以用 --year 写明"
        pieces = [(message, place.in_book), *pieces]
    collector.unmatched[:0] = pieces


def _piece(name: str, column: UnknownColumn, collector: FormCollector) -> tuple[str, str]:
    """Return an unknown column as one text: its heading and what stands under it."""
    at = collector.at(column.heading.row, column.heading.column)
    return (f"“{name}”一栏:{';'.join(column.texts)}" if column.texts else name), at


def _table(key: str) -> str:
    return key.partition(".")[0] if "." in key or key in _BLOCKS else "indicators"


def _is_expected(key: str, not_found: Collection[str]) -> bool:
    """Tell whether a form of this kind has such a column: some have neither of two."""
    return not any(key in pair and pair <= set(not_found) for pair in _PAIRS)


def _name(key: str, labels: FormLabels) -> str:
    """Return what people call a column or block."""
    if key in labels.called:
        return labels.called[key]
    table, _, column = key.rpartition(".")
    return labels.usual(cast("Table", table or "indicators"), column)
