"""What is compared between documents, and what the comparison gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from scoring.records.certainty import Certainty
from scoring.records.finding import Finding, Of
from scoring.records.submission import Funds, Indicator, Submission
from scoring.review.known_values import AMOUNTS, Grounds, Known, KnownValues, all_written
from scoring.review.rule_runner import Subject
from scoring.review.vocabulary import Ground
from scoring.rules.types import Scope

Owner = int | str
"""Whose a finding is: a form, by its position, or a file that belongs to no form, by its name."""
Why = Literal["other_level", "similar_name", "several", "told_in_text", "whose_unclear"]
"""Why a match is only proposed: the tables stand on different levels; the names are only alike; the
name stands there more than once; a figure of a text may be that of an indicator; whose it is, is not
certain."""


@dataclass(frozen=True)
class ComparedForm:
    """One re-scored submission of a batch.

    ``money`` is how many 元 one of its money unit is. ``meets`` tells whether a row reaches its
    target (None where that is open), so that it can be asked with another target.
    """

    file: str
    at: str
    submission: Submission
    money: Fraction
    funds: Funds | None
    """The row of all its money."""
    meets: Callable[[Indicator], bool | None] = field(compare=False)
    whole: bool = False
    """Whether it is a department's or a unit's own, not a project's, by its set."""
    funds_known: Certainty = Certainty.WRITTEN
    """How well that row is known to be the one of all money."""
    restored_cells: Sequence[str] = ()
    """Where a reader restored values (not levels), in their order."""

    def restored_at(self, places: Iterable[str]) -> str | None:
        """Return the first of some places where a value was restored, if one was."""
        own = set(places)
        return next((at for at in self.restored_cells if at in own), None)

    @cached_property
    def _values(self) -> KnownValues:
        return KnownValues(self.submission, self.restored_cells, self.funds, self.funds_known)

    def of_row(self, row: Indicator) -> Grounds:
        """Return how well the values of a row are known."""

        def known(ground: Ground) -> Known:
            if ground == "reading":
                return self._values.fields(row, "name", "target", "actual")
            if ground in type(row).model_fields:
                return self._values.fields(row, ground)
            return self.known(ground)

        return known

    def known(self, ground: Ground) -> Known:
        """Return how well what belongs to no row is known."""
        if ground in AMOUNTS:
            return self._values.amount(AMOUNTS[ground])
        return self._values.year if ground == "year" else self._values.at(ground)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a match: where it stands, its name and its value as written."""

    file: str
    at: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Match:
    """Two things taken for the same, or proposed as such.

    ``likeness`` is exact: twice the letters of the common parts, divided by the letters of both
    names (for a text: the letters of the name found in it, divided by all of its letters).
    """

    left: Side
    right: Side
    likeness: Fraction
    common: tuple[str, ...] = ()
    same: bool | None = None
    """Whether both values are equal; None where that is open or was not compared."""
    why: Why | None = None
    """Why it is only proposed; None for a match that was used."""
    order: int = 0
    """The number of the comparison that it came of: matches of a batch stand in this order."""


OwnedSubject = tuple[Owner, Subject]
"""What rules look at, and whose their findings are."""
Outcome = Match | OwnedSubject
"""What comparing two things gives."""


def owned_subject(
    owner: Owner, of: Of, place: str, name: str, facts: Scope, where: str = "",
    known: Grounds = all_written,
) -> OwnedSubject:  # fmt: skip
    """Return two things compared, at a place, as rules look at them."""
    return owner, Subject(of, where, name, facts, lambda _: place, known)


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison of a batch found."""

    by_form: Mapping[int, tuple[Finding, ...]]
    """By the position of the form in the sequence of forms."""
    by_file: Mapping[str, tuple[Finding, ...]]
    """What belongs to a file and to no form."""
    used: tuple[Match, ...] = ()
    proposed: tuple[Match, ...] = ()
    """To be looked at by a person; nothing was concluded from them."""

    def of_form(self, index: int) -> tuple[Finding, ...]:
        """Return the findings of a form."""
        return self.by_form.get(index, ())
