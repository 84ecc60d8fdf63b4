"""What is read in one pass is what the parser of events reads, and whatever is doubtful goes to that."""

from __future__ import annotations

import datetime
import io
import os
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from scoring.cli.main import main
from scoring.files import office
from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets import xlsx
from scoring.readers.books.sheets.archive import Archive
from scoring.readers.books.sheets.grid import Book

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@contextmanager
def counted() -> Iterator[list[str]]:
    """Yield a list of what goes to the parser of events: the sheets and the shared strings."""
    passed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("read_sheet", "read_strings"):
            patch.setattr(xlsx, name, noting(getattr(xlsx, name), name, passed))
        yield passed


def noting(call: Callable[..., object], name: str, passed: list[str]) -> Callable[..., object]:
    def noted(*given: object) -> object:
        passed.append(name)
        return call(*given)

    return noted


def by_events(data: bytes) -> Book | list[str]:
    """Read a workbook with no part of it read at once, so that all goes to the parser of events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Archive, "whole", lambda *_: None)
        return opened(data)


def opened(data: bytes) -> Book | list[str]:
    """Return the book, or what is said of it."""
    try:
        return open_book(data, "甲.xlsx")
    except InputError as error:
        return [str(problem) for problem in error.problems]


def check_same(data: bytes) -> None:
    expected = by_events(data)
    found = opened(data)
    assert found == expected
    # equal numbers may differ in how they are written
    assert repr(found) == repr(expected)


# the same book as the parser of events


def test_every_workbook_of_the_tests_and_examples(checkout):
    paths = [
        path
        for folder in ("tests", "examples")
        for path in sorted((checkout / folder).rglob("*.xls[xm]"))
    ]
    assert len(paths) > 90
    for path in paths:
        check_same(path.read_bytes())


def test_workbooks_that_this_project_writes(checkout, tmp_path):
    example = str(sorted((checkout / "examples").glob("*.yaml"))[1])
    assert main(["score", example, "-o", str(tmp_path), "--format", "xlsx"]) < 2
    assert main(["form", example, "-o", str(tmp_path / "填报表.xlsx")]) == 0
    written = sorted(tmp_path.rglob("*.xlsx"))
    assert len(written) > 1
    for path in written:
        check_same(path.read_bytes())
        check_quick(path.read_bytes())


# what ordinary programs write is read in one pass


def check_quick(data: bytes) -> Book:
    with counted() as passed:
        book = open_book(data, "甲.xlsx")
    assert not passed
    return book


def by_openpyxl() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["名称", "≥95% & <100%", "二\n行", " 前后 ", 0.1 + 0.2, 12, None, True])
    sheet.append([datetime.date(2022, 12, 31), "=SUM(E1:F1)", "[[甲]]", "#DIV/0!", 1e-7])
    sheet["C9"] = ArrayFormula("C9:C10", "=A1:A2&B1:B2")
    sheet["E1"].number_format = "0.00%"
    sheet["H12"].number_format = "0.00"
    sheet.row_dimensions[2].height = 30
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("A8:C8")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(options: dict[str, bool]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet()
    percent = book.add_format({"num_format": "0.00%"})
    sheet.set_row(1, 30, percent, {"level": 1, "hidden": True})
    for row in range(4):
        sheet.write_row(row, 0, ["产出", " 数量 ", "≥95% & <", "一\n二", row / 7])
        sheet.write_number(row, 5, 0.9916, percent)
        sheet.write_formula(row, 6, '=IF(E1<2,"是","")', percent, "是")
        sheet.write_blank(row, 7, None, percent)
        sheet.write_boolean(row, 8, row == 1)
    if not options:
        sheet.write_rich_string(5, 0, "红", book.add_format({"bold": True}), "字", "体")
        sheet.merge_range("A7:C9", "合并")
        sheet.conditional_format("E1:E4", {"type": "cell", "criteria": ">", "value": 1})
        sheet.data_validation("A1", {"validate": "list", "source": ["甲", "乙"]})
    book.close()
    return out.getvalue()


def declared(rows: str, more: str = "") -> str:
    """Return a sheet as Excel and WPS begin it: a declaration, a line end, prefixes that are named."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
        '<dimension ref="A1:C9"/><sheetFormatPr defaultRowHeight="14.4" x14ac:dyDescent="0.25"/>'
        f'<cols><col min="1" max="1" width="9"/></cols><sheetData>{rows}</sheetData>'
        f'<phoneticPr fontId="1" type="noConversion"/>{more}</worksheet>'
    )


