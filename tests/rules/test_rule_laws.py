"""Laws that hold for every row, and the evaluator against a second, independent reading."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.exact import half_up
from scoring.rules.evaluate import DividedByZero, Evaluator
from scoring.rules.expression import LONGEST, MOST_NODES
from scoring.rules.table import decide
from scoring.rules.types import Type
from tests.rules.written_expressions import FACTS, FLAGS, ROW, conditions, numbers

LAWS = settings(deadline=None, derandomize=True, max_examples=250)
AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2).map(Fraction)
ANY = st.decimals(min_value=-(10**6), max_value=10**6, places=4).map(Fraction)
POINTS = st.decimals(min_value=0, max_value=100, places=2).map(Fraction)


@pytest.fixture(scope="module")
def ratio(rule):
    return rule(
        {"when": "actual >= target", "score": "points"},
        {"when": "target <= 0", "unscored": "指标值为零或负数，不能按比例计分"},
        {"score": "min(points * max(actual, 0) / target, points)"},
        name="ratio",
    )


@pytest.fixture(scope="module")
def reverse(rule):
    return rule(
        {"when": "actual <= target", "score": "points"},
        {"when": "actual >= 2 * target", "score": "0"},
        {"score": "points * (2 * target - actual) / target"},
        name="reverse",
    )


@LAWS
@given(points=POINTS, target=AMOUNT.filter(bool), less=ANY, more=ANY)
def test_the_ratio_rule_is_monotone_and_bounded(ratio, points, target, less, more):
    less, more = sorted((less, more))
    low = decide(ratio, {"points": points, "target": target, "actual": less})
    high = decide(ratio, {"points": points, "target": target, "actual": more})
    assert 0 <= low.score <= high.score <= points
    assert (low.score == points) >= (less >= target), "a target that is met earns all points"
    assert high.score == half_up(min(points, max(points * more / target, Fraction(0))))


@LAWS
@given(points=POINTS, target=AMOUNT.filter(bool), less=AMOUNT, more=AMOUNT)
def test_the_reverse_rule_falls(reverse, points, target, less, more):
    less, more = sorted((less, more))
    high = decide(reverse, {"points": points, "target": target, "actual": less})
    low = decide(reverse, {"points": points, "target": target, "actual": more})
    assert 0 <= low.score <= high.score <= points


@LAWS
@given(points=POINTS, target=AMOUNT.filter(bool), actual=ANY, factor=AMOUNT.filter(bool))
def test_the_unit_of_target_and_actual_does_not_matter(ratio, points, target, actual, factor):
    """24005 of 24800 万条 is 240050000 of 248000000 条."""
    one = decide(ratio, {"points": points, "target": target, "actual": actual})
    other = decide(ratio, {"points": points, "target": target * factor, "actual": actual * factor})
    assert one.score == other.score


@LAWS
@given(points=POINTS, target=ANY, actual=ANY)
def test_a_decision_is_a_function_of_its_facts(ratio, points, target, actual):
    row = {"points": points, "target": target, "actual": actual}
    before = dict(row)
    first, second = decide(ratio, row), decide(ratio, row)
    assert first == second
    assert row == before


# Differential: random trees, printed as people write, compiled and evaluated; and computed directly.


def result(compute):
    try:
        return compute()
    except (ZeroDivisionError, DividedByZero):
        return "divided by zero"


@LAWS
@given(st.data())
def test_numbers_evaluate_as_the_same_tree_does_in_rationals(compiled, data):
    text, compute = data.draw(numbers(4))
    assume(len(text) <= LONGEST and sum(not c.isalnum() for c in text) < MOST_NODES)
    row = Evaluator(ROW)
    found = result(lambda: row.number(compiled(text)))
    assert found == result(compute)
    assert type(found) in (Fraction, str)


@LAWS
@given(st.data())
def test_conditions_evaluate_as_the_same_tree_does_in_rationals(compiled, data):
    text, compute = data.draw(conditions(3))
    assume(len(text) <= LONGEST and sum(not c.isalnum() for c in text) < MOST_NODES)
    row = Evaluator(ROW)
    found = result(lambda: row.holds(compiled(text, Type.YES_NO)))
    assert found == result(compute)
    assert type(found) in (bool, str)


PART = st.sampled_from([*FACTS, "Fraction(3)", "Fraction('0.8')", "Fraction('12.5')"])


@LAWS
@given(
    first=PART,
    rest=st.lists(st.tuples(st.sampled_from(["+", "-", "*", "/", "+-", "*-"]), PART), max_size=9),
)
def test_precedence_without_parentheses_is_the_usual_one(compiled, first, rest):
    python = first + "".join(sign + part for sign, part in rest)
    typed = (
        python.replace("Fraction('", "").replace("Fraction(", "").replace("')", "").replace(")", "")
    )
    row = Evaluator(FACTS)
    expected = result(lambda: eval(python, {"Fraction": Fraction, **FACTS}))
    assert result(lambda: row.number(compiled(typed))) == expected


@LAWS
@given(flags=st.lists(st.sampled_from(["met", "core"]), min_size=2, max_size=6), data=st.data())
def test_precedence_of_and_or_not_is_the_usual_one(compiled, flags, data):
    words = st.sampled_from([" and ", " or ", " and not ", " or not "])
    text = flags[0] + "".join(data.draw(words) + flag for flag in flags[1:])
    assert Evaluator(FLAGS).holds(compiled(text, Type.YES_NO)) == eval(text, {}, dict(FLAGS))
