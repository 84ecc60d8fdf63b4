"""Shared by the tests of a year: the six projects and two departments of the examples, scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from scoring.intake.submissions import submissions_of
from scoring.records.submission import Submission, SummaryTexts
from scoring.records.year_folder import YearFolder, YearForm
from scoring.records.year_record import YearRecord
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import self_check
from scoring.work.score import score_submission
from scoring.year.words import YearWords
from tests.folders import DEPARTMENTS, EXAMPLES

DEPARTMENT = "深圳市政务服务数据管理局"
CENTRE = "深圳市大数据资源管理中心"
SECURITY = "深圳市信息安全管理中心"
RECORD = {"schema": "ziping/year/1", "year": 2022, "department": DEPARTMENT}


@pytest.fixture(scope="session")
def words() -> YearWords:
    return load_vocabulary(YearWords)


@pytest.fixture(scope="session")
def as_form(library: Library) -> Callable[[Submission, str], YearForm]:
    """Score a submission as the form of a year."""

    def form(submission: Submission, file: str) -> YearForm:
        result = score_submission(submission, library)
        return YearForm(file, result, self_check(library).review(result))

    return form


@pytest.fixture(scope="session")
def six(as_form: Callable[[Submission, str], YearForm]) -> tuple[YearForm, ...]:
    """The six projects of the examples, as forms alone: without what their units wrote for the 综述."""
    bare = {"summary": SummaryTexts(), "publish": None}
    return tuple(as_form(read(path).model_copy(update=bare), path.name) for path in EXAMPLES)


@pytest.fixture(scope="session")
def departments(as_form: Callable[[Submission, str], YearForm]) -> dict[str, YearForm]:
    """The two departments of the examples, by unit."""
    files = sorted(DEPARTMENTS.glob("*.yaml"))
    forms = [as_form(read(path), path.name) for path in files]
    return {form.submission.unit: form for form in forms}


@pytest.fixture(scope="session")
def year(six: tuple[YearForm, ...]) -> Callable[..., YearFolder]:
    """Return the year of the six projects, or of others, with what its record says besides."""

    def folder(
        projects: Iterable[YearForm] | None = None,
        department: YearForm | None = None,
        **record: Any,
    ) -> YearFolder:
        return YearFolder(
            record=YearRecord.model_validate(RECORD | record),
            record_file="部门年度.yaml",
            projects=six if projects is None else tuple(projects),
            department=department,
        )

    return folder


def read(path: Path) -> Submission:
    """Return the submission of a file."""
    found = [submission for _, submission in submissions_of(path)]
    assert len(found) == 1
    assert isinstance(found[0], Submission)
    return found[0]
