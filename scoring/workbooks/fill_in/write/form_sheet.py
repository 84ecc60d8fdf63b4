"""The sheet that is filled in: head, funds, goal, indicators, checks, foot."""

from __future__ import annotations

from typing import Final

from scoring.workbooks.fill_in.write.checks import write_top
from scoring.workbooks.fill_in.write.form import FillSheet
from scoring.workbooks.fill_in.write.funds import write_funds
from scoring.workbooks.fill_in.write.indicators import write_indicators
from scoring.workbooks.fill_in.write.small_tables import write_table
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import FONT, SIZE, cell

_GOAL_HEIGHT: Final = 96
_GOAL: Final = (0.1, 0.43, 0.47)
_TITLE_ROW, _HINT_ROW, _STRIP_ROW = range(3)
_TOP: Final = (0.38, 0.13, 0.13, 0.13, 0.23)
"""Title or hint, then label and value twice."""
_ROW: Final = 21
_SCREEN: Final = 1290
"""Pixels that a window of 1366 shows of the columns."""
_DIGIT, _PADDING = 7, 5
"""Pixels of a half character of a column's width, and of its sides."""
_SMALLEST: Final = 70


def write_form(form: FillSheet) -> None:
    """Write the sheet."""
    form.row = _STRIP_ROW + 1
    _head(form)
    write_funds(form)
    if "goals" in form.plan.tables:
        write_table(form, "goals")
    if "goals" not in form.plan.tables or "goal.expected" in form.plan.values:
        _goal(form)
    if "tasks" in form.plan.tables:
        write_table(form, "tasks")
    for key in ("inputs", "items", "texts", "claims"):
        if key in form.plan.tables and not form.plan.rows:
            write_table(form, key)
    if form.plan.rows:
        write_indicators(form)
        for key in ("inputs", "items", "texts", "claims"):
            if key in form.plan.tables:
                write_table(form, key)
    _foot(form)
    _top(form)
    _settings(form)


def _top(form: FillSheet) -> None:
    """Write the rows that stay in sight: title, sums, and the headings of the indicators once more."""
    text, pen, row = form.layout.text, form.pen, form.row
    spans = form.spans(_TOP)
    left, right = spans[0]
    style = pen.style("title", font_size=14)
    pen.put(_TITLE_ROW, left, text("heading", title=form.plan.title), style, right)
    told = text("title_hint") + (text("points_hint") if form.plan.proposed else "")
    pen.put(_HINT_ROW, left, told, pen.style("hint"), right)
    write_top(form, _TITLE_ROW, spans[1:])
    pen.sheet.set_row(_TITLE_ROW, 30)
    pen.sheet.set_row(_HINT_ROW, 30)
    if form.heading:
        for column in form.columns:
            at = form.at[column.key]
            pen.formula(
                _STRIP_ROW, at, cell(form.heading, at, "row"), pen.style("strip"), column.heading
            )
        pen.sheet.set_row(_STRIP_ROW, 26)
    else:
        pen.sheet.set_row(_STRIP_ROW, 4)
    form.name_own(_TITLE_ROW, _STRIP_ROW)
    form.row = row


def _head(form: FillSheet) -> None:
    form.fields([form.layout.field(key) for key in form.plan.head])


def _goal(form: FillSheet) -> None:
    pen, layout = form.pen, form.layout
    expected, achieved = layout.field("goal.expected"), layout.field("goal.achieved")
    label, left, right = form.spans(_GOAL)
    pen.sheet.merge_range(form.row, label[0], form.row + 1, label[1], "", pen.style("label"))
    pen.put(form.row, 0, layout.text("goal"), pen.style("label"))
    form.name_own(form.row, form.row + 1, *label)
    pen.put(form.row, left[0], expected.label, pen.style("heading"), left[1])
    pen.put(form.row, right[0], achieved.label, pen.style("heading"), right[1])
    form.row += 1
    widths = [sum(c.width for c in form.columns[a : b + 1]) for a, b in (left, right)]
    texts = [
        (form.plan.values.get(f.key, ""), float(width))
        for f, width in zip((expected, achieved), widths, strict=True)
    ]
    pen.sheet.set_row(form.row, max(_GOAL_HEIGHT, row_height(texts, SIZE)))
    form.input(expected, *left)
    form.input(achieved, *right)
    form.row += 1


def _foot(form: FillSheet) -> None:
    form.band(form.layout.text("foot"))
    form.name_own(form.row - 1, form.row - 1)
    blocks = {"foot"} if form.plan.rows else {"foot", "total"}
    fields = [field for field in form.layout.fields if field.block in blocks]
    form.fields([field for field in fields if field.kind != "text"])
    label, rest = form.spans((0.1, 0.9))
    for field in fields:
        if field.kind == "text":
            form.pen.put(form.row, label[0], field.label, form.pen.style("label"), label[1])
            form.input(field, *rest)
            form.pen.sheet.set_row(form.row, 48)
            form.row += 1


def _settings(form: FillSheet) -> None:
    sheet = form.pen.sheet
    for column in form.columns:
        at = form.at[column.key]
        sheet.set_column(at, at, column.width)
    wide = sum(column.width * _DIGIT + _PADDING for column in form.columns)
    sheet.set_zoom(max(_SMALLEST, min(100, _SCREEN * 100 // wide)))
    sheet.set_default_row(_ROW)
    sheet.freeze_panes(_STRIP_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.8, 0.6)
    if form.heading:
        sheet.repeat_rows(form.heading)
    sheet.print_area(_STRIP_ROW + 1, 0, form.row - 1, form.printed)
    title = form.layout.text("heading", title=form.plan.title).replace("&", "&&")
    sheet.set_header(f'&C&"{FONT},Bold"&14{title}')
    sheet.set_footer("&C" + form.layout.text("page"))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(form.row + 200, form.last)}"})
