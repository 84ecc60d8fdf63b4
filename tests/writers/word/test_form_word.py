"""A form as a Word document says what its workbook says, on pages that lie as the sheet's do."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from scoring.writers.form.form_sheet import layout_of
from scoring.writers.form.form_xlsx import render_form
from scoring.writers.form.xlsx_template import parse_template
from scoring.writers.word.form_word import form_document, formatted
from tests.writers.form.test_xlsx_template import saved, small
from tests.writers.word.paper_example import page_style, part

STYLE = page_style("内部")
FORMS = ("project", "department", "hubei-project", "tianjin-department", "evaluation-project")


def drawn(make: Any, layout: Any, **changes: Any) -> bytes:
    return form_document(make.result(**changes), layout, make.labels, STYLE)


def words_of(document: Any) -> set[str]:
    """Return what the cells say, without blanks and ends of lines."""
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return {"".join(cell.text.split()) for cell in cells} - {""}


@pytest.mark.parametrize("form", FORMS)
def test_it_says_what_the_workbook_says(make: Any, form: str):
    layout = make.layout if form == "project" else None
    if layout is None:
        layout = layout_of(make.design_of(form), make.labels)
    content = drawn(make, layout)
    assert content == drawn(make, layout)
    assert "{{" not in part(content, "word/document.xml")
    found = words_of(Document(BytesIO(content)))
    sheet = load_workbook(BytesIO(render_form(make.result(), layout, make.labels))).active
    texts = {
        "".join(cell.value.split())
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    assert texts - {""} <= found
    assert found & {"26.54", "94.41"} or form == "evaluation-project"


def test_equal_levels_share_a_cell_and_the_heading_is_repeated(make: Any):
    document = Document(BytesIO(drawn(make, make.layout)))
    head, *rows = document.tables[1].rows
    assert head._tr.trPr.xpath("./w:tblHeader")
    merges = [row._tr.tc_lst[1].vMerge for row in rows if len(row._tr.tc_lst) > 5]
    assert merges.count("restart") == 3
    assert [row._tr.tc_lst[0].vMerge for row in rows][:2] == ["restart", "continue"]


@pytest.mark.parametrize("form", ["project", "department", "explanation"])
def test_the_page_lies_as_that_of_the_sheet(make: Any, form: str):
    from scoring.writers.form.form_sheet import layout_of

    layout = layout_of(make.design_of(form), make.labels)
    section = Document(BytesIO(drawn(make, layout))).sections[0]
    lies = layout.sheets[0].page.landscape
    assert section.orientation == (WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT)
    assert (section.page_width > section.page_height) == lies
    width = sum(column.width for column in Document(BytesIO(drawn(make, layout))).tables[0].columns)
    assert width <= section.page_width - section.left_margin - section.right_margin


def test_a_persons_workbook_is_printed_in_word_too(make: Any):
    book = small(A1="我的表", A2="{{指标.三级指标}}", B2="{{指标.得分}}", A3="总分", B3="{{总分}}")
    layout = parse_template(saved(book), make.labels, "我的.xlsx")
    rows = Document(BytesIO(drawn(make, layout))).tables[0].rows
    assert [cell.text for cell in rows[0].cells] == ["我的表", ""]
    assert [cell.text for cell in rows[-1].cells] == ["总分", "94.41"]
    assert len(rows) == 2 + len(make.result().scorecard.indicators)


@pytest.mark.parametrize(
    "words", ["<w:p>", "{{总分}}", "A<B&C", "长" * 10_000, "=1+1"], ids=list("12345")
)
def test_a_text_prints_as_its_letters(make: Any, words: str):
    content = drawn(make, make.layout, handed={"goal": {"expected": "目标", "achieved": words}})
    assert words in words_of(Document(BytesIO(content)))


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (Decimal("1600000"), "#,##0.00####_)_)", "1,600,000.00"),
        (Decimal("0.9991"), "0.00%", "99.91%"),
        (Decimal("26.54"), "General", "26.54"),
        (Decimal("5"), "0.0", "5.0"),
        (None, "General", ""),
        (7, "General", "7"),
    ],
)
def test_numbers_are_shown_by_the_format_of_their_cell(value: Any, number_format: str, said: str):
    assert formatted(value, number_format) == said
