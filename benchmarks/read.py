"""Reading submitted files of every kind, compared with the bare reading of libraries.

    python benchmarks/read.py

The same forms of several provinces (``tests/corpus/layouts/files``) as xlsx, docx, pdf and xls, and larger
books. Needs the extras ``test`` and ``bench``. python-calamine is compiled and knows no bounds and no
number formats; openpyxl's plain reading is what most scripts do.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import docx
import pdfplumber
import xlrd
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from table import Beside, Line, table
from timing import least
from twenty_rows import submission

from scoring.files.child import stop_children
from scoring.intake.any_file import read_book
from scoring.readers.books.open_any import open_any
from scoring.readers.books.pdf.pages import read_pages
from scoring.readers.books.sheets.grid import Book
from scoring.readers.books.xls.workbook import read_workbook
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write.book import fill_workbook

FILES = Path(__file__).parents[1] / "tests" / "corpus" / "layouts" / "files"


def by_calamine(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def by_openpyxl(data: bytes) -> None:
    for sheet in load_workbook(io.BytesIO(data), data_only=True):
        for _ in sheet.values:
            pass


def by_expat(data: bytes) -> None:
    """Inflate and parse all XML of a container, and do nothing with it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                parser = expat.ParserCreate(namespace_separator=" ")
                parser.StartElementHandler = lambda *_: None
                parser.EndElementHandler = lambda *_: None
                parser.CharacterDataHandler = lambda *_: None
                parser.Parse(archive.read(name), True)


def by_python_docx(data: bytes) -> None:
    document: Any = docx.Document(io.BytesIO(data))
    for found in document.tables:
        for row in found.rows:
            for cell in row.cells:
                _ = cell.text


def by_xlrd(data: bytes) -> None:
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=nowhere)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            sheet.row_values(row)


def by_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            page.extract_tables()


BARE: Final[dict[str, Callable[[bytes], None]]] = {
    "python-calamine": by_calamine, "unzip and expat": by_expat, "openpyxl": by_openpyxl,
    "python-docx": by_python_docx, "xlrd": by_xlrd, "pdfplumber": by_pdfplumber,
}  # fmt: skip
OPENED: Final[dict[str, Callable[[bytes], Book]]] = {
    "xlsx": lambda data: open_any(data, "a"),
    "docx": lambda data: open_any(data, "a"),
    "xls": lambda data: read_workbook(data, "a"),
    "pdf": lambda data: read_pages(data, "a"),
}
"""Kinds of files into cells; those that a child reads are read here, to be measured."""
READ: Final[dict[str, Callable[[bytes], object]]] = {
    kind: lambda data, opened=opened: read_book(opened(data)) for kind, opened in OPENED.items()
}
"""Kinds of files into everything that they hold: forms, targets, sentences, the rest."""


def large(rows: int, blank: int = 0) -> bytes:
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


def filled() -> bytes:
    """Return a workbook to fill in, filled in."""
    layout, given = load_vocabulary(FillLayout), submission()
    return fill_workbook(make_plan(Library().indicator_set(given.set), layout, given), layout)


def each(call: Callable[[bytes], object], files: Sequence[bytes]) -> Callable[[], object]:
    return lambda: [call(data) for data in files]


def beside(
    what: str, ours: Callable[[bytes], object], files: Sequence[bytes], rounds: int,
    floor: str = "", peer: str = "", most: float | None = None,
) -> Line:  # fmt: skip
    """Measure one way of reading some files, a file each, beside what bare libraries do with them."""
    calls = {"ours": ours} | {name: BARE[name] for name in (floor, peer) if name}
    took = least({name: each(call, files) for name, call in calls.items()}, rounds)
    seconds = {name: found / len(files) for name, found in took.items()}
    named = [Beside(name, seconds[name]) if name else None for name in (floor, peer)]
    return Line(what, seconds["ours"], *named, most=most, by_peer=True)


def lines(quick: bool) -> Iterator[Line]:
    """Yield what a file costs that is opened or read, by kind."""

    def files_of(kind: str) -> list[bytes]:
        found = [path.read_bytes() for path in sorted(FILES.glob(f"*.{kind}"))]
        return found[:2] if quick else found

    def rounds(many: int) -> int:
        return 1 if quick else many

    xml, calamine = "unzip and expat", "python-calamine"
    forms = files_of("xlsx")
    for what, files, most in (
        ("xlsx opened: forms of several provinces", forms, 3),
        ("xlsx opened: a workbook that was filled in", [filled()], 3),
        ("xlsx opened: 500 rows of 8 cells", [large(500)], 3),
        ("xlsx opened: 5,000 rows of 8 cells", [large(5_000)], 8),
        (
            "xlsx opened: 200,000 rows of styles alone",
            [large(5, 2_000 if quick else 200_000)],
            None,
        ),
    ):
        often = 20 if len(files[0]) < 100_000 else 3
        yield beside(what, OPENED["xlsx"], files, rounds(often), xml, calamine, most)
    yield beside("xlsx into all that it holds", READ["xlsx"], forms, rounds(20), xml, calamine, 8)
    yield beside("the same", READ["xlsx"], forms, rounds(5), "", "openpyxl")
    for kind, floor, peer, often in (
        ("docx", xml, "python-docx", 15), ("xls", "", "xlrd", 15), ("pdf", "", "pdfplumber", 3),
    ):  # fmt: skip
        files = files_of(kind)
        yield beside(f"{kind} opened", OPENED[kind], files, rounds(often), floor, peer)
        yield beside(
            f"{kind} into all that it holds", READ[kind], files, rounds(often), floor, peer
        )
    stop_children()


if __name__ == "__main__":
    print(table(lines(quick=False)))
