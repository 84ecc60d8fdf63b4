"""自评: the track of the unit itself, whose scores stand on the form that it signs.

Only scores are the unit's. Level sums, total and grade are computed from the scores that the form
prints, as the set adds them up. The rule track and what a reviewer sees know nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from scoring.records.scorecard import FormTotal
from scoring.value_class import dataclass


class OwnStatus(StrEnum):
    """Where the score comes from that stands in a row of the unit's form."""

    CLAIMED = "claimed"
    """The unit's own score, of a row that the rule scores."""
    SELF_ASSESSED = "self_assessed"
    """The unit's own score, within the band of a row that the rule leaves to a person."""
    BY_RULE = "by_rule"
    """The unit left it blank, and the rule leaves no question."""
    BLANK = "blank"
    """Still to be filled in by the unit."""


Basis = Literal["unit", "rule", "stated"]
"""Whose scores a form prints: the unit's; the rule's, where the unit gave none at all; the rule's
beside a total that the unit stated without the scores of its rows."""


@dataclass(frozen=True, slots=True)
class OwnScore:
    """The score that stands in one row of the unit's form; None where it stays blank."""

    score: Decimal | None
    status: OwnStatus


FaultKind = Literal["blank", "above", "below", "no_points", "no_rows", "points", "cap"]


@dataclass(frozen=True, slots=True)
class OwnFault:
    """Why a form has no total and no grade yet.

    ``number`` is that of the row on the form, from 1; None for the execution rate and for the form
    as a whole. ``stated`` is the score, or the sum of all points, and ``limit`` what it may be.
    """

    kind: FaultKind
    number: int | None
    stated: Decimal | None
    limit: Decimal | None


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """A sum or grade that the unit typed and the form does not bear: it computes another."""

    kind: Literal["level", "total", "grade"]
    level: str
    """Name of the level; empty for total and grade."""
    stated: Decimal | str
    computed: Decimal | str


@dataclass(frozen=True, slots=True)
class OwnTrack:
    """自评 of one submission; ``rows`` and ``levels`` in the order of its scorecard."""

    basis: Basis
    execution: OwnScore | None
    rows: tuple[OwnScore, ...]
    levels: tuple[Decimal | None, ...]
    """The sum of each level; None while a score in it is missing."""
    outcome: FormTotal
    """Total and grade; both None while there is a fault."""
    faults: tuple[OwnFault, ...]
    not_printed: tuple[NotPrinted, ...] = ()

    def statuses(self) -> Iterator[OwnStatus]:
        """Yield the status of every row, the execution rate's first."""
        if self.execution is not None:
            yield self.execution.status
        yield from (row.status for row in self.rows)
