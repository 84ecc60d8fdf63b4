"""The page of official documents: measures, fonts, lines, page numbers, tables as they are printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from scoring.writers.word.fill import fill_word
from tests.writers.word.paper_example import VIEW, described, example, page_style, part


@pytest.fixture(scope="module")
def content() -> bytes:
    return fill_word(example(), VIEW)


@pytest.fixture(scope="module")
def document(content):
    return Document(BytesIO(content))


def near(length, millimetres: float) -> bool:
    return abs(length - Mm(millimetres)) < Mm(0.05)


def test_margins_are_those_of_official_documents(document):
    first = document.sections[0]
    assert near(first.page_width, 210)
    assert near(first.page_height, 297)
    assert near(first.top_margin, 37)
    assert near(first.bottom_margin, 35)
    assert near(first.left_margin, 28)
    assert near(first.right_margin, 26)


def test_the_lying_section_is_turned(document):
    second = document.sections[1]
    assert near(second.page_width, 297)
    assert near(second.page_height, 210)


def test_lines_stand_on_a_grid_of_lines_alone(content: bytes):
    assert (
        part(content, "word/document.xml").count('<w:docGrid w:type="lines" w:linePitch="579"/>')
        >= 3
    )
    assert "linesAndChars" not in part(content, "word/document.xml")


@pytest.mark.parametrize(
    ("style", "font", "size", "align"),
    [
        ("Normal", "仿宋_GB2312", 16, WD_ALIGN_PARAGRAPH.LEFT),
        ("Title", "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER),
        ("Heading 1", "黑体", 16, WD_ALIGN_PARAGRAPH.LEFT),
        ("Heading 2", "楷体_GB2312", 16, WD_ALIGN_PARAGRAPH.LEFT),
        ("Heading 3", "仿宋_GB2312", 16, WD_ALIGN_PARAGRAPH.LEFT),
        ("待填写", "楷体_GB2312", 16, WD_ALIGN_PARAGRAPH.LEFT),
    ],
)
def test_styles_have_the_fonts_of_official_documents(document, style, font, size, align):
    found = document.styles[style]
    fonts = found.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:ascii")) == "Times New Roman"
    assert found.font.size == Pt(size)
    assert found.paragraph_format.alignment == align
    assert found.font.bold == (style == "Heading 3")


def test_body_lines_are_exact_and_stand_back_by_two_characters(document):
    marks = document.styles["Normal"].element.pPr
    assert marks.find(qn("w:spacing")).get(qn("w:line")) == "579"
    assert marks.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"
    assert marks.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    order = [child.tag.rpartition("}")[2] for child in marks]
    assert order == ["spacing", "ind", "jc"]


@pytest.mark.parametrize("style", ["表头", "表文", "表文居中", "表文数字"])
def test_texts_in_tables_keep_off_the_grid(document, style: str):
    marks = document.styles[style].element.pPr
    assert marks.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    assert marks.find(qn("w:spacing")).get(qn("w:line")) == "280"


def test_fonts_that_a_computer_lacks_have_others_in_their_place(content: bytes):
    fonts = part(content, "word/fontTable.xml")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋, FangSong"/>' in fonts
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体, SimSun"/>' in fonts


def test_page_numbers_stand_outside(document, content: bytes):
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    ):  # fmt: skip
        paragraph = footer.paragraphs[0]
        assert paragraph.alignment == align
        assert paragraph.text.startswith("— ")
        assert paragraph.runs[0].font.size == Pt(14)
    assert 'w:instr=" PAGE "' in part(content, "word/footer_odd.xml")


def test_columns_have_their_widths_twice_and_rows_stay_whole(document):
    for table in document.tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        layout = table._tbl.tblPr.find(qn("w:tblLayout"))
        assert layout.get(qn("w:type")) == "fixed"
        for row in table.rows:
            widths = [int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for tc in row._tr.tc_lst]
            assert sum(widths) == sum(grid)
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_the_heading_row_is_repeated_and_the_caption_keeps_with_it(document):
    head = document.tables[0].rows[0]._tr.trPr
    assert head.find(qn("w:tblHeader")) is not None
    caption = next(p for p in document.paragraphs if p.text.startswith("表1"))
    assert caption.style.paragraph_format.keep_with_next


def test_the_inner_page_has_no_grid():
    assert page_style("内部").lines == 0
    assert "docGrid" not in part(fill_word(example("内部"), VIEW), "word/document.xml")


TABLE = '- table: 未完成\n            columns: [[甲, "{{未完成.甲}}", 1, text]]'


@pytest.mark.parametrize(
    ("parts", "pages"),
    [
        (f"      - text: 一\n      - landscape:\n          {TABLE}\n      - text: 二", [210]),
        (f"      - text: 一\n      - landscape:\n          {TABLE}", [210]),
        (f"      - landscape:\n          {TABLE}\n      - text: 二", [210]),
        (
            f"      - landscape:\n          {TABLE}\n          - text: 三\n      - text: 二",
            [297, 210],
        ),
    ],
)
def test_a_section_of_which_nothing_is_left_leaves_no_blank_page(parts: str, pages: list[int]):
    found = Document(BytesIO(fill_word(described(parts), VIEW)))
    assert [round(section.page_width / Mm(1)) for section in found.sections] == pages
