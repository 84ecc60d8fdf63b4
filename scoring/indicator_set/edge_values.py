"""Make facts on and around every edge of a rule, as consistent as the engine's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import islice, product
from typing import NamedTuple

from scoring.indicator_set.computed_values import ComputedValues
from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.model import AppliedRule, IndicatorSet, SetNode
from scoring.rules.evaluate import DividedByZero, Evaluator, Uncomputable, UnknownFact, is_far_over
from scoring.rules.expression import Expression
from scoring.rules.probe import constants
from scoring.rules.table import Rule, names_in
from scoring.rules.types import NameSpec, Type, Value
from scoring.values.attainment import Case

Facts = dict[str, Value | None]
MOST_TRIED = 4000
"""So many combinations are tried for one use of a rule."""
MOST_CASES_TRIED = 1_000_000
"""So many cases are tried for all uses together; with more uses, each is tried less."""
MOST_EDGES = 600
"""So many of a rule's numbers are tried with their neighbours."""
STEP = Fraction(1, 1000)
"""How far beside an edge a value is tried."""
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule at one place of the set (``where``) with the facts to try it on.

    ``case`` is the kind of reading that it scores there; None for the execution rate and leaves.
    """

    applied: AppliedRule
    where: str
    case: Case | None
    facts: list[Facts]


class _Untried(NamedTuple):
    """A rule at one place of the set, and how the facts to try it on are made."""

    applied: AppliedRule
    where: str
    case: Case | None
    facts: Callable[[], Iterator[Facts]]


def uses(indicators: IndicatorSet) -> Iterator[RuleUse]:
    """Yield every use of a rule in the set with facts on and around its edges."""
    untried = list(_untried(indicators))
    for applied, where, case, facts in untried:
        cases = sum(len(rule.cases) for rule in applied.rule.reached())
        most = min(MOST_TRIED, MOST_CASES_TRIED // (len(untried) * cases) + 1)
        yield RuleUse(applied, where, case, list(islice(facts(), most)))


def _untried(indicators: IndicatorSet) -> Iterator[_Untried]:
    execution = indicators.execution
    if execution is not None:
        applied, points = execution.applied, execution.points
        facts = partial(_execution, indicators, applied, points)
        yield _Untried(applied, execution.name, None, facts)
    if indicators.cap is not None:
        most = _HUNDRED if indicators.points is None else indicators.points
        yield _Untried(
            indicators.cap, "cap", None, partial(_execution, indicators, indicators.cap, most)
        )
    for case, applied in indicators.by_reading.items():
        facts = partial(_row_facts, indicators, case, applied)
        yield _Untried(applied, f"by_reading.{case.value}", case, facts)
    for node in indicators.nodes():
        yield from _untried_of_node(indicators, node)


def _untried_of_node(indicators: IndicatorSet, node: SetNode) -> Iterator[_Untried]:
    where = "/".join((*node.path, node.name))
    for case, applied in node.by_reading.items():
        yield _Untried(applied, where, case, partial(_row_facts, indicators, case, applied))
    if node.applied is None:
        return
    if node.rows == "indicators":
        for case in Case:
            if case is not Case.UNREAD:
                facts = partial(_row_facts, indicators, case, node.applied)
                yield _Untried(node.applied, where, case, facts)
        return
    points = node.points if node.points is not None else _HUNDRED
    if node.items:
        facts = partial(_items, indicators, node, node.applied, points)
    elif node.rows == "tasks":
        facts = partial(_execution, indicators, node.applied, points)
    else:
        facts = partial(_leaf, indicators, node, node.applied, points)
    yield _Untried(node.applied, where, None, facts)


def around(values: Iterable[Fraction]) -> list[Fraction]:
    """Return every value with its two neighbours."""
    return sorted({v + d for v in values for d in (-STEP, Fraction(0), STEP)})


def _names(rule: Rule) -> frozenset[str]:
    return names_in(rule) - rule.parameters.keys()


def _free(
    indicators: IndicatorSet, names: Iterable[str], numbers: list[Fraction]
) -> Iterator[Facts]:
    """Yield combinations of facts that do not depend on each other."""
    ordered = sorted(names)
    choices: list[list[Value | None]] = [
        _values(indicators.names.specs[n], indicators.inputs.get(n), numbers) for n in ordered
    ]
    for combination in product(*choices):
        yield dict(zip(ordered, combination, strict=True))


def _values(
    spec: NameSpec, input_spec: InputFile | None, numbers: list[Fraction]
) -> list[Value | None]:
    if spec.name == "siblings":
        return [n for n in numbers if 0 <= n <= 1]
    if spec.name in {"survey_sent", "survey_returned"}:
        return [Fraction(0), _HUNDRED]
    if spec.name == "survey_satisfied":
        return [_HUNDRED * n for n in numbers if 0 <= n <= 1]
    match spec.type:
        case Type.YES_NO:
            return [True, False]
        case Type.TEXT:
            return list(spec.choices) or [""]
        case Type.DATE:
            return [date(2022, 1, 1), date(2022, 6, 30), date(2022, 12, 31)]
    if input_spec is None:
        return list(numbers)
    values = {*numbers, Fraction(1), _HUNDRED}
    if input_spec.type == "count":
        values = {v for v in values if v.denominator == 1 and v >= 0}
    if input_spec.above is not None:
        values = {v for v in values if v > input_spec.above}
    if input_spec.at_least is not None:
        values = {v for v in values if v >= input_spec.at_least}
    return [*sorted(values)]


def _numbers(applied: AppliedRule, points: Fraction) -> list[Fraction]:
    parameters = {v for v in applied.parameters.values() if isinstance(v, Fraction)}
    written = sorted(constants(applied.rule))[:MOST_EDGES]
    return around({Fraction(0), Fraction(1), points, *written, *parameters})


def _execution(indicators: IndicatorSet, applied: AppliedRule, points: Fraction) -> Iterator[Facts]:
    names = _names(applied.rule) - {"points", "budget", "executed", "weight"}
    shares = _numbers(applied, points)
    for budget in (Fraction(0), Fraction(-1), Fraction(1), _HUNDRED):
        executed_values = {budget * s for s in shares} | {Fraction(0), Fraction(5), Fraction(-1)}
        for executed in sorted(executed_values):
            for free in _free(indicators, names, shares):
                yield {
                    **free, "points": points, "budget": budget, "executed": executed,
                    "weight": Fraction(1),
                }  # fmt: skip


def _items(
    indicators: IndicatorSet, node: SetNode, applied: AppliedRule, points: Fraction
) -> Iterator[Facts]:
    names = _names(applied.rule) - {"points", "missing", "fulfilled", "earned", "evidence", "void"}
    numbers = _numbers(applied, points)
    # The last items are fulfilled; then those that void the list, and then the others.
    ordered = sorted(node.items, key=lambda item: not item.voids)
    for items in (ordered, [*reversed(ordered)]) if any(i.voids for i in ordered) else (ordered,):
        for missing in range(len(items) + 1):
            earned = sum((i.points for i in items[missing:] if i.points is not None), Fraction(0))
            for evidence in (Fraction(0), Fraction(1)):
                for free in islice(_free(indicators, names, numbers), 50):
                    yield {
                        **free, "points": points, "missing": Fraction(missing),
                        "fulfilled": Fraction(len(items) - missing), "earned": earned,
                        "evidence": evidence, "void": any(i.voids for i in items[:missing]),
                    }  # fmt: skip


def _leaf(
    indicators: IndicatorSet, node: SetNode, applied: AppliedRule, points: Fraction
) -> Iterator[Facts]:
    names = _names(applied.rule) - {"points", "value"}
    numbers = _numbers(applied, points)
    values = None
    if node.value is not None:
        tried = (*numbers, Fraction(-1), Fraction(10))
        values = ComputedValues(indicators, node.value, tried)
    for free in _free(indicators, names, numbers):
        facts: Facts = {**free, "points": points}
        if values is None:
            yield facts
            continue
        for value in values.beside(facts):
            yield {**facts, "value": value}


def computed_value_faults(
    indicators: IndicatorSet, node: SetNode, most: int = MOST_TRIED
) -> list[str]:
    """Return the inputs for which a node's ``value`` divides by zero, as text."""
    if node.value is None:
        return []
    found = []
    numbers = [Fraction(0), Fraction(1), _HUNDRED]
    for facts in islice(_free(indicators, node.value.names, numbers), most):
        if _divides_by_zero(node.value, facts):
            found.append("、".join(f"{k}={v}" for k, v in sorted(facts.items()) if v == 0))
    return sorted(set(found))[:3]


