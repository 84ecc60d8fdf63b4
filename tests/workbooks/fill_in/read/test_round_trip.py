"""Workbooks that ``ziping form`` writes, read back: nothing is lost, nothing is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError
from scoring.readers.submissions import read_submissions
from scoring.records.submission import Submission
from tests.folders import EXAMPLES


def form(tmp_path: Path, *arguments: str) -> Path:
    path = tmp_path / "填报表.xlsx"
    assert main(["form", *arguments, "-o", str(path)]) == 0
    return path


def read(path: Path) -> Submission:
    ((_, found),) = submissions_of(path)
    assert isinstance(found, Submission), found
    return found


def bare(submission: Submission) -> dict[str, Any]:
    """Return what was handed in, without where it stood and what an earlier reader put right."""
    data = submission.model_dump(by_alias=True, exclude_defaults=True, exclude={"repairs", "at"})
    for row in data.get("indicators", ()):
        row.pop("at", None)
    return data


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_as_it_went_in(path, tmp_path):
    found = read(form(tmp_path, str(path)))
    assert bare(found) == bare(read_submissions(path)[0][1])
    assert found.repairs == found.unplaced == ()
    assert all(row.at["name"].startswith("填报表!") for row in found.indicators if row.name)
    assert found.at["funds.1.executed"].startswith("填报表!")


def test_a_workbook_is_score_for_score_the_yaml(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = next(p for p in EXAMPLES if p.name.startswith("3"))
    filled = form(tmp_path, str(path))
    assert main(["score", str(path), "--format", "json", "-o", "一"]) in (0, 1)
    assert main(["score", str(filled), "--format", "json", "-o", "二"]) in (0, 1)
    (first,), (second,) = Path("一").iterdir(), Path("二").iterdir()
    assert second.read_bytes() == first.read_bytes()


def test_an_empty_form_asks_for_what_must_be_filled(tmp_path):
    ((_, found),) = submissions_of(form(tmp_path, "--set", "mof/2020-project"))
    assert isinstance(found, InputError)
    said = {p.message for p in found.problems}
    assert said == {"“项目名称”没有填", "“绩效自评年度”没有填"}
    assert all(p.place.sheet == "填报表" and p.place.line for p in found.problems)


TWINS = """schema: 1
id: test/twins
title: 部门自评表
applies_to: department
points: 20
rounding: {score: 0.01, mode: half_up}
grades: [{name: 优, from: 10}, {name: 差, from: 0}]
sources: {办法: {document: 某办法, article: 第一条, standing: unverified}}
levels:
  - name: 预算
    points: 10
    children:
"""
LEAF = """      - name: 制度健全性
        points: 10
        source: 办法
        items: [有制度, 制度合规]
        cases: [{score: "max(points - 5 * missing, 0)"}]
"""


def test_leaves_of_the_same_name_are_told_apart(tmp_path):
    text = TWINS + LEAF + TWINS[TWINS.index("  - name") :].replace("预算", "资产") + LEAF
    (tmp_path / "sets" / "test").mkdir(parents=True)
    (tmp_path / "sets" / "test" / "twins.yaml").write_text(text, encoding="utf-8")
    given = tmp_path / "申报.yaml"
    given.write_text(
        "schema: ziping/submission/1\nset: test/twins\nyear: 2024\nproject: {name: 甲}\nitems:\n"
        "  预算/制度健全性: {有制度: {met: 是}, 制度合规: {met: 是}}\n"
        "  资产/制度健全性: {有制度: {met: 否}, 制度合规: {met: 是}}\n"
        "claims: {预算/制度健全性: 10, 资产/制度健全性: 5}\n",
        encoding="utf-8",
    )
    found = read(form(tmp_path, str(given), "--sets", str(tmp_path / "sets")))
    assert bare(found) == bare(read_submissions(given)[0][1])


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
