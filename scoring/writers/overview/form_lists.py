"""Lists of forms: those that a number on the first page counts, and those of each unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.writers.form_line import FormLine, Position
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.tally import Tally, by_excess, by_stake

COUNTED: Final[dict[str, Callable[[FormLine], bool]]] = {
    "undetermined": lambda form: form.undetermined,
    "at_stake": lambda form: any(by_stake(form)),
    "above": lambda form: form.position is Position.ABOVE,
    "E": lambda form: form.count("E") > 0,
}
"""Which forms the numbers on the first page count, by the key of the number."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """The forms of a list under one heading; the whole list where there is but one."""

    name: str
    forms: tuple[int, ...]
    """By their number in the tally; none was handed in before."""


@dataclass(frozen=True, slots=True)
class FormList:
    """One list of forms, on pages of its own."""

    key: str
    parts: tuple[ListPart, ...]

    @property
    def count(self) -> int:
        """How many forms it lists."""
        return sum(len(part.forms) for part in self.parts)


def counted_lists(counted: Tally) -> dict[str, FormList]:
    """Return the lists of the forms that are counted, by key, the heaviest first; none that is empty."""
    lists = {}
    for key, belongs in COUNTED.items():
        weight = by_excess if key == "above" else by_stake
        forms = [at for at, form in enumerate(counted.forms) if belongs(form) and not form.repeat]
        forms.sort(key=lambda at: (tuple(-part for part in weight(counted.forms[at])), at))
        if forms:
            lists[key] = FormList(key, (ListPart("", tuple(forms)),))
    return lists


def grouped_lists(counted: Tally, words: OverviewWords) -> dict[str, FormList]:
    """Return the forms by round, by 主管部门 where it is not the unit, and by unit; the heaviest first."""
    rounds = _grouped(counted, "round", lambda form: form.progress.round, words, secret=False)
    units = _grouped(counted, "unit", lambda form: form.unit, words)
    departments = _grouped(counted, "department", lambda form: form.department, words)
    lists = {"round": rounds, "department": departments, "unit": units}
    if not any(form.progress.round for form in counted.once):
        del lists["round"]
    if all(form.department in ("", form.unit) for form in counted.once):
        del lists["department"]
    return {key: made for key, made in lists.items() if made.parts}


def _grouped(
    counted: Tally, key: str, called: Callable[[FormLine], str], words: OverviewWords,
    *, secret: bool = True,
) -> FormList:  # fmt: skip
    """Return the forms in groups; ``secret`` ones in one of their own."""
    groups: dict[str, list[int]] = {}
    for at in counted.order():
        form = counted.forms[at]
        if not form.repeat:
            name = words.patterns["secret"] if secret and form.secret else called(form)
            groups.setdefault(name or words.patterns["unnamed"], []).append(at)
    weights = {name: _weight([counted.forms[at] for at in own]) for name, own in groups.items()}
    names = sorted(groups, key=lambda name: (-weights[name], name))
    return FormList(key, tuple(ListPart(name, tuple(groups[name])) for name in names))


def _weight(forms: Sequence[FormLine]) -> Fraction:
    return sum((form.at_stake for form in forms), Fraction(0))
