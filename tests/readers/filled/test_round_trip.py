"""Workbooks that ``ziping form`` writes, read back: nothing is lost, nothing is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from scoring.problem import InputError
from scoring.readers.files import iterate_file
from scoring.readers.submissions import read_submissions
from scoring.submission import Submission

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))


def form(tmp_path: Path, *arguments: str) -> Path:
    path = tmp_path / "填报表.xlsx"
    assert main(["form", *arguments, "-o", str(path)]) == 0
    return path


def read(path: Path) -> Submission:
    ((_, found),) = iterate_file(path)
    assert isinstance(found, Submission), found
    return found


def bare(submission: Submission) -> dict[str, Any]:
    """Return what was handed in, without where it stood and what an earlier reader put right."""
    data = submission.model_dump(by_alias=True, exclude_defaults=True, exclude={"repairs"})
    for row in data.get("indicators", ()):
        row.pop("at", None)
    return data


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_as_it_went_in(path, tmp_path):
    found = read(form(tmp_path, str(path)))
    assert bare(found) == bare(read_submissions(path)[0][1])
    assert found.repairs == found.unplaced == ()
    assert all(row.at["name"].startswith("填报表!") for row in found.indicators if row.name)


def test_a_workbook_is_score_for_score_the_yaml(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = next(p for p in EXAMPLES if p.name.startswith("3"))
    filled = form(tmp_path, str(path))
    assert main(["score", str(path), "--format", "json", "-o", "一"]) in (0, 1)
    assert main(["score", str(filled), "--format", "json", "-o", "二"]) in (0, 1)
    (first,), (second,) = Path("一").iterdir(), Path("二").iterdir()
    assert second.read_bytes() == first.read_bytes()


def test_an_empty_form_asks_for_what_must_be_filled(tmp_path):
    ((_, found),) = iterate_file(form(tmp_path, "--set", "mof/2020-project"))
    assert isinstance(found, InputError)
    said = {p.message for p in found.problems}
    assert said == {"“项目名称”没有填", "“绩效自评年度”没有填"}
    assert all(p.place.sheet == "填报表" and p.place.line for p in found.problems)


@pytest.mark.parametrize("names", [True, False])
def test_a_renamed_sheet_is_read_with_its_names_and_without(tmp_path, names):
    path = form(tmp_path, str(EXAMPLES[2]))
    before = read(path)
    book = load_workbook(path)
    sheet = book["填报表"]
    book.move_sheet("填报表", -1)
    sheet.title = "自评 2022"
    for name, defined in book.defined_names.items():
        assert name.startswith("zp_") or name.startswith("_xlnm")
        defined.attr_text = re.sub("'?填报表'?!", "'自评 2022'!", defined.attr_text)
    if not names:
        for name in [n for n in book.defined_names if n != "zp_about"]:
            del book.defined_names[name]
    book.save(path)
    after = read(path)
    assert bool(after.repairs) is not names
    # Without names the tool's own texts cannot be told from a person's: rather said than dropped.
    assert bool(after.unplaced) is not names
    assert bare(after.model_copy(update={"unplaced": ()})) == bare(before)
