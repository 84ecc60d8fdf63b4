"""Reading submitted forms of every kind of file, compared with the bare reading of a library, file by file.

    python benchmarks/review.py

The same forms of several provinces (``tests/corpus/layouts/files``) as xlsx, docx, pdf and xls. "read" is a
file into everything that it holds (`FileRead`: forms, targets, sentences, the rest), "opened" into
cells alone. Only the ratios of one run mean anything; processor time is measured, since a machine
does other things too. Needs pdfplumber, python-calamine and openpyxl; python-docx is measured where
it is installed.
"""

from __future__ import annotations

import importlib.util
import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pdfplumber
import xlrd
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from scoring.files.child import stop_children
from scoring.intake.any_file import read_book
from scoring.readers.books.open_any import open_any
from scoring.readers.books.pdf.pages import read_pages
from scoring.readers.books.sheets.grid import Book
from scoring.readers.books.xls.workbook import read_workbook

FILES = Path(__file__).parents[1] / "tests" / "corpus" / "layouts" / "files"
TIMES = {"xlsx": 30, "docx": 15, "xls": 15, "pdf": 3}


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
    import docx  # noqa: PLC0415

    document: Any = docx.Document(io.BytesIO(data))
    for table in document.tables:
        for row in table.rows:
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


BARE: dict[str, dict[str, Callable[[bytes], None]]] = {
    "xlsx": {"python-calamine": by_calamine, "unzip and expat": by_expat, "openpyxl": by_openpyxl},
    "docx": {"unzip and expat": by_expat},
    "xls": {"xlrd": by_xlrd},
    "pdf": {"pdfplumber": by_pdfplumber},
}
if importlib.util.find_spec("docx"):
    BARE["docx"]["python-docx"] = by_python_docx


def opened(kind: str, data: bytes) -> Book:
    """Open a file; the kinds that are read by a child are read here, to be measured."""
    if kind == "pdf":
        return read_pages(data, "a")
    return read_workbook(data, "a") if kind == "xls" else open_any(data, "a")


def took(
    calls: dict[str, Callable[[bytes], object]], files: list[bytes], times: int
) -> dict[str, float]:
    """Return by name the least time that all files took, in seconds of the processor.

    All are run in turns, so that they share what else the machine does; once before, to warm up.
    """
    least = dict.fromkeys(calls, float("inf"))
    for turn in range(times + 1):
        for name, call in calls.items():
            begin = time.process_time()
            for data in files:
                call(data)
            if turn:
                least[name] = min(least[name], time.process_time() - begin)
    return least


def main() -> None:
    for kind, bare in BARE.items():
        files = [path.read_bytes() for path in sorted(FILES.glob(f"*.{kind}"))]
        own: dict[str, Callable[[bytes], object]] = {
            "read": lambda data, kind=kind: read_book(opened(kind, data)),
            "opened": lambda data, kind=kind: opened(kind, data),
        }
        least = took({**own, **bare}, files, TIMES[kind])
        read, opening = least["read"], least["opened"]
        print(
            f"{kind:5} {len(files) / read:7.0f} files a second;"
            f" {1000 * read / len(files):7.1f} ms a file, of which opening {opening / read:4.0%}"
        )
        for name in bare:
            by = least[name]
            print(f"      read = {read / by:5.1f} x, opened = {opening / by:5.1f} x {name}")
    stop_children()


if __name__ == "__main__":
    main()
