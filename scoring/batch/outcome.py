"""What a run was asked for, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.problem import Problem
from scoring.records.decision import Refused
from scoring.records.result import ReadState, Reviewed
from scoring.writers.lists.issue_list import Issue, ProposedMatch
from scoring.writers.lists.issue_list_words import ListWords

FORMATS: Final = ("xlsx", "html", "json")


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for."""

    folder: Path
    """Where the outputs go."""
    set_id: str | None = None
    """The set of forms that name none and are not recognised."""
    recognises: bool = True
    """Whether sets are recognised by clues; if not, ``set_id`` is for all forms that name none."""
    sets_folder: Path | None = None
    rules: str | None = None
    """The text of a user's own review rules; ``rules_name`` is its file."""
    rules_name: str = ""
    decisions: tuple[Path, ...] = ()
    formats: tuple[str, ...] = FORMATS


@dataclass(slots=True)
class Batch:
    """What a run found and wrote."""

    state: ReadState
    words: ListWords
    kinds: Mapping[str, str]
    """The words for E, Q and N."""
    matches: Sequence[ProposedMatch] = ()
    issues: list[Issue] = field(default_factory=list)
    reviewed: int = 0
    secret: int = 0
    repeats: int = 0
    """Submissions that were handed in before: listed, and not counted again."""
    used_matches: int = 0
    """Things that the comparison between documents took for the same."""
    open: int = 0
    """Submissions with a row that a person must settle."""
    lost_decisions: Sequence[str] = ()
    """Submissions that were decided on and are not among those of the run."""
    refused: Sequence[Refused] = ()
    """What people wrote into a 复核表 and could not be used."""
    not_used: Counter[str] = field(default_factory=Counter)
    """How many decisions were read and not used (data changed since, out of range), by submission."""
    written: Sequence[str] = ()
    aside: Sequence[str] = ()
    """Copies of what a person had changed."""
    removed: Sequence[str] = ()
    """Outputs of an earlier run that this one no longer has."""
    problems: Sequence[Problem] = ()
    """Why an output could not be written."""

    def note(self, one: Reviewed, found: Iterable[Issue]) -> None:
        """Count a review in."""
        self.reviewed += 1
        self.secret += one.result.submission.secret
        self.open += (one.decided or one.result.scorecard).needs_person
        submission = one.result.submission
        if one.decided is not None and one.decided.unused_decisions:
            called = one.file if submission.secret else submission.title or one.file
            self.not_used[called] += len(one.decided.unused_decisions)
        self.issues += found

    @property
    def counts(self) -> Counter[str]:
        """How many findings there are of each kind; advice for targets and matches apart.

        What was handed in twice counts once.
        """
        once = (i for i in self.issues if not i.repeat)
        counts = Counter("targets" if i.list == "targets" else i.finding.kind for i in once)
        counts["matches"] = len(self.matches)
        return counts

    @property
    def needs_person(self) -> bool:
        """Whether there is anything to look at: findings, open rows, what could not be read."""
        files = self.state.files
        return bool(
            self.issues
            or self.matches
            or self.open
            or self.lost_decisions
            or self.refused
            or self.not_used
            or any(file.is_unread or file.holds_nothing for file in files)
            or any(form.fate != "reviewed" for file in files for form in file.forms)
        )
