"""Workbooks by several programs, read as a person sees them."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from python_calamine import CalamineWorkbook

from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets import merges
from scoring.readers.books.sheets.grid import Area, Cell


def by_openpyxl() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "填 报"
    sheet["A1"] = "名称 "
    sheet["B2"] = 0.9916
    sheet["B2"].number_format = "0.00%"
    sheet["C3"] = datetime.date(2022, 12, 31)
    sheet["C3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["D4"] = "=1+1"
    sheet["E5"] = True
    sheet["F6"] = "第一行\n第二行"
    sheet["G7"] = 0.1 + 0.2
    sheet.merge_cells("A8:C9")
    sheet["A8"] = "合并"
    book.create_sheet("藏").sheet_state = "veryHidden"
    book.defined_names["zp_a"] = DefinedName("zp_a", attr_text="'填 报'!$A$1:$B$2")
    book.defined_names["坏"] = DefinedName("坏", attr_text="#REF!")
    book.defined_names["远"] = DefinedName("远", attr_text="[1]甲!$A$1")
    sheet.defined_names["zp_a"] = DefinedName("zp_a", attr_text="'填 报'!$Z$9")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_openpyxl_wrote():
    book = open_book(by_openpyxl(), "甲.xlsx")
    sheet = book.sheets[0]
    assert (sheet.name, sheet.hidden, book.sheets[1].hidden) == ("填 报", False, True)
    assert sheet.cells == {
        (1, 1): Cell("名称 "),
        (2, 2): Cell("99.16%", Decimal("0.9916")),
        (3, 3): Cell("2022年12月31日", Decimal(44926), True),
        (4, 4): Cell("", formula=True),
        (5, 5): Cell("TRUE"),
        (6, 6): Cell("第一行\n第二行"),
        (7, 7): Cell("0.3", Decimal("0.3")),
        (8, 1): Cell("合并"),
    }
    assert sheet.at(9, 3) == Cell("合并")
    assert sheet.at(9, 4) is None
    assert book.names == {"zp_a": ("填 报", Area(1, 1, 2, 2))}
    assert book.notes == ()


def test_what_xlsxwriter_wrote():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    sheet = book.add_worksheet("表")
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write_formula(0, 1, '="甲"', None, "甲")
    sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
    sheet.write_datetime(1, 0, datetime.datetime(2022, 12, 31), book.add_format({"num_format": 14}))
    sheet.write_rich_string(1, 1, "甲", book.add_format({"bold": True}), "乙", "丙")
    sheet.write_string(1, 2, "_x000D_是文字")
    book.define_name("整列", "=表!$A:$B")
    book.close()
    read = open_book(out.getvalue(), "甲.xlsx")
    assert read.sheets[0].cells == {
        (1, 1): Cell("2", Decimal(2), formula=True),
        (1, 2): Cell("甲", formula=True),
        (1, 3): Cell("#DIV/0!", formula=True),
        (2, 1): Cell("2022-12-31", Decimal(44926 - 1462), True),
        (2, 2): Cell("甲乙丙"),
        (2, 3): Cell("_x000D_是文字"),
    }
    assert read.names == {"整列": ("表", Area(1, 1, 1_048_576, 2))}


def test_another_reader_sees_the_same_values():
    data = by_openpyxl()
    other = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("填 报")
    rows = other.to_python(skip_empty_area=False)
    cells = open_book(data, "甲.xlsx").sheets[0].cells
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = cells.get((row, column))
            if value == "" and (cell is None or cell.formula):
                continue
            assert cell is not None
            if cell.number is not None and not cell.is_date:
                assert cell.number == Decimal(str(round(value, 12)))
            elif isinstance(value, str):
                assert cell.text == value


def test_parts_as_other_programs_write_them(making):
    strings = (
        '<si><t xml:space="preserve"> 甲 </t></si><si><r><t>京</t></r><r><rPr/><t>都</t></r>'
        '<rPh sb="0" eb="2"><t>キョウト</t></rPh><phoneticPr/></si>'
        "<si><t>一_x000D_\n二_x0041__x005F_x0041__x0007_</t></si><si/>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c/><c t="s"><v>1</v></c></row>'
        '<row r="5"><c r="B5" t="s"><v>2</v></c><c t="inlineStr"><is><t>内</t><rPh><t>x</t></rPh></is></c>'
        '<c t="s"><v>3</v></c><c t="str"><f>""</f><v></v></c><c><f>A1</f></c>'
        '<c t="d"><v>2022-12-31T00:00:00</v></c><c t="b"><v>0</v></c></row><row><c><v>7</v></c></row>'
    )
    read = open_book(making.book(rows, strings=strings), "甲.xlsx").sheets[0].cells
    assert {where: cell.text for where, cell in read.items()} == {
        (1, 1): " 甲 ", (1, 3): "京都", (5, 2): "一\n二A_x0041__x0007_", (5, 3): "内",
        (5, 6): "", (5, 7): "2022-12-31", (5, 8): "FALSE", (6, 1): "7",
    }  # fmt: skip


def test_a_prefix_and_the_strict_names_are_read_the_same(making):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    plain = making.parts(rows)
    strict = {
        name: text.replace(making.main, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in plain.items()
    }
    prefixed = dict(plain)
    sheet = "xl/worksheets/sheet1.xml"
    prefixed[sheet] = (
        plain[sheet].replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    )
    slashes = {name.replace("/", "\\"): text for name, text in plain.items()}
    first = open_book(making.packed(plain), "甲.xlsx")
    for other in (strict, prefixed, slashes):
        assert open_book(making.packed(other), "甲.xlsx").sheets == first.sheets


def test_foreign_elements_of_the_same_name_are_no_cells(making):
    after = '<extLst><ext xmlns:xm="urn:x"><xm:f>A1</xm:f><xm:v>9</xm:v></ext></extLst>'
    read = open_book(making.book('<row r="1"><c r="A1"><v>1</v></c></row>', after=after), "甲.xlsx")
    assert read.sheets[0].cells == {(1, 1): Cell("1", Decimal(1))}


def test_names_as_programs_write_them(making):
    names = "".join(
        f'<definedName name="{name}"{more}>{refers}</definedName>'
        for name, refers, more in (
            ("a", "$'表'!$A$1:$B$2", ""), ("b", "表!A1", ""), ("c", "表!$B$2:$A$1", ""),
            ("d", "表.$A$1", ""), ("e", "没有!$A$1", ""), ("f", "表!$A$1,表!$C$1", ""),
            ("g", "表!$A$1", ' localSheetId="0"'), ("h", "OFFSET(表!$A$1,1,1)", ""),
            ("i", "表!$3:$4", ""), ("j", "&quot;文字&quot;", ""), ("k", "表!#REF!", ""),
        )
    )  # fmt: skip
    read = open_book(making.book(book=f"<definedNames>{names}</definedNames>"), "甲.xlsx")
    assert {name: area for name, (_, area) in read.names.items()} == {
        "a": Area(1, 1, 2, 2), "b": Area(1, 1, 1, 1), "c": Area(1, 1, 2, 2),
        "d": Area(1, 1, 1, 1), "i": Area(3, 1, 4, 16_384),
    }  # fmt: skip


def test_what_is_not_read_is_said(making):
    more = {
        "xl/vbaProject.bin": b"\x00",
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "xl/connections.xml": "<x/>",
        "xl/embeddings/oleObject1.bin": b"\x00",
    }
    read = open_book(making.packed(making.parts() | more), "甲.xlsm")
    assert [note.code for note in read.notes] == [
        "connections", "embedded", "external-links", "macros",
    ]  # fmt: skip
    assert {note.severity for note in read.notes} == {"note"}
    assert any("宏没有运行" in note.message for note in read.notes)


def test_comments_of_cells_are_counted():
    """What people wrote into comments is not read, and that is said once."""
    book = Workbook()
    for at in ("A1", "B2", "C3"):
        book.active[at] = "甲"
        book.active[at].comment = Comment("已批复核减2场", "复核人")
    out = io.BytesIO()
    book.save(out)
    (note,) = open_book(out.getvalue(), "甲.xlsx").notes
    assert (note.code, note.severity) == ("comments", "note")
    assert note.message == "工作簿里有 3 条批注，没有读取"


def test_comments_that_cannot_be_read_leave_the_rest_readable(making):
    more = {"xl/comments1.xml": "<comments><comment ref='A1'/><comm"}
    read = open_book(making.packed(making.parts() | more), "甲.xlsx")
    assert [note.code for note in read.notes] == ["comments"]


def test_a_merge_over_whole_columns_is_cut_where_nothing_stands(making):
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:B2"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="D9"><v>2</v></c></row>'
    sheet = open_book(making.book(rows, after=after), "甲.xlsx").sheets[0]
    assert sheet.merged == (Area(1, 1, 9, 4),)
    assert sheet.at(5, 3) == sheet.cells[1, 1]


def test_of_merges_beyond_the_bound_the_small_ones_stay(making, monkeypatch):
    monkeypatch.setattr(merges, "MOST_MERGED_CELLS", 10)
    after = '<mergeCells><mergeCell ref="A1:E9"/><mergeCell ref="G1:G3"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="G1"><v>2</v></c></row><row r="9"><c r="H9"><v>3</v></c></row>'
    sheet = open_book(making.book(rows, after=after), "甲.xlsx").sheets[0]
    assert sheet.merged == (Area(1, 7, 3, 7),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"xl/worksheets/sheet1.xml": None}, "缺少"),
        ({"xl/workbook.xml": None}, "缺少"),
        ({"xl/_rels/workbook.xml.rels": None}, "缺少"),
        ({"xl/workbook.xml": "<workbook"}, "读到一半"),
        ({"xl/worksheets/sheet1.xml": "\x00\x01"}, "工作表“"),
    ],
)
def test_a_workbook_that_lacks_a_part_says_so(making, change, words):
    whole = {k: v for k, v in (making.parts() | change).items() if v is not None}
    with pytest.raises(InputError) as caught:
        open_book(making.packed(whole), "甲.xlsx")
    assert words in caught.value.problems[0].message
    assert "另存为" in caught.value.problems[0].hint


def test_other_files_say_what_to_do(making):
    said = {}
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    for name, data in {
        "旧": ole + "Workbook".encode("utf-16-le"),
        "密": ole + "EncryptedPackage".encode("utf-16-le"),
        "ods": making.packed(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED
        ),
        "docx": making.packed({"word/document.xml": "x"}),
        "zip": making.packed({"甲.txt": "x"}),
        "zips": making.packed({"甲.xlsx": by_openpyxl()}, zipfile.ZIP_STORED),
        "pdf": b"%PDF-1.7",
        "text": "甲: 乙".encode(),
        "空": b" ",
        "xml": b"<?xml version='1.0'?><a/>",
    }.items():
        with pytest.raises(InputError) as caught:
            open_book(data, name)
        problem = caught.value.problems[0]
        said[name] = problem.message + problem.hint
    assert all("怎么办" not in text and "请" in text for text in said.values())
    for name in ("旧", "ods", "text", "xml"):
        assert "另存为" in said[name], name
    assert "去掉打开密码" in said["密"]
    assert "先解压" in said["zip"]
    assert "先解压" in said["zips"]
    assert "粘贴到" in said["docx"]
    assert "粘贴到" in said["pdf"]
    assert "空的" in said["空"]
