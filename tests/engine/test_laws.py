"""Laws of the engine on generated submissions: sums, bounds, monotone, deterministic, pure."""

from __future__ import annotations

import decimal
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.records.scorecard import NEEDS_PERSON, Status
from scoring.records.submission import Submission
from scoring.work.library import Library

LIBRARY = Library()
SCORER = LIBRARY.scorer("shenzhen/2022-project")

LEVELS = [
    ("产出", "数量"), ("产出", "质量"), ("产出", "时效"), ("产出", "成本"), ("效益", "社会效益"),
    ("满意度", "服务对象满意度"), ("满意度", "其他满意度"), ("别的", "没有的级次"),
]  # fmt: skip
TEXTS = [
    "", "不适用", "≥15G", "16.1G", "78家", "69家", "7月底", "9月底", "有效保障", "基本保障", "未保障",
    "1", "100%", "≤160万元", "159.87", "约1493个", "大于1200个", "6台/3套", "≥2台/套", "0起", "未发生",
    "24小时内", "已完成", "无投诉", "≥95%", "≥90", "一大段看不懂的话", "0", "-3", "3份", "5份",
]  # fmt: skip
POINTS = st.sampled_from(["0", "0.01", "2.5", "5", "12.5", "30", "100"])

rows = st.builds(
    lambda level, name, target, actual, points: {
        "level1": level[0], "level2": level[1], "name": name, "target": target, "actual": actual,
        "points": points,
    },
    st.sampled_from(LEVELS),
    st.sampled_from(["设备数量", "事故起数", "预算执行率", "群众满意度", "项目总成本"]),
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    POINTS,
)  # fmt: skip
amounts = st.sampled_from(["0", "1", "99.99", "18163292.00", "-5", "999999999999999999"])


def submission(rows: list[dict[str, str]], budget: str = "100", executed: str = "95") -> Submission:
    return Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "shenzhen/2022-project", "year": 2022,
            "funds": [{"source": "年度资金总额", "budget": budget, "executed": executed}],
            "indicators": rows,
        }
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(rows, max_size=12), amounts, amounts)
def test_scores_lie_in_their_points_and_add_up(given_rows, budget, executed):
    card = SCORER.score(submission(given_rows, budget, executed))
    assert len(card.indicators) == len(given_rows)
    parts = [*card.indicators, card.execution]
    for part in parts:
        assert 0 <= part.low <= part.high <= part.points
        if part.score is not None:
            assert part.low <= part.score <= part.high
        assert (part.score is None) == (part.status in NEEDS_PERSON)
        if part.status in {Status.DETERMINED, Status.NOT_APPLICABLE}:
            assert part.low == part.high == part.score
    if any(part.score is None for part in parts):
        assert card.total is None
        assert card.grade is None
    else:
        assert card.total == min(sum(p.score for p in parts), Decimal(100))
        assert card.low <= card.total <= card.high
        assert card.grade in card.grades_possible
    assert card.low == min(sum(p.low for p in parts), Decimal(100))
    assert card.high == min(sum(p.high for p in parts), Decimal(100))
    assert sum(count for _, count in card.counts) == len(parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=6))
def test_the_same_input_gives_the_same_card_whatever_the_context(given_rows):
    first = SCORER.score(submission(given_rows))
    with decimal.localcontext() as context:
        context.prec = 5
        context.rounding = decimal.ROUND_DOWN
        context.traps[decimal.Inexact] = True
        fresh = LIBRARY.scorer_of(SCORER.indicators)
        assert fresh.score(submission(given_rows)) == first


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([("≥", "at_least"), ("≤", "at_most"), ("", "at_least"), ("=", "exactly")]),
    st.integers(1, 400),
    st.integers(0, 800),
    st.integers(0, 800),
)
def test_a_better_actual_never_scores_less(sign, target, one, other):
    worse, better = sorted((one, other))
    if sign[1] == "at_most":
        worse, better = better, worse
    scores = []
    for actual in (worse, better):
        row = {
            "level1": "产出", "level2": "数量", "name": "数量", "target": f"{sign[0]}{target}个",
            "actual": f"{actual}个", "points": "12.5",
        }  # fmt: skip
        scores.append(SCORER.score(submission([row])).indicators[0].score)
    if None not in scores:
        assert scores[0] <= scores[1]


def one(level1: str, level2: str) -> dict[str, str]:
    return {"level1": level1, "level2": level2, "name": "甲", "target": "3份", "actual": "3份",
            "points": "5"}  # fmt: skip


def test_a_row_of_an_unknown_second_level_is_scored_and_named():
    card = SCORER.score(submission([one("产出", "新的二级")]))
    assert card.unmatched == ("indicators.产出/新的二级/1",)
    assert card.indicators[0].score == 5


def test_a_row_of_an_unknown_first_level_needs_a_person():
    card = SCORER.score(submission([one("产岀", "数量")]))
    row = card.indicators[0]
    assert (row.status, row.score, row.high) == (Status.UNSCORED, None, 5)
    assert "您是不是想写 产出？" in row.trace.because
    assert card.total is None
    assert card.unmatched == ("indicators.产岀/数量/1",)


def test_a_row_without_points_is_unscored():
    row = {"level1": "产出", "level2": "数量", "name": "甲", "target": "3份", "actual": "3份"}
    card = SCORER.score(submission([row]))
    assert card.indicators[0].status is Status.UNSCORED
    assert card.total is None
