"""Whether a form is one of the set that it names: by its levels and what they hold."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.problem import InputError
from scoring.records.submission import Submission
from scoring.text import level_key
from scoring.work.library import Library

_ENOUGH: Final = Fraction(1, 2)
"""So many of the levels must hold the set's points: a fault in one row makes no other form."""


def fits_set(submission: Submission, library: Library) -> bool:
    """Tell whether every first level of a form is the set's, and most hold the points that it gives."""
    try:
        indicators = library.indicator_set(submission.set)
    except InputError:
        return False
    levels = {
        level_key(name): level for level in indicators.levels for name in (level.name, *level.also)
    }
    held: dict[str, Fraction] = {}
    for row in submission.rows:
        level = levels.get(level_key(row.level1))
        if level is None:
            return False
        held[level.name] = held.get(level.name, Fraction(0)) + Fraction(row.points or 0)
    given = {level.name: level.points for level in indicators.levels if level.points is not None}
    known = [held[name] == points for name, points in given.items() if name in held]
    return bool(known) and Fraction(sum(known), len(known)) >= _ENOUGH
