"""Check a compiled set: try every rule on edge values, and the laws that every set must keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from scoring.exact import plain
from scoring.indicator_set.edge_values import (
    MOST_CASES_TRIED,
    MOST_TRIED,
    Facts,
    RuleUse,
    computed_value_faults,
    uses,
)
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import Place, Problem, warning
from scoring.rules.evaluate import Evaluator
from scoring.rules.expression import Expression
from scoring.rules.probe import Coverage, describe, faults, pairs, source_text
from scoring.rules.table import decide
from scoring.rules.types import Scope, Value
from scoring.values.attainment import Case

OVER_RULE = "over"
"""The name of the set's ``over`` condition in a coverage."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The result of trying edge values: problems, and the cases and edges that can be reached."""

    problems: list[Problem]
    reachable: Coverage


def probe(indicators: IndicatorSet) -> ProbeResult:
    """Try every use of every rule on edge values."""
    problems: dict[tuple[str, str, Place], Problem] = {}
    reachable = Coverage()
    used: set[str] = set()
    for use in uses(indicators):
        rule = use.applied.rule
        used |= {reached.name for reached in rule.reached()}
        for facts in use.facts:
            scope = {**facts, **use.applied.parameters}
            reachable.record(rule, scope)
            record_over(indicators, reachable, scope)
            for fault in faults(rule, scope):
                message = (
                    f"规则“{rule.name}”第{fault.case.number}种情形：{fault.detail}"
                    f"（例如 {fault.facts}；用于 {use.where}）"
                )
                report = warning if fault.kind == "zero-division" else Problem
                problem = report(fault.kind, message, fault.case.place, _HINTS[fault.kind])
                problems.setdefault((fault.kind, rule.name, fault.case.place), problem)
        for problem in _laws(use, caps=use.applied is indicators.cap):
            problems.setdefault((problem.code, rule.name, problem.place), problem)
    results = [*problems.values(), *_unreached(indicators, used, reachable)]
    nodes = list(indicators.nodes())
    most = min(MOST_TRIED, MOST_CASES_TRIED // max(len(nodes), 1) + 1)
    for node in nodes:
        for values in computed_value_faults(indicators, node, most)[:1]:
            hint = "给该输入项写上 above: 0，或在规则里先判断。"
            results.append(
                warning("zero-division", f"“{node.name}”的 value 在 {values} 时除数为零", node.place, hint)
            )  # fmt: skip
    return ProbeResult(results, reachable)


def record_over(indicators: IndicatorSet, coverage: Coverage, scope: Scope) -> None:
    """Record whether the facts are on an edge of the set's ``over`` condition."""
    if indicators.over is not None:
        coverage.record_edges(OVER_RULE, 0, indicators.over, Evaluator(scope))


_HINTS = {
    "zero-division": "先用一种情形（when）挡住除数为零的数据。",
    "out-of-range": "用 min(…, points) 和 max(…, 0) 收住，或检查系数。",
    "reversed-band": "检查 from/to 是否写反。",
    "default-outside": "检查 score 是否应在 from 与 to 之间。",
}


def _unreached(indicators: IndicatorSet, used: set[str], reachable: Coverage) -> Iterator[Problem]:
    for name, rule in indicators.rules.items():
        if name not in used:
            if not indicators.abstract:
                hint = "删去，或在 by_reading 等处引用。"
                yield warning("unused-rule", f"规则“{name}”没有用到", rule.place, hint)
            continue
        for case in rule.cases:
            if (name, case.number) not in reachable.cases:
                yield warning(
                    "unreached", f"规则“{name}”第{case.number}种情形试遍边界值也用不到", case.place,
                    "检查它的 when，以及前面的情形是否已把它盖住。",
                )  # fmt: skip


def _laws(use: RuleUse, *, caps: bool) -> list[Problem]:
    """Return violations: a better actual scores less, or a met target less than a missed one.

    And where the rule ``caps`` the total: more spending leaves less of it.

    What a set calls clearly too much (``over``) it may score less.
    """
    if caps or use.case in {Case.AT_LEAST, Case.AT_MOST}:
        problem = _generous_cap(use) if caps else _monotone(use, use.case)
        return [] if problem is None else [problem]
    if use.case in {Case.ZERO, Case.BY_DATE, Case.EXACTLY, Case.STANDARD, Case.PARTS, Case.WORDING}:
        return _met_is_best(use)
    return []


def _monotone(use: RuleUse, case: Case | None) -> Problem | None:
    tried = (facts for facts in use.facts if not facts.get("over"))
    fall = _fall(use, tried, "actual", _WITH_ACTUAL, falling=case is Case.AT_MOST)
    if not fall:
        return None
    return Problem(
        "not-monotone", f"规则“{use.applied.rule.name}”：完成得更好反而得分更低（{fall}）",
        use.applied.rule.place, "检查比较符号、情形的顺序和公式里的分子分母。",
    )  # fmt: skip


def _generous_cap(use: RuleUse) -> Problem | None:
    """Return the violation of a cap that leaves more to less spending; above the budget it may."""

    def is_within(budget: Value | None, executed: Value | None) -> bool:
        if not isinstance(budget, Fraction) or not isinstance(executed, Fraction):
            return False
        return 0 <= executed <= budget and budget > 0

    tried = (f for f in use.facts if is_within(f.get("budget"), f.get("executed")))
    fall = _fall(use, tried, "executed", frozenset({"executed"}))
    if not fall:
        return None
    return Problem(
        "not-monotone", f"规则“{use.applied.rule.name}”：执行得更好反而总分上限更低（{fall}）",
        use.applied.rule.place, "检查比较符号、情形的顺序和各档的上限。",
    )  # fmt: skip


_WITH_ACTUAL: Final = frozenset({"actual", "met", "completion", "over"})
"""The facts that change with what was attained."""


def _fall(
    use: RuleUse, tried: Iterable[Facts], by: str, with_it: frozenset[str], *, falling: bool = False
) -> str:
    """Return two cases, in words, of which the one that is better ``by`` a fact scores less."""
    groups: dict[str, list[tuple[Fraction, Fraction, Facts]]] = {}
    for facts in tried:
        outcome = decide(use.applied.rule, {**facts, **use.applied.parameters}, 6)
        value = facts[by]
        if outcome.score is None or not isinstance(value, Fraction):
            continue
        fixed = {k: v for k, v in facts.items() if k not in with_it}
        groups.setdefault(repr(sorted(fixed.items())), []).append((value, outcome.score, facts))
    for rows in groups.values():
        rows.sort(key=lambda r: r[0], reverse=falling)
        for worse, better in pairwise(rows):
            if better[1] < worse[1]:
                return "；".join(
                    f"{describe(use.applied.rule, facts)} 得 {plain(score, 4)}"
                    for _, score, facts in (worse, better)
                )
    return ""


_ATTAINED = frozenset({
    "target", "actual", "met", "completion", "over", "level", "least", "greatest", "direction",
    "days_planned", "days_taken",
})  # fmt: skip
"""The facts of a comparison; all others, such as a coefficient, come from the row itself."""


def _met_is_best(use: RuleUse) -> list[Problem]:
    best_missed: dict[str, Fraction] = {}
    worst_met: dict[str, Fraction] = {}
    for facts in use.facts:
        score = decide(use.applied.rule, {**facts, **use.applied.parameters}, 6).score
        if score is None or facts.get("over"):
            continue
        others = repr(sorted((k, v) for k, v in facts.items() if k not in _ATTAINED))
        if facts.get("met"):
            worst_met[others] = min(worst_met.get(others, score), score)
        elif facts.get("met") is False:
            best_missed[others] = max(best_missed.get(others, score), score)
    for others, least in worst_met.items():
        most = best_missed.get(others, least)
        if least < most:
            return [_met_scores_less(use, least, most)]
    return []


def _met_scores_less(use: RuleUse, least: Fraction, most: Fraction) -> Problem:
    return Problem(
        "met-scores-less",
        f"规则“{use.applied.rule.name}”：达标时可能只得 {plain(least, 4)}，未达标却可得 {plain(most, 4)}",
        use.applied.rule.place,
        "检查情形的顺序和 when。",
    )


def missed(
    indicators: IndicatorSet, reachable: Coverage, covered: Coverage, cases_file: str
) -> Iterator[Problem]:
    """Yield the cases and edges that can be reached and that no worked example reaches."""
    rules = {rule.name: rule for rule in indicators.rules.values()}
    for applied in (*indicators.form_rules(), *indicators.row_rules()):
        rules.setdefault(applied.rule.name, applied.rule)
    for name, number in sorted(reachable.cases - covered.cases):
        if name in rules:
            yield warning(
                "no-example", f"没有算例用到规则“{name}”第{number}种情形",
                rules[name].cases[number - 1].place, f"在 {cases_file} 里加一个。",
            )  # fmt: skip
    for name, number, index, pair in sorted(reachable.edges - covered.edges):
        condition = indicators.over if name == OVER_RULE else None
        place = Place(indicators.id)
        if name in rules:
            case = rules[name].cases[number - 1]
            condition, place = case.when, case.place
        if condition is not None:
            edge = _edge_text(condition, index, pair)
            hint = f"在 {cases_file} 里加一个两边相等的算例，否则 > 与 >= 写错也看不出。"
            yield warning(
                "no-edge-example", f"没有算例正好落在界上：{edge}（规则“{name}”第{number}种情形）",
                place, hint,
            )  # fmt: skip


def _edge_text(condition: Expression, index: int, pair: int) -> str:
    for i, p, left, right in pairs(condition):
        if (i, p) == (index, pair):
            return f"{source_text(left)} 与 {source_text(right)} 相等"
    return condition.text
