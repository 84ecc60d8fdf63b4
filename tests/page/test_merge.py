"""Two drafts laid side by side: what differs is told in words of the form, and nothing is decided."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from scoring.page.engine import PageEngine
from tests.page.asking import answered


@pytest.fixture(scope="module")
def engine() -> PageEngine:
    return PageEngine()


@pytest.fixture(scope="module")
def forms(engine: PageEngine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answered(engine, "examples")["submissions"]
    return found


def _merged(engine: PageEngine, mine: list[Any], theirs: list[Any]) -> Any:
    return answered(engine, "merge", mine=mine, theirs=theirs)["projects"]


def test_projects_are_known_by_unit_and_code_whatever_their_order(
    engine: PageEngine, forms: list[dict[str, Any]]
) -> None:
    found = _merged(engine, forms[:3], [forms[4], forms[2], forms[0]])
    assert [(p["mine"], p["theirs"], p["fields"]) for p in found] == [
        (0, 2, []), (1, None, []), (2, 1, []), (None, 0, []),
    ]  # fmt: skip
    assert found[3]["title"] == forms[4]["project"]["name"]


def test_what_differs_is_told_by_row_and_heading(
    engine: PageEngine, forms: list[dict[str, Any]]
) -> None:
    theirs = deepcopy(forms[5])
    theirs["indicators"][13] |= {"actual": "70家", "reason": ""}
    theirs["head"] = {"phone": "12345678"}
    theirs["summary"]["no_problems"] = False
    theirs["indicators"][0]["evidence"] = [{"name": "台账", "page": "3"}]
    (found,) = _merged(engine, [forms[5]], [theirs])
    told = {
        field["at"]: (field["label"], field["mine"], field["theirs"]) for field in found["fields"]
    }
    name = "发放白皮书的党政机关数量"
    assert told == {
        "head/phone": ("联系电话", "", "12345678"),
        "summary/no_problems": ("未发现问题", "是", "否"),
        "indicators/0/evidence": (
            "第1行 信息工程质量监督大数据平台数据应录尽录率 · 佐证材料",
            "",
            "台账；3",
        ),
        "indicators/13/actual": (f"第14行 {name} · 实际完成值", "69家", "70家"),
        "indicators/13/reason": (
            f"第14行 {name} · 偏差原因分析及改进措施",
            forms[5]["indicators"][13]["reason"],
            "",
        ),
    }


def test_a_row_that_only_one_has_is_shown_whole(
    engine: PageEngine, forms: list[dict[str, Any]]
) -> None:
    theirs = deepcopy(forms[5])
    theirs["indicators"].append({"level1": "满意度", "name": "新的一行", "target": "≥1"})
    (found,) = _merged(engine, [forms[5]], [theirs])
    assert [(f["at"], f["label"], f["mine"], f["theirs"]) for f in found["fields"]] == [
        ("indicators/18", "第19行 新的一行 · 整行", "", "满意度；新的一行；≥1")
    ]


def test_blank_is_blank_however_it_was_left_so(
    engine: PageEngine, forms: list[dict[str, Any]]
) -> None:
    theirs = deepcopy(forms[5]) | {
        "repairs": [],
        "state": "",
        "department": forms[5]["department"] + " ",
    }
    theirs["indicators"][1] |= {"evidence": [], "survey": None, "direction": ""}
    (found,) = _merged(engine, [forms[5]], [theirs])
    assert found["fields"] == []


def test_what_nobody_named_is_nobody_elses_and_a_secret_one_bears_no_name(
    engine: PageEngine,
) -> None:
    unnamed = {"schema": "ziping/submission/1", "set": "s", "unit": "甲"}
    secret = unnamed | {"project": {"name": "不可说", "code": "1"}, "secret": True}
    found = _merged(engine, [unnamed, secret], [unnamed, secret])
    assert [(p["mine"], p["theirs"], p["title"]) for p in found] == [
        (0, None, ""), (1, 1, ""), (None, 0, ""),
    ]  # fmt: skip
