"""What a fill-in workbook costs: made, read back, and the finished form, compared with bare libraries.

    python benchmarks/form.py

Every figure is the best of several rounds on this machine; only the ratios of one run mean anything.
"""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import xlsxwriter
from score import best, form_times, submission

from scoring.readers.books.open_any import open_book
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.read.read import read_filled
from scoring.workbooks.fill_in.write.book import fill_workbook


def bare_writer(content: bytes) -> Any:
    """Return a function that writes the same cells with XlsxWriter and nothing else."""
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheets = [
        (
            sheet.title,
            [
                (
                    cell.row - 1,
                    cell.column - 1,
                    cell.value,
                    values[sheet.title][cell.coordinate].value,
                )
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ],
        )
        for sheet in formulas
    ]

    def write() -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        for title, cells in sheets:
            sheet = book.add_worksheet(title)
            for row, column, value, shown in cells:
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row, column, value, None, shown)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write_number(row, column, value)
        book.close()
        return out.getvalue()

    return write


def main() -> None:
    library, layout = Library(), load_vocabulary(FillLayout)
    given = submission()
    indicators = library.indicator_set(given.set)
    plan = make_plan(indicators, layout, given)
    content = fill_workbook(plan, layout)
    planned, written, bare, read, opened = best(
        lambda: make_plan(indicators, layout, given),
        lambda: fill_workbook(plan, layout),
        bare_writer(content),
        lambda: read_filled(open_book(content, "b.xlsx"), layout),
        lambda: openpyxl.load_workbook(io.BytesIO(content), data_only=True),
    )
    print(f"plan of 20 rows                   {planned:9.1f} µs")
    print(
        f"workbook written                  {written:9.1f} µs   {written / bare:5.2f} x XlsxWriter's minimum"
    )
    print(
        f"workbook read into a submission   {read:9.1f} µs   {read / opened:5.2f} x openpyxl's bare read"
    )
    own, bare_form = form_times(library)
    print(
        f"finished forms                    {1e6 / own:9.1f} /s   {own / bare_form:5.2f} x openpyxl's minimum"
    )


if __name__ == "__main__":
    main()
