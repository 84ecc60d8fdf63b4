"""Which rules the workbook can apply by itself, and what their formulas yield for what is known.

The values stand beside the formulas in the file, for programs that do not recalculate. They are
computed by the set's own rules, and are left out wherever the formula leaves the row open.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any, Final

from scoring.exact import ZERO, half_up
from scoring.indicator_set.model import AppliedRule, IndicatorSet, SetNode
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.table import Rule, names_in
from scoring.rules.types import Value
from scoring.values.attainment import Case
from scoring.workbooks.fill_in.plan.plan import CaseFormulas, ExecutionPlan, RowFormulas, Way
from scoring.workbooks.fill_in.plan.translate import (
    CellFact,
    ConditionFact,
    Fact,
    TextFact,
    Untranslatable,
    case_formula,
    is_open,
    is_product,
    is_simple,
)

UNKNOWN: Final = (
    "is_span",
    "adjusted",
    "core",
    "has_coefficient",
    "has_survey",
)
"""Yes/no facts of a row that the formulas do not look at: a score stands only where it is the same
whichever way they are."""
MOST_UNKNOWN: Final = 3
ANY: Final = "*"
_WAYS: Final = (Case.AT_LEAST, Case.AT_MOST)
_EITHER: Final = (*_WAYS, Case.EXACTLY, Case.STANDARD)
"""The directions that a number without a sign may have."""

_ROW: Final[Mapping[str, Fact]] = {
    "points": CellFact("{points}", "{points_whole}", "{points_scale}"),
    "target": CellFact("{target}", "{target_whole}", "{target_scale}"),
    "actual": CellFact("{actual}", "{actual_whole}", "{actual_scale}"),
    "met": CellFact("{met}"),
    "implies": CellFact("{met}"),
    "completion": CellFact("({actual}/{target})"),
    "bounded": False,
    "reason": CellFact("{has_reason}"),
    "is_rate": CellFact("{is_rate}"),
}
_EXECUTION: Final[Mapping[str, Fact]] = {
    "budget": CellFact("{budget}", "{budget_whole}", "{money_scale}"),
    "executed": CellFact("{executed}", "{executed_whole}", "{money_scale}"),
    "initial": CellFact("{initial}", "{initial_whole}", "{money_scale}"),
    "finished": CellFact("{finished}"),
    "state": TextFact("{state}"),
}


@dataclass(frozen=True, slots=True, eq=False)
class LiveRules:
    """The formulas of rows, and the rules that they were made from, in the same order."""

    case_formulas: RowFormulas
    rules: tuple[AppliedRule, ...]

    numbers: Mapping[tuple[int, Case], int]
    """The number of a rule, from 1, by the ``id`` of a branch and the kind of its reading."""

    def of_levels(self, level1: str, level2: str, way: Way) -> int:
        """Return the number of a row's rule, by the names of its levels as written; 0 for none."""
        column = {Way.EQUAL: 2, Way.AT_MOST: 1, Way.BELOW: 1}.get(way, 0)
        found = (
            numbers[column]
            for first, second, *numbers in self.case_formulas.by_level
            if first == level1 and second in (level2, ANY)
        )
        return max(found, default=0)


def live_rules(indicators: IndicatorSet) -> LiveRules | None:
    """Return the rules of rows that compare numbers as formulas, level by level."""
    if not indicators.scored:
        return None
    case_formulas: list[CaseFormulas] = []
    rules: list[AppliedRule] = []
    known: dict[tuple[int, str], int] = {}

    def number(node: SetNode, case: Case) -> int:
        applied = indicators.rule_for(case, node)
        if applied is None or (node.direction is not None and node.direction != case.value):
            return 0
        key = (id(applied), case.value)
        if key not in known:
            known[key] = 0
            made = _row_case_formula(applied, case, indicators)
            if made is not None and any(case.score for case in made.cases):
                case_formulas.append(made)
                rules.append(applied)
                known[key] = len(case_formulas)
        return known[key]

    def equal(node: SetNode, least: int) -> int:
        """Return ``least`` where the same number is full by whatever direction it is read."""
        applied = [indicators.rule_for(case, node) for case in _EITHER]
        return least if all(rule and _is_full(rule, indicators) for rule in applied) else 0

    nodes = {id(node): node for node in indicators.nodes() if node.rows == "indicators"}
    numbers = {(at, case): number(node, case) for at, node in nodes.items() for case in _WAYS}
    levels = []
    for first, second, node in _branches(indicators):
        least, most = (numbers[id(node), case] for case in _WAYS)
        levels.append((first, second, least, most, equal(node, least)))
    found = tuple(entry for entry in levels if entry[2] or entry[3])
    if not any(numbers.values()):
        return None
    return LiveRules(RowFormulas(tuple(case_formulas), found), tuple(rules), numbers)


def _is_full(applied: AppliedRule, indicators: IndicatorSet) -> bool:
    """Tell whether a target's own number is worth all points."""
    seven, one = Fraction(7), Fraction(1)
    scope: dict[str, Value | None] = {
        "points": seven, "target": seven, "actual": seven, "met": True, "implies": True,
        "completion": one, "bounded": False, "over": False, "reason": False,
    }  # fmt: skip
    return score_of_formulas(applied, scope, indicators) == seven


def execution_plan(indicators: IndicatorSet) -> ExecutionPlan | None:
    """Return the scored execution rate; without formulas where its rule asks for more."""
    execution = indicators.execution
    if execution is None:
        return None
    made = _of_funds(execution.applied, execution.points)
    return ExecutionPlan(execution.name, execution.points, made)