def _divides_by_zero(expression: Expression, facts: Mapping[str, Value | None]) -> bool:
    try:
        Evaluator(facts).value(expression)
    except DividedByZero:
        return True
    except (UnknownFact, Uncomputable):
        return False
    return False


# rows: the facts of a comparison


def _row_facts(indicators: IndicatorSet, case: Case, applied: AppliedRule) -> Iterator[Facts]:
    points = _HUNDRED / 8
    rule = applied.rule
    numbers = _numbers(applied, Fraction(1))
    if indicators.over is not None:
        numbers = sorted({*numbers, *around(indicators.over.numbers())})
    base_names = _names(rule) & {
        "reason", "evidence", "coefficient", "has_coefficient", "adjusted", "core", "has_survey",
        "survey_sent", "survey_returned", "survey_satisfied", "siblings", "finished", "state",
        *indicators.inputs,
    }  # fmt: skip
    shares = [n for n in numbers if 0 <= n <= 3]
    base = list(islice(_free(indicators, base_names, shares or [Fraction(1)]), 60))
    asks_rate = "is_rate" in _names(rule)
    asks_span = "is_span" in _names(rule)
    for facts in _comparisons(case, numbers, [*indicators.policy.grades]):
        kinds = [facts]
        if asks_rate and "is_rate" in facts:
            kinds.append({**facts, "is_rate": True})
        if asks_span and "is_span" in facts:
            kinds.append({**facts, "is_span": True})
        for kind, free in product(kinds, base):
            scope: Facts = {**free, **kind, "points": points}
            scope["over"] = is_far_over(indicators.over, scope)
            yield scope


