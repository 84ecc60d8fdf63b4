"""The year's record as a workbook: written and read back."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.documents.decode import decode
from scoring.readers.books.open_any import open_any
from scoring.readers.field_words import field_words
from scoring.records.year_record import YearRecord
from scoring.words import load_vocabulary
from scoring.work.year.record_file import BOOK
from scoring.workbooks.year_sheet.layout import YearSheetLayout
from scoring.workbooks.year_sheet.read import read_year_sheet
from scoring.workbooks.year_sheet.write import year_sheet


@pytest.mark.parametrize(
    "given",
    [
        {"figures": {"出租收入": 9}},
        {"figures": {"出租收入": 0}},
        {"figures": {"出租收入": {"initial": 0, "final": 0}}},
        {"figures": {"出租收入": {"adjusted": "1.50"}}},
        {"units": [{"name": "甲", "order": 0}, {"name": "乙", "order": 1}]},
        {"expected": {"first_level": 0, "projects": [{"name": "甲", "code": "0"}]}},
        {"evaluations": [{"project": "甲", "budget": 0, "score": 0}]},
        {"publish": ["甲", "0"], "texts": {"W1": "一\n二", "W2": "=1+1"}},
        {"project_reports": False, "rate_decimals": 1},
    ],
)
def test_everything_that_a_record_holds_comes_back(given: dict[str, Any]) -> None:
    layout = load_vocabulary(YearSheetLayout)
    data = {"schema": "ziping/year/1", "year": 2024, "department": "甲局", **given}
    book = open_any(year_sheet(data, layout), BOOK)
    read = decode(YearRecord, read_year_sheet(book, layout), field_words)
    assert read == YearRecord.model_validate(data)
