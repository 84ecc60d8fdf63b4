"""What scoring one submission of 20 mixed rows costs, compared with something well known, in one run.

    python benchmarks/score.py

Every figure is the best of several rounds on this machine; only the ratios mean anything. Needs the
``bench`` extra for zen-engine; without it that line says so.
"""

from __future__ import annotations

import io
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from scoring.records.submission import Submission
from scoring.rules.table import decide
from scoring.work.library import Library
from scoring.work.score import score_submission

ROWS = [
    # name, target, actual, kind
    ("运维设备数量", "≥2499台", "3195台", "ratio"),
    ("白皮书发放家数", "78家", "69家", "ratio"),
    ("短信发送量", "≥24800万条", "24005万条", "ratio"),
    ("网站专题", "≥4个", "3个", "ratio"),
    ("巡检报告", "4份", "4份", "ratio"),
    ("链路可用率", "≥99%", "99.99%", "ratio"),
    ("故障处理率", "≥99%", "97.5%", "ratio"),
    ("验收通过率", "100%", "1", "ratio"),
    ("项目总支出", "≤603.8万元", "596.74万元", "reverse"),
    ("项目总成本", "≤600万元", "640万元", "reverse"),
    ("短信发送速度", "≤10秒", "8.3秒", "reverse"),
    ("通报时效", "≤24小时", "30小时", "reverse"),
    ("安全事故", "0起", "0起", "zero"),
    ("完成时间", "2022年7月31日前", "2022年9月30日", "late"),
    ("报告时间", "2022年12月31日前", "2022年12月20日", "late"),
    ("保障稳定", "有效保障", "有效保障", "wording"),
    ("业务办理满意", "满意", "基本满意", "wording"),
    ("备品备件", "≥86台", "96台", "ratio"),
    ("第三方维保", "≥1000台", "1650台", "ratio"),
    ("用户满意度", "≥90%", "100%", "ratio"),
]


def submission() -> Submission:
    """Return one submission of the 20 rows, five points each but for the execution rate."""
    return Submission.model_validate(
        {
            "schema": "ziping/submission/1",
            "set": "mof/2020-project",
            "year": 2022,
            "project": {"name": "基准"},
            "funds": [{"source": "年度资金总额", "budget": "1816.33", "executed": "1800.99"}],
            "indicators": [
                {
                    "level1": "产出", "level2": "数量", "name": name, "target": target,
                    "actual": actual, "points": "4.5", "reason": "见说明",
                }
                for name, target, actual, _ in ROWS
            ],
        }
    )  # fmt: skip


