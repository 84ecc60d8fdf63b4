from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.values.attainment import Policy
from scoring.values.direction_words import DirectionWords
from scoring.values.grammar import Reader
from scoring.values.lexicon import Lexicon
from tests.folders import VOCABULARY


def load(path: Path) -> Any:
    """Load YAML whose scalars stay texts, as every reader of this vocabulary must."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="session")
def vocabulary() -> tuple[Any, Any]:
    return load(VOCABULARY / "reading/units.yaml"), load(VOCABULARY / "reading/values.yaml")


@pytest.fixture(scope="session")
def reader(vocabulary: tuple[Any, Any]) -> Reader:
    return Reader(Lexicon.from_data(*vocabulary))


@pytest.fixture(scope="session")
def policy() -> Policy:
    """What a national set says, shortened."""
    return Policy(
        direction_default="at_least",
        direction_words=(
            DirectionWords("level2", ("成本",), ("补助", "标准", "节约"), "at_most"),
            DirectionWords("name", ("时长", "响应时间", "时限"), (), "at_most"),
            DirectionWords(
                "name", ("事故", "投诉", "违规"), ("处理率", "处置率", "下降率"), "at_most"
            ),
            DirectionWords("name", ("执行率", "处理率", "下降率", "满意度"), (), "at_least"),
        ),
        rate_words=("率", "占比", "满意度"),
        satisfaction_words=("满意度",),
        grades=(
            ("达成", "full", ()),
            ("部分达成", "partial", ("有一定成效",)),
            ("未达成", "missed", ("效果较差",)),
        ),
    )
