"""Turn a checked tree into a function on whole numbers: what the evaluator yields, quicker.

A number is a pair of whole numbers, the second above zero, and is not brought to lowest terms: of
all that a rational costs that is the most. The functions are closures; no text is compiled.

Where a tree has no value (a division by zero, an unknown name) they raise :class:`Doubt`: which
failure comes first is for the evaluator to say.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import itemgetter
from typing import Any, Final, NoReturn, TypeAlias

Pair: TypeAlias = tuple[int, int]
"""A number as numerator and denominator; the denominator is above zero."""
Values: TypeAlias = Sequence[Any]
"""The values of the free names, each in its place: a pair, yes or no, a text or a date."""
Number: TypeAlias = Callable[[Values], Pair]
Condition: TypeAlias = Callable[[Values], bool]
Compare: TypeAlias = Callable[[Any, Any], bool]


class Doubt(Exception):
    """A closure has no value for these facts, or one that only the evaluator can judge."""


class Closures:
    """Makes functions of trees; ``places`` says where in the values each free name stands.

    A name without a place is unknown.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self.places = places

    def number(self, node: ast.expr) -> Number:
        """Return the function that computes a number."""
        match node:
            case ast.Constant(value=value):
                assert isinstance(value, Fraction)
                pair = value.as_integer_ratio()
                return lambda _: pair
            case ast.Name():
                return self._name(node)
            case ast.BinOp():
                return self._operation(node)
            case ast.UnaryOp():
                inner = self.number(node.operand)
                return _negative(inner) if isinstance(node.op, ast.USub) else inner
            case ast.IfExp():
                test = self.condition(node.test)
                body, orelse = self.number(node.body), self.number(node.orelse)
                return lambda values: body(values) if test(values) else orelse(values)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(name, node.args)
        raise TypeError(ast.dump(node))

    def condition(self, node: ast.expr) -> Condition:
        """Return the function that tells whether a condition holds."""
        match node:
            case ast.Constant(value=value):
                assert isinstance(value, bool)
                return lambda _: value
            case ast.Name():
                return self._name(node)
            case ast.UnaryOp():
                inner = self.condition(node.operand)
                return lambda values: not inner(values)
            case ast.BoolOp():
                join = _both if isinstance(node.op, ast.And) else _one_of
                return reduce(join, map(self.condition, node.values))
            case ast.Compare():
                sides = pairwise([node.left, *node.comparators])
                pairs = zip(node.ops, sides, strict=True)
                return reduce(_both, (self._compared(op, *pair) for op, pair in pairs))
        raise TypeError(ast.dump(node))

    def _name(self, node: ast.Name) -> Callable[[Values], Any]:
        place = self.places.get(node.id)
        return _fail if place is None else itemgetter(place)

    def _place(self, node: ast.expr) -> int | None:
        return self.places.get(node.id) if isinstance(node, ast.Name) else None

    def _operation(self, node: ast.BinOp) -> Number:
        """Return the function for a sum, difference, product or quotient; a proportion in one step."""
        if isinstance(node.op, ast.Div) and isinstance(node.left, ast.BinOp):
            factors = [self._place(part) for part in (node.left.left, node.left.right, node.right)]
            if isinstance(node.left.op, ast.Mult) and None not in factors:
                return _proportion(*(place for place in factors if place is not None))
        return _BINARY[type(node.op)](self.number(node.left), self.number(node.right))

    def _call(self, name: str, arguments: Sequence[ast.expr]) -> Number:
        if name == "days":
            return _days(*map(self._other, arguments))
        if name == "rounded":
            return _rounded(self.number(arguments[0]), _decimals(arguments))
        return (
            reduce(_JOINING[name], map(self.number, arguments))
            if name in _JOINING
            else (_CALLS[name](self.number(arguments[0])))
        )

    def _compared(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Condition:
        kinds = {_is_number(side) for side in (left, right)} - {None}
        if not kinds:
            return _either_kind(_OPERATORS[type(op)], self._other(left), self._other(right))
        if kinds == {False}:
            return _plain(_OPERATORS[type(op)], self._other(left), self._other(right))
        return self._numbers_compared(type(op), left, right)

    def _numbers_compared(self, op: type[ast.cmpop], left: ast.expr, right: ast.expr) -> Condition:
        if isinstance(left, ast.Constant):
            left, right, op = right, left, _TURNED[op]
        place = self._place(left)
        if place is not None and isinstance(right, ast.Constant):
            assert isinstance(right.value, Fraction)
            return _WITH_CONSTANT[op](place, *right.value.as_integer_ratio())
        return _by_products(_OPERATORS[op], self.number(left), self.number(right))

    def _other(self, node: ast.expr) -> Callable[[Values], Any]:
        """Return the function that yields a value which is no number, or a name's, whatever it is."""
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Constant(value=value):
                return lambda _: value
        return self.condition(node)


def _is_number(node: ast.expr) -> bool | None:
    """Tell whether a side of a comparison is a number; None for a free name, which may be anything."""
    match node:
        case ast.Name():
            return None
        case ast.Constant(value=value):
            return isinstance(value, Fraction)
        case ast.UnaryOp(op=ast.Not()) | ast.BoolOp() | ast.Compare():
            return False
    return True


def _decimals(arguments: Sequence[ast.expr]) -> int:
    """Return the second argument of ``rounded``, which is written as a number or left out."""
    if len(arguments) == 1:
        return 2
    decimals = arguments[1]
    assert isinstance(decimals, ast.Constant)
    assert isinstance(decimals.value, Fraction)
    return int(decimals.value)


def _fail(_: Values) -> NoReturn:
    raise Doubt


def _both(one: Condition, two: Condition) -> Condition:
    return lambda values: one(values) and two(values)


def _one_of(one: Condition, two: Condition) -> Condition:
    return lambda values: one(values) or two(values)


def _sum(one: Number, two: Number) -> Number:
    def add(values: Values) -> Pair:
        a, b = one(values)
        c, d = two(values)
        return a * d + c * b, b * d

    return add


def _difference(one: Number, two: Number) -> Number:
    def subtract(values: Values) -> Pair:
        a, b = one(values)
        c, d = two(values)
        return a * d - c * b, b * d

    return subtract


def _product(one: Number, two: Number) -> Number:
    def multiply(values: Values) -> Pair:
        a, b = one(values)
        c, d = two(values)
        return a * c, b * d

    return multiply


def _quotient(one: Number, two: Number) -> Number:
    def divide(values: Values) -> Pair:
        a, b = one(values)
        c, d = two(values)
        if c > 0:
            return a * d, b * c
        if c == 0:
            raise Doubt
        return -a * d, -b * c

    return divide


def _proportion(first: int, second: int, divisor: int) -> Number:
    """Return the product of two free numbers divided by a third."""

    def proportion(values: Values) -> Pair:
        a, b = values[first]
        c, d = values[second]
        e, f = values[divisor]
        if e > 0:
            return a * c * f, b * d * e
        if e == 0:
            raise Doubt
        return -a * c * f, -b * d * e

    return proportion


def _negative(one: Number) -> Number:
    def negate(values: Values) -> Pair:
        a, b = one(values)
        return -a, b

    return negate


def _least(one: Number, two: Number) -> Number:
    def least(values: Values) -> Pair:
        left = a, b = one(values)
        right = c, d = two(values)
        return left if a * d <= c * b else right

    return least


def _greatest(one: Number, two: Number) -> Number:
    def greatest(values: Values) -> Pair:
        left = a, b = one(values)
        right = c, d = two(values)
        return left if a * d >= c * b else right

    return greatest


def _absolute(one: Number) -> Number:
    def absolute(values: Values) -> Pair:
        a, b = one(values)
        return abs(a), b

    return absolute


def _floor(one: Number) -> Number:
    def floor(values: Values) -> Pair:
        a, b = one(values)
        return a // b, 1

    return floor


def _ceiling(one: Number) -> Number:
    def ceiling(values: Values) -> Pair:
        a, b = one(values)
        return -(-a // b), 1

    return ceiling


def _rounded(one: Number, decimals: int) -> Number:
    scale = 10**decimals

    def rounded(values: Values) -> Pair:
        a, b = one(values)
        units = (2 * abs(a) * scale + b) // (2 * b)
        return -units if a < 0 else units, scale

    return rounded


def _days(start: Callable[[Values], Any], end: Callable[[Values], Any]) -> Number:
    return lambda values: ((end(values) - start(values)).days, 1)


def _by_products(compare: Compare, left: Number, right: Number) -> Condition:
    """Compare two numbers by the products of one's numerator with the other's denominator."""

    def compared(values: Values) -> bool:
        a, b = left(values)
        c, d = right(values)
        return compare(a * d, c * b)

    return compared


def _plain(
    compare: Compare,
    left: Callable[[Values], Any],
    right: Callable[[Values], Any],
) -> Condition:
    return lambda values: compare(left(values), right(values))


def _either_kind(
    compare: Compare, left: Callable[[Values], Any], right: Callable[[Values], Any]
) -> Condition:
    """Compare two free names, which may both be numbers or both something else."""
    numbers = _by_products(compare, left, right)
    others = _plain(compare, left, right)
    return lambda values: (numbers if type(left(values)) is tuple else others)(values)


_OPERATORS: Final[Mapping[type[ast.cmpop], Compare]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_TURNED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE,
    ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip
"""The comparison that holds of the same two numbers named the other way round."""
_WITH_CONSTANT: Final[Mapping[type[ast.cmpop], Callable[[int, int, int], Condition]]] = {
    ast.Lt: lambda at, n, d: lambda values: values[at][0] * d < n * values[at][1],
    ast.LtE: lambda at, n, d: lambda values: values[at][0] * d <= n * values[at][1],
    ast.Gt: lambda at, n, d: lambda values: values[at][0] * d > n * values[at][1],
    ast.GtE: lambda at, n, d: lambda values: values[at][0] * d >= n * values[at][1],
    ast.Eq: lambda at, n, d: lambda values: values[at][0] * d == n * values[at][1],
    ast.NotEq: lambda at, n, d: lambda values: values[at][0] * d != n * values[at][1],
}
"""A free number compared with a written one, of which most conditions consist."""
_BINARY: Final[Mapping[type[ast.operator], Callable[[Number, Number], Number]]] = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: _product,
    ast.Div: _quotient,
}
_JOINING: Final = {"min": _least, "max": _greatest}
_CALLS: Final = {"abs": _absolute, "floor": _floor, "ceil": _ceiling}
