"""Claimed figures against themselves: what agrees, what is 尾差 and why, what differs."""

from __future__ import annotations

import pytest

from scoring.library import Library
from scoring.submission import Submission
from scoring.work import score_submission


def claims(library, *, funds=None, rows=(), **more):
    given = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
            "funds": [{"source": "年度资金总额", **(funds or {})}], "indicators": list(rows), **more,
        }
    )  # fmt: skip
    return score_submission(given, library).claims


def row(claimed, points="45", level1="产出"):
    return {"level1": level1, "level2": "数量", "name": "甲", "target": "3份", "actual": "3份",
            "points": points, "claimed": claimed}  # fmt: skip


@pytest.mark.parametrize(
    ("budget", "executed", "claimed", "verdict", "cause"),
    [
        ("78", "69", "8.85", "agrees", ""),
        ("78", "69", "8.84", "rounding", "cut"),
        ("3", "2", "6.67", "agrees", ""),
        ("3", "2", "6.7", "agrees", ""),
        ("3", "2", "7", "agrees", ""),
        ("8", "7.9", "9.88", "agrees", ""),
        ("8", "7.9", "9.87", "rounding", "cut"),
        ("1000", "977.15", "9.8", "agrees", ""),
        ("1000", "977.15", "9.80", "rounding", "rate_two_places"),
        ("78", "69", "8.95", "differs", ""),
        ("78", "69", "9.99", "differs", ""),
    ],
)
def test_execution_score(library, budget, executed, claimed, verdict, cause):
    found = claims(library, funds={"budget": budget, "executed": executed, "claimed": claimed})
    check = next(c for c in found if c.kind == "execution_score")
    assert (check.verdict, check.cause) == (verdict, cause)


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [
        ("92.28", "agrees"),
        ("92.3", "agrees"),
        ("92", "agrees"),
        ("92.27", "rounding"),
        ("92.26", "differs"),
        ("93", "differs"),
    ],
)
def test_execution_rate_is_compared_as_printed(library, rate, verdict):
    funds = {"budget": "22924400", "executed": "21154406.61", "claimed_rate": rate}
    check = next(c for c in claims(library, funds=funds) if c.kind == "execution_rate")
    assert check.verdict == verdict


def test_total_against_the_sum_of_its_rows(library):
    funds = {"budget": "100", "executed": "100", "claimed": "10"}
    rows = [row("45"), row("44.5")]
    sound = claims(library, funds=funds, rows=rows, claimed_total="99.5")
    assert [c.verdict for c in sound if c.kind == "total"] == ["agrees"]
    rounded = claims(library, funds=funds, rows=rows, claimed_total="99")
    assert [(c.verdict, c.cause) for c in rounded if c.kind == "total"] == [
        ("rounding", "printed_precision")
    ]
    wrong = claims(library, funds=funds, rows=rows, claimed_total="97.5")
    assert [(c.verdict, str(c.computed)) for c in wrong if c.kind == "total"] == [
        ("differs", "99.5")
    ]


def test_rows_over_their_points_and_points_that_do_not_add_up(library):
    found = claims(library, funds={"budget": "1", "executed": "1"}, rows=[row("46"), row("45")])
    assert [(c.kind, c.where) for c in found if c.verdict == "differs"] == [
        ("row", "产出/数量/1"),
        ("points", "产出"),
    ]
    found = claims(library, funds={"budget": "1", "executed": "1"}, rows=[row("50", "50")])
    assert [(c.kind, str(c.stated), str(c.computed)) for c in found] == [("points", "60", "100")]


def test_level_sums_that_the_form_states(library):
    rows = [row("20", "25"), row("25", "25")]
    found = claims(
        library, funds={"budget": "1", "executed": "1"}, rows=rows, claims={"产出": "47"}
    )
    level = next(c for c in found if c.kind == "level")
    assert (level.verdict, str(level.computed)) == ("differs", "45")


def test_rows_that_share_a_pool_must_fill_it(checkout):
    own = Library(checkout / "tests" / "sets")
    given = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "test/sichuan-pool", "year": 2018,
            "indicators": [
                {"level1": "特性指标", "level2": "经济效益", "name": "甲", "target": "3份",
                 "actual": "3份", "points": "35"},
            ],
        }
    )  # fmt: skip
    found = [c for c in score_submission(given, own).claims if c.where == "项目效益"]
    assert [(c.kind, str(c.stated), str(c.computed)) for c in found] == [("points", "35", "40")]
