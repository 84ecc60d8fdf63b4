"""What a reader could not read is asked of nobody as if it had been left out."""

from __future__ import annotations

import pytest

from tests.review.conftest import form
from tests.statistics.accusations.judge import Judge

ROW = {
    "target": "≥100份", "actual": "90份", "points": "10", "claimed": "9",
    "at": {"actual": "表!E9", "reason": "表!H9"},
}  # fmt: skip


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


@pytest.mark.parametrize(
    ("repairs", "asked"),
    [
        ([], True),
        ([{"at": "表!H9", "what": "“偏差原因”一格的公式没有存值，读作空白"}], False),
        ([{"at": "表!H8", "what": "“偏差原因”一格的公式没有存值，读作空白"}], True),
        ([{"at": "表!H9", "what": "“二级指标”空着,按上面一行读作“数量”"}], True),
    ],
    ids=["blank", "unread", "another", "level"],
)
def test_a_reason_that_could_not_be_read_is_not_asked_for(judge, repairs, asked):
    found = judge.judge(form(ROW, repairs=repairs)).findings
    assert any(one.code == "reason_required" for one in found) is asked
