"""Laws that hold for every row, and the evaluator against a second, independent reading."""

from __future__ import annotations

import operator
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.exact import half_up
from scoring.rules.evaluate import DividedByZero, Evaluator
from scoring.rules.expression import LONGEST, MOST_NODES
from scoring.rules.table import decide
from scoring.rules.types import Type

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

FACTS = {
    "points": Fraction(10),
    "target": Fraction("-2.5"),
    "actual": Fraction(7, 3),
    "budget": Fraction("18163292.00"),
    "executed": Fraction(0),
}
FLAGS = {"met": True, "core": False}
TEXTS = {"level": "达成", "state": "终止"}
LABELS = {
    "points": "分值", "target": "指标值", "actual": "完成值", "budget": "全年预算数",
    "executed": "执行数", "met": "达标", "core": "核心指标", "level": "等次", "state": "项目状态",
}  # fmt: skip
SPELLINGS = {
    "*": ["*", " * ", "×", " × ", "＊"],
    "/": ["/", " / ", "÷", " ÷ ", "／"],
    "+": ["+", " + ", "＋"],
    "-": ["-", " - ", "－", "−"],
    ">=": [">=", "≥", " ≧ ", "＞＝"],
    "<=": ["<=", "≤", "≦"],
    ">": [">", "＞"],
    "<": [" < ", "＜"],
    "==": ["==", " == ", "＝＝"],
    "!=": ["!=", "≠"],
}
NUMBERS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
ORDERS = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
CALLS = {
    "min": (min, "最小"), "max": (max, "最大"), "abs": (abs, "绝对值"),
    "floor": (lambda x: Fraction(x // 1), "向下取整"),
    "ceil": (lambda x: Fraction(-(-x // 1)), "向上取整"),
}  # fmt: skip

Tree = tuple


@st.composite
def literal(draw) -> Tree:
    digits = draw(st.integers(0, 10**6))
    places = draw(st.integers(0, 3))
    text = str(digits) if not places else f"{digits // 10**places}.{digits % 10**places:0{places}d}"
    if draw(st.booleans()):
        sign = draw(st.sampled_from(["%", " %", "％"]))
        return "number", text + sign, Fraction(text) / 100
    return "number", text, Fraction(text)


def spelled(draw, sign: str) -> str:
    return draw(st.sampled_from(SPELLINGS[sign]))


def name(draw, names) -> str:
    found = draw(st.sampled_from(sorted(names)))
    return draw(st.sampled_from([found, LABELS[found]])), found


@st.composite
def numbers(draw, depth: int) -> Tree:
    """A numeric expression: its text and a function that computes its value."""
    kind = draw(
        st.sampled_from(["leaf"] if depth <= 0 else ["leaf", "op", "op", "neg", "call", "if"])
    )
    match kind:
        case "op":
            sign = draw(st.sampled_from("+-*/"))
            left, right = draw(numbers(depth - 1)), draw(numbers(depth - 1))
            text = f"({left[0]}{spelled(draw, sign)}{right[0]})"
            return text, lambda: NUMBERS[sign](left[1](), right[1]())
        case "neg":
            inner = draw(numbers(depth - 1))
            return f"-({inner[0]})", lambda: -inner[1]()
        case "call":
            function = draw(st.sampled_from(sorted(CALLS)))
            call, label = CALLS[function]
            count = draw(st.integers(2, 3)) if function in {"min", "max"} else 1
            inner = [draw(numbers(depth - 1)) for _ in range(count)]
            comma = draw(st.sampled_from([",", ", ", "，", "、"]))
            shown = draw(st.sampled_from([function, label]))
            return f"{shown}({comma.join(i[0] for i in inner)})", lambda: call(
                *(i[1]() for i in inner)
            )
        case "if":
            test = draw(conditions(depth - 1))
            yes, no = draw(numbers(depth - 1)), draw(numbers(depth - 1))
            return (
                f"({yes[0]} if {test[0]} else {no[0]})",
                lambda: yes[1]() if test[1]() else no[1](),
            )
    if draw(st.booleans()):
        _, text, value = draw(literal())
        return text, lambda: value
    shown, found = name(draw, FACTS)
    return shown, lambda: FACTS[found]


@st.composite
def conditions(draw, depth: int) -> Tree:
    """A condition: its text and a function that computes whether it holds."""
    kind = draw(
        st.sampled_from(
            ["flag", "text"] if depth <= 0 else ["compare", "chain", "and", "or", "not", "text"]
        )
    )
    match kind:
        case "compare" | "chain":
            signs = [draw(st.sampled_from(sorted(ORDERS))) for _ in range(1 + (kind == "chain"))]
            parts = [draw(numbers(depth - 1)) for _ in range(len(signs) + 1)]
            text = parts[0][0]
            for sign, part in zip(signs, parts[1:], strict=True):
                text += f"{spelled(draw, sign)}{part[0]}"

            def holds() -> bool:
                left = parts[0][1]()
                for sign, part in zip(signs, parts[1:], strict=True):
                    right = part[1]()
                    if not ORDERS[sign](left, right):
                        return False
                    left = right
                return True

            return f"({text})", holds
        case "and" | "or":
            left, right = draw(conditions(depth - 1)), draw(conditions(depth - 1))
            if kind == "and":
                return f"({left[0]} and {right[0]})", lambda: left[1]() and right[1]()
            return f"({left[0]} or {right[0]})", lambda: left[1]() or right[1]()
        case "not":
            inner = draw(conditions(depth - 1))
            return f"(not {inner[0]})", lambda: not inner[1]()
        case "text":
            shown, found = name(draw, TEXTS)
            value = draw(
                st.sampled_from(["达成", "正常", "终止"] if found == "level" else ["正常", "终止"])
            )
            mark = draw(st.sampled_from(["''", '""', "“”", "‘’"]))
            sign = draw(st.sampled_from(["==", "!="]))
            text = f"{shown} {spelled(draw, sign)} {mark[0]}{value}{mark[1]}"
            return f"({text})", lambda: ORDERS[sign](TEXTS[found], value)
    shown, found = name(draw, FLAGS)
    return shown, lambda: FLAGS[found]


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
    row = Evaluator({**FACTS, **FLAGS, **TEXTS})
    found = result(lambda: row.number(compiled(text)))
    assert found == result(compute)
    assert type(found) in (Fraction, str)


@LAWS
@given(st.data())
def test_conditions_evaluate_as_the_same_tree_does_in_rationals(compiled, data):
    text, compute = data.draw(conditions(3))
    assume(len(text) <= LONGEST and sum(not c.isalnum() for c in text) < MOST_NODES)
    row = Evaluator({**FACTS, **FLAGS, **TEXTS})
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
