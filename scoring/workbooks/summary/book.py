"""Tables of a year as a workbook: a sheet each, ready to print, numbers as numbers, charts of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from scoring.exact import decimals
from scoring.records.papers import BarChart, PaperCell, PaperRow, PaperTable, PaperView
from scoring.text import printable
from scoring.workbooks.summary.charts import add_charts
from scoring.writers.xlsx.cell import CutWords, fitting
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.paper import PAGE_NUMBERS
from scoring.writers.xlsx.pen import HEAD, INPUT, RED, Pen, is_storable, new_workbook
from scoring.year.table_words import TableColumn, TableLayout, YearTableWords

CHARTS: Final = "图"
"""The sheet that holds the charts of a workbook."""
_SIZE: Final = 9.5
_HEAD_HEIGHT: Final = 36
_PAPERS: Final = {"A4": 9, "A3": 8}
_MARGIN: Final = 0.4
"""Of a printed page, left and right, in inches."""
_FILLS: Final[Mapping[str, dict[str, Any]]] = {
    "row": {},
    "note": {},
    "group": {"bold": True, "bg_color": "#F5F8FC"},
    "subtotal": {"bold": True, "bg_color": "#F2F2F2"},
    "total": {"bold": True, "bg_color": HEAD},
}
_STANDS: Final = {"text": "fixed_left", "word": "fixed", "number": "fixed"}
_MEASURED: Final = 4_000
"""Letters of a text by which the height of its row is measured."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One sheet: a table by its layout, or charts."""

    name: str
    heading: str
    layout: TableLayout | None = None
    table: PaperTable | None = None
    charts: Sequence[BarChart] = field(default=())


def year_book(book: str, view: PaperView, words: YearTableWords) -> bytes:
    """Return a workbook of the year by the sheets that its layout names; a sheet without a table is left out."""
    layout = words.books[book]
    sheets = []
    for name in layout.sheets:
        if name == CHARTS:
            if view.charts:
                sheets.append(
                    TableSheet(name, words.word("charts"), charts=tuple(view.charts.values()))
                )
        elif name in view.tables:
            table = view.tables[name]
            sheets.append(TableSheet(name, table.title or name, words.tables[name], table))
    return summary_book(sheets, words, layout.title)


def summary_book(sheets: Sequence[TableSheet], words: CutWords, title: str) -> bytes:
    """Return sheets as an ``.xlsx`` file; the same sheets give the same bytes."""
    out = BytesIO()
    book = new_workbook(out, title)
    formats: dict[Any, Any] = {}
    for sheet in sheets:
        pen = Pen(book, book.add_worksheet(sheet.name), formats)
        if sheet.table is not None and sheet.layout is not None:
            _write_table(pen, sheet.heading, sheet.layout, sheet.table, words)
        else:
            add_charts(pen, sheet.name, sheet.heading, sheet.charts)
    book.close()
    return out.getvalue()


def _write_table(
    pen: Pen, heading: str, layout: TableLayout, table: PaperTable, words: CutWords
) -> None:
    """Write a title, headings, rows and the notes below them."""
    sheet = pen.sheet
    columns = [(key, layout.column(key)) for key in table.columns]
    last = len(columns) - 1
    for at, (_, column) in enumerate(columns):
        sheet.set_column(at, at, column.width)
    pen.put(0, 0, printable(heading), pen.style("title", font_size=16), to=last)
    sheet.set_row(0, 32)
    head = 1
    if layout.unit:
        pen.put(1, 0, layout.unit, pen.style("hint", align="right"), to=last)
        head = 2
    for at, (key, column) in enumerate(columns):
        text = table.headings.get(key, column.heading)
        pen.put(head, at, text, pen.style("heading", font_size=_SIZE))
    sheet.set_row(head, _HEAD_HEIGHT)
    at_row = head + 1
    for row in table.rows:
        _write_row(pen, at_row, row, columns, words)
        at_row += 1
    end = at_row - 1
    width = sum(column.width for _, column in columns)
    for note in table.notes:
        pen.put(at_row, 0, fitting(note.text, words), pen.style("hint", text_wrap=True), to=last)
        sheet.set_row(at_row, row_height([(note.text, width)], 9))
        at_row += 1
    _set_page(pen, layout, head, at_row - 1, last)
    if layout.filtered and end > head:
        sheet.autofilter(head, 0, end, last)


def _write_row(
    pen: Pen,
    at: int,
    row: PaperRow,
    columns: Sequence[tuple[str, TableColumn]],
    words: CutWords,
) -> None:
    texts = []
    for across, (key, column) in enumerate(columns):
        cell = row.cells.get(key)
        style = _style(pen, row, cell, column)
        entry = _entry(cell, words)
        pen.put(at, across, entry, style)
        if isinstance(entry, str):
            texts.append((entry[:_MEASURED], column.width))
    pen.sheet.set_row(at, max(row_height(texts, _SIZE), 18.0))


def _entry(cell: PaperCell | None, words: CutWords) -> str | Decimal | None:
    """Return a number where a spreadsheet keeps it, else what is printed."""
    if cell is None:
        return None
    if cell.value is not None and is_storable(cell.value):
        return cell.value
    return fitting(cell.text.text, words)


def _style(pen: Pen, row: PaperRow, cell: PaperCell | None, column: TableColumn) -> Any:
    more: dict[str, Any] = {"font_size": _SIZE, **_FILLS[row.kind]}
    if row.mark:
        more["font_color"] = RED
    if cell is not None and cell.colour:
        more["bg_color"] = cell.colour
    if cell is not None and cell.value is not None:
        places = decimals(cell.value)
        whole = "#,##0" if "," in cell.text.text else "0"
        more["num_format"] = whole + ("." + "0" * places if places else "")
        if column.kind == "number":
            more["align"] = "right"
    elif column.kind == "text":
        more["num_format"] = "@"
    if column.typed:
        more["bg_color"] = INPUT
    return pen.style(_STANDS[column.kind], **more)


def _set_page(pen: Pen, layout: TableLayout, head: int, end: int, last: int) -> None:
    """Print as many pages as the rows take, one page wide, with the headings on each."""
    sheet = pen.sheet
    if layout.landscape:
        sheet.set_landscape()
    sheet.set_paper(_PAPERS[layout.paper])
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer(PAGE_NUMBERS)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, end, last)
    sheet.freeze_panes(head + 1, layout.frozen)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{end + 1}"})
