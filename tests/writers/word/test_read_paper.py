"""Papers are read back: what a person wrote between two runs is found, wherever Word left it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from scoring.problem import InputError
from scoring.records.papers import TextBlock
from scoring.writers.word.fill import fill_word
from scoring.writers.word.list_numbers import numeral
from scoring.writers.word.read_paper import read_paper
from tests.writers.word.paper_example import VIEW, described, example, saved, view

PAPER = fill_word(example(), VIEW)


def unchanged(_: DocxDocument) -> None:
    """Save it as it is."""


def edited(edit: Callable[[DocxDocument], object]) -> dict[str, tuple[str, ...]]:
    """Return the texts of the blocks after a person changed the paper."""
    document = Document(BytesIO(PAPER))
    edit(document)
    return {block.id: block.paragraphs for block in read_paper(saved(document)).blocks}


def at(document: DocxDocument, beginning: str):
    return next(p for p in document.paragraphs if p.text.startswith(beginning))


def test_every_place_of_a_paper_is_read_with_its_heading_and_style():
    places = {place.at: place for place in read_paper(PAPER).places}
    missing = places["第5段"]
    assert missing.text == "【待填写】写部门职能，不超过800字"
    assert (missing.heading, missing.block, missing.style) == ("（一）部门主要职能", "W1", "待填写")
    assert places["第7段"].text == "全年预算数108,019.30万元。"
    assert (places["第7段"].block, places["第7段"].style) == ("", "")
    assert places["表1第33行第4列"].text == "97.62"
    assert places["图1第2项"].text == "项目2：97.89"


def test_texts_of_people_are_read_back():
    assert edited(unchanged) == {
        "W1": ("【待填写】写部门职能，不超过800字",),
        "W2": ("【请核对】去年的第一段。", "去年的第二段。"),
        "W3": ("本人写的第一段。", "第二行。", "再一段。"),
    }


def test_a_person_may_type_over_the_whole_paragraph_with_its_bookmark():
    def retype(document: DocxDocument) -> None:
        old = at(document, "【待填写】")
        old.insert_paragraph_before("一是拟订规划。")
        old.insert_paragraph_before("二是统筹建设。")
        old._p.getparent().remove(old._p)

    assert edited(retype)["W1"] == ("一是拟订规划。", "二是统筹建设。")


def test_paragraphs_added_before_and_behind_belong_to_the_text():
    def add(document: DocxDocument) -> None:
        at(document, "本人写的").insert_paragraph_before("开头。", style="Heading 4")
        at(document, "1.表和图").insert_paragraph_before("结尾。")

    assert edited(add)["W3"] == ("开头。", "本人写的第一段。", "第二行。", "再一段。", "结尾。")


def test_generated_paragraphs_around_a_text_do_not_belong_to_it():
    def change(document: DocxDocument) -> None:
        at(document, "编制54名").runs[0].text = "编制55名。"

    assert edited(change)["W2"] == ("【请核对】去年的第一段。", "去年的第二段。")


def test_a_text_that_was_deleted_is_empty():
    def delete(document: DocxDocument) -> None:
        for beginning in ("本人写的", "第二行", "再一段"):
            old = at(document, beginning)
            old._p.getparent().remove(old._p)

    assert edited(delete)["W3"] == ()


def test_a_table_in_a_persons_text_is_said_for_it_cannot_be_carried_over():
    document = Document(BytesIO(PAPER))
    at(document, "本人写的")._p.addnext(document.add_table(1, 1)._tbl)
    block = next(b for b in read_paper(saved(document)).blocks if b.id == "W3")
    assert block.others == ("表格",)


def test_a_text_comes_back_the_same_through_the_next_run():
    texts = ("一段，A<B & C。", "{{R4}}", "最后一段。")
    blocks = {**VIEW.blocks, "W3": TextBlock("W3", "written", texts)}
    content = fill_word(example(), view(blocks=blocks))
    assert next(b for b in read_paper(content).blocks if b.id == "W3").paragraphs == texts


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", PAPER[:2000]])
def test_what_is_no_word_document_is_told(content: bytes):
    with pytest.raises(InputError, match="不能作为 Word 文档打开"):
        read_paper(content, "报告.docx")


def test_blocks_without_paragraphs_around_them_are_found():
    parts = "\n".join(f'      - text: "{{{{{block}}}}}"' for block in ("W1", "W3"))
    content = fill_word(described(parts), replace(VIEW))
    assert [block.id for block in read_paper(content).blocks] == ["W1", "W3"]
    assert len(read_paper(content).blocks[1].paragraphs) == 3


def test_what_a_person_adds_where_a_text_is_empty_is_found():
    parts = "\n".join(f'      - text: "{{{{{name}}}}}"' for name in ("R5", "W1", "R4"))
    content = fill_word(described(parts), view(blocks={"W1": TextBlock("W1", "written", ())}))
    assert [(block.id, block.paragraphs) for block in read_paper(content).blocks] == [("W1", ())]
    document = Document(BytesIO(content))
    document.paragraphs[1].insert_paragraph_before("补充说明。")
    assert read_paper(saved(document)).blocks[0].paragraphs == ("补充说明。",)


def numbered(paragraph: Any, list_id: int, level: int = 0) -> None:
    """Let Word number a paragraph, as it does with a typed ``一、``."""
    marks = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    marks.get_or_add_ilvl().val = level
    marks.get_or_add_numId().val = list_id


def with_lists(*levels: tuple[str, str]) -> tuple[DocxDocument, int]:
    """Return the paper with a list of these kinds and texts of numbers, and the list's id."""
    document = Document(BytesIO(PAPER))
    document.part.relate_to(numbering := Document().part.numbering_part, RT.NUMBERING)
    root = numbering.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="990">{inner}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="991"><w:abstractNumId w:val="990"/></w:num>')
    )
    return document, 991


