"""Rows put together so that many look alike: the same few texts with numbers, signs, units exchanged."""

from __future__ import annotations

import random
from typing import Any, Final

from scoring.indicator_set.model import IndicatorSet
from tests.columnar.real_rows import real_rows

NUMBERS: Final = (
    "0", "1", "2", "3", "5", "9", "9.99", "10", "10.5", "12", "30", "31", "45", "60", "90", "95", "99.5", "100",
    "100.01", "101", "120", "130", "131", "150", "200", "201", "365", "1000", "2022", "12345", "0.1", "0.5",
    "0.95", "1.0", "0.000001", "1.000001", "123456789", "24", "48", "1,886", "12,345.5", "0,123", "007",
)  # fmt: skip
SIGNS: Final = (
    "", "≥", "≤", ">", "<", "=", "不低于", "不超过", "不少于", "约", "达到", "控制在", "每月", "每年", "低于", "高于",
    "下降", "增长", "提高", "降低", "缩短", "减少", "压缩至", "降至", "其中", "计划", "目标", "大于等于", "无",
)  # fmt: skip
REACHED: Final = (
    "", "", "", "实际完成", "完成", "共", "已完成", "达", "合计", "累计", "全年", "在", "约", "≥", "≤", "其中", "新增",
    "增长", "下降", "提高", "减少", "计划完成", "完成率",
)  # fmt: skip
UNITS: Final = (
    "", "个", "人", "次", "台", "家", "%", "‰", "万元", "元", "公里", "千米", "天", "个工作日", "小时", "分钟", "个月", "年",
    "亩", "公顷", "平方米", "人次", "次/月", "次/周", "次/季度", "次/年", "元/人", "G", "级", "起", "例/10万人", "套", "岁",
)  # fmt: skip
ENDS: Final = (
    "",
    "",
    "",
    "以上",
    "以内",
    "左右",
    "（含）",
    "及以上",
    "余",
    "。",
    "，待验收",
    "/年",
    "以下",
    "多",
)
NAMES: Final = (
    "事故起数", "投诉次数", "施工天数", "工期", "建设周期", "办理时间", "群众满意度", "完成率", "补助标准", "违规率",
    "下降率", "万元产值能耗", "故障率", "增长率", "每月巡查次数", "缩短办理时间", "压缩时限", "使用年限", "响应时间下降",
    "值班天数", "应急救援次数", "应急演练次数", "項目個数", "优", "",
)  # fmt: skip
WORDS: Final = (
    "已完成", "未完成", "完成", "按时完成", "未开展", "年底前", "12月底", "6月30日前", "优", "良好", "无", "取消", "在建",
    "2023年6月", "2023年7月1日", "全覆盖", "100%", "未发生", "不适用", "基本完成", "按进度推进", "无投诉",
)  # fmt: skip
DIRECTIONS: Final = ("", "", "", "≥", "≤", "=", "正向", "反向", "定性", "越高越好")
REASONS: Final = (
    "", "", "", "", "设备未到货", "受疫情影响", "因暴雨减少", "经批准调减为20台", "项目取消", "实际采购30台", "另有5个",
    "未开展问卷调查", "尚未验收", "上级通知取消", "走访群众", "完成50台", "按〔2023〕5号文调整", "在建", "无需求",
)  # fmt: skip


class Made:
    """A few texts of each kind, of which rows are put together."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        pool = real_rows()
        names = [row["name"] for row in pool if "name" in row]
        texts = [row[key] for row in pool for key in ("target", "actual") if key in row]
        self.names = chance.sample(NAMES, 8) + chance.sample(names, 30)
        self.numbers = chance.sample(NUMBERS, 8)
        self.signs = [*chance.sample(SIGNS, 5), "", "≥", "≤"]
        self.reached = chance.sample(REACHED, 6)
        self.units = [*chance.sample(UNITS, 4), "", "%"]
        self.ends = chance.sample(ENDS, 4)
        self.columns = ["", "", "", *chance.sample(UNITS, 3)]
        self.words = [*chance.sample(WORDS, 10), *chance.sample(texts, 12)]
        self.reasons = chance.sample(REASONS, 6)
        self.points = chance.sample(("1", "2", "5", "10", "4.5", "3.33", "0.5", "7"), 2)

    def row(self, indicators: IndicatorSet) -> dict[str, Any]:
        """Return a row in one of the levels of a set."""
        one = self._chance.choice
        level = one(indicators.levels)
        points = one(self.points)
        target, actual = self._pair()
        row = {
            "level1": level.name, "level2": one([node.name for node in level.children] or [""]),
            "name": one(self.names), "target": target, "actual": actual, "unit": one(self.columns),
            "direction": one(DIRECTIONS), "reason": one(self.reasons), "points": points,
            "claimed": one((points, points, "1", "")), "core": one(("", "", "", "是")),
        }  # fmt: skip
        if self._chance.random() < 0.1:
            row["evidence"] = [{"name": "验收单"}]
        return row

    def _pair(self) -> tuple[str, str]:
        """Return a target and an actual: mostly two numbers of one unit, else words."""
        one, drawn = self._chance.choice, self._chance.random()
        unit, number = one(self.units), one(self.numbers)
        target = f"{one(self.signs)}{number}{unit}{one(self.ends)}"
        if drawn < 0.7:
            done = number if self._chance.random() < 0.25 else one(self.numbers)
            same = self._chance.random() < 0.65
            return (
                target,
                f"{one(self.reached)}{done}{unit if same else one(self.units)}{one(self.ends)}",
            )
        if drawn < 0.8:
            return target, one(self.words)
        words = one(self.words)
        return words, words if self._chance.random() < 0.2 else one(self.words)
