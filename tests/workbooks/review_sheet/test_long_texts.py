"""A long text does not push the rest off the page: its beginning in the table, the whole below."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from scoring.workbooks.review_sheet.read.read import read_review_sheet

from scoring.readers.books.open_any import open_book

LONG = "本年度共开展质量监督检查工作若干次," * 30


def sheet_of(data: bytes) -> Any:
    return load_workbook(BytesIO(data))["复核表"]


def test_rows_stay_low_and_the_whole_text_stands_below(
    review_sheets: Any, quality: Any, reviewed: Any
) -> None:
    form = quality.result.submission
    rows = list(form.indicators)
    rows[0] = rows[0].model_copy(update={"actual": LONG})
    one = reviewed(form.model_copy(update={"indicators": tuple(rows)}))
    data = review_sheets.xlsx(one)
    sheet = sheet_of(data)
    texts = {str(c.value): c for line in sheet.iter_rows() for c in line if c.value}
    heads = {str(c.value): c for line in sheet.iter_rows(max_row=12) for c in line if c.value}
    first, last = heads["标识"].row + 1, texts["总分"].row
    assert max(sheet.row_dimensions[n].height or 0 for n in range(first, last)) < 200
    cut = [t for t in texts if t.endswith("……（全文见表下）")]
    assert len(cut) == 1
    assert cut[0].startswith(LONG[:40])
    assert any(LONG in t and "自评完成值" in t for t in texts)
    page = review_sheets.html(one).decode()
    assert "表内写不下的文字" in page
    assert LONG in page
    found = read_review_sheet(open_book(data, "复核表.xlsx"))
    assert (found.problems, found.rest, found.refused) == ((), (), ())


def test_the_names_of_levels_do_not_make_rows_high(review_sheets: Any, six: Any) -> None:
    for one in six:
        sheet = sheet_of(review_sheets.xlsx(one))
        levels = next(c for line in sheet.iter_rows(max_row=12) for c in line if c.value == "级次")
        assert sheet.column_dimensions[levels.column_letter].width > 11