def test_numbers_that_word_made_of_typed_ones_are_not_lost():
    document, list_id = with_lists(("chineseCounting", "%1、"), ("decimal", "%1.%2"))
    old = at(document, "【待填写】")
    for words, level in (("拟订规划", 0), ("编制计划", 1), ("统筹建设", 0)):
        numbered(old.insert_paragraph_before(words), list_id, level)
    old._p.getparent().remove(old._p)
    paragraphs = read_paper(saved(document)).blocks[0].paragraphs
    assert paragraphs == ("一、拟订规划", "一.1编制计划", "二、统筹建设")


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [(10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"), (20, "japaneseCounting", "二十"),
     (105, "chineseCounting", "一百〇五"), (110, "chineseCounting", "一百一十"), (3, "decimal", "3"),
     (4, "upperRoman", "IV"), (27, "lowerLetter", "aa"), (5, "decimalEnclosedCircleChinese", "⑤"),
     (12, "ideographDigital", "一二")],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(number: int, kind: str, said: str):
    assert numeral(number, kind) == said


def test_what_is_more_than_letters_is_said():
    document = Document(BytesIO(PAPER))
    at(document, "本人写的").runs[0].font.superscript = True
    block = next(b for b in read_paper(saved(document)).blocks if b.id == "W3")
    assert block.others == ("字符格式",)


def test_a_paper_reads_as_it_does_once_all_changes_are_accepted():
    document = Document(BytesIO(PAPER))
    run = at(document, "本人写的").runs[0]._r
    space = nsdecls("w")
    run.addprevious(
        parse_xml(f'<w:ins {space} w:id="1" w:author="甲"><w:r><w:t>新</w:t></w:r></w:ins>')
    )
    deleted = parse_xml(f'<w:del {space} w:id="2" w:author="甲"/>')
    run.addnext(deleted)
    run.find(qn("w:t")).tag = qn("w:delText")
    deleted.append(run)
    block = next(b for b in read_paper(saved(document)).blocks if b.id == "W3")
    assert block.paragraphs == ("新", "第二行。", "再一段。")


def test_lines_tabs_and_notes_in_a_persons_text():
    document = Document(BytesIO(PAPER))
    paragraph = at(document, "本人写的")
    paragraph.runs[0].text = "一\n二\t三"
    block = next(b for b in read_paper(saved(document)).blocks if b.id == "W3")
    assert block.paragraphs[0] == "一\n二 三"


def test_headers_and_text_boxes_are_read_but_no_page_numbers():
    document = Document(BytesIO(PAPER))
    document.sections[0].header.paragraphs[0].text = "内部资料"
    places = {place.at: place.text for place in read_paper(saved(document)).places}
    assert places["页眉第1段"] == "内部资料"
    assert not any(at.startswith("页脚") for at in places)


def test_a_paper_with_large_pictures_is_read_but_none_with_endless_text():
    document = Document(BytesIO(PAPER))
    document.add_paragraph("长" * 10_000_000)
    with pytest.raises(InputError, match="文档太大"):
        read_paper(saved(document), "报告.docx")
    out = BytesIO()
    with ZipFile(BytesIO(PAPER)) as package, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name))
        copy.writestr("word/media/image1.png", b"\0" * 30_000_000)
    assert read_paper(out.getvalue()).blocks == read_paper(PAPER).blocks
