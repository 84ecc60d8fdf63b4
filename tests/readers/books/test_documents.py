"""Word documents: forms between paragraphs, merged cells, changes, boxes; all that is read or told."""

from __future__ import annotations

import pytest

from scoring.intake.any_file import read_book
from scoring.readers.books.docx.open_docx import read_docx
from scoring.readers.books.sheets.grid import Area, Book
from scoring.records.submission import Submission
from tests.corpus.real_form import comparable, examples, layout
from tests.corpus.word_documents import document, p, table, tbl, tc, tr

SIX = examples()


def cells(book: Book) -> dict[tuple[int, int], str]:
    (sheet,) = book.sheets
    return {at: cell.text for at, cell in sheet.cells.items()}


def said(book: Book) -> str:
    return "\n".join(note.message for note in book.notes)


def test_six_forms_in_a_report_read_back_whole():
    body = "".join(p(f"附件{n}") + table(layout(one)) for n, one in enumerate(SIX, 1))
    found = read_book(read_docx(document(p("2022年度决算") + body + p("完")), "决算.docx"))
    assert found.kind == "docx"
    assert [form.at for form in found.forms] == [f"第{n}个表第1行" for n in range(1, 7)]
    for form, given in zip(found.forms, SIX, strict=True):
        assert isinstance(form.submission, Submission)
        assert comparable(form.submission.model_copy(update={"set": given.set})) == comparable(
            given
        )
        (at, *_) = form.submission.indicators[0].at.values()
        assert at.startswith(form.at[:4])
        assert "三级指标" in form.headings
        assert form.title == "项目支出绩效自评表"
    assert [piece.text for piece in found.rest] == [
        "2022年度决算",
        *(f"附件{n}" for n in range(1, 7)),
        "完",
    ]
    assert found.rest[0].at == "第1段"


def test_paragraphs_and_tables_keep_their_order_and_places():
    rows = (
        tr(tc(p("甲"), '<w:gridSpan w:val="2"/>'), tc(p("乙"), '<w:vMerge w:val="restart"/>')),
        tr(tc(p("一")), tc(p("二\n三")), tc(p(""), "<w:vMerge/>")),
        tr(tc(p("四")), marks='<w:trPr><w:gridBefore w:val="2"/></w:trPr>'),
    )
    book = read_docx(document(p("前") + tbl(*rows) + p("  ") + p("后")), "甲.docx")
    assert cells(book) == {
        (1, 1): "前", (2, 1): "甲", (2, 3): "乙", (3, 1): "一", (3, 2): "二\n三", (4, 3): "四", (5, 1): "后",
    }  # fmt: skip
    sheet = book.sheets[0]
    assert set(sheet.merged) == {Area(2, 1, 2, 2), Area(2, 3, 3, 3)}
    assert sheet.rows_at == {
        1: "第1段", 2: "第1个表第1行", 3: "第1个表第2行", 4: "第1个表第3行", 5: "第2段",
    }  # fmt: skip
    assert str(book.place("正文", 3, 2)) == "甲.docx [第1个表第2行]"


def test_a_table_inside_a_cell_stands_below_its_row():
    inner = tbl(tr(tc(p("里")), tc(p("面"))))
    book = read_docx(document(tbl(tr(tc(p("外") + inner + p(""))), tr(tc(p("下"))))), "甲.docx")
    assert cells(book) == {(1, 1): "外", (2, 1): "里", (2, 2): "面", (3, 1): "下"}
    assert book.sheets[0].rows_at[2] == "第1个表第1行里的表第1行"


def test_the_document_reads_as_if_all_changes_were_accepted():
    run = "<w:r><w:t>{}</w:t></w:r>"
    gone = "<w:del><w:r><w:delText>旧</w:delText><w:t>的</w:t></w:r></w:del>"
    moved = f"<w:moveFrom>{run.format('搬')}</w:moveFrom>"
    inserted = f"<w:ins>{run.format('新')}</w:ins>"
    body = f"<w:p>{run.format('前')}{gone}{moved}{inserted}</w:p>"
    body += tbl(
        tr(tc(p("留"))), tr(tc(p("删")), marks="<w:trPr><w:del/></w:trPr>"), tr(tc(p("又留")))
    )
    joined = p("上句", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>") + p("下句")
    assert list(cells(read_docx(document(body + joined), "甲.docx")).values()) == [
        "前新", "留", "又留", "上句下句",
    ]  # fmt: skip


def test_a_paragraph_whose_end_was_deleted_is_never_lost():
    open_end = p("合计90分", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>")
    book = read_docx(document(open_end + tbl(tr(tc(p("甲")))) + p("乙") + open_end), "甲.docx")
    assert list(cells(book).values()) == ["合计90分", "甲", "乙", "合计90分"]


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{p('框里的字')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    inside = f"<w:p><w:r>{both}<w:t>段</w:t></w:r></w:p>"
    book = read_docx(document(inside + tbl(tr(tc(inside)))), "甲.docx")
    assert list(cells(book).values()) == ["段", "框里的字", "段", "框里的字"]
    assert book.sheets[0].rows_at[4] == "第1个表里的文本框"


def test_what_stands_on_no_page_of_the_body_is_told():
    beside = {"header": p("内部资料"), "footer": p("第1页"), "comments": p("请核实")}
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>"
    rows = tr(tc(p("上"), '<w:vMerge w:val="restart"/>')) + tr(tc(p("盖住"), "<w:vMerge/>"))
    book = read_docx(
        document(hidden + tbl(rows) + "<w:p><w:r><pic:pic/><o:OLEObject/></w:r></w:p>", beside),
        "甲.docx",
    )
    assert list(cells(book).values()) == ["显", "上"]
    for told in ("页眉里写着“内部资料”", "页脚里写着“第1页”", "批注里写着“请核实”", "隐藏的文字“藏”",
                 "盖着文字“盖住”", "1 张图片", "1 个别的文件"):  # fmt: skip
        assert told in said(book), told
    assert all(note.severity == "note" for note in book.notes)


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t>', "☑是"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t>', "≥95%"),
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>", "甲\t乙"),
        ("<w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t>", "A-1"),
        ("<w:t>页</w:t><w:instrText>PAGE</w:instrText><w:t>3</w:t>", "页3"),
        ("<m:r><m:t>≥90%</m:t></m:r>", "≥90%"),
    ],
)
def test_signs_and_fields(run, text):
    marks = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    book = read_docx(document(f"<w:p>{marks}<w:r>{run}</w:r></w:p>"), "甲.docx")
    assert cells(book) == {(1, 1): text}


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [("10", "4", "10⁴平方米"), ("5m", "2", "5m²平方米"), ("", "12", "12平方米")],
)
def test_what_is_raised_behind_a_number_makes_no_other_number(before, raised, text):
    up = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>'
    rest = "<w:r><w:t>平方米</w:t></w:r>"
    body = f"<w:p><w:r><w:t>{before}</w:t></w:r>{up}{rest}</w:p>"
    assert cells(read_docx(document(body), "甲.docx")) == {(1, 1): text}


def test_a_sign_of_an_unknown_font_is_told():
    run = '<w:r><w:sym w:font="Webdings" w:char="F099"/><w:t>甲</w:t></w:r>'
    assert "符号认不出" in said(read_docx(document(f"<w:p>{run}</w:p>"), "甲.docx"))
