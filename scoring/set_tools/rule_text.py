"""Rules of a set in Chinese words: each case of a decision table as ``当 …:得 …``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.exact import plain
from scoring.indicator_set.model import AppliedRule, ChecklistPoint, Demand, Grade, IndicatorSet
from scoring.rules.expression import Expression
from scoring.rules.table import Edge, Rule, RuleCase
from scoring.rules.types import Value
from scoring.set_tools.expression_text import ExpressionDescriber, value_in_words
from scoring.set_tools.set_words import SetWords

SourceMark = Callable[[str], str]
"""Takes the key of a source; returns how it is named behind a rule, empty for no source."""


@dataclass(frozen=True, eq=False)
class RuleDescriber:
    """Writes the rules of one set in words; ``mark`` names the source behind each."""

    words: SetWords
    indicators: IndicatorSet
    mark: SourceMark

    def _expressions(self, applied: AppliedRule | None = None) -> ExpressionDescriber:
        """Return what writes the set's expressions; of an applied rule, with its parameters."""
        percents = frozenset() if applied is None else self._percents(applied.rule)
        return ExpressionDescriber(
            self.words,
            self.indicators.names,
            frozenset(self.indicators.inputs),
            {} if applied is None else applied.parameters,
            percents,
        )

    def expression(self, expression: Expression) -> str:
        """Return an expression of the set in words."""
        return self._expressions().text(expression)

    def name(self, rule: Rule) -> str:
        """Return what people call a rule."""
        label = self.words.word("rules", rule.name)
        if label == rule.name:
            return label
        return self.words.text("rule", label=label, name=rule.name)

    def applied(self, applied: AppliedRule) -> str:
        """Return a rule's name with the values of its parameters."""
        name = self.name(applied.rule)
        if not applied.parameters:
            return name
        return self.words.text("rule_with", rule=name, given=self.parameters(applied))

    def parameters(self, applied: AppliedRule) -> str:
        """Return the values of a rule's parameters."""
        percents = self._percents(applied.rule)
        texts = [
            self.words.text(
                "given",
                name=name,
                value=value_in_words(value, self.words, percent=name in percents),
            )
            for name, value in applied.parameters.items()
        ]
        return "、".join(texts)

    def _percents(self, rule: Rule) -> frozenset[str]:
        """Return the parameters of a rule that the set declares to be percentages."""
        rules = self.indicators.merged.get("rules")
        file = rules.get(rule.name) if isinstance(rules, dict) else None
        kinds = file.get("with") if isinstance(file, dict) else None
        if not isinstance(kinds, dict):
            return frozenset()
        return frozenset(name for name, kind in kinds.items() if kind == "percent")

    def cases(self, rule: Rule, parameters: Mapping[str, Value] | None = None) -> tuple[str, ...]:
        """Return the cases of a rule, one line each, in their order."""
        expressions = self._expressions(AppliedRule(rule, parameters or {}))
        return tuple(self._case(case, rule, expressions) for case in rule.cases)

    def _caps(self, rule: Rule) -> bool:
        """Tell whether the rule gives the most that the total may be, and no score."""
        cap = self.indicators.cap
        return cap is not None and any(rule is reached for reached in cap.rule.reached())

    def _case(self, case: RuleCase, rule: Rule, expressions: ExpressionDescriber) -> str:
        text = self.words.text
        if case.when is not None:
            when = text("when", when=expressions.text(case.when))
        else:
            when = text("otherwise") if len(rule.cases) > 1 else ""
        because = text("because", because=case.because) if case.because else ""
        result = self._result(case, expressions, caps=self._caps(rule))
        return when + result + because + self.mark(case.source)

    def _result(self, case: RuleCase, expressions: ExpressionDescriber, *, caps: bool) -> str:
        text = self.words.text
        if case.use is not None:
            return text("use", rule=self.name(case.use))
        if case.unscored:
            return text("unscored", why=case.unscored)
        score = None if case.score is None else self._amount(case.score, expressions)
        if caps:
            is_all = score == text("all_points")
            return (
                text("cap_none") if is_all else text("cap_gets", score=_spaced(case.score, score))
            )
        if not case.is_band:
            return text("gets", score=_spaced(case.score, score))
        low = self._end(case.low, text("zero_points"), score, expressions)
        high = self._end(case.high, text("all_points"), score, expressions)
        if score is None:
            return text("open", low=low, high=high)
        return text("band", score=_spaced(case.score, score), low=low, high=high)

    def _end(
        self, edge: Edge | None, without: str, score: str | None, expressions: ExpressionDescriber
    ) -> str:
        if edge is None:
            return without
        at = self._amount(edge.at, expressions)
        if at == score and not isinstance(edge.at.tree, ast.Name | ast.Constant):
            at = self.words.text("this_score")
        return at if edge.inside else self.words.text("excluded", at=at)

    def _amount(self, expression: Expression, expressions: ExpressionDescriber) -> str:
        tree = expression.tree
        if isinstance(tree, ast.Name) and tree.id == "points":
            return self.words.text("all_points")
        value: object = tree.value if isinstance(tree, ast.Constant) else None
        if isinstance(value, Fraction):
            return self.words.text("points_of", number=plain(value))
        return expressions.text(expression)


def _spaced(expression: Expression | None, amount: str | None) -> str:
    """Set a formula off by a space: 得 分值 × 2, but 得满分."""
    tree = None if expression is None else expression.tree
    plain_amount = isinstance(tree, ast.Constant) or (
        isinstance(tree, ast.Name) and tree.id == "points"
    )
    return (amount or "") if plain_amount else f" {amount}"


def demand_line(demand: Demand, describer: RuleDescriber) -> str:
    """Return one requirement."""
    words = describer.words
    when = "" if demand.when is None else words.text("when", when=describer.expression(demand.when))
    text = words.text(
        "demand" if demand.longest is None else "demand_longest",
        of=words.word("of", demand.of), when=when, say=demand.say,
        field=words.word("fields", demand.field), longest=demand.longest,
    )  # fmt: skip
    return text + describer.mark(demand.source)


def item_line(item: ChecklistPoint, describer: RuleDescriber) -> str:
    """Return one point of a checklist, with where it is asked for and what it voids."""
    words = describer.words
    line = words.text("item", name=item.name)
    if item.points is not None:
        line = words.text("item_points", name=item.name, points=plain(item.points))
    if item.when is not None:
        line = words.text("item_when", item=line, when=describer.expression(item.when))
    return words.text("item_voids", item=line) if item.voids else line


def grade_line(grade: Grade, words: SetWords) -> str:
    """Return one grade with the total from which, or above which, it is given."""
    key = "grade_above" if grade.above else "grade"
    return words.text(key, name=grade.name, least=plain(grade.least))


def is_own(applied: AppliedRule, indicators: IndicatorSet) -> bool:
    """Tell whether a leaf's cases are written in place, not those of a named rule."""
    return indicators.rules.get(applied.rule.name) is not applied.rule
