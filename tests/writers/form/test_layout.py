"""One layout for every form: described or drawn by a person, it is filled by the same hand."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Color, Font, GradientFill, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from scoring.writers.form.form_sheet import layout_of
from scoring.writers.form.form_xlsx import render_form, unfilled_form
from scoring.writers.form.xlsx_template import parse_template
from tests.folders import EXAMPLES

FORMS = (
    "anhui-department", "chongqing-department", "department", "department-completion",
    "department-targets",
    "evaluation-department",
    "evaluation-project", "explanation", "hubei-project", "hunan-department", "project",
    "sichuan-project", "tianjin-department", "transfer-region",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_copy_is_the_form_and_prints_the_same_bytes(name: str, make: Any) -> None:
    layout = layout_of(make.design_of(name), make.labels)
    copy = parse_template(unfilled_form(layout), make.labels, "本单位.xlsx")
    assert copy == layout
    handed = {
        "head": {"signatures": {"审核人": "王五"}, "opinion": "同意"},
        "texts": {"评价结论": "好"},
    }
    result = make.result(handed=handed)
    assert render_form(result, copy, make.labels) == render_form(result, layout, make.labels)


def test_a_copy_that_a_program_saved_again_still_follows_its_contents(make: Any) -> None:
    """Excel rounds widths by a pixel or two; one that a person has drawn holds."""
    book = load_workbook(BytesIO(make.template))
    sheet = book["自评表"]
    for dimension in sheet.column_dimensions.values():
        dimension.width += 0.3
    assert parse_template(saved(book), make.labels, "甲.xlsx") == make.layout
    sheet.column_dimensions["B"].width += 3
    [changed] = parse_template(saved(book), make.labels, "甲.xlsx").sheets
    assert not changed.fits
    [before] = make.layout.sheets
    assert changed.widths[1] > before.widths[1]


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_looks_of_a_person_s_workbook_come_through(make: Any) -> None:
    book = load_workbook(BytesIO(make.template))
    sheet = book["自评表"]
    sheet["A1"].font = Font(name="黑体", size=22, bold=True, color=Color(theme=4, tint=-0.25))
    sheet["A3"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.6))
    sheet["A3"].border = Border(
        left=Side("double", "FF0000"), diagonal=Side("thin"), diagonalDown=True
    )
    sheet["C3"].number_format = "0.0"
    sheet.oddHeader.right.text = "附件1"
    sheet.page_margins.left = 1.0
    layout = parse_template(saved(book), make.labels, "甲.xlsx")
    filled = load_workbook(BytesIO(render_form(make.result(), layout, make.labels)))["自评表"]
    font = filled["A1"].font
    assert (font.name, font.sz, font.b, font.color.rgb) == ("黑体", 22, True, "FF366092")
    assert filled["A3"].fill.fgColor.rgb == "FFB8CCE4"
    border = filled["A3"].border
    assert (border.left.style, border.left.color.rgb) == ("double", "FFFF0000")
    assert (border.diagonal.style, border.diagonalDown) == ("thin", True)
    assert filled["C3"].number_format == "0.0"
    assert filled.oddHeader.right.text == "附件1"
    assert filled.page_margins.left == pytest.approx(1.0)


def test_what_cannot_be_carried_is_told_with_its_cell(make: Any, checkout: Path) -> None:
    book = load_workbook(BytesIO(make.template))
    sheet = book["自评表"]
    sheet["A1"].fill = GradientFill(stop=("FFFFFF", "0000FF"))
    sheet["A2"] = CellRichText("（", TextBlock(InlineFont(b=True), "{{年度}}"), "年度）")
    sheet["A3"].comment = Comment("这里填编码", "某人")
    sheet.conditional_formatting.add("H13:H14", CellIsRule("lessThan", ["5"], fill=PatternFill()))
    check = DataValidation("whole")
    check.add("G13")
    sheet.add_data_validation(check)
    picture = (checkout / "docs/pictures/explanation.png").read_bytes()
    sheet.add_image(Image(BytesIO(picture)), "E5")
    layout = parse_template(saved(book), make.labels, "甲.xlsx")
    assert set(layout.lost) == {
        ("自评表", "A1", "渐变底色"),
        ("自评表", "A2", "一格里的几种字体"),
        ("自评表", "A3", "批注"),
        ("自评表", "H13", "条件格式"),
        ("自评表", "G13", "数据验证"),
        ("自评表", "E5", "图片"),
    }
    filled = load_workbook(BytesIO(render_form(make.result(), layout, make.labels)))["自评表"]
    assert filled["A2"].value == "（2022年度）"


def test_an_older_workbook_with_both_sheets_prints_both(make: Any) -> None:
    both = replace(make.layout, sheets=(*make.layout.sheets, *make.notes.sheets))
    layout = parse_template(unfilled_form(both), make.labels, "甲.xlsx")
    book = load_workbook(BytesIO(render_form(make.result(), layout, make.labels)))
    assert book.sheetnames == ["自评表", "评分说明"]
    assert any(c.value == "逐项说明" for row in book["评分说明"].iter_rows() for c in row)


SCRIPT = """
import sys, scoring
form = scoring.score(sys.argv[1])
form.save(sys.argv[2], ["xlsx", "html"])
print("openpyxl" in sys.modules)
"""


def test_a_described_form_needs_no_openpyxl(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(EXAMPLES[0]), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [
        ".html",
        ".html",
        ".xlsx",
        ".xlsx",
    ]
