"""The sheet that is filled in: head, funds, goal, indicators, checks, foot."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from scoring.exact import plain
from scoring.fill_layout import OWN, ColumnSpec, FieldSpec, FillLayout, TableSpec
from scoring.fill_plan.plan import Entry, FillPlan, Line
from scoring.problem import width
from scoring.writers.fill import checks, live
from scoring.writers.fill.about_sheet import Sources
from scoring.writers.fill.pen import Pen, area, cell
from scoring.writers.fill.validation import Checks

LAST: Final = 8
"""Last column of the official form (I); evidence and survey stand to the right of it."""
_PAIRS: Final = (((0, 0), (1, 2)), ((3, 3), (4, 5)), ((6, 7), (8, 8)))
"""Columns of the head, first and last: label, then input."""
_FUNDS: Final = {
    "source": (0, 1), "initial": (2, 2), "budget": (3, 3), "executed": (4, 4), "points": (5, 5),
    "live_rate": (6, 6), "live_score": (7, 7), "reason": (8, 8), "claimed": (9, 9),
    "claimed_rate": (10, 10),
}  # fmt: skip
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
_GOAL_HEIGHT: Final = 96
_ROW: Final = 21
_LINE: Final = 15
"""Height of a line of text, in points."""
_FEWEST_FUNDS: Final = 5


class FormSheet:
    """Writes the form from top to bottom; used once."""

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

    def write(self) -> None:
        """Write the sheet."""
        self._title()
        self._head()
        self._funds()
        self._goal()
        if self.plan.rows:
            self._indicators()
        for key in ("inputs", "items", "texts", "claims"):
            if key in self.plan.tables:
                self._table(key)
        self._foot()
        self._settings()

    # parts

    def _name_own(self, top: int, bottom: int, left: int = 0, right: int | None = None) -> None:
        """Name an area that holds nothing but the tool's own text."""
        self.own += 1
        place = area(self.name, top, left, bottom, self.last if right is None else right)
        self.pen.book.define_name(f"{OWN}{self.own}", "=" + place)

    def _band(self, text: str, to: int = LAST) -> None:
        self.pen.put(self.row, 0, text, self.pen.style("band"), to)
        self.row += 1

    def _title(self) -> None:
        say, pen = self.layout.say, self.pen
        pen.put(0, 0, say("heading", title=self.plan.title), pen.style("title"), LAST)
        pen.sheet.set_row(0, 32)
        hint = say("title_hint") + (say("points_hint") if self.plan.proposed else "")
        pen.put(1, 0, hint, pen.style("hint"), LAST - 2)
        pen.put(1, LAST - 1, say("legend_input"), pen.style("word", locked=True))
        pen.put(1, LAST, say("legend_live"), pen.style("live"))
        pen.sheet.set_row(1, 20)
        self._name_own(0, 1)
        self.row = 2

    def _head(self) -> None:
        fields = [field for field in self.layout.fields if field.block == "head"]
        for first in range(0, len(fields), 3):
            for field, (label, at) in zip(fields[first : first + 3], _PAIRS, strict=False):
                mark = "* " if field.required else ""
                style = self.pen.style("label")
                self.pen.put(self.row, label[0], mark + field.label, style, label[1])
                self._input(field, *at)
            self.pen.sheet.set_row(self.row, 24)
            self.row += 1

    def _input(self, field: FieldSpec, left: int, right: int) -> None:
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

    def _funds(self) -> None:
        plan, layout = self.plan, self.layout
        self._band(layout.say("funds"))
        self._name_own(self.row - 1, self.row - 1)
        lines = list(plan.funds) + [{}] * max(1, _FEWEST_FUNDS - len(plan.funds))
        top = self.row
        self._headings(layout.tables["funds"], _FUNDS)
        first, last = self.row, self.row + len(lines) - 1
        for line in lines:
            for key, (left, right) in _FUNDS.items():
                column = layout.tables["funds"].column(key)
                self._entry(column, line.get(key), left, right)
            self.row += 1
        self._live_funds(first, last)
        closing = self.row
        self.pen.put(closing, 0, layout.tables["funds"].closing, self.pen.style("label"), 1)
        self.pen.put(closing, 2, layout.say("funds_foot"), self.pen.style("fixed_left"), LAST)
        self._close("funds", top, 10)
        for key in ("initial", "budget", "executed", "claimed", "claimed_rate", "points"):
            left = _FUNDS[key][0]
            column = layout.tables["funds"].column(key)
            self.check.add(key, column.kind, "", first, left, last, left)
        self.check.add("source", "name", "", first, 0, last, 0)

    def _live_funds(self, first: int, last: int) -> None:
        """Rate and score of the row of all money; the other rows show a dash."""
        plan = self.plan
        at = plan.total_row
        for row in range(first, last + 1):
            dash = self.pen.style("live")
            for key in ("live_rate", "live_score"):
                self.pen.put(row, _FUNDS[key][0], "—", dash)
        if at is None:
            return
        row = first + at
        names = {key: cell(row, _FUNDS[key][0], "column") for key in _FUNDS}
        budget, executed = names["budget"], names["executed"]
        rate = f'IF(N({budget})>0,ROUND({executed}/{budget}*100,2),"—")'
        shown = self.pen.style("live", num_format="0.00")
        self.pen.formula(row, _FUNDS["live_rate"][0], rate, shown, plan.shown.rate)
        if plan.execution is None:
            return
        points = plain(plan.execution.points)
        later = self.layout.say("later")
        text = f'"{later}"'
        if plan.execution.ladder is not None:
            source = area(self.name, first, 0, last, 0).partition("!")[2]
            guard = checks.counts_once(names["source"], source, plan.total_names)
            cells = {
                **names,
                **{key: cell(row, self.helper[key], "column") for key in live.HELPERS},
                "finished": self.cells["finished"],
                "state": self.cells["state"],
            }
            money = checks.money_factor(self.cells["money_unit"], plan.money_unit)
            formulas = live.execution_formulas(cells, plan.execution.ladder, guard, points, money)
            for key, formula in formulas.items():
                self.pen.formula(row, self.helper[key], formula, self.pen.style("hidden"))
            self._name_own(row, row, self.last + 1, self.last + len(live.HELPERS))
            text = (
                f'IF(COUNT({budget},{executed})=0,"",'
                f'IFERROR({live.rounded(cells, plan.places, points)},"{later}"))'
            )
        self.pen.formula(row, _FUNDS["live_score"][0], text, shown, plan.shown.execution)
        self.cells["execution"] = cell(row, _FUNDS["live_score"][0], "row column")

    def _goal(self) -> None:
        pen, layout = self.pen, self.layout
        expected, achieved = layout.field("goal.expected"), layout.field("goal.achieved")
        pen.sheet.merge_range(self.row, 0, self.row + 1, 0, "", pen.style("label"))
        pen.put(self.row, 0, layout.say("goal"), pen.style("label"))
        self._name_own(self.row, self.row + 1, 0, 0)
        pen.put(self.row, 1, expected.label, pen.style("heading"), 3)
        pen.put(self.row, 4, achieved.label, pen.style("heading"), LAST)
        self.row += 1
        longest = max(len(self.plan.values.get(f.key, "")) for f in (expected, achieved))
        pen.sheet.set_row(self.row, min(max(_GOAL_HEIGHT, 15 * (longest // 29 + 2)), 400))
        self._input(expected, 1, 3)
        self._input(achieved, 4, LAST)
        self.row += 1

    def _headings(self, table: TableSpec, places: dict[str, tuple[int, int]]) -> None:
        for key, (left, right) in places.items():
            heading = table.column(key).heading
            self.pen.put(self.row, left, heading, self.pen.style("heading"), right)
        self.row += 1

    def _entry(self, column: ColumnSpec, entry: Entry | None, left: int, right: int) -> None:
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

    def _close(self, key: str, top: int, right: int) -> None:
        """Name a table, its closing row included, and go on below it."""
        name = self.layout.tables[key].range_name
        self.pen.book.define_name(name, "=" + area(self.name, top, 0, self.row, right))
        self.row += 1

    def _indicators(self) -> None:
        pen, layout, plan = self.pen, self.layout, self.plan
        self._band(layout.say("indicators"))
        groups = (("evidence", "evidence.name", "evidence.page"), ("survey", "survey.method", "survey.satisfied"))  # fmt: skip
        for word, left, right in groups:
            pen.put(
                self.row - 1, self.at[left], layout.say(word), pen.style("band"), self.at[right]
            )
        self._name_own(self.row - 1, self.row - 1)
        top = self.row
        for column in self.columns:
            pen.put(top, self.at[column.key], column.heading, pen.style("heading"))
        pen.sheet.set_row(top, 32)
        self.heading = top
        self.row += 1
        first = self.row
        for line in plan.rows:
            self._indicator(line)
        last = self.row - 1
        self._buffer()
        self._total(top, last + 1)  # from the headings on: a row inserted below them counts
        table = layout.tables["indicators"]
        pen.book.define_name(table.range_name, "=" + area(self.name, top, 0, self.row, self.last))
        if plan.live is not None:
            self._name_own(top, self.row, self.last + 1, self.last + len(live.HELPERS))
        for column in self.columns:
            at = self.at[column.key]
            if column.input:
                self.check.add(column.key, column.kind, column.list, first, at, last, at)
        self._mute_repeated(first, last)
        self.row += 2
        checks.write_checks(self, top, last + 1)

    def _indicator(self, line: Line) -> None:
        """Write one row; where it holds little, its height is left to the program that opens it."""
        lines = max(
            (
                -(-width(str(line[c.key])) // max(c.width - 1, 1))
                for c in self.columns
                if c.key in line
            ),
            default=1,
        )
        if lines > 1:
            self.pen.sheet.set_row(self.row, min(_LINE * lines + 6, 400))
        for column in self.columns:
            left = self.at[column.key]
            if column.input:
                self._entry(column, line.get(column.key), left, left)
        cells = {key: cell(self.row, at, "column") for key, at in self.at.items()}
        style = self.pen.style("live")
        shown = self.plan.shown.rows[self.row - self.heading - 1]
        if not self.plan.scored:
            self.pen.put(self.row, self.at["live_score"], "—", style)
        elif self.plan.live is None:
            text = f'IF(LEN({"&".join(cells[k] for k in ("name", "target", "actual", "points"))})=0,"","{self.layout.say("later")}")'
            self.pen.formula(self.row, self.at["live_score"], text, style, shown)
        else:
            cells |= {key: cell(self.row, at, "column") for key, at in self.helper.items()}
            formulas = live.helper_formulas(cells, self.plan.live, self.sources.lists, self.layout)
            for key, formula in formulas.items():
                self.pen.formula(self.row, self.helper[key], formula, self.pen.style("hidden"))
            text = live.shown_score(cells, self.plan.places, self.layout)
            self.pen.formula(self.row, self.at["live_score"], text, style, shown)
        self.row += 1

    def _buffer(self) -> None:
        """A thin row that sums include, so that rows inserted above the total are counted."""
        for column in self.columns:
            at = self.at[column.key]
            self._entry(column, None, at, at)
        self.pen.sheet.set_row(self.row, 6)
        self.row += 1

    def _total(self, first: int, last: int) -> None:
        """The closing row: points, live total, the unit's own total, and what is still open."""
        pen, layout = self.pen, self.layout
        closing = layout.tables["indicators"].closing
        pen.put(self.row, 0, closing, pen.style("heading"), self.at["points"] - 1)
        checks.write_total(self, first, last)
        self._input(layout.field("claimed_total"), self.at["claimed"], self.at["claimed"])
        if self.last > LAST:
            pen.put(self.row, LAST + 1, None, pen.style("fixed"), self.last)
        pen.sheet.set_row(self.row, 28)
        self._name_own(self.row, self.row, self.at["points"], self.at["live_score"])
        self._name_own(self.row, self.row, self.at["reason"], self.at["reason"])

    def _mute_repeated(self, first: int, last: int) -> None:
        """Levels that are as above stand back, so that the table reads like the official form."""
        for key in ("level1", "level2"):
            own = cell(first, self.at[key], "column")
            above = cell(first - 1, self.at[key], "column")
            more = (
                ""
                if key == "level1"
                else f",{cell(first, 0, 'column')}={cell(first - 1, 0, 'column')}"
            )
            self.pen.sheet.conditional_format(
                first, self.at[key], last, self.at[key],
                {"type": "formula", "criteria": f'=AND({own}<>"",{own}={above}{more})',
                 "format": self.pen.style("muted")},
            )  # fmt: skip

    def _table(self, key: str) -> None:
        """Write one of the further tables: figures, checklists, texts."""
        table, places = self.layout.tables[key], _TABLES[key]
        self._band(self.layout.say(key))
        self._name_own(self.row - 1, self.row - 1)
        top = self.row
        self._headings(table, places)
        first = self.row
        for line in self.plan.tables[key]:
            for name, (left, right) in places.items():
                column = table.column(name)
                if name in _GIVEN:
                    self.pen.put(self.row, left, line.get(name), self.pen.style("fixed"), right)
                else:
                    self._entry(column, line.get(name), left, right)
                choices = (
                    self.plan.choices.get(str(line.get("name", ""))) if name == "value" else None
                )
                if choices:
                    self.check.add_choices(choices, self.row, left)
            self.row += 1
        for name, (left, _) in places.items():
            column = table.column(name)
            if column.input and name != "value" and name not in _GIVEN:
                self.check.add(name, column.kind, column.list, first, left, self.row - 1, left)
        self.pen.put(self.row, 0, table.closing, self.pen.style("label"), 1)
        self.pen.put(
            self.row, 2, self.layout.say(f"{key}_foot"), self.pen.style("fixed_left"), LAST
        )
        self._name_own(self.row, self.row, 2, LAST)
        self._close(key, top, max(right for _, right in places.values()))
        self.row += 1

    def _foot(self) -> None:
        self._band(self.layout.say("foot"))
        self._name_own(self.row - 1, self.row - 1)
        blocks = {"foot"} if self.plan.rows else {"foot", "total"}
        fields = [field for field in self.layout.fields if field.block in blocks]
        short = [field for field in fields if field.kind != "text"]
        for start in range(0, len(short), 3):
            for field, (label, at) in zip(short[start : start + 3], _PAIRS, strict=False):
                style = self.pen.style("label")
                self.pen.put(self.row, label[0], field.label, style, label[1])
                self._input(field, *at)
            self.pen.sheet.set_row(self.row, 24)
            self.row += 1
        for field in fields:
            if field.kind == "text":
                self.pen.put(self.row, 0, field.label, self.pen.style("label"))
                self._input(field, 1, LAST)
                self.pen.sheet.set_row(self.row, 48)
                self.row += 1

    def _settings(self) -> None:
        sheet = self.pen.sheet
        for column in self.columns:
            at = self.at[column.key]
            sheet.set_column(at, at, column.width)
        hidden = self.pen.style("hidden")
        sheet.set_column(self.last + 1, self.last + len(live.HELPERS), 9, hidden, {"hidden": True})
        sheet.set_default_row(_ROW)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        if self.heading:
            sheet.repeat_rows(self.heading)
        sheet.print_area(0, 0, self.row - 1, LAST)
        sheet.set_footer("&C" + self.layout.say("page"))
        sheet.protect("", {
            "format_cells": True, "format_columns": True, "format_rows": True,
            "insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True,
        })  # fmt: skip
        sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(self.row + 200, self.last)}"})
