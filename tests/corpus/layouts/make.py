"""Makes the files of the corpus anew, with the programs that people use.

``python -m tests.corpus.layouts.make [name …]`` needs LibreOffice (``soffice``) and Chromium. A workbook is
drawn, then opened and saved by LibreOffice as what the description asks for; a document comes from
a page that Writer opened; a page is what Chromium holds of it. The files are committed, so that the
tests need neither program.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from tests.corpus.layouts.drawing import Box, Described, Page, described, page_text, placed
from tests.folders import FORM_FILES

FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods",
    "pdf": "pdf",
    "docx": "docx:MS Word 2007 XML",
}
_THIN = Side(style="thin")


def workbook(pages: Sequence[Page], path: Path) -> None:
    """Draw the pages as a workbook."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row, left, box in placed(page.rows):
            cell = sheet.cell(row, left)
            if box.value:
                cell.value, cell.number_format = float(box.value), box.format
            elif box.text:
                cell.value, cell.data_type = box.text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
            cell.font = Font(name="Noto Sans CJK SC", size=9, color="888888" if box.grey else None)
            _border(sheet, row, left, box)
        for row, height in _heights(page).items():
            sheet.row_dimensions[row].height = height
        for column in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 13
        for letter in page.hidden:
            sheet.column_dimensions[letter].hidden = True
        sheet.print_title_rows = page.titles or None
        for last in page.breaks:
            sheet.row_breaks.append(Break(id=int(last)))
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
    book.save(path)


def _heights(page: Page) -> dict[int, float]:
    """Return heights that let every text stand inside its cell, upright labels too."""
    heights = dict.fromkeys(range(1, len(page.rows) + 1), 14.0)
    for row, _, box in placed(page.rows):
        lines = sum(1 + len(line) // (8 * box.across) for line in box.text.split("\n"))
        for r in range(row, row + box.down):
            heights[r] = max(heights[r], (lines * 12.5 + 4) / box.down)
    return heights


def _border(sheet: Any, row: int, column: int, box: Box) -> None:
    for r in range(row, row + box.down):
        for c in range(column, column + box.across):
            sheet.cell(r, c).border = Border(_THIN, _THIN, _THIN, _THIN)
    if box.across > 1 or box.down > 1:
        sheet.merge_cells(
            start_row=row, start_column=column,
            end_row=row + box.down - 1, end_column=column + box.across - 1,
        )  # fmt: skip


def convert(source: Path, kind: str, where: Path) -> Path:
    """Let LibreOffice open a file and save it as another kind."""
    profile = (where / "profile").as_uri()
    out = where / "out"
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
    if source.suffix == ".html":
        command.append("--infilter=HTML (StarWriter)")
    command += ["--convert-to", FILTERS[kind], "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{source.stem}.{kind}"


def dumped(source: Path, where: Path) -> bytes:
    """Let Chromium load a page; return what it holds of it."""
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", f"--user-data-dir={where / 'chromium'}",
        "--dump-dom", source.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True, timeout=180).stdout


def make(one: Described) -> None:
    """Make the files of one layout."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        book, page = where / f"{one.name}.xlsx", where / f"{one.name}.html"
        workbook(one.pages, book)
        page.write_text(page_text(one.pages), "utf-8")
        for kind in one.files:
            if kind == "html":
                data = dumped(page, where)
            elif kind == "docx":
                data = convert(page, kind, where).read_bytes()
            elif kind == "document.pdf":
                data = convert(page, "pdf", where).read_bytes()
            else:
                data = convert(book, kind, where).read_bytes()
            (FORM_FILES / f"{one.name}.{kind}").write_bytes(data)


if __name__ == "__main__":
    for layout in described():
        if len(sys.argv) < 2 or layout.name in sys.argv[1:]:
            make(layout)
            print(layout.name, *layout.files)
