"""``sets show`` prints what a set says to people, down to its notes and sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.sets import show_set

SETS = Path(__file__).parents[1] / "sets"


@pytest.mark.parametrize(
    ("set_id", "lines"),
    [
        (
            "test/county-department",
            ["适用于 部门整体支出", "在职人数(整数,单位 人)", "编制数(整数,单位 人,大于 0)"],
        ),
        (
            "test/county-department",
            ["等级 合格 36分起  〔县表〕、不合格 0分起", "完成数(金额,不小于 0)"],
        ),
        ("test/frame-2013", ["(在职人员数÷编制数×100%)", "目标设定", "投入  〔框架〕"]),
        ("test/over-reason", ["明显超额 completion >= 130% and not is_rate  〔超额〕"]),
        ("test/over-reason", ["indicators  若 over:完成值达到指标值130%的须说明原因  〔超额〕"]),
    ],
)
def test_show(set_id: str, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert show_set(set_id, SETS) == 0
    shown = capsys.readouterr().out
    assert [line for line in lines if line not in shown] == []
