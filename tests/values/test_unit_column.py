"""Two bare numbers of a rate under a form's unit column are of one kind."""

from __future__ import annotations

import pytest

import scoring


@pytest.mark.parametrize(
    ("sign", "target", "actual", "unit", "met", "completion"),
    [
        ("≤", "0.4", "0.1", "%", True, "1/4"),
        ("≤", "1", "0.5", "%", True, "1/2"),
        ("≤", "0.4", "0.6", "%", False, "3/2"),
        ("≤", "4", "2.6", "‰", True, "13/20"),
        ("≤", "0.9", "0.12", "‰", True, "2/15"),
        ("≤", "4‰", "2.6", "", True, "13/20"),
        ("≥", "95", "0.96", "%", True, "96/95"),
        ("≥", "95", "96", "%", True, "96/95"),
    ],
)
def test_a_unit_column_tells_the_scale_of_small_rates(sign, target, actual, unit, met, completion):
    found = scoring.compare(target, actual, name="受害率", unit=unit, direction=sign)
    assert (found.met, str(found.completion)) == (met, completion)


@pytest.mark.parametrize(("target", "actual", "unit"), [("4", "0.6", "%"), ("0.4", "4", "%")])
def test_one_number_of_each_kind_under_a_small_rate_stays_unread(target, actual, unit):
    found = scoring.compare(target, actual, name="受害率", unit=unit, direction="≤")
    assert found.case == "unread" or not found.met
