"""One saver for all workbooks: the same bytes for the same workbook, and nothing left out."""

import os
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from scoring.writers.xlsx.save import WRITTEN, workbook_bytes


def sample() -> Any:
    book: Any = Workbook()
    sheet = book.active
    sheet.append(["甲", 1, Decimal("2.50"), None, " 首尾空格 ", "<&>\"'"])
    sheet["A3"].font = Font(bold=True)
    sheet.row_dimensions[5].height = 33
    sheet.row_dimensions[1].height = 20
    sheet.merge_cells("C3:D4")
    sheet.merge_cells("A3:B3")
    return book


def rows(content: bytes) -> list[list[Any]]:
    sheet: Any = load_workbook(BytesIO(content)).active
    return [[c.value for c in row] for row in sheet.iter_rows()]


def test_it_writes_the_same_workbook_where_lxml_is_installed() -> None:
    code = (
        "import sys; from openpyxl.xml import LXML; from openpyxl import Workbook\n"
        "from scoring.writers.xlsx.save import workbook_bytes\n"
        "book = Workbook(); book.active.append(['甲', 1]); book.active.merge_cells('C3:D4')\n"
        "assert LXML is (sys.argv[1] == 'True'), 'lxml is needed for this test'\n"
        "sys.stdout.buffer.write(workbook_bytes(book))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code, lxml],
            env={**os.environ, "OPENPYXL_LXML": lxml},
            check=True,
            capture_output=True,
        ).stdout
        for lxml in ("True", "False")
    ]
    assert rows(made[0]) == rows(made[1])
    assert rows(made[0])[0][:2] == ["甲", 1]


def test_it_writes_what_openpyxl_writes() -> None:
    usual = BytesIO()
    sample().save(usual)
    ours = workbook_bytes(sample())
    assert rows(ours) == rows(usual.getvalue())
    sheet: Any = load_workbook(BytesIO(ours)).active
    assert sheet["A3"].font.bold
    assert (sheet.row_dimensions[5].height, sheet.row_dimensions[1].height) == (33, 20)
    assert {a.coord for a in sheet.merged_cells.ranges} == {"A3:B3", "C3:D4"}


def test_cells_of_other_kinds_are_written_too() -> None:
    book = sample()
    sheet = book.active
    sheet["A6"], sheet["A7"], sheet["A8"], sheet["A9"] = "=1+1", date(2023, 3, 1), True, 1.5
    sheet["A10"] = "见附件"
    sheet["A10"].hyperlink = "https://example.org"
    sheet["A11"].comment = Comment("说明", "某人")
    back: Any = load_workbook(BytesIO(workbook_bytes(book))).active
    assert back["A6"].value == "=1+1"
    assert back["A7"].value.date() == date(2023, 3, 1)
    assert back["A8"].value is True
    assert back["A9"].value == 1.5
    assert back["A10"].hyperlink.target == "https://example.org"
    assert back["A11"].comment.text == "说明"
    assert back["A1"].value == "甲"


def test_no_clock_and_no_machine_in_the_file() -> None:
    content = workbook_bytes(sample())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.date_time == (2020, 1, 1, 0, 0, 0)
            assert entry.create_system == 0
        names = archive.namelist()
        assert b"ziping" in archive.read("docProps/app.xml")
        assert not any(b"penpyxl" in archive.read(name) for name in names)
    assert len(names) == len(set(names))
    book = load_workbook(BytesIO(content))
    assert (book.properties.created, book.properties.modified) == (WRITTEN, WRITTEN)
    assert workbook_bytes(sample()) == content


def test_an_empty_workbook() -> None:
    assert rows(workbook_bytes(Workbook())) == []
