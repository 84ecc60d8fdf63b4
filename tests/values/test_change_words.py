"""The word before a target tells its direction, whatever the name's is: 减少20批次, 压缩至3个."""

from __future__ import annotations

import pytest

from scoring.records.certainty import KNOWN
from scoring.values.attainment import Attainment, ComparedRow
from scoring.values.comparing.attain import attain
from scoring.work.library import Library

KNOWN_CASES = """
刑事案件发案率 下降5% 下降2% 未达
信访量 减少20批次 减少5批次 未达
事故死亡人数 较上年下降10% 较上年下降4% 未达
万元GDP能耗 下降3% 下降1% 未达
化肥使用量 减少5% 减少2% 未达
化肥使用量 减少化肥使用量5% 减少化肥使用量2% 未达
漏损率 降低2个百分点 降低1.2个百分点 未达
辍学人数 减少10人 减少6人 未达
办理时限 缩短5天 缩短3天 未达
传染病发病率较上年 下降5% 下降3% 未达
审批时间 压缩50% 压缩30% 未达
审批时间 压缩50% 压缩60% 达标
火灾起数 同比下降10% 同比下降12% 达标
失业率 下降0.5% 下降0.8% 达标
信访量 减少10% 减少25% 达标
项目成本 下降5% 下降3% 未达
办件环节 压缩至3个 压缩至4个 未达
办件环节 压缩至3个 2个 达标
办事环节压缩至 3个 4个 未达
贫困发生率 降至1% 降至1.4% 未达
失业率 控制在4.5% 4.8% 未达
失业率 控制在4.5% 控制在4.2% 达标
运行成本 控制在100万元 90万元 达标
农民收入 增加500元 增加380元 未达
合格率 提高5% 提高3% 未达
合格率 提高至95% 90% 未达
床位 达到100张 100张 达标
"""
OPEN_CASES = """
办理时限 缩短5天 3天
刑事案件发案率 下降5% 2%
刑事案件发案率 下降5% -8%
化肥使用量 减少5% -8%
医疗费用 增长5% 增长8%
及时率 控制在95% 90%
"""


def compared(line: str, library: Library) -> Attainment:
    name, target, actual, *_ = line.split()
    row = ComparedRow(name, "产出指标", "数量指标", year=2025)
    reader, policy = library.reader, library.indicator_set("mof/2020-project").policy
    return attain(reader.read(target), reader.read(actual), row, policy, reader)


@pytest.mark.parametrize("line", KNOWN_CASES.strip().splitlines())
def test_a_fall_is_at_least_and_a_level_at_most_whatever_the_name(
    line: str, library: Library
) -> None:
    found = compared(line, library)
    assert found.direction_known >= KNOWN
    assert found.met is line.endswith("达标")


@pytest.mark.parametrize("line", OPEN_CASES.strip().splitlines())
def test_what_may_be_a_fall_or_a_level_is_told_both_ways(line: str, library: Library) -> None:
    found = compared(line, library)
    assert found.direction_known < KNOWN
    assert found.otherwise is not None
    assert {found.met, found.otherwise.met} == {True, False}
