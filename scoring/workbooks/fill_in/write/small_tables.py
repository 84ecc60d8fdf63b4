"""The further tables that a set asks for: figures, checklists, texts, claims."""

from __future__ import annotations

from typing import Final

from scoring.workbooks.fill_in.write.form import LAST, FillSheet

_TABLES: Final = {
    "inputs": {"name": (0, 2), "unit": (3, 3), "value": (4, 5)},
    "items": {
        "of": (0, 1), "item": (2, 4), "met": (5, 5), "reason": (6, 8), "evidence.name": (9, 9),
        "evidence.number": (10, 10), "evidence.page": (11, 11),
    },
    "texts": {"name": (0, 1), "text": (2, 8)},
    "claims": {"name": (0, 2), "claimed": (3, 3), "reason": (4, 8)},
}  # fmt: skip
"""First and last column of each column of the smaller tables."""
_GIVEN: Final = frozenset({"name", "of", "item"})
"""Columns of the smaller tables that the set fills: the names by which it asks."""


def write_table(form: FillSheet, key: str) -> None:
    """Write one of the further tables: figures, checklists, texts."""
    table, places = form.layout.tables[key], _TABLES[key]
    form.band(form.layout.text(key))
    form.name_own(form.row - 1, form.row - 1)
    top = form.row
    form.headings(table, places)
    first = form.row
    for line in form.plan.tables[key]:
        for name, (left, right) in places.items():
            column = table.column(name)
            if name in _GIVEN:
                form.pen.put(form.row, left, line.get(name), form.pen.style("fixed"), right)
            else:
                form.entry(column, line.get(name), left, right)
            choices = form.plan.choices.get(str(line.get("name", ""))) if name == "value" else None
            if choices:
                form.check.add_choices(choices, form.row, left)
        form.row += 1
    for name, (left, _) in places.items():
        column = table.column(name)
        if column.input and name != "value" and name not in _GIVEN:
            form.check.add(name, column.kind, column.list, first, left, form.row - 1, left)
    form.pen.put(form.row, 0, table.closing, form.pen.style("label"), 1)
    form.pen.put(form.row, 2, form.layout.text(f"{key}_foot"), form.pen.style("fixed_left"), LAST)
    form.name_own(form.row, form.row, 2, LAST)
    form.close(key, top, max(right for _, right in places.values()))
    form.row += 1
