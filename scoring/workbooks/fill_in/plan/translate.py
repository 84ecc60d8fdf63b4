"""A rule as spreadsheet formulas: every case's condition and score.

Spreadsheets count in binary floating point. A comparison of computed numbers that is too close to
call therefore yields an error, which stands for "cannot be computed"; so does a fact that is missing. A
result close to half of the last place is settled in whole numbers (see :class:`ScoreFormula`), or not at
all.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.exact import is_terminating, plain
from scoring.indicator_set.model import AppliedRule
from scoring.rules.expression import Expression
from scoring.rules.table import Rule, RuleCase
from scoring.rules.types import Value
from scoring.workbooks.fill_in.plan.plan import CaseFormulas, ScoreFormula

CLOSE: Final = "1E-9"
"""Two computed numbers that differ by less, in proportion, count as equal."""
_QUOTIENT: Final = "completion"
"""The fact that the cells do not hold: it is computed from target and actual."""
LONGEST: Final = 4000
"""Characters of one formula; a spreadsheet allows 8,192, with cell names put in."""
_SIGNS: Final = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "<>",
}  # fmt: skip


class Untranslatable(Exception):
    """A rule asks for something that the workbook's cells do not hold."""


@dataclass(frozen=True, slots=True)
class CellFact:
    """A fact that a cell holds: its name in braces, or a formula of such.

    ``whole`` and ``scale`` are formulas of whole numbers whose quotient it is exactly; empty where
    there are none.
    """

    formula: str
    whole: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class TextFact:
    """A text that a cell holds."""

    formula: str


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """A condition of the set that stands for a fact (``over``)."""

    expression: Expression


Fact = CellFact | TextFact | ConditionFact | Value
"""What is known of a fact: the cell that holds it, or its value."""
Facts = Mapping[str, Fact]


def case_formula(applied: AppliedRule, facts: Facts) -> CaseFormulas:
    """Return the rule as formulas. Raises :class:`Untranslatable`."""
    cases: list[ScoreFormula] = []
    choose = _Translator({**facts, **applied.parameters}).table(applied.rule, cases)
    found = CaseFormulas(choose, tuple(cases))
    if any(len(text) > LONGEST for text in (choose, *(case.score for case in cases))):
        raise Untranslatable(applied.rule.name)
    return found


