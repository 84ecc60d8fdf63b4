"""A change between two versions of a form as rules look at it: does it bring the row nearer to its target?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO
from scoring.records.change import CellChange
from scoring.records.submission import Indicator
from scoring.review.between.form_cells import ROWS
from scoring.review.known_values import Grounds, Known
from scoring.review.row_text_facts import says_something
from scoring.review.rule_runner import Subject
from scoring.review.vocabulary import Ground, Vocabulary
from scoring.rules.types import Value
from scoring.text import on_one_line, squeezed
from scoring.values.attainment import Attainment
from scoring.values.comparing.direction import AT_LEAST, AT_MOST

_NAMED: Final = frozenset({"target", "actual", "claimed"})
_TARGET: Final = ("target", "direction", "unit")
_SAME: Final = ("target", "actual", "points", "reason")
Attain = Callable[[Indicator], Attainment]
"""Compares the actual of a row with its target."""


def change_subject(change: CellChange, attain: Attain, words: Vocabulary) -> Subject:
    """Return a change as rules look at it."""
    facts: dict[str, Value | None] = {
        "changed": _named(change),
        "has_paper": False,
    }
    if change.rows is not None:
        old, new = change.rows
        paper = _paper(change.field, old, new)
        facts |= {
            "nearer": _is_nearer(change, old, new, attain),
            "raised": _is_raised(change, old, new),
            "row_same": all(_text(old, field) == _text(new, field) for field in _SAME),
            "paper": paper or None,
            "has_paper": bool(paper),
            "why": on_one_line(new.reason) if says_something(new.reason, words) else None,
        }
    if change.gone is not None and change.gone.points is not None:
        facts["had_points"] = Fraction(change.gone.points)
    return Subject("change", "", change.name, facts, lambda _: change.at, _known(change))


def _named(change: CellChange) -> str:
    if change.block != ROWS:
        return "other"
    if change.kind == "removed":
        return "row_removed"
    return change.field if change.field in _NAMED else "other"


def _known(change: CellChange) -> Grounds:
    """Return how well a change is known, whatever a fact rests on."""

    def known(_ground: Ground) -> Known:
        return Known(change.known, change.field, change.at)

    return known


def _is_nearer(change: CellChange, old: Indicator, new: Indicator, attain: Attain) -> bool | None:
    """Tell whether a change alone brings the row nearer to its target; None where nobody can say.

    What was blank before is filled in, not changed.
    """
    if change.field == "actual" and old.actual.strip():
        before = new.model_copy(update={"actual": old.actual})
    elif change.field == "target" and old.target.strip() and new.target.strip():
        before = new.model_copy(update={field: getattr(old, field) for field in _TARGET})
    else:
        return None
    return _is_better(attain(before), attain(new))


def _is_better(before: Attainment, after: Attainment) -> bool | None:
    if before.direction == after.direction in {AT_LEAST, AT_MOST}:
        rates = before.completion, after.completion
        if rates[0] is not None and rates[1] is not None and rates[0] != rates[1]:
            return (rates[0] < rates[1]) is (after.direction == AT_LEAST)
    if before.days_taken is not None and after.days_taken is not None:
        planned = before.days_planned or ZERO, after.days_planned or ZERO
        return before.days_taken - planned[0] > after.days_taken - planned[1]
    if after.met is None or before.met == after.met:
        return None
    return after.met


def _is_raised(change: CellChange, old: Indicator, new: Indicator) -> bool | None:
    if change.field != "claimed" or old.claimed is None or new.claimed is None:
        return None
    return new.claimed > old.claimed


def _paper(field: str, old: Indicator, new: Indicator) -> str:
    """Return the document that the new version names for a change."""
    if field == "target":
        return "" if new.adjustment is None else on_one_line(new.adjustment.document)
    named = {evidence.name for evidence in old.evidence}
    return "、".join(on_one_line(one.name) for one in new.evidence if one.name not in named)


def _text(row: Indicator, field: str) -> str:
    return squeezed(str(getattr(row, field)))
