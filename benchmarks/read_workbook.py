"""Reading workbooks: this program and the bare reading of two libraries, on the same files.

    python benchmarks/read_workbook.py

Only the ratios of one run mean anything. python-calamine is compiled and knows no bounds and no
number formats; openpyxl's plain reading is what most scripts do.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from scoring.files.shipped import listing, read_text
from scoring.readers.books.open_any import open_book
from scoring.readers.submissions import parse_submissions
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.read.read import read_filled
from scoring.workbooks.fill_in.write.book import fill_workbook


def filled() -> bytes:
    name = listing("examples", ".yaml")[2]
    submission = parse_submissions(read_text(name), name)[0][1]
    plan = make_plan(
        Library().indicator_set(submission.set), load_vocabulary(FillLayout), submission, None
    )
    return fill_workbook(plan, load_vocabulary(FillLayout))


def large(rows: int, blank: int) -> bytes:
    """Return a book of ``rows`` rows of eight cells, and ``blank`` rows of styles alone."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    percent = book.add_format({"num_format": "0.00%"})
    for row in range(rows):
        sheet.write_row(row, 0, ["产出", "数量", f"指标 {row}", "≥95%", row, row / 7])
        sheet.write_number(row, 6, 0.9916, percent)
        sheet.write_formula(row, 7, f"=E{row + 1}*2", None, row * 2)
    for row in range(rows, rows + blank):
        sheet.write_blank(row, 0, None, percent)
        sheet.write_blank(row, 1, None, percent)
    book.close()
    return out.getvalue()


def by_calamine(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def by_openpyxl(data: bytes) -> None:
    for sheet in load_workbook(io.BytesIO(data), data_only=True):
        for _ in sheet.values:
            pass


def took(call: Callable[[], object], times: int) -> float:
    """Return the median of ``times`` runs, in seconds, after one to warm up."""
    call()
    runs = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        runs.append(time.perf_counter() - begin)
    return statistics.median(runs)


def main() -> None:
    form = filled()
    books = (
        ("a fill-in workbook", form, 15),
        ("5,000 rows of 8 cells", large(5_000, 0), 3),
        ("200,000 rows of styles alone", large(5, 200_000), 1),
    )
    for name, data, times in books:
        own = took(lambda data=data: open_book(data, "a.xlsx"), times)
        compiled = took(lambda data=data: by_calamine(data), times)
        plain = took(lambda data=data: by_openpyxl(data), times)
        print(
            f"{name:30} {own * 1000:8.1f} ms  own = {own / compiled:5.1f} x python-calamine"
            f" = {own / plain:5.2f} x openpyxl"
        )
    layout = load_vocabulary(FillLayout)
    opened = took(lambda: open_book(form, "a.xlsx"), 15)
    whole = took(lambda: read_filled(open_book(form, "a.xlsx"), layout), 15)
    print(
        f"{'the same into a submission':30} {whole * 1000:8.1f} ms  = {whole / opened:.2f} x opening"
    )


if __name__ == "__main__":
    main()
