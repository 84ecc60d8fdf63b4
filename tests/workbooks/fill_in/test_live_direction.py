"""A bare target scores itself later: the formulas of the workbook know no words of names."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.workbooks.fill_in.plan.make import make_plan

ROWS = [
    ("社会效益", "某类情况", "24处", "20处"),  # only presumed
    ("社会效益", "办事环节", "6个", "4个"),  # told by a word
    ("社会效益", "带动就业人数", "100", "90"),  # told by a word, without a unit
]


@pytest.mark.parametrize(("level2", "name", "target", "actual"), ROWS)
def test_a_bare_target_is_scored_later_and_a_signed_one_at_once(
    level2, name, target, actual, sets, layout
):
    row = {"level1": "效益", "level2": level2, "name": name, "actual": actual, "points": "10"}
    rows = [{**row, "target": target}, {**row, "target": f"≥{target}"}]
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2025}
    earlier = Submission.model_validate({**given, "indicators": rows})
    plan = make_plan(sets.indicator_set("mof/2020-project"), layout, earlier, None)
    bare, signed = plan.shown.rows[:2]
    assert bare == layout.text("later")
    assert signed != layout.text("later")
