"""The formula of a score as a person reads it, and that what it says is true."""

from __future__ import annotations

import ast
import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.exact import half_up, plain
from scoring.rules.evaluate import DividedByZero, Evaluator
from scoring.rules.formula import number, show
from scoring.rules.table import decide

SHOWN = [
    # score, facts, formula
    ("points * actual / target", {"points": "30", "actual": "69", "target": "78"}, "30 × 69 ÷ 78 = 26.54"),
    ("actual / target * points", {"points": "5", "actual": "24005", "target": "24800"}, "24005 ÷ 24800 × 5 = 4.84"),
    ("points * min(executed / budget, 1)", {"executed": "18009899.14", "budget": "18163292"}, "10 × 18009899.14 ÷ 18163292 = 9.92"),
    ("points * min(executed / budget, 1)", {"executed": "105", "budget": "100"}, "10 × 1 = 10"),
    ("points * min(max(executed, 0) / budget, 1)", {"executed": "-5", "budget": "100"}, "10 × 0 ÷ 100 = 0"),
    ("points", {}, "10"),
    ("0", {}, "0"),
    ("points * 80%", {"points": "12.5"}, "12.5 × 0.8 = 10"),
    ("分值 × 9.5%", {}, "10 × 0.095 = 0.95"),
    # parentheses: all that are needed, none that are not
    ("points * (2 * target - actual) / target", {"points": "5", "actual": "11", "target": "10"}, "5 × (2 × 10 - 11) ÷ 10 = 4.5"),
    ("(points * actual) / target", {"actual": "3", "target": "4"}, "10 × 3 ÷ 4 = 7.5"),
    ("points * (actual / target)", {"actual": "3", "target": "4"}, "10 × 3 ÷ 4 = 7.5"),
    ("points / (target / actual)", {"actual": "3", "target": "4"}, "10 ÷ (4 ÷ 3) = 7.5"),
    ("points / (target * 2)", {"target": "4"}, "10 ÷ (4 × 2) = 1.25"),
    ("points - (actual - target)", {"actual": "5", "target": "3"}, "10 - (5 - 3) = 8"),
    ("points - (actual + 1)", {"actual": "5"}, "10 - (5 + 1) = 4"),
    ("(points - actual) - 1", {"actual": "5"}, "10 - 5 - 1 = 4"),
    ("points - actual * 2", {"actual": "2.5"}, "10 - 2.5 × 2 = 5"),
    ("(1 - (actual - target) / target) * points", {"actual": "12", "target": "10"}, "(1 - (12 - 10) ÷ 10) × 10 = 8"),
    # negative numbers
    ("points + actual", {"actual": "-3"}, "10 + (-3) = 7"),
    ("points - actual / 2", {"actual": "-3"}, "10 - (-3 ÷ 2) = 11.5，取 10"),
    ("actual + points", {"actual": "-3"}, "-3 + 10 = 7"),
    ("points * -(actual)", {"actual": "-0.3"}, "10 × (-(-0.3)) = 3"),
    ("-actual * 2", {"actual": "-3"}, "-(-3) × 2 = 6"),
    ("-(actual - target)", {"actual": "3", "target": "5"}, "-(3 - 5) = 2"),
    ("+actual", {"actual": "3"}, "3"),
    # only what counts
    ("min(points * actual / target, points)", {"actual": "3", "target": "2"}, "10"),
    ("min(points * actual / target, points)", {"actual": "1", "target": "2"}, "10 × 1 ÷ 2 = 5"),
    ("max(points - missing, 0)", {"missing": "3"}, "10 - 3 = 7"),
    ("max(points - missing, 0)", {"missing": "12"}, "0"),
    ("points * (100% if met else 60%)", {"met": False}, "10 × 0.6 = 6"),
    ("points * (100% if actual >= target else actual / target)", {"actual": "3", "target": "4"}, "10 × 3 ÷ 4 = 7.5"),
    ("points if met else actual / target", {"met": True}, "10"),
    # functions stay, with their numbers
    ("points - 0.5 * ceil((actual - target) / target)", {"actual": "7", "target": "3"}, "10 - 0.5 × ceil((7 - 3) ÷ 3) = 9"),
    ("abs(target - actual)", {"actual": "7", "target": "3"}, "abs(3 - 7) = 4"),
    ("rounded(actual / target, 4) * points", {"actual": "2", "target": "3"}, "rounded(2 ÷ 3, 4) × 10 = 6.67"),
    ("days（期限，办结日） / 10", {"期限": date(2022, 7, 31), "办结日": date(2022, 9, 30)}, "days(2022-07-31, 2022-09-30) ÷ 10 = 6.1"),
    # a fact that no decimal writes exactly says so
    ("points * completion", {"completion": Fraction(2, 3)}, "10 × ≈0.6667 = 6.67"),
    ("points * (1 + completion)", {"completion": Fraction(-2, 3)}, "10 × (1 + (≈-0.6667)) = 3.33"),
    # a result outside 0 … points is first said as it is
    ("points - missing", {"missing": "12"}, "10 - 12 = -2，取 0"),
    ("points * actual / target", {"actual": "3", "target": "2"}, "10 × 3 ÷ 2 = 15，取 10"),
    ("12", {}, "12，取 10"),
    ("actual", {"actual": "-3"}, "-3，取 0"),
]  # fmt: skip


