"""A day that is typed beside a deadline is scored while typing as the engine scores it, or later."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.plan.row_values import filled_down

DEADLINES = ["7月底", "12月份之前完成", "2024年6月30日前", "2024年9月前", "9月15日前完成", "2025年3月底", "第三季度", "2月"]  # fmt: skip
WAYS = ["{}", "{}完成", "2024年{}", "2024年{}完成", "2023年{}", "{}前", "于{}"]


@pytest.mark.parametrize("target", DEADLINES)
def test_every_way_to_write_a_day(target, sets, layout):
    scorer = sets.scorer("mof/2020-project")
    level = {
        "level1": "产出",
        "level2": "时效",
        "name": "完成时间",
        "target": target,
        "points": "5",
    }
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2024}
    empty = Submission.model_validate({**given, "indicators": [level]})
    plan = make_plan(scorer.indicators, layout, empty, None, scorer)
    days = [text for text, _ in plan.live.texts.days]
    actuals = [way.format(day) for day in days[::5] for way in WAYS]
    actuals += [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 15, 28)]
    rows = [{**level, "actual": actual} for actual in actuals]
    form = Submission.model_validate({**given, "indicators": rows})
    filled = make_plan(scorer.indicators, layout, form, None, scorer)
    lines = [line for line in filled_down(filled.rows) if line.get("actual")]
    engine = [result.score for result in scorer.score(form).indicators]
    shown = [
        score
        for line, score in zip(filled.rows, filled.shown.rows, strict=True)
        if line.get("actual")
    ]
    assert [line["actual"] for line in lines] == actuals
    apart = [
        (actual, live, score)
        for actual, live, score in zip(actuals, shown, engine, strict=True)
        if live not in (layout.text("later"), score)
    ]
    assert not apart
    known = sum(live != layout.text("later") for live in shown)
    assert known or target.startswith("2025")  # behind the form's year: nothing is certain
