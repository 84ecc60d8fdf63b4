"""The harness itself: what is typed, inserted and pasted arrives as on a Chinese machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from tests.real_programs import office as libreoffice


def small(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "填 报"
    sheet.append(["名称", "分值", "得分"])
    sheet.append(["甲", None, "=B2*2"])
    sheet["B2"].protection = sheet["A6"].protection = Protection(locked=False)
    sheet["E1"] = "=1/0"
    book.defined_names["分值"] = DefinedName("分值", attr_text="'填 报'!$B$2")
    book.save(path)
    return path


def test_typing_is_taken_as_on_a_chinese_machine(office: Any, tmp_path: Path) -> None:
    path = small(tmp_path / "小.xlsx")
    typed = [
        ("分值", "12.5"), ("填 报!A3", "95%"), ("填 报!A4", "2022年9月30日"), ("填 报!A5", "≥24800万条"),
        ("填 报!A6", "'007"), ("填 报!A7", "1,234.50"), ("填 报!A8", "=cmd"),
    ]  # fmt: skip
    saved = tmp_path / "存.xlsx"
    sheet = office.fill(path, typed, saved)["填 报"]
    assert sheet[1][1:3] == [12.5, 25.0]
    assert [row[0] for row in sheet[2:7]] == [0.95, 44834.0, "≥24800万条", "007", 1234.5]
    assert sheet[0][4] == "#DIV/0!"
    again = load_workbook(saved, data_only=True)["填 报"]
    assert (again["A3"].value, again["A3"].number_format) == (0.95, "0.00%")
    assert again["C2"].value == 25


def test_inserted_and_pasted_rows_move_what_is_named(office: Any, tmp_path: Path) -> None:
    path = small(tmp_path / "小.xlsx")
    saved = tmp_path / "存.xlsx"
    office.do(
        {"do": "open", "path": str(path)},
        {"do": "insert_rows", "cell": "填 报!B2", "count": 2},
        {"do": "paste", "cell": "填 报!A2", "rows": [["乙", 3], ["丙", "４"]]},
        {"do": "type", "cell": "分值", "text": "7"},
        {"do": "save", "path": str(saved)},
    )
    again = load_workbook(saved)
    assert [[c.value for c in row][:2] for row in again["填 报"]["A2:B4"]] == [
        ["乙", 3], ["丙", "４"], ["甲", 7],
    ]  # fmt: skip
    assert again.defined_names["分值"].attr_text == "'填 报'!$B$4"


def test_a_protected_cell_stays(office: Any, tmp_path: Path) -> None:
    path = small(tmp_path / "小.xlsx")
    book = load_workbook(path)
    book["填 报"].protection.sheet = True
    book.save(path)
    saved = tmp_path / "存.xlsx"
    sheet = office.fill(path, [("填 报!A2", "改"), ("分值", "3")], saved)["填 报"]
    assert (sheet[1][0], sheet[1][1]) == ("甲", 3)


def test_a_workbook_is_printed_and_measured(office: Any, tmp_path: Path) -> None:
    [pdf] = office.convert([small(tmp_path / "小.xlsx")], "pdf", tmp_path)
    [page] = libreoffice.pages(pdf)
    assert "名称分值得分" in page.text
    assert all(0 < word.left < word.right < page.width for word in page.words)
    [picture] = libreoffice.pictures(pdf, tmp_path)
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="run in one process")
def test_whatever_needs_a_program_is_given_to_one_process(request: Any, office: Any) -> None:
    assert request.node.nodeid.endswith("@programs"), office
