"""How far a department's year is: each form, each unit, what is to be done next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from scoring.problem import Problem

FormProgressState = Literal["blank", "fault", "ready", "exempt"]
"""未填, 待改, 可交; no form is asked for."""
FormMark = Literal["", "not_carried_out", "secret", "final", "changed"]


@dataclass(frozen=True, slots=True)
class FormProgress:
    """One project, or a file among the forms that holds none that can be used."""

    name: str
    """What people call it; of a secret one its number."""
    unit: str
    file: str
    """Empty where nothing was handed in."""
    state: FormProgressState
    faults: tuple[str, ...] = ()
    """Why it cannot be handed in yet, by the keys of their words."""
    marks: tuple[FormMark, ...] = ()
    questions: int = 0
    """待说明, which keep nobody from handing it in."""
    differing: int = 0
    """Scores that differ from the rule's alone."""
    changed: str = ""
    """The day on which its file was changed last."""


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """The forms of one unit, in the order of the summary."""

    unit: str
    leads: str
    forms: tuple[FormProgress, ...]

    @property
    def counts(self) -> Counter[FormProgressState]:
        """How many forms are how far."""
        return Counter(form.state for form in self.forms)

    @property
    def changed(self) -> str:
        """The day of the last change."""
        return max((form.changed for form in self.forms), default="")


@dataclass(frozen=True, slots=True)
class YearProgress:
    """The whole year: ``whole`` is the form of 部门整体."""

    units: tuple[UnitProgress, ...]
    whole: FormProgress
    unnamed: int
    """Projects that are expected, not handed in, and not known by name."""
    problems: tuple[Problem, ...]
    """What is wrong with files of the folder."""
    open_texts: tuple[tuple[str, str], ...]
    """Text blocks that are still to be written, by paper."""
    step: str
    """The key of the pattern that says what comes next."""

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.step != "next_done"
