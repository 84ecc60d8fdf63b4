"""A 评分说明 that a unit hands in with its form is known for what it is, and counted as no form."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main


@pytest.fixture
def handed_in(tmp_path: Path, six: list[Path]) -> Path:
    """A folder with all that ``ziping score`` printed of one project."""
    inside = tmp_path / "收到"
    assert main(["score", str(six[0]), "-o", str(inside), "--format", "xlsx,html"]) in (0, 1)
    return inside


def lines(output: Path) -> dict[str, dict[str, str]]:
    text = (output / "读取情况.csv").read_text("utf-8-sig")
    return {line["文件"]: line for line in csv.DictReader(text.splitlines())}


def test_an_explanation_is_passed_over_and_said(review, handed_in, tmp_path, capsys):
    explanations = {path.name for path in handed_in.iterdir() if "评分说明" in path.name}
    assert len(explanations) == 2
    review(handed_in, "-o", tmp_path / "结果")
    assert "跳过 2 个" in capsys.readouterr().out
    read = lines(tmp_path / "结果")
    assert not explanations & read.keys()
    assert len(read) == 2  # the form as workbook and as page


def test_one_that_a_person_saved_is_read_like_any_other_file(review, handed_in, tmp_path):
    (path,) = handed_in.glob("*评分说明.xlsx")
    book = load_workbook(path)
    book.active["A1"] = "复核人写的"
    book.save(path)
    review(handed_in, "-o", tmp_path / "结果")
    assert path.name in lines(tmp_path / "结果")


def test_a_form_of_that_name_is_read(review, handed_in, tmp_path):
    (form,) = (p for p in handed_in.glob("*自评表.xlsx"))
    (explanation,) = handed_in.glob("*评分说明.xlsx")
    book = load_workbook(form)
    book.save(explanation)  # saved by another program
    review(handed_in, "-o", tmp_path / "结果")
    assert lines(tmp_path / "结果")[explanation.name]["自评表"] == "1"
