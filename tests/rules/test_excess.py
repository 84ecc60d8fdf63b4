"""``over``: a set's condition for "clearly too much", and what is said where it cannot be told."""

from __future__ import annotations

import pytest

from scoring.rules.evaluate import is_far_over
from scoring.rules.types import Type


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"completion": "1.31"}, True),
        ({"completion": "1.3"}, False),
        ({"completion": None, "met": True}, False),
        ({"completion": None, "met": False}, None),
        ({"completion": None}, None),
    ],
)
def test_excess(given, expected, compiled, facts):
    assert is_far_over(compiled("completion > 130%", Type.YES_NO), facts(**given)) is expected


def test_a_set_without_the_condition_calls_nothing_too_much(facts):
    assert is_far_over(None, facts(completion="9")) is False


def test_a_condition_that_cannot_be_computed_is_not_known(compiled, facts):
    condition = compiled("actual / target > 1", Type.YES_NO)
    assert is_far_over(condition, facts(actual="1", target="0", met=False)) is None
