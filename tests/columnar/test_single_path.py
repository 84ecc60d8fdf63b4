"""Of every set that ships it is known whether its submissions are scored by shapes, and if not, why."""

from __future__ import annotations

import re
from pathlib import Path

import scoring.columnar
from scoring.columnar.set_plan import SinglePathFile, set_plan
from scoring.indicator_set.names import NamesFile
from scoring.words import load_vocabulary
from scoring.work.library import Library

WHOLE = {
    "anhui/department": {"facts", "tasks"},
    "common/department-completion": {"unscored", "points"},
    "hunan-yueyang/2018-department": {"inputs", "facts", "computed"},
    "shenzhen/2024-department": {"inputs", "facts", "computed"},
    "sichuan/2018-department": {"computed"},
    "sichuan/2018-project": {"computed"},
    "tianjin/department": {"goals"},
    "transfer-payment/region": {"unscored", "points"},
}
BY_SHAPES = {
    "chongqing/2021-department", "common/department", "common/department-no-satisfaction", "guangxi/project",
    "hubei/project", "mof/2020-project", "mof/2020-project-over-cut", "mof/2020-project-over-none",
    "mof/2020-project-reverse-linear", "mof/2020-project-reverse-ratio", "mof/2021-project",
    "mof/2021-project-cost", "mof/2021-project-cost-no-satisfaction", "mof/2021-project-no-satisfaction",
    "shenzhen/2022-project", "sichuan/2023-project",
}  # fmt: skip


def test_every_set_is_scored_by_shapes_or_it_is_known_why_not() -> None:
    words = load_vocabulary(SinglePathFile)
    plans = {each.id: set_plan(each, words) for each in Library().choices()}
    assert {set_id: set(plan.why_single) for set_id, plan in plans.items()} == {
        **WHOLE,
        **{set_id: set() for set_id in BY_SHAPES},
    }
    assert {reason for reasons in WHOLE.values() for reason in reasons} <= words.of_set.keys()


def test_only_facts_that_expressions_know_are_listed() -> None:
    words = load_vocabulary(SinglePathFile)
    assert {*words.facts_of_rows} <= load_vocabulary(NamesFile).facts.keys()


def test_every_reason_for_which_one_submission_goes_whole_has_its_words() -> None:
    raised = {
        reason
        for path in Path(scoring.columnar.__path__[0]).glob("*.py")
        for reason in re.findall(r'WholeSubmissionError\("(\w+)"\)', path.read_text("utf-8"))
    }
    assert raised == load_vocabulary(SinglePathFile).of_submission.keys()
