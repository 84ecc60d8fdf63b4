"""Expressions, rules and facts as the tests of this folder write them: short, as in a set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.indicator_set.fund_words import FundWords
from scoring.indicator_set.names import NamesFile, built_ins
from scoring.problem import Place
from scoring.rules.expression import Expression, ExpressionError, Flaw, compile_expression
from scoring.rules.table import Edge, Rule, RuleCase
from scoring.rules.types import NameSpec, NameTable, Scope, Type, Value
from scoring.words import load_vocabulary

INPUTS = {
    "在职人数": Type.NUMBER,
    "编制数": Type.NUMBER,
    "期限": Type.DATE,
    "办结日": Type.DATE,
    "limit": Type.NUMBER,
    "each": Type.NUMBER,
    "minus": Type.NUMBER,
}

Compile = Callable[..., Expression]
MakeRule = Callable[..., Rule]
MakeFacts = Callable[..., Scope]
FindFlaws = Callable[..., list[Flaw]]


@pytest.fixture(scope="session")
def names() -> NameTable:
    """The built-in names with their Chinese labels, and the inputs of an imaginary set."""
    names = built_ins(
        load_vocabulary(NamesFile), load_vocabulary(FundWords), load_vocabulary(ExcuseWords),
        frozenset(),
    ).names  # fmt: skip
    return names.with_more({n: NameSpec(n, t) for n, t in INPUTS.items()})


@pytest.fixture(scope="session")
def compiled(names: NameTable) -> Compile:
    def compiled(text: str, kind: Type = Type.NUMBER) -> Expression:
        return compile_expression(text, names, kind)

    return compiled


@pytest.fixture(scope="session")
def flaws(names: NameTable) -> FindFlaws:
    """All flaws of an expression; empty if it is sound, as a number or as a condition."""

    def flaws(text: str, kind: Type | None = None) -> list[Flaw]:
        found: list[Flaw] = []
        for expected in [kind] if kind else [Type.NUMBER, Type.YES_NO]:
            try:
                compile_expression(text, names, expected)
            except ExpressionError as error:
                found = found or error.flaws
            else:
                return []
        return found

    return flaws


@pytest.fixture(scope="session")
def rule(compiled: Compile) -> MakeRule:
    """A rule from cases written as in a set: ``{"when": "met", "score": "points"}``."""

    def edge(case: dict[str, str], including: str, excluding: str) -> Edge | None:
        for key, inside in ((including, True), (excluding, False)):
            if key in case:
                return Edge(compiled(case[key]), inside)
        return None

    def one(number: int, case: dict[str, str | Rule]) -> RuleCase:
        texts = {k: v for k, v in case.items() if isinstance(v, str)}
        use = case.get("use")
        return RuleCase(
            number=number,
            place=Place("rules.yaml", number, 1),
            when=compiled(texts["when"], Type.YES_NO) if "when" in texts else None,
            score=compiled(texts["score"]) if "score" in texts else None,
            low=edge(texts, "from", "above"),
            high=edge(texts, "to", "below"),
            unscored=texts.get("unscored", ""),
            because=texts.get("because", ""),
            use=use if isinstance(use, Rule) else None,
        )

    def rule(*cases: dict[str, str | Rule], name: str = "rule") -> Rule:
        numbered = tuple(one(number, case) for number, case in enumerate(cases, 1))
        return Rule(name, numbered, Place("rules.yaml", 1, 1))

    return rule


def _value(given: object) -> Value | None:
    if isinstance(given, str):
        try:
            return Fraction(given)
        except ValueError:
            return given
    assert given is None or isinstance(given, bool | Fraction | date), given
    return given


@pytest.fixture(scope="session")
def facts() -> MakeFacts:
    """Facts of one row: ``facts(points="10", actual="69", met=False)``; texts become exact."""

    def facts(points: str = "10", **given: object) -> Scope:
        return {"points": Fraction(points), **{name: _value(v) for name, v in given.items()}}

    return facts
