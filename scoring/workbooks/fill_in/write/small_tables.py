"""The further tables that a set asks for: figures, checklists, texts, claims."""

from __future__ import annotations

from typing import Final

from scoring.workbooks.fill_in.write.form import FillSheet, Span
from scoring.writers.xlsx.fit import height_of_lines, row_height
from scoring.writers.xlsx.pen import SIZE, cell

_TABLES: Final = {
    "inputs": {"name": 0.4, "unit": 0.15, "value": 0.45},
    "items": {"of": 0.2, "item": 0.4, "met": 0.12, "reason": 0.28},
    "texts": {"name": 0.2, "text": 0.8},
    "claims": {"name": 0.4, "claimed": 0.14, "reason": 0.46},
    "goals": {"name": 0.2, "ratio": 0.08, "expected": 0.26, "achieved": 0.26, "reason": 0.2},
    "tasks": {
        "name": 0.18, "weight": 0.08, "initial": 0.12, "budget": 0.12, "executed": 0.12,
        "completion": 0.14, "claimed": 0.07, "reason": 0.17,
    },
}  # fmt: skip
"""The columns of the smaller tables, with their shares of the form's width."""
_UNWEIGHED: Final = {
    "name": 0.17, "content": 0.21, "initial": 0.13, "budget": 0.13, "executed": 0.13, "completion": 0.23,
}  # fmt: skip
"""Those of tasks that the set does not score."""
_BEHIND: Final = {
    "items": ("evidence.name", "evidence.number", "evidence.page"), "tasks": ("content",),
}  # fmt: skip
"""Columns that stand to the right of the form."""
_ASKED: Final = frozenset({"inputs", "items", "texts", "claims"})
"""Tables whose lines the set asks for."""
_GIVEN: Final = frozenset({"name", "of", "item"})
"""Columns of the smaller tables that the set fills: the names by which it asks."""


def write_table(form: FillSheet, key: str) -> None:
    """Write one of the further tables: figures, checklists, texts."""
    table, shares, foot = form.layout.tables[key], _TABLES[key], f"{key}_foot"
    is_plain = key == "tasks" and not form.plan.weighed_tasks
    if is_plain:
        shares, foot = _UNWEIGHED, "main_tasks_foot"
    places = dict(zip(shares, form.spans(tuple(shares.values())), strict=True))
    behind = [name for name in _BEHIND.get(key, ()) if name not in places]
    places |= {name: (form.printed + n,) * 2 for n, name in enumerate(behind, 1)}
    given = _GIVEN if key in _ASKED else frozenset()
    form.band(form.layout.text(key))
    form.name_own(form.row - 1, form.row - 1)
    top = form.row
    form.headings(table, places)
    first = form.row
    for line in form.plan.tables[key]:
        for name, (left, right) in places.items():
            column = table.column(name)
            if name in given:
                form.pen.put(form.row, left, line.get(name), form.pen.style("fixed"), right)
            else:
                form.entry(column, line.get(name), left, right)
            choices = form.plan.choices.get(str(line.get("name", ""))) if name == "value" else None
            if choices:
                form.check.add_choices(choices, form.row, left)
        texts = [
            (str(line[name]), float(sum(form.widths[left : right + 1])))
            for name, (left, right) in places.items()
            if name in line
        ]
        height = row_height(texts, SIZE)
        if height > height_of_lines(1, SIZE):
            form.pen.sheet.set_row(form.row, height)
        form.row += 1
    for name, (left, _) in places.items():
        column = table.column(name)
        if column.input and name != "value" and name not in given:
            form.check.add(name, column.kind, column.list, first, left, form.row - 1, left)
    label, rest = form.spans((0.14, 0.86))
    form.pen.put(form.row, label[0], table.closing, form.pen.style("label"), label[1])
    style = form.pen.style("fixed_left")
    form.pen.put(form.row, rest[0], form.layout.text(foot), style, rest[1])
    form.name_own(form.row, form.row, *rest)
    if key in ("claims", "tasks") and not is_plain:
        _count_claims(form, key, first, places)
    form.close(key, top, max(right for _, right in places.values()))
    form.row += 1


def _count_claims(form: FillSheet, key: str, first: int, places: dict[str, Span]) -> None:
    """Let the unit's own scores of leaves and tasks count towards the total that it signs."""
    rows = form.plan.others if key == "claims" else form.row - first
    rows -= form.plan.weighed_tasks if key == "claims" else 0
    if not rows:
        return
    last = first + rows - 1
    name, claimed = (
        f"{cell(first, places[column][0], 'row column')}:{cell(last, places[column][0], 'row column')}"
        for column in ("name", "claimed")
    )
    form.claims.append(claimed)
    named = f'SUMPRODUCT(--({name}<>""))'
    form.open_claims.append(f"MAX({named},1)-COUNT({claimed})")
