"""Templates of Word are filled: what repeats, what merges, what a person still has to write."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from scoring.problem import InputError
from scoring.records.papers import PaperTable, TextBlock
from scoring.writers.word.fill import fill_word
from tests.writers.word.paper_example import (
    VIEW,
    described,
    example,
    own,
    paragraphs,
    part,
    row,
    table,
    text,
    view,
)


def test_two_runs_give_the_same_bytes_and_another_program_opens_them():
    first, second = fill_word(example(), VIEW), fill_word(example(), VIEW)
    assert first == second
    opened = Document(BytesIO(first))
    assert opened.paragraphs[0].text == "某局2024年度部门整体支出绩效自评报告"
    assert opened.core_properties.author == ""
    assert "{{" not in part(first, "word/document.xml")


def test_a_paragraph_is_repeated_for_every_text_and_left_out_without_any():
    found = paragraphs(fill_word(described('      - text: "{{R4}}"\n      - text: "{{R6}}"'), VIEW))
    assert found == ["全年预算数108,019.30万元。", "采购预算执行率94.06%。"]


def test_a_tag_that_word_split_over_three_runs_is_filled_where_it_begins():
    document = Document()
    paragraph = document.add_paragraph("单位：")
    for piece in ("{{ 部", "门", " }}（"):
        paragraph.add_run(piece)
    paragraph.add_run("盖章）").bold = True
    filled = Document(BytesIO(fill_word(own(document), VIEW)))
    assert filled.paragraphs[0].text == "单位：某局（盖章）"
    assert [run.text for run in filled.paragraphs[0].runs] == ["单位：", "某局", "", "（", "盖章）"]


def test_full_width_braces_and_blanks_are_understood():
    document = Document()
    document.add_paragraph("｛｛部门｝｝{{　年度 }}年")
    assert paragraphs(fill_word(own(document), VIEW)) == ["某局2024年"]


def test_a_text_of_three_lines_is_three_paragraphs_of_one_style():
    document = Document()
    document.add_paragraph("说明：{{说明}}。", style="Quote")
    filled = Document(BytesIO(fill_word(own(document), view(fields={"说明": text("一\n二\n三")}))))
    assert [(p.text, p.style.name) for p in filled.paragraphs] == [
        ("说明：一", "Quote"), ("二", "Quote"), ("三。", "Quote"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["A<B & C", "<w:p>", "{{部门}}", "]]>", "&lt;", "''.__class__"])
def test_a_text_prints_as_its_letters(words: str):
    content = fill_word(
        described('      - text: "{{R4}}"'), view(paragraphs={"R4": (text(words),)})
    )
    assert paragraphs(content) == [words]


def test_control_characters_are_removed():
    texts = view(paragraphs={"R4": (text("甲\x07乙\x0b\u202e丙"),)})
    content = fill_word(described('      - text: "{{R4}}"'), texts)
    assert paragraphs(content) == ["甲乙[U+202E]丙"]


def test_ten_thousand_characters_are_whole():
    block = {"W1": TextBlock("W1", "written", ("长" * 10_000,))}
    content = fill_word(described('      - text: "{{W1}}"'), view(blocks=block))
    assert paragraphs(content) == ["长" * 10_000]


def test_blocks_say_what_is_missing_and_what_is_to_be_accepted():
    parts = "\n".join(f'      - text: "{{{{{block}}}}}"' for block in ("W1", "W2", "W3"))
    filled = Document(BytesIO(fill_word(described(parts), VIEW)))
    assert [(p.text, p.style.name) for p in filled.paragraphs] == [
        ("【待填写】写部门职能，不超过800字", "待填写"),
        ("【请核对】去年的第一段。", "待填写"),
        ("去年的第二段。", "待填写"),
        ("本人写的第一段。", "Normal"),
        ("第二行。", "Normal"),
        ("再一段。", "Normal"),
    ]


def test_a_row_is_repeated_and_a_total_is_bold():
    filled = Document(BytesIO(fill_word(example(), VIEW)))
    shown = filled.tables[0]
    assert len(shown.rows) == 1 + 31 + 1
    assert [cell.text for cell in shown.rows[-1].cells] == ["合计", "", "", "97.62"]
    assert shown.rows[-1].cells[0].paragraphs[0].runs[0].bold
    assert "另有5类不涉及。" in [p.text for p in filled.paragraphs]


def test_equal_neighbours_share_a_cell_but_long_groups_repeat_the_name():
    filled = Document(BytesIO(fill_word(example(), VIEW)))
    first = [row._tr.tc_lst[0] for row in filled.tables[0].rows][1:]
    assert [tc.vMerge for tc in first[:18]] == [None] * 18
    assert [tc.vMerge for tc in first[18:28]] == ["restart", *["continue"] * 9]
    assert [tc.vMerge for tc in first[28:]] == ["restart", "continue", "continue", None]
    order = [child.tag.rpartition("}")[2] for child in first[18].tcPr]
    assert order == ["tcW", "vMerge", "vAlign"]


def test_a_merged_cell_is_bounded_by_the_merged_cells_before_it():
    parts = (
        "      - table: 表\n        columns:\n"
        '          - [一级, "{{表.一级|合并}}", 1, text]\n          - [二级, "{{表.二级|合并}}", 1, text]'
    )
    rows = table(row(一级="产出", 二级="数量"), row(一级="效益", 二级="数量"))
    shown = Document(BytesIO(fill_word(described(parts), view(tables={"表": rows})))).tables[0]
    assert [row._tr.tc_lst[1].vMerge for row in shown.rows] == [None, None, None]


def test_what_has_no_rows_is_left_out_with_its_caption_or_says_so():
    columns = '        columns: [[项目, "{{未完成.项目}}", 1, text]]'
    without = f"      - table: 未完成\n        caption: 表9\n{columns}\n      - text: 完"
    shown = view(tables={"未完成": PaperTable("T", ("项目",), ())})
    assert paragraphs(fill_word(described(without), shown)) == ["完"]
    says = f"{without.replace('      - text: 完', '')}        empty: 没有未完成的指标。"
    filled = Document(BytesIO(fill_word(described(says), shown)))
    assert [p.text for p in filled.paragraphs] == ["表9", "没有未完成的指标。"]
    assert not filled.tables


def test_some_and_none_decide_and_do_not_count_as_a_group_of_the_row():
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "{{未完成.无}}{{指标.三级}}", "{{指标.得分}}"
    filled = Document(BytesIO(fill_word(own(document), view(tables={
        "未完成": table(), "指标": table(row(三级="甲", 得分="1"), row(三级="乙", 得分="2")),
    }))))  # fmt: skip
    assert [[c.text for c in r.cells] for r in filled.tables[0].rows] == [["甲", "1"], ["乙", "2"]]


def test_all_faults_are_told_with_their_place_and_nothing_is_written():
    document = Document()
    document.add_paragraph("{{部门}}")
    document.add_paragraph("第二段 {{年底}}")
    document.add_paragraph("{{R4}}{{R5}}")
    document.add_paragraph("前言 {{W1}}")
    document.add_paragraph("{{部门")
    cells = document.add_table(rows=2, cols=2).rows[1].cells
    cells[0].text, cells[1].text = "{{指标.三级}}", "{{指标.得份}}{{甲.乙}}"
    with pytest.raises(InputError) as raised:
        fill_word(own(document), VIEW)
    told = {p.place.where: (p.message, p.hint) for p in raised.value.problems}
    assert told["第2段"] == ("不认识 {{年底}}", "可用的有：{{年度}}")
    assert "混用了几组内容" in told["第3段"][0]
    assert told["第4段"][0] == "{{W1}} 要独占一段"
    assert told["第5段"][0] == "{{ 与 }} 没有成对"
    where = "第1个表第2行第2格第1段"
    messages = [p.message for p in raised.value.problems if p.place.where == where]
    assert messages == ["不认识 {{指标.得份}}", "不认识 {{甲.乙}}"]
    assert all(p.place.file == "我的.docx" for p in raised.value.problems)


def test_two_groups_in_one_row_are_refused():
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "{{指标.三级}}", "{{另.甲}}"
    with pytest.raises(InputError, match="混用了几组内容（指标、另）"):
        fill_word(own(document), view(tables={**VIEW.tables, "另": table(row(甲="1"))}))


def test_a_made_sentence_that_waits_for_a_person_looks_so():
    waits = text("原因：【待填写】请写明。")
    cells = table(row(甲="【待填写】"), row(甲="已完成"))
    shown = view(paragraphs={"R1": (waits, text("没有问题。"))}, tables={"表": cells})
    columns = '      - table: 表\n        columns: [[甲, "{{表.甲}}", 1, text]]'
    filled = Document(
        BytesIO(fill_word(described(f'      - text: "{{{{R1}}}}"\n{columns}'), shown))
    )
    assert [p.style.name for p in filled.paragraphs[:2]] == ["待填写", "Normal"]
    runs = [r.cells[0].paragraphs[0].runs[0] for r in filled.tables[0].rows[1:]]
    assert [str(run.font.color.rgb) for run in runs] == ["C00000", "None"]
    assert filled.tables[0].rows[1].cells[0].paragraphs[0].style.name == "表文"


def test_a_block_that_may_stay_empty_prints_nothing():
    may = view(blocks={"W1": TextBlock("W1", "written", (), "可以不写")})
    parts = '      - text: "{{W1}}"\n      - text: 完'
    assert paragraphs(fill_word(described(parts), may)) == ["完"]


def test_a_paper_that_ends_with_a_page_that_lies_has_no_blank_page_behind_it():
    parts = "      - text: 甲\n      - landscape:\n        - text: 乙"
    sections = Document(BytesIO(fill_word(described(parts), VIEW))).sections
    assert [section.orientation for section in sections] == [0, 1]
    both = f"{parts}\n      - landscape:\n        - text: 丙\n      - text: 丁"
    sections = Document(BytesIO(fill_word(described(both), VIEW))).sections
    assert [section.orientation for section in sections] == [0, 1, 1, 0]


def test_a_persons_text_stands_in_one_place_only():
    twice = '      - text: "{{W1}}"\n      - text: 中间\n      - text: "{{W1}}"'
    with pytest.raises(InputError, match="写了不止一处"):
        fill_word(described(twice), VIEW)


def test_a_row_that_is_a_heading_of_others_is_one_cell():
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "{{指标.三级}}", "{{指标.得分}}"
    cells[1]._tc.tcPr.tcW.set(qn("w:w"), "50%")
    rows = table(row("group", 三级="产出指标"), row(三级="甲", 得分="1"))
    shown = Document(BytesIO(fill_word(own(document), view(tables={"指标": rows})))).tables[0]
    assert [[tc.grid_span for tc in r._tr.tc_lst] for r in shown.rows] == [[2], [1, 1]]
    assert shown.rows[0].cells[0].text == "产出指标"
