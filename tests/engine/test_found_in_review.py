"""Wrong scores, lost rows and unfair outcomes that a review found; each stays mended."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from scoring.indicator_set.load import SetText, load_set
from scoring.records.decision import Decision
from scoring.records.scorecard import Status
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.folders import SETS


def row(actual="10个", points="10", target="≥10个", **more):
    return {"level1": "产出", "level2": "数量", "name": "甲", "target": target, "actual": actual,
            "points": points, **more}  # fmt: skip


def submission(*rows, set_id="mof/2020-project", **more):
    return Submission.model_validate(
        {"schema": "ziping/submission/1", "set": set_id, "year": 2022, "indicators": rows, **more}
    )


def scored(library, given, *decisions):
    return library.scorer(given.set).score(given, decisions)


def decision(given, row_id, **more):
    return Decision(submission=given.key, row=row_id, ground="数据核减", **more)


NOT_APPLICABLE = {"target": "", "actual": "不适用", "points": "5", "level2": "质量"}


class TestSiblings:
    def test_follow_decisions(self, library):
        given = submission(row(), row(**NOT_APPLICABLE))
        card = scored(library, given, decision(given, "产出/数量/1", verified_actual="5个"))
        assert [r.score for r in card.indicators] == [5, Decimal("2.5")]
        card = scored(library, given, decision(given, "产出/数量/1", score="2"))
        assert card.indicators[1].score == 1

    def test_are_told_by_the_branch_and_not_by_its_spelling(self, library):
        given = submission(row(level1="产出指标"), row(**NOT_APPLICABLE))
        assert scored(library, given).indicators[1].score == 5

    def test_a_decision_may_make_a_row_not_apply(self, library):
        given = submission(row(), row())
        card = scored(library, given, decision(given, "产出/数量/2", verified_actual="不适用"))
        assert card.indicators[1].trace.rule == "not_applicable_target"
        assert card.total is None or card.total >= 10

    def test_many_rows_take_no_longer_than_their_number(self, library):
        rows = [row(**{**NOT_APPLICABLE, "points": "0.01"}) for _ in range(900)]
        card = scored(library, submission(row(), *rows))
        assert {r.score for r in card.indicators[1:]} == {Decimal("0.01")}


class TestNothingVanishes:
    def test_goals_and_tasks_that_the_set_has_no_place_for(self, library):
        goal = {"name": "目标一", "ratio": "100", "indicators": [row()]}
        task = {"name": "任务一", "weight": "100"}
        card = scored(library, submission(row(), goals=[goal], tasks=[task]))
        assert card.unmatched == ("goals.目标一/产出/数量/1", "tasks.任务一")
        assert len(card.indicators) == 2

    def test_claims_and_reasons_of_unknown_levels(self, library):
        given = submission(row(), claims={"产出": "10", "没有": "1"}, reasons={"也没有": "甲"})
        assert scored(library, given).unmatched == ("claims.没有", "reasons.也没有")

    def test_rows_of_one_id_are_told_apart(self, library):
        given = submission(row(id="同"), row(id="同"), row())
        card = scored(library, given, decision(given, "同", score="3"))
        assert [(r.id, r.score) for r in card.indicators] == [
            ("同", 3), ("同#2", 10), ("产出/数量/1", 10),
        ]  # fmt: skip


class TestDecisions:
    def test_the_last_counts_and_the_earlier_is_named(self, library):
        given = submission(row())
        first = decision(given, "产出/数量/1", score="3")
        last = decision(given, "产出/数量/1", score="7")
        card = scored(library, given, first, last)
        assert card.indicators[0].score == 7
        assert ["以后一次为准" in u.why for u in card.unused_decisions] == [True]

    def test_a_score_above_the_points_is_not_used(self, library):
        given = submission(row())
        card = scored(library, given, decision(given, "产出/数量/1", score="30"))
        assert card.indicators[0].status is Status.DETERMINED
        assert "0 到分值 10" in card.unused_decisions[0].why

    def test_the_ground_is_printed_with_a_corrected_actual(self, library):
        given = submission(row())
        card = scored(library, given, decision(given, "产出/数量/1", verified_actual="5个"))
        assert card.indicators[0].trace.because == "数据核减"


class TestEmptyRows:
    def test_an_empty_row_without_points_needs_nobody(self, library):
        empty = {"level1": "效益", "level2": "生态效益", "points": "0"}
        card = scored(library, submission(row(), empty))
        assert card.indicators[1].status is Status.NOT_APPLICABLE

    def test_a_row_that_does_not_apply_needs_no_points(self, library):
        bare = {"level1": "效益", "level2": "生态效益", "actual": "不适用"}
        card = scored(library, submission(row(), bare))
        assert (card.indicators[1].status, card.indicators[1].score) == (Status.NOT_APPLICABLE, 0)

    def test_a_row_without_points_may_hold_what_its_level_has_left(self, library):
        bare = {**row(), "points": None}
        card = scored(library, submission(row(points="20"), bare))
        assert card.indicators[1].status is Status.UNSCORED
        assert card.indicators[1].high == 30
        assert card.high >= 50


class TestFunds:
    def test_two_rows_of_all_money_that_differ(self, library):
        funds = [{"source": "年度资金总额", "budget": "100", "executed": e} for e in ("50", "100")]
        card = scored(library, submission(row(), funds=funds))
        assert card.execution.status is Status.UNSCORED
        assert "看不出" in card.execution.trace.because

    @pytest.mark.parametrize(("unit", "budget"), [(None, "18163292.00"), ("万元", "1816.3292")])
    def test_money_is_in_the_unit_of_the_set_unless_the_form_says_otherwise(
        self, library, unit, budget
    ):
        funds = [{"source": "年度资金总额", "budget": budget, "executed": budget}]
        more = {} if unit is None else {"money_unit": unit}
        card = scored(
            library, submission(row(), set_id="shenzhen/2022-project", funds=funds, **more)
        )
        assert card.money_unit == (unit or "元")
        assert card.execution.score == 10


@pytest.mark.parametrize(
    "given",
    [
        {"indicators": [row(points="-5")]},
        {"goals": [{"name": "甲", "ratio": "150"}]},
        {"tasks": [{"name": "甲", "weight": "-50"}]},
    ],
)
def test_points_and_shares_out_of_their_bounds_are_refused(given):
    with pytest.raises(ValidationError):
        submission(**{"set_id": "mof/2020-project", **given}) if "indicators" not in given else (
            submission(*given["indicators"])
        )


def test_goals_of_one_name_keep_their_own_rows():
    own = Library(SETS)
    goals = [
        {"name": "同名", "ratio": "50", "indicators": [row()]},
        {"name": "同名", "ratio": "50", "indicators": [row(actual="5个")]},
    ]
    given = submission(set_id="test/tianjin-goals", goals=goals)
    card = score_submission(given, own).scorecard
    levels = [level.score for level in card.levels if level.name == "同名"]
    assert len(card.indicators) == 2
    assert levels[1] * 2 == levels[0]


def test_shares_that_are_not_a_hundred_are_named():
    own = Library(SETS)
    goals = [{"name": "甲", "ratio": "60", "indicators": [row()]}]
    card = score_submission(submission(set_id="test/tianjin-goals", goals=goals), own).scorecard
    assert any("60%" in r.say for r in card.requirements)


LEAF_IN_BRACKETS = """\
schema: 1
id: test/own
title: 评分表
points: 10
inputs: {实际数: {type: amount}}
levels:
  - name: 投入
    points: 10
    children:
      - {name: 人员经费(基本)控制, points: 10, value: 实际数, cases: [{score: points}]}
"""


@pytest.mark.parametrize("name", ["人员经费(基本)控制", "投入/人员经费（基本） 控制"])
def test_a_claim_and_a_reason_reach_their_leaf_in_any_width(library, name):
    source = SetText("own", LEAF_IN_BRACKETS)
    scorer = library.scorer_of(load_set(source, library.text, library.built_ins))
    card = scorer.score(
        submission(
            set_id="test/own", inputs={"实际数": "1"}, claims={name: "9"}, reasons={name: "甲"}
        )
    )
    assert card.unmatched == ()
    assert (card.indicators[0].claimed, card.indicators[0].reason) == (9, "甲")
