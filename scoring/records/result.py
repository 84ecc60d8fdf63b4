"""What writers render: a scored submission, a reviewed one, and how the files of a run were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.problem import Problem
from scoring.records.claim_check import ClaimCheck
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.file_content import FileRead
from scoring.records.finding import Finding, Review
from scoring.records.own_track import OwnTrack
from scoring.records.scorecard import ExecutionResult, FormTotal, RowResult, Scorecard
from scoring.records.submission import Submission
from scoring.records.unmatched import UnmatchedItem, unmatched_items


@dataclass(frozen=True, slots=True)
class Result:
    """One submission with its score and the checks of its claimed figures."""

    submission: Submission
    scorecard: Scorecard
    claims: tuple[ClaimCheck, ...] = ()
    own_track: OwnTrack | None = None
    """自评, whose scores the unit's form prints; None where it prints those of the scorecard."""

    @property
    def rule(self) -> FormTotal:
        """Total, grade and band by the rule."""
        return self.scorecard.rule

    @property
    def own(self) -> FormTotal:
        """Total and grade of the unit's own form; None while one of its scores is missing or wrong."""
        return self.scorecard.claimed if self.own_track is None else self.own_track.outcome

    @property
    def rows(self) -> tuple[RowResult, ...]:
        """The scored rows in the order of the form."""
        return self.scorecard.indicators

    @property
    def execution(self) -> ExecutionResult | None:
        """预算执行率 and its score; None where the form has none."""
        return self.scorecard.execution

    @property
    def unmatched(self) -> tuple[UnmatchedItem, ...]:
        """What belongs to nothing in the indicator set, by the names that people know."""
        return unmatched_items(self.scorecard, self.submission)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One submission of a batch.

    It has three tracks: 自评 (the claimed figures of ``result.submission``), 规则
    (``result.scorecard``), 复核 (``decided``: the scorecard with the decisions applied to it; None
    where nobody has decided anything yet).
    """

    file: str
    """The file it came from, as people see it: relative, with ``/``."""
    at: str
    """Where in that file it begins."""
    result: Result
    review: Review
    compared: tuple[Finding, ...] = ()
    """What a comparison with other documents found."""
    decided: Scorecard | None = None
    decisions: tuple[Decision, ...] = ()
    """All decisions on it in the order they were made, those no longer in force too."""
    replies: tuple[Reply, ...] = ()
    refused: tuple[Refused, ...] = ()
    """What people wrote into a 复核表 of it and could not be used."""


Fate = Literal["reviewed", "faulty", "no-set", "wrong-set"]
"""What became of a form: re-scored; not usable for its faults; of no known indicator set; not of the
kind that the set which was named is for."""
SetBy = Literal["form", "option", "clues"]
"""Who named the set of a form: the form, the command, or the clues that the form shows."""


@dataclass(frozen=True, slots=True)
class FormState:
    """One form that was found, and what became of it."""

    file: str
    at: str
    called: str
    """What a person calls it; of a secret one its number."""
    fate: Fate
    set: str = ""
    by_clues: tuple[str, ...] = ()
    """The clues by which the set was recognised; empty where the form or the command named it."""
    set_by: SetBy = "form"
    candidates: tuple[str, ...] = ()
    """Sets that it may belong to, with what is missing, in words."""
    nearest: str = ""
    """The set that comes nearest; empty where none does more than others."""
    problems: tuple[Problem, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of the run: what was read, or why nothing could be."""

    name: str
    read: FileRead | None
    problems: tuple[Problem, ...]
    """Why nothing could be read, or what could not be read although the file could."""
    forms: tuple[FormState, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether nothing of the file could be used."""
        return self.read is None

    @property
    def holds_nothing(self) -> bool:
        """Whether the file could be opened and nothing that is looked for is in it."""
        read = self.read
        if read is None or read.kind == "worksheet":
            return False
        documents = (read.forms, read.targets, read.statements, read.passages)
        entries = (read.decisions, read.replies, read.refused)
        return not any((*documents, *entries))


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that was not looked into: its name and why, in words; ``count`` of them."""

    name: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class ReadState:
    """Everything about the reading of a run."""

    files: Sequence[FileState]
    passed_over: Sequence[PassedOver]
