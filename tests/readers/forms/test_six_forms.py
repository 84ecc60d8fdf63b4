"""The six published forms, laid out as the system exports them, read back as what they are."""

from __future__ import annotations

import pytest

from scoring.readers.books.open_any import open_book
from scoring.readers.forms.read_form import read_exported
from scoring.records.submission import Submission
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission
from tests.corpus.real_form import SET, as_html, as_xlsx, comparable, examples, layout

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


@pytest.mark.parametrize("given", SIX, ids=lambda s: s.project.name)
def test_the_form_that_score_printed_reads_back(given, library):
    """Its 评分说明 is no second form; last year's 自评表 serves for this year's 填报表."""
    result = score_submission(given, library)
    data = Outputs(library, ("xlsx",)).render(result, "xlsx")
    ((_, read),) = read_exported(open_book(data, "去年-自评表.xlsx"), SET)
    assert isinstance(read, Submission), read
    rows = [(r.level1, r.level2, r.name, r.target, r.actual, r.points) for r in given.indicators]
    assert rows == [
        (r.level1, r.level2, r.name, r.target, r.actual, r.points) for r in read.indicators
    ]
    assert score_submission(read, library).scorecard.total == result.scorecard.total