def cap_plan(indicators: IndicatorSet) -> ExecutionPlan | None:
    """Return the cap of the total; without formulas where its rule asks for more.

    Which row is that of all money, only a set that scores the execution rate says.
    """
    cap, points = indicators.cap, indicators.points
    if cap is None or points is None:
        return None
    made = None if indicators.execution is None else _of_funds(cap, points)
    return ExecutionPlan(cap.rule.name, points, made)


def _of_funds(applied: AppliedRule, points: Fraction) -> CaseFormulas | None:
    try:
        return _both_ways(applied, {**_EXECUTION, "points": points})
    except Untranslatable:
        return None


def _row_case_formula(
    applied: AppliedRule, case: Case, indicators: IndicatorSet
) -> CaseFormulas | None:
    over: Fact = False if indicators.over is None else ConditionFact(indicators.over)
    try:
        return _both_ways(applied, {**_ROW, "over": over, "direction": case.value})
    except Untranslatable:
        return None


def _both_ways(applied: AppliedRule, facts: Mapping[str, Fact]) -> CaseFormulas:
    """Translate a rule for every combination of the facts that no formula looks at."""
    asked = set(names_in(applied.rule))
    asked |= {
        name
        for held in facts.values()
        if isinstance(held, ConditionFact)
        for name in held.expression.names
    }
    unknown = [name for name in UNKNOWN if name in asked and name not in applied.parameters]
    if len(unknown) > MOST_UNKNOWN:
        raise Untranslatable(applied.rule.name)
    ways = [
        case_formula(applied, {**facts, **dict(zip(unknown, way, strict=True))})
        for way in product((False, True), repeat=len(unknown))
    ]
    first = ways[0]
    if any(len(way.cases) != len(first.cases) for way in ways):
        raise Untranslatable(applied.rule.name)
    different = list(dict.fromkeys(way.choose for way in ways))
    choose = first.choose
    for other in different[1:]:
        choose = f"IF({choose}={other},{choose},NA())"
    return CaseFormulas(choose, first.cases)


def first_levels(indicators: IndicatorSet) -> Iterator[SetNode]:
    """Yield the branches whose names rows bear as their first level: those inside a goal, too."""
    for level in indicators.levels:
        if level.rows == "goals":
            yield from level.children
        elif level.rows != "tasks":
            yield level


def _branches(indicators: IndicatorSet) -> Iterator[tuple[str, str, SetNode]]:
    """Yield the names of two levels, and the branch whose rows bear them; the nearest first."""
    seen: set[tuple[str, str]] = set()
    for top in first_levels(indicators):
        for name in (top.name, *top.also):
            if top.rows == "indicators" and not top.children and (name, ANY) not in seen:
                seen.add((name, ANY))
                yield name, ANY, top
            for node in top.walk():
                if node is top or node.rows != "indicators":
                    continue
                for second in (node.name, *node.also):
                    if (name, second) not in seen:
                        seen.add((name, second))
                        yield name, second, node


# what the formulas yield


class SpreadsheetEvaluator(Evaluator):
    """Evaluates as the formulas do: what is too close to call cannot be computed.

    ``over`` is computed only where it is asked for, as in the formulas.
    """

    def __init__(self, scope: Mapping[str, Value | None], over: Expression | None) -> None:
        super().__init__(scope)
        self.over = over

    def _eval(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name) and node.id == "over" and self.over is not None:
            return self.holds(self.over)
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, right in pairwise(sides):
                self._check_apart(left, right)
        return super()._eval(node)

    def _check_apart(self, left: ast.expr, right: ast.expr) -> None:
        if is_simple(left) and is_simple(right):
            return
        one, two = super()._eval(left), super()._eval(right)
        if not (isinstance(one, Fraction) and isinstance(two, Fraction)):
            return
        if abs(one - two) <= _CLOSE * max(Fraction(1), abs(one), abs(two)):
            raise Uncomputable


_CLOSE: Final = Fraction(1, 10**9)
_NEAR_HALF: Final = Fraction(1, 10**7)
_HALF: Final = Fraction(1, 2)


def score_of_formulas(
    applied: AppliedRule, scope: Mapping[str, Value | None], indicators: IndicatorSet
) -> Fraction | None:
    """Return the score that the formulas show, None where they leave the row open."""
    found: set[Fraction | None] = set()
    asked = set(names_in(applied.rule)) | (
        set(indicators.over.names) if indicators.over is not None else set()
    )
    unknown = [name for name in UNKNOWN if name in asked and name not in applied.parameters]
    cases = set()
    for way in product((False, True), repeat=len(unknown)):
        facts: dict[str, Value | None] = {**scope, **applied.parameters}
        facts.update(zip(unknown, way, strict=True))
        chosen = _chosen(applied.rule, facts, indicators)
        cases.add(None if chosen is None else chosen[0])
        found.add(None if chosen is None else chosen[1])
    return found.pop() if len(found) == 1 and len(cases) == 1 else None


def _chosen(
    rule: Rule, facts: Mapping[str, Value | None], indicators: IndicatorSet
) -> tuple[tuple[str, int], Fraction | None] | None:
    evaluator = SpreadsheetEvaluator(facts, indicators.over)
    points = facts["points"]
    assert isinstance(points, Fraction)
    try:
        for case in rule.cases:
            if case.when is not None and not evaluator.holds(case.when):
                continue
            if case.use is not None:
                return _chosen(case.use, facts, indicators)
            if is_open(case) or case.score is None:
                return None
            exact = evaluator.number(case.score)
            units = exact * 10**indicators.places
            if abs(units - units.__floor__() - _HALF) < _NEAR_HALF and not is_product(
                case.score.tree
            ):
                return None
            printed = half_up(exact, indicators.places)
            return (rule.name, case.number), min(max(printed, ZERO), points)
    except (UnknownFact, Uncomputable):
        return None
    return None
