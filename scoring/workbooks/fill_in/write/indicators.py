"""The table of indicators, row by row, with its live scores and its total."""

from __future__ import annotations

from scoring.workbooks.fill_in.plan.plan import Line
from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.checks import write_checks, write_total
from scoring.workbooks.fill_in.write.form import LAST, FillSheet
from scoring.writers.xlsx.fit import height_of_lines, row_height
from scoring.writers.xlsx.pen import SIZE, area, cell


def write_indicators(form: FillSheet) -> None:
    """Write the table, and the checks of its points below it."""
    pen, layout, plan = form.pen, form.layout, form.plan
    form.band(layout.text("indicators"))
    groups = (("evidence", "evidence.name", "evidence.page"), ("survey", "survey.method", "survey.satisfied"))  # fmt: skip
    for word, left, right in groups:
        pen.put(form.row - 1, form.at[left], layout.text(word), pen.style("band"), form.at[right])
    form.name_own(form.row - 1, form.row - 1)
    top = form.row
    for column in form.columns:
        pen.put(top, form.at[column.key], column.heading, pen.style("heading"))
    pen.sheet.set_row(top, 32)
    form.heading = top
    form.row += 1
    first = form.row
    for line in plan.rows:
        _indicator(form, line)
    last = form.row - 1
    _buffer(form)
    _total(form, top, last + 1)  # from the headings on: a row inserted below them counts
    table = layout.tables["indicators"]
    pen.book.define_name(table.range_name, "=" + area(form.name, top, 0, form.row, form.last))
    if plan.live is not None:
        form.name_own(top, form.row, form.last + 1, form.last + len(live.HELPERS))
    for column in form.columns:
        at = form.at[column.key]
        if column.input:
            form.check.add(column.key, column.kind, column.list, first, at, last, at)
    _mute_repeated(form, first, last)
    form.row += 2
    write_checks(form, top, last + 1)


def _indicator(form: FillSheet, line: Line) -> None:
    """Write one row; where it holds little, its height is left to the program that opens it."""
    texts = [(str(line[c.key]), float(c.width)) for c in form.columns if c.key in line]
    height = row_height(texts, SIZE)
    if height > height_of_lines(1, SIZE):
        form.pen.sheet.set_row(form.row, height)
    for column in form.columns:
        left = form.at[column.key]
        if column.input:
            form.entry(column, line.get(column.key), left, left)
    cells = {key: cell(form.row, at, "column") for key, at in form.at.items()}
    style = form.pen.style("live")
    shown = form.plan.shown.rows[form.row - form.heading - 1]
    if not form.plan.scored:
        form.pen.put(form.row, form.at["live_score"], "—", style)
    elif form.plan.live is None:
        filled = "&".join(cells[key] for key in ("name", "target", "actual", "points"))
        text = f'IF(LEN({filled})=0,"","{form.layout.text("later")}")'
        form.pen.formula(form.row, form.at["live_score"], text, style, shown)
    else:
        cells |= {key: cell(form.row, at, "column") for key, at in form.helper.items()}
        formulas = live.helper_formulas(cells, form.plan.live, form.sources.lists, form.layout)
        for key, formula in formulas.items():
            form.pen.formula(form.row, form.helper[key], formula, form.pen.style("hidden"))
        text = live.shown_score(cells, form.plan.places, form.layout)
        form.pen.formula(form.row, form.at["live_score"], text, style, shown)
    form.row += 1


def _buffer(form: FillSheet) -> None:
    """A thin row that sums include, so that rows inserted above the total are counted."""
    for column in form.columns:
        at = form.at[column.key]
        form.entry(column, None, at, at)
    form.pen.sheet.set_row(form.row, 6)
    form.row += 1


def _total(form: FillSheet, first: int, last: int) -> None:
    """The closing row: points, live total, the unit's own total, and what is still open."""
    pen, layout = form.pen, form.layout
    closing = layout.tables["indicators"].closing
    pen.put(form.row, 0, closing, pen.style("heading"), form.at["points"] - 1)
    write_total(form, first, last)
    form.input(layout.field("claimed_total"), form.at["claimed"], form.at["claimed"])
    if form.last > LAST:
        pen.put(form.row, LAST + 1, None, pen.style("fixed"), form.last)
    pen.sheet.set_row(form.row, 28)
    form.name_own(form.row, form.row, form.at["points"], form.at["live_score"])
    form.name_own(form.row, form.row, form.at["reason"], form.at["reason"])


def _mute_repeated(form: FillSheet, first: int, last: int) -> None:
    """Levels that are as above stand back, so that the table reads like the official form."""
    for key in ("level1", "level2"):
        own = cell(first, form.at[key], "column")
        above = cell(first - 1, form.at[key], "column")
        more = (
            "" if key == "level1" else f",{cell(first, 0, 'column')}={cell(first - 1, 0, 'column')}"
        )
        form.pen.sheet.conditional_format(
            first, form.at[key], last, form.at[key],
            {"type": "formula", "criteria": f'=AND({own}<>"",{own}={above}{more})',
             "format": form.pen.style("muted")},
        )  # fmt: skip
