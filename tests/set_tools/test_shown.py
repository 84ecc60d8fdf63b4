"""``sets show`` prints what a set says to people, down to its notes and sources."""

from __future__ import annotations

import re

import pytest

from scoring.cli.sets import show_set
from scoring.indicator_set.load import SetText, load_set
from scoring.set_tools.describe import SetDescriber
from scoring.set_tools.set_words import set_words
from scoring.text import width
from scoring.work.library import Library
from tests.folders import SETS


@pytest.mark.parametrize(
    ("set_id", "lines"),
    [
        (
            "test/county-department",
            ["适用于 部门整体支出", "在职人数（整数，单位 人）", "编制数（整数，单位 人，大于 0）"],
        ),
        (
            "test/county-department",
            ["等级：合格 36分起〔县表·转述〕、不合格 0分起", "完成数（金额，不小于 0）"],
        ),
        (
            "test/frame-2013",
            ["说明：在职人员数÷编制数×100%", "目标设定", "├─ 投入", "〔框架·"],
        ),
        ("test/over-reason", ["明显超额：完成比 ≥ 130% 且 非比率类〔超额·转述〕"]),
        ("test/over-reason", ["各指标：当 明显超额：完成值达到指标值130%的须说明原因"]),
        ("mof/2020-project", ["4. 其余：得 分值 × 最大(完成值, 0) ÷ 指标值"]),
        (
            "hunan-yueyang/2018-department",
            [
                "  ├─ 投入                    15  〔评分表·转述〕",
                "  │  ├─ 财政供养人员控制率    5  按 在职人员数 ÷ 编制数 计算",
                "其中 limit 为 100%、each 为 1%、minus 为 0.5",
                "1. 当 计算值 ≤ 100%：得满分",
                "□ 制度合法合规完整（1分）",
                "3. 其余：得0分",
            ],
        ),
    ],
)
def test_show(set_id: str, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert show_set(set_id, SETS) == 0
    shown = capsys.readouterr().out
    assert [line for line in lines if line not in shown] == []


LIBRARY = Library(SETS)
EVERY = [entry.id for entry in LIBRARY.entries()]


@pytest.mark.parametrize("set_id", EVERY)
def test_points_stand_in_one_column_and_every_name_and_source_is_told(set_id: str) -> None:
    indicators = LIBRARY.indicator_set(set_id)
    shown = SetDescriber(indicators, set_words())
    tree = shown.tree()
    joined = "\n".join(tree)
    assert [n.name for n in indicators.nodes() if f"─ {n.name}" not in joined] == []
    ends = set()
    for line in tree:
        found = re.match(r"[│ ]*[├└]─ .*?  +(\d[\d.]*|—)(?=  |$)", line)
        if found is not None:
            ends.add(width(found[0]))
    assert len(ends) <= 1
    told = "\n".join(shown.lines())
    assert [
        s.key for s in indicators.sources.values() if f"{s.document}·{s.article}" not in told
    ] == []
    assert [r.name for r in indicators.rules.values() if r.name not in told] == []


@pytest.mark.parametrize("set_id", EVERY)
def test_what_source_prints_is_the_set(set_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_set(set_id, SETS, source=True) == 0
    printed = SetText("printed", capsys.readouterr().out)
    again = load_set(printed, lambda _: None, LIBRARY.built_ins, expected_id=set_id)
    assert again.digest == LIBRARY.indicator_set(set_id).digest
