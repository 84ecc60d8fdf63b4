"""Batches of real submissions, as lines of JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.readers.submissions import read_submissions
from tests.folders import EXAMPLES


@pytest.fixture(scope="session")
def examples() -> list[dict]:
    """The six published projects, as data."""
    found = [submission for path in EXAMPLES for _, submission in read_submissions(path)]
    return [
        json.loads(each.model_dump_json(by_alias=True, exclude_defaults=True)) for each in found
    ]


def write_lines(path: Path, records) -> Path:
    lines = (json.dumps(each, ensure_ascii=False) for each in records)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
