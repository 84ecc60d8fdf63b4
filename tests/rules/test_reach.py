"""The spans of an expression hold every number that it yields, and little else."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.evaluate import Evaluator, Uncomputable
from scoring.rules.expression import compile_expression
from scoring.rules.reach import FAR, NEAR, Span, ends, spans
from scoring.rules.types import FUNCTIONS, NameSpec, NameTable, Type, Value

NAMES = NameTable({
    "x": NameSpec("x", Type.NUMBER), "rate": NameSpec("rate", Type.NUMBER),
    "cases": NameSpec("cases", Type.NUMBER), "a": NameSpec("a", Type.YES_NO),
    "b": NameSpec("b", Type.YES_NO), "level": NameSpec("level", Type.TEXT, choices=("甲", "乙")),
    "day": NameSpec("day", Type.DATE),
})  # fmt: skip
NUMBERS = {
    "x": Span(-FAR, FAR),
    "rate": Span(NEAR, FAR),
    "cases": Span(Fraction(0), FAR, True),
}
WORDS: dict[str, tuple[Value, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "level": ("甲", "乙"),
}


def reached(text: str, **facts: Value) -> list[tuple[str, str, bool]]:
    expression = compile_expression(text, NAMES, Type.NUMBER)

    def told(end: Fraction) -> str:
        if abs(end) > 10**300:
            return "∞" if end > 0 else "-∞"
        return str(end)

    return sorted(
        (told(s.low), told(s.high), s.whole) for s in spans(expression, facts, NUMBERS, WORDS)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(1 if a else 0) + (1 if b else 0)", [("0", "0", True), ("1", "1", True), ("2", "2", True)]),
        ("(2 if a else 0) + (1 if a else 0)", [("0", "0", True), ("3", "3", True)]),
        ("5 if level == '甲' else 2", [("2", "2", True), ("5", "5", True)]),
        ("(1 if x > 0 else 0) + (1 if rate > 9 else 0)", [("0", "2", True)]),
        ("1 if cases < 0 else 3", [("3", "3", True)]),
        ("1 if rate > 0 and a else 3", [("1", "1", True), ("3", "3", True)]),
        ("cases / rate", [("0", "∞", False)]),
        ("x / rate", [("-∞", "∞", False)]),
        ("rate / x", [("-∞", "∞", False)]),
        ("min(cases / rate, 1)", [("0", "1", False)]),
        ("max(1 - cases * 5%, 0)", [("0", "1", False)]),
        ("abs(cases - 3)", [("0", "∞", True)]),
        ("floor(min(rate, 2.5))", [("0", "2", True)]),
        ("rounded(min(rate, 0.126), 2)", [("0", "13/100", False)]),
        ("days(day, day) + 1", [("-∞", "∞", True)]),
        ("-cases", [("-∞", "0", True)]),
        ("(1 if day == day else 2)", [("1", "2", True)]),
        ("1 / 0", []),
    ],
)  # fmt: skip
def test_what_can_be(text: str, found: list[tuple[str, str, bool]]) -> None:
    assert reached(text) == found


def test_what_is_known_is_computed() -> None:
    assert reached("(1 if a else 0) + (1 if b else 0)", a=True) == [("1", "1", True), ("2", "2", True)]  # fmt: skip
    assert reached("cases / rate", cases=Fraction(3), rate=Fraction(6)) == [("1/2", "1/2", False)]
    assert reached("cases / rate", rate=Fraction(2)) == [("0", "∞", False)]


def test_too_many_words_are_not_told_apart() -> None:
    names = NameTable({f"w{n}": NameSpec(f"w{n}", Type.YES_NO) for n in range(10)})
    text = " + ".join(f"(1 if w{n} else 0)" for n in range(10))
    expression = compile_expression(text, names, Type.NUMBER)
    words = {f"w{n}": (True, False) for n in range(10)}
    assert spans(expression, {}, {}, words) == [Span(Fraction(0), Fraction(10), True)]


def test_only_ends_that_someone_would_write_are_tried() -> None:
    found = [Span(NEAR, FAR), Span(Fraction(2), Fraction(7, 2))]
    assert sorted(ends(found)) == [Fraction(2), Fraction(7, 2)]


INNER = st.one_of(
    st.sampled_from(["x", "rate", "cases", "0", "1", "2.5", "30%", "7"]),
)
EXPRESSIONS = st.recursive(
    INNER,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from("+-*/"), part).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(st.sampled_from(["min", "max"]), part, part).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
        st.tuples(st.sampled_from(["abs", "floor", "ceil", "rounded", "-"]), part).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(part, st.sampled_from(["a", "not b", "level == '乙'", "a and b", "a or not b"]), part)
        .map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(part, part, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), part, part)
        .map(lambda t: f"({t[0]} if {t[1]} {t[2]} {t[3]} else {t[4]})"),
    ),
    max_leaves=7,
)  # fmt: skip
FIGURES: Mapping[str, st.SearchStrategy[Value]] = {
    "x": st.fractions(-50, 50, max_denominator=8),
    "rate": st.fractions(0, 50, max_denominator=8).filter(bool),
    "cases": st.integers(0, 9).map(Fraction),
    "a": st.booleans(),
    "b": st.booleans(),
    "level": st.sampled_from(["甲", "乙"]),
}


@given(EXPRESSIONS, st.fixed_dictionaries(dict(FIGURES)), st.sets(st.sampled_from(sorted(FIGURES))))
def test_no_value_lies_outside(text: str, figures: dict[str, Value], known: set[str]) -> None:
    expression = compile_expression(text, NAMES, Type.NUMBER)
    facts = {name: value for name, value in figures.items() if name in known}
    found = spans(expression, facts, NUMBERS, WORDS)
    try:
        value = Evaluator(figures).number(expression)
    except Uncomputable:
        return
    assert any(span.holds(value) for span in found)


def test_every_function_grows_with_its_arguments_or_is_told_apart() -> None:
    """A new function must be looked at before its span is taken from the ends of its arguments."""
    assert set(FUNCTIONS) == {"min", "max", "abs", "floor", "ceil", "rounded", "days"}