EXCEL = declared(
    '<row r="1" spans="1:3" ht="30" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s">'
    '<v>0</v></c><c r="B1" s="1"/><c r="C1" s="2"><v>0.95</v></c></row><row r="2" spans="1:3" s="1"'
    ' customFormat="1" hidden="1" x14ac:dyDescent="0.25"><c r="A2" t="str"><f>A1&amp;"x"</f>'
    '<v xml:space="preserve"> 是 </v></c><c r="B2"><f t="shared" ref="B2:B3" si="0">C1*2</f><v>1.9</v>'
    '</c><c r="C2" t="s"><v>1</v></c></row><row r="3" spans="1:3" x14ac:dyDescent="0.25"><c r="B3">'
    '<f t="shared" si="0"/><v>0</v></c><c r="C3" t="b"><v>1</v></c></row>',
    '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A4:C9"/></mergeCells>'
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
)
WPS = declared(
    '<row r="1" ht="28" customHeight="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/>'
    '</row><row r="2" spans="1:3"><c r="A2" t="s"><v>1</v></c><c r="B2" s="2"><v>95</v></c></row>'
)
POI = declared(
    '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" t="inlineStr"><is><t>内&#10;文</t></is></c>'
    '<c r="C1" t="n"><v>3.0</v></c></row>'
)
SHARED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<sst xmlns="http://schemas.openxmlformats'
    '.org/spreadsheetml/2006/main" count="3" uniqueCount="2"><si><t>名称&lt;1&gt;</t><phoneticPr fontId="1"'
    ' type="noConversion"/></si><si><r><t xml:space="preserve">指标 </t></r><r><rPr><b/><sz val="11"/>'
    '<color theme="1" tint="0.5"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>'
    '<t>二_x0041_</t></r><phoneticPr fontId="1" type="noConversion"/></si></sst>'
)


def styled(making, sheet: str = EXCEL, strings: str = SHARED) -> bytes:
    styles = '<cellXfs><xf/><xf numFmtId="49"/><xf numFmtId="10"/></cellXfs>'
    return making.packed({**making.parts(styles=styles), SHEET: sheet, STRINGS: strings})


@pytest.mark.parametrize(
    "data",
    [by_openpyxl(), by_xlsxwriter({}), by_xlsxwriter({"constant_memory": True})],
    ids=["openpyxl", "XlsxWriter", "XlsxWriter, inline"],
)
def test_what_libraries_write_is_read_in_one_pass(data):
    assert check_quick(data) == by_events(data)


@pytest.mark.parametrize("sheet", [EXCEL, WPS, POI], ids=["Excel", "WPS", "POI"])
def test_what_programs_write_is_read_in_one_pass(making, sheet):
    data = styled(making, sheet)
    book = check_quick(data)
    assert book == by_events(data)
    assert book.sheets[0].cells[1, 1].text == "名称<1>"


def test_what_libreoffice_writes_is_read_in_one_pass(tmp_path):
    if office.find_soffice() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is missing")
    given = {
        tmp_path / "甲": (".xlsx", by_openpyxl()),
        tmp_path / "乙": (".xlsx", by_xlsxwriter({})),
    }
    made = office.to_readable(given, "xlsx")
    assert len(made) == 2
    for data in made.values():
        assert check_quick(data) == by_events(data)


# what is spelled in any other way goes to the parser of events