def _comparisons(
    case: Case, numbers: list[Fraction], grades: list[tuple[str, str, tuple[str, ...]]]
) -> Iterator[Facts]:
    ratios = sorted(
        {*numbers, *around([Fraction(1), Fraction(2)]), Fraction(1, 2), Fraction(-1, 2)}
    )
    match case:
        case Case.AT_LEAST | Case.AT_MOST | Case.EXACTLY | Case.STANDARD:
            for target in (_HUNDRED, Fraction(-10)):
                for ratio in ratios:
                    yield _number_facts(case, target, target * ratio)
        case Case.ZERO:
            for actual in (Fraction(0), Fraction(1)):
                yield {**_number_facts(Case.AT_MOST, Fraction(0), actual), "met": actual == 0}
        case Case.BY_DATE:
            for planned in (Fraction(90), Fraction(212)):
                for late in (-30, 0, 1, 30, 365):
                    taken = planned + late
                    yield {"met": late <= 0, "days_planned": planned, "days_taken": taken}
        case Case.BOUND:
            yield {"implies": True, "bounded": True, "worst": _HUNDRED, "target": _HUNDRED,
                   "direction": "at_least", "is_rate": False}  # fmt: skip
            for direction, bound in (("at_least", 90), ("at_least", -5), ("at_most", 150)):
                yield {"implies": False, "bounded": True, "worst": Fraction(bound), "target": _HUNDRED,
                       "direction": direction, "is_rate": False}  # fmt: skip
            yield {"implies": False, "bounded": False, "target": _HUNDRED, "direction": "at_least",
                   "is_rate": False}  # fmt: skip
        case Case.APPROXIMATE:
            for target in (_HUNDRED, Fraction(-10)):
                for direction in ("at_least", "at_most"):
                    for actual in (Fraction(98), Fraction(100), Fraction(103)):
                        low, high = actual * Fraction(9, 10), actual * Fraction(11, 10)
                        worst, best = (low, high) if direction == "at_least" else (high, low)
                        yield {"target": target, "actual": actual, "worst": worst, "best": best,
                               "bounded": True, "direction": direction, "is_rate": False}  # fmt: skip
        case Case.PARTS:
            for least in (r for r in ratios if r >= 0):
                for greatest in (least, least + 1):
                    yield {"least": least, "greatest": greatest, "met": least >= 1,
                           "completion": least, "is_rate": False, "direction": "at_least"}  # fmt: skip
        case Case.FREQUENCY:
            for least in (Fraction(0), Fraction(1, 2), Fraction(11, 12)):
                for greatest in (least, Fraction(1)):
                    yield {"least": least, "greatest": greatest}
        case Case.WORDING:
            for name, kind, _ in grades:
                yield {"level": name, "met": kind == "full"}
        case _:
            yield {"is_rate": False, "target": _HUNDRED, "actual": Fraction(90)}


def _number_facts(case: Case, target: Fraction, actual: Fraction) -> Facts:
    met = {
        Case.AT_LEAST: actual >= target,
        Case.AT_MOST: actual <= target,
        Case.EXACTLY: actual == target,
        Case.STANDARD: actual == target,
    }[case]
    return {
        "target": target, "actual": actual, "met": met,
        "direction": "exactly" if case is Case.STANDARD else case.value,
        "completion": actual / target if target > 0 else None, "is_rate": False, "is_span": False,
    }  # fmt: skip
