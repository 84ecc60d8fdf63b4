"""Where a row finds its place, and what one without points may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.indicator_set.load import SetText, load_set
from scoring.records.scorecard import Scorecard
from scoring.records.submission import Submission
from scoring.work.library import Library

HEAD = "schema: 1\nid: my/form\ntitle: 甲\npoints: 100\nby_reading: {at_least: ratio}\n"
RULES = "rules: {ratio: {cases: [{when: met, score: points}, {score: 0}]}}\n"
ONE = "levels: [{name: 绩效指标, points: 100, rows: indicators}]\n"
TWO = "levels: [{name: 产出, points: 60, rows: indicators}, {name: 效益, points: 40, rows: indicators}]\n"
NESTED = """\
levels:
  - name: 绩效
    points: 100
    children:
      - {name: 效率, points: 70, rows: indicators}
      - name: 效果
        points: 30
        children: [{name: 社会, rows: indicators}, {name: 经济, rows: indicators}]
"""


def score(levels: str, library: Library, *rows: dict[str, Any]) -> Scorecard:
    indicators = load_set(SetText("set", HEAD + RULES + levels), library.text, library.built_ins)
    given = {"schema": "ziping/submission/1", "set": "my/form", "year": "2022"}
    told = [{"name": "数", "target": "≥1份", "actual": "1份", **row} for row in rows]
    submission = Submission.model_validate({**given, "indicators": told})
    return library.scorer_of(indicators).score(submission)


def test_a_form_without_levels_needs_none(library: Library) -> None:
    card = score(ONE, library, {"points": "100"})
    assert (card.total, card.unmatched) == (Decimal(100), ())


def test_a_wrong_level_is_still_told_on_a_form_without_levels(library: Library) -> None:
    card = score(ONE, library, {"points": "100", "level1": "产出"})
    assert (card.total, len(card.unmatched)) == (None, 1)


def test_where_there_are_several_levels_a_row_must_name_its_own(library: Library) -> None:
    card = score(TWO, library, {"points": "100"})
    assert (card.total, len(card.unmatched)) == (None, 1)


def test_rows_without_points_share_what_the_nearest_branch_has_left(library: Library) -> None:
    """30 points under 效果, 12 of them given: 18 are left, for both rows together."""
    card = score(
        NESTED, library,
        {"level1": "绩效", "level2": "效率", "points": "70"},
        {"level1": "绩效", "level2": "社会", "points": "12"},
        {"level1": "绩效", "level2": "社会"},
        {"level1": "绩效", "level2": "经济"},
    )  # fmt: skip
    assert [row.high for row in card.indicators] == [70, 12, 18, 0]
    assert (card.low, card.total, card.high) == (82, None, 100)


def test_a_branch_cannot_have_left_what_the_level_above_has_not(library: Library) -> None:
    """效率 was given 90 of the 100: 10 are left of the whole, though 效果 has 30."""
    card = score(
        NESTED, library,
        {"level1": "绩效", "level2": "效率", "points": "90"},
        {"level1": "绩效", "level2": "社会"},
    )  # fmt: skip
    assert [row.high for row in card.indicators] == [90, 10]
