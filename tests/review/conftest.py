"""Shared by the tests of reviews: forms made of a few rows, reviewed by the rules that ship."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.records.finding import Review
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission

FUNDS = {
    "source": "年度资金总额", "initial": "100", "budget": "100", "executed": "95",
    "claimed": "9.5", "claimed_rate": "95.00",
}  # fmt: skip


def form(*rows: dict[str, Any], **more: Any) -> Submission:
    """Return a form with a sound funds block (in 万元) and these rows."""
    given = [{"level1": "产出", "level2": "数量", "name": "巡检报告", **row} for row in rows]
    data = {
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
        "money_unit": "万元", "funds": [FUNDS], "indicators": given, **more,
    }  # fmt: skip
    return Submission.model_validate(data)


@pytest.fixture(scope="session")
def check(library: Library) -> Reviewer:
    return Reviewer(library)


@pytest.fixture(scope="session")
def reviewed(check: Reviewer):
    """Review a submission by the rules of the self-check."""

    def review(submission: Submission) -> Review:
        return check.review(score_submission(submission, check.library))

    return review
