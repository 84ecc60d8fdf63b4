"""Random expressions as people type them, each with a function that computes its value directly."""

from __future__ import annotations

import operator
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from scoring.exact import half_up

FACTS = {
    "points": Fraction(10),
    "target": Fraction("-2.5"),
    "actual": Fraction(7, 3),
    "budget": Fraction("18163292.00"),
    "executed": Fraction(0),
}
FLAGS = {"met": True, "core": False}
TEXTS = {"level": "达成", "state": "终止"}
DATES = {"期限": date(2022, 7, 31), "办结日": date(2022, 9, 30)}
ROW = {**FACTS, **FLAGS, **TEXTS, **DATES}
"""The facts that the functions compute with."""
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
    "rounded": (half_up, "四舍五入"),
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
    which = draw(st.integers(0, 8))
    if which == 0:
        one, two = draw(st.permutations(sorted(DATES)))
        return f"days({one}, {two})", lambda: Fraction((DATES[two] - DATES[one]).days)
    if which < 4:
        _, text, value = draw(literal())
        return text, lambda: value
    shown, found = name(draw, FACTS)
    return shown, lambda: FACTS[found]


@st.composite
def conditions(draw, depth: int) -> Tree:
    """A condition: its text and a function that computes whether it holds."""
    kind = draw(
        st.sampled_from(
            ["flag", "text", "same"]
            if depth <= 0
            else ["compare", "chain", "and", "or", "not", "text", "same"]
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
        case "same":
            facts = draw(st.sampled_from([FACTS, FLAGS, TEXTS, DATES]))
            one, two = (draw(st.sampled_from(sorted(facts))) for _ in range(2))
            ordered = facts is FACTS or facts is DATES
            sign = draw(st.sampled_from(sorted(ORDERS) if ordered else ["==", "!="]))
            text = f"({one}{spelled(draw, sign)}{two})"
            return text, lambda: ORDERS[sign](facts[one], facts[two])
    shown, found = name(draw, FLAGS)
    return shown, lambda: FLAGS[found]
