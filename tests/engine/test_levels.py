"""A row finds its branch in the set by its levels, however they are written."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.work.score import score_submission


def path_of(library, level1: str, level2: str) -> tuple[str, ...]:
    """Return the branch of a row with these levels."""
    submission = Submission.model_validate(
        {
            "schema": "ziping/submission/1",
            "set": "mof/2020-project",
            "year": 2022,
            "indicators": [
                {"level1": level1, "level2": level2, "name": "甲", "target": "≥1个", "points": "5"}
            ],
        }
    )
    (row,) = score_submission(submission, library).scorecard.indicators
    return row.path


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("产出", "数量"),
        ("产出指标：", "数量指标："),
        ("一、产出指标", "(一)数量指标"),
        ("1．产出指标", "（2）数量指标"),
        ("★产出指标(50分)：", "* 数 量 指 标"),
        ("二、产出指标：(50分)", "2、数量指标（15分）"),
    ],
)
def test_signs_round_a_level_change_nothing(library, level1, level2):
    assert path_of(library, level1, level2) == ("产出", "数量")


@pytest.mark.parametrize(
    ("level1", "level2", "path"),
    [
        ("产出指标", "社会效益指标", ("效益", "社会效益")),
        ("产出指标", "服务对象满意度指标", ("满意度", "服务对象满意度")),
        ("", "社会效益指标", ("效益", "社会效益")),
        ("效益指标", "时效指标", ("产出", "时效")),
        ("产出指标", "甲类指标", ("产出",)),
        ("项目决策", "数量指标", ()),
    ],
)
def test_a_second_level_of_another_first_level_goes_before_it(library, level1, level2, path):
    assert path_of(library, level1, level2) == path
