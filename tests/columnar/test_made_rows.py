"""Rows put together from texts that people write have the engine's outcome, whatever was scored before."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.columnar.equality import (
    LIBRARY,
    by_engine,
    differences,
    line_of,
    quick_scorer,
    quickly,
    sets_by_shapes,
)
from tests.columnar.made_rows import (
    DIRECTIONS,
    ENDS,
    NAMES,
    REACHED,
    REASONS,
    SIGNS,
    UNITS,
    WORDS,
    Made,
)
from tests.columnar.real_forms import PERIODS
from tests.columnar.real_rows import real_rows

SETS = st.sampled_from(sets_by_shapes())
POOL = real_rows()
NUMBERS = st.sampled_from(("5", "6", "0", "10", "99.5", "100", "0.95", "1,000", "12"))


def _number_text(signs: tuple[str, ...]) -> st.SearchStrategy[str]:
    parts = st.tuples(
        st.sampled_from(signs), NUMBERS, st.sampled_from(UNITS), st.sampled_from(ENDS)
    )
    return parts.map("".join)


def _texts(field: str) -> list[str]:
    return [row[field] for row in POOL if field in row]


ROWS = st.fixed_dictionaries({
    "name": st.sampled_from((*NAMES, *_texts("name"))),
    "target": _number_text(SIGNS) | st.sampled_from((*WORDS, *_texts("target"))),
    "actual": _number_text(REACHED) | st.sampled_from((*WORDS, *_texts("actual"))),
    "unit": st.sampled_from(UNITS),
    "direction": st.sampled_from(DIRECTIONS),
    "reason": st.sampled_from(REASONS),
    "points": st.sampled_from(("10", "5", "0", "3.33", "0.000001")),
    "claimed": st.sampled_from(("", "10", "5", "0", "-1")),
    "core": st.sampled_from(("", "是", "否")),
    "evidence": st.sampled_from(([], [{"name": "验收单"}])),
})  # fmt: skip


@st.composite
def alike(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a row, and rows that differ from it in a field or two."""
    first = draw(ROWS)
    if draw(st.integers(0, 3)):
        unit = draw(st.sampled_from(UNITS))
        due, done = draw(NUMBERS), draw(NUMBERS)
        first |= {"target": f"{draw(st.sampled_from(SIGNS))}{due}{unit}", "actual": f"{done}{unit}"}
    rows = [first]
    for other in draw(st.lists(ROWS, min_size=1, max_size=4)):
        fields = draw(st.sets(st.sampled_from(sorted(first)), min_size=1, max_size=2))
        rows.append({**first, **{field: other[field] for field in fields}})
    return rows


@settings(max_examples=150, deadline=None)
@given(set_id=SETS, rows=alike(), level=st.integers(0, 2), period=st.sampled_from(PERIODS))
def test_rows_that_differ_in_a_field_or_two_are_scored_each_for_itself(
    set_id: str, rows: list[dict[str, Any]], level: int, period: dict[str, str]
) -> None:
    """A failing example shrinks to the two rows that have an outcome in common and must not."""
    levels = LIBRARY.indicator_set(set_id).levels
    top = levels[level % len(levels)]
    levels_of_row = {"level1": top.name, "level2": top.children[0].name if top.children else ""}
    scorer = quick_scorer(set_id)
    lines = [
        line_of({
            "schema": "ziping/submission/1", "set": set_id, "year": 2023, "unit": "某局",
            "project_period": period, "indicators": [{**row, **levels_of_row} for row in ordered],
        })
        for ordered in (rows, rows[::-1])
    ]  # fmt: skip
    expected = {line: by_engine(line) for line in lines}
    for line in 2 * lines:  # a form of numbers is looked into when it comes back
        found = quickly(scorer, line)
        if found is not None:
            assert differences(found, expected[line]) == []


@pytest.mark.parametrize(
    "rounds", [pytest.param(15, marks=pytest.mark.long, id="many"), pytest.param(1, id="few")]
)
@pytest.mark.parametrize("set_id", sets_by_shapes())
def test_forms_of_rows_that_look_alike_are_scored_as_by_the_engine(
    set_id: str, rounds: int
) -> None:
    chance = random.Random(f"{set_id} {rounds}")
    indicators = LIBRARY.indicator_set(set_id)
    wrong = []
    for _ in range(rounds):
        scorer, made = quick_scorer(set_id), Made(chance)
        for _ in range(6):
            line = line_of({
                "schema": "ziping/submission/1", "set": set_id, "year": 2023, "unit": "某局",
                "finished": chance.choice(("是", "否", "")), "project_period": chance.choice(PERIODS),
                "indicators": [made.row(indicators) for _ in range(20)],
            })  # fmt: skip
            found = quickly(scorer, line)
            if found is not None:
                wrong += differences(found, by_engine(line))
    assert wrong == []
