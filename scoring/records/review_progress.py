"""Where the review of a project stands, in short: what overview, lists and selections show of it."""

from __future__ import annotations

from decimal import Decimal

from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """Where the review of one project stands; names of rounds and actions are words for people."""

    project: str = ""
    """Its id in the ledger."""
    stage: int = 0
    """Number of the step in the project's course."""
    round: str = ""
    awaits: tuple[str, ...] = ()
    """Who is to act."""
    conflicts: int = 0
    """Rows on which evaluators decided differently."""
    signed: tuple[str, ...] = ()
    """Who signed in this round, each with the date."""
    people: tuple[str, ...] = ()
    """Who was assigned."""
    lead: str = ""
    due: str = ""
    """截止日 of the unit's answer as YYYY-MM-DD."""
    assignments: tuple[str, ...] = ()
    """Ids of the entries by which they were assigned."""
    actions: tuple[str, ...] = ()
    """What can be done with the project now (办理)."""
    entries: int = 0
    """How many entries of the project the ledger held, and their digest."""
    digest: str = ""
    first_claimed: Decimal | None = None
    """The total of the unit's first complete hand-in; None where it is not known."""
    total: Decimal | None = None
    """The review's total as it was signed or stands now; None where it is not known."""
    alternatives: tuple[Decimal, ...] = ()
    """The totals that a conflict leaves possible (a 或 b)."""
    settled: frozenset[str] = frozenset()
    """Ids of the rows that were decided, signed or agreed to."""