@pytest.mark.parametrize(("score", "given", "formula"), SHOWN)
def test_formula(score, given, formula, rule, facts):
    assert decide(rule({"score": score}), facts(**given)).formula == formula


@pytest.mark.parametrize(
    ("case", "formula"),
    [
        ({"from": "6", "score": "points * 60%", "below": "8"}, "10 × 0.6 = 6"),
        ({"from": "0", "score": "points * 60%", "below": "6"}, "10 × 0.6 = 6，取 5.99"),
        ({"from": "0", "to": "points"}, ""),
        ({"unscored": "须人工认定"}, ""),
    ],
)
def test_formula_of_a_band_is_that_of_its_default(case, formula, rule, facts):
    assert decide(rule(case), facts()).formula == formula


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12.50", "12.5"),
        ("18163292.00", "18163292"),
        ("0.000001", "0.000001"),
        ("1/3", "≈0.3333"),
        ("-2/3", "≈-0.6667"),
        ("1/10000000", "≈0"),
        ("1/64", "0.015625"),
        ("1/128", "≈0.0078"),
    ],
)
def test_numbers_are_written_exactly_or_say_that_they_are_not(value, text):
    assert number(Fraction(value)) == text


# The formula is true: what it says, computed again from its own text, is the score.


def recompute(text: str) -> Fraction:
    """The value of a shown formula, read by Python's own parser and computed in rationals."""
    tree = ast.parse(text.replace("×", "*").replace("÷", "/"), mode="eval").body
    written = text

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.Constant():
                return Fraction(written[node.col_offset : node.end_col_offset])
            case ast.UnaryOp(op=ast.USub()):
                return -value(node.operand)
            case ast.BinOp(op=ast.Add()):
                return value(node.left) + value(node.right)
            case ast.BinOp(op=ast.Sub()):
                return value(node.left) - value(node.right)
            case ast.BinOp(op=ast.Mult()):
                return value(node.left) * value(node.right)
            case ast.BinOp(op=ast.Div()):
                return value(node.left) / value(node.right)
        raise AssertionError(text)

    return value(tree)


LEAF = st.sampled_from(["points", "actual", "target", "1", "0.5", "80%", "12.5", "3"])
FORMULA = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        inner.map(lambda t: f"-({t})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
        st.tuples(inner, inner, inner).map(
            lambda t: f"(({t[0]}) if actual >= target else ({t[1]}))"
        ),
    ),
    max_leaves=9,
)
PLAIN = st.decimals(min_value=-99, max_value=99, places=2).map(Fraction)
LAWS = settings(deadline=None, derandomize=True, max_examples=300)


@LAWS
@given(text=FORMULA, points=PLAIN, actual=PLAIN, target=PLAIN)
def test_the_shown_formula_computes_to_the_value(compiled, text, points, actual, target):
    assume(len(text) <= 400)
    expression = compiled(text)
    row = Evaluator({"points": points, "actual": actual, "target": target})
    try:
        value = row.number(expression)
    except DividedByZero:
        return
    printed = plain(value, 2)
    shown, _, result = show(expression, row, printed).partition(" = ")
    assert recompute(shown) == value
    assert half_up(Fraction(result or shown)) == half_up(value)
    assert not re.search(r"(^|[-+×÷(] )--|[-+×÷] -", shown), "a sign stands after a sign"


@LAWS
@given(text=FORMULA, points=PLAIN.filter(lambda p: p >= 0), actual=PLAIN, target=PLAIN)
def test_the_shown_formula_of_a_row_ends_in_its_score(rule, text, points, actual, target):
    assume(len(text) <= 400)
    outcome = decide(rule({"score": text}), {"points": points, "actual": actual, "target": target})
    if outcome.unscored:
        assert outcome.formula == ""
        return
    formula, _, taken = outcome.formula.partition("，取 ")
    shown, _, result = formula.partition(" = ")
    assert half_up(recompute(shown)) == Fraction(result or shown)
    assert Fraction(taken or result or shown) == outcome.score
    assert (taken != "") == (Fraction(result or shown) != outcome.score)
