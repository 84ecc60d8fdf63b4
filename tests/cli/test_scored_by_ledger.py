"""``score --decisions`` of a ledger prints the form as its review stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from tests.folders import EXAMPLES

FORM = next(path for path in EXAMPLES if path.name.startswith("2-"))


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one row of one form was decided and signed."""
    output = tmp_path_factory.mktemp("复核") / "结果"
    run("review", *EXAMPLES[:3], "-o", output)
    sheet = output / "复核表" / "政务数据管理.xlsx"
    book = load_workbook(sheet)
    form = book["复核表"]
    heads = {c.value: c for row in form.iter_rows(max_row=12) for c in row if c.value}
    row = next(c.row for c in form["A"] if "数量" in str(c.value))
    form.cell(row, heads["复核得分"].column).value = 10
    form.cell(row, heads["认定理由"].column).value = "数据核减"
    for name, text in (("zw_by", "王五"), ("zw_at", "2023-04-01")):
        ((_, cell),) = book.defined_names[name].destinations
        form[cell.replace("$", "")].value = text
    book.save(sheet)
    run("review", *EXAMPLES[:3], "-o", output)
    return output


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.mark.parametrize("where", ["复核台账.db", ""], ids=["the ledger", "its folder"])
def test_the_form_bears_what_was_decided(reviewed, where, tmp_path, capsys):
    run("score", FORM, "--decisions", reviewed / where, "-o", tmp_path, "--format", "json")
    (card,) = (json.loads(path.read_text("utf-8")) for path in tmp_path.glob("*.json"))
    assert [row["score"] for row in card["indicators"] if row["status"] == "decided"] == ["10"]
    assert "没有用上" not in "".join(capsys.readouterr()), "other forms of the ledger are no matter"


def test_a_form_on_which_nobody_decided_is_printed_as_the_units(reviewed, tmp_path):
    run("score", EXAMPLES[0], "--decisions", reviewed, "-o", tmp_path, "--format", "json")
    (card,) = (json.loads(path.read_text("utf-8")) for path in tmp_path.glob("*.json"))
    assert not [row for row in card["indicators"] if row["status"] == "decided"]
    assert "own" in card["indicators"][0]


def test_a_sheet_of_the_ledger_is_no_list_of_decisions(reviewed, tmp_path, capsys):
    sheet = reviewed / "复核表" / "政务数据管理.xlsx"
    assert run("score", FORM, "--decisions", sheet, "-o", tmp_path) == 2
    assert "--decisions 复核结果/复核台账.db" in capsys.readouterr().err
