"""What scoring one submission of 20 mixed rows costs, beside bare functions and another engine.

python benchmarks/score.py
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from typing import Any

from generated_lines import line_of, submissions
from table import Beside, Line, table
from timing import least
from zen_tables import by_decision, by_loader, rows_of

from scoring.engine.scorer import Scorer
from scoring.readers.submissions import parse_submissions
from scoring.records.submission import Submission
from scoring.rules.table import Rule, decide
from scoring.values.grammar import Reader
from scoring.work.library import Library

_NUMBER = re.compile(r"(≥|≤|不低于|不超过)?([0-9.,]+)(%|台|万元|家|天)?")
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


Applied = list[tuple[Rule, dict[str, Any]]]


def applied_rules(scorer: Scorer) -> Applied:
    """Return the rules that the 20 rows are scored by, each with its scope."""
    applied: Applied = []
    scorer.score(submission(), observe=lambda rule, scope: applied.append((rule, dict(scope))))
    return applied


def zen_times(rounds: int) -> dict[str, float]:
    """Return seconds of the 20 rows by zen-engine, by name of the way it is used."""
    scorer = Library().scorer(submission().set)
    rows = rows_of((rule.name, scope) for rule, scope in applied_rules(scorer))
    return least(
        {
            "zen-engine, its decisions": lambda: by_decision(rows),
            "zen-engine, its loader": lambda: by_loader(rows),
        },
        rounds,
    )


def lines(quick: bool) -> Iterator[Line]:
    """Yield what scoring costs, beside bare functions and zen-engine on the tables of the same rules."""
    library = Library()
    given = submission()
    scorer = library.scorer(given.set)
    applied, calls = applied_rules(scorer), bare_calls()
    many = 30 if quick else 600
    fresh = (
        parse_submissions(line_of(given).decode(), "a.json")[0][1]
        for given in submissions(10 * many)
    )
    took = least(
        {
            "bare": lambda: [function(*arguments) for function, arguments in calls],
            "rules": lambda: [decide(rule, scope) for rule, scope in applied],
            "warm": lambda: scorer.score(given),
        },
        3 if quick else 25,
    )
    cold = float("inf")
    for _ in range(2 if quick else 5):
        forms = [(library.scorer(form.set), form) for form in islice(fresh, many)]
        begin = time.process_time()
        for of_its_set, form in forms:
            of_its_set.score(form)
        cold = min(cold, (time.process_time() - begin) / many)
    zen = [Beside(*found) for found in zen_times(3 if quick else 20).items()]
    floor = Beside("bare Decimal", took["bare"])
    yield Line("20 rows, the rules alone, exact", took["rules"], floor, zen[1], 30)
    yield Line("a submission of 20 rows, warm, with trace", took["warm"], floor, zen[1])
    yield Line("a submission of 20 rows, its texts new, with trace", cold, floor, zen[0])
    texts = list(dict.fromkeys(text for row in ROWS for text in row[1:3]))
    reader = Reader(library.reader.lexicon, memo=0)
    found = least(
        {
            "read": lambda: [reader.read(text) for text in texts],
            "matched": lambda: [_NUMBER.search(text) for text in texts],
        },
        3 if quick else 25,
    )
    read, matched = (found[name] / len(texts) for name in ("read", "matched"))
    yield Line("a new text read", read, Beside("one regular expression", matched))


if __name__ == "__main__":
    print(table(lines(quick=False)))
