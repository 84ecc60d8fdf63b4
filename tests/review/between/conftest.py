from __future__ import annotations

import pytest

from scoring.records.result import Reviewed
from scoring.work.compare import DocumentComparison
from scoring.work.score import score_submission

SET = "shenzhen/2022-project"


@pytest.fixture(scope="session")
def between(library):
    return DocumentComparison(library)


@pytest.fixture(scope="session")
def scored(library):
    """Return submissions of a file, re-scored; ``change`` may alter each."""

    def score(file, change=lambda submission: submission):
        found = []
        for form in file.forms:
            submission = change(form.submission.model_copy(update={"set": SET}))
            result = score_submission(submission, library)
            found.append(Reviewed(file.name, form.at, result, None))
        return found

    return score
