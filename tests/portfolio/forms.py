"""A few submissions whose scores are known by hand, scored by the engine."""

from __future__ import annotations

from typing import Any

from scoring.bulk.worker import BulkSettings, BulkWorker, InputRecord
from scoring.portfolio.set_facts import SetFacts
from scoring.records.bulk_record import ScoredSubmission
from scoring.work.library import Library

LIBRARY = Library()
BASE = "mof/2020-project"
LINEAR = "mof/2020-project-reverse-linear"

OUTPUT = ("产出", "数量", "培训人数", "≥100人", "100人", "50", "50")
COST = ("产出", "成本", "设备采购成本", "≤600万元", "900万元", "20", "20")
BENEFIT = ("效益", "社会效益", "受益人数", "≥1000人", "1000人", "30", "30")
SATISFIED = ("满意度", "服务对象满意度", "群众满意度", "≥90%", "95%", "10", "10")
Texts = tuple[str, str, str, str, str, str, str]


def form(
    name: str, *rows: Texts, department: str = "市教育局", budget: str = "100", executed: str = "100",
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return a submission; a row is level, level, name, target, actual, points and claim."""
    keys = ("level1", "level2", "name", "target", "actual", "points", "claimed")
    return {
        "schema": "ziping/submission/1", "set": BASE, "year": 2022, "department": department,
        "unit": "市信息中心", "project": {"name": name}, "money_unit": "万元",
        "funds": [
            {"source": "年度资金总额", "budget": budget, "executed": executed, "claimed": "10"}
        ],
        "indicators": [
            {key: text for key, text in zip(keys, row, strict=True) if text} for row in rows
        ],
        **more,
    }  # fmt: skip


def changed(row: Texts, **texts: str) -> Texts:
    """Return a row with other texts."""
    keys = ("level1", "level2", "name", "target", "actual", "points", "claimed")
    return tuple(texts.get(key, text) for key, text in zip(keys, row, strict=True))  # type: ignore[return-value]


def scored(*forms: dict[str, Any], set: str | None = None) -> list[ScoredSubmission]:
    """Score submissions by their own set or by another one; none of them is wrong."""
    worker = BulkWorker(BulkSettings(set=set), LIBRARY)
    records = [InputRecord("一.jsonl", number, data) for number, data in enumerate(forms, 1)]
    outcomes = list(worker.score(records))
    assert all(isinstance(each, ScoredSubmission) for each in outcomes), outcomes
    return outcomes  # type: ignore[return-value]


FACTS = {name: SetFacts.of(LIBRARY.indicator_set(name)) for name in (BASE, LINEAR)}
MISSED = changed(OUTPUT, actual="90人")
WITH_COST = (changed(OUTPUT, points="30", claimed="30"), COST, BENEFIT, SATISFIED)
PRESUMED = changed(OUTPUT, name="服务情况", level2="质量", target="100", actual="90")
EDUCATION = form("教育信息化", MISSED, BENEFIT, SATISFIED)
HEALTH = form("卫生设备", *WITH_COST, department="市卫健委", budget="200", executed="200")
SECRET = form("不可说", MISSED, BENEFIT, SATISFIED, department="某某局", secret=True)
ASKED = form("服务", PRESUMED, BENEFIT, SATISFIED)
