"""A sheet printed as it should not be: columns on a second page, rows too low for their texts.

``beside.pdf`` is such a print of a form of seven rows; the form is fictional.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from scoring.intake.any_file import read_any
from scoring.readers.books.pdf.lines import Letter, Line, lines_of
from scoring.readers.books.pdf.overprint import is_spoilt
from scoring.readers.books.pdf.page import Page
from scoring.readers.books.pdf.ruled_table import RuledTable
from scoring.readers.books.pdf.side_pages import with_side_pages
from scoring.records.file_content import FileRead
from tests.folders import DOCUMENTS

FILE = DOCUMENTS / "beside.pdf"
ROWS = (0.0, 15.0, 30.0, 45.0, 60.0)


@pytest.fixture(scope="module")
def found() -> FileRead:
    return read_any(FILE, FILE.name)


def test_columns_on_a_second_page_are_put_back(found):
    (form,) = found.forms
    given = form.submission
    assert given is not None
    assert given.unit == "某市公安局科技信息化支队"
    assert given.goal.achieved == "全年视频监控运行平稳,按期完成维护。"
    assert str(given.funds[0].claimed) == "9.5"
    assert given.at["funds.1.claimed"] == "第1页第1个表第6行"
    assert [problem.code for problem in found.problems] == ["side-page"]
    assert not found.rest


def test_names_that_lie_upon_each_other_are_told_as_unread(found):
    given = found.forms[0].submission
    assert given is not None
    assert [str(row.claimed) for row in given.indicators] == [
        "15",
        "15",
        "10",
        "10",
        "20",
        "10",
        "10",
    ]
    assert [row.level1 for row in given.indicators][3:5] == ["产出指标", "效益指标"]
    assert not any(row.name for row in given.indicators)
    for row in given.indicators:
        own = [one.what for one in given.repairs if one.at == row.at["name"]]
        assert any("“三级指标”一格" in what and "未能读取" in what for what in own)
        assert not any("空着" in what for what in own), "a level nobody can read is not blank"
    assert given.unplaced[0].text.startswith("这张表没有读全：有 11 格")


def test_a_level_that_surely_is_the_cells_own_is_read(found):
    given = found.forms[0].submission
    assert given is not None
    assert [row.level2 for row in given.indicators] == [
        "数量指标", "质量指标", "时效指标", "成本指标", "", "", "",
    ]  # fmt: skip


def letter(text: str, x: float, top: float) -> Letter:
    return Letter(text, x, top, x + 10, top + 10, 10)


def line(text: str, x: float = 0, top: float = 2, step: float = 10) -> Line:
    return lines_of(letter(one, x + step * number, top) for number, one in enumerate(text))[0]


@pytest.mark.parametrize(
    ("lines", "spoilt"),
    [
        ([line("设备在线率")], False),
        ([line("设备在线", top=2), line("率", top=12)], False),
        ([line("设备在线率", top=8)], True),
        ([line("设备在线率", top=-6)], True),
        ([line("设备在线率", top=0), line("维修时间", top=6)], True),
        ([line("设备维修", step=5)], True),
        ([line("绩", top=0), line("效", top=9), line("标", top=17)], False),
    ],
    ids=["one", "two", "below", "above", "upon", "mixed", "downward"],
)  # fmt: skip
def test_what_is_spoilt(lines, spoilt):
    bottom = 25.0 if len(lines) > 1 else 14.0
    assert is_spoilt(lines, 0.0, bottom) is spoilt


def test_a_row_too_low_for_its_only_line_is_readable():
    assert not is_spoilt([line("设备在线率", top=-4)], 0.0, 2.0)


def page(number: int, *, left: tuple = (), right: tuple = (), rows: tuple = ROWS) -> Page:
    boxes = tuple((0.0, a, 50.0, b) for a, b in pairwise(rows))
    letters = tuple((letter("甲", 20, box[1] + 2),) for box in boxes)
    table = RuledTable(rows[0], rows[-1], (0.0, 50.0), boxes, letters, left, right)
    return Page(number, 60.0, 100.0, (table,), ())


OPEN = ((0.0, 15.0), (30.0, 45.0))


def test_open_sides_at_the_same_heights_are_joined_once():
    (joined,), pairs = with_side_pages([page(1, right=OPEN), page(2, left=OPEN)])
    assert pairs == [(1, 2)]
    count, cells = joined.tables[0].ruled_cells(joined.tables[0].edges)
    assert count == 4
    assert [(s.left, s.right) for s in cells] == [(0, 1), (0, 0), (1, 1), (0, 1), (0, 0), (1, 1)]


@pytest.mark.parametrize(
    "pages",
    [
        [page(1), page(2)],
        [page(1, right=OPEN), page(2)],
        [page(1, right=OPEN), page(2, left=OPEN[:1])],
        [page(1, right=OPEN), page(2, left=OPEN, rows=(0.0, 15.0, 32.5, 45.0, 60.0))],
        [page(1, left=OPEN, right=OPEN), page(2, left=OPEN, right=OPEN)],
        [page(1, right=OPEN), page(2, left=OPEN), page(3, left=OPEN)],
        [page(1, right=OPEN), page(2, right=OPEN), page(3, left=OPEN)],
    ],
    ids=[
        "closed",
        "one-closed",
        "other-rows-open",
        "other-heights",
        "no-sides",
        "two-rights",
        "two-lefts",
    ],
)
def test_without_proof_nothing_is_joined(pages):
    left, pairs = with_side_pages(pages)
    assert left == pages
    assert not pairs
