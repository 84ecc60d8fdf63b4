"""A person restyles the form in a spreadsheet program; what is wrong in it is said with its cell."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from scoring.problem import InputError
from scoring.writers.form.form_xlsx import render_form
from scoring.writers.form.xlsx_template import parse_template


def saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def small(**cells: Any) -> Any:
    book: Any = Workbook()
    for at, value in cells.items():
        book.active[at] = value
    return book


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content)).active


def refused(make: Any, content: bytes) -> str:
    with pytest.raises(InputError) as error:
        parse_template(content, make.labels, "本单位.xlsx")
    return "\n".join(p.render() for p in error.value.problems)


def test_order_titles_and_looks_come_from_the_workbook(make: Any) -> None:
    book = load_workbook(BytesIO(make.template))
    sheet = book["自评表"]
    sheet["A1"] = "某省项目支出绩效自评表"
    sheet["A1"].font = Font(name="黑体", sz=22)
    sheet["G11"], sheet["H11"] = "自评得分", "分值"
    sheet["G12"], sheet["H12"] = "{{指标.得分}}", "{{指标.分值}}"
    sheet.title = "表1"
    sheet.column_dimensions["D"].width = 40
    layout = parse_template(saved(book), make.labels, "本单位.xlsx")
    filled = load_workbook(BytesIO(render_form(make.result(), layout, make.labels)))["表1"]
    assert filled["A1"].value == "某省项目支出绩效自评表"
    assert filled["A1"].font.sz == 22
    assert filled.column_dimensions["D"].width == 40
    row = next(r for r in range(1, 40) if filled.cell(r, 5).value == "78家")
    assert [filled.cell(row, 7).value, filled.cell(row, 8).value] == [26.54, 30]


def test_rows_appear_each_some_and_none(make: Any) -> None:
    book = small(
        A1="{{核对.有}}核对", A2="{{核对.位置}}", A3="{{核对.无}}没有核对", A4="{{年度}}", A5=7,
        A6="甲\n乙:{{自评等级}}\n丙:{{主管部门意见}}",
    )  # fmt: skip
    layout = parse_template(saved(book), make.labels, "本单位.xlsx")

    def column(result: Any) -> list[Any]:
        sheet = opened(render_form(result, layout, make.labels))
        return [c.value for c in sheet["A"]]

    rest = [2022, 7, "甲\n乙:优"]
    assert column(make.result()) == ["核对", "总分", "预算执行率", "产出", *rest]
    assert column(make.result(claims=())) == ["没有核对", *rest]


def test_frozen_rows_follow(make: Any) -> None:
    book = small(A1="{{核对.位置}}", A2="标题", A3="{{指标.三级指标}}")
    book.active.freeze_panes = "A3"
    layout = parse_template(saved(book), make.labels, "本单位.xlsx")
    sheet = opened(render_form(make.result(), layout, make.labels))
    assert sheet.freeze_panes == "A5"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"B2": "{{总份}}"}, ["[Sheet!B2]", "不认识 {{总份}}", "{{总分}}"]),
        ({"B2": "{{指标.得份}}"}, ["[Sheet!B2]", "{{指标.得分}}"]),
        ({"B2": "{{指示.得分}}"}, ["[Sheet!B2]", "{{指标.得分}}"]),
        ({"B2": "{{}}"}, ["[Sheet!B2]"]),
        ({"B2": "{{总分}"}, ["[Sheet!B2]", "没有成对"]),
        ({"B2": "{{指标.得分|并合}}"}, ["[Sheet!B2]", "不认识“|并合”", "|合并"]),
        ({"B2": "=SUM(A1:A2)"}, ["[Sheet!B2]", "公式"]),
        (
            {"B2": "{{指标.得分}}", "C2": "{{资金.得分}}"},
            ["[Sheet!B2]", "混用了几组", "指标、资金"],
        ),
        ({"B2": "{{核对.有}}", "C2": "{{核对.无}}"}, ["[Sheet!B2]", "混用"]),
        ({"A1": "{{甲}}", "A2": "{{乙}}"}, ["[Sheet!A1]", "[Sheet!A2]"]),
    ],
)
def test_what_is_wrong_is_said_with_sheet_and_cell(
    make: Any, cells: dict[str, str], words: list[str]
) -> None:
    said = refused(make, saved(small(**cells)))
    assert "本单位.xlsx" in said
    for word in words:
        assert word in said


def test_a_repeated_row_cannot_be_merged_downwards(make: Any) -> None:
    book = small(A1="{{指标.得分}}")
    book.active.merge_cells("A1:A2")
    assert "不能与下面的行合并" in refused(make, saved(book))


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook(make: Any, content: bytes) -> None:
    assert "不能作为工作簿打开" in refused(make, content)


def test_another_archive_is_no_workbook(make: Any) -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "b")
    assert "不能作为工作簿打开" in refused(make, buffer.getvalue())


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("A1:XFD1048576", "合并到了第 1048576 行、第 16384 列"),
        ("A1:A2001", "合并到了第 2001 行"),
        ("A1:C3", "合并的单元格有重叠"),
    ],
)
def test_merged_areas_that_nobody_draws_are_refused(make: Any, area: str, said: str) -> None:
    book = small(A1="甲", B2="乙", C3="丙")
    book.active.merge_cells("B2:C2")
    parts = BytesIO(saved(book))
    out = BytesIO()
    with ZipFile(parts) as given, ZipFile(out, "w") as changed:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("sheet1.xml"):
                more = f'<mergeCell ref="{area}"/></mergeCells>'.encode()
                data = data.replace(b"</mergeCells>", more)
            changed.writestr(name, data)
    assert said in refused(make, out.getvalue())
