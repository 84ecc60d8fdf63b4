"""Leaves of a set without a row of the form: values computed from inputs, checklists, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from scoring.engine.apply import label
from scoring.engine.checklist import counted_list
from scoring.engine.inputs import Inputs
from scoring.exact import ZERO, plain, rational
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.scorecard import Figure, ReadingText
from scoring.records.submission import Indicator, Submission, Task
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.formula import show
from scoring.rules.types import Value
from scoring.text import squeezed
from scoring.value_class import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ComputedLeaf:
    """A leaf made into a row, with its facts and, by name, why some of them are missing."""

    row: Indicator
    id: str
    points: Fraction
    facts: dict[str, Value | None]
    why: Mapping[str, str]
    texts: ReadingText
    unmatched: tuple[str, ...]
    used: frozenset[str]
    """The keys under the submission's ``items`` that belong to this leaf."""
    untouched: bool
    """Nothing was filled in from which the leaf is computed."""
    kind: str = "judged"
    percent: bool = False
    figures: tuple[Figure, ...] = ()


def computed_leaf(
    node: SetNode,
    submission: Submission,
    common: Mapping[str, Value | None],
    inputs: Inputs,
    indicators: IndicatorSet,
) -> ComputedLeaf:
    """Return the facts of a leaf: its checklist counted, its ``value`` computed."""
    names = (*node.path, node.name)
    path = "/".join(names)
    key = path if path in submission.items else node.name
    answers = submission.items.get(key, {}) if node.items else {}
    own_reason = _filled_in(submission.reasons, path, node.name) or ""
    reasons = [r for r in (own_reason, *(a.reason for a in answers.values())) if r.strip()]
    points = node.points if node.points is not None else ZERO
    facts: dict[str, Value | None] = {**common, "points": points, "reason": bool(reasons)}
    why = dict(inputs.refused)
    unmatched: tuple[str, ...] = ()
    actual = formula = ""
    if node.items:
        names_in_set = [item.name for item in node.items]
        unmatched = tuple(f"items.{key}.{name}" for name in answers if name not in names_in_set)
        own = {name: answer for name, answer in answers.items() if name in names_in_set}
        counted = counted_list(node, own, facts, why, indicators)
        facts |= counted.facts
        why |= counted.why
        formula = "；".join(f"“{name}”没有要满足的，算满足" for name in counted.waived)
    if node.value is not None:
        evaluator = Evaluator(facts)
        try:
            value = evaluator.number(node.value)
            facts["value"] = value
            actual = plain(value, 6)
            formula = show(node.value, evaluator, plain(value, 4))
        except UnknownFact as missing:
            why["value"] = why.get(missing.name) or f"缺少“{label(missing.name, indicators)}”"
        except Uncomputable as why_not:
            why["value"] = why_not.reason
    names_scored = _inputs_of(node, indicators)
    names_used = inputs_of_leaf(node, indicators)
    row = Indicator(
        level1=names[0],
        level2=node.path[1] if len(node.path) > 1 else "",
        name=node.name,
        actual=actual,
        claimed=_filled_in(submission.claims, path, node.name),
        reason="\n".join(r.strip() for r in reasons),
        evidence=tuple(piece for answer in answers.values() for piece in answer.evidence),
    )
    return ComputedLeaf(
        row, path, points, facts, why, ReadingText("", formula), unmatched,
        frozenset({key}) if node.items else frozenset(),
        not answers and inputs.absent.issuperset(names_used),
        "value" if names_scored else "items" if node.items else "judged",
        _is_rate(node, facts, indicators),
        tuple(_figure(name, submission, indicators) for name in names_used),
    )  # fmt: skip


def _filled_in(entries: Mapping[str, T], path: str, name: str) -> T | None:
    """Return the entry of a leaf, by its path or name, however blanks and signs are typed in it."""
    for key in (path, name):
        if key in entries:
            return entries[key]
    keys = {squeezed(path), squeezed(name)}
    return next((entry for key, entry in entries.items() if squeezed(key) in keys), None)


def _figure(name: str, submission: Submission, indicators: IndicatorSet) -> Figure:
    spec = indicators.inputs[name]
    return Figure(name, submission.inputs.get(name, "").strip(), spec.unit, spec.type == "amount")


def _is_rate(node: SetNode, facts: Mapping[str, Value | None], indicators: IndicatorSet) -> bool:
    """Tell whether a computed value is a share: by its name, or by what it is computed from.

    A quotient of figures of one kind (people by people, money by money) stays what it is when
    all of them are doubled.
    """
    if node.value is None:
        return False
    if any(word in node.name for word in indicators.policy.rate_words):
        return True
    names = node.value.names & indicators.inputs.keys()
    kinds = {(indicators.inputs[name].type, indicators.inputs[name].unit) for name in names}
    if {kind for kind, _ in kinds} == {"percent"}:
        return True
    value = facts.get("value")
    if len(kinds) != 1 or not isinstance(value, Fraction):
        return False
    doubled = {
        name: fact * 2 if name in names and isinstance(fact, Fraction) else fact
        for name, fact in facts.items()
    }
    try:
        return Evaluator(doubled).number(node.value) == value
    except (UnknownFact, Uncomputable):
        return False


def inputs_of_leaf(node: SetNode, indicators: IndicatorSet) -> list[str]:
    """Return the inputs from which a leaf is computed, in the order of the set."""
    used = _inputs_of(node, indicators) | _inputs_of_items(node, indicators)
    return sorted(used, key=list(indicators.inputs).index)


def _inputs_of(node: SetNode, indicators: IndicatorSet) -> frozenset[str]:
    """Return the inputs from which a leaf's value and score are computed."""
    names = set(node.value.names) if node.value is not None else set()
    if node.applied is not None:
        for case in node.applied.rule.cases:
            names.update(*(expression.names for expression in case.expressions))
    return frozenset(names & indicators.inputs.keys())


def _inputs_of_items(node: SetNode, indicators: IndicatorSet) -> frozenset[str]:
    """Return the inputs that tell which points of a leaf's checklist apply."""
    asked = (item.when.names for item in node.items if item.when is not None)
    return frozenset(name for names in asked for name in names) & indicators.inputs.keys()


def task_leaf(
    node: SetNode,
    task: Task,
    common: Mapping[str, Value | None],
    money: Fraction,
    ids: set[str],
) -> ComputedLeaf:
    """Return a 年度主要任务 as a row; ``ids`` are those of the tasks before it, and its own is added.

    ``money`` is the factor from the submission's money unit to the set's.
    """
    path = task_id = "/".join((*node.path, node.name, task.name))
    number = 2
    while task_id in ids:
        task_id, number = f"{path}#{number}", number + 1
    ids.add(task_id)
    points = node.points if node.points is not None else ZERO
    weight = ZERO if task.weight is None else rational(task.weight) / 100
    facts: dict[str, Value | None] = {
        **common,
        "points": points * weight,
        "weight": weight,
        "initial": None if task.initial is None else rational(task.initial) * money,
        "budget": None if task.budget is None else rational(task.budget) * money,
        "executed": None if task.executed is None else rational(task.executed) * money,
        "reason": bool(task.reason.strip()),
    }
    row = Indicator(
        level1=node.path[0] if node.path else node.name,
        level2=node.name if node.path else "",
        name=task.name,
        claimed=task.claimed,
        reason=task.reason,
        actual=task.completion,
    )
    return ComputedLeaf(
        row, task_id, points * weight, facts, {}, ReadingText("", ""), (), frozenset(), False,
        "task",
    )  # fmt: skip
