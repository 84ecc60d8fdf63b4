"""A record that is scored by the shapes of its rows has the outcome that the engine gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from scoring.bulk.worker import BulkSettings, BulkWorker, InputRecord
from scoring.columnar.reference import bulk_record
from scoring.intake.submissions import submission_of_data
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.submission import Submission
from scoring.work.score import score_submission
from tests.folders import CASES


def _field_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    text = (CASES / "submissions.yaml").read_text("utf-8")
    for case in yaml.load(text, yaml.BaseLoader):
        if isinstance(case.get("submission"), dict):
            yield case["id"], case["submission"]


@pytest.fixture(scope="module")
def worker() -> BulkWorker:
    return BulkSettings().worker()


def _by_engine(worker: BulkWorker, data: dict[str, Any], place: str) -> ScoredSubmission | None:
    submission = submission_of_data(data, place)
    if not isinstance(submission, Submission):
        return None
    return bulk_record(score_submission(submission, worker.library), place)


def test_every_case_of_the_field_is_scored_as_by_the_engine(worker: BulkWorker) -> None:
    for number, (_, data) in enumerate(_field_cases(), 1):
        line = json.dumps(data, ensure_ascii=False)
        (found,) = worker.score([InputRecord("申报.jsonl", number, line)])
        expected = _by_engine(worker, data, f"申报.jsonl:{number}")
        if expected is None:
            assert isinstance(found, SetAside)
        else:
            assert found == expected
