"""Which forms of a run are written: those of some units, projects, rounds or people, or a draw of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

from scoring.batch.planning import PlannedForm
from scoring.batch.sample import Draw, Sample, draw
from scoring.problem import InputError, Place, Problem
from scoring.records.review_progress import ReviewProgress
from scoring.review.between.likeness import without_tail
from scoring.text import name_key

OF_FORM = ("unit", "department", "project")
"""What a form is selected by before it is scored; anything else hangs on where its review stands."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; nothing at all selects every form."""

    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By ``unit``, ``department``, ``project``, ``round`` or ``people`` what is wanted, any of it; a
    ``*`` stands for any letters."""
    sample: Sample | None = None
    label: str = ""
    """What was asked for, as names of lists bear it."""

    @property
    def takes_whole_units(self) -> bool:
        """Whether of a unit whose forms are taken none is left out."""
        return self.sample is None and set(self.only) <= {"unit"}

    def takes_form(self, form: PlannedForm, tails: tuple[str, ...]) -> bool:
        """Tell whether a form is of the units and projects that are wanted."""
        keys = form.keys
        own = {"unit": keys.unit, "department": keys.department, "project": keys.project}
        return all(
            any(_is(own[key], value, tails if key == "project" else ()) for value in self.only[key])
            for key in OF_FORM
            if key in self.only
        )

    def takes_progress(self, progress: ReviewProgress) -> bool:
        """Tell whether the review of a form stands where it is wanted, or is somebody's who is wanted."""
        own = {"round": (progress.round,), "people": progress.people}
        return all(
            any(_is(name_key(one), value) for one in own[key] for value in self.only[key])
            for key in own
            if key in self.only
        )


EVERYTHING: Final = Selection()


@dataclass(frozen=True, slots=True)
class ChosenForms:
    """The forms of a run that a selection takes, by their number in the plan."""

    numbers: frozenset[int]
    draw: Draw | None = None


def choose(
    planned: Sequence[PlannedForm], projects: Sequence[str], selection: Selection,
    tails: tuple[str, ...],
) -> ChosenForms:  # fmt: skip
    """Return the forms that a selection takes; ``projects`` are the ids of their projects.

    Raises :class:`InputError` where it takes none.
    """
    numbers = [n for n, form in enumerate(planned) if selection.takes_form(form, tails)]
    if not numbers and planned:
        raise nothing_chosen(selection)
    sample = selection.sample
    if sample is None:
        return ChosenForms(frozenset(numbers))
    keys = {n: planned[n].keys for n in numbers}
    made = draw(
        ((str(getattr(keys[n], sample.by)) if sample.by else "", projects[n]) for n in numbers),
        sample,
    )
    drawn = set(made.drawn)
    return ChosenForms(frozenset(n for n in numbers if projects[n] in drawn), made)


def nothing_chosen(selection: Selection) -> InputError:
    """Return the error of a selection that takes no form."""
    message = f"没有选中任何一份申报{selection.label}"
    hint = "请核对名称；可以用 * 代替几个字，如 --only 单位=*教育局*。"
    return InputError([Problem("nothing-selected", message, Place("--only"), hint)])


def _is(folded: str, wanted: str, tails: tuple[str, ...] = ()) -> bool:
    if "*" not in wanted:
        return folded == without_tail(wanted, tails)
    pattern = "*".join(name_key(part) for part in wanted.split("*"))
    return fnmatchcase(folded, pattern)
