"""What the rules of 20 mixed rows cost once they are closures, beside bare functions and zen-engine.

python benchmarks/rules.py
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from score import Applied, applied_rules, bare_calls
from table import Beside, Line, table
from timing import least
from twenty_rows import submission
from zen_tables import by_loader, rows_of

from scoring.rules.closures import Values
from scoring.rules.outcome_closures import Decide
from scoring.rules.residual import residual
from scoring.rules.table import decide
from scoring.work.library import Library

Rows = list[tuple[tuple[object, ...], Values]]
"""Rows, each by what it shares with others and its own numbers."""


def in_two_steps(applied: Applied, decimals: int) -> tuple[dict[object, Decide], Rows]:
    """Return the closures by what rows share (rule and facts), and the rows.

    All numbers come with the row; so do the points.
    """
    closures: dict[object, Decide] = {}
    rows: Rows = []
    for rule, scope in applied:
        free = [name for name, value in scope.items() if isinstance(value, Fraction)]
        known = {name: value for name, value in scope.items() if name not in free}
        shared = (rule, *known.items())
        if shared not in closures:
            closures[shared] = residual(rule, known, free, decimals).decide
        rows.append((shared, tuple(scope[name].as_integer_ratio() for name in free)))
    return closures, rows


def assert_equal(applied: Applied, calls: list[tuple[Decide, Values]], zen: list[Any]) -> None:
    """Raise an error unless all three find the same scores: ours exactly, the other to a cent."""
    for (rule, scope), (decided, values), by_zen in zip(applied, calls, zen, strict=True):
        expected = decide(rule, scope).score
        score = decided(values)[0]
        found = None if score is None else Fraction(*score)
        if found != expected:
            raise SystemExit(f"{rule.name}: {found}, not {expected}")
        if expected is not None and abs(by_zen["score"] - expected) > 0.01:
            raise SystemExit(f"{rule.name}: {by_zen['score']} by zen-engine, not {expected}")


def lines(quick: bool) -> Iterator[Line]:
    """Yield what the rules cost for rows of known kinds, without and with finding the kind."""
    library = Library()
    scorer = library.scorer(submission().set)
    applied = applied_rules(scorer)
    decimals = scorer.indicators.places
    closures, rows = in_two_steps(applied, decimals)
    calls = [(closures[shared], values) for shared, values in rows]
    bare, zen_rows = bare_calls(), rows_of((rule.name, scope) for rule, scope in applied)
    assert_equal(applied, calls, by_loader(zen_rows))
    took = least(
        {
            "bare": lambda: [function(*arguments) for function, arguments in bare],
            "at once": lambda: [decide(rule, scope) for rule, scope in applied],
            "closures": lambda: [decided(values) for decided, values in calls],
            "found": lambda: [closures[shared](values) for shared, values in rows],
            "made": lambda: in_two_steps(applied, decimals),
            "zen": lambda: by_loader(zen_rows),
        },
        2 if quick else 7,
    )
    floor, zen = Beside("bare Decimal", took["bare"]), Beside("zen-engine", took["zen"])
    at_once = Beside("rules at once", took["at once"])
    yield Line("20 rows by closures, exact", took["closures"], floor, zen, 0.2, by_peer=True)
    yield Line("the same, their kinds looked up", took["found"], floor, zen, 0.2, by_peer=True)
    yield Line("the closures of 20 rows made", took["made"], at_once, zen)


if __name__ == "__main__":
    print(table(lines(quick=False)))
