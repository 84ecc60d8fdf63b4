"""One submission for every shipped set: the worked ones where there are, else made from the set."""

from __future__ import annotations

from typing import Any

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.readers.submissions import read_submissions
from scoring.records.result import Result
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.folders import DEPARTMENTS, EXAMPLES, SUBMISSIONS

WORKED = (
    *sorted(SUBMISSIONS.glob("*.yaml")),
    DEPARTMENTS / "2024-深圳市大数据资源管理中心.yaml",
    DEPARTMENTS / "2024-深圳市政务服务和数据管理局.yaml",
    EXAMPLES[0],
)
FIGURES = {"yes_no": "是", "percent": "80%", "date": "2023-06-30"}


def results(library: Library) -> dict[str, Result]:
    """Return results by the file's or the set's name; every set that can score has one."""
    given = {path.stem: read_submissions(path)[0][1] for path in WORKED}
    covered = {one.set for one in given.values()}
    sets = [library.indicator_set(entry.id) for entry in library.entries()]
    for one in sets:
        if not one.abstract and one.id not in covered:
            given[one.id] = _made(one)
    return {name: score_submission(one, library) for name, one in given.items()}


def _made(one: IndicatorSet) -> Submission:
    rows = [_row(one, node) for node in one.nodes() if node.rows == "indicators"]
    data: dict[str, Any] = {
        "schema": "ziping/submission/1", "set": one.id, "year": 2023, "unit": "某市某局",
        "department": "某市某局", "money_unit": "万元", "indicators": rows,
        "project": {} if one.applies_to == "department" else {"name": "某项目", "code": "4403001"},
        "funds": [
            {"source": "年度资金总额", "initial": "100", "budget": "110", "executed": "99"},
            {"source": "其他资金", "initial": "0", "budget": "0", "executed": "0"},
        ],
        "goal": {"expected": "完成年度任务。", "achieved": "已完成。"},
        "inputs": {
            name: (spec.choices[0] if spec.choices else FIGURES.get(spec.type, "100"))
            for name, spec in one.inputs.items()
        },
        "items": {
            node.name: {item.name: {"met": "是", "evidence": [{"name": "制度汇编", "page": "3"}]} for item in node.items}
            for node in one.nodes() if node.items
        },
        "head": {"responsible": "张三", "filled_by": "李四", "signatures": {"审核人": "王五"}},
        "texts": {"评价结论": "完成。"},
        "claimed_total": "97.5", "claimed_grade": "优",
    }  # fmt: skip
    return Submission.model_validate(data)


def _row(one: IndicatorSet, node: SetNode) -> dict[str, Any]:
    level1 = node.path[0] if node.path else node.name
    row = {
        "level1": level1,
        "name": f"{node.name}一项",
        "target": "≥10项",
        "actual": "9项",
        "reason": "一项结转",
    }
    if one.scored:
        row["points"] = "5"
    return row | ({"level2": node.name} if node.path else {})
