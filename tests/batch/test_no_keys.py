"""No key of the program's own reaches a person: names and cells do."""

from __future__ import annotations

import re

from scoring.batch.duplicates import _NOT_COMPARED
from scoring.readers.field_words import field_words
from scoring.records import submission
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.writers.lists.issue_list_words import ListWords
from tests.folders import FORM_FILES

KEYS = re.compile(r"\b(?:tasks|claims|indicators|goals|items|inputs|texts|reasons)[.·]")


def test_what_a_set_has_no_place_for_is_told_by_name_and_cell(review, rows, tmp_path):
    folder = tmp_path / "表"
    folder.mkdir()
    for name in ("sichuan-2018", "anhui", "tianjin", "hubei"):
        file = FORM_FILES / f"{name}.xlsx"
        (folder / file.name).write_bytes(file.read_bytes())
    output = tmp_path / "结果"
    for set_id in ("mof/2020-project", "transfer-payment/region", "shenzhen/2024-department"):
        review(folder, "-o", output, "--set", set_id)
        pages = [*output.rglob("*.html"), output / "问题清单.csv", output / "findings.jsonl"]
        for page in pages:
            found = KEYS.search(page.read_text("utf-8"))
            assert found is None, (page.name, set_id, found)
        if set_id == "mof/2020-project":
            (outside,) = (
                r for r in rows(output / "问题清单.csv") if r["编号"] == "outside_the_set"
            )
            assert "必要性（项目!" in outside["情况"]
        if set_id == "shenzhen/2024-department":
            told = [r for r in rows(output / "问题清单.csv") if r["编号"] == "outside_the_set"]
            assert any("松材线虫病防治（整体!A5）" in r["情况"] for r in told)


def test_every_value_that_two_copies_may_differ_in_has_a_name():
    known = {**field_words(), **load_vocabulary(ListWords).fields}
    missing = set(_fields(Submission)) - set(known)
    assert not missing


def _fields(model):
    for name, field in model.model_fields.items():
        if name in _NOT_COMPARED:
            continue
        yield field.alias or name
        for inner in re.findall(r"scoring\.submission\.(\w+)", str(field.annotation)):
            kind = getattr(submission, inner)
            if hasattr(kind, "model_fields"):
                yield from _fields(kind)