def best(*works: Callable[[], object], rounds: int = 25, seconds: float = 0.02) -> list[float]:
    """Return the best time of one call of each, in microseconds; in turns, to share the noise."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, found in zip(works, times, strict=True):
            count, start = 0, time.perf_counter()
            while True:
                work()
                count += 1
                spent = time.perf_counter() - start
                if spent >= seconds:
                    break
            found.append(spent / count)
    return [min(found) * 1e6 for found in times]


CENT = Decimal("0.01")


def bare_ratio(points: Decimal, target: Decimal, actual: Decimal) -> Decimal:
    if actual >= target:
        return points
    return (points * max(actual, Decimal(0)) / target).quantize(CENT, ROUND_HALF_UP)


def bare_reverse(points: Decimal, target: Decimal, actual: Decimal) -> Decimal:
    if actual <= target:
        return points
    return (points * target / actual).quantize(CENT, ROUND_HALF_UP)


def bare_wording(points: Decimal, share: Decimal, _: Decimal) -> Decimal:
    return (points * share).quantize(CENT, ROUND_HALF_UP)


def bare_calls() -> list[tuple[Callable[..., Decimal], tuple[Decimal, ...]]]:
    """Return the same 20 rows as calls of plain functions on Decimals."""
    numbers = {
        "ratio": (bare_ratio, "78", "69"), "reverse": (bare_reverse, "600", "640"),
        "zero": (bare_reverse, "0", "0"), "late": (bare_reverse, "212", "273"),
        "wording": (bare_wording, "0.8", "0"),
    }  # fmt: skip
    calls = []
    for *_, kind in ROWS:
        function, target, actual = numbers[kind]
        calls.append((function, (Decimal("4.5"), Decimal(target), Decimal(actual))))
    return calls


def zen(scopes: list[dict[str, float | str | bool]]) -> Callable[[], object] | None:
    """Return the same decision as zen-engine evaluates it, or None where it is not installed."""
    try:
        import zen as engine_module  # noqa: PLC0415
    except ImportError:
        return None
    table = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {
                "id": "t", "type": "decisionTableNode", "name": "t", "position": {"x": 1, "y": 0},
                "content": {
                    "hitPolicy": "first",
                    "inputs": [{"id": "i", "name": "met", "type": "expression", "field": "met"}],
                    "outputs": [{"id": "o", "name": "score", "type": "expression", "field": "score"}],
                    "rules": [
                        {"_id": "1", "i": "true", "o": "points"},
                        {"_id": "2", "i": "", "o": "points * actual / target"},
                    ],
                },
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "t"},
            {"id": "b", "type": "edge", "sourceId": "t", "targetId": "out"},
        ],
    }  # fmt: skip
    decision = engine_module.ZenEngine().create_decision(json.dumps(table))

    def work() -> None:
        for scope in scopes:
            decision.evaluate(scope)

    return work


def minimum_workbook(cells: list[list[object]]) -> bytes:
    """Write and save the same cells with openpyxl, nothing else."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    for index, rows in enumerate(cells):
        sheet = book.active if index == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form_times(library: Library) -> tuple[float, float]:
    """Return the time of our form and of openpyxl's minimum for the same cells."""
    from openpyxl import load_workbook  # noqa: PLC0415

    from scoring.work.outputs import Outputs  # noqa: PLC0415

    result = score_submission(submission(), library)
    outputs = Outputs(library, ("xlsx",))
    data = outputs.render(result, "xlsx")
    book = load_workbook(io.BytesIO(data))
    cells: list[list[list[object]]] = [
        [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    ]
    own, bare_form = best(
        lambda: outputs.render(result, "xlsx"), lambda: minimum_workbook(list(cells)), seconds=0.05
    )
    return own, bare_form


def start_up() -> tuple[float, float]:
    """Return wall seconds of ``ziping score`` on one file and of importing its libraries."""
    import tempfile  # noqa: PLC0415

    example = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))[0]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "scoring", "score", str(example), "-o", folder]
        bare = [sys.executable, "-c", "import pydantic, openpyxl, jinja2"]
        times: dict[int, list[float]] = {0: [], 1: []}
        for _, (index, argv) in itertools.product(range(7), enumerate((command, bare))):
            start = time.perf_counter()
            subprocess.run(argv, check=True, capture_output=True)
            times[index].append(time.perf_counter() - start)
    return min(times[0]), min(times[1])


def main() -> None:
    library = Library()
    given = submission()
    scorer = library.scorer(given.set)
    applied: list[tuple[object, dict[str, object]]] = []
    scorer.score(given, observe=lambda rule, scope: applied.append((rule, dict(scope))))

    calls = bare_calls()
    scopes = [{"points": 4.5, "target": 78, "actual": 69, "met": False} for _ in ROWS]
    zen_work = zen(scopes)  # type: ignore[arg-type]
    bare, rules, whole, zen_time = best(
        lambda: [function(*arguments) for function, arguments in calls],
        lambda: [decide(rule, scope) for rule, scope in applied],  # type: ignore[arg-type]
        lambda: scorer.score(given),
        zen_work or (lambda: None),
    )
    print(f"20 rows, bare Decimal functions   {bare:9.1f} µs")
    print(f"20 rows, the rules alone          {rules:9.1f} µs   {rules / bare:5.1f} x bare")
    print(f"one submission, warm, with trace  {whole:9.1f} µs   {whole / rules:5.1f} x rules")

    if zen_work is None:
        print("20 rows, zen-engine               not installed")
    else:
        print(
            f"20 rows, zen-engine (floats)      {zen_time:9.1f} µs   {zen_time / bare:5.1f} x bare"
        )

    texts = list(dict.fromkeys(text for row in ROWS for text in row[1:3]))
    from scoring.values.grammar import Reader  # noqa: PLC0415

    fresh = Reader(library.reader.lexicon, memo=0)
    reading = best(lambda: [fresh.read(text) for text in texts])[0] / len(texts)
    print(f"one distinct text read            {reading:9.1f} µs")

    own, bare_form = form_times(library)
    print(
        f"Excel form                        {own:9.1f} µs   {own / bare_form:5.2f} x openpyxl's minimum"
    )
    command, imports = start_up()
    print(
        f"ziping score, one file            {command:9.3f} s    {command / imports:5.2f} x imports alone"
    )


if __name__ == "__main__":
    main()
