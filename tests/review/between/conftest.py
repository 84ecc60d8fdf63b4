from __future__ import annotations

import pytest

from scoring.records.result import Reviewed
from scoring.work.compare_documents import DocumentComparison
from scoring.work.score import score_submission

SET = "shenzhen/2022-project"


class FormComparison(DocumentComparison):
    """Compares re-scored forms as well as plain submissions."""

    def compare(self, forms, files):
        given = [f if isinstance(f, tuple) else (f.file, f.at, f.result.submission) for f in forms]
        return super().compare(given, files)


@pytest.fixture(scope="session")
def between(library):
    return FormComparison(library)


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
