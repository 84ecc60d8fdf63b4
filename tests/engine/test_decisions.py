"""复核认定: corrected actuals are scored by the rule, scores are taken, stale ones are reported."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.engine.decisions import row_digest
from scoring.readers.submissions import read_submissions
from scoring.records.decision import Decision
from scoring.records.scorecard import Status
from tests.folders import EXAMPLES

EXAMPLE = EXAMPLES[5]
LATE = "产出/时效/1"


@pytest.fixture(scope="module")
def handed_in():
    return read_submissions(EXAMPLE)[0][1]


def decide(handed_in, **given):
    return Decision(submission=handed_in.key, ground="指标值经批准调整", **given)


def test_a_score_is_taken(library, handed_in):
    scorer = library.scorer(handed_in.set)
    card = scorer.score(handed_in, [decide(handed_in, row=LATE, score="5")])
    row = next(r for r in card.indicators if r.id == LATE)
    assert (row.status, row.score, row.low, row.high) == (Status.DECIDED, 5, 5, 5)
    assert card.total == Decimal("95.53")


def test_a_corrected_actual_is_scored_by_the_rule(library, handed_in):
    scorer = library.scorer(handed_in.set)
    card = scorer.score(handed_in, [decide(handed_in, row=LATE, verified_actual="7月31日")])
    row = next(r for r in card.indicators if r.id == LATE)
    assert (row.status, row.score) == (Status.DECIDED, 5)


OFFICES = "效益/社会效益/1"
"""78家 → 69家, 30 points."""


@pytest.mark.parametrize(
    ("verified", "score"),
    [
        ({"verified_target": "69家"}, "30"),
        ({"verified_target": "≥69家"}, "30"),
        ({"verified_target": "92家"}, "22.5"),
        ({"verified_target": "140家", "verified_actual": "70家"}, "15"),
        ({"verified_target": "140家", "score": "20"}, "20"),
    ],
)
@pytest.mark.parametrize("columns", [{}, {"target": "78", "direction": "≥", "unit": "家"}])
def test_an_approved_target_is_scored_by_the_rule(library, handed_in, verified, score, columns):
    """复核指标值 alone, or beside 复核完成值; a score that was typed goes before both."""
    rows = tuple(
        row.model_copy(update=columns) if row.target == "78家" else row
        for row in handed_in.indicators
    )
    form = handed_in.model_copy(update={"indicators": rows})
    card = library.scorer(form.set).score(form, [decide(form, row=OFFICES, **verified)])
    row = next(r for r in card.indicators if r.id == OFFICES)
    assert (row.status, row.score) == (Status.DECIDED, Decimal(score))


def test_a_rate_that_was_computed_takes_no_verified_target(library, handed_in):
    card = library.scorer(handed_in.set).score(
        handed_in, [decide(handed_in, row="预算执行率", verified_target="100万元")]
    )
    assert "输入项" in card.unused_decisions[0].why


def test_a_decision_on_changed_data_is_reported_and_not_used(library, handed_in):
    scorer = library.scorer(handed_in.set)
    late = next(r for r in handed_in.indicators if r.actual == "9月底")
    fresh = decide(handed_in, row=LATE, score="4", saw=row_digest(late))
    stale = decide(handed_in, row=LATE, score="4", saw="0" * 16)
    assert scorer.score(handed_in, [fresh]).unused_decisions == ()
    card = scorer.score(handed_in, [stale])
    assert [u.row for u in card.unused_decisions] == [LATE]
    assert "变动" in card.unused_decisions[0].why
    assert card.total == Decimal("94.41")


def test_a_decision_on_an_unknown_row_is_reported(library, handed_in):
    card = library.scorer(handed_in.set).score(
        handed_in, [decide(handed_in, row="没有", score="4")]
    )
    assert [u.row for u in card.unused_decisions] == ["没有"]
