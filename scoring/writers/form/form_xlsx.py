"""A form as a workbook: any layout, filled with a result or as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scoring.records.result import Result
from scoring.records.set_mark import SET_MARK
from scoring.writers.form.form_layout import FITTING, CellLayout, CellStyle, Constant, FormLayout
from scoring.writers.form.present import present
from scoring.writers.form.secret_view import explained
from scoring.writers.form.sheet_lines import FilledSheet, SheetLine, empty_sheet, filled_sheet
from scoring.writers.form.view import FormView
from scoring.writers.labels import Labels
from scoring.writers.xlsx import cell as xlsx_cell
from scoring.writers.xlsx.paper import PageLayout
from scoring.writers.xlsx.pen import new_workbook, write_text

_FONT: Final = {"font_name": "Arial", "font_size": 9, "font_scheme": "none"}
"""The font by whose digits programs count columns, seven pixels each; cells have fonts of their own.

Of the fonts that every Windows has it is the one at which other systems, which count by a font in
its place, come nearest: from 5 % narrower to 9 % wider.
"""
_INCH: Final = 72.0


@lru_cache(maxsize=8)
def own_layout(template: bytes, labels: Labels, name: str) -> FormLayout:
    """Return the layout of a person's workbook, read once per process."""
    # Of all forms only a person's own needs openpyxl, which takes long to load.
    from scoring.writers.form.xlsx_template import parse_template  # noqa: PLC0415

    return parse_template(template, labels, name)


def render_form(
    result: Result, layout: FormLayout, labels: Labels, *, shows_texts: bool | None = None
) -> bytes:
    """Return the filled form as the bytes of an ``.xlsx`` file.

    ``shows_texts`` tells whether the text boxes stand on a form; by default, on this one.
    """
    if shows_texts is None:
        view = present(result, labels, has_texts=layout.has_texts)
        of_set = result.scorecard.set.id
        if not of_set:  # what is published bears no mark
            return _workbook(_filled(layout, view, labels), author="")
        mark = {SET_MARK: of_set}
    else:  # a 评分说明 is no form: only a form is read again
        view, mark = explained(result, labels, has_texts=shows_texts), {}
    return _workbook(_filled(layout, view, labels), mark)


def _filled(layout: FormLayout, view: FormView, labels: Labels) -> list[FilledSheet]:
    return [filled_sheet(sheet, view, labels) for sheet in layout.sheets]


def unfilled_form(layout: FormLayout) -> bytes:
    """Return a form with its placeholders as a workbook, to be restyled by a person."""
    fitting = {
        FITTING.format(sheet=sheet.title): " ".join(map(str, sheet.widths))
        for sheet in layout.sheets
        if sheet.fits
    }
    return _workbook([empty_sheet(sheet) for sheet in layout.sheets], fitting)


def _workbook(
    sheets: Sequence[FilledSheet], properties: dict[str, str] | None = None, author: str = "ziping"
) -> bytes:
    out = BytesIO()
    book = new_workbook(out, sheets[0].layout.title if sheets else "", _FONT, author=author)
    for name, value in (properties or {}).items():
        book.set_custom_property(name, value)
    formats = _Formats(book)
    for sheet in sheets:
        _SheetWriter(book.add_worksheet(sheet.layout.title), sheet, formats).write()
    book.close()
    return out.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[CellStyle, bool, bool], Any] = {}

    def get(self, style: CellStyle, *, at_top: bool = False, quoted: bool = False) -> Any:
        """Return a format; ``quoted`` keeps a text from becoming a formula once a person edits it."""
        key = (style, at_top, quoted)
        if key not in self._made:
            properties = dict(style.properties)
            if at_top:
                properties["valign"] = "top"
            if quoted:
                properties["quote_prefix"] = True
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


class _SheetWriter:
    def __init__(self, sheet: Worksheet, filled: FilledSheet, formats: _Formats) -> None:
        self.sheet, self.filled, self.formats = sheet, filled, formats

    def write(self) -> None:
        for line in self.filled.lines:
            height = round(line.height / (line.last - line.first + 1), 2)
            for row in range(line.first - 1, line.last):
                self.sheet.set_row(row, height)
            split = line.last > line.first
            for cell, value in zip(line.layout.cells, line.values, strict=True):
                if not (cell.text.joined or cell.starts > 1 or cell.column in line.merged_below):
                    self._area(cell, value, line.first, line.last, at_top=split)
        for run in self.filled.runs:
            self._area(run.cell, run.value, run.lines[0].first, run.lines[-1].last)
        self._settings()

    def _area(
        self, cell: CellLayout, value: Constant, first: int, last: int, *, at_top: bool = False
    ) -> None:
        """Write a cell, or a merged area by its upper left cell."""
        quoted = isinstance(value, str) and xlsx_cell.looks_like_formula(value)
        style = self.formats.get(cell.style, at_top=at_top, quoted=quoted)
        row, column = first - 1, cell.column - 1
        if cell.span > 1 or last > first:
            self.sheet.merge_range(row, column, last - 1, column + cell.span - 1, "", style)
        _put(self.sheet, row, column, value, style)

    def _settings(self) -> None:
        sheet, layout, lines = self.sheet, self.filled.layout, self.filled.lines
        for column, width in enumerate(self.filled.widths):
            hidden = {"hidden": True} if column + 1 in layout.hidden else {}
            sheet.set_column_pixels(column, column, width, None, hidden)
        _set_page(sheet, layout.page, one_page=self.filled.one_page)
        last = lines[-1].last if lines else 1
        sheet.print_area(0, 0, last - 1, layout.last_column - 1)
        starts = [line.first - 1 for line in lines if line.begins_page]
        if starts:
            sheet.set_h_pagebreaks(starts)
        if layout.repeated is not None:
            head = [x for x in lines if layout.repeated[0] <= x.layout.number <= layout.repeated[1]]
            if head:
                sheet.repeat_rows(head[0].first - 1, head[-1].last - 1)
        if layout.frozen is not None:
            row, column = layout.frozen
            sheet.freeze_panes(_first_from(lines, row, last) - 1, column - 1)


def _first_from(lines: Sequence[SheetLine], row: int, last: int) -> int:
    return next((line.first for line in lines if line.layout.number >= row), last)


def _set_page(sheet: Worksheet, page: PageLayout, *, one_page: bool) -> None:
    sheet.set_paper(page.paper)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(page.left / _INCH, page.right / _INCH, page.top / _INCH, page.bottom / _INCH)
    sheet.set_header(page.header, {"margin": page.header_margin / _INCH})
    sheet.set_footer(page.footer, {"margin": page.footer_margin / _INCH})
    if page.centred:
        sheet.center_horizontally()
    if page.centred_down:
        sheet.center_vertically()
    if page.is_fitted:
        sheet.fit_to_pages(page.pages_wide, 1 if one_page else page.pages_high)
    else:
        sheet.set_print_scale(page.scale)


def _put(sheet: Worksheet, row: int, column: int, value: Constant, style: Any) -> None:
    """Write a value as what it is: no text ever becomes a formula."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        write_text(sheet, row, column, value, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, datetime | date | time):
        sheet.write_datetime(row, column, value, style)
