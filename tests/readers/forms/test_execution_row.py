"""The execution rate printed as a row of the indicator table is no indicator."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.corpus.field_forms import FUNDS, HEAD, TABLE, page, read, told

PLAIN_FUNDS = """
项目资金(万元) | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | < | <
^ | 年度资金总额 | 100 | 100 | 98 | 98% | < | <
^ | 其中：财政拨款 | 100 | 100 | 98 | 98% | < | <
"""


def with_row(row: str, funds: str = PLAIN_FUNDS) -> bytes:
    """Return a form with a row above its first indicator."""
    headings, *rest = TABLE.strip().splitlines()
    rest[-1] = rest[-1].replace("100 | 100", "100 | 99.8")
    return page("\n".join([HEAD.strip(), funds.strip(), headings, row, *rest]))


def form(data: bytes) -> Submission:
    (found,) = read(data).forms
    assert found.submission is not None, found.problems
    return found.submission


ROWS = (
    "预算执行率（10分） | | | ≥95% | 98% | 10 | 9.8 |",
    "预算执行率 | 预算执行率 | 预算执行率 | 100% | 98% | 10 | 9.8 |",
    "预算执行率(%)： | < | < | 100% | 98% | 10 | 9.8 |",
    "资金执行率 | | | | | 10 | 9.8 |",
)


@pytest.mark.parametrize("row", ROWS)
def test_its_points_and_score_are_those_of_the_funds(row: str, library: Library) -> None:
    found = form(with_row(row))
    assert len(found.indicators) == 5
    total, part = found.funds
    assert (total.points, total.claimed) == (Decimal(10), Decimal("9.8"))
    assert (part.points, part.claimed) == (None, None)
    assert told(read(with_row(row)), "mof/2020-project", library) == []


def test_its_target_and_actual_are_kept() -> None:
    texts = form(with_row(ROWS[0])).texts
    assert (texts["预算执行率·年度指标值"], texts["预算执行率·实际完成值"]) == ("≥95%", "98%")


def test_a_score_too_high_is_still_told(library: Library) -> None:
    data = with_row("预算执行率（10分） | | | ≥95% | 98% | 10 | 10 |")
    lines = told(read(data), "mof/2020-project", library)
    assert any("执行率" in line and line.startswith("E ") for line in lines), lines


def test_what_the_funds_say_themselves_stays() -> None:
    """The same score twice leaves nothing over; another is kept beside."""
    twice = form(with_row("预算执行率 | | | 100% | 100% | 10 | 10 |", FUNDS))
    assert twice.funds[0].claimed == 10
    other = form(with_row("预算执行率 | | | 100% | 100% | 10 | 8 |", FUNDS))
    assert other.funds[0].claimed == 10
    assert "8" in [piece.text for piece in other.unplaced]


def test_an_indicator_of_such_a_name_under_a_level_is_one() -> None:
    row = "产出指标 | 时效指标 | 预算执行率 | ≥95% | 98% | 10 | 10 |"
    assert "预算执行率" in [one.name for one in form(with_row(row)).indicators]
