"""Every row that the tests have from real tables, under every set that goes by shapes, as by the engine."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from tests.columnar.equality import (
    LIBRARY,
    by_engine,
    differences,
    line_of,
    quick_scorer,
    quickly,
    sets_by_shapes,
)
from tests.columnar.real_forms import form, forms, with_other_numbers
from tests.columnar.real_rows import real_rows

SETS = sets_by_shapes()
NATIONAL = "mof/2020-project"


def _check(lines: list[str], set_id: str) -> tuple[int, int]:
    """Score lines by one scorer, in turn; return how many there were, and how many went quickly."""
    scorer = quick_scorer(set_id)
    wrong, quick = [], 0
    for line in lines:
        found = quickly(scorer, line)
        if found is not None:
            quick += 1
            wrong += differences(found, by_engine(line))
    assert wrong == []
    return len(lines), quick


@pytest.mark.parametrize(
    "share", [pytest.param(1, marks=pytest.mark.long, id="all"), pytest.param(12, id="sample")]
)
@pytest.mark.parametrize("set_id", SETS)
def test_real_rows_are_scored_as_by_the_engine(set_id: str, share: int) -> None:
    chance = random.Random(set_id)
    rows = [*real_rows()]
    chance.shuffle(rows)
    rows = rows[::share]
    indicators = LIBRARY.indicator_set(set_id)
    lines = [line_of(each) for each in forms(rows, indicators, chance)]
    number, quick = _check(lines, set_id)
    assert number == -(-len(rows) // 20)
    assert quick * 2 > number  # the others hold what only a whole form decides


@pytest.mark.parametrize(
    "count", [pytest.param(600, marks=pytest.mark.long, id="many"), pytest.param(40, id="few")]
)
def test_rows_of_few_shapes_and_many_numbers_are_scored_as_by_the_engine(count: int) -> None:
    """The same few texts come back with other numbers, so that most outcomes are shared."""
    chance = random.Random(15)
    indicators = LIBRARY.indicator_set(NATIONAL)
    few = chance.sample(real_rows(), 150)
    lines = []
    for _ in range(count):
        rows = [
            {
                **row,
                **{
                    key: with_other_numbers(row.get(key, ""), chance)
                    for key in ("target", "actual")
                },
            }
            for row in chance.sample(few, 20)
        ]
        lines.append(line_of(form(rows, indicators, chance)))
    _check(lines, NATIONAL)


def test_the_order_of_forms_and_their_sharing_out_to_processes_change_nothing() -> None:
    chance = random.Random(3)
    indicators = LIBRARY.indicator_set(NATIONAL)
    rows = chance.sample(real_rows(), 600)
    lines = [line_of(each) for each in islice(forms(rows, indicators, chance), 30)]
    first, again, half, other = (quick_scorer(NATIONAL) for _ in range(4))
    expected = {line: quickly(first, line) for line in lines}
    assert {line: quickly(again, line) for line in reversed(lines)} == expected
    split = {line: quickly((half, other)[at % 2], line) for at, line in enumerate(lines)}
    assert split == expected
