"""Real projects with the entries of their review, scored in three tracks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scoring.desk.attach import FormRow
from scoring.desk.freezing import freezes, frozen_by
from scoring.desk.hand_ins import form_rows
from scoring.desk.state import ProjectState, project_state
from scoring.desk.steps import StepTable
from scoring.desk.tracks import Desk, Tracks, tracks
from scoring.engine.review_scores import Undecided
from scoring.readers.submissions import read_submissions
from scoring.records.ledger_entry import LedgerEntry, LedgerRecord
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

STEPS = load_vocabulary(StepTable)
LAYOUT = load_vocabulary(ReviewSheetLayout)


class Project:
    """One project under review: entries go in, a state and three tracks come out."""

    def __init__(self, submission: Submission, library: Library, undecided: Undecided) -> None:
        self.submission = submission
        self.records: list[LedgerRecord] = []
        self.undecided = undecided
        self.use(library)

    def use(self, library: Library) -> Project:
        """Score by the sets of another library from now on."""
        self.scorer = library.scorer(self.submission.set)
        return self

    @property
    def saws(self) -> dict[str, str]:
        return self.scorer.row_digests(self.submission)

    @property
    def rows(self) -> tuple[FormRow, ...]:
        return form_rows(self.scorer.score(self.submission), self.saws, secret=False)

    @property
    def state(self) -> ProjectState:
        return project_state(self.records, self.rows, STEPS)

    @property
    def tracks(self) -> Tracks:
        desk = Desk(self.scorer, self.undecided, lambda ground: bool(LAYOUT.listed(ground)))
        card = self.scorer.score(self.submission)
        return tracks(self.submission, card, self.state, desk, self.saws)

    def add(self, *entries: LedgerEntry, seen: dict[str, str] | None = None) -> Project:
        """Read entries: what signatures freeze is kept with them."""
        new = [LedgerRecord(entry=entry) for entry in entries]
        self.records += new
        if any(freezes(entry) for entry in entries):
            now = self.tracks
            self.records[-len(new) :] = [
                LedgerRecord(entry=entry, frozen=frozen_by(entry, now, self.rows, seen))
                if freezes(entry)
                else LedgerRecord(entry=entry)
                for entry in entries
            ]
        return self

    @property
    def entries(self) -> Sequence[LedgerEntry]:
        return [record.entry for record in self.records]


@pytest.fixture(scope="session")
def project(checkout: Path, library: Library) -> Callable[..., Project]:
    """Open a real project by its number: six of them were published with their forms."""
    files = sorted((checkout / "examples").glob("*.yaml"))

    def opened(
        number: int, undecided: Undecided = "claim", of: Library | None = None, **given: object
    ) -> Project:
        ((_, submission),) = read_submissions(files[number - 1])
        return Project(submission.model_copy(update=given), of or library, undecided)

    return opened