class _Translator:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def table(self, rule: Rule, cases: list[ScoreFormula]) -> str:
        """Return the formula that chooses among ``cases``, to which the rule's are added."""
        tails: list[tuple[str, str]] = []
        for case in rule.cases:
            when = "TRUE" if case.when is None else self.holds(case.when.tree)
            if case.use is not None:
                then = self.table(case.use, cases)
            elif is_open(case) or case.score is None:
                then = "0"
            else:
                cases.append(self.score_formula(case.score.tree))
                then = str(len(cases))
            tails.append((when, then))
        text = "NA()"
        for when, then in reversed(tails):
            if when == "TRUE":
                text = then
            elif when != "FALSE":
                text = f"IF({when},{then},{text})"
        return text

    def score_formula(self, tree: ast.expr) -> ScoreFormula:
        parts = self.monomial(tree)
        if parts is None:
            return ScoreFormula(self.number(tree))
        return ScoreFormula(self.number(tree), *parts)

    # conditions

    def holds(self, node: ast.expr) -> str:
        """Return a condition as a formula."""
        match node:
            case ast.Constant(value=bool() as value):
                return str(value).upper()
            case ast.Name():
                return self.truth(node.id)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.holds(operand)
                return {"TRUE": "FALSE", "FALSE": "TRUE"}.get(inner, f"NOT({inner})")
            case ast.BoolOp(op=op, values=values):
                return self.junction(
                    [self.holds(value) for value in values], isinstance(op, ast.And)
                )
            case ast.Compare():
                sides = [node.left, *node.comparators]
                pairs = [
                    self.comparison(sides[at], op, sides[at + 1]) for at, op in enumerate(node.ops)
                ]
                return self.junction(pairs, both=True)
        raise Untranslatable(type(node).__name__)

    @staticmethod
    def junction(parts: list[str], both: bool) -> str:
        """Join conditions as the engine does: what is settled asks for nothing further."""
        neutral, final = ("TRUE", "FALSE") if both else ("FALSE", "TRUE")
        text = ""
        for part in reversed(parts):
            if part == neutral:
                continue
            if part == final:
                text = final
            elif not text:
                text = part
            else:
                text = f"IF({part},{text},FALSE)" if both else f"IF({part},TRUE,{text})"
        return text or neutral

    def truth(self, name: str) -> str:
        fact = self.facts.get(name)
        if isinstance(fact, bool):
            return str(fact).upper()
        if isinstance(fact, CellFact):
            return fact.formula
        if isinstance(fact, ConditionFact):
            return self.holds(fact.expression.tree)
        raise Untranslatable(name)

    def comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        texts = self.text(left), self.text(right)
        if texts[0] is not None and texts[1] is not None:
            same = isinstance(op, ast.Eq)
            if all(isinstance(text, str) for text in texts):
                return str((texts[0] == texts[1]) == same).upper()
            equal = f"EXACT({self.quoted(texts[0])},{self.quoted(texts[1])})"
            return equal if same else f"NOT({equal})"
        one, two = self.number(left), self.number(right)
        plainly = f"{one}{_SIGNS[type(op)]}{two}"
        if is_simple(left) and is_simple(right):
            return plainly
        return f"IF(ABS({one}-{two})<={CLOSE}*MAX(1,ABS({one}),ABS({two})),NA(),{plainly})"

    def text(self, node: ast.expr) -> str | TextFact | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        fact = self.facts.get(node.id) if isinstance(node, ast.Name) else None
        return fact if isinstance(fact, str | TextFact) else None

    @staticmethod
    def quoted(text: str | TextFact) -> str:
        if isinstance(text, TextFact):
            return text.formula
        escaped = text.replace('"', '""').replace("{", "{{").replace("}", "}}")
        return f'"{escaped}"'

    # numbers

    def number(self, node: ast.expr) -> str:
        """Return a number as a formula."""
        match node:
            case ast.Constant(value=Fraction() as value):
                return _literal(value)
            case ast.Name():
                return self.named(node.id)
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.number(left)}{_SIGNS[type(op)]}{self.number(right)})"
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(-{self.number(operand)})"
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.number(operand)
            case ast.IfExp(test=test, body=body, orelse=other):
                return f"IF({self.holds(test)},{self.number(body)},{self.number(other)})"
            case ast.Call(func=ast.Name(id="min" | "max" | "abs" as name), args=arguments):
                return f"{name.upper()}({','.join(map(self.number, arguments))})"
        raise Untranslatable(ast.dump(node)[:40])

    def named(self, name: str) -> str:
        fact = self.facts.get(name)
        if isinstance(fact, CellFact):
            return fact.formula
        if isinstance(fact, Fraction):
            return _literal(fact)
        raise Untranslatable(name)

    def monomial(self, node: ast.expr) -> tuple[str, str] | None:
        """Return a product and quotient as whole numbers above and below the line, or None.

        ``min(x, 1)``, ``min(x, points)`` and ``max(x, 0)`` count as ``x``: where the bound applies
        instead, the result is no half of the last place.
        """
        above: list[str] = []
        below: list[str] = []
        if not is_product(node) or not self.factors(node, above, below):
            return None
        for factor in [*above]:  # what stands on both sides only makes the numbers longer
            if factor in below:
                above.remove(factor)
                below.remove(factor)
        return "*".join(above) or "1", "*".join(below) or "1"

    def factors(self, node: ast.expr, above: list[str], below: list[str]) -> bool:
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.factors(left, above, below) and self.factors(right, above, below)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self.factors(left, above, below) and self.factors(right, below, above)
            case ast.Call(args=[inner, _]):
                return self.factors(inner, above, below)
            case ast.Constant(value=Fraction() as written):
                above.append(str(written.numerator))
                below.append(str(written.denominator))
                return written > 0
            case ast.Name():
                fact = self.facts.get(node.id)
                if isinstance(fact, Fraction) and fact > 0:
                    above.append(str(fact.numerator))
                    below.append(str(fact.denominator))
                    return True
                if isinstance(fact, CellFact) and fact.whole:
                    above.append(fact.whole)
                    below.append(fact.scale)
                    return True
        return False


def is_open(case: RuleCase) -> bool:
    """Tell whether a case gives no score to show: none, or a default that lies below full points."""
    if case.unscored or case.score is None:
        return True
    tree = case.score.tree
    return case.is_band and not (isinstance(tree, ast.Name) and tree.id == "points")


def is_product(node: ast.expr) -> bool:
    """Tell whether a score is a plain product and quotient of facts and numbers."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div(), right=right):
            return is_product(left) and is_product(right)
        case ast.Call(func=ast.Name(id="min"), args=[inner, bound]):
            return _is_one(bound) and is_product(inner)
        case ast.Call(func=ast.Name(id="max"), args=[inner, ast.Constant(value=0)]):
            return is_product(inner)
        case ast.Constant(value=Fraction() as value):
            return value > 0
    return isinstance(node, ast.Name) and node.id != _QUOTIENT


def is_simple(node: ast.expr) -> bool:
    """Tell whether a side of a comparison is a fact or a number, and nothing computed."""
    return isinstance(node, ast.Name | ast.Constant) and getattr(node, "id", "") != _QUOTIENT


def _is_one(node: ast.expr) -> bool:
    return (isinstance(node, ast.Constant) and node.value == 1) or (
        isinstance(node, ast.Name) and node.id == "points"
    )


def _literal(value: Fraction) -> str:
    if is_terminating(value, 12):
        return plain(value, 12)
    return f"({value.numerator}/{value.denominator})"
