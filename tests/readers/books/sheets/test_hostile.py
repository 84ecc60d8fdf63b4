"""Workbooks that mean harm or came to harm: a message, within bounds of memory; nothing else."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scoring.problem import InputError, Problem
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets import bounds

MEGABYTE = 1_000_000


@contextmanager
def at_most(megabytes: int) -> Iterator[None]:
    """Fail where more memory than this is taken at any moment."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"


def refused(data: bytes) -> Problem:
    with pytest.raises(InputError) as caught:
        open_book(data, "甲.xlsx")
    problem = caught.value.problems[0]
    assert problem.place.file == "甲.xlsx"
    assert problem.hint
    return problem


def usual() -> bytes:
    book = Workbook()
    for row in range(1, 30):
        book.active.append([f"指标{row}", row, row / 7, f"=B{row}*2", "≥95%"])
    book.active.merge_cells("A1:B2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


USUAL = usual()


def styled_rows(making: Any, count: int, blank: bytes) -> bytes:
    """Return a book of so many rows of nothing but styles, and a last one that holds 7 in B."""
    rows = b"".join(blank.replace(b"#", b"%d" % number) for number in range(1, count + 1))
    parts = making.parts(f'SPLIT<row r="{count + 1}"><c r="B{count + 1}"><v>7</v></c></row>')
    sheet = "xl/worksheets/sheet1.xml"
    before, after = parts[sheet].encode().split(b"SPLIT")
    return making.packed({**parts, sheet: before + rows + after})


def test_a_million_rows_of_nothing_but_styles_are_read(making):
    blank = b'<row r="#" spans="1:3" s="1" customFormat="1"><c r="A#" s="1"/></row>'
    sheet = open_book(styled_rows(making, 1_000_000, blank), "甲.xlsx").sheets[0]
    assert {where: cell.text for where, cell in sheet.cells.items()} == {(1_000_001, 2): "7"}


@pytest.mark.parametrize(
    "blank",
    [
        b'<row r="#" s="1"><c r="A#" s="1"/><c r="B#" s="1" /></row>', b'<row r="#" ht="14.25"/>',
        b"<row r='#'><c r='A#'/></row>", b'<row r="#"><c r="A#" t="s"></c></row>',
    ],
)  # fmt: skip
def test_blank_rows_take_no_memory(making, blank):
    data = styled_rows(making, 60_000, blank)
    with at_most(10):
        assert open_book(data, "甲.xlsx").sheets[0].bottom == 60_001


def test_blank_cells_that_are_taken_out_change_no_place(making):
    rows = (
        '<row r="2"><c r="A2" s="1"/><c r="B2" s="1"/><c t="str"><v>丙</v></c></row>'
        '<row r="5"/><row><c><v>6</v></c></row>'
        '<row r="7"><c r="B7" t="str"><v><![CDATA[<c r="A1"/>]]></v></c></row>'
    )
    cells = open_book(making.book(rows), "甲.xlsx").sheets[0].cells
    assert {where: cell.text for where, cell in cells.items()} == {
        (2, 3): "丙", (6, 1): "6", (7, 2): '<c r="A1"/>',
    }  # fmt: skip


def test_a_zip_bomb_is_inflated_no_farther_than_the_bound(making, monkeypatch):
    monkeypatch.setattr("scoring.readers.books.sheets.archive.MOST_PART", 5 * MEGABYTE)
    data = making.book("<row>" + " " * 40 * MEGABYTE + "</row>")
    assert len(data) < MEGABYTE
    with at_most(12):
        assert "解压后" in refused(data).message


def test_many_parts_together_are_bounded(making, monkeypatch):
    monkeypatch.setattr("scoring.readers.books.sheets.archive.MOST_INFLATED", 5 * MEGABYTE)
    parts = making.parts()
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 9))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        '<sheet name="表" sheetId="1" r:id="rId1"/>', sheets
    )
    assert open_book(making.packed(parts), "甲.xlsx").sheets[7].name == "表8"
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace("<sheetData>", "<sheetData>" + " " * MEGABYTE)
    assert "解压后" in refused(making.packed(parts)).message


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "_rels/.rels",
    ],
)
def test_entities_are_refused_wherever_they_stand(making, part):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈"}">' for n in range(12))
    external = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    for declared in (
        f"<!DOCTYPE x [{laughs}]>",
        external,
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>',
    ):
        parts = making.parts()
        parts[part] = declared + parts[part].replace("</", "&l11;</", 1)
        with at_most(5):
            assert refused(making.packed(parts)).code == "declared-entities"


