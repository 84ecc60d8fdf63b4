"""What writers render: a scored submission, a reviewed one, and how the files of a run were read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from scoring.records.review_progress import ReviewProgress
from scoring.records.unmatched import unmatched_items
from scoring.value_class import dataclass

if TYPE_CHECKING:
    from scoring.problem import Problem
    from scoring.records.claim_check import ClaimCheck
    from scoring.records.file_content import FileKind, FileRead
    from scoring.records.finding import Finding, Review
    from scoring.records.own_track import OwnTrack
    from scoring.records.scorecard import ExecutionResult, FormTotal, RowResult, Scorecard
    from scoring.records.submission import Submission
    from scoring.records.unmatched import UnmatchedItem


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
    (``result.scorecard``), 复核 (``decided``: the scorecard of the review; None where nobody decided
    or signed anything yet).
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
    progress: ReviewProgress = field(default_factory=ReviewProgress)
    """Where its review stands."""


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
    remark: str = ""
    """What its reader did not find or understand; empty of a secret one."""
    headings: tuple[str, ...] = ()
    """The labels of its tables, where a person gave some of them their meaning for this run."""
    unknown: tuple[str, ...] = ()
    """Those of them that were read as no column."""


@dataclass(frozen=True, slots=True)
class FileContents:
    """How much one file holds of what is looked for."""

    kind: FileKind
    forms: int = 0
    targets: int = 0
    statements: int = 0
    passages: int = 0
    decisions: int = 0
    entries: int = 0
    """Decisions, answers, and what people wrote and could not be used."""
    repairs: int = 0
    rest: int = 0
    """Pieces that belong to no form."""
    unplaced: int = 0
    """Pieces of forms that belong nowhere, remarks of their readers included."""
    remarks: int = 0
    is_secret: bool = False
    """Whether it holds anything of a secret submission."""


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """Something of a file that its reader corrected, kept as a text, or could not place."""

    file: str
    at: str
    called: str
    """The form that it belongs to."""
    fate: Literal["repair", "text", "unplaced"]
    text: str | None
    """None for what is secret."""
    why: str = ""
    of_form: bool = True
    """Whether it belongs to a form of the file."""


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of the run: what was read, or why nothing could be."""

    name: str
    load: Callable[[], FileRead | None] = field(repr=False, compare=False)
    """Loads what was read: of a run over many files it lies on the disk."""
    problems: tuple[Problem, ...]
    """Why nothing could be read, or what could not be read although the file could."""
    forms: tuple[FormState, ...] = ()
    contents: FileContents | None = None
    """None where nothing could be read."""

    @property
    def read(self) -> FileRead | None:
        """Everything that was read; loaded at every call."""
        return self.load()

    @property
    def is_unread(self) -> bool:
        """Whether nothing of the file could be used."""
        return self.contents is None

    @property
    def holds_nothing(self) -> bool:
        """Whether the file could be opened and nothing that is looked for is in it."""
        held = self.contents
        if held is None or held.kind == "worksheet":
            return False
        return not (held.forms or held.targets or held.statements or held.passages or held.entries)


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
    pieces: Sequence[ReadPiece] = ()
    """In the order of the files."""
    written: Sequence[Problem] = ()
    """What persons wrote, in this run or an earlier one, and is still to be put right or signed."""
