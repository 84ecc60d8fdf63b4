"""What a review found: findings, what is still missing, what open rows can earn."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from scoring.records.own_track import NotPrinted, OwnFault
from scoring.records.scorecard import Source, Status
from scoring.value_class import dataclass

FindingKind = Literal["E", "Q", "N"]
"""E 与规则不一致: no room, and the claim differs. Q 待说明: room, or a fact is missing. N 提示."""

Matter = Literal["blank", "fault", "score"]
"""What a finding that accuses is about: something is not filled in, the form is wrong in itself, or
only the unit's own score differs from the rule's, which keeps nobody from handing it in."""

Of = Literal[
    "row", "execution", "funds", "source", "total", "form",
    "target", "approved", "targets", "report", "statement", "projects", "passage", "change",
    "expected", "twin", "first_level", "amounts", "count", "summary", "missed", "paper", "public",
]  # fmt: skip
"""What a rule looks at: every row, the execution rate, the funds block, each source of it, every sum, the
form.

Between documents: a row and its approved target, approved rows that are not on the form, a target
table, a report and the funds block, the amounts of one sentence, a unit's report and its projects, a
passage of text, a change between two versions of a form.

Of a department's year: a project that should have a form, two forms of one project, the name of a
first-level project, two amounts that should fit, a number of projects or units, what a 综述 says of
problems, a missed row, a paper or one place of it, a public paper.
"""

MOST_ALSO: Final = 10
"""Of further rows with the same finding so many are named; then their number follows."""
SUPPLIED: Final = frozenset({"reason", "evidence", "survey"})
"""What is supplied in addition to the figures: it makes the list of what is still missing."""


@dataclass(frozen=True, slots=True)
class Stake:
    """How many points hang on the answer; a range is never summed up as a deduction."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about a submission, at one place.

    ``text`` quotes the form and says what the rule gives; ``ask`` is what a reviewer will ask,
    ``advice`` what to do, ``settle`` what would settle it, to be supplied in ``field``.
    """

    code: str
    kind: FindingKind
    of: Of
    where: str
    """Id of the row, or the name of a level; empty for the form and its blocks."""
    place: str
    """Where it stands: sheet and cell, page or line if known, else as ``where``."""
    name: str
    title: str
    """A heading without any text of the form, so that it may be shown for a secret submission."""
    text: str
    ask: str
    advice: str
    settle: str
    field: str
    sources: tuple[Source, ...]
    stake: Stake | None
    ruling: str
    matter: Matter = "fault"
    """Of ``E``: what of the form it is about."""
    for_targets: bool = False
    """Whether it is advice for next year's targets."""
    also: tuple[str, ...] = ()
    """Further rows with the same finding, of a rule that speaks once a form."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something still to be supplied: in which field of which row, and what."""

    where: str
    place: str
    name: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row whose score a person settles: what it can earn, and what would settle it."""

    where: str
    place: str
    name: str
    status: Status
    low: Decimal
    high: Decimal
    score: Decimal | None
    because: str
    settle: str


CheckKind = Literal[
    "blank", "fault", "score", "Q", "N", "todo", "open", "changed", "added", "removed"
]
"""How grave an item to go through is: the matter of what accuses, the kind of another finding; else
something to supply, or a score to be settled. Of two versions of a form, what became of a cell or row."""
CHANGES: Final = frozenset({"changed", "added", "removed"})
"""Kinds of cells that were changed and about which nothing is asked."""
GRAVEST: Final = frozenset({"blank", "fault"})
"""What must be put right before a form is signed."""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to go through before handing in: a finding, or a row that wants something.

    ``where`` is the id of its row, the name of the execution rate or of a text, or empty. ``wants``
    are demands of the set that the finding does not speak of; ``open_row`` is what a row without a
    finding can earn; ``fault`` is why the unit's form has no total, or
    bears another sum than the one that was typed.
    """

    kind: CheckKind
    where: str
    place: str
    name: str
    finding: Finding | None
    wants: tuple[Todo, ...] = ()
    open_row: OpenRow | None = None
    fault: OwnFault | NotPrinted | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a form can be handed in, and how many of its scores differ from the rule's."""

    state: Literal["blank", "fault", "ready"]
    differing: int


@dataclass(frozen=True, slots=True)
class ClaimComparison:
    """A claim and what the rule gives, of a row or of the execution rate (``where`` empty)."""

    where: str
    place: str
    name: str
    claimed: Decimal
    score: Decimal | None
    """By the rule, or its default; None where the rule gives none."""
    high: Decimal


@dataclass(frozen=True, slots=True)
class Rounding:
    """尾差: a stated number that differs from the computed one by a usual order of rounding.

    ``cause`` is the key of its word under ``causes`` of the labels (先取四位小数再计分 …).
    """

    where: str
    """Id of the row; empty for sums and the execution rate."""
    name: str
    stated: Decimal
    computed: Decimal
    cause: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that was found about one submission, in the order of the form."""

    rules_id: str
    rules_title: str
    findings: tuple[Finding, ...]
    targets: tuple[Finding, ...]
    """目标编制建议: for next year's targets, a list of its own."""
    todo: tuple[Todo, ...]
    open_rows: tuple[OpenRow, ...]
    in_band: int
    """Rows with a band and a default that ask for nothing."""
    accepted: int
    """Of these, the rows whose claim lies in the band."""
    strict: tuple[ClaimComparison, ...] = ()
    """自评从严: claims below the rule's score. Recorded, never listed as findings."""
    above: tuple[ClaimComparison, ...] = ()
    """高于可得上限: claims above the most that the rule can give, ``claimed`` - ``high`` of each."""
    rounding: tuple[Rounding, ...] = ()
    """尾差, with their causes. Never findings."""
    blank: tuple[Todo, ...] = ()
    """Scores that the unit left blank, each with the cell where it would stand."""
    above_total: Decimal | None = None
    """By how much the claimed total is above the form's ``high``, 0 if it is not; None without a
    claimed total. Nothing else may be called too high."""

    def of_kind(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(f for f in self.findings if f.kind == kind)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to do before handing in."""
        return not (self.findings or self.todo or self.open_rows)
