"""The sheets other than the form: texts of the 综述, the 绩效监控, and tables that are only looked at."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import printed
from scoring.workbooks.fill_in.layout import MONITORED, FieldSpec
from scoring.workbooks.fill_in.plan.plan import Entry, ReferenceTable
from scoring.workbooks.fill_in.write.form import FillPage, FillSheet
from scoring.writers.xlsx.fit import height_of_lines, row_height
from scoring.writers.xlsx.pen import FONT, SIZE, cell

_TEXT_HEIGHT: Final = 84
_LINE: Final = 32
"""The height of a line of labels with their cells."""
_ROW: Final = 21
_HEADINGS: Final = 30


def write_further(page: FillPage, key: str, form: FillSheet) -> None:
    """Write one of the sheets of the layout; ``form`` was written before."""
    _title(page, page.layout.text(f"{key}_heading"), page.layout.text(f"{key}_hint"))
    spec = page.layout.sheets[key]
    for block in spec.blocks:
        fields = [
            field
            for field in page.layout.fields
            if field.block == block and field.key in page.plan.further
        ]
        if fields:
            _band(page, page.layout.text(block))
            _fields(page, fields, form)
        if block == "monitoring":
            _money(page, form)
    if "monitoring" in spec.tables:
        _monitoring(page)
    _settings(page, is_wide="monitoring" in spec.tables)


def write_reference(page: FillPage, table: ReferenceTable) -> None:
    """Write a table that is only looked at."""
    _title(page, table.name, table.note)
    top = page.row
    for at, heading in enumerate(table.headings):
        page.pen.put(top, at, heading, page.pen.style("heading"))
    page.pen.sheet.set_row(top, _HEADINGS)
    for number, row in enumerate(table.rows, top + 1):
        for at, text in enumerate(row):
            page.pen.put(number, at, text, page.pen.style("fixed_left"))
        texts = [(text, float(width)) for text, width in zip(row, table.widths, strict=True)]
        page.pen.sheet.set_row(number, max(_ROW, row_height(texts, SIZE)))
    page.row = top + len(table.rows) + 1
    page.name_own(top, page.row - 1)
    page.pen.sheet.repeat_rows(top)
    _settings(page, is_wide=True)


def _title(page: FillPage, title: str, hint: str) -> None:
    pen = page.pen
    pen.put(0, 0, title, pen.style("title", font_size=14), page.last)
    pen.put(1, 0, hint, pen.style("hint"), page.last)
    pen.sheet.set_row(0, 30)
    pen.sheet.set_row(1, max(_ROW, row_height([(hint, float(sum(page.widths)))], SIZE)))
    page.name_own(0, 1)
    page.row = 2


def _band(page: FillPage, text: str) -> None:
    page.band(text)
    page.name_own(page.row - 1, page.row - 1)


def _fields(page: FillPage, fields: Sequence[FieldSpec], form: FillSheet) -> None:
    """Write short fields three pairs a line, and below them each text next to its label."""
    page.fields([field for field in fields if field.kind != "text"])
    for field in fields:
        if field.kind != "text":
            continue
        if field.key == "summary.achieved" and "goal.achieved" in form.cells:
            _achieved(page, form)
        page.pen.put(page.row, 0, field.label, page.pen.style("label"))
        page.input(field, 1, page.last)
        width = float(sum(page.widths[1:]))
        height = row_height([(page.plan.values.get(field.key, ""), width)], SIZE)
        page.pen.sheet.set_row(page.row, max(_TEXT_HEIGHT, height))
        page.row += 1


def _achieved(page: FillPage, form: FillSheet) -> None:
    """Show what the form says was achieved, to write the text of the 综述 by it."""
    there = form.elsewhere(form.cells["goal.achieved"])
    text = page.plan.values.get("goal.achieved", "")
    page.pen.put(page.row, 0, page.layout.text("summary_about"), page.pen.style("label"))
    style = page.pen.style("live_left", valign="top")
    page.pen.formula(page.row, 1, f'IF({there}="","",{there})', style, text, page.last)
    height = row_height([(text, float(sum(page.widths[1:])))], SIZE)
    page.pen.sheet.set_row(page.row, max(height_of_lines(3, SIZE), height))
    page.name_own(page.row, page.row)
    page.row += 1


def _money(page: FillPage, form: FillSheet) -> None:
    """Show the budget of the form, and the rate reached."""
    if "budget" not in form.cells:
        return
    pen, layout, plan = page.pen, page.layout, page.plan
    budget, executed = form.elsewhere(form.cells["budget"]), page.cells["mid_year.executed"]
    known = None if plan.total_row is None else plan.funds[plan.total_row].get("budget")
    done = plan.values.get("mid_year.executed", "")
    rate: Entry = "—"
    if done and isinstance(known, Decimal) and known > 0:
        rate = printed(Fraction(done) / Fraction(known) * 100)
    spans = page.spans((0.17, 0.21, 0.13, 0.13, 0.13, 0.23))
    live = pen.style("live", num_format="#,##0.00")
    for label, formula, shown, (name, at) in (
        ("monitoring_budget", f"N({budget})", known if isinstance(known, Decimal) else Decimal(0),
         (spans[0], spans[1])),
        ("monitoring_rate", f'IF(N({budget})>0,IF(ISNUMBER({executed}),ROUND({executed}/{budget}*100,2),"—"),"—")', rate,
         (spans[2], spans[3])),
    ):  # fmt: skip
        pen.put(page.row, name[0], layout.text(label), pen.style("label"), name[1])
        pen.formula(page.row, at[0], formula, live, shown, at[1])
    pen.sheet.set_row(page.row, _LINE)
    page.name_own(page.row, page.row)
    page.row += 1


def _monitoring(page: FillPage) -> None:
    """Write a row for each indicator, and empty ones for those that come later."""
    pen, table = page.pen, page.layout.tables["monitoring"]
    _band(page, page.layout.text("monitoring_rows"))
    top = page.row
    page.headings(table, {column.key: (at, at) for at, column in enumerate(table.columns)})
    pen.sheet.set_row(top, _HEADINGS)
    pen.sheet.repeat_rows(top)
    first = page.row
    for line in page.plan.tables["monitoring"]:
        for at, column in enumerate(table.columns):
            if column.key in MONITORED and "name" in line:
                pen.put(page.row, at, line.get(column.key), pen.style("fixed_left"))
            else:
                page.entry(column, line.get(column.key), at, at)
        texts = [
            (str(line.get(column.key, "")), float(width))
            for column, width in zip(table.columns, page.widths, strict=True)
        ]
        pen.sheet.set_row(page.row, max(_ROW, row_height(texts, SIZE)))
        page.row += 1
    for at, column in enumerate(table.columns):
        page.check.add(column.key, column.kind, column.list, first, at, page.row - 1, at)
    pen.put(page.row, 0, table.closing, pen.style("label"), 1)
    foot = page.layout.text("monitoring_foot")
    pen.put(page.row, 2, foot, pen.style("fixed_left"), page.last)
    page.name_own(page.row, page.row, 2)
    page.close("monitoring", top, page.last)


def _settings(page: FillPage, *, is_wide: bool) -> None:
    sheet = page.pen.sheet
    for at, width in enumerate(page.widths):
        sheet.set_column(at, at, width)
    sheet.set_default_row(_ROW)
    sheet.freeze_panes(2, 0)
    if is_wide:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_footer(f'&C&"{FONT}"' + page.layout.text("page"))
    sheet.print_area(0, 0, page.row - 1, page.last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(page.row + 200, page.last)}"})
