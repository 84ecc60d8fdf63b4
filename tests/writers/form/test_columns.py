"""Sign and unit of a form with columns for them are printed with the value."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission


@pytest.mark.parametrize(
    ("sign", "unit", "target", "actual", "printed"),
    [
        ("≥", "%", "99", "99.5", ("≥99%", "99.5%")),
        ("", "", "≥99%", "99.5%", ("≥99%", "99.5%")),
        ("≥", "%", "≥99%", "99.5%", ("≥99%", "99.5%")),
        ("正向", "个", "12", "15", ("12个（正向）", "15个")),
        ("≤", "万元", "", "", ("", "")),
    ],
)
def test_what_stood_in_columns_is_printed(library, sign, unit, target, actual, printed):
    given = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
            "indicators": [
                {"level1": "产出", "level2": "数量", "name": "合格率", "target": target,
                 "actual": actual, "points": "5", "direction": sign, "unit": unit},
            ],
        }
    )  # fmt: skip
    result = score_submission(given, library)
    page = Outputs(library, ("html",)).render(result, "html").decode()
    for text in printed:
        assert f">{text}<" in page.replace("\n", "").replace(" ", "") or not text
