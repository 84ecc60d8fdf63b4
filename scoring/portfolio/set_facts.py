"""What is asked of a set where submissions are added up: its grades, its levels, whether another compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from scoring.indicator_set.model import IndicatorSet
from scoring.text import level_key

_OWN_TO_A_VARIANT: Final = frozenset({"id", "title", "called", "sources", "rules", "extends"})
"""What a set says of itself that differs from another one only in rules."""


@dataclass(slots=True)
class SetFacts:
    """A set, as far as submissions that were scored by it are added up."""

    id: str
    shown: str
    places: int
    grade: Callable[[Decimal], str | None]
    level_names: Mapping[str, str]
    """The shortest name of each first level by each folded way of writing it: sets name them alike."""
    _known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, indicators: IndicatorSet) -> SetFacts:
        """Return the facts about a compiled set."""
        names = {
            level_key(name): min((level.name, *level.also), key=lambda name: (len(name), name))
            for level in reversed(indicators.levels)
            for name in (*level.also, level.name)
        }
        return cls(indicators.id, indicators.shown, indicators.places, indicators.grade, names)

    def level(self, written: str) -> str | None:
        """Return the first level that is meant by a text of a form; None if the set has no such one."""
        found = self._known.get(written)
        if found is None and (found := self.level_names.get(level_key(written))) is not None:
            self._known[written] = found
        return found


class NotCompared(NamedTuple):
    """Why submissions of a set are not scored by another one."""

    reason: str
    """``applies_to``, ``levels``, ``execution`` or ``points``."""
    names: tuple[str, ...] = ()
    """The first levels that only one of the two sets has."""


def not_comparable(base: IndicatorSet, other: IndicatorSet) -> NotCompared | None:
    """Tell why what was scored by ``base`` is not meant to be scored by ``other``; None if it is.

    Both are for the same kind of form and have the same first levels, however they weigh them, and
    both score the execution rate or neither does.
    """
    if base.applies_to != other.applies_to:
        return NotCompared("applies_to")
    known_there, known_here = SetFacts.of(other), SetFacts.of(base)
    lacking = [level.name for level in base.levels if known_there.level(level.name) is None]
    lacking += [level.name for level in other.levels if known_here.level(level.name) is None]
    if lacking:
        return NotCompared("levels", tuple(lacking))
    if (base.execution is None) != (other.execution is None):
        return NotCompared("execution")
    return None


def variants(base: IndicatorSet, sets: Iterable[IndicatorSet]) -> Iterator[IndicatorSet]:
    """Yield the sets that differ from ``base`` only in rules: it chose one of them, they another."""
    same = _without_rules(base)
    for each in sets:
        if each.id != base.id and each.scored and _without_rules(each) == same:
            yield each


def changed_rules(base: IndicatorSet, other: IndicatorSet) -> Sequence[str]:
    """Return the names of the rules that are not the same in two sets, in the order of the first."""
    ours, its = base.merged["rules"], other.merged["rules"]
    assert isinstance(ours, Mapping)
    assert isinstance(its, Mapping)
    return [name for name in dict.fromkeys([*ours, *its]) if ours.get(name) != its.get(name)]


def _without_rules(indicators: IndicatorSet) -> dict[str, object]:
    return {key: at for key, at in indicators.merged.items() if key not in _OWN_TO_A_VARIANT}
