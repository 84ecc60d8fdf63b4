"""Real submissions, scored and reviewed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.readers.submissions import read_submissions
from scoring.records.finding import Review
from scoring.records.result import Reviewed
from scoring.records.submission import Submission
from scoring.work.desk_sheets import DeskSheets
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from tests.workbooks.review_sheet.desk import Project


@pytest.fixture(scope="session")
def reviewer(library: Library) -> Reviewer:
    return Reviewer(library)


@pytest.fixture(scope="session")
def sheets(library: Library, reviewer: Reviewer) -> DeskSheets:
    return DeskSheets(library, reviewer.words.kinds)


@pytest.fixture(scope="session")
def reviewed(library: Library, reviewer: Reviewer) -> Callable[..., Reviewed]:
    """Score and review a submission; ``plain`` leaves the review out."""

    def made(submission: Submission, file: str = "自评表.xlsx", *, plain: bool = False) -> Reviewed:
        result = score_submission(submission, library)
        found = reviewer.review(result)
        if plain:
            found = Review(found.rules_id, found.rules_title, (), (), (), (), 0, 0)
        return Reviewed(file, "", result, found)

    return made


@pytest.fixture(scope="session")
def six(checkout: Path, reviewed: Callable[..., Reviewed]) -> list[Reviewed]:
    """The six real projects."""
    files = sorted((checkout / "examples").glob("*.yaml"))
    return [reviewed(read_submissions(path)[0][1], path.name) for path in files]


@pytest.fixture(scope="session")
def quality(six: list[Reviewed]) -> Reviewed:
    """信息工程质量监督: 78家 → 69家, 7月底 → 9月底, 3月底 → 4月底."""
    return six[5]


@pytest.fixture
def project(quality: Reviewed, sheets: DeskSheets) -> Project:
    return Project(quality, sheets)
