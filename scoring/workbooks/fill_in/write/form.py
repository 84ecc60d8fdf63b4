"""The form while it is written: where it goes on, where things stand, how its cells look."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from scoring.workbooks.fill_in.layout import OWN, ColumnSpec, FieldSpec, FillLayout, TableSpec
from scoring.workbooks.fill_in.plan.plan import Entry, FillPlan
from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.about_sheet import Sources
from scoring.workbooks.fill_in.write.validation import Checks
from scoring.writers.xlsx.pen import Pen, area, cell

LAST: Final = 8
"""Last column of the official form (I); evidence and survey stand to the right of it."""
PAIRS: Final = (((0, 0), (1, 2)), ((3, 3), (4, 5)), ((6, 7), (8, 8)))
"""Columns of the head, first and last: label, then input."""


class FillSheet:
    """The sheet's state, and what several of its parts write alike. Used once, top to bottom."""

    def __init__(self, pen: Pen, plan: FillPlan, layout: FillLayout, sources: Sources) -> None:
        self.pen = pen
        self.plan = plan
        self.layout = layout
        self.sources = sources
        self.name = layout.form_sheet
        self.row = 0
        self.check = Checks(pen, layout, sources)
        table = layout.tables["indicators"]
        self.columns = [c for c in table.columns if c.when == "always" or c.key in plan.used]
        self.at = {column.key: index for index, column in enumerate(self.columns)}
        self.last = len(self.columns) - 1
        self.helper = {key: self.last + 1 + n for n, key in enumerate(live.HELPERS)}
        self.cells: dict[str, str] = {}
        """Absolute references of single cells: inputs by key, and what formulas look at."""
        self.own = 0
        self.heading = 0

    def name_own(self, top: int, bottom: int, left: int = 0, right: int | None = None) -> None:
        """Name an area that holds nothing but the tool's own text."""
        self.own += 1
        place = area(self.name, top, left, bottom, self.last if right is None else right)
        self.pen.book.define_name(f"{OWN}{self.own}", "=" + place)

    def band(self, text: str, to: int = LAST) -> None:
        """Write the line above a part, and go on below it."""
        self.pen.put(self.row, 0, text, self.pen.style("band"), to)
        self.row += 1

    def input(self, field: FieldSpec, left: int, right: int) -> None:
        """Write one input cell, name it, and check what is typed into it."""
        style = {"text": "long", "number": "number"}.get(field.kind, "word")
        value: Entry | None = self.plan.values.get(field.key)
        if field.kind == "number" and value:
            value = Decimal(value)
        if field.kind == "year" and value:
            value = Decimal(value)
        look = self.pen.plain(value, "figure") if style == "number" else self.pen.style(style)
        if field.kind == "year":
            look = self.pen.style("figure")
        self.pen.put(self.row, left, value, look, right)
        place = area(self.name, self.row, left, self.row, left)
        self.pen.book.define_name(field.range_name, "=" + place.partition(":")[0])
        self.cells[field.key] = cell(self.row, left, "row column")
        self.check.add(field.key, field.kind, field.list, self.row, left, self.row, left)

    def headings(self, table: TableSpec, places: dict[str, tuple[int, int]]) -> None:
        """Write a table's headings; ``places`` are the first and last column of each."""
        for key, (left, right) in places.items():
            heading = table.column(key).heading
            self.pen.put(self.row, left, heading, self.pen.style("heading"), right)
        self.row += 1

    def entry(self, column: ColumnSpec, entry: Entry | None, left: int, right: int) -> None:
        """Write a cell of a table, as its column's kind looks."""
        pen = self.pen
        if not column.input:
            look: Any = pen.style("live")
        elif column.kind == "amount":
            look = pen.amount(entry)
        elif column.kind in ("number", "points"):
            look = pen.plain(entry, "figure")
        else:
            look = pen.style("word" if column.kind in ("yes_no", "name") and left < 2 else "text")
        pen.put(self.row, left, entry, look, right)

    def close(self, key: str, top: int, right: int) -> None:
        """Name a table, its closing row included, and go on below it."""
        name = self.layout.tables[key].range_name
        self.pen.book.define_name(name, "=" + area(self.name, top, 0, self.row, right))
        self.row += 1
