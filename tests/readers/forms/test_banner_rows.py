"""First levels that stand across the table, as headings of the rows below them."""

from __future__ import annotations

import pytest

from scoring.text import level_key
from tests.corpus.field_forms import FUNDS, HEAD, page, read, told

WITHOUT_LEVEL_1 = """
二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
{0} | < | < | < | < | < | < |
数量指标 | 培训人数 | ≥100人 | 100人 | 25 | 25 | |
质量指标 | 合格率 | ≥95% | 96% | 25 | 25 | |
{1} | < | < | < | < | < | < |
社会效益指标 | 服务能力 | 提升 | 提升 | 30 | 30 | |
{2} | < | < | < | < | < | < |
服务对象满意度指标 | 学员满意度 | ≥90% | 95% | 10 | 10 | |
总分 | < | < | < | 100 | 100 | |
"""
WITH_LEVEL_1 = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
{0} | < | < | < | < | < | < | <
 | 数量指标 | 培训人数 | ≥100人 | 100人 | 25 | 25 |
 | 质量指标 | 合格率 | ≥95% | 96% | 25 | 25 |
{1} | < | < | < | < | < | < | <
 | 社会效益指标 | 服务能力 | 提升 | 提升 | 30 | 30 |
{2} | < | < | < | < | < | < | <
 | 服务对象满意度指标 | 学员满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 100 |
"""
ONLY_NAMES = """
三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | |
{0} | < | < | < | < | < | |
培训人数 | ≥100人 | 100人 | 25 | 25 | | |
合格率 | ≥95% | 96% | 25 | 25 | | |
{1} | < | < | < | < | < | |
服务能力 | 提升 | 提升 | 30 | 30 | | |
{2} | < | < | < | < | < | |
学员满意度 | ≥90% | 95% | 10 | 10 | | |
总分 | < | < | 100 | 100 | | |
"""
BANNERS = (
    ("产出指标(50分)", "效益指标(30分)", "满意度指标(10分)"),
    ("一、产出指标", "二、效益指标", "三、满意度指标"),
    ("产 出", "效 益", "满意度"),
)


def rows(table: str) -> list[tuple[str, str, str]]:
    """Return levels and names of the rows of a form with this table."""
    (found,) = read(page(HEAD + FUNDS.strip("\n") + table)).forms
    assert found.submission is not None, found.problems
    return [(row.level1, row.level2, row.name) for row in found.submission.indicators]


@pytest.mark.parametrize("banners", BANNERS)
@pytest.mark.parametrize("table", [WITHOUT_LEVEL_1, WITH_LEVEL_1])
def test_a_level_across_the_table_is_that_of_the_rows_below(table, banners) -> None:
    found = rows(table.format(*banners))
    assert [(level_key(one[0]).removesuffix("指标"), *one[1:]) for one in found] == [
        ("产出", "数量指标", "培训人数"),
        ("产出", "质量指标", "合格率"),
        ("效益", "社会效益指标", "服务能力"),
        ("满意度", "服务对象满意度指标", "学员满意度"),
    ]


@pytest.mark.parametrize("banners", BANNERS)
def test_a_form_that_names_only_first_levels(banners) -> None:
    found = [level_key(one[0]).removesuffix("指标") for one in rows(ONLY_NAMES.format(*banners))]
    assert found == ["产出", "产出", "效益", "满意度"]


def test_nothing_is_said_of_such_a_form(library) -> None:
    data = page(HEAD + FUNDS.strip("\n") + WITHOUT_LEVEL_1.format(*BANNERS[0]))
    assert told(read(data), "mof/2020-project", library) == []
