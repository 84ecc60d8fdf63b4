"""What writing costs: the form, the workbook to fill in, and the lines and tables of a batch.

    python benchmarks/write.py

The floor of a workbook is XlsxWriter writing the same cells and nothing else, its peer openpyxl
doing the same; of the outputs of a batch it is the library that encodes the same records.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import xlsxwriter
from generated_lines import line_of, submissions
from table import Beside, Line, table
from timing import least
from twenty_rows import submission

from scoring.bulk.output_lines import row_lines, submission_line
from scoring.bulk.worker import BulkSettings, InputRecord
from scoring.records.bulk_record import ScoredSubmission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write.book import fill_workbook

Cells = list[tuple[str, list[tuple[int, int, Any, Any]]]]
"""By sheet: row, column, what stands in the cell, and what it shows."""


def cells_of(content: bytes) -> Cells:
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [
        (
            sheet.title,
            [
                (cell.row, cell.column, cell.value, values[sheet.title][cell.coordinate].value)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ],
        )
        for sheet in formulas
    ]


def by_xlsxwriter(sheets: Cells) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, cells in sheets:
        sheet = book.add_worksheet(title)
        for row, column, value, shown in cells:
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(row - 1, column - 1, value, None, shown)
            elif isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value)
            else:
                sheet.write_number(row - 1, column - 1, value)
    book.close()
    return out.getvalue()


def by_openpyxl(sheets: Cells) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for row, column, value, _ in cells:
            sheet.cell(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbooks() -> Iterator[tuple[str, Callable[[], bytes], float | None]]:
    """Yield what is written, and how many times openpyxl's minimum it may cost, where there is a goal."""
    library, layout, given = Library(), load_vocabulary(FillLayout), submission()
    result, outputs = score_submission(given, library), Outputs(library, ("xlsx",))
    plan = make_plan(library.indicator_set(given.set), layout, given)
    yield "the form as a workbook", lambda: outputs.render(result, "xlsx"), 1.3
    yield "a workbook to fill in, from its plan", lambda: fill_workbook(plan, layout), None


def lines(quick: bool) -> Iterator[Line]:
    """Yield what a file costs that is written."""
    for what, write, most in workbooks():
        cells = cells_of(write())
        took = least(
            {
                "ours": write,
                "XlsxWriter": lambda cells=cells: by_xlsxwriter(cells),  # type: ignore[misc]
                "openpyxl": lambda cells=cells: by_openpyxl(cells),  # type: ignore[misc]
            },
            2 if quick else 7,
        )
        floor, peer = (Beside(name, took[name]) for name in ("XlsxWriter", "openpyxl"))
        yield Line(what, took["ours"], floor, peer, most, by_peer=True)
    yield from batch_lines(quick)


def batch_lines(quick: bool) -> Iterator[Line]:
    """Yield what the outputs of a batch cost, a submission of 20 rows each."""
    count = 6 if quick else 60
    worker = BulkSettings().worker()
    texts = [line_of(given).decode() for given in submissions(count)]
    given = [InputRecord("a.jsonl", number, text.rstrip()) for number, text in enumerate(texts, 1)]
    scored = [found for found in worker.score(given) if isinstance(found, ScoredSubmission)]

    def lines_of(one: ScoredSubmission) -> str:
        return "".join((submission_line(one, "0" * 64), *row_lines(one)))

    data = [[json.loads(line) for line in lines_of(one).splitlines()] for one in scored]
    took = least(
        {
            "ours": lambda: [lines_of(one) for one in scored],
            "json.dumps": lambda: [
                json.dumps(line, ensure_ascii=False) for one in data for line in one
            ],
        },
        2 if quick else 7,
    )
    floor = Beside("json.dumps", took["json.dumps"] / count)
    yield Line("a scored submission as lines of JSON", took["ours"] / count, floor)


if __name__ == "__main__":
    print(table(lines(quick=False)))
