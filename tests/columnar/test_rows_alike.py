"""Rows that look alike and are scored differently have no outcome in common, whichever comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.columnar.equality import by_engine, differences, line_of, quick_scorer, quickly

SET = "mof/2020-project"
ALIKE = (
    # what a bare number measures is told by the unit column, and on that hangs what a name says of it
    ({"name": "值班天数", "target": "24", "actual": "27", "unit": "天"},
     {"name": "投诉件数", "target": "24", "actual": "27", "unit": "天"}),
    ({"name": "慰问困难群众", "target": "24", "actual": "27", "unit": "万元"},
     {"name": "投诉件数", "target": "24", "actual": "27", "unit": "万元"}),
    ({"name": "值班天数", "target": "24", "actual": "27", "unit": "天"},
     {"name": "办理天数", "target": "24", "actual": "27", "unit": "天"}),
    ({"name": "发生事故", "target": "24", "actual": "27", "unit": "起"},
     {"name": "发生事故", "target": "24", "actual": "27"}),
    # 累计 may count other years
    ({"name": "采购设备", "target": "5台", "actual": "完成5台"},
     {"name": "采购设备", "target": "5台", "actual": "累计5台"}),
    # 实际完成 names a number beside the one that is compared
    ({"name": "采购设备", "target": ">5台", "actual": "共5台"},
     {"name": "采购设备", "target": ">5台", "actual": "实际完成5台"}),
    ({"name": "采购设备", "target": "≥6台", "actual": "5台"},
     {"name": "采购设备", "target": "≥6台", "actual": "5台", "reason": "经批准调减"}),
    # a reason is asked for where the target was missed, and some reasons excuse that
    ({"name": "采购设备", "target": "≥6台", "actual": "5台"},
     {"name": "采购设备", "target": "≥6台", "actual": "5台", "reason": "设备未到货"}),
    ({"name": "采购设备", "target": "≥6台", "actual": "5台", "reason": "设备未到货"},
     {"name": "采购设备", "target": "≥6台", "actual": "5台", "reason": "受疫情影响"}),
    # 1 and 5 may be 1% and 5%, or a whole and 5%; 1 and 50 are a whole and 50%
    ({"name": "任务完成率", "target": "1", "actual": "5"},
     {"name": "任务完成率", "target": "1", "actual": "50"}),
    ({"name": "任务完成率", "target": "0.9", "actual": "0.95"},
     {"name": "任务完成率", "target": "0.9", "actual": "95"}),
    # under 万元 a number a hundred times the other may be in 元; under % a share is written as either
    ({"name": "救灾资金", "target": "100", "actual": "150", "unit": "万元"},
     {"name": "救灾资金", "target": "20", "actual": "2023", "unit": "万元"}),
    ({"name": "学生巩固率", "target": "101", "actual": "60", "unit": "%"},
     {"name": "学生巩固率", "target": "101", "actual": "0.5", "unit": "%"}),
    # what is written in one unit is brought to the other's
    ({"name": "修复道路", "target": "5公里", "actual": "6公里"},
     {"name": "修复道路", "target": "5公里", "actual": "6千米"}),
    ({"name": "补助资金", "target": "≤5万元", "actual": "6万元"},
     {"name": "补助资金", "target": "≤5万元", "actual": "6元"}),
    ({"name": "采购设备", "target": "≥6台", "actual": "0台", "reason": "设备缺货"},
     {"name": "采购设备", "target": "≥6台", "actual": "0台", "reason": "项目取消"}),
    ({"name": "群众满意度", "target": "≥90%", "actual": "95%", "reason": "走访群众"},
     {"name": "群众满意度", "target": "≥90%", "actual": "95%", "reason": "未开展问卷调查"}),
    ({"name": "群众满意度", "target": "90", "actual": "0.95"},
     {"name": "走访群众", "target": "90", "actual": "0.95"}),
    ({"name": "办理时间", "target": "5天", "actual": "6天"},
     {"name": "培训时间", "target": "5天", "actual": "6天"}),
    ({"name": "投诉件数", "target": "5件", "actual": "6件", "direction": "≥"},
     {"name": "投诉件数", "target": "5件", "actual": "6件"}),
    ({"name": "巡查次数", "target": "12次", "actual": "每月1次"},
     {"name": "巡查次数", "target": "12次", "actual": "1次"}),
    ({"name": "巡查次数", "target": "每月1次", "actual": "12"},
     {"name": "巡查次数", "target": "1次", "actual": "12"}),
    # 個别 is 个别, whichever of the two the name is written with
    ({"name": "巡查情况", "target": "个别良好", "actual": "良好"},
     {"name": "個别", "target": "个别良好", "actual": "良好"}),
    ({"name": "运行情况", "target": "良好", "actual": "运行情况良好"},
     {"name": "良好运行", "target": "良好", "actual": "运行情况良好"}),
)  # fmt: skip

SHORT = {"project_period": {"start": "2023-03-01", "end": "2023-10-31"}}
"""A project that lasts eight months of the year."""
FREQUENT = (
    ("每月1次", "8"), ("1次/月", "8次"), ("≥1次/月", "8"), ("1次/季度", "3"), ("每月1次", "8次"), ("每周1次", "30"),
)  # fmt: skip


def _line(row: Mapping[str, Any], **form: Any) -> str:
    return line_of({
        "schema": "ziping/submission/1", "set": SET, "year": 2023, "unit": "某局", **form,
        "indicators": [{"level1": "产出", "level2": "数量", "points": 10, "claimed": 10, **row}],
    })  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE)
@pytest.mark.parametrize("turned", [False, True])
def test_rows_that_look_alike_do_not_share_what_differs(
    pair: tuple[Mapping[str, Any], ...], *, turned: bool
) -> None:
    scorer = quick_scorer(SET)
    # a form of numbers is looked into when it comes back
    for row in 3 * (tuple(reversed(pair)) if turned else pair):
        line = _line(row)
        found = quickly(scorer, line)
        assert found is not None
        assert differences(found, by_engine(line)) == []


@pytest.mark.parametrize("pair", FREQUENT)
@pytest.mark.parametrize("forms", [({}, SHORT), (SHORT, {})])
def test_what_is_due_every_month_hangs_on_how_long_the_project_lasts(
    pair: tuple[str, str], forms: tuple[Mapping[str, Any], ...]
) -> None:
    scorer = quick_scorer(SET)
    for form in 3 * forms:
        line = _line({"name": "巡查次数", "target": pair[0], "actual": pair[1]}, **form)
        found = quickly(scorer, line)
        assert found is not None
        assert differences(found, by_engine(line)) == []
