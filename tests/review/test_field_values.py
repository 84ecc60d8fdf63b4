"""Targets and actuals of the field: sentences, frequencies, degrees, what was not done or not accepted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.records.finding import Finding
from scoring.records.scorecard import RowResult
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case

HERE = Path(__file__).parent
TABLE = yaml.load((HERE / "field_values.yaml").read_text("utf-8"), yaml.BaseLoader)
TOP = {"数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "服务对象满意度": "满意度"}
SETTLED = "satisfaction_without_survey"
"""A note that every satisfaction without a survey gets, and which is not asked for here."""


@pytest.fixture(scope="module")
def reviewers(library: Library) -> tuple[Reviewer, Reviewer]:
    return Reviewer(library), Reviewer(library, "re-scoring")


def submission(row: dict[str, str], **more: Any) -> Submission:
    data = {
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": "2025", "money_unit": "万元",
        "funds": [{"source": "年度资金总额", "initial": "100", "budget": "100", "executed": "100", "claimed": "10"}],
        "indicators": [{"level1": "产出", "level2": "数量", "points": "10", "claimed": "10", **row}],
        **more,
    }  # fmt: skip
    return Submission.model_validate(data)


def told(
    given: Submission, reviewers: tuple[Reviewer, Reviewer], library: Library
) -> tuple[RowResult, list[list[Finding]]]:
    """Return the first row of a form as scored, and what self-check and re-scoring say of it."""
    result = score_submission(given, library)
    first = given.indicators[0].name
    row = next(row for row in result.scorecard.indicators if row.name == first)
    reviews = [reviewer.review(result) for reviewer in reviewers]
    return row, [
        [f for f in review.findings if f.of == "row" and f.where == row.id and f.code != SETTLED]
        for review in reviews
    ]


def kinds(findings: list[Finding]) -> str:
    return "".join(sorted({finding.kind for finding in findings})) or "-"


def _pairs() -> list[Any]:
    return [
        pytest.param(row, id=f"{group}: {row[2]} → {row[3]} {row[4]}")
        for group, rows in TABLE.items()
        for row in rows
    ]


@pytest.mark.parametrize("given", _pairs())
def test_a_row_of_the_field_gets_its_score_and_its_question(
    given: list[str], reviewers: tuple[Reviewer, Reviewer], library: Library
) -> None:
    name, level, target, actual, reason, score, low, high, kind = given
    row = {"name": name, "level1": TOP.get(level, "效益"), "level2": level}
    row |= {"target": target, "actual": actual, "reason": reason}
    result, (checked, reviewed) = told(submission(row), reviewers, library)
    if score != "?":
        assert (result.score, result.low, result.high) == (
            Decimal(score),
            Decimal(low),
            Decimal(high),
        )
    assert result.low >= Decimal(low)
    assert result.high <= Decimal(high)
    assert kinds(checked) == kind
    assert kind == "E" or "E" not in kinds(reviewed)


# case, score (None: none), low, high, and what is said of the row
CASES = [
    ("C1", "33.33", "33.33", "33.33", ["score_differs"]),
    ("C3", None, "0", "50", ["actual_unread"]),
    ("C5", "50", "50", "50", []),
    ("D1", "50", "0", "50", ["not_yet_accepted"]),
    ("D3", "15", "0", "15", ["not_yet_accepted"]),
    ("E1", "10", "6", "10", ["no_complaint_as_satisfaction"]),
    ("E3", "10", "6", "10", ["no_complaint_as_satisfaction"]),
    ("F1", "0", "0", "0", ["score_differs"]),
    ("F3", "0", "0", "0", ["score_differs"]),
    ("F5", "0", "0", "10", ["not_done_excused"]),
    ("G1", "10", "10", "10", []),
    ("G3", "8.33", "8.33", "10", ["frequency_short"]),
    ("G5", "10", "10", "10", []),
    ("H1", "24", "18", "30", ["wording_weaker"]),
    ("H3", "24", "18", "30", ["wording_weaker"]),
    ("H5", "0", "0", "17.99", ["claim_above_high"]),
]


ACCUSED = {"F1", "F3", "H5"}
"""Cases in which nothing is open."""


@pytest.mark.parametrize(("case", "score", "low", "high", "codes"), CASES)
def test_a_case_from_the_field_is_right(
    case: str, score: str | None, low: str, high: str, codes: list[str],
    reviewers: tuple[Reviewer, Reviewer], library: Library,
) -> None:  # fmt: skip
    given = Submission.model_validate(field_case(case))
    row, (checked, reviewed) = told(given, reviewers, library)
    assert row.score == (None if score is None else Decimal(score))
    assert (row.low, row.high) == (Decimal(low), Decimal(high))
    assert [finding.code for finding in checked] == codes
    assert [finding.code for finding in reviewed] == codes
    assert set(kinds(checked)) <= {"E" if case in ACCUSED else "Q", "-"}


def test_a_period_that_covers_the_year_settles_a_frequency(
    reviewers: tuple[Reviewer, Reviewer], library: Library
) -> None:
    period = {"start": "2025年1月1日", "end": "2025年12月31日"}
    given = Submission.model_validate(field_case("G3") | {"project_period": period})
    row, (checked, _) = told(given, reviewers, library)
    assert (row.score, row.low, row.high) == (Decimal("8.33"),) * 3
    assert [(finding.kind, finding.code) for finding in checked] == [("E", "score_differs")]


@pytest.mark.parametrize(
    ("period", "actual", "score", "low"),
    [
        (("2025年7月1日", "2026年6月30日"), "6次", "10", "5"),
        (("2025年7月1日", "2026年6月30日"), "5次", "8.33", "4.17"),
        (("2024年3月1日", "2025年6月30日"), "6次", "10", "5"),
        (("2025年7月1日", ""), "6次", "5", "5"),
        (("去年", "明年"), "6次", "5", "5"),
    ],
)
def test_a_start_inside_the_year_counts_the_months_left(
    period: tuple[str, str], actual: str, score: str, low: str,
    reviewers: tuple[Reviewer, Reviewer], library: Library,
) -> None:  # fmt: skip
    row = {"name": "巡查次数", "target": "每月1次", "actual": actual}
    start, end = period
    given = submission(row, project_period={"start": start, "end": end})
    result, (checked, _) = told(given, reviewers, library)
    assert (result.score, result.low, result.high) == (Decimal(score), Decimal(low), Decimal(10))
    assert kinds(checked) == ("-" if score == "10" else "Q")


@pytest.mark.parametrize("state", ["终止", "跨年", "正常"])
def test_the_projects_state_speaks_for_rows_that_were_not_done(
    state: str, reviewers: tuple[Reviewer, Reviewer], library: Library
) -> None:
    row = {"name": "维修面积", "target": "≥2000平方米", "actual": "未实施"}
    result, (checked, _) = told(submission(row, state=state), reviewers, library)
    assert kinds(checked) == ("Q" if state == "终止" else "E")
    assert result.high == (Decimal(10) if state == "终止" else Decimal(0))


def test_a_finding_names_what_would_settle_it(
    reviewers: tuple[Reviewer, Reviewer], library: Library
) -> None:
    row = {"name": "检查次数", "target": "≥10次", "actual": "累计12次"}
    _, (checked, reviewed) = told(submission(row), reviewers, library)
    assert checked[0].ask == "其中本年多少？"
    assert reviewed[0].settle == "请提供本年完成的数。"


REMARKS = [
    "项目待验收",
    "未开展问卷调查",
    "以无投诉推定",
    "资金由财政收回",
    "受疫情影响",
    "在建",
    "一切顺利",
]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_opens_a_row_and_never_closes_one(
    remark: str, reviewers: tuple[Reviewer, Reviewer], library: Library
) -> None:
    """Its default stays, its band only widens, and nobody is accused who was not before."""
    opened = 0
    for name, level, target, actual, reason, *_ in TABLE["rows of every kind"][::6]:
        if reason:
            continue
        row = {"name": name, "level1": TOP.get(level, "效益"), "level2": level}
        row |= {"target": target, "actual": actual}
        bare, (before, _) = told(submission(row), reviewers, library)
        remarked, (after, _) = told(submission(row | {"reason": remark}), reviewers, library)
        assert remarked.score == bare.score
        assert remarked.low <= bare.low
        assert remarked.high >= bare.high
        assert "E" in kinds(before) or "E" not in kinds(after)
        opened += (remarked.low, remarked.high) != (bare.low, bare.high)
    assert not opened or remark != "一切顺利"
