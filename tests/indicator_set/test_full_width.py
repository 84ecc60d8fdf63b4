"""Full-width signs and figures, as a Chinese keyboard types them, mean what the half-width ones do.

In the parameters and shares of a set, in the figures that a submission hands in, and in the cells
of a set's workbook.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from scoring.cli.main import main
from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.engine.inputs import read_inputs
from scoring.exact import number_or_percent
from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.load import SetText, load_set
from scoring.text import half_width
from scoring.work.library import Library

SET = """\
schema: 1
id: test/own
title: 自己的表
extends: mof/2020-project
rules:
  限额: {{with: {{limit: percent, rest: number}}, cases: [{{score: "points * min(limit, 1) + rest * 0"}}]}}
by_reading:
  at_least: {{rule: 限额, with: {{limit: {limit}, rest: {least}}}}}
approximate: {{margin: {margin}, range: 10%}}
"""


def parameters(limit: str, least: str, margin: str) -> tuple[object, object, Fraction]:
    text = SET.format(limit=limit, least=least, margin=margin)
    library = Library()
    compiled = load_set(SetText("own.yaml", text), library.text, library.built_ins)
    (applied,) = [a for a in compiled.by_reading.values() if a.rule.name == "限额"]
    policy = compiled.policy
    return applied.parameters["limit"], applied.parameters["rest"], policy.approximate_margin


def test_a_parameter_and_a_share_of_a_set() -> None:
    expected = (Fraction(9, 10), Fraction(-3, 2), Fraction(1, 20))
    assert parameters("90%", '"-1.5"', "5%") == expected
    assert parameters("90％", "－１．５", "５％") == expected
    assert parameters("９０ ％", '"−1.5"', "0．05") == expected


@pytest.mark.parametrize("text", ["90％％", "％", "９０‰", "５²", "①", "九十％", "1，000"])
def test_what_is_no_number_in_any_width_stays_none(text: str) -> None:
    assert number_or_percent(text) is None


def test_only_the_width_is_folded() -> None:
    assert half_width("（１２．５％，Ａ＝Ｂ）\u3000－３") == "(12.5%,A=B) -3"
    assert half_width("10² ① —— 。、“甲”") == "10² ① —— 。、“甲”"


FIGURES = {
    "金额": (InputFile(type="amount"), "１２３．４０", Fraction(1234, 10)),
    "人数": (InputFile(type="count"), "１２", Fraction(12)),
    "差": (InputFile(type="number"), "－３", Fraction(-3)),
    "比率": (InputFile(type="percent"), "１２０％", Fraction(6, 5)),
    "方式": (
        InputFile(type="choice", choices=("自建(含升级)", "租用")),
        "自建（含升级）",
        "自建(含升级)",
    ),
    "写法": (
        InputFile(type="choice", choices=("自建（含升级）",)),
        "自建(含升级)",
        "自建（含升级）",
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_is_handed_in(name: str) -> None:
    spec, text, value = FIGURES[name]
    inputs = read_inputs({name: text}, {name: spec}, Fraction(1))
    assert inputs.refused == {}
    assert inputs.facts == {name: value}


def test_a_day_that_is_handed_in() -> None:
    inputs = read_inputs({"日": "２０２４－06－30"}, {"日": InputFile(type="date")}, Fraction(1))
    assert str(inputs.facts["日"]) == "2024-06-30"


def test_a_rate_above_one_still_asks_for_its_percent_sign() -> None:
    inputs = read_inputs({"率": "７９"}, {"率": InputFile(type="percent")}, Fraction(1))
    assert "率" in inputs.refused


def test_the_cells_of_a_sets_workbook(tmp_path: Path) -> None:
    book, back = tmp_path / "体系.xlsx", tmp_path / "back.yaml"
    own = tmp_path / "test" / "own.yaml"
    own.parent.mkdir()
    own.write_text(SET.format(limit="90%", least="0", margin="5%") + "rate_words: []\n", "utf-8")
    arguments = ["--sets", str(tmp_path)]
    assert main(["sets", "sheet", "test/own", *arguments, "-o", str(book)]) == 0
    workbook = openpyxl.load_workbook(book)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "s":
                    wide = {"%": "％", "(": "（", ")": "）", "0": "０"}
                    text = cell.value
                    if text in ("(空)", "上限(含)", "下限（不含）") or "limit = 90%" in text:
                        cell.value = "".join(wide.get(c, c) for c in text)
    workbook.save(book)
    back = tmp_path / "back" / "test" / "own.yaml"
    assert main(["sets", "sheet", str(book), *arguments, "-o", str(back)]) == 0
    text = back.read_text("utf-8")
    data = as_data(parse_yaml(text, "back"))
    assert data["rate_words"] == []
    assert load_set(SetText("own", text), Library().text, Library().built_ins).digest
