"""What a cell holds that is an example, or the error of a formula, is told from what was filled in."""

from __future__ import annotations

import pytest

from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.corpus.field_forms import FUNDS, HEAD, TABLE, page, read, told

SET = "mof/2020-project"


def data(table: str) -> bytes:
    return page("\n".join([HEAD.strip(), FUNDS.strip(), table.strip()]))


def form(table: str) -> Submission:
    (found,) = read(data(table)).forms
    assert found.submission is not None, found.problems
    return found.submission


@pytest.mark.parametrize(
    "name", ["例会次数", "例行监测次数", "例行体检", "示例课程", "如期完工率", "如实申报率"]
)
def test_a_name_that_begins_like_an_example_is_a_name(name: str) -> None:
    assert form(TABLE.replace("培训人数", name)).indicators[0].name == name


@pytest.mark.parametrize(
    "hint", ["例：培训人数", "如：≥95%", "示例: 培训", "（例）培训", "（如：培训）", "【示例】培训"]
)
def test_an_example_of_the_blank_form_is_none(hint: str) -> None:
    assert not form(TABLE.replace("培训人数", hint)).indicators[0].name


ERRORS = ("#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("target", ["≥100人", "提升", "12月底前", "100%", "0起"])
def test_an_error_of_a_formula_is_no_value(error: str, target: str, library: Library) -> None:
    table = TABLE.replace("≥100人 | 100人 |", f"{target} | {error} |")
    assert form(table).indicators[0].actual == error
    lines = told(read(data(table)), SET, library)
    assert lines
    assert all(line.startswith("Q ") for line in lines), lines


@pytest.mark.parametrize("error", ERRORS)
def test_a_target_that_is_an_error_accuses_nobody(error: str, library: Library) -> None:
    table = TABLE.replace("≥100人 | 100人 |", f"{error} | 100人 |")
    lines = told(read(data(table)), SET, library)
    assert all(line.startswith("Q ") for line in lines), lines


@pytest.mark.parametrize("error", ERRORS)
def test_a_score_that_is_an_error_is_not_found(error: str, library: Library) -> None:
    table = TABLE.replace("100人 | 20 | 20", f"100人 | 20 | {error}")
    row = form(table).indicators[0]
    assert row.claimed is None
    assert row.known["claimed"] == Certainty.NOT_FOUND
    lines = told(read(data(table)), SET, library)
    assert not [line for line in lines if line.startswith("E ")], lines
