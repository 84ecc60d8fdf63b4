"""Whole submissions by the shipped sets: totals worked out by hand, rates recomputed from amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoring.exact import half_up
from scoring.readers.submissions import read_submissions
from scoring.records.result import Result
from scoring.records.scorecard import NEEDS_PERSON, RowResult, Scorecard
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.folders import DEPARTMENTS, SUBMISSIONS

CENTRE = DEPARTMENTS / "2024-深圳市大数据资源管理中心.yaml"
BUREAU = DEPARTMENTS / "2024-深圳市政务服务和数据管理局.yaml"


def scored(path: Path, library: Library) -> Result:
    [(_, submission)] = read_submissions(path)
    return score_submission(submission, library)


def row(card: Scorecard, name: str) -> RowResult:
    [found] = [r for r in card.indicators if r.name == name]
    return found


@pytest.mark.parametrize(
    ("name", "low", "total", "high", "grade"),
    [
        ("sichuan-2023-project", "90.98", "95.48", "95.48", "优"),
        ("hubei-project", "77.7", "86.7", "92.7", None),
        ("chongqing-2021-department", "95.12", "95.12", "95.12", "优"),
        ("tianjin-department", "91.66", "95.51", "95.51", "优"),
        ("anhui-department", "90.2", "94.2", "94.2", "优"),
    ],
)
def test_totals_worked_out_by_hand(
    name: str, low: str, total: str, high: str, grade: str | None, library: Library
) -> None:
    """The sums are written out at the head of each file."""
    result = scored(SUBMISSIONS / f"{name}.yaml", library)
    card = result.scorecard
    assert (card.low, card.total, card.high) == (Decimal(low), Decimal(total), Decimal(high))
    assert card.grade == grade
    assert card.unmatched == ()
    assert [r.say for r in card.requirements] == []
    assert card.set.id.replace("/", "-") == name
    assert result.submission.claimed_total == card.total


@pytest.mark.parametrize(
    ("name", "goal", "score"),
    [
        ("tianjin-department", "完成重点任务", "43.71"),
        ("tianjin-department", "提升服务水平", "24.3"),
        ("tianjin-department", "改善营商环境", "18"),
        ("anhui-department", "年度主要任务", "9.2"),
        ("hubei-project", "产出指标", "34"),
        ("sichuan-2023-project", "产出指标", "42.75"),
    ],
)
def test_levels_worked_out_by_hand(name: str, goal: str, score: str, library: Library) -> None:
    card = scored(SUBMISSIONS / f"{name}.yaml", library).scorecard
    assert {level.name: level.score for level in card.levels}[goal] == Decimal(score)


# two departments of 2024, as their reports print them


@pytest.mark.parametrize(
    ("path", "name", "printed"),
    [
        (CENTRE, "全年预算执行率", "96.25"),
        (CENTRE, "政府采购执行率", "94.06"),
        (CENTRE, "“三公”经费控制率", "34.08"),
        (CENTRE, "日常公用经费控制率", "72.41"),
        (CENTRE, "固定资产利用率", "100"),
        (CENTRE, "财政供养人员控制率", "79.63"),
        (CENTRE, "编外人员控制率", "62.28"),
        (BUREAU, "全年预算执行率", "91.8"),
        (BUREAU, "政府采购执行率", "88"),
        (BUREAU, "“三公”经费控制率", "59.3"),
        (BUREAU, "日常公用经费控制率", "79.6"),
        (BUREAU, "财政供养人员控制率", "77.17"),
    ],
)
def test_every_printed_rate_recomputes(
    path: Path, name: str, printed: str, library: Library
) -> None:
    """At the precision that the report prints; the last two of a unit it does not print."""
    computed = Fraction(Decimal(row(scored(path, library).scorecard, name).actual)) * 100
    exponent = Decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)
    assert half_up(computed, -exponent) == Fraction(printed)


@pytest.mark.parametrize(
    ("path", "claimed", "low", "high", "settled"),
    [
        (
            CENTRE, "97.62", "8.94", "98.94",
            {"政府采购执行率": "0.94", "固定资产利用率": "1", "财政供养人员控制率": "1",
             "编外人员控制率": "0", "“三公”经费控制率": "3", "日常公用经费控制率": "3", "全年预算执行率": "0"},
        ),
        (
            BUREAU, "97.53", "10.88", "99.88",
            {"政府采购执行率": "0.88", "预决算信息公开": "3", "财政供养人员控制率": "1",
             "“三公”经费控制率": "3", "日常公用经费控制率": "3", "全年预算执行率": "0"},
        ),
    ],
)  # fmt: skip
def test_a_claim_stands_beside_the_band_and_the_rest_needs_a_person(
    path: Path, claimed: str, low: str, high: str, settled: dict[str, str], library: Library
) -> None:
    """100 less what the settled rows lost; what the report does not settle may be 0 or all."""
    result = scored(path, library)
    card = result.scorecard
    assert result.submission.claimed_total == Decimal(claimed)
    assert (card.low, card.total, card.high) == (Decimal(low), None, Decimal(high))
    assert card.low < Decimal(claimed) < card.high
    open_rows = [r for r in card.indicators if r.status in NEEDS_PERSON]
    assert {r.name: r.score for r in card.indicators if r not in open_rows} == {
        name: Decimal(score) for name, score in settled.items()
    }
    assert card.unmatched == ()
    assert {"优", "良", "中", "差"} == set(card.grades_possible)


@pytest.mark.parametrize(
    ("name", "met"),
    [
        ("深圳政府在线网站首页可用性", True),
        ("出口可用宽带", True),
        ("短信年发送总量", False),
        ("短信发送速度", True),
    ],
)
def test_the_centre_s_own_targets_are_compared_though_they_have_no_points(
    name: str, met: bool, library: Library
) -> None:
    assert row(scored(CENTRE, library).scorecard, name).met is met


def test_rows_without_points_may_share_what_their_own_branch_has_left(library: Library) -> None:
    """效果性 has 20 of the 55 points of its first level."""
    rows = [r for r in scored(CENTRE, library).scorecard.indicators if r.level2 == "社会效益"]
    assert [r.high for r in rows] == [Decimal(20), 0, 0, 0]
