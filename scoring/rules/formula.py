"""Print an expression with the numbers of a row: ``30 × 69 ÷ 78 = 26.54``."""

from __future__ import annotations

import ast
from datetime import date
from fractions import Fraction

from scoring.exact import is_terminating, plain
from scoring.rules.evaluate import Evaluator
from scoring.rules.expression import Expression
from scoring.rules.types import Value

_SIGNS = {ast.Add: ("+", 1), ast.Sub: ("-", 1), ast.Mult: ("×", 2), ast.Div: ("÷", 2)}


def show(expression: Expression, evaluator: Evaluator, printed: str) -> str:
    """Return the formula with numbers and ``printed`` as its result.

    Of ``min``, ``max`` and ``a if b else c`` only the part that is used is printed.
    """
    if isinstance(expression.tree, ast.Name | ast.Constant):
        return printed
    text, _ = _show(expression.tree, evaluator)
    return text if text == printed else f"{text} = {printed}"


def number(value: Fraction) -> str:
    """Write a number exactly if it ends within six decimals, else with ≈ and four decimals."""
    return plain(value) if is_terminating(value) else f"≈{plain(value, 4)}"


def _show(node: ast.expr, evaluator: Evaluator) -> tuple[str, int]:
    """Return the text of a node and how tightly it binds (3 a value, 2 a product, 1 a sum)."""
    if isinstance(node, ast.Name | ast.Constant):
        return _value(evaluator.node(node))
    if isinstance(node, ast.BinOp):
        return _operation(node, evaluator)
    match node:
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            values = [_number(arg, evaluator) for arg in node.args]
            chosen = min(values) if name == "min" else max(values)
            return _show(node.args[values.index(chosen)], evaluator)
        case ast.Call(func=ast.Name(id=name)):
            inner = ", ".join(_show(arg, evaluator)[0] for arg in node.args)
            return f"{name}({inner})", 3
        case ast.UnaryOp(op=ast.USub()):
            text, strength = _show(node.operand, evaluator)
            return (f"-({text})" if strength < 3 else f"-{text}"), 2
        case ast.UnaryOp(op=ast.UAdd()):
            return _show(node.operand, evaluator)
        case ast.IfExp():
            return _show(node.body if evaluator.node(node.test) else node.orelse, evaluator)
    return _value(evaluator.node(node))


def _operation(node: ast.BinOp, evaluator: Evaluator) -> tuple[str, int]:
    sign, strength = _SIGNS[type(node.op)]
    left, left_strength = _show(node.left, evaluator)
    right, right_strength = _show(node.right, evaluator)
    if left_strength < strength:
        left = f"({left})"
    if (
        right_strength < strength
        or (right_strength == strength and sign in "-÷")
        or right.startswith(("-", "≈-"))
    ):
        right = f"({right})"
    return f"{left} {sign} {right}", strength


def _value(value: Value) -> tuple[str, int]:
    if isinstance(value, Fraction):
        return number(value), 3 if value.numerator >= 0 else 2
    return (value.isoformat() if isinstance(value, date) else str(value)), 3


def _number(node: ast.expr, evaluator: Evaluator) -> Fraction:
    value = evaluator.node(node)
    assert isinstance(value, Fraction)
    return value