def test_depth_and_endless_tags_are_bounded(making):
    deep = making.book("<a>" * 2 * MEGABYTE)
    long = making.book('<row r="1" x="' + "y" * 12 * MEGABYTE + '"/>')
    with at_most(15):
        assert "太深" in refused(deep).message
        assert "长得不正常" in refused(long).message


@pytest.mark.parametrize(
    ("rows", "more", "bound", "words"),
    [
        ('<row><c t="str"><v>' + "甲" * 40_000 + "</v></c></row>", {}, "", "这一格的文字"),
        ('<row><c t="str"><v>' + "甲" * 400_000 + "</v></c></row>", {}, "", "文字超过"),
        ("<row>" + "<c><v>1</v></c>" * 30 + "</row>", {}, "bounds.MOST_CELLS", "单元格太多"),
        ("<row>" + "<c t='str'><v>12345</v></c>" * 30 + "</row>", {}, "bounds.MOST_TEXT", "文字太多"),
        ("", {"strings": "<si/>" * 30}, "xlsx_parts.MOST_STRINGS", "文字条目太多"),
        ("", {"strings": "<si><t>12345</t></si>" * 30}, "xlsx_parts.MOST_TEXT", "文字太多"),
        ("", {"after": '<mergeCells>' + '<mergeCell ref="A1:B1"/>' * 30 + "</mergeCells>"}, "xlsx_sheet.MOST_MERGED", "合并单元格太多"),
        ("", {"book": '<definedNames>' + "".join(f'<definedName name="n{n}">表!A1</definedName>' for n in range(30)) + "</definedNames>"}, "xlsx_parts.MOST_NAMES", "名称太多"),
        ("", {"styles": "<numFmts>" + "".join(f'<numFmt numFmtId="{n}" formatCode="0"/>' for n in range(30)) + "</numFmts>"}, "xlsx_parts.MOST_FORMATS", "数字格式太多"),
        ("<row/>" * 30, {}, "xml_events.MOST_ELEMENTS", "标记太多"),
        ("", {"strings": "<si>" + "<t>1</t>" * 30 + "</si>"}, "xlsx_parts.LONGEST_CELL", "文字的格式太多"),
        ('<row><c t="inlineStr"><is>' + "<t>1</t>" * 30 + "</is></c></row>", {}, "xlsx_sheet.LONGEST_CELL", "文字的格式太多"),
        ("", {"styles": "<cellXfs>" + "<xf/>" * 30 + "</cellXfs>"}, "xlsx_parts.MOST_STYLES", "样式太多"),
    ],
)  # fmt: skip
def test_each_bound_says_what_is_too_much(making, monkeypatch, rows, more, bound, words):
    if bound:
        monkeypatch.setattr(f"scoring.readers.books.sheets.{bound}", 20)
    assert words in refused(making.book(rows, **more)).message


def test_too_many_entries_are_counted_before_they_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(bounds.MOST_ENTRIES + 1):
            archive.writestr(f"xl/{number}", "")
    with at_most(5):
        assert "内部文件太多" in refused(out.getvalue()).message


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A0"><v>1</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="A1048577"><v>1</v></c>',
        '<c r="ZZZZ1"><v>1</v></c>', '<c r="A1" t="s"><v>9</v></c>', '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="１"><v>1</v></c>',
    ],
)  # fmt: skip
def test_a_cell_that_points_nowhere_is_damage(making, cell):
    assert refused(making.book(f'<row r="1">{cell}</row>')).code == "damaged-workbook"


