"""The year's record written as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from scoring.text import printable
from scoring.workbooks.year_sheet.layout import KEY, VALUE, RecordListSheet, YearSheetLayout
from scoring.writers.xlsx.pen import Pen, new_workbook


def year_sheet(data: Mapping[str, Any], layout: YearSheetLayout) -> bytes:
    """Return a record's data as an ``.xlsx`` file; the same data give the same bytes."""
    out = BytesIO()
    book = new_workbook(out, layout.values.sheet)
    formats: dict[Any, Any] = {}
    values = layout.values
    pen = Pen(book, book.add_worksheet(values.sheet), formats)
    _head(pen, dict(zip(values.headings, values.widths, strict=True)))
    for at, (path, row) in enumerate(values.rows.items(), 1):
        pen.put(at, 0, row.label, pen.style("label"))
        found = _at(data, path)
        pen.put(at, 1, "" if found is None else printable(str(found)), pen.style("text"))
        pen.put(at, 2, row.hint, pen.style("hint"))
    for path, sheet in layout.tables.items():
        pen = Pen(book, book.add_worksheet(sheet.sheet), formats)
        _head(pen, {column.heading: column.width for column in sheet.columns.values()})
        rows = list(_rows(_at(data, path), sheet))
        for at in range(max(len(rows), layout.blank_rows)):
            texts = rows[at] if at < len(rows) else {}
            for across, key in enumerate(sheet.columns):
                pen.put(at + 1, across, printable(texts.get(key, "")), pen.style("text"))
    book.close()
    return out.getvalue()


def _head(pen: Pen, columns: Mapping[str, int]) -> None:
    for at, (heading, width) in enumerate(columns.items()):
        pen.sheet.set_column(at, at, width)
        pen.put(0, at, heading, pen.style("heading"))
    pen.sheet.freeze_panes(1, 0)


def _at(data: Mapping[str, Any], path: str) -> Any:
    found: Any = data
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _rows(found: Any, sheet: RecordListSheet) -> Iterator[dict[str, str]]:
    """Yield the texts of a list's rows, by column."""
    if sheet.keyed:
        for key, value in (found or {}).items():
            own = value if isinstance(value, Mapping) else {sheet.alone: value}
            yield {KEY: str(key), **_texts(own)}
        return
    for value in found or ():
        yield _texts(value if isinstance(value, Mapping) else {VALUE: value})


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in a row; a nought is a figure like any other."""
    return {name: str(value) for name, value in row.items() if value is not None}
