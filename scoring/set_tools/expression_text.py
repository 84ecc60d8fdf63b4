"""An expression of a set in Chinese words: ``分值 × 最小(完成值 ÷ 指标值, 1)``."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.exact import is_terminating, plain
from scoring.rules.expression import Expression
from scoring.rules.fold import FoldedText, fold
from scoring.rules.types import NameTable, Type, Value
from scoring.set_tools.set_words import SetWords
from scoring.text import half_width

_SIGNS: Final = {ast.Add: ("+", 5), ast.Sub: ("-", 5), ast.Mult: ("×", 6), ast.Div: ("÷", 6)}
_ORDER: Final = {
    ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠",
}  # fmt: skip
_CHOICE, _OR, _AND, _NOT, _COMPARE, _SUM, _UNARY, _ATOM = 0, 1, 2, 3, 4, 5, 7, 9
"""How tightly a part binds; a product is 6."""


@dataclass(frozen=True, eq=False)
class ExpressionDescriber:
    """Writes expressions of one set in words, with its names, inputs and values of parameters."""

    words: SetWords
    names: NameTable
    inputs: frozenset[str] = frozenset()
    parameters: Mapping[str, Value] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    """The parameters that are percentages."""

    def text(self, expression: Expression) -> str:
        """Return an expression in words; percentages stay as written, parameters have values."""
        return _Writer(self, fold(expression.text)).part(expression.tree)[0]


def value_in_words(value: Value, words: SetWords, *, percent: bool = False) -> str:
    """Return a value: ``0.5``, ``80%``, ``是``."""
    if isinstance(value, bool):
        return words.word("yes_no", str(value))
    if isinstance(value, Fraction):
        if percent and is_terminating(value * 100):
            return f"{plain(value * 100)}%"
        if is_terminating(value):
            return plain(value)
        return f"{plain(Fraction(value.numerator))} ÷ {plain(Fraction(value.denominator))}"
    return value.isoformat() if isinstance(value, date) else value


class _Writer:
    """Writes the parts of one expression: each returns its text and how tightly it binds."""

    def __init__(self, describer: ExpressionDescriber, folded: FoldedText) -> None:
        self.describer = describer
        self.words = describer.words
        self.folded = folded

    def part(self, node: ast.expr) -> tuple[str, int]:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name():
                return self._name(node)
            case ast.BinOp():
                sign, strength = _SIGNS[type(node.op)]
                # The order in which it is computed stays, as with `a + (b - c)`.
                left = self._inside(node.left, strength)
                right = self._inside(node.right, strength + 1, first=False)
                return f"{left} {sign} {right}", strength
            case ast.UnaryOp(op=ast.Not()):
                return self._not(node.operand)
            case ast.UnaryOp(op=ast.USub()):
                return f"-{self._inside(node.operand, _UNARY, first=False)}", _UNARY
            case ast.UnaryOp():
                return self.part(node.operand)
            case ast.BoolOp():
                return self._all(node)
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp():
                test, body, other = (self.part(n)[0] for n in (node.test, node.body, node.orelse))
                return self.words.text("either", test=test, body=body, other=other), _CHOICE
            case ast.Call(func=ast.Name(id=name)):
                inner = ", ".join(self.part(arg)[0] for arg in node.args)
                return f"{self._function(name)}({inner})", _ATOM
        raise AssertionError(ast.dump(node))

    def _inside(self, node: ast.expr, strength: int, *, first: bool = True) -> str:
        text, own = self.part(node)
        negative = not first and text.startswith("-")
        return f"({text})" if own < strength or negative else text

    def _constant(self, node: ast.Constant) -> tuple[str, int]:
        value: object = node.value
        if isinstance(value, Fraction):
            written = self.folded.written(node.col_offset, node.end_col_offset or 0)
            percent = half_width(written).rstrip().endswith("%")
            return value_in_words(value, self.words, percent=percent), _ATOM
        if isinstance(value, bool):
            return value_in_words(value, self.words), _ATOM
        return self.words.text("quoted", value=self.words.word("values", str(value))), _ATOM

    def _name(self, node: ast.Name) -> tuple[str, int]:
        name = node.id
        if name in self.describer.parameters:
            value = self.describer.parameters[name]
            percent = name in self.describer.percents
            text = value_in_words(value, self.words, percent=percent)
            return text, _ATOM if not text.startswith("-") else _UNARY
        label = self._label(name)
        spec = self.describer.names.find(name)
        if spec is not None and spec.type is Type.YES_NO and name in self.describer.inputs:
            return self.words.text("is_yes", name=label), _COMPARE
        return label, _ATOM

    def _label(self, name: str) -> str:
        spec = self.describer.names.find(name)
        return (spec.label or spec.name) if spec is not None else name

    def _function(self, name: str) -> str:
        return next(
            (k for k, v in self.describer.names.function_aliases.items() if v == name), name
        )

    def _not(self, inner: ast.expr) -> tuple[str, int]:
        if isinstance(inner, ast.Name) and inner.id not in self.describer.parameters:
            negated = self.words.word("negated", inner.id)
            if negated != inner.id:
                return negated, _ATOM
            return self.words.text("is_no", name=self._label(inner.id)), _COMPARE
        return self.words.text("not", inner=self.part(inner)[0]), _NOT

    def _all(self, node: ast.BoolOp) -> tuple[str, int]:
        name, strength = ("and", _AND) if isinstance(node.op, ast.And) else ("or", _OR)
        # An "and" within an "or" is set in brackets: people do not know which binds tighter.
        text, *rest = [self._inside(value, _COMPARE) for value in node.values]
        for other in rest:
            text = self.words.text(name, left=text, right=other)
        return text, strength

    def _compare(self, node: ast.Compare) -> tuple[str, int]:
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            text = node.comparators[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                pattern = "is_text" if isinstance(node.ops[0], ast.Eq) else "is_not_text"
                value = self.words.word("values", text.value)
                return (
                    self.words.text(pattern, name=self._inside(node.left, _SUM), value=value),
                    _COMPARE,
                )
        parts = [self._inside(node.left, _SUM)]
        for op, right in zip(node.ops, node.comparators, strict=True):
            parts += [_ORDER[type(op)], self._inside(right, _SUM)]
        return " ".join(parts), _COMPARE
