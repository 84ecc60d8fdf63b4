"""Evaluate checked expressions with simpleeval, narrowed to what an expression may contain."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from simpleeval import SimpleEval

from scoring.rules.expression import Expression
from scoring.rules.types import FUNCTIONS, Scope, Value

MOST_BITS: Final = 2000
"""Binary digits that a computed number's numerator or denominator may have (some 600 decimals)."""


class UnknownFact(Exception):
    """An expression needs a fact that this row does not have."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class Uncomputable(Exception):
    """An expression has no usable value for the facts of this row; ``reason`` is for people."""

    reason = "无法计算"


class DividedByZero(Uncomputable):
    """An expression divides by zero for the facts of this row."""

    reason = "除数为零，无法计算"


class TooLarge(Uncomputable):
    """A number grew beyond :data:`MOST_BITS`."""

    reason = "数字过大，无法计算"


class UncheckedNode(Exception):
    """A tree that was not compiled as an expression reached the evaluator: a fault of the program."""


def _small(value: Fraction) -> Fraction:
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise TooLarge
    return value


_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_NO_ATTRIBUTES: Final[dict[type, set[str]]] = {}
_FUNCTIONS: Final = {name: function.call for name, function in FUNCTIONS.items()}


class Evaluator(SimpleEval):  # type: ignore[misc]
    """simpleeval on one row's facts: listed nodes, operators and functions only.

    Expressions are compiled before (:mod:`scoring.rules.expression`), so evaluation parses nothing.
    """

    def __init__(self, scope: Scope) -> None:
        # The base initialiser is not called: it would add its own operators, names and functions.
        self.operators = _OPERATORS
        self.functions = _FUNCTIONS
        self.names = scope
        self.allowed_attrs = _NO_ATTRIBUTES

    def value(self, expression: Expression) -> Value:
        """Return the expression's value.

        Raises :class:`UnknownFact` or :class:`Uncomputable`.
        """
        return self.node(expression.tree)

    def node(self, tree: ast.expr) -> Value:
        """Return the value of a part of an expression; raises as :meth:`value` does."""
        try:
            value: Value = self._eval(tree)
        except ZeroDivisionError:
            raise DividedByZero from None
        return value

    def number(self, expression: Expression) -> Fraction:
        """Return the value of an expression that was compiled to yield a number."""
        value = self.value(expression)
        assert isinstance(value, Fraction)
        # Checked here and not at every step: an expression is short, so from facts that are small
        # nothing grows beyond what can be computed at once; only what goes on must stay small.
        return _small(value)

    def holds(self, expression: Expression) -> bool:
        """Return the value of an expression that was compiled to yield a condition."""
        value = self.value(expression)
        assert isinstance(value, bool)
        return value

    def _eval(self, node: ast.expr) -> Any:
        # The base checks every value for modules and forbidden functions: none can arise here, for
        # every value is a number, a truth value, a text or a date by construction.
        try:
            evaluate = _NODES[type(node)]
        except KeyError:
            raise UncheckedNode(type(node).__name__) from None
        return evaluate(self, node)

    def _eval_boolop(self, node: ast.BoolOp) -> Any:
        ends_with = isinstance(node.op, ast.Or)
        value: Any = False
        for part in node.values:
            value = _NODES[type(part)](self, part)
            if value is ends_with:
                break
        return value

    def _eval_name(self, node: ast.Name) -> Fraction | bool | str | date:
        value = self.names.get(node.id)
        if value is None:
            raise UnknownFact(node.id)
        return value


_NODES: Final[Mapping[type[ast.AST], Callable[[Evaluator, Any], Any]]] = {
    ast.Constant: lambda _, node: node.value,
    ast.Name: Evaluator._eval_name,
    ast.BinOp: Evaluator._eval_binop,
    ast.UnaryOp: Evaluator._eval_unaryop,
    ast.BoolOp: Evaluator._eval_boolop,
    ast.Compare: Evaluator._eval_compare,
    ast.IfExp: Evaluator._eval_ifexp,
    ast.Call: Evaluator._eval_call,
}
"""The only kinds of node there are; a table of the class, for an evaluator is made for every row."""


def is_far_over(over: Expression | None, facts: Mapping[str, Value | None]) -> bool | None:
    """Tell whether a set's condition for "clearly too much" holds; None where it cannot be said."""
    if over is None:
        return False
    try:
        return Evaluator(facts).holds(over)
    except (UnknownFact, Uncomputable):
        # Where completion is unknown nothing says that a target that was reached was passed by far.
        return False if facts.get("met") else None
