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
from twenty_rows import ROWS, submission
from zen_tables import by_decision, by_loader, rows_of

from scoring.engine.scorer import Scorer
from scoring.readers.submissions import parse_submissions
from scoring.rules.table import Rule, decide
from scoring.values.grammar import Reader
from scoring.work.library import Library

_NUMBER = re.compile(r"(≥|≤|不低于|不超过)?([0-9.,]+)(%|台|万元|家|天)?")
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
        2 if quick else 7,
    )
    cold = float("inf")
    for _ in range(2 if quick else 3):
        forms = [(library.scorer(form.set), form) for form in islice(fresh, many)]
        begin = time.process_time()
        for of_its_set, form in forms:
            of_its_set.score(form)
        cold = min(cold, (time.process_time() - begin) / many)
    zen = [Beside(*found) for found in zen_times(2 if quick else 7).items()]
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
        2 if quick else 7,
    )
    read, matched = (found[name] / len(texts) for name in ("read", "matched"))
    yield Line("a new text read", read, Beside("one regular expression", matched))


if __name__ == "__main__":
    print(table(lines(quick=False)))