DOUBTS = {
    "a comment": ("<sheetData>", "<!-- --><sheetData>"),
    "a comment in a cell": ("<v>0.95</v>", "<v>0.<!-- -->95</v>"),
    "a quoted section": ("<v>0.95</v>", "<v><![CDATA[0.95]]></v>"),
    "an instruction": ("<sheetData>", "<?x y?><sheetData>"),
    "a document type": ("<worksheet", "<!DOCTYPE worksheet><worksheet"),
    "an unknown entity": ("<v>0.95</v>", "<v>&nbsp;</v>"),
    "a character that XML has not": ("<v>0.95</v>", "<v>&#1;</v>"),
    "a character in a formula that XML has not": ("<f>A1&amp;", "<f>&#xD800;&amp;"),
    "a sign that ends a section": ("<v>0.95</v>", "<v>]]></v>"),
    "an entity that is not closed": ("<v>0.95</v>", "<v>1 & 2</v>"),
    "another encoding": ('encoding="UTF-8"', 'encoding="GBK"'),
    "an encoding that is none": ('encoding="UTF-8"', 'encoding="UTF-9"'),
    "a prefix": ('<c r="C1" s="2"><v>0.95</v></c>', '<x14ac:c r="C1"><v>0.95</v></x14ac:c>'),
    "another default namespace": ('<row r="2"', '<row xmlns="urn:x" r="2"'),
    "no known namespace": ("spreadsheetml/2006/main", "spreadsheetml/2007/main"),
    "a prefix that nobody names": ("xmlns:x14ac", "xmlns:x15ac"),
    "single quotes": ('r="C1"', "r='C1'"),
    "an attribute twice": ('<row r="2"', '<row r="2" r="2"'),
    "a row's attribute twice": ('spans="1:3" s="1"', 'spans="1:3" spans="1:3"'),
    "a style twice": ('<c r="A1" s="1" t="s">', '<c r="A1" s="1" t="s" s="1">'),
    "another order": ('<c r="C1" s="2">', '<c s="2" r="C1">'),
    "an unusual attribute": ('<c r="C1" s="2">', '<c r="C1" s="2" cm="1">'),
    "a cell without a place": ('<c r="C1" s="2">', "<c>"),
    "a row without a number": ('<row r="2"', "<row"),
    "a place in small letters": ('r="C1"', 'r="c1"'),
    "a place beyond the last column": ('r="C1"', 'r="XFE1"'),
    "a place beyond the last row": ('r="C1"', 'r="C1048577"'),
    "a column without end": ('r="C1"', 'r="AAAAA1"'),
    "a string that is not there": ("<v>0</v>", "<v>7</v>"),
    "blanks between rows": ("</row><row", "</row> <row"),
    "two values": ("<v>0.95</v>", "<v>0.95</v><v>1</v>"),
    "a formula behind its value": ("<v>0.95</v>", "<v>0.95</v><f>1</f>"),
    "a text without its kind": ("<v>0.95</v>", "<is><t>甲</t></is>"),
    "text between cells": ("</c><c", "</c>x<c"),
    "a cell in a cell": ("<v>0.95</v>", '<c r="D1"><v>1</v></c>'),
    "a row in a row": ("</c></row><row", "</c><row"),
    "cells before the first row": ("<sheetData><row", "<sheetData><x"),
    "a row that is not opened": (EXCEL[EXCEL.index("<row") : EXCEL.index("<c ")], ""),
    "a row closed twice": ("</row>", "</row></row>"),
    "a cell outside of rows": ("<sheetData>", '<sheetData><c r="D1"><v>1</v></c>'),
    "a cell outside of the cells": ("<phoneticPr", '<c r="D9"><v>1</v></c><phoneticPr'),
    "a merged area elsewhere": ("<phoneticPr", '<mergeCell ref="A1:B3"/><phoneticPr'),
    "merged areas twice": ("<pageMargins", "<mergeCells/><pageMargins"),
    "two lists of cells": ("<phoneticPr", "<sheetData/><phoneticPr"),
    "cells that are not closed": ("</sheetData>", ""),
    "the end is missing": ("</worksheet>", ""),
    "something behind the end": ("</worksheet>", "</worksheet>x"),
    "a tag that is not closed": ("<cols>", "<cols><x>"),
    "too deep": ("<cols>", "<cols>" + "<x>" * 99),
    "a text that is too long": ("<v>0.95</v>", f"<v>{'9' * 40_000}</v>"),
    "a control character": ("<v>0.95</v>", "<v>\x01</v>"),
    "a character that is none": ("<v>0.95</v>", "<v>\uffff</v>"),
}


