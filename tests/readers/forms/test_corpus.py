"""Every layout of the corpus, in every kind of file it was saved as, reads back complete."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from scoring.intake.any_file import read_any
from scoring.records.submission import Submission
from tests.corpus.layouts.drawing import Described, described
from tests.folders import FORM_FILES

LAYOUTS = described()
CASES = [(one, kind) for one in LAYOUTS for kind in one.files]
NAMES = [f"{one.name}.{kind}" for one, kind in CASES]


def read(one: Described, kind: str) -> list[Submission]:
    """Return the forms of a file; a form that cannot be used fails the test with its problems."""
    path = FORM_FILES / f"{one.name}.{kind}"
    found = read_any(path, path.name)
    for form in found.forms:
        assert form.submission is not None, form.problems
    return [form.submission for form in found.forms if form.submission is not None]


def told(given: Submission) -> dict[str, Any]:
    """Return what a form says, without where it stood."""
    data = given.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    data.pop("at", None)
    data.pop("repairs", None)
    data.pop("known", None)
    data["unplaced"] = [piece["text"] for piece in data.get("unplaced", ())]
    for rows in [data.get("indicators", ()), *(g["indicators"] for g in data.get("goals", ()))]:
        for row in rows:
            row.pop("at", None)
            row.pop("known", None)
    return data


def expected(form: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return what the description says that the form says."""
    unplaced = [*form.get("unplaced", []), *form.get("also", {}).get(kind, [])]
    own = {key: value for key, value in form.items() if key not in ("unplaced", "also", "criteria")}
    own["indicators"], texts = _rows(form)
    own["texts"] = {**form.get("texts", {}), **texts}
    own["tasks"] = [{k: v for k, v in t.items() if k != "rate"} for t in form.get("tasks", ())]
    submission = Submission(schema="ziping/submission/1", set="-", **own)
    return {**told(submission), "unplaced": unplaced}


def _rows(form: Mapping[str, Any]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the rows, and the criteria beside them as texts by the row's name."""
    rows, texts = [], {}
    for row in form.get("indicators", ()):
        if "criteria" in row:
            name = f"{row['name']}·{form.get('criteria', '评分标准')}"
            name = f"{row['level2']}/{name}" if name in texts else name
            texts[name] = row["criteria"]
        rows.append({key: value for key, value in row.items() if key != "criteria"})
    return rows, texts


@pytest.mark.parametrize(("one", "kind"), CASES, ids=NAMES)
def test_every_value_is_read_at_its_field_and_nothing_is_invented(
    one: Described, kind: str
) -> None:
    found = [_printed(told(form), kind) for form in read(one, kind)]
    given = [_printed(expected(form, kind), kind) for form in one.forms]
    differences = _differences(found, given)
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize(("one", "kind"), CASES, ids=NAMES)
def test_every_value_has_its_origin(one: Described, kind: str) -> None:
    for form in read(one, kind):
        rows = [*form.indicators, *(row for goal in form.goals for row in goal.indicators)]
        for row in rows:
            given = row.model_dump(exclude_defaults=True)
            lacking = given.keys() - row.at.keys() - {"at", "known"}
            assert not lacking, (row.name, lacking)
        data = form.model_dump(
            by_alias=True, exclude_defaults=True,
            exclude={
                "indicators", "goals", "unplaced", "repairs", "at", "known", "not_found", "set", "schema_",
            },
        )  # fmt: skip
        assert set(_paths("", data)) <= form.at.keys()


def _printed(data: Any, kind: str) -> Any:
    """Return data without the blanks that a program may change: of a print all of them.

    Saving a page as a document makes one blank of two; on paper a cell's lines break where it ends.
    """
    if isinstance(data, dict):
        return {key: _printed(value, kind) for key, value in data.items()}
    if isinstance(data, list):
        return [_printed(value, kind) for value in data]
    if not isinstance(data, str) or kind in ("xlsx", "xls", "html"):
        return data
    return re.sub("  +", " ", data) if kind == "docx" else re.sub(r"\s+", "", data)


def _differences(found: Any, given: Any, path: str = "") -> list[str]:
    """Return every value that differs, each with its path."""
    if isinstance(found, dict) and isinstance(given, dict):
        keys = [*given, *(key for key in found if key not in given)]
        return [
            line for key in keys
            for line in _differences(found.get(key), given.get(key), f"{path}.{key}")
        ]  # fmt: skip
    if isinstance(found, list) and isinstance(given, list) and len(found) == len(given):
        pairs = enumerate(zip(found, given, strict=True), 1)
        return [line for n, (a, b) in pairs for line in _differences(a, b, f"{path}.{n}")]
    return [] if found == given else [f"{path[1:]}: read {found!r} instead of {given!r}"]


def _paths(before: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        return [p for key, inner in value.items() for p in _paths(f"{before}{key}.", inner)]
    if isinstance(value, list | tuple):
        return [p for n, inner in enumerate(value, 1) for p in _paths(f"{before}{n}.", inner)]
    return [before[:-1]]
