"""The 复核表 as a workbook: the sheet of the open round, the record of rounds, instructions."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from scoring.workbooks.review_sheet.layout import RECORD, SCHEMA, Ground, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.about import write_about
from scoring.workbooks.review_sheet.write.sheet import ReviewSheetWriter
from scoring.workbooks.review_sheet.write.view import ReviewSheetView
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import Pen, area, new_workbook


def write_review_sheet(
    view: ReviewSheetView, layout: ReviewSheetLayout, grades: Sequence[tuple[str, str]]
) -> bytes:
    """Return the review sheet as an ``.xlsx`` file; the same view gives the same bytes.

    ``grades`` are names and what a total must be (``>=90``), the best first.
    """
    out = BytesIO()
    book = new_workbook(out, layout.words["title"])
    book.set_calc_mode("auto")
    formats: dict[str, Any] = {}
    sheets = layout.sheets
    form = Pen(book, book.add_worksheet(sheets.form), formats)
    history = Pen(book, book.add_worksheet(sheets.history), formats)
    guide = Pen(book, book.add_worksheet(sheets.guide), formats)
    about = Pen(book, book.add_worksheet(sheets.about), formats)
    grounds = _guide(guide, layout)
    written = ReviewSheetWriter(form, view, layout, grades, grounds)
    written.write()
    _record(history, view, layout)
    head = {"schema": SCHEMA, "submission": view.submission, "round": view.round_name}
    head |= {key: text for key, text in written.about if key != "known"}
    write_about(about, head, written.own, layout)
    form.sheet.activate()
    form.sheet.set_first_sheet()
    book.close()
    return out.getvalue()


def _guide(pen: Pen, layout: ReviewSheetLayout) -> str:
    """Write the instructions and the list of grounds; return where the grounds stand."""
    sheet = pen.sheet
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 84)
    row = 0
    for line in layout.guide:
        pen.put(row, 0, line.text, pen.style("guide_" + line.kind), 1)
        sheet.set_row(row, 24 if line.kind == "title" else 36)
        row += 1
    row += 1
    pen.put(row, 0, layout.words["grounds_title"], pen.style("guide_title"), 1)
    sheet.set_row(row, 24)
    row += 1
    first = row
    withdraw = Ground(name=layout.withdraw.word, meaning=layout.words["withdraw"])
    for ground in (*layout.grounds, withdraw):
        pen.put(row, 0, ground.name, pen.style("guide_head"))
        pen.put(row, 1, ground.meaning, pen.style("guide_text"))
        sheet.set_row(row, 21)
        row += 1
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
    return "=" + area(layout.sheets.guide, first, 0, row - 1, 0)


def _record(pen: Pen, view: ReviewSheetView, layout: ReviewSheetLayout) -> None:
    """Write every entry of the ledger, with the whole of it hidden behind its line."""
    sheet, columns = pen.sheet, layout.record
    last = len(columns) - 1
    pen.put(0, 0, layout.words["history_title"], pen.style("title", font_size=14), last)
    sheet.set_row(0, 26)
    for at, column in enumerate(columns):
        pen.put(1, at, column.heading, pen.style("heading", font_size=10))
        sheet.set_column(at, at, float(column.width))
    hidden = pen.style("hidden", num_format=";;;")
    pen.put(1, last + 1, layout.words["record"], hidden)
    sheet.set_column(last + 1, last + 1, 9, hidden, {"hidden": True})
    for number, line in enumerate(view.record, 2):
        for at, column in enumerate(columns):
            pen.put(number, at, line.cells[column.key], pen.style("fixed_left", font_size=10))
        pen.put(number, last + 1, line.record, hidden)
        texts = [(str(line.cells[c.key] or ""), float(c.width)) for c in columns]
        sheet.set_row(number, row_height(texts, 10))
    rows = len(view.record) + 1
    pen.book.define_name(RECORD, "=" + area(layout.sheets.history, 1, 0, rows, last + 1))
    _page(pen, layout)


def _page(pen: Pen, layout: ReviewSheetLayout) -> None:
    sheet = pen.sheet
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    sheet.set_footer("&C" + layout.words["page"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
