"""Rounding, even-handed: cases from the field (I) and more, rulings 44 and 45."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.records.finding import Review
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case


@pytest.fixture(scope="module")
def reviews(library: Library):
    rules = Reviewer(library), Reviewer(library, RE_SCORING)

    def both(data: dict[str, Any]) -> list[Review]:
        result = score_submission(Submission.model_validate(data), library)
        return [one.review(result) for one in rules]

    return both


def said(review: Review) -> list[tuple[str, str]]:
    return [(f.kind, f.code) for f in review.findings]


def spent(executed: str, claimed: str, **more: Any) -> dict[str, Any]:
    """Return case I3 with another amount spent and score of the execution rate."""
    data = field_case("I3")
    data["funds"][0].update(executed=executed, claimed=claimed)
    return {**data, **more}


def held(points: str, done: str, claimed: str, name: str = "开展活动") -> dict[str, Any]:
    return {"level1": "产出", "level2": "数量", "name": name, "target": "≥100场",
            "actual": f"{done}场", "points": points, "claimed": claimed, "reason": "场地不足,合同结余"}  # fmt: skip


def rows(data: dict[str, Any], *missed: dict[str, Any]) -> dict[str, Any]:
    """Put rows in the place of the quantity, which keeps the points that are left."""
    quantity, *others = data["indicators"]
    left = 50 - sum(int(row["points"]) for row in missed)
    quantity = {**quantity, "points": str(left), "claimed": str(left)}
    return {**data, "indicators": [quantity, *missed, *others]}


# a total whose rounding gives the next grade


@pytest.mark.parametrize(
    ("missed", "total", "grade", "lifted"),
    [
        ("79", "90", "优", True),  # case I1: 89.5
        ("79", "89.5", "良", False),
        ("59", "80", "良", True),  # 79.5
        ("80", "90", "优", False),
        ("81", "91", "优", False),  # 90.5 is 优 as well
        ("78", "89", "良", False),
    ],
)
def test_rounding_a_total_must_not_lift_its_grade(reviews, missed, total, grade, lifted):
    data = field_case("I1")
    score = int(missed) / 2
    data["indicators"][0].update(actual=f"{missed}场", claimed=f"{score:g}")
    for review in reviews({**data, "claimed_total": total, "claimed_grade": grade}):
        # the set's source states whole numbers (优90-100、良80-89): a question, no error
        assert said(review) == ([("Q", "grade_differs_unrounded")] if lifted else [])


def test_where_the_source_has_no_whole_numbers_it_is_an_error(library: Library):
    result = score_submission(Submission.model_validate(field_case("I1")), library)
    for rules in (Reviewer(library), Reviewer(library, RE_SCORING)):
        words = rules.words.words.model_copy(update={"whole_numbers": ()})
        rules.__dict__["words"] = rules.words.model_copy(update={"words": words})
        (found,) = rules.review(result).findings
        assert (found.kind, found.code) == ("E", "grade_differs")
        assert found.text.startswith("各项自评得分相加为89.5分，对应“良”；自评总分填90分")


def test_a_grade_without_a_total_is_compared_with_the_sum_of_the_scores(reviews):
    data = field_case("I1")
    del data["claimed_total"]
    for review in reviews(data):
        assert said(review) == [("E", "grade_differs")]
        assert "各项自评得分相加为89.5分，对应“良”，自评等级填“优”" in review.findings[0].text


# scores with fewer decimals


@pytest.mark.parametrize(
    ("executed", "claimed", "gap"),
    [
        ("75", "8", "0.5"),  # case I3
        ("95", "10", "0.5"),
        ("99.6", "10", "0.04"),
        ("86", "9", "0.4"),
        ("87.6", "9", "0.24"),
        ("88", "9", "0.2"),
    ],
)
def test_a_single_rounded_execution_score_is_a_score_that_differs(reviews, executed, claimed, gap):
    for review in reviews(spent(executed, claimed)):
        (found,) = (f for f in review.findings if f.kind == "E")
        assert found.code == "execution_score_differs"
        assert f"差{gap}分" in found.text


@pytest.mark.parametrize(
    ("points", "done", "claimed", "gap"),
    [("10", "75", "8", "0.5"), ("5", "92", "5", "0.4"), ("5", "77", "4", "0.15"),
     ("10", "86", "9", "0.4"), ("15", "37", "6", "0.45")],
)  # fmt: skip
def test_a_single_rounded_row_is_one_too(reviews, points, done, claimed, gap):
    data = rows(spent("100", "10"), held(points, done, claimed))
    for review in reviews(data):
        (found,) = (f for f in review.findings if f.code != "all_full")
        assert (found.kind, found.code) == ("E", "score_differs")
        assert f"差{gap}分" in found.text


@pytest.mark.parametrize(
    ("executed", "score", "one", "two"),
    [
        ("75", "8", held("10", "86", "9"), None),
        ("100", "10", held("10", "86", "9"), held("5", "77", "4", "开展宣讲")),
        ("94", "9", held("10", "86", "9"), None),  # one down, one up: whole numbers throughout
        ("88.52", "8.9", held("15", "58.9", "8.8"), None),  # one decimal throughout
        ("75", "8", held("10", "86", "9"), held("15", "62", "9", "开展宣讲")),
    ],
)
def test_scores_that_are_rounded_alike_are_told_once_and_accuse_nobody(
    reviews, executed, score, one, two
):
    missed = [row for row in (one, two) if row is not None]
    for review in reviews(rows(spent(executed, score), *missed)):
        assert said(review) == [("N", "scores_rounded")]
        assert not review.above


def test_what_fills_a_row_up_is_never_rounding(reviews):
    data = rows(spent("75", "8"), held("10", "86", "9"), held("5", "96", "5", "开展宣讲"))
    for review in reviews(data):
        assert said(review) == [("E", "score_differs"), ("N", "scores_rounded")]


@pytest.mark.parametrize(("points", "score", "codes"), [
    ("14", "7", [("E", "execution_score_differs"), ("E", "score_differs")]),  # 90; exactly 89.1
    ("12", "6", [("N", "scores_rounded")]),  # 91; exactly 90.1
])  # fmt: skip
def test_nor_is_what_lifts_the_grade(reviews, points, score, codes):
    half = held(points, "50", score, "开展演练")
    for review in reviews(rows(spent("75", "8"), held("10", "86", "9"), half)):
        assert said(review) == codes


def test_full_scores_and_noughts_are_no_sign_of_rounding(reviews):
    data = rows(spent("75", "8"), held("5", "0", "0"))
    for review in reviews(data):
        assert [f.code for f in review.findings if f.kind == "E"] == ["execution_score_differs"]


@pytest.mark.parametrize("claimed", ["7", "7.4", "7.49", "7.5"])
def test_a_score_that_was_cut_accuses_nobody(reviews, claimed):
    for review in reviews(spent("75", claimed)):
        assert not [f for f in review.findings if f.kind == "E"]
