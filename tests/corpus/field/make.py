"""Makes the files of the corpus from their descriptions.

``python -m tests.corpus.field.make [name …]``: the same bytes each time, except for .xls, .ods and .pdf, which
LibreOffice saves (``soffice``) and which are made only if they are not there or are named. The files are
committed, so that tests need no program.
"""

from __future__ import annotations

import base64
import csv
import io
import re
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import xlsxwriter

from tests.corpus.field.described import FILES, Described, Sheet, described
from tests.corpus.layouts.drawing import Box as Drawn
from tests.corpus.layouts.drawing import Page, page_text
from tests.corpus.layouts.make import convert
from tests.corpus.real_form import placed
from tests.corpus.word_documents import p, parts, table

SAVED_BY_A_PROGRAM = (".xls", ".ods", ".pdf")
_DATE = datetime(2024, 3, 1)
_ZIPPED = (2024, 3, 1, 0, 0, 0)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PERCENT = re.compile(r"(\d+)(\.\d+)?%")
_MAIL = (
    'From: <saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; '
    'boundary="----part"\n\n------part\nContent-Type: text/html; charset="utf-8"\n'
    "Content-Transfer-Encoding: base64\nContent-Location: form.htm\n\n{}\n------part--\n"
)


def workbook(one: Described) -> bytes:
    """Return the sheets as a workbook with merged cells; figures are numbers unless stored as text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _DATE})
    style = {"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "font_size": 9}
    style["font_name"] = "Noto Sans CJK SC"
    for sheet in one.sheets:
        page = book.add_worksheet(sheet.name)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_column(0, sheet.width - 1, 14)
        for row, column, box in placed(sheet.grid()):
            value, shown = _stored(box.text, one.store)
            look = book.add_format({**style, "num_format": shown} if shown else style)
            if box.down > 1 or box.across > 1:
                last = (row + box.down - 2, column + box.across - 2)
                page.merge_range(row - 1, column - 1, *last, "", look)
            if isinstance(value, str):
                page.write_string(row - 1, column - 1, value, look)
            else:
                page.write_number(row - 1, column - 1, value, look)
    book.close()
    return out.getvalue()


def _stored(text: str, store: str) -> tuple[str | float, str]:
    percent = _PERCENT.fullmatch(text)
    if store != "text" and _NUMBER.fullmatch(text):
        return float(text), ""
    if store == "percent" and percent:
        places = "." + "0" * (len(percent[2]) - 1) if percent[2] else ""
        return float(text[:-1]) / 100, f"0{places}%"
    return text, ""


def document(one: Described) -> bytes:
    """Return a Word document: paragraphs, and a table for what lies between them."""
    body = []
    for sheet in one.sheets:
        outside, inside = _parted(sheet)
        body += [*(p(text) for text in outside), table(inside.grid())]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts("".join(body)).items():
            archive.writestr(zipfile.ZipInfo(name, _ZIPPED), content)
    return out.getvalue()


def page(one: Described) -> str:
    """Return a web page."""
    pages = []
    for sheet in one.sheets:
        outside, inside = _parted(sheet)
        rows = [[Drawn(text, loose=True)] for text in outside]
        rows += [[Drawn(box.text, box.across, box.down) for box in row] for row in inside.grid()]
        pages.append(Page(sheet.name, rows))
    return page_text(pages)


def _parted(sheet: Sheet) -> tuple[list[str], Sheet]:
    outside = [line.cells[0] for line in sheet.lines if line.kind == "#"]
    return outside, Sheet(sheet.name, tuple(line for line in sheet.lines if line.kind != "#"))


def separated(one: Described) -> str:
    """Return the sheet as values parted by commas; a merged cell stands where it begins."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    (sheet,) = one.sheets
    cells = {(row, column): box.text for row, column, box in placed(sheet.grid())}
    for row in range(1, len(sheet.lines) + 1):
        writer.writerow(cells.get((row, column), "") for column in range(1, sheet.width + 1))
    return out.getvalue()


def content(one: Described) -> bytes:
    """Return the bytes of a file that needs no program."""
    kind = one.path.suffix
    if kind == ".xlsx":
        return workbook(one)
    if kind == ".docx":
        return document(one)
    if kind == ".html":
        return page(one).encode(one.encoding)
    if kind == ".mht":
        return _MAIL.format(base64.encodebytes(page(one).encode()).decode()).encode()
    if kind == ".csv":
        return separated(one).encode(one.encoding)
    return one.text.encode(one.encoding)


def make(one: Described, named: bool) -> None:
    """Write one file; one that a program saves only where it is wanted."""
    if one.path.suffix not in SAVED_BY_A_PROGRAM:
        one.path.write_bytes(content(one))
    elif named or not one.path.exists():
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / f"{one.path.stem}.xlsx"
            book.write_bytes(workbook(one))
            kind = one.path.suffix.removeprefix(".")
            one.path.write_bytes(convert(book, kind, Path(folder)).read_bytes())


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    for form in described():
        if len(sys.argv) < 2 or form.file in sys.argv[1:]:
            make(form, form.file in sys.argv[1:])
