"""Rows of published forms, as a competent reader labels them: direction, kind, met or missed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scoring.records.certainty import KNOWN
from scoring.records.scorecard import Status
from scoring.records.submission import Indicator, Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.folders import CORPUS

LIBRARY = Library()
ROWS = [
    json.loads(line)
    for line in (CORPUS / "cases" / "rows.jsonl").read_text("utf-8").splitlines()
    if line.strip()
]


@pytest.mark.parametrize(
    "labelled", ROWS, ids=[f"{n} {r['indicator']}" for n, r in enumerate(ROWS)]
)
def test_a_published_row_is_read_as_a_reader_reads_it(labelled: dict[str, Any]) -> None:
    right = labelled["right"]
    row = Indicator(
        level1=labelled.get("level1") or "产出",
        level2=labelled.get("level2") or "",
        name=labelled["indicator"],
        target=labelled["target"],
        actual=labelled["actual"],
        points=labelled.get("points") or "10",
    )
    form = Submission(
        schema="ziping/submission/1", set="mof/2020-project", year=2022, indicators=(row,)
    )
    (found,) = score_submission(form, LIBRARY).scorecard.indicators
    if found.met is not None:
        assert found.met is right["met"]
    if found.known >= KNOWN and found.direction is not None and right["direction"] != "equal":
        assert found.direction == right["direction"] or not right["certain"]
    if right["certain"] and right["kind"] == "quantity":
        assert found.status not in (Status.UNREAD, Status.OPEN)
        assert found.met is right["met"]
