"""Ordinary cases counted out in whole numbers, in any decimal context; edges hit exactly."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.exact import half_up, printed
from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.indicator_set.fund_words import FundWords
from scoring.indicator_set.names import NamesFile, built_ins
from scoring.problem import Place
from scoring.rules.evaluate import Evaluator
from scoring.rules.expression import Expression, compile_expression
from scoring.rules.table import Rule, RuleCase, decide
from scoring.rules.types import NameTable, Type
from scoring.words import load_vocabulary

GREATEST = 400
TENTHS = (20, 25, 30, 40, 50, 75, 80, 100, 125)
"""The usual point values, in tenths of a point: 2, 2.5, 3, 4, 5, 7.5, 8, 10, 12.5."""


@pytest.fixture(scope="module")
def names() -> NameTable:
    return built_ins(
        load_vocabulary(NamesFile), load_vocabulary(FundWords), load_vocabulary(ExcuseWords),
        frozenset(),
    ).names  # fmt: skip


@pytest.fixture(scope="module")
def score(names: NameTable) -> Expression:
    return compile_expression("points * actual / target", names, Type.NUMBER)


@pytest.fixture(scope="module")
def ratio(score: Expression) -> Rule:
    place = Place("rules.yaml", 1, 1)
    return Rule("ratio", (RuleCase(1, place, score=score),), place)


def cents(tenths: int, actual: int, target: int) -> int:
    """tenths/10 × actual/target in cents, half up: ⌊(2 × 10 × tenths × actual + target) ÷ 2 target⌋."""
    return (20 * tenths * actual + target) // (2 * target)


def ordinary_cases() -> Iterator[tuple[int, int, int]]:
    for target in range(1, GREATEST + 1):
        for actual in range(1, target):
            for tenths in TENTHS:
                yield tenths, actual, target


@pytest.mark.parametrize("every", [19, pytest.param(1, marks=pytest.mark.long)])
def test_every_ordinary_case_to_the_cent(score, every):
    """Of 718,200 nothing is a cent off."""
    whole = [Fraction(n) for n in range(GREATEST + 1)]
    points = {tenths: Fraction(tenths, 10) for tenths in TENTHS}
    scope: dict[str, Fraction] = {}
    evaluator = Evaluator(scope)
    wrong, count = [], 0
    for tenths, actual, target in islice(ordinary_cases(), 0, None, every):
        scope["points"], scope["actual"], scope["target"] = (
            points[tenths],
            whole[actual],
            whole[target],
        )
        found = half_up(evaluator.number(score))
        count += 1
        if found.numerator * 100 != cents(tenths, actual, target) * found.denominator:
            wrong.append((tenths, actual, target, found))
    assert (count, wrong) == (718_200 // every, [])


def test_dividing_first_in_decimal_is_a_cent_off_where_this_is_not(ratio):
    """The trap is real: 30 of the ordinary cases lie on a half that a decimal quotient misses."""
    half = Decimal("0.01")
    trapped = 0
    for tenths, actual, target in ordinary_cases():
        if (20 * tenths * actual + target) % (2 * target):
            continue  # not on a half cent
        rate = Decimal(actual) / Decimal(target)
        first = (rate * tenths / 10).quantize(half, decimal.ROUND_HALF_UP)
        if int(first * 100) != cents(tenths, actual, target):
            trapped += 1
            row = {
                "points": Fraction(tenths, 10),
                "actual": Fraction(actual),
                "target": Fraction(target),
            }
            assert decide(ratio, row).score == Fraction(cents(tenths, actual, target), 100)
    assert trapped == 30


def all_traps() -> decimal.Context:
    """A context in which any decimal arithmetic that is not exact raises."""
    context = decimal.Context(prec=5, rounding=decimal.ROUND_DOWN, Emin=-3, Emax=3)
    for signal in (
        decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.Underflow, decimal.Overflow,
        decimal.InvalidOperation, decimal.DivisionByZero, decimal.FloatOperation, decimal.Clamped,
    ):  # fmt: skip
        context.traps[signal] = True
    return context


CONTEXTS = {
    "as it comes": decimal.Context(),
    "five digits, cut": decimal.Context(prec=5, rounding=decimal.ROUND_DOWN),
    "one digit, away from zero": decimal.Context(prec=1, rounding=decimal.ROUND_UP),
    "all traps set": all_traps(),
}


@contextmanager
def within(context: str) -> Iterator[None]:
    with decimal.localcontext(CONTEXTS[context]):
        yield


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_sample_through_the_rule_in_any_decimal_context(ratio, context):
    """Every 17th case (42,247 in all), each context taking its turn at a quarter of them."""
    step = 17 * len(CONTEXTS)
    start = 17 * list(CONTEXTS).index(context)
    wrong, count = [], 0
    with within(context):
        for number, (tenths, actual, target) in enumerate(ordinary_cases()):
            if number % step != start:
                continue
            count += 1
            row = {
                "points": Fraction(tenths, 10),
                "actual": Fraction(actual),
                "target": Fraction(target),
            }
            outcome = decide(ratio, row)
            expected = cents(tenths, actual, target)
            shown = f"{expected // 100}.{expected % 100:02d}".rstrip("0").rstrip(".")
            if (
                outcome.score != Fraction(expected, 100)
                or not outcome.formula.endswith(f" = {shown}")
                or str(printed(outcome.score)) != shown
            ):
                wrong.append((row, outcome))
    assert count in {10_561, 10_562}
    assert wrong == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_same_rule_compiles_alike_in_any_decimal_context(names, context):
    text = "points * 33.333333% + 0.1234567891 * actual - 12345678901234567890 / target"
    row = Evaluator({"points": Fraction(10), "actual": Fraction(1), "target": Fraction(3)})
    with within(context):
        found = row.number(compile_expression(text, names, Type.NUMBER))
    expected = Fraction(33333333, 10**7) + Fraction(1234567891, 10**10)
    assert found == expected - Fraction(12345678901234567890, 3)


# Edges: what is exactly equal counts as equal, whatever was divided on the way

WHOLE = st.integers(1, 10**9)
SMALL = st.integers(1, 10**4)
LAWS = settings(deadline=None, derandomize=True, max_examples=200)


@pytest.fixture(scope="module")
def holds(names):
    compiled: dict[str, Expression] = {}

    def holds(text: str, **facts: Fraction | int) -> bool:
        if text not in compiled:
            compiled[text] = compile_expression(text, names, Type.YES_NO)
        return Evaluator({n: Fraction(v) for n, v in facts.items()}).holds(compiled[text])

    return holds


@LAWS
@given(per_cent=st.integers(1, 300), target=WHOLE)
def test_a_rate_exactly_on_its_edge(holds, per_cent, target):
    """x/y >= 90% where x is exactly 90 % of y, with one cent less and one cent more."""
    edge = Fraction(per_cent * target, 100)
    cent = Fraction(1, 100)
    for typed in (f"{per_cent}%", f"{per_cent / 100:.2f}"):
        for actual, relation in ((edge - cent, "<"), (edge, "=="), (edge + cent, ">")):
            row = {"actual": actual, "target": target}
            for sign in ("<", "==", ">"):
                assert holds(f"actual / target {sign} {typed}", **row) == (sign == relation)
            assert holds(f"actual / target >= {typed}", **row) == (relation != "<")
            assert holds(f"actual / target <= {typed}", **row) == (relation != ">")
            assert holds(f"actual >= target * {typed}", **row) == (relation != "<")


@LAWS
@given(a=WHOLE, b=WHOLE, c=WHOLE, d=WHOLE)
def test_quotients_of_quotients(holds, a, b, c, d):
    row = {"actual": a, "target": b, "executed": c, "budget": d}
    assert holds(
        "(actual / target) / (executed / budget) == actual * budget / (target * executed)", **row
    )
    order = (a * d > b * c) - (a * d < b * c)
    assert holds("actual / target > executed / budget", **row) == (order > 0)
    assert holds("actual / target >= executed / budget", **row) == (order >= 0)
    assert holds("(actual / target) / (executed / budget) <= 100%", **row) == (order <= 0)


@LAWS
@given(a=WHOLE, b=WHOLE, times=SMALL, parts=SMALL)
def test_a_quotient_of_quotients_exactly_on_its_edge(holds, a, b, times, parts):
    """The rate of this year is exactly times/parts of last year's rate: as good, not better."""
    row = {
        "actual": a * times,
        "target": b * parts,
        "executed": a,
        "budget": b,
        "best": times,
        "worst": parts,
    }
    assert holds("(actual / target) / (executed / budget) >= best / worst", **row)
    assert holds("(actual / target) / (executed / budget) <= best / worst", **row)
    assert not holds("(actual / target) / (executed / budget) < best / worst", **row)
    assert holds("actual / target - best / worst * executed / budget == 0", **row)


