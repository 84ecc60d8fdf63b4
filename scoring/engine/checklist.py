"""A checklist counted: which of its points are fulfilled, and what that makes of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.engine.apply import label
from scoring.exact import ZERO
from scoring.indicator_set.model import ChecklistPoint, IndicatorSet, SetNode
from scoring.records.submission import ChecklistItem
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.types import Scope, Value


class CountedList(NamedTuple):
    """The facts of a list; ``why`` says in Chinese, by name, why some of them are missing.

    ``waived`` are the points that count as fulfilled because there is nothing to fulfil.
    """

    facts: dict[str, Value | None]
    why: Mapping[str, str]
    waived: tuple[str, ...]


def counted_list(
    node: SetNode,
    answers: Mapping[str, ChecklistItem],
    scope: Scope,
    why_unknown: Mapping[str, str],
    indicators: IndicatorSet,
) -> CountedList:
    """Count fulfilled and missing points; one that is not known leaves the counts unknown.

    A list is void as soon as one point that voids it is known to be unfulfilled.
    """
    met: list[ChecklistPoint] = []
    unmet: list[ChecklistPoint] = []
    unanswered: list[ChecklistPoint] = []
    unclear: dict[str, str] = {}
    waived = []
    for point in node.items:
        applies, why = _applies(point, scope, why_unknown, indicators)
        answer = answers.get(point.name)
        if applies is False:
            waived.append(point.name)
            met.append(point)
        elif answer is not None and answer.met:
            met.append(point)
        elif applies is None:
            unclear[point.name] = why
        else:
            (unanswered if answer is None else unmet).append(point)
    facts: dict[str, Value | None] = {}
    unknown = {*unclear, *(point.name for point in unanswered)}
    if any(point.voids for point in unmet):
        facts["void"] = True
    elif not any(point.voids for point in node.items if point.name in unknown):
        facts["void"] = False
    if not unknown:
        facts |= {
            "fulfilled": Fraction(len(met)),
            "missing": Fraction(len(unmet)),
            "earned": sum((p.points for p in met if p.points is not None), ZERO),
            "evidence": Fraction(sum(len(a.evidence) for a in answers.values())),
        }
        return CountedList(facts, {}, tuple(waived))
    text = _why(node, unanswered, unclear, is_touched=bool(answers))
    names = (name for name in ("missing", "fulfilled", "earned", "void") if name not in facts)
    return CountedList(facts, dict.fromkeys(names, text), tuple(waived))


def _applies(
    point: ChecklistPoint, scope: Scope, why_unknown: Mapping[str, str], indicators: IndicatorSet
) -> tuple[bool | None, str]:
    """Tell whether there is anything to fulfil; None, and why, where that is not known."""
    if point.when is None:
        return True, ""
    try:
        return Evaluator(scope).holds(point.when), ""
    except UnknownFact as missing:
        return None, why_unknown.get(missing.name) or f"缺少“{label(missing.name, indicators)}”"
    except Uncomputable as impossible:
        return None, impossible.reason


def _why(
    node: SetNode,
    unanswered: Sequence[ChecklistPoint],
    unclear: Mapping[str, str],
    *,
    is_touched: bool,
) -> str:
    parts = []
    if unanswered:
        names = "、".join(point.name for point in unanswered)
        parts.append(f"清单“{node.name}”未填：{names}" if is_touched else f"未填清单“{node.name}”")
    parts += [f"“{name}”要不要满足看不出：{why}" for name, why in unclear.items()]
    return "；".join(parts)
