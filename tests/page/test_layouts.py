"""The page lists every set that can be filled in, and lays out its form with fields of a submission."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from scoring.page.engine import PageEngine
from scoring.page.layout_words import PinyinInitials
from scoring.records.submission import (
    ChecklistItem,
    Funds,
    Goal,
    GoalRow,
    Indicator,
    Submission,
    Task,
)
from scoring.words import load_vocabulary
from scoring.work.library import Library
from tests.page.asking import answered

ENGINE = PageEngine()
LIBRARY = Library()
SETS = [each.id for each in LIBRARY.choices()]
TABLES: dict[str, type[BaseModel]] = {
    "funds": Funds, "goal": Goal, "goals": GoalRow, "indicators": Indicator, "tasks": Task,
}  # fmt: skip


def layout_of(set_id: str) -> dict[str, Any]:
    return answered(ENGINE, "form.layout", set=set_id)


def test_every_set_that_scores_or_reports_is_listed_and_none_that_others_extend() -> None:
    listed = answered(ENGINE, "sets.list")["sets"]
    assert {each["id"] for each in listed} == set(SETS)
    assert "mof/2020-rules" not in {each["id"] for each in listed}


def test_a_set_is_listed_with_what_people_know_it_by() -> None:
    listed = answered(ENGINE, "sets.list")["sets"]
    shenzhen = next(each for each in listed if each["id"] == "shenzhen/2022-project")
    assert shenzhen["called"] == "深圳市 · 项目支出 · 2022"
    assert (shenzhen["region"], shenzhen["year"], shenzhen["kind"]) == ("深圳市", 2022, "project")
    assert [(level["name"], level["points"]) for level in shenzhen["levels"]] == [
        ("预算执行率", "10"), ("产出", "50"), ("效益", "30"), ("满意度", "10"),
    ]  # fmt: skip
    assert (shenzhen["standing"], shenzhen["document"]) == ("未核对", "财预〔2020〕10号")
    assert all(word in shenzhen["initials"] for word in ("sz", "xm"))


def test_each_character_of_the_names_of_sets_has_an_initial() -> None:
    initials = load_vocabulary(PinyinInitials)
    for name in LIBRARY.names():
        for sign in f"{name.called}{name.title}":
            if sign.isalpha():
                assert initials.of(sign), sign


@pytest.mark.parametrize("set_id", SETS)
def test_each_field_of_a_layout_is_a_field_of_a_submission(set_id: str) -> None:
    layout = layout_of(set_id)
    for cell in [*(cell for line in layout["head"] for cell in line), *layout["foot"]]:
        assert not cell["field"] or _holds(Submission, cell["field"].split("/")), cell
        assert cell["field"] or cell["text"]
    assert "indicators" in {block["kind"] for block in layout["blocks"]}
    for block in layout["blocks"]:
        for column in block["columns"]:
            key = column["field"]
            known = (
                ("name", "text") if block["kind"] == "texts" else TABLES[block["kind"]].model_fields
            )
            assert key in known if key else column["computed"], column
    for leaf in layout["leaves"]:
        paths = [leaf["claim"], leaf["reason"]]
        for path in [*paths, *(cell["field"] for cell in (*leaf["inputs"], *leaf["items"]))]:
            assert _holds(Submission, path.split("/")), path


@pytest.mark.parametrize("set_id", SETS)
def test_the_columns_are_as_wide_as_their_table(set_id: str) -> None:
    for block in layout_of(set_id)["blocks"]:
        widths = [block["side_width"], *(column["width"] for column in block["columns"])]
        whole = sum(Decimal(width.removesuffix("%")) for width in widths if width)
        assert abs(whole - 100) < Decimal("0.2")


def test_the_form_of_shenzhen_says_who_fills_what() -> None:
    layout = layout_of("shenzhen/2022-project")
    columns = {c["field"]: c for c in layout["blocks"][-1]["columns"]}
    assert {key for key, c in columns.items() if c["filled_by"] == "unit"} == {
        "actual", "points", "claimed", "reason",
    }  # fmt: skip
    assert columns["level1"]["merged"]
    assert columns["level1"]["with_points"]
    assert [cell["field"] for cell in layout["head"][0]] == ["project/code", "project/name", "year"]
    assert layout["sums"][0] == {
        "label": "总分",
        "points": "{points}",
        "score": "{total}",
        "rest": "",
    }


def test_an_empty_form_has_the_levels_of_its_set_once() -> None:
    start = layout_of("shenzhen/2022-project")["start"]
    levels = [(row["level1"], row["level2"]) for row in start["indicators"]]
    assert len(levels) == len(set(levels)) == 10
    assert start["funds"][0] == {"source": "年度资金总额", "points": "10"}


def test_the_leaves_of_a_department_are_asked_for() -> None:
    leaves = {leaf["name"]: leaf for leaf in layout_of("shenzhen/2024-department")["leaves"]}
    kinds = {leaf["kind"] for leaf in leaves.values()}
    assert kinds == {"value", "items", "judged"}
    assert all(leaf["inputs"] for leaf in leaves.values() if leaf["kind"] == "value")


def test_a_set_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(AssertionError, match="没有"):
        layout_of("nowhere/2022")


def _holds(model: type[BaseModel], path: list[str]) -> bool:
    """Tell whether a record, or a mapping by name in it, holds a path."""
    field = model.model_fields.get(path[0])
    if field is None:
        return False
    if len(path) == 1:
        return True
    if path[0] == "items":
        return len(path) == 4 and path[3] in ChecklistItem.model_fields
    inner = next(
        (t for t in (field.annotation, *get_args(field.annotation))
         if isinstance(t, type) and issubclass(t, BaseModel)), None,
    )  # fmt: skip
    return _holds(inner, path[1:]) if inner is not None else len(path) == 2
