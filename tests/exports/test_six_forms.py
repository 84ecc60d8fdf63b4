"""The six published forms, laid out as the system exports them, read back as what they are."""

from __future__ import annotations

import pytest
from real_form import SET, as_html, as_xlsx, comparable, examples, layout

from scoring.readers.exported.read import read_exported
from scoring.readers.sheets.book import open_book
from scoring.submission import Submission
from scoring.work import score_submission

SIX = examples()
FILES = {
    "xlsx": as_xlsx,
    "xlsx-texts": lambda grid: as_xlsx(grid, numbers=False),
    "html-utf8": as_html,
    "html-gb18030": lambda grid: as_html(grid, encoding="gb18030"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("given", SIX, ids=lambda s: s.project.name)
def test_a_form_reads_back_as_what_was_handed_in(given, kind, library):
    data = FILES[kind](layout(given, paragraphs=True))
    book = open_book(data, "导出.xls")
    ((place, read),) = read_exported(book, SET)
    assert isinstance(read, Submission), read
    assert comparable(read) == comparable(given)
    assert place.startswith("导出.xls [")
    assert not read.unplaced
    was, now = score_submission(given, library), score_submission(read, library)
    assert now.scorecard.total == was.scorecard.total
