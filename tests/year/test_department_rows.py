"""The approved targets of a department and what its form reports of them."""

from __future__ import annotations

from collections import Counter

from scoring.review.between.vocabulary import BetweenWords
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.year.department_rows import department_rows
from tests.year.made_folder import BUREAU, CENTRE, department_year

NOT_SET = load_vocabulary(BetweenWords).not_set


def test_every_approved_target_stands_once_with_what_was_reported(library: Library) -> None:
    found = department_rows(department_year(CENTRE, library, ["001"]), NOT_SET)
    levels = Counter(row.level2 for row in found.rows)
    assert list(levels.values()) == [18, 3, 3, 3, 4]
    assert found.not_applicable == 5
    assert Counter(row.met for row in found.rows) == {None: 27, True: 3, False: 1}
    (missed,) = (row for row in found.rows if row.met is False)
    assert (missed.name, missed.target, missed.actual) == (
        "短信年发送总量", "≥24800 万条", "24005 万条",
    )  # fmt: skip


def test_a_lost_target_stays_lost(library: Library) -> None:
    found = department_rows(department_year(CENTRE, library, ["001"]), NOT_SET)
    assert [n for n, row in enumerate(found.rows, 1) if not row.target] == [19]


def test_the_table_of_another_unit_is_not_taken(library: Library) -> None:
    found = department_rows(department_year(BUREAU, library, ["001"]), NOT_SET)
    assert found.table is None
    assert [row.name for row in found.rows] == ["网络安全监测预警", "开放公共数据集"]