@pytest.mark.parametrize("doubt", list(DOUBTS))
def test_what_is_doubtful_in_a_sheet_goes_to_the_events(making, doubt):
    usual, instead = DOUBTS[doubt]
    assert usual in EXCEL
    data = styled(making, EXCEL.replace(usual, instead, 1))
    with counted() as passed:
        opened(data)
    assert "read_sheet" in passed
    check_same(data)


@pytest.mark.parametrize(
    ("usual", "instead"),
    [
        ("<si>", "<!-- --><si>"), ("<si>", "<si><x/>"), ("<t>名称", "<t><![CDATA[名]]>"),
        ("<si><t>", "<si x='1'><t>"), ("<t>名称", "<t>&nbsp;"), ("</sst>", ""), ("</sst>", "</sst><x/>"),
        ("<b/>", "<t>x</t>"), ("<b/>", '<b val="1" val="1"/>'), ("</t></r>", "</t><rPh><t>x</t></rPh></r>"),
        ("spreadsheetml/2006/main", "x"), ('count="3"', 'count="3" count="3"'), ("</si><si>", "</si>x<si>"),
        ("</si><si>", "<si>"), ('version="1.0"', "version='1.0\""), ("</t>", "</t><t>x</t>"), ("<sst", "<sst x='1'"),
    ],
)  # fmt: skip
def test_what_is_doubtful_in_shared_strings_goes_to_the_events(making, usual, instead):
    assert usual in SHARED
    data = styled(making, strings=SHARED.replace(usual, instead, 1))
    with counted() as passed:
        opened(data)
    assert "read_strings" in passed or isinstance(opened(data), list)
    check_same(data)


def test_an_entry_whose_head_differs_from_the_directory_is_read_piece_by_piece(making):
    data = styled(making)
    assert Archive(data, "甲.xlsx").whole(SHEET) is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo(SHEET).header_offset
    for begin, other in ((0, b"PK\x03\x05"), (6, b"\x01"), (30, b"y"), (26, b"\x01")):
        broken = bytearray(data)
        broken[at + begin : at + begin + len(other)] = other
        assert Archive(bytes(broken), "甲.xlsx").whole(SHEET) is None
        check_same(bytes(broken))


def test_a_part_that_inflates_to_more_or_less_than_it_says_is_read_piece_by_piece(making):
    data = styled(making)
    at = data.rindex(SHEET.encode()) - 46
    for begin, change in ((16, 1), (20, -3), (24, 1), (24, -1)):  # checksum, packed, inflated
        broken = bytearray(data)
        size = int.from_bytes(broken[at + begin : at + begin + 4], "little") + change
        broken[at + begin : at + begin + 4] = size.to_bytes(4, "little")
        assert Archive(bytes(broken), "甲.xlsx").whole(SHEET) is None
        check_same(bytes(broken))


# mutated at random

