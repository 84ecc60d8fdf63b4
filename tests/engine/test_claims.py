"""Claimed figures against themselves: what agrees, what is 尾差 and why, what differs."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.folders import SETS


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
        ("3", "2", "6.7", "rounding", "rate_two_places"),
        ("3", "2", "7", "differs", ""),
        ("3", "2", "6", "differs", ""),
        ("77", "69", "8.9", "differs", ""),
        ("80", "75.2", "9", "rounding", "printed_precision"),
        ("8", "7.9", "9.88", "agrees", ""),
        ("8", "7.9", "9.87", "rounding", "cut"),
        ("1000", "977.15", "9.8", "rounding", "rate_two_places"),
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
    wrong = claims(library, funds=funds, rows=rows, claimed_total="97.5")
    assert [(c.verdict, str(c.computed)) for c in wrong if c.kind == "total"] == [
        ("differs", "99.5")
    ]


def total(library, stated, *claimed, execution="9.5"):
    """Return the check of a total; the rule gives 9.5 for the execution and 45 for a row."""
    funds = {"budget": "480", "executed": "456", "claimed": execution}
    rows = [row(one, one) for one in claimed]
    found = claims(library, funds=funds, rows=rows, claimed_total=stated)
    return next(c for c in found if c.kind == "total")


@pytest.mark.parametrize("stated", ["99.5", "99.50", "100"])
def test_a_total_agrees_exactly_or_rounded_half_up_to_its_own_places(library, stated):
    assert total(library, stated, "45", "45").verdict == "agrees"


@pytest.mark.parametrize(
    "stated", ["95", "96", "97", "98", "99", "101", "103", "99.1", "99.4", "99.6", "99.8", "99.9"]
)
def test_a_total_of_exact_scores_has_no_room(library, stated):
    check = total(library, stated, "45", "45")
    assert (check.verdict, str(check.computed)) == ("differs", "99.5")


def test_a_rounded_total_stands_for_its_sum(library):
    funds = {"budget": "480", "executed": "456", "claimed": "9.5"}
    rows = [row("45"), {**row("45.38"), "points": "45.5"}]
    found = claims(library, funds=funds, rows=rows, claimed_total="99.9")
    assert [c.verdict for c in found if c.kind == "total"] == ["agrees"]


def test_scores_that_the_unit_rounded_leave_room_for_their_halves(library):
    """Two scores of 1.6666… printed as 1.7: their sum is 3.33, 3.4 as printed."""
    missed = {**row("1.7", "5"), "target": "3份", "actual": "1份"}
    rows = [missed, {**missed, "name": "乙"}, row("40", "40"), row("40", "40", "效益")]
    funds = {"budget": "480", "executed": "456", "claimed": "9.5"}
    verdicts = {}
    for stated in ("92.83", "92.8", "92.9", "92.7", "93.1"):
        found = claims(library, funds=funds, rows=rows, claimed_total=stated)
        verdicts[stated] = next(c.verdict for c in found if c.kind == "total")
    assert verdicts == {
        "92.83": "rounding", "92.8": "rounding", "92.9": "agrees", "92.7": "differs",
        "93.1": "differs",
    }  # fmt: skip


def blank_execution(library, stated, **funds):
    """Return the check of a total where the score of the execution rate is not filled in."""
    given = {"budget": "480", "executed": "456", **funds}
    found = claims(library, funds=given, rows=[row("45"), row("45")], claimed_total=stated)
    return [c for c in found if c.kind == "total"]


def test_without_an_execution_score_the_rest_of_the_total_stands_for_it(library):
    (check,) = blank_execution(library, "99.5")
    assert check.verdict == "agrees"
    (check,) = blank_execution(library, "99")  # the unit gave itself less: 自评从严
    assert check.verdict == "agrees"
    (check,) = blank_execution(library, "99.9")
    assert (check.verdict, str(check.computed)) == ("differs", "99.5")
    (check,) = blank_execution(library, "103")
    assert (check.verdict, str(check.computed)) == ("differs", "99.5")
    (check,) = blank_execution(library, "89")
    assert (check.verdict, str(check.computed)) == ("differs", "99.5")
    assert not blank_execution(library, "99", executed=None)


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


def test_rows_that_share_a_pool_must_fill_it():
    own = Library(SETS)
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


def test_the_rate_is_that_of_all_funds(library):
    given = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
            "funds": [
                {"source": "当年财政拨款", "budget": "60", "executed": "60", "claimed_rate": "100"},
                {"source": "年度资金总额", "budget": "100", "executed": "90", "claimed_rate": "90"},
            ],
        }
    )  # fmt: skip
    found = [c for c in score_submission(given, library).claims if c.kind == "execution_rate"]
    assert [(str(c.stated), c.verdict) for c in found] == [("90", "agrees")]


def test_nothing_is_said_of_sums_while_points_are_blank(library):
    rows = [row("10", None), row("40", "40")]
    found = claims(
        library, funds={"budget": "1", "executed": "1", "claimed": "10"}, rows=rows,
        claimed_total="60", claims={"产出": "50"},
    )  # fmt: skip
    assert {c.verdict for c in found} == {"agrees"}
    assert {c.kind for c in found} == {"level", "execution_score", "total"}
    found = claims(
        library, funds={"budget": "1", "executed": "1", "claimed": "10"},
        rows=[row(None, None), row("40", "40")], claimed_total="60", claims={"产出": "50"},
    )  # fmt: skip
    assert {c.kind for c in found} == {"execution_score"}


def test_rows_without_points_and_claims_do_not_hide_a_level(library):
    rows = [row("50", "50"), {**row(None, "0"), "actual": "不适用", "target": ""}]
    found = claims(
        library, funds={"budget": "1", "executed": "1"}, rows=rows, claims={"产出": "49"}
    )
    assert [(c.kind, c.where, c.verdict) for c in found if c.kind == "level"] == [
        ("level", "产出", "differs")
    ]


def test_a_form_without_rows_has_no_sum_of_points(library):
    assert claims(library, funds={"budget": "1", "executed": "1"}) == ()


def own(set_id, **given):
    submission = Submission.model_validate(
        {"schema": "ziping/submission/1", "set": set_id, "year": 2022, **given}
    )
    return score_submission(submission, Library(SETS))


def test_of_alternatives_nothing_is_added_up():
    inputs = {"结余": "1", "上年结余": "2", "支出预算": "100"}
    result = own(
        "test/county-department", inputs=inputs, claimed_total="12",
        claims={"资金结余": "3"},
    )  # fmt: skip
    assert not [c for c in result.claims if c.kind in {"total", "points"}]


def test_goals_are_stretched_to_their_share_and_not_added_up():
    goal = {"name": "一", "ratio": "100", "indicators": [
        {"level1": "产出", "level2": "数量", "name": "甲", "target": "3份", "actual": "3份",
         "points": "100", "claimed": "100"}]}  # fmt: skip
    result = own("test/tianjin-goals", goals=[goal], claimed_total="90")
    assert not [
        c for c in result.claims if c.kind in {"total", "points"} and c.verdict == "differs"
    ]


def test_where_points_of_what_does_not_apply_are_shared_out_nothing_is_added_up(tmp_path):
    (tmp_path / "my").mkdir()
    (tmp_path / "my/stretched.yaml").write_text(
        "schema: 1\nid: my/stretched\ntitle: 甲\nextends: mof/2020-project\n"
        "not_applicable: rescale\n", encoding="utf-8",
    )  # fmt: skip
    rows = [
        row("25", "25"),
        {**row("0", "25"), "actual": "不适用", "target": ""},
        row("50", "40", level1="效益"),
    ]
    given = {
        "schema": "ziping/submission/1", "set": "my/stretched", "year": 2022,
        "indicators": rows, "claims": {"产出": "50"}, "claimed_total": "100",
        "funds": [{"source": "合计", "budget": "1", "executed": "1", "claimed": "10"}],
    }  # fmt: skip
    result = score_submission(Submission.model_validate(given), Library(tmp_path))
    assert not [c for c in result.claims if c.kind in {"total", "level"}]
