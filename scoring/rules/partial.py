"""Evaluate an expression as far as some of its names are known, without changing what it yields.

What stays open keeps the order of evaluation, so that the rest, evaluated later, yields the value or
the failure that the whole expression yields at once.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.rules.evaluate import DividedByZero, Evaluator, Uncomputable, UnknownFact
from scoring.rules.types import Value

_DIVIDED_BY_ZERO: Final = ast.BinOp(
    ast.Constant(Fraction(1)),  # type: ignore[arg-type]
    ast.Div(),
    ast.Constant(Fraction(0)),  # type: ignore[arg-type]
)
"""What an expression becomes that surely divides by zero."""
_ARITHMETIC: Final = Evaluator({})


class Partial:
    """Evaluates the parts of expressions that depend on known facts only.

    Names in ``known`` have that value (None: unknown), those in ``free`` have one that comes later;
    every other name is unknown. A name in both is known.
    """

    def __init__(self, known: Mapping[str, Value | None], free: Collection[str]) -> None:
        self.known = known
        self.free = frozenset(free).difference(known)

    def failure(self, tree: ast.expr) -> UnknownFact | Uncomputable | None:
        """Return how a tree made by :meth:`of` fails whatever the free facts are, or None."""
        if isinstance(tree, ast.Name) and tree.id not in self.free:
            return UnknownFact(tree.id)
        return DividedByZero() if tree is _DIVIDED_BY_ZERO else None

    def of(self, node: ast.expr) -> ast.expr:
        """Return what is left of a tree: a constant where it is settled."""
        match node:
            case ast.Name(id=name):
                value = self.known.get(name)
                return node if value is None else _constant(value)
            case ast.BoolOp():
                return self._joined(node)
            case ast.IfExp():
                test = self.of(node.test)
                if isinstance(test, ast.Constant):
                    return self.of(node.body if test.value else node.orelse)
                if self.failure(test):
                    return test
                return ast.IfExp(test, self.of(node.body), self.of(node.orelse))
            case ast.Compare():
                return self._compared(node)
        parts = [self.of(part) for part in operands(node)]
        match node:
            case ast.BinOp():
                return self._settled(parts, ast.BinOp(parts[0], node.op, parts[1]))
            case ast.UnaryOp():
                return self._settled(parts, ast.UnaryOp(node.op, parts[0]))
            case ast.Call():
                return self._settled(parts, ast.Call(node.func, parts, []))
        return node

    def _joined(self, node: ast.BoolOp) -> ast.expr:
        """Return what is left of ``and`` and ``or``: no part after the one that ends it."""
        decisive = isinstance(node.op, ast.Or)
        open_parts: list[ast.expr] = []
        for part in map(self.of, node.values):
            if isinstance(part, ast.Constant):
                if part.value is not decisive:
                    continue
                if all(map(self._is_safe, open_parts)):
                    return part
                open_parts.append(part)
                break
            open_parts.append(part)
            if self.failure(part):
                break
        if not open_parts:
            return _constant(not decisive)
        return open_parts[0] if len(open_parts) == 1 else ast.BoolOp(node.op, open_parts)

    def _compared(self, node: ast.Compare) -> ast.expr:
        """Return what is left of a comparison; of a chain the first pairs may be settled."""
        left, ops = self.of(node.left), list(node.ops)
        rights = [self.of(part) for part in node.comparators]
        while True:
            pair = self._settled([left, rights[0]], ast.Compare(left, ops[:1], rights[:1]))
            if len(ops) == 1 or self.failure(pair):
                return pair
            if not isinstance(pair, ast.Constant):
                return ast.Compare(left, ops, rights)
            if pair.value is False:
                return pair
            left, rights, ops = rights[0], rights[1:], ops[1:]

    def _settled(self, parts: Sequence[ast.expr], whole: ast.expr) -> ast.expr:
        """Return the value or the failure of ``whole`` where its parts settle it."""
        if all(isinstance(part, ast.Constant) for part in parts):
            try:
                return _constant(_ARITHMETIC.node(whole))
            except DividedByZero:
                return _DIVIDED_BY_ZERO
        for part in parts:
            if self.failure(part):
                return part
            if not self._is_safe(part):
                return whole
        match whole:
            case ast.BinOp(op=ast.Div(), right=ast.Constant(value=0)):
                return _DIVIDED_BY_ZERO
        return whole

    def _is_safe(self, node: ast.expr) -> bool:
        """Tell whether a tree yields a value whatever the free facts are."""
        match node:
            case ast.Name(id=name):
                return name in self.free
            case ast.BinOp(op=ast.Div(), right=divisor):
                if not isinstance(divisor, ast.Constant) or divisor.value == 0:
                    return False
        return all(map(self._is_safe, operands(node)))


def operands(node: ast.expr) -> list[ast.expr]:
    """Return the parts of a checked tree's node, in the order in which they are evaluated."""
    match node:
        case ast.BinOp():
            return [node.left, node.right]
        case ast.UnaryOp():
            return [node.operand]
        case ast.BoolOp():
            return node.values
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.IfExp():
            return [node.test, node.body, node.orelse]
        case ast.Call():
            return node.args
    return []


def names_in(tree: ast.expr) -> frozenset[str]:
    """Return the names of facts in a checked tree."""
    if isinstance(tree, ast.Name):
        return frozenset({tree.id})
    return frozenset().union(*map(names_in, operands(tree)))


def _constant(value: Value) -> ast.Constant:
    return ast.Constant(value)  # type: ignore[arg-type]
