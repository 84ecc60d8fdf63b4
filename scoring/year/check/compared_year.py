"""Everything of a year that is compared, by whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.money import YUAN_PER_UNIT
from scoring.records.certainty import Certainty
from scoring.records.figures import FigureRegister
from scoring.records.finding import Of
from scoring.records.paper_text import PublicPaper, StandingPaper
from scoring.records.year_folder import YearFolder
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.likeness import name_likeness
from scoring.review.between.records import ComparedForm
from scoring.review.known_values import WRITTEN, Known
from scoring.review.rule_runner import Subject
from scoring.review.vocabulary import Ground
from scoring.rules.types import Scope
from scoring.year.check.check_words import YearCheckWords

_TWICE: Final = "form-twice"
"""The code of a problem that hides no form: there is one too many."""


@dataclass(frozen=True, slots=True)
class OwnedFinding:
    """What rules look at, the file that a finding is about, and whether it quotes a secret form."""

    file: str
    subject: Subject
    is_secret: bool = False


@dataclass(frozen=True)
class YearIndex:
    """The year of a department as it is compared."""

    folder: YearFolder
    register: FigureRegister | None
    papers: Sequence[StandingPaper]
    public: Sequence[PublicPaper]
    documents: DocumentIndex
    """Its forms (the projects' in the order of the folder, then the department's), tables and texts."""
    words: YearCheckWords

    @property
    def projects(self) -> Sequence[ComparedForm]:
        """The forms of the projects, in the order of the folder."""
        return self.documents.forms[: len(self.folder.projects)]

    @cached_property
    def department(self) -> ComparedForm | None:
        """The form of the department as a whole."""
        if self.folder.department is None:
            return None
        return self.documents.forms[len(self.folder.projects)]

    @property
    def money(self) -> Fraction:
        """How many 元 one of the record's money unit is."""
        return YUAN_PER_UNIT[self.folder.record.money_unit]

    @cached_property
    def forms_known(self) -> Known:
        """How well it is known which forms there are: a file that was not read may hold one."""
        problems = (p for p in self.folder.problems if p.code != _TWICE)
        unread = any(problem.severity == "error" for problem in problems)
        nameless = any(form.submission.lacks("project") for form in self.projects)
        return Known(Certainty.PRESUMED, "forms") if unread or nameless else WRITTEN

    def near(self, name: str, names: Sequence[str]) -> str | None:
        """Return the name that is most like another, if one is alike enough."""
        between = self.documents.words
        shortest = int(between.likeness.shortest)
        alike = [(name_likeness(name, other, shortest).likeness, other) for other in names]
        best = max(alike, key=lambda found: found[0], default=(Fraction(0), ""))
        return best[1] if best[0] >= between.names_from else None

    def place(self, file: str, at: str) -> str:
        """Return how a place in a file is called."""
        return self.words.text("file_and_place", file=file, place=at).strip()


def owned(
    file: str, of: Of, name: str, at: str, facts: Scope, *, where: str = "", secret: bool = False,
    **known: Known,
) -> OwnedFinding:  # fmt: skip
    """Return what rules look at; ``known`` are the grounds that may not be written."""
    table: Mapping[str, Known] = known

    def of_ground(ground: Ground) -> Known:
        return table.get(ground, WRITTEN)

    return OwnedFinding(file, Subject(of, where, name, facts, lambda _: at, of_ground), secret)
