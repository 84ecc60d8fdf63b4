"""The rows of the 绩效监控 put with the indicators that they name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from scoring.text import excerpt, level_key, name_key
from scoring.workbooks.fill_in.layout import MONITORED, TableSpec
from scoring.workbooks.fill_in.read.notes import Notes
from scoring.workbooks.fill_in.read.table_rows import FillRow

_T = TypeVar("_T")


def with_monitoring(
    rows: Sequence[FillRow], monitored: Sequence[FillRow], spec: TableSpec, notes: Notes
) -> list[FillRow]:
    """Return the indicator rows with what was monitored of each; a row that names none is a problem.

    A name that several indicators bear is identified by its levels, and below the same levels by the
    order of the rows.
    """
    named: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        named[name_key(row.text("name"))].append(number)
    found = list(rows)
    seen: Counter[tuple[str, ...]] = Counter()
    for row in monitored:
        levels = _levels(row)
        candidates = named.get(name_key(row.text("name")), [])
        if len(candidates) > 1:
            candidates = [at for at in candidates if _levels(rows[at]) == levels]
        place = *levels, name_key(row.text("name"))
        order, seen[place] = seen[place], seen[place] + 1
        own = _own(row.values)
        if not own:
            continue
        if order >= len(candidates) or not row.text("name"):
            notes.problem(
                row.values["name"].at if "name" in row.values else row.at,
                "unknown-row",
                f"填报表里没有第 {order + 1} 个叫“{excerpt(row.text('name'))}”的指标"
                if order and row.text("name")
                else f"填报表里没有叫“{excerpt(row.text('name'))}”的指标",
                f"请把两张表里的“{spec.column('name').heading}”写成一样，或清空这一行。",
            )
            continue
        at = candidates[order]
        found[at] = replace(
            found[at],
            values={**found[at].values, **own},
            cells={**found[at].cells, **_own(row.cells)},
        )
    return found


def _levels(row: FillRow) -> tuple[str, str]:
    return level_key(row.text("level1")), level_key(row.text("level2"))


def _own(entries: Mapping[str, _T]) -> dict[str, _T]:
    """Return what does not only say which indicator a row is about."""
    return {key: entry for key, entry in entries.items() if key not in MONITORED}
