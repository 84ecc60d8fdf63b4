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
from tests.corpus.small_form import form_page, renamed

FORM = next(one for one in described() if one.name == "sichuan-2023")
GOAL = (("年度总体目标", "预期目标", "实际完成情况"), ("", "完成任务", "已完成"))
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
    assert "没有认出的栏目标题：“年末核定”" in pieces[0]
    assert any(piece.startswith("“年末核定”一栏：420;11;91.2;96;2.83;改善;93") for piece in pieces)


@pytest.mark.parametrize(
    ("headings", "target", "claimed"),
    [
        ({"年度指标值": "年度目标", "得分": "评分"}, "≥100人", "20"),
        ({"年度指标值": "年度目标"}, "≥100人", "20"),
        ({"得分": "评分"}, "≥100人", "20"),
        ({"得分": "评分", "分值": ""}, "≥100人", None),
        ({"偏差原因分析": "评分"}, "≥100人", "20"),
    ],
)
def test_headings_that_only_their_neighbours_settle(
    headings: dict[str, str], target: str, claimed: str | None
) -> None:
    """年度目标 behind the names is the target, 评分 beside points the score."""
    found = read(form_page(renamed(headings)), FormLabels.model_validate(DATA))
    first = found.indicators[0]
    assert first.name == "培训人数"
    assert first.target == target
    assert (None if first.claimed is None else str(first.claimed)) == claimed


def test_a_table_that_is_not_recognised_names_the_headings_not_understood() -> None:
    new = {"年度指标值": "目标", "实际完成值": "年末达到", "得分": "自评"}
    found = read(form_page(renamed(new), above=GOAL, funds=()), FormLabels.model_validate(DATA))
    assert "indicators" in found.not_found
    assert "没有认出的栏目标题：“目标”、“年末达到”、“自评”" in found.remark
