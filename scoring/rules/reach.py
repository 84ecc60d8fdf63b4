"""Which numbers an expression can yield at all: spans, computed from the spans of its names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, pairwise, product
from typing import Final, NamedTuple

from scoring.rules.evaluate import Evaluator, Uncomputable
from scoring.rules.expression import Expression
from scoring.rules.types import FUNCTIONS, Scope, Value

FAR: Final = Fraction(10) ** 700
"""No figure is as large: the evaluator computes none of more than some 600 digits."""
NEAR: Final = 1 / FAR
"""No figure but zero is as near to zero."""
MOST_TRIED: Final = 256
"""So many combinations of yes, no and words are told apart; with more, each may be either."""


class Span(NamedTuple):
    """All numbers from ``low`` to ``high``, both included; ``whole``: only whole ones."""

    low: Fraction
    high: Fraction
    whole: bool = False

    def holds(self, value: Fraction) -> bool:
        """Tell whether a number lies in the span."""
        return self.low <= value <= self.high and not (self.whole and value.denominator > 1)


ANY: Final = Span(-FAR, FAR)


def spans(
    expression: Expression,
    facts: Scope,
    numbers: Mapping[str, Span],
    words: Mapping[str, Sequence[Value]],
) -> list[Span]:
    """Return spans of which one holds each number that the expression can yield.

    Names in ``facts`` have that value, those in ``numbers`` any in their span, those in ``words``
    (yes, no, texts) one of a few.
    """
    open_words = [name for name in words if name in expression.names and name not in facts]
    combined = list(islice(product(*(words[name] for name in open_words)), MOST_TRIED + 1))
    if len(combined) > MOST_TRIED:
        open_words, combined = [], [()]
    found: dict[Span, None] = {}
    for values in combined:
        known = {**facts, **dict(zip(open_words, values, strict=True))}
        try:
            found[_Reach(known, numbers).number(expression.tree)] = None
        except Uncomputable:
            continue
    return list(found)


class _Reach:
    """Follows one expression; what is known is computed as it is scored."""

    def __init__(self, facts: Scope, numbers: Mapping[str, Span]) -> None:
        self.facts = facts
        self.numbers = numbers
        self.evaluator = Evaluator(facts)

    def _is_known(self, node: ast.expr) -> bool:
        names = (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
        return all(self.facts.get(name) is not None or name in FUNCTIONS for name in names)

    def number(self, node: ast.expr) -> Span:
        """Return a span that holds every value of a part that is a number."""
        if self._is_known(node):
            value = self.evaluator.node(node)
            assert isinstance(value, Fraction)
            return Span(value, value, value.denominator == 1)
        match node:
            case ast.Name(id=name):
                return self.numbers.get(name, ANY)
            case ast.UnaryOp(op=ast.USub()):
                return _negative(self.number(node.operand))
            case ast.UnaryOp():
                return self.number(node.operand)
            case ast.BinOp():
                return _joined(node.op, self.number(node.left), self.number(node.right))
            case ast.IfExp():
                holds = self.condition(node.test)
                if holds is None:
                    return _either([self.number(node.body), self.number(node.orelse)])
                return self.number(node.body if holds else node.orelse)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(name, node.args)
        return ANY

    def _call(self, name: str, arguments: list[ast.expr]) -> Span:
        if name == "days":
            return ANY._replace(whole=True)
        inner = [self.number(argument) for argument in arguments]
        if name == "abs":
            return _distance(inner[0])
        # All others grow with each of their arguments.
        call: Callable[..., Fraction] = FUNCTIONS[name].call
        is_whole = name in {"floor", "ceil"} or all(span.whole for span in inner)
        return Span(call(*(s.low for s in inner)), call(*(s.high for s in inner)), is_whole)

    def condition(self, node: ast.expr) -> bool | None:
        """Tell whether a condition holds; None where it may and may not."""
        if self._is_known(node):
            return bool(self.evaluator.node(node))
        match node:
            case ast.UnaryOp():
                inner = self.condition(node.operand)
                return None if inner is None else not inner
            case ast.BoolOp():
                parts = [self.condition(part) for part in node.values]
                decisive = isinstance(node.op, ast.Or)
                if decisive in parts:
                    return decisive
                return None if None in parts else not decisive
            case ast.Compare():
                sides = pairwise([node.left, *node.comparators])
                held = [self._compared(op, *pair) for op, pair in zip(node.ops, sides, strict=True)]
                if False in held:
                    return False
                return None if None in held else True
        return None

    def _compared(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> bool | None:
        if not (self._is_number(left) and self._is_number(right)):
            return None
        one, two = self.number(left), self.number(right)
        match op:
            case ast.Lt():
                return _below(one, two)
            case ast.GtE():
                return _not(_below(one, two))
            case ast.Gt():
                return _below(two, one)
            case ast.LtE():
                return _not(_below(two, one))
        apart = one.high < two.low or two.high < one.low
        same = one.low == one.high == two.low == two.high
        equal = False if apart else True if same else None
        return _not(equal) if isinstance(op, ast.NotEq) else equal

    def _is_number(self, node: ast.expr) -> bool:
        match node:
            case ast.Name(id=name):
                return name in self.numbers or isinstance(self.facts.get(name), Fraction)
            case ast.Constant(value=value):
                return isinstance(value, Fraction)
        return True


def _not(holds: bool | None) -> bool | None:
    return None if holds is None else not holds


def _below(one: Span, two: Span) -> bool | None:
    """Tell whether every number of one span is below every one of the other; None: some are."""
    if one.high < two.low:
        return True
    return False if one.low >= two.high else None


def _negative(span: Span) -> Span:
    return Span(-span.high, -span.low, span.whole)


def _distance(span: Span) -> Span:
    ends = sorted((abs(span.low), abs(span.high)))
    return Span(ends[0] if span.low > 0 or span.high < 0 else Fraction(0), ends[1], span.whole)


def _either(parts: Sequence[Span]) -> Span:
    return Span(min(s.low for s in parts), max(s.high for s in parts), all(s.whole for s in parts))


def _joined(op: ast.operator, one: Span, two: Span) -> Span:
    """Return the span of a sum, difference, product or quotient."""
    if isinstance(op, ast.Div):
        return _times(one, _inverse(two)) if two.low >= 0 or two.high <= 0 else ANY
    if isinstance(op, ast.Mult):
        return _times(one, two)
    if isinstance(op, ast.Sub):
        two = _negative(two)
    return _cut(Span(one.low + two.low, one.high + two.high, one.whole and two.whole))


def _inverse(span: Span) -> Span:
    """Return the span of 1 ÷ x for x of one sign: dividing by zero itself yields nothing."""
    if span.low >= 0:
        return Span(1 / max(span.high, NEAR), 1 / max(span.low, NEAR))
    return _negative(_inverse(_negative(span)))


def _times(one: Span, two: Span) -> Span:
    ends = [a * b for a in (one.low, one.high) for b in (two.low, two.high)]
    return _cut(Span(min(ends), max(ends), one.whole and two.whole))


def _cut(span: Span) -> Span:
    return Span(max(span.low, -FAR), min(span.high, FAR), span.whole)


def ends(found: Sequence[Span]) -> Iterator[Fraction]:
    """Yield the ends of spans that are no matter of :data:`FAR` or :data:`NEAR`."""
    for end in {end for span in found for end in (span.low, span.high)}:
        if abs(end) < 10**12 and end.denominator < 10**6:
            yield end
