"""Leaves that no row stands for: figures computed from inputs, and checklists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.apply import label
from scoring.exact import ZERO, plain
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.rules.evaluate import DividedByZero, Evaluator, UnknownFact
from scoring.rules.formula import show
from scoring.rules.types import Value
from scoring.scorecard import ReadingText
from scoring.submission import ChecklistItem, Indicator, Submission


@dataclass(frozen=True, slots=True)
class ComputedLeaf:
    """A leaf as a row of the form, with its facts and why some of them are missing."""

    row: Indicator
    id: str
    facts: dict[str, Value | None]
    why: Mapping[str, str]
    texts: ReadingText
    unmatched: tuple[str, ...]


def computed_leaf(
    node: Node,
    submission: Submission,
    common: Mapping[str, Value | None],
    refused: Mapping[str, str],
    indicators: IndicatorSet,
) -> ComputedLeaf:
    """Return the facts of a leaf: its checklist counted, its ``value`` computed."""
    names = (*node.path, node.name)
    path = "/".join(names)
    answers = submission.items.get(node.name, {}) if node.items else {}
    own_reason = submission.reasons.get(path, submission.reasons.get(node.name, ""))
    reasons = [r for r in (own_reason, *(a.reason for a in answers.values())) if r.strip()]
    facts: dict[str, Value | None] = {
        **common,
        "points": node.points if node.points is not None else ZERO,
        "reason": bool(reasons),
    }
    why = dict(refused)
    unmatched: tuple[str, ...] = ()
    if node.items:
        known = [item.name for item in node.items]
        unmatched = tuple(f"items.{node.name}.{name}" for name in answers if name not in known)
        facts |= _checklist(node, answers, why)
    actual = formula = ""
    if node.value is not None:
        evaluator = Evaluator(facts)
        try:
            value = evaluator.number(node.value)
            facts["value"] = value
            actual = plain(value, 6)
            formula = show(node.value, evaluator, plain(value, 4))
        except UnknownFact as missing:
            why["value"] = why.get(missing.name) or f"缺少“{label(missing.name, indicators)}”"
        except DividedByZero:
            why["value"] = "除数为零,无法计算"
    row = Indicator(
        level1=names[0],
        level2=node.path[1] if len(node.path) > 1 else "",
        name=node.name,
        actual=actual,
        claimed=submission.claims.get(path, submission.claims.get(node.name)),
        reason="\n".join(r.strip() for r in reasons),
        evidence=tuple(piece for answer in answers.values() for piece in answer.evidence),
    )
    return ComputedLeaf(row, path, facts, why, ReadingText("", formula), unmatched)


def _checklist(
    node: Node, answers: Mapping[str, ChecklistItem], why: dict[str, str]
) -> dict[str, Value | None]:
    """Count fulfilled and missing items; an item that was not answered leaves all unknown."""
    unanswered = [item.name for item in node.items if item.name not in answers]
    if unanswered:
        text = (
            f"清单“{node.name}”未填:{'、'.join(unanswered)}"
            if answers
            else f"未填清单“{node.name}”"
        )
        why |= dict.fromkeys(("missing", "fulfilled", "earned"), text)
        return {}
    met = [item for item in node.items if answers[item.name].met]
    return {
        "fulfilled": Fraction(len(met)),
        "missing": Fraction(len(node.items) - len(met)),
        "earned": sum((item.points for item in met if item.points is not None), ZERO),
        "evidence": Fraction(sum(len(answers[item.name].evidence) for item in node.items)),
    }
