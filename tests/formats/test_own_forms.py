"""Forms that ``ziping`` prints, read back: the page says what the workbook says."""

from __future__ import annotations

from random import Random
from typing import Any

from scoring.outputs import Outputs
from scoring.readers.any_file import read_any
from scoring.submission import Submission
from scoring.work import score_submission
from tests.accusations.counting import seed_of
from tests.accusations.forms import correct_form, sets_to_fill

KINDS = ("xlsx", "html")
_OF_ROWS = {"level1", "name", "target", "actual", "points", "claimed", "coefficient"}
"""What both print of a row: beside its reason a workbook says what the unit gave itself."""


def said(given: Submission) -> dict[str, Any]:
    """Return what a form says, without where it stands and how its lines are broken.

    The total is left out: a page says beside the form, too, what the unit gave itself.
    """
    data = given.model_dump(exclude_defaults=True, mode="json")
    for key in ("at", "repairs", "unplaced", "claimed_total"):
        data.pop(key, None)
    for rows in (data.get("indicators", ()), *(g["indicators"] for g in data.get("goals", ()))):
        for row in rows:
            for key in row.keys() - _OF_ROWS:
                del row[key]
    return _on_one_line(data)


def _on_one_line(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _on_one_line(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_on_one_line(inner) for inner in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def test_pages_and_workbooks_of_every_set_say_the_same(library, tmp_path):
    for set_id in sets_to_fill(library):
        form = correct_form(Random(seed_of(set_id, 1)), library.indicator_set(set_id))
        result = score_submission(form.submission, library)
        found = {}
        for kind in KINDS:
            path = tmp_path / f"表.{kind}"
            path.write_bytes(Outputs(library, (kind,)).render(result, kind))
            (read,) = read_any(path, path.name).forms
            assert read.submission is not None, (set_id, kind, read.problems)
            found[kind] = read.submission
        page, book = said(found["html"]), said(found["xlsx"])
        assert page == book, f"{set_id}: {[k for k in page if page[k] != book.get(k)]}"
        printed = found["html"]
        assert printed.goal.expected in ("", form.submission.goal.expected), set_id
        assert printed.head.filled_by == form.submission.head.filled_by, set_id
        assert not printed.head.responsible, set_id