def test_numbers_without_end_stay_texts(making):
    rows = '<row><c><v>1e999999999</v></c><c><v>1e-999999999</v></c><c s="99"><v>1</v></c></row>'
    cells = open_book(making.book(rows), "甲.xlsx").sheets[0].cells
    assert [(cell.text, cell.number is None) for cell in cells.values()] == [
        ("1e999999999", True), ("1e-999999999", True), ("1", False),
    ]  # fmt: skip


def test_a_member_named_to_climb_is_never_written(making, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    more = {"../../xl/worksheets/evil.xml": "x", "/etc/passwd": "x", "C:\\x": "x"}
    parts = making.parts() | more
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    refused(making.packed(parts))
    assert list(tmp_path.iterdir()) == []


def encrypted() -> bytes:
    """A workbook whose parts are marked as encrypted, as packers do with a password."""
    data = bytearray(USUAL)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = data.find(mark)
        while begin >= 0:
            data[begin + offset] |= 1
            begin = data.find(mark, begin + 4)
    return bytes(data)


def test_a_password_is_named():
    problem = refused(encrypted())
    assert "密码" in problem.message
    assert "去掉打开密码" in problem.hint


def test_other_ways_of_packing_are_refused(making):
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert "压缩方式" in refused(making.packed(making.parts(), method)).message


def test_a_file_that_was_cut_anywhere_is_told():
    for end in range(4, len(USUAL) - 1, 211):
        assert refused(USUAL[:end]).code in ("damaged-workbook", "not-workbook")


def test_a_wrong_checksum_is_told():
    data = bytearray(USUAL)
    begin = data.find(b"PK\x01\x02")
    while begin >= 0:
        data[begin + 16] ^= 0xFF
        begin = data.find(b"PK\x01\x02", begin + 4)
    assert "损坏" in refused(bytes(data)).message


@settings(max_examples=150, deadline=None)
@given(flips=st.lists(st.tuples(st.integers(0, len(USUAL) - 1), st.integers(1, 255)), max_size=8))
def test_flipped_bytes_give_a_book_or_a_message(flips):
    data = bytearray(USUAL)
    for where, bits in flips:
        data[where] ^= bits
    opened_or_refused(bytes(data))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_cell_markup_gives_a_book_or_a_message(making, data):
    pieces = st.sampled_from(
        [
            "<row>", "</row>", '<row r="3">', '<row r="-1">', "<c>", "</c>", '<c r="B2" t="s">',
            '<c t="str">', '<c t="d">', '<c t="x" s="9">', "<v>", "</v>", "<f>", "</f>", "<is>",
            "</is>", "<t>", "</t>", "<rPh>", "</rPh>", "1", "44926", "2022-12-31", "甲", "]]>", "&lt;",
            "&#10;", "<!-- -->", "<![CDATA[<c>]]>", '<mergeCell ref="A1:B3"/>', '<mergeCell ref="::"/>',
        ]
    )  # fmt: skip
    opened_or_refused(making.book("".join(data.draw(st.lists(pieces, max_size=25)))))


@settings(max_examples=100, deadline=None)
@given(
    start=st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"<html>",
            b"\xff\xfe<\x00",
            b"<?xml ",
        ]
    ),
    rest=st.binary(max_size=300),
)
def test_any_bytes_give_a_book_or_a_message(start, rest):
    opened_or_refused(start + rest)


def opened_or_refused(data: bytes, opened: Callable[..., object] = open_book) -> None:
    try:
        opened(data, "甲.xlsx")
    except InputError as error:
        problems = error.problems
    else:
        return
    assert problems
    assert all(problem.message and problem.hint for problem in problems)


def test_a_part_that_stands_twice_is_damage(making):
    parts = making.parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    other = parts["xl/worksheets/sheet1.xml"].replace(">1<", ">2<")
    data = making.packed({**parts, "XL\\worksheets/Sheet1.xml": other})
    assert "有两份" in refused(data).message
