"""The table of indicators, row by row, with its live scores and its total."""

from __future__ import annotations

from typing import Final

from scoring.workbooks.fill_in.plan.plan import Entry, Line
from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.checks import write_checks, write_total
from scoring.workbooks.fill_in.write.form import FillSheet
from scoring.writers.xlsx.fit import height_of_lines, row_height
from scoring.writers.xlsx.pen import SIZE, area, cell


def write_indicators(form: FillSheet) -> None:
    """Write the table, its formulas on the hidden sheet, and the checks of its points below it."""
    pen, layout, plan = form.pen, form.layout, form.plan
    form.band(layout.text("indicators"))
    for word, left, right in _GROUPS:
        pen.put(form.row - 1, form.at[left], layout.text(word), pen.style("band"), form.at[right])
    form.name_own(form.row - 1, form.row - 1)
    top = form.heading = form.row
    last = top + len(plan.rows)
    _table(form, top, last)
    pen.sheet.set_row(top, 32)
    form.row += 1
    for number, line in enumerate(plan.rows):
        _indicator(form, line, plan.shown.rows[number])
    _buffer(form)
    _lines(form, top, last + 1)  # from the headings on: a row inserted below them counts
    _total(form)
    table = layout.tables["indicators"]
    pen.book.define_name(table.range_name, "=" + area(form.name, top, 0, form.row, form.last))
    for column in form.columns:
        at = form.at[column.key]
        if column.input:
            form.check.add(column.key, column.kind, column.list, top + 1, at, last, at)
    _mute_repeated(form, top + 1, last)
    form.row += 2
    write_checks(form, top, last + 1)


_GROUPS: Final = (
    ("evidence", "evidence.name", "evidence.page"), ("survey", "survey.method", "survey.satisfied"),
)  # fmt: skip


def _table(form: FillSheet, top: int, last: int) -> None:
    """Make it a table of Excel's, so that a row that is inserted or pasted below gets its formula."""
    style = form.pen.style("heading")
    columns = [
        {"header": column.heading, "header_format": style}
        | ({} if column.input else {"formula": "=" + _shown(form)})
        for column in form.columns
    ]
    options = {"name": "zp_rows", "style": None, "autofilter": False, "columns": columns}
    form.pen.sheet.add_table(top, 0, last, form.last, options)


def _shown(form: FillSheet) -> str:
    """Return the formula of a row's score: the one of the line as far down as the row itself."""
    if not form.plan.scored:
        return '"—"'
    later = form.layout.text("later")
    below = f"ROW()-ROW({cell(form.heading, 0, 'row column')})"
    return f'IFERROR(INDEX({form.sources.all("shown")},{below}),"{later}")'


def _indicator(form: FillSheet, line: Line, shown: Entry) -> None:
    """Write one row; where it holds little, its height is left to the program that opens it."""
    texts = [(str(line[c.key]), float(c.width)) for c in form.columns if c.key in line]
    height = row_height(texts, SIZE)
    if height > height_of_lines(1, SIZE):
        form.pen.sheet.set_row(form.row, height)
    for column in form.columns:
        at = form.at[column.key]
        if column.input:
            form.entry(column, line.get(column.key), at, at)
        else:
            form.pen.formula(form.row, at, _shown(form), form.pen.style("live"), shown)
    form.row += 1


def _lines(form: FillSheet, top: int, last: int) -> None:
    """Write the formulas of all rows, and of those that may come, on the hidden sheet."""
    plan, sources = form.plan, form.sources
    if not plan.scored:
        return
    columns: dict[str, str] = {
        key: form.elsewhere(form.column(key, top, last)) for key in live.INPUTS if key in form.at
    }
    year, state = (
        form.elsewhere(form.cells[key]) if key in form.cells else '""' for key in ("year", "state")
    )
    around = live.Surroundings(columns, year, state, form.layout, plan.places)
    style = form.hidden.style("hidden")
    above: dict[str, str] = {}
    for number in range(1, sources.lines + 1):
        cells = sources.line(number)
        if plan.live is None or sources.lists is None:
            formulas = live.later_formulas(number, cells, above, around)
        else:
            formulas = live.row_formulas(number, cells, above, around, plan.live, sources.lists)
        for key, formula in formulas.items():
            at = sources.column + live.COLUMNS.index(key)
            form.hidden.formula(number - 1, at, formula, style)
        above = cells


def _buffer(form: FillSheet) -> None:
    """A thin row that sums include, so that rows inserted above the total are counted."""
    for column in form.columns:
        at = form.at[column.key]
        form.entry(column, None, at, at)
    form.pen.sheet.set_row(form.row, 6)
    form.row += 1


def _total(form: FillSheet) -> None:
    """The closing row: points, live total, the unit's own total, and what is still open."""
    pen, layout, at = form.pen, form.layout, form.at
    closing = layout.tables["indicators"].closing
    fixed = pen.style("fixed")
    for column in form.columns:
        pen.put(form.row, at[column.key], None, fixed)
    first = min(at[key] for key in ("points", "claimed", "reason", "actual", "target"))
    pen.put(form.row, 0, closing, pen.style("heading"), max(first - 1, 0))
    write_total(form)
    form.input(layout.field("claimed_total"), at["claimed"], at["claimed"])
    pen.sheet.set_row(form.row, 28)
    for key in ("points", "reason", "live_score"):
        form.name_own(form.row, form.row, at[key], at[key])


def _mute_repeated(form: FillSheet, first: int, last: int) -> None:
    """Levels that are as above stand back, so that the table reads like the official form."""
    for key in ("level1", "level2"):
        own = cell(first, form.at[key], "column")
        above = cell(first - 1, form.at[key], "column")
        at = form.at["level1"]
        more = (
            ""
            if key == "level1"
            else f",{cell(first, at, 'column')}={cell(first - 1, at, 'column')}"
        )
        form.pen.sheet.conditional_format(
            first, form.at[key], last, form.at[key],
            {"type": "formula", "criteria": f'=AND({own}<>"",{own}={above}{more})',
             "format": form.pen.style("muted")},
        )  # fmt: skip
