"""The fill-in workbook, written from its plan."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.plan import FillPlan
from scoring.workbooks.fill_in.write.about_sheet import write_about
from scoring.workbooks.fill_in.write.form import FillPage, FillSheet
from scoring.workbooks.fill_in.write.form_sheet import write_form
from scoring.workbooks.fill_in.write.further_sheets import write_further, write_reference
from scoring.workbooks.fill_in.write.guide_sheet import write_guide
from scoring.writers.xlsx.pen import Pen, new_workbook


def fill_workbook(plan: FillPlan, layout: FillLayout) -> bytes:
    """Return the workbook as an ``.xlsx`` file; the same plan gives the same bytes."""
    layout = layout.relabelled(plan.words)
    out = BytesIO()
    book = new_workbook(out, plan.title)
    book.set_calc_mode("auto")
    formats: dict[str, Any] = {}
    guide = Pen(book, book.add_worksheet(layout.guide_sheet), formats)
    filled = Pen(book, book.add_worksheet(layout.form_sheet), formats)
    further = {
        key: Pen(book, book.add_worksheet(spec.name), formats)
        for key, spec in layout.sheets.items()
    }
    looked_at = [Pen(book, book.add_worksheet(table.name), formats) for table in plan.references]
    about = Pen(book, book.add_worksheet(layout.about_sheet), formats)
    write_guide(guide, layout)
    sources = write_about(about, plan, layout)
    form = FillSheet(filled, about, plan, layout, sources)
    write_form(form)
    for mark, (key, pen) in zip("abcdefgh", further.items(), strict=False):
        spec = layout.sheets[key]
        page = FillPage(pen, plan, layout, sources, spec.name, spec.widths, mark)
        write_further(page, key, form)
    for number, (pen, table) in enumerate(zip(looked_at, plan.references, strict=True), 1):
        page = FillPage(pen, plan, layout, sources, table.name, table.widths, f"z{number}_")
        write_reference(page, table)
    filled.sheet.activate()
    filled.sheet.set_first_sheet()
    book.close()
    return out.getvalue()
