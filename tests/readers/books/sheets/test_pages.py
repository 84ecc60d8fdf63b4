"""Pages of tables and XML files that systems export under a workbook's name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets import html_tokens
from scoring.readers.books.sheets.grid import Area

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset={charset}"><title>不是内容</title>
<style>td {{mso-number-format:"\\@"; color: #000}}</style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>自评表</x:Name></x:ExcelWorkbook></xml><![endif]-->
</head><body><script>document.write("<td>不是内容</td>")</script>
<h1>项目支出绩效自评表</h1>
<table><tr><td colspan=3 rowspan="2" style='mso-number-format:"\\@"'>指标<br>名称&nbsp;&lt;5% a < b</td>
<td x:num="0.99160000000000004">99.16%</td></tr>
<tr><th>第二行</th><tr><td>甲<td><p>一</p><p>二</p></td></table>
之间 <b>的字</b>
<TABLE><TR><TD>乙</TD></TR></TABLE></body></html>"""


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb2312"), ("utf-16", "unicode"),
        ("utf-16-le", "unicode"), ("utf-16-be", "unicode"),
    ],
)  # fmt: skip
def test_a_page_named_xls(encoding, charset):
    book = open_book(PAGE.format(charset=charset).encode(encoding), "导出.xls")
    sheet = book.sheets[0]
    assert (book.kind, sheet.name) == ("html", "自评表")
    assert {where: cell.text for where, cell in sheet.cells.items()} == {
        (1, 1): "项目支出绩效自评表",
        (2, 1): "指标\n名称 <5% a < b",
        (2, 4): "99.16%",
        (3, 4): "第二行",
        (4, 1): "甲",
        (4, 2): "一\n二",
        (5, 1): "之间 的字",
        (6, 1): "乙",
    }
    assert sheet.cells[2, 4].number == Decimal("0.9916")
    assert sheet.merged == (Area(2, 1, 3, 3),)


def test_rows_that_reach_down_push_the_next_aside():
    page = "<table><tr><td rowspan=2>甲<td>一<tr><td>二<td>三<tr><td>四</table>"
    cells = open_book(page.encode(), "a.xls").sheets[0].cells
    assert {where: cell.text for where, cell in cells.items()} == {
        (1, 1): "甲", (1, 2): "一", (2, 2): "二", (2, 3): "三", (3, 1): "四",
    }  # fmt: skip


def test_a_table_inside_a_cell_loses_nothing():
    page = "<table><tr><td>外<table><tr><td>内一<td>内二</table>后<td>右</table>"
    cells = open_book(page.encode(), "a.xls").sheets[0].cells
    assert {cell.text for cell in cells.values()} == {"外后", "内一", "内二", "右"}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body>没有</body></html>", "没有表格"),
        ("<html><frameset><frame src=x></frameset></html>", "旁边的文件夹"),
        ("<table><tr><td>甲</td><td x='", "没有结尾"),
        ("<table>" + "<tr><td colspan=9999 rowspan=9999>甲" * 9 + "</table>", "太多"),
        ("<table>" + "<tr><td colspan=16000><td colspan=16000>甲</table>", "列太多"),
        ("<table>" + "<table>" * 60, "套在一起"),
        ("<head>" * 101 + "<table><tr><td>甲", "套在一起的标记"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(page, words):
    with pytest.raises(InputError) as caught:
        open_book(page.encode(), "a.xls")
    assert words in caught.value.problems[0].message


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<!", "<?", "<a ='", "<td>", "</td>", "&#", "<td colspan=1000>", "<script>", "<p>", "<a b=c ", "<table><tr><td>"]
)  # fmt: skip
def test_pages_take_time_by_their_length(piece):
    page = ("<table><tr><td>甲" + piece * 30_000).encode()
    try:
        assert open_book(page, "a.xls").sheets
    except InputError as error:
        refusal = error
    else:
        return
    assert refusal.problems


def test_tags_are_counted(monkeypatch):
    monkeypatch.setattr(html_tokens, "MOST_PIECES", 20)
    with pytest.raises(InputError, match="标记和文字段"):
        open_book(("<table><tr><td>甲" + "</td>" * 20).encode(), "a.xls")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=3>", "<td colspan=2>", "<br>", "<p>", "甲", "&nbsp;", "<!--", "-->", "<script>", "</script>", "<head>", "</head>", "<td x:num>", "1"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_any_page_is_read_or_refused(pieces):
    try:
        book = open_book(("<html>" + "".join(pieces)).encode(), "a.xls")
    except InputError:
        return
    for sheet in book.sheets:
        assert all(cell.text == cell.text.strip("\n") != "" for cell in sheet.cells.values())


XML = """<?xml version="1.0" encoding="{encoding}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
<Worksheet ss:Name="自评"><Table><Row ss:Index="3">
<Cell ss:MergeAcross="2" ss:MergeDown="1"><Data ss:Type="String">甲<html:B>乙</html:B></Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.99160000000000004</Data></Cell>
<Cell ss:Index="9" ss:StyleID="d"><Data ss:Type="DateTime">2022-12-31T00:00:00.000</Data></Cell>
</Row><Row><Cell ss:Index="4" ss:Formula="=1+1"/></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_an_xml_workbook(encoding):
    book = open_book(XML.format(encoding=encoding).encode(encoding), "导出.xls")
    sheet = book.sheets[0]
    assert (book.kind, sheet.name, sheet.merged) == ("xml", "自评", (Area(3, 1, 4, 3),))
    assert {where: cell.text for where, cell in sheet.cells.items()} == {
        (3, 1): "甲乙", (3, 4): "99.16%", (3, 9): "2022年12月", (4, 4): "",
    }  # fmt: skip
    assert sheet.cells[3, 9].is_date
    assert sheet.cells[4, 4].formula


def test_an_xml_workbook_with_entities_is_refused():
    laughs = XML.format(encoding="utf-8").replace(
        "<Workbook", "<!DOCTYPE a [<!ENTITY b 'c'>]><Workbook"
    )
    with pytest.raises(InputError) as caught:
        open_book(laughs.encode(), "a.xls")
    assert caught.value.problems[0].code == "declared-entities"
