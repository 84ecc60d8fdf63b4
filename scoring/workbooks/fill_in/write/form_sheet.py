"""The sheet that is filled in: head, funds, goal, indicators, checks, foot."""

from __future__ import annotations

from typing import Final

from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.form import LAST, PAIRS, FillSheet
from scoring.workbooks.fill_in.write.funds import write_funds
from scoring.workbooks.fill_in.write.indicators import write_indicators
from scoring.workbooks.fill_in.write.small_tables import write_table
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import SIZE, cell

_GOAL_HEIGHT: Final = 96
_GOAL_WIDTH: Final = 58
_ROW: Final = 21


def write_form(form: FillSheet) -> None:
    """Write the sheet."""
    _title(form)
    _head(form)
    write_funds(form)
    _goal(form)
    if form.plan.rows:
        write_indicators(form)
    for key in ("inputs", "items", "texts", "claims"):
        if key in form.plan.tables:
            write_table(form, key)
    _foot(form)
    _settings(form)


def _title(form: FillSheet) -> None:
    text, pen = form.layout.text, form.pen
    pen.put(0, 0, text("heading", title=form.plan.title), pen.style("title"), LAST)
    pen.sheet.set_row(0, 32)
    hint = text("title_hint") + (text("points_hint") if form.plan.proposed else "")
    pen.put(1, 0, hint, pen.style("hint"), LAST - 2)
    pen.put(1, LAST - 1, text("legend_input"), pen.style("word", locked=True))
    pen.put(1, LAST, text("legend_live"), pen.style("live"))
    pen.sheet.set_row(1, 20)
    form.name_own(0, 1)
    form.row = 2


def _head(form: FillSheet) -> None:
    fields = [field for field in form.layout.fields if field.block == "head"]
    for first in range(0, len(fields), 3):
        for field, (label, at) in zip(fields[first : first + 3], PAIRS, strict=False):
            mark = "* " if field.required else ""
            style = form.pen.style("label")
            form.pen.put(form.row, label[0], mark + field.label, style, label[1])
            form.input(field, *at)
        form.pen.sheet.set_row(form.row, 24)
        form.row += 1


def _goal(form: FillSheet) -> None:
    pen, layout = form.pen, form.layout
    expected, achieved = layout.field("goal.expected"), layout.field("goal.achieved")
    pen.sheet.merge_range(form.row, 0, form.row + 1, 0, "", pen.style("label"))
    pen.put(form.row, 0, layout.text("goal"), pen.style("label"))
    form.name_own(form.row, form.row + 1, 0, 0)
    pen.put(form.row, 1, expected.label, pen.style("heading"), 3)
    pen.put(form.row, 4, achieved.label, pen.style("heading"), LAST)
    form.row += 1
    texts = [(form.plan.values.get(f.key, ""), _GOAL_WIDTH) for f in (expected, achieved)]
    pen.sheet.set_row(form.row, max(_GOAL_HEIGHT, row_height(texts, SIZE)))
    form.input(expected, 1, 3)
    form.input(achieved, 4, LAST)
    form.row += 1


def _foot(form: FillSheet) -> None:
    form.band(form.layout.text("foot"))
    form.name_own(form.row - 1, form.row - 1)
    blocks = {"foot"} if form.plan.rows else {"foot", "total"}
    fields = [field for field in form.layout.fields if field.block in blocks]
    short = [field for field in fields if field.kind != "text"]
    for start in range(0, len(short), 3):
        for field, (label, at) in zip(short[start : start + 3], PAIRS, strict=False):
            style = form.pen.style("label")
            form.pen.put(form.row, label[0], field.label, style, label[1])
            form.input(field, *at)
        form.pen.sheet.set_row(form.row, 24)
        form.row += 1
    for field in fields:
        if field.kind == "text":
            form.pen.put(form.row, 0, field.label, form.pen.style("label"))
            form.input(field, 1, LAST)
            form.pen.sheet.set_row(form.row, 48)
            form.row += 1


def _settings(form: FillSheet) -> None:
    sheet = form.pen.sheet
    for column in form.columns:
        at = form.at[column.key]
        sheet.set_column(at, at, column.width)
    hidden = form.pen.style("hidden")
    sheet.set_column(form.last + 1, form.last + len(live.HELPERS), 9, hidden, {"hidden": True})
    sheet.set_default_row(_ROW)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    if form.heading:
        sheet.repeat_rows(form.heading)
    sheet.print_area(0, 0, form.row - 1, LAST)
    sheet.set_footer("&C" + form.layout.text("page"))
    sheet.protect("", {
        "format_cells": True, "format_columns": True, "format_rows": True,
        "insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True,
    })  # fmt: skip
    sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(form.row + 200, form.last)}"})
