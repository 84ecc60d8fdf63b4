"""The instructions, in the words of the vocabulary."""

from __future__ import annotations

from scoring.workbooks.fill_in.layout import FillLayout
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import GUIDE_SIZE, GUIDE_TITLE_SIZE, Pen

_LEFT, _RIGHT = 26, 84


def write_guide(pen: Pen, layout: FillLayout) -> None:
    """Write one line of instructions a row."""
    sheet = pen.sheet
    sheet.set_column(0, 0, _LEFT)
    sheet.set_column(1, 1, _RIGHT)
    for row, line in enumerate(layout.guide):
        kind, text = line["kind"], line["text"]
        if kind == "row":
            pen.put(row, 0, line["head"], pen.style("guide_head"))
            pen.put(row, 1, text, pen.style("guide_text"))
            height = row_height([(text, _RIGHT), (line["head"], _LEFT)], GUIDE_SIZE)
        else:
            style = {"title": "guide_title", "step": "guide_step"}.get(kind, "guide_text")
            pen.put(row, 0, text, pen.style(style), 1)
            size = GUIDE_TITLE_SIZE if kind == "title" else GUIDE_SIZE
            height = row_height([(text, _LEFT + _RIGHT)], size)
        sheet.set_row(row, height)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
