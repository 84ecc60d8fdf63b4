"""A bare target is scored while it is typed only where a word tells its direction."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.workbooks.fill_in.plan.make import make_plan

ROWS = [
    ("社会效益", "某类情况", "24处", "20处", False),  # only presumed, and it matters
    ("社会效益", "某类情况", "24处", "24处", True),  # only presumed, and full either way
    ("社会效益", "办事环节", "6个", "4个", True),  # told by a word
    ("社会效益", "带动就业人数", "100", "90", True),  # told by a word, without a unit
]


@pytest.mark.parametrize(("level2", "name", "target", "actual", "shown"), ROWS)
def test_a_bare_target_is_scored_where_a_word_tells_its_direction(
    level2, name, target, actual, shown, sets, layout
):
    row = {"level1": "效益", "level2": level2, "name": name, "actual": actual, "points": "10"}
    rows = [{**row, "target": target}, {**row, "target": f"≥{target}"}]
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2025}
    earlier = Submission.model_validate({**given, "indicators": rows})
    scorer = sets.scorer("mof/2020-project")
    plan = make_plan(scorer.indicators, layout, earlier, None, scorer)
    bare, signed = plan.shown.rows[:2]
    engine = [result.score for result in scorer.score(earlier).indicators]
    assert signed == engine[1]
    assert bare == (engine[0] if shown else layout.text("later"))
