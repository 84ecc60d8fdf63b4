"""What is written by the toolkit's own sheets is what a reader finds: formulas, texts, blanks."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scoring.writers.xlsx.pen import Pen, new_workbook


def written(write):
    out = BytesIO()
    book = new_workbook(out, "表")
    write(Pen(book, book.add_worksheet("表"), {}))
    book.close()
    return load_workbook(BytesIO(out.getvalue()))["表"]


@pytest.mark.parametrize("quoted", ["见SORT(A列)", "XLOOKUP(", "B.T.INGLE(", "{花括号}"])
def test_a_text_quoted_in_a_formula_is_not_taken_for_a_function(quoted):
    """A person may write the name of a function of later programs; it stays a text in quotes."""
    formula = f'EXACT(B1&"","{quoted}")'
    sheet = written(lambda pen: pen.formula(0, 0, formula, pen.style("live"), "否"))
    assert sheet["A1"].value == "=" + formula


def test_every_kind_of_entry_is_read_as_it_was_put():
    def write(pen):
        box = pen.style("fixed_left")
        for column, entry in enumerate(["<甲> & “乙”", "=1+1", Decimal("0.5"), None, " 前后 "]):
            pen.put(1, column, entry, box)
        pen.put(2, 0, "合并", box, 3)

    sheet = written(write)
    assert [cell.value for cell in sheet[2]] == ["<甲> & “乙”", "=1+1", 0.5, None, " 前后 "]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "n", "s"]
    assert {cell.border.left.style for cell in sheet[2]} == {"thin"}
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A3:D3"]
    assert sheet["A3"].value == "合并"
