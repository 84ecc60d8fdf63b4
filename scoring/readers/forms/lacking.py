"""What a form does not have: columns, blocks and labels that were not found, so that nothing is called blank."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, cast

from scoring.documents.node import Node
from scoring.problem import Place
from scoring.readers.forms.collect import FormCollector, UnknownColumn
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.labels import FormLabels, Table
from scoring.records.submission import GIVE_YEAR, NOT_ON_FORM

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
    collector: FormCollector,
    headings: Sequence[TableHeading],
    place: Place,
    without: Collection[str] = frozenset(),
) -> None:
    """Report once what was not found, with the headings that no word names, and how to name them.

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
    sentences = [
        *_lost([k for k in lost if k != "year"], [k for k, _ in unknown], collector.labels),
        *_placed(headings, collector.labels),
    ]
    remarks = ["。".join(sentences)] if sentences else []
    if "year" in lost:
        remarks.append(f"{NOT_ON_FORM}找到：{_name('year', collector.labels)}；{GIVE_YEAR}")
    collector.unmatched[:0] = [*((remark, place.in_book) for remark in remarks), *pieces]


def _lost(
    lost: Sequence[str], unknown: Sequence[tuple[str, str]], labels: FormLabels
) -> Iterator[str]:
    """Say what was not found, and how to name it; ``unknown`` are tables with their headings."""
    names = "、".join(dict.fromkeys(_name(key, labels) for key in lost))
    if not names:
        return
    yield f"{NOT_ON_FORM}找到：{names}；没有找到的不当作空着"
    if unknown:
        shown = "、".join(f"“{name}”" for _, name in unknown[:_MOST_NAMED])
        yield f"没有认出的栏目标题：{shown}"
    pairs = [(name, key) for table, name in unknown for key in lost if _table(key) == table]
    if pairs:
        # of several nobody knows which is which: the hint shows only how to write it
        heading, key = pairs[0] if len(pairs) == 1 else ("标题", "actual")
        label = f"--label {heading}={_name(key, labels)}"
        yield f"是哪一栏的，可以写明，如 {label}，或加进自己的词表（docs/词表.md）"


def _placed(headings: Sequence[TableHeading], labels: FormLabels) -> Iterator[str]:
    """Say which columns were recognised by their place and contents."""
    found = {
        "".join(cell.text.split()): labels.usual("indicators", key)
        for heading in headings
        for key, cell in heading.placed.items()
    }
    for heading, usual in found.items():
        yield (
            f"{NOT_ON_FORM}认出的栏目标题“{heading}”，按位置和内容读作“{usual}”；"
            f"可以写明：--label {heading}={usual}"
        )


def _piece(name: str, column: UnknownColumn, collector: FormCollector) -> tuple[str, str]:
    """Return an unknown column as one text: its heading and what stands under it."""
    at = collector.at(column.heading.row, column.heading.column)
    return (f"“{name}”一栏：{';'.join(column.texts)}" if column.texts else name), at


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
