"""The six published tables of 2022, by rule and as claimed (tests/corpus/readings/pairs.yaml)."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from scoring.records.result import Result
from scoring.records.scorecard import Status
from scoring.work.score import score
from tests.folders import EXAMPLES, READINGS

PAIRS = yaml.load((READINGS / "pairs.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)

# execution rate, execution score, claimed total, total by rule, low, high, grades
EXPECTED = [
    ("92.28", "9.23", "99.23", "99.23", "93.23", "99.23", ("优",)),
    ("97.89", "9.79", "99.79", "99.79", "93.79", "99.79", ("优",)),
    ("99.16", "9.92", "97.42", "99.92", "85.42", "99.92", ("优", "良")),
    ("97.72", "9.77", "97.77", "99.77", "89.77", "99.77", ("优", "良")),
    ("99.44", "9.94", "99.94", "99.94", "99.94", "99.94", ("优",)),
    ("99.92", "9.99", "99.99", "94.41", "86.73", "96.53", ("优", "良")),
]


@pytest.fixture(scope="module")
def results(library) -> list[Result]:
    return [score(path, sets=library) for path in EXAMPLES]


@pytest.mark.parametrize("index", range(6), ids=[p.stem for p in EXAMPLES])
def test_rate_score_total_and_band(results, index):
    rate, score, claimed, total, low, high, grades = EXPECTED[index]
    card = results[index].scorecard
    assert card.execution is not None
    assert round(card.execution.rate * 100, 2) == Decimal(rate)
    assert card.execution.score == Decimal(score)
    assert results[index].submission.claimed_total == Decimal(claimed)
    assert (card.total, card.low, card.high) == (Decimal(total), Decimal(low), Decimal(high))
    assert card.grade == "优"
    assert card.grades_possible == grades
    assert card.row_points == card.points == 100


@pytest.mark.parametrize("index", range(6), ids=[p.stem for p in EXAMPLES])
def test_every_claimed_figure_agrees(results, index):
    claims = results[index].claims
    assert {c.kind for c in claims} == {"execution_rate", "execution_score", "total"}
    assert {c.verdict for c in claims} == {"agrees"}


@pytest.mark.parametrize("index", range(6), ids=[p.stem for p in EXAMPLES])
def test_every_row_as_a_competent_evaluator_would_score_it(results, index):
    expected = [p for p in PAIRS if p["table"] == str(index + 1)]
    rows = results[index].scorecard.indicators
    assert len(rows) == len(expected)
    for row, pair in zip(rows, expected, strict=True):
        assert (row.level1, row.level2, row.name) == (pair["level1"], pair["level2"], pair["name"])
        assert (row.target, row.actual) == (pair["target"], pair["actual"])
        found = (row.status.value, row.score, row.low, row.high)
        wanted = (pair["status"], *(Decimal(pair[k]) for k in ("score", "low", "high")))
        assert found == wanted, row.name


def test_no_row_is_unread_and_nobody_is_needed(results):
    rows = [row for r in results for row in r.scorecard.indicators]
    assert len(rows) == 76
    assert not [row for row in rows if row.status in {Status.UNREAD, Status.OPEN, Status.UNSCORED}]
    assert not any(r.scorecard.needs_person for r in results)


def test_direction_says_where_it_came_from(results):
    rows = {row.name: row for r in results for row in r.scorecard.indicators}
    assert rows["出口可用宽带"].direction_from == "text"
    assert rows["发放白皮书的党政机关数量"].direction_from == "words"


def test_formula_source_and_place_of_the_missed_row(results):
    row = next(r for r in results[5].scorecard.indicators if r.name == "发放白皮书的党政机关数量")
    assert row.trace.formula == "30 × 69 ÷ 78 = 26.54"
    assert row.trace.sources
    assert row.trace.sources[0].standing == "secondary"
    assert row.trace.place is not None
    assert row.trace.place.file == "mof/2020-rules.yaml"
    assert row.completion == Decimal("0.8846")


def test_a_row_far_over_its_target_names_the_rule_and_where_the_limit_comes_from(results):
    row = next(r for r in results[3].scorecard.indicators if r.over)
    assert len({source.document for source in row.trace.sources}) == 2
