"""Submissions made of real rows: so many of a set's kind that their shapes come back again and again."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from scoring.indicator_set.model import IndicatorSet
from tests.columnar.real_rows import Given

ROWS: Final = 20
NUMBER: Final = re.compile("[0-9]+(?:[.][0-9]+)?")
NUMBERS: Final = (
    "0", "1", "2", "5", "9.9", "10", "12", "24", "30", "60", "90", "95.5", "100", "101", "150", "365", "1000",
    "2023", "0.5", "0.95", "12,345",
)  # fmt: skip
REASONS: Final = (
    "", "", "", "设备未到货", "受疫情影响", "经批准调减", "项目取消", "实际采购30台", "未开展问卷调查", "尚未验收",
)  # fmt: skip
PERIODS: Final = ({}, {"start": "2023-03-01", "end": "2023-10-31"}, {"end": "2024年6月"})


def with_other_numbers(text: str, chance: random.Random) -> str:
    """Return a text with other numbers in place of its own."""
    return NUMBER.sub(lambda _: chance.choice(NUMBERS), text)


def forms(
    rows: Sequence[Given], indicators: IndicatorSet, chance: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield submissions that hold each of the rows once, in levels of the set."""
    for first in range(0, len(rows), ROWS):
        yield form(rows[first : first + ROWS], indicators, chance)


def form(rows: Sequence[Given], indicators: IndicatorSet, chance: random.Random) -> dict[str, Any]:
    """Return a submission of a few rows; what the rows do not say is drawn."""
    given: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        level = indicators.levels[number % len(indicators.levels)]
        below = [node.name for node in level.children] or [""]
        points = "4.5" if number else str(100 - 10 - len(rows) * 4)
        new: dict[str, Any] = {
            **row, "level1": level.name, "level2": chance.choice(below), "points": points,
            "claimed": chance.choice((points, points, "3.33", "")),
        }  # fmt: skip
        new.setdefault("reason", chance.choice(REASONS))
        if chance.random() < 0.1:
            new["evidence"] = [{"name": "验收单"}] * chance.randrange(1, 3)
        given.append(new)
    execution = indicators.execution
    total = "总额" if execution is None else execution.total_names[0]
    executed = chance.choice((100, "99.5", 80, 0, 120))
    money = {"source": total, "initial": 90, "budget": 100, "executed": executed}
    return {
        "schema": "ziping/submission/1",
        "set": indicators.id,
        "year": 2023,
        "unit": "某局",
        "project": {"name": "某项目"},
        "state": "终止" if chance.random() < 0.05 else "正常",
        "finished": chance.choice((True, False)),
        "project_period": chance.choice(PERIODS),
        "funds": [{**money, "claimed": chance.choice((10, "9.5", "")), "claimed_rate": executed}],
        "indicators": given,
        "claimed_total": chance.choice(("", "95.5", "100")),
    }
