"""What the probe says of a rule: pieces of expressions as text, edges stood on, faults found."""

from __future__ import annotations

import pytest

from scoring.rules.probe import Coverage, constants, faults, source_text

PIECES = [
    ("points * actual / target", "points * actual / target"),
    ("points * (actual - target)", "points * (actual - target)"),
    ("(points + actual) / target", "(points + actual) / target"),
    ("points - (actual - target)", "points - (actual - target)"),
    ("points - actual - target", "points - actual - target"),
    ("points / (actual * target)", "points / (actual * target)"),
    ("points + actual * 80%", "points + actual * 0.8"),
    ("分值 × (完成值 ÷ 指标值)", "points * (actual / target)"),
    ("-(actual - target)", "-(actual - target)"),
    ("-actual * 2", "-actual * 2"),
    ("points - -actual", "points - -actual"),
    ("--actual", "-(-actual)"),
    ("+actual", "actual"),
    ("min(points, (actual + 1) * 2)", "min(points, (actual + 1) * 2)"),
    ("points if met else 0", "…"),
]


@pytest.mark.parametrize(("typed", "text"), PIECES)
def test_a_piece_as_text_means_what_was_typed(typed, text, compiled):
    assert source_text(compiled(typed).tree) == text


def test_a_piece_as_text_computes_to_the_same(compiled):
    row = {"points": 10, "actual": 7, "target": 3}
    for typed, _ in PIECES[:6]:
        assert eval(source_text(compiled(typed).tree), {}, row) == eval(typed, {}, row)


@pytest.fixture
def steps(rule):
    return rule(
        {"when": "actual / target >= 100%", "score": "points"},
        {"when": "60% <= actual / target < 100%", "score": "points * 60%"},
        {"score": "0"},
        name="steps",
    )


def test_coverage_notes_cases_and_the_edges_stood_on(steps, facts):
    seen = Coverage()
    for actual in ("10", "7", "6", "1"):
        seen.record(steps, facts(actual=actual, target="10"))
    assert seen.cases == {("steps", 1), ("steps", 2), ("steps", 3)}
    assert seen.edges == {("steps", 1, 0, 0), ("steps", 2, 0, 0)}, "10 stops at case 1"


def test_coverage_stops_at_what_cannot_be_computed(steps, facts):
    seen = Coverage()
    seen.record(steps, facts(actual="1", target="0"))
    seen.record(steps, facts(actual="1"))
    assert (seen.cases, seen.edges) == (set(), set())


@pytest.mark.parametrize(
    ("case", "kinds"),
    [
        ({"score": "points * actual / target"}, ["zero-division"]),
        ({"score": "points + 1"}, ["out-of-range"]),
        ({"score": "0 - actual"}, ["out-of-range"]),
        ({"from": "points * 80%", "to": "points * 60%"}, ["reversed-band"]),
        ({"from": "0", "score": "9", "to": "8"}, ["default-outside"]),
        ({"from": "0", "score": "8", "to": "8"}, []),
        ({"score": "points * executed"}, []),
        ({"unscored": "须人工认定"}, []),
    ],
)
def test_faults(case, kinds, rule, facts):
    found = faults(rule(case), facts(actual="3", target="0"))
    assert [fault.kind for fault in found] == kinds
    used = rule({"use": rule(case)})
    assert [f.kind for f in faults(used, facts(actual="3", target="0"))] == kinds


def test_constants_are_all_numbers_of_a_rule(steps, rule):
    used = rule({"when": "level == '3'", "from": "5%", "score": "1", "to": "7.5"}, {"use": steps})
    assert {str(n) for n in constants(used)} == {"1/20", "1", "15/2", "3/5", "0"}
