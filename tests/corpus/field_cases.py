"""The cases from the field that are submissions, by their ids (``A1``; the letter is the kind)."""

from __future__ import annotations

from typing import Any

import yaml

from tests.folders import CASES


def field_case(case_id: str) -> dict[str, Any]:
    """Return the submission of a case as data, to be changed at will."""
    text = (CASES / "submissions.yaml").read_text(encoding="utf-8")
    cases = yaml.load(text, yaml.BaseLoader)
    return next(case["submission"] for case in cases if case["id"] == case_id)
