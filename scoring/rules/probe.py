"""Try a rule on facts: which cases and edges are reached, and what exceeds its bounds."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.exact import plain
from scoring.rules.evaluate import DividedByZero, Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.table import Rule, RuleCase
from scoring.rules.types import Scope

CaseKey = tuple[str, int]
EdgeKey = tuple[str, int, int, int]
"""Rule, case, comparison within its condition, and pair within a chained comparison."""


@dataclass(slots=True)
class Coverage:
    """The cases that applied, and the edges whose two sides were equal for some facts."""

    cases: set[CaseKey] = field(default_factory=set)
    edges: set[EdgeKey] = field(default_factory=set)
    _pairs: dict[Expression, list[tuple[int, int, ast.expr, ast.expr]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def record(self, rule: Rule, scope: Scope) -> None:
        """Record the cases and edges that ``rule`` reaches on these facts."""
        evaluator = Evaluator(scope)
        for case in rule.cases:
            if case.when is not None:
                self.record_edges(rule.name, case.number, case.when, evaluator)
            try:
                applies = case.when is None or evaluator.holds(case.when)
            except (UnknownFact, Uncomputable):
                return
            if applies:
                self.cases.add((rule.name, case.number))
                if case.use is not None:
                    self.record(case.use, scope)
                return

    def record_edges(
        self, rule: str, case: int, condition: Expression, evaluator: Evaluator
    ) -> None:
        """Record every comparison of ``condition`` whose two sides are equal."""
        if condition not in self._pairs:
            self._pairs[condition] = list(pairs(condition))
        for index, pair, left, right in self._pairs[condition]:
            try:
                if evaluator.node(left) == evaluator.node(right):
                    self.edges.add((rule, case, index, pair))
            except (UnknownFact, Uncomputable):
                continue


def pairs(condition: Expression) -> Iterator[tuple[int, int, ast.expr, ast.expr]]:
    """Yield both sides of every comparison of order, numbered as in :data:`EdgeKey`."""
    for index, comparison in enumerate(condition.comparisons()):
        operands = [comparison.left, *comparison.comparators]
        for pair, op in enumerate(comparison.ops):
            if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                yield index, pair, operands[pair], operands[pair + 1]


@dataclass(frozen=True, slots=True)
class Fault:
    """A wrong outcome of a rule on some facts: out of bounds, a reversed band, a zero division."""

    kind: str
    case: RuleCase
    facts: str
    detail: str


def faults(rule: Rule, scope: Scope) -> list[Fault]:
    """Return what is wrong with the outcome of ``rule`` on these facts."""
    evaluator = Evaluator(scope)
    case = None
    try:
        for case in rule.cases:
            if case.when is None or evaluator.holds(case.when):
                break
        else:
            return []
        if case.use is not None:
            return faults(case.use, scope)
        return _out_of_bounds(case, evaluator, scope)
    except DividedByZero:
        assert case is not None
        return [Fault("zero-division", case, describe(rule, scope), "除数为零")]
    except (UnknownFact, Uncomputable):
        return []


def _out_of_bounds(case: RuleCase, evaluator: Evaluator, scope: Scope) -> list[Fault]:
    points = scope["points"]
    assert isinstance(points, Fraction)
    results = {
        "score": case.score,
        "from": case.low.at if case.low else None,
        "to": case.high.at if case.high else None,
    }
    values = {key: evaluator.number(e) for key, e in results.items() if e is not None}
    names = {"score": "得分", "from": "下限", "to": "上限"}
    text = _facts(scope, [e for e in (case.when, *results.values()) if e is not None])
    wrong = [
        Fault(
            "out-of-range",
            case,
            text,
            f"{names[key]}为{_short(value)}，不在 0 到分值 {_short(points)} 之间",
        )
        for key, value in values.items()
        if not 0 <= value <= points
    ]
    low, high, score = values.get("from"), values.get("to"), values.get("score")
    if low is not None and high is not None and low > high:
        wrong.append(Fault("reversed-band", case, text, f"下限{_short(low)}高于上限{_short(high)}"))
    elif score is not None and (
        (low is not None and score < low) or (high is not None and score > high)
    ):
        wrong.append(Fault("default-outside", case, text, f"默认得分{_short(score)}不在区间内"))
    return wrong


def describe(rule: Rule, scope: Scope) -> str:
    """Return the facts that a rule uses, as text."""
    used = [expression for case in rule.cases for expression in case.expressions]
    return _facts(scope, used)


def _facts(scope: Scope, expressions: list[Expression]) -> str:
    names = sorted({name for e in expressions for name in e.names})
    return "、".join(f"{n}={_short(scope.get(n))}" for n in names)


def _short(value: object) -> str:
    if isinstance(value, Fraction):
        return plain(value, 4)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    return "未知" if value is None else str(value)


@lru_cache(maxsize=64)
def constants(rule: Rule) -> frozenset[Fraction]:
    """Return every number that stands in the expressions of a rule, and of those it uses."""
    return frozenset(value for expression in rule.expressions() for value in expression.numbers())


_SIGNS: Final[Mapping[type[ast.AST], tuple[str, int]]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("-", 1),
    ast.Mult: ("*", 2),
    ast.Div: ("/", 2),
}


def source_text(node: ast.expr, least: int = 0) -> str:
    """Return a part of an expression as text, with exact literals.

    In parentheses if it binds less tightly than ``least`` (1 a sum, 2 a product, 3 a value).
    """
    match node:
        case ast.Constant(value=Fraction() as value):
            return plain(value)
        case ast.Constant(value=value):
            return repr(value)
        case ast.BinOp():
            sign, strength = _SIGNS[type(node.op)]
            left = source_text(node.left, strength)
            # The same signs to the right of a sign were set in parentheses on purpose.
            text = f"{left} {sign} {source_text(node.right, strength + 1)}"
            return f"({text})" if strength < least else text
        case ast.UnaryOp(op=ast.UAdd()):
            return source_text(node.operand, least)
        case ast.UnaryOp(op=ast.USub()):
            text = f"-{source_text(node.operand, 3)}"
            return f"({text})" if least > 2 else text
        case ast.Call(func=ast.Name(id=name)):
            return f"{name}({', '.join(source_text(a) for a in node.args)})"
        case ast.Name(id=name):
            return name
    return "…"
