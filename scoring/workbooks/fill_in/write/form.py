"""The form while it is written: where it goes on, where things stand, how its cells look."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from scoring.workbooks.fill_in.layout import OWN, ColumnSpec, FieldSpec, FillLayout, TableSpec
from scoring.workbooks.fill_in.plan.plan import Entry, FillPlan
from scoring.workbooks.fill_in.write.about_sheet import Sources
from scoring.workbooks.fill_in.write.validation import Checks
from scoring.writers.xlsx.pen import Pen, area, cell

PAIRS: Final = (0.17, 0.21, 0.13, 0.13, 0.13, 0.23)
"""Shares of the width that the head takes: label, then input, three times."""
Span = tuple[int, int]
"""The first and the last column of a cell."""


_LEAST: Final = 0.7
"""The part of its share that a cell must have, if any columns give it so much."""


def _nearest(ends: Sequence[int], first: int, last: int, least: float, wanted: float) -> int:
    """Return the column between two that ends nearest to ``wanted`` of those that end behind ``least``."""
    wide = [at for at in range(first, last + 1) if ends[at] >= least] or [last]
    return min(wide, key=lambda at: abs(ends[at] - wanted))


class FillPage:
    """One sheet's state, and what its parts write alike. Used once, top to bottom."""

    def __init__(
        self, pen: Pen, plan: FillPlan, layout: FillLayout, sources: Sources, name: str,
        widths: Sequence[int], mark: str = "",
    ) -> None:  # fmt: skip
        self.pen = pen
        self.plan = plan
        self.layout = layout
        self.sources = sources
        self.name = name
        self.row = 0
        self.check = Checks(pen, layout, sources)
        self.widths = widths
        self.last = self.printed = len(widths) - 1
        """The last column, and the last one that is printed."""
        self.cells: dict[str, str] = {}
        """Absolute references of single cells: inputs by key, and what formulas look at."""
        self._mark = mark
        self._own = 0

    def spans(self, shares: Sequence[float]) -> list[Span]:
        """Return neighbouring cells over the printed columns, as wide as ``shares`` of it at best."""
        ends = [0, *accumulate(self.widths[: self.printed + 1])]
        wanted = [share * ends[-1] for share in accumulate(shares)]
        found: list[Span] = []
        first = 0
        for number, share in enumerate(shares):
            least = ends[first] + share * ends[-1] * _LEAST
            after = len(shares) - 1 - number
            last = _nearest(ends[1:], first, self.printed - after, least, wanted[number])
            found.append((first, last if after else self.printed))
            first = last + 1
        return found

    def name_own(self, top: int, bottom: int, left: int = 0, right: int | None = None) -> None:
        """Name an area that holds nothing but the tool's own text."""
        self._own += 1
        place = area(self.name, top, left, bottom, self.last if right is None else right)
        self.pen.book.define_name(f"{OWN}{self._mark}{self._own}", "=" + place)

    def elsewhere(self, reference: str) -> str:
        """Return a cell of this sheet as other sheets name it."""
        return f"'{self.name}'!{reference}"

    def band(self, text: str) -> None:
        """Write the line above a part, and go on below it."""
        self.pen.put(self.row, 0, text, self.pen.style("band"), self.printed)
        self.row += 1

    def input(self, field: FieldSpec, left: int, right: int) -> None:
        """Write one input cell, name it, and check what is typed into it."""
        value: Entry | None = self.plan.values.get(field.key)
        if field.kind in ("number", "amount", "year") and value:
            value = Decimal(value)
        if field.kind == "number":
            look = self.pen.plain(value, "figure")
        elif field.kind == "amount":
            look = self.pen.amount(value)
        else:
            look = self.pen.style({"text": "long", "year": "figure"}.get(field.kind, "word"))
        self.pen.put(self.row, left, value, look, right)
        place = area(self.name, self.row, left, self.row, left)
        self.pen.book.define_name(field.range_name, "=" + place.partition(":")[0])
        self.cells[field.key] = cell(self.row, left, "row column")
        self.check.add(field.key, field.kind, field.list, self.row, left, self.row, left)

    def fields(self, fields: Sequence[FieldSpec]) -> None:
        """Write labels and inputs, three pairs a line."""
        spans = self.spans(PAIRS)
        for first in range(0, len(fields), 3):
            pairs = zip(spans[::2], spans[1::2], strict=True)
            for field, (label, at) in zip(fields[first : first + 3], pairs, strict=False):
                mark = "* " if field.required else ""
                self.pen.put(
                    self.row, label[0], mark + field.label, self.pen.style("label"), label[1]
                )
                self.input(field, *at)
            self.pen.sheet.set_row(self.row, 32)  # two lines
            self.row += 1

    def headings(self, table: TableSpec, places: dict[str, Span]) -> None:
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


class FillSheet(FillPage):
    """The form's own sheet: its columns are those of the indicators."""

    def __init__(
        self, pen: Pen, hidden: Pen, plan: FillPlan, layout: FillLayout, sources: Sources
    ) -> None:
        table = layout.tables["indicators"]
        self.columns = [table.column(key) for key in plan.columns]
        widths = [column.width for column in self.columns]
        super().__init__(pen, plan, layout, sources, layout.form_sheet, widths)
        self.hidden = hidden
        self.at = {column.key: index for index, column in enumerate(self.columns)}
        self.printed = plan.printed - 1
        """The last column of the official form; evidence, survey and scores stand to the right of it."""
        self.claims: list[str] = []
        """Areas of the unit's own scores outside of the rows."""
        self.open_claims: list[str] = []
        """Formulas of how many of these are blank."""
        self.heading = 0

    def column(self, key: str, first: int, last: int) -> str:
        """Return a column of the indicators from row to row, absolute."""
        at = self.at[key]
        return f"{cell(first, at, 'row column')}:{cell(last, at, 'row column')}"
