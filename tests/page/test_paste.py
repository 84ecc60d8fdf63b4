"""A block from the clipboard: its headings are known in any order and by the words of any region."""

from __future__ import annotations

import pytest

from scoring.page.engine import PageEngine
from tests.page.asking import answered

SET = "shenzhen/2022-project"
ENGINE = PageEngine()


def fields(*headings: str) -> list[str | None] | None:
    answer = answered(ENGINE, "paste.headings", set=SET, cells=[headings, ["甲"] * len(headings)])
    return answer["fields"] if answer["headings"] else None


def test_headings_in_any_order_are_known_by_any_regions_words() -> None:
    assert fields("自评得分", "三级指标", "年度指标值", "全年实际值", "备查号") == [
        "claimed", "name", "target", "actual", None,
    ]  # fmt: skip
    assert fields("一级指标", "二级指标", "未完成原因分析") == ["level1", "level2", "reason"]


@pytest.mark.parametrize("row", [("使用人员的满意度", "90%", "1"), ("得分", ""), ("得分", "得分")])
def test_a_first_row_of_contents_is_no_headings(row: tuple[str, ...]) -> None:
    assert fields(*row) is None


def test_one_row_alone_is_contents() -> None:
    body = answered(ENGINE, "paste.headings", set=SET, cells=[["三级指标", "得分"]])
    assert body == {"headings": False, "fields": []}
