"""A unit that a line above the table names, and another that its cells name."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from tests.corpus.field_forms import FUNDS, HEAD, TABLE, page, read

ABOVE = "{}：某县卫生健康局        填报日期：2023年3月15日 | < | < | < | < | < | < | <"


def form(line: str, head: str = HEAD) -> Submission:
    """Return the form of a page with a line below its title."""
    title, year, *rest = head.strip().splitlines()
    parts = [title, year, line, *rest, FUNDS.strip(), TABLE.strip()]
    (found,) = read(page("\n".join(parts))).forms
    assert found.submission is not None, found.problems
    return found.submission


@pytest.mark.parametrize("label", ["单位名称", "填报单位", "填表单位"])
def test_the_implementing_unit_goes_before_whoever_fills_in(label: str) -> None:
    found = form(ABOVE.format(label))
    assert found.unit == "某中心"
    assert f"{label}:某县卫生健康局" in [piece.text for piece in found.unplaced]


def test_whoever_fills_in_is_the_unit_where_no_other_is_named() -> None:
    head = HEAD.replace("实施单位 | 某中心 | < | <", "联系电话 | 1234 | < | <")
    assert form(ABOVE.format("单位名称"), head).unit == "某县卫生健康局"


def test_the_same_unit_named_twice_leaves_nothing_over() -> None:
    found = form(ABOVE.format("单位名称").replace("某县卫生健康局", "某中心"))
    assert (found.unit, found.unplaced) == ("某中心", ())