@LAWS
@given(steps=st.integers(0, 500), limit=SMALL, each=SMALL, scale=st.integers(0, 6), nudge=SMALL)
def test_floor_and_ceil_where_the_steps_are_whole(holds, steps, limit, each, scale, nudge):
    """A rate exactly ``steps`` steps above its limit counts ``steps`` steps, not one more."""
    unit = Fraction(1, 10**scale)
    value = (limit + steps * each) * unit
    row = {"value": value, "worst": limit * unit, "best": each * unit, "weight": steps}
    assert holds("floor((value - worst) / best) == weight", **row)
    assert holds("ceil((value - worst) / best) == weight", **row)
    assert holds("floor((worst - value) / best) == -weight", **row)
    assert holds("ceil((worst - value) / best) == -weight", **row)
    row["value"] = value + each * unit / (nudge + 1)
    assert holds("floor((value - worst) / best) == weight", **row)
    assert holds("ceil((value - worst) / best) == weight + 1", **row)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        # each is false, or off by one step, in binary floats
        ("ceil((actual - 100%) / 1%) == 7", {"actual": "1.07"}),
        ("floor((actual - 100%) / 1%) == 29", {"actual": "1.29"}),
        ("floor(actual * 100) == 29", {"actual": "0.29"}),
        ("actual * 3 == target", {"actual": "0.1", "target": "0.3"}),
        ("actual + target == 0.3", {"actual": "0.1", "target": "0.2"}),
        ("actual / target >= 1.1", {"actual": "3.3", "target": "3"}),
        ("1 - actual / target <= 10%", {"actual": "90", "target": "100"}),
        ("actual / 49 * 49 == actual", {"actual": "1"}),
        ("completion * 3 == 1", {"completion": "1/3"}),
        ("rounded(actual) == 2.68", {"actual": "2.675"}),
        ("rounded(actual) == 1.01", {"actual": "1.005"}),
    ],
)
def test_where_floats_go_wrong(text, facts, holds):
    assert holds(text, **{n: Fraction(v) for n, v in facts.items()})
