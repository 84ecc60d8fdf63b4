"""An expression in words says what the expression says: what can be read again is the same."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.expression import Expression, compile_expression
from scoring.rules.types import NameSpec, NameTable, Type
from scoring.set_tools.expression_text import ExpressionDescriber
from scoring.set_tools.set_words import set_words
from scoring.work.library import Library

NAMES = Library().built_ins.names
WORDS = set_words()


def in_words(
    text: str, expected: Type = Type.NUMBER, names: NameTable = NAMES, **more: object
) -> str:
    expression = compile_expression(text, names, expected)
    return ExpressionDescriber(WORDS, names, **more).text(expression)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("points * max(actual, 0) / target", "分值 × 最大(完成值, 0) ÷ 指标值"),
        ("points * (1 - 60%)", "分值 × (1 - 60%)"),
        ("points - (actual - target)", "分值 - (完成值 - 指标值)"),
        ("points * (actual / target)", "分值 × (完成值 ÷ 指标值)"),
        ("-points - -5 * 0.5%", "-分值 - (-5 × 0.5%)"),
        ("rounded(actual, 1)", "四舍五入(完成值, 1)"),
        ("1 if met else 2", "若 达标 则 1，否则 2"),
    ],
)
def test_a_formula(text: str, said: str) -> None:
    assert in_words(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("met", "达标"),
        ("not met and not over", "未达标 且 未明显超额"),
        ("met or target > 0 and actual == target", "达标 或 (指标值 > 0 且 完成值 = 指标值)"),
        ("(met or over) and finished", "(达标 或 明显超额) 且 已完工"),
        ("not (met or over)", "不是（达标 或 明显超额）"),
        ("0 <= target < 1", "0 ≤ 指标值 < 1"),
        ("actual != target", "完成值 ≠ 指标值"),
        ("state == '终止'", "项目状态为“终止”"),
        ("direction != 'at_most'", "方向不为“不高于”"),
        ("公开", "公开为是"),
        ("not 公开", "公开为否"),
    ],
)
def test_a_condition(text: str, said: str) -> None:
    names = NAMES.with_more({"公开": NameSpec("公开", Type.YES_NO, "公开")})
    assert in_words(text, Type.YES_NO, names, inputs=frozenset({"公开"})) == said


def test_every_yes_or_no_has_its_no() -> None:
    facts = [name for name, spec in NAMES.specs.items() if spec.type is Type.YES_NO]
    assert sorted(facts) == sorted(WORDS.groups["negated"])


def test_every_function_and_name_is_told_in_chinese() -> None:
    for name, spec in NAMES.specs.items():
        if spec.type is Type.NUMBER:
            assert in_words(f"{name} + 1") == f"{spec.label} + 1"


# what is told can be read again


def same(left: ast.expr, right: ast.expr) -> bool:
    return ast.dump(left) == ast.dump(right)


NUMBERS = st.one_of(
    st.integers(0, 999).map(str),
    st.decimals(0, 99, places=2).map(str),
    st.decimals(0, 999, places=1).map(lambda number: f"{number}%"),
    st.sampled_from(["points", "actual", "target", "budget"]),
)
FORMULAS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda text: f"(-{text})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_a_formula_in_words_is_the_same_formula(text: str) -> None:
    expression = compile_expression(text, NAMES, Type.NUMBER)
    again = compile_expression(
        ExpressionDescriber(WORDS, NAMES).text(expression), NAMES, Type.NUMBER
    )
    assert same(expression.tree, again.tree)


def test_every_formula_of_every_shipped_set_can_be_read_again(library: Library) -> None:
    read = 0
    for entry in library.entries():
        indicators = library.indicator_set(entry.id)
        describer = ExpressionDescriber(WORDS, indicators.names, frozenset(indicators.inputs))
        formulas: list[Expression] = [n.value for n in indicators.nodes() if n.value is not None]
        for rule in indicators.rules.values():
            if not rule.parameters:
                formulas += [e for c in rule.cases for e in c.expressions if e.type is Type.NUMBER]
        for formula in formulas:
            if any(isinstance(node, ast.IfExp) for node in ast.walk(formula.tree)):
                continue
            again = compile_expression(describer.text(formula), indicators.names, Type.NUMBER)
            assert same(formula.tree, again.tree), formula.text
            read += 1
    assert read > 500
