"""What a person's document may bring along as a template, and what a paper never carries on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from scoring.problem import InputError
from scoring.writers.word.fill import fill_word
from scoring.writers.word.template import own_template
from tests.writers.word.paper_example import (
    MARKS,
    VIEW,
    chart,
    described,
    example,
    paragraphs,
    part,
    parts,
    saved,
    view,
)

BODY = "<w:p><w:r><w:t>{{部门}}</w:t></w:r></w:p>"


def plain() -> dict[str, bytes]:
    """Return the parts of a document with one placeholder, as another program writes it."""
    document = Document()
    document.add_paragraph("{{部门}}")
    return dict(parts(saved(document)))


def zipped(content: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return out.getvalue()


def with_body(xml: str) -> dict[str, bytes]:
    found = plain()
    text = found["word/document.xml"].decode("utf-8")
    found["word/document.xml"] = text.replace("<w:body>", f"<w:body>{xml}").encode("utf-8")
    return found


def with_relation(kind: str, target: str, *, external: bool) -> dict[str, bytes]:
    found = plain()
    mode = ' TargetMode="External"' if external else ""
    start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rIdX" Type="{start}/{kind}" Target="{target}"{mode}/>'
    name = "word/_rels/document.xml.rels"
    text = found[name].decode("utf-8").replace("</Relationships>", f"{relation}</Relationships>")
    found[name] = text.encode("utf-8")
    return found


def field(code: str) -> str:
    """Return a field whose code Word split over two runs."""
    half = len(code) // 2
    runs = (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText>{code[:half]}</w:instrText>",
        f"<w:instrText>{code[half:]}</w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
USUAL_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REFUSED = {
    "宏": {**plain(), "word/vbaProject.bin": b"x"},
    "宏（类型）": {
        **plain(),
        "[Content_Types].xml": plain()["[Content_Types].xml"].replace(
            USUAL_TYPE.encode(), MACRO_TYPE.encode()
        ),
    },
    "嵌入的对象": {**plain(), "word/embeddings/oleObject1.bin": b"x"},
    "嵌入的对象（关系）": with_relation("oleObject", "embeddings/a.doc", external=False),
    "指向外部的链接": with_relation("image", "http://example.invalid/a.png", external=True),
    "指向外部的链接（网址）": with_relation("hyperlink", "https://example.invalid", external=True),
    "整篇插入的其他文件": with_body('<w:altChunk xmlns:r="urn:r"/>'),
    "整篇插入的其他文件（关系）": with_relation("aFChunk", "a.html", external=False),
    "不能用的域（DDEAUTO）": with_body(field(' DDEAUTO c:\\\\a.exe "x" ')),
    "不能用的域（INCLUDETEXT）": with_body(field(' INCLUDETEXT "c:\\\\a.docx" ')),
    "不能用的域（INCLUDEPICTURE）": with_body(
        '<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://a"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    ),
    "不能用的域（HYPERLINK）": with_body(field(' HYPERLINK "file:///c:/a.exe" ')),
    "没有接受的修订": with_body('<w:p><w:ins w:id="1" w:author="某人"><w:r/></w:ins></w:p>'),
    "批注": with_body('<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_template_that_could_act_or_tells_who_worked_on_it_is_refused(what: str):
    with pytest.raises(InputError) as raised:
        own_template("我的.docx", zipped(REFUSED[what]), MARKS)
    problem = raised.value.problems[0]
    assert problem.message.startswith(f"模板里有{what.partition('（')[0]}")
    assert problem.place.file == "我的.docx"


@pytest.mark.parametrize(
    "code", [" PAGE ", ' TOC \\o "1-3" \\h ', ' HYPERLINK \\l "_Toc1" ', " SEQ 表 \\* ARABIC "]
)
def test_usual_fields_are_no_fault(code: str):
    template = own_template("我的.docx", zipped(with_body(field(code))), MARKS)
    assert part(fill_word(template, VIEW), "word/document.xml").count("w:instrText") == 4


def bomb() -> bytes:
    return zipped({**plain(), "word/media/a.png": b"\0" * 21_000_000})


def lying_about_its_size() -> bytes:
    """Return a document whose entry says it is small, and unpacks to much more."""
    content = bytearray(bomb())
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/media/a.png"))
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize("make", [bomb, lying_about_its_size])
def test_a_document_that_unpacks_to_more_than_any_needs_is_refused(make):
    with pytest.raises(InputError):
        own_template("大.docx", make(), MARKS)


DEEP = "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", zipped({"a.txt": b"x"}), zipped(with_body(DEEP)),
     zipped({**plain(), "word/document.xml": ENTITIES}),
     zipped({**plain(), "word/document.xml": ENTITIES.decode().encode("utf-16")}),
     zipped({**plain(), "word/document.xml": b"<w:document"})],
    ids=["empty", "cut", "other", "deep", "entities", "utf-16", "broken"],
)  # fmt: skip
def test_what_is_no_document_is_told_as_such(content: bytes):
    with pytest.raises(InputError, match="不能作为 Word 文档打开"):
        own_template("我的.docx", content, MARKS)


def test_a_paper_says_nothing_of_who_made_the_template():
    document = Document()
    document.add_paragraph("{{部门}}")
    properties = document.core_properties
    properties.author, properties.last_modified_by = "张三", "李四"
    document.settings.element.append(OxmlElement("w:attachedTemplate"))
    found = dict(parts(saved(document)))
    found |= {"docProps/thumbnail.jpeg": b"x", "customXml/item1.xml": b"<a/>"}
    content = fill_word(own_template("我的.docx", zipped(found), MARKS), VIEW)
    names = [name for name, _ in parts(content)]
    assert names[0] == "[Content_Types].xml"
    assert names[2:] == sorted(names[2:])
    assert not any(name.startswith(("customXml", "docProps/thumbnail")) for name in names)
    whole = b"".join(data for _, data in parts(content)).decode("utf-8", "ignore")
    assert "张三" not in whole
    assert "李四" not in whole
    assert Document(BytesIO(content)).paragraphs[0].text == "某局"


def test_every_entry_has_one_date_and_one_system():
    with ZipFile(BytesIO(fill_word(example(), VIEW))) as package:
        entries = package.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}


def test_prefixes_that_only_a_text_names_stay_declared():
    found = plain()
    text = found["word/document.xml"].decode("utf-8")
    root = re.search(r"<w:document[^>]*>", text)
    assert root is not None
    more = (
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        ' xmlns:zp9="urn:zp9" mc:Ignorable="w14 zp9"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    start = re.sub(r' (xmlns:(w14|mc)|mc:Ignorable)="[^"]*"', "", root[0])
    found["word/document.xml"] = text.replace(root[0], f"{start[:-1]}{more}>").encode("utf-8")
    filled = part(
        fill_word(own_template("我的.docx", zipped(found), MARKS), VIEW), "word/document.xml"
    )
    declared = re.search(r"<w:document[^>]*>", filled)
    assert declared is not None
    for prefix in ("w14", "zp9", "mc"):
        assert f"xmlns:{prefix}=" in declared[0]
    assert 'mc:Ignorable="w14 zp9"' in declared[0]


def test_all_parts_are_xml_and_all_relations_lead_to_parts():
    content = fill_word(example(), view(charts={"执行率": chart("1", "2")}))
    found = dict(parts(content))
    for name, data in found.items():
        if name.endswith((".xml", ".rels")):
            fromstring(data)
    types = found["[Content_Types].xml"].decode("utf-8")
    for name in re.findall(r'PartName="/([^"]+)"', types):
        assert name in found
    for owner in ("word/_rels/document.xml.rels", "word/charts/_rels/chart1.xml.rels"):
        for relation in fromstring(found[owner]):
            target = relation.get("Target", "")
            name = target.removeprefix("../") if "charts/" in owner else target
            assert f"word/{name}" in found


def test_a_template_that_was_filled_once_fills_again_the_same():
    template = example()
    first = fill_word(template, VIEW)
    fill_word(template, view(tables={**VIEW.tables}))
    assert fill_word(template, VIEW) == first
    assert zlib.crc32(template.content) == zlib.crc32(example().content)


def test_the_unfilled_template_is_a_document_that_fills_alike():
    template = example()
    again = own_template("例.docx", template.content, MARKS)
    assert "{{部门}}" in "".join(paragraphs(template.content))
    assert paragraphs(fill_word(again, VIEW)) == paragraphs(fill_word(template, VIEW))
    assert part(fill_word(again, VIEW), "word/styles.xml") == part(
        fill_word(template, VIEW), "word/styles.xml"
    )


def test_headers_and_text_boxes_are_filled_too():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{部门}}"
    document.add_paragraph("正文")
    box = OxmlElement("w:txbxContent")
    inner = OxmlElement("w:p")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "{{年度}}"
    run.append(text)
    inner.append(run)
    box.append(inner)
    picture = OxmlElement("w:pict")
    picture.append(box)
    document.paragraphs[0].runs[0]._r.append(picture)
    content = fill_word(own_template("我的.docx", saved(document), MARKS), VIEW)
    filled = Document(BytesIO(content))
    assert filled.sections[0].header.paragraphs[0].text == "某局"
    boxed = filled.element.body.iter(qn("w:txbxContent"))
    assert ["".join(t.text for t in b.iter(qn("w:t"))) for b in boxed] == ["2024"]


def test_a_section_ends_where_it_ended_also_when_its_last_paragraph_is_left_out():
    document = Document()
    document.add_paragraph("一")
    document.add_section()
    document.paragraphs[-1].add_run("{{R6}}")
    assert document.paragraphs[-1]._p.xpath("./w:pPr/w:sectPr")
    document.add_paragraph("二")
    before = len(document.sections)
    filled = Document(BytesIO(fill_word(own_template("我的.docx", saved(document), MARKS), VIEW)))
    assert len(filled.sections) == before


def test_the_shape_of_a_paper_is_its_style_whatever_is_filled():
    content = fill_word(described('      - text: "{{W1}}"', "内部"), VIEW)
    assert "待填写" in part(content, "word/styles.xml")
