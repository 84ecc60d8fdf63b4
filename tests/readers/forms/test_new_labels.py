"""A heading that no form had before is one word in the vocabulary, and nothing else."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scoring.documents.node import as_data
from scoring.readers.books.open_any import open_book
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.read_form import read_forms
from scoring.records.submission import Submission
from scoring.words import shipped_tree
from tests.corpus.layouts.drawing import described, page_text

FORM = next(one for one in described() if one.name == "sichuan-2023")
DATA: Any = as_data(shipped_tree(FormLabels.ships_as))


def read(page: str, labels: FormLabels) -> Submission:
    """Return the one form of a page."""
    (form,) = read_forms(open_book(page.encode(), "表.html"), "-", labels)
    assert isinstance(form.submission, Submission), form.submission
    return form.submission


def with_one_more(table: str, key: str, name: str) -> FormLabels:
    """Return the shipped labels with one word added to one line."""
    data = copy.deepcopy(DATA)
    data[table][key].append(name)
    return FormLabels.model_validate(data)


def without_origins(given: Submission) -> dict[str, Any]:
    """Return what a form says."""
    data = given.model_dump(exclude_defaults=True, exclude={"at", "repairs"})
    for row in data["indicators"]:
        row.pop("at")
    return data


@pytest.mark.parametrize(
    ("table", "key", "old", "new"),
    [
        ("indicators", "target", "指标值", "考核尺度"),
        ("indicators", "actual", "完成值", "年末达到"),
        ("indicators", "direction", "指标性质", "比大比小"),
        ("indicators", "unit", "度量单位", "怎么量"),
        ("funds", "executed", "预算执行数", "花掉的钱"),
        ("goal", "achieved", "年度目标完成情况", "年末做到了什么"),
        ("head", "unit", "预算单位", "干活的单位"),
        ("texts", "存在问题", "存在问题", "哪里不足"),
    ],
)
def test_a_word_in_one_line_is_enough(table: str, key: str, old: str, new: str) -> None:
    page = page_text(FORM.pages)
    changed = page.replace(f">{old}</td>", f">{new}</td>")
    assert changed != page
    known = read(page, FormLabels.model_validate(DATA))
    assert without_origins(read(changed, with_one_more(table, key, new))) == without_origins(known)


def test_without_the_word_the_column_is_returned_and_nothing_is_made_of_it() -> None:
    page = page_text(FORM.pages).replace(">完成值</td>", ">年末核定</td>")
    found = read(page, FormLabels.model_validate(DATA))
    assert {row.actual for row in found.indicators} == {""}
    assert found.not_found == ("actual",)
    pieces = [piece.text for piece in found.unplaced]
    assert "没有认出的栏目标题:“年末核定”" in pieces[0]
    assert any(piece.startswith("“年末核定”一栏:420;11;91.2;96;2.83;改善;93") for piece in pieces)
