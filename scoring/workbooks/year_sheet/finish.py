"""The sheet 定稿 of the year's record: written into the workbook of a person, or emptied again."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from scoring.workbooks.year_sheet.layout import YearSheetLayout

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DATE, _PAPERS = "final.date", "final.papers"


def with_final_sheet(
    content: bytes, date: str, papers: Mapping[str, str], layout: YearSheetLayout
) -> bytes:
    """Return a workbook with the day and the digests of its end; of no day without them."""
    import openpyxl  # noqa: PLC0415 - only where a year ends

    book = openpyxl.load_workbook(BytesIO(content))
    values = layout.values
    label = values.rows[_DATE].label
    sheet = book[values.sheet]
    row = next((r for r in range(2, sheet.max_row + 1) if _text(sheet, r) == label), 0)
    row = row or sheet.max_row + 1
    sheet.cell(row, 1).value = label
    sheet.cell(row, 2).value = date or None
    spec = layout.tables[_PAPERS]
    if spec.sheet not in book.sheetnames:
        book.create_sheet(spec.sheet)
    papers_sheet = book[spec.sheet]
    papers_sheet.delete_rows(1, papers_sheet.max_row)
    rows = [[column.heading for column in spec.columns.values()], *map(list, papers.items())]
    for at, texts in enumerate(rows, 1):
        for across, text in enumerate(texts, 1):
            papers_sheet.cell(at, across).value = text
            papers_sheet.cell(at, across).data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: Worksheet, row: int) -> str:
    return str(sheet.cell(row, 1).value or "").strip()