PIECES = (
    "<row>", "</row>", '<row r="3">', '<row r="2" ht="1" spans="1:2"/>', '<row r="-1">', "<c>", "</c>",
    '<c r="B2" t="s">', '<c r="C2"/>', '<c r="D1" s="2">', '<c t="str">', "<v>", "</v>", "<v/>", "<f>", "</f>",
    "<is><t>甲</t></is>", "<is>", "</is>", "<t>", "</t>", "<rPh>", "</rPh>", "1", "44926", "2022-12-31", " ",
    "\n", "]]>", "&lt;", "&#10;", "&#x41;", "&#xD800;", "&x;", "&", "<!-- -->", "<![CDATA[<c>]]>", "<?x?>",
    '<mergeCell ref="A1:B3"/>', "<mergeCells/>", "<sheetData>", "</sheetData>", "<sheetData/>", "<si>", "</si>",
    "<si/>", "<r>", "</r>", "<sst>", '"', "'", "=", "<", ">", "/>", ' t="s"', ' s="1"', ' r="A9"', "x14ac:",
    ' xmlns="urn:x"', ' xmlns=""', ' xml:space="preserve"', "\x0b", "\r", "\ufeff", "_x0041_", "０", "٣",
    " a='1'" * 30, "<a>" * 98, "</a>",
)  # fmt: skip
BASES = (EXCEL, WPS, POI)


WHOLE = (
    "", " ", "\n", "甲", "1", "&lt;", "&#10;", "&#xA;", "<v/>", "<v>1</v>", "<f>1</f>", "<f/>", "<is><t>甲</t></is>",
    '<c r="B2"/>', '<c r="D1" s="2"><v>1</v></c>', '<c t="str"><v>乙</v></c>', '<c r="C3" t="s"><v>1</v></c>', "<c/>",
    '<row r="9"/>', '<row r="2" ht="1" spans="1:2"><c r="A2"><v>5</v></c></row>', "<row/>", "<t>丙</t>", "<x/>",
    "<si><t>x</t></si>", "<si/>", "<rPh><t>x</t></rPh>", "<r><t>x</t></r>", '<mergeCell ref="A1:B3"/>', "<mergeCells/>",
    "<sheetData/>", "<!-- -->", "<![CDATA[<c>]]>", "<?x?>", '<v xml:space="preserve"> 1 </v>', "<extLst/>", "_x0041_",
)  # fmt: skip
"""Pieces that leave what is sound so."""


def mutated(text: str, chance: random.Random) -> str:
    """Return a text that was cut, doubled, or had something put into it, a few times."""
    change = _between_tags if chance.random() < 0.6 else _anywhere
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = change(text, chance)
    return text


def _between_tags(text: str, chance: random.Random) -> str:
    """Change whole elements without others in them, or put something before or behind a tag."""
    elements = list(re.finditer(r"<(\w+)[^<>]*(?:/>|>[^<>]*</\1>)", text))
    found = chance.choice(elements)
    other = chance.choice((chance.choice(WHOLE), chance.choice(elements)[0]))
    old = found[0]
    new = chance.choice((
        "", old * 2, old + other, other + old, other, re.sub(r' \w+="[^"]*"', "", old, count=1),
        old.replace('"', "'"), re.sub(r">[^<>]+<", f">{chance.choice(WHOLE)}<", old), old.replace("/>", " />"),
        re.sub(r'="[^"]*"', f'="{chance.randrange(-1, 12)}"', old, count=1), old.replace("<c ", '<c x="1" '),
    ))  # fmt: skip
    return text[: found.start()] + new + text[found.end() :]


def _anywhere(text: str, chance: random.Random) -> str:
    """Cut or double a stretch, or put something into it, without regard to tags."""
    places = [at for at, sign in enumerate(text) if sign in '<>" ']
    first, last = sorted(chance.choices(places, k=2))
    last = min(last, first + chance.choice((1, 3, 9, 30, 99)))
    more = chance.choice((text[first:last], "", *[chance.choice(PIECES)] * 4))
    text = (
        text[: first + chance.randrange(2)] + more + text[chance.choice((first, first + 1, last)) :]
    )
    return text[: chance.randrange(1, len(text))] if chance.random() < 0.05 else text


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_done_to_a_workbook_gives_the_same_book_or_refusal(making, seed):
    chance = random.Random(seed)
    sheet, strings = chance.choice(BASES), SHARED
    if chance.random() < 0.7:
        sheet = mutated(sheet, chance)
    else:
        strings = mutated(strings, chance)
    check_same(styled(making, sheet, strings))
