"""Decision tables: which case applies, how bands are turned inward, what stays unscored."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.exact import half_up, round_up
from scoring.rules.probe import constants
from scoring.rules.table import decide

CENT = Fraction(1, 100)


def scores(outcome) -> tuple[str, str, str]:
    """Score, low and high as the tables below write them; ``-`` where there is no score."""
    shown = [outcome.score, outcome.low, outcome.high]
    return tuple("-" if v is None else f"{float(v):g}" for v in shown)


# Which case applies


@pytest.fixture(scope="module")
def steps(rule):
    return rule(
        {"when": "actual >= target", "score": "points"},
        {"when": "actual >= target * 80%", "score": "points * 80%"},
        {"when": "actual >= target * 60%", "score": "points * 60%"},
        {"score": "0"},
    )


@pytest.mark.parametrize(
    ("actual", "case", "score"),
    [
        ("101", 1, "5"),
        ("100", 1, "5"),
        ("99.999999", 2, "4"),
        ("80", 2, "4"),
        ("79.999999", 3, "3"),
        ("60", 3, "3"),
        ("59.999999", 4, "0"),
        ("-1", 4, "0"),
    ],
)
def test_the_first_case_that_holds_applies(actual, case, score, steps, facts):
    outcome = decide(steps, facts("5", actual=actual, target="100"))
    assert (outcome.case.number, outcome.score) == (case, Fraction(score))
    assert (outcome.low, outcome.high) == (outcome.score, outcome.score)
    assert not outcome.is_band
    assert outcome.rule is steps


def test_later_cases_are_not_looked_at(rule, facts):
    made = rule(
        {"when": "actual >= target", "score": "points"},
        {"when": "actual / budget > 1", "score": "0"},
        {"score": "1 / 0"},
    )
    row = facts(actual="2", target="1", budget="0")
    assert decide(made, row).score == 10
    assert decide(made, {**row, "actual": Fraction(0)}).unscored == "除数为零，无法计算"


def test_no_case_that_applies_is_said(rule, facts):
    made = rule({"when": "met", "score": "points"})
    outcome = decide(made, facts(met=False))
    assert (outcome.unscored, outcome.case) == ("没有适用的情形", None)
    assert scores(outcome) == ("-", "0", "10")


# Bands: rule's edges, points, and score low high

BANDS = [
    # edges included
    ({"from": "points * 80%", "to": "points"}, "10", "- 8 10"),
    ({"from": "0", "score": "points * 50%", "to": "points"}, "10", "5 0 10"),
    ({"from": "2.005", "to": "7.995"}, "10", "- 2.01 7.99"),
    ({"from": "points / 3", "to": "points * 2 / 3"}, "10", "- 3.34 6.66"),
    ({"from": "2.01", "to": "7.99"}, "10", "- 2.01 7.99"),
    # edges not included
    ({"above": "2", "below": "8"}, "10", "- 2.01 7.99"),
    ({"above": "2.005", "below": "7.995"}, "10", "- 2.01 7.99"),
    ({"above": "2.0099", "below": "7.9901"}, "10", "- 2.01 7.99"),
    ({"from": "points * 60%", "below": "points * 80%"}, "12.5", "- 7.5 9.99"),
    ({"from": "points * 60%", "below": "points * 80%"}, "3", "- 1.8 2.39"),
    # one edge only
    ({"from": "4"}, "10", "- 4 10"),
    ({"above": "4"}, "10", "- 4.01 10"),
    ({"to": "4"}, "10", "- 0 4"),
    ({"below": "4"}, "10", "- 0 3.99"),
    ({"below": "4", "score": "2"}, "10", "2 0 3.99"),
    # the default is drawn into the band
    ({"from": "0", "score": "points * 60%", "below": "points * 60%"}, "10", "5.99 0 5.99"),
    ({"above": "6", "score": "6", "to": "8"}, "10", "6.01 6.01 8"),
    ({"from": "3", "score": "2", "to": "8"}, "10", "3 3 8"),
    # a default inside the exact edges is printed half up; an edge that belongs to the band gives way
    ({"from": "0", "score": "points * 2 / 3", "to": "points * 2 / 3"}, "10", "6.67 0 6.67"),
    ({"from": "0", "score": "points * 95 / 99", "to": "points * 95 / 99"}, "10", "9.6 0 9.6"),
    ({"from": "points / 3", "score": "points / 3", "to": "points"}, "10", "3.33 3.33 10"),
    ({"from": "6.674", "score": "6.676", "to": "6.679"}, "10", "6.68 6.68 6.68"),
    ({"from": "0", "score": "7", "to": "points * 2 / 3"}, "10", "6.66 0 6.66"),
    ({"above": "2", "score": "2.001", "to": "8"}, "10", "2.01 2.01 8"),
    ({"from": "2", "score": "7.999", "below": "8"}, "10", "7.99 2 7.99"),
    # a band that leaves 0 … points is cut there
    ({"from": "0 - 5", "score": "3", "to": "points + 5"}, "10", "3 0 10"),
    ({"from": "0 - 5", "to": "0 - 1"}, "10", "- 0 0"),
    ({"from": "points + 1", "to": "points + 2"}, "10", "- 10 10"),
    ({"below": "0"}, "10", "- 0 0"),
    # a row of no points
    ({"from": "0", "score": "points * 60%", "below": "points * 60%"}, "0", "0 0 0"),
    # narrower than one printed unit: the default alone, or the lower end
    ({"from": "3.001", "score": "3.004", "to": "3.009"}, "10", "3 3 3"),
    ({"above": "3", "score": "3.006", "below": "3.01"}, "10", "3.01 3.01 3.01"),
    ({"above": "3", "below": "3.01"}, "10", "- 3 3"),
    ({"from": "3.001", "to": "3.009"}, "10", "- 3 3"),
    ({"from": "3", "to": "3"}, "10", "- 3 3"),
    ({"from": "3", "score": "3", "to": "3"}, "10", "3 3 3"),
]


@pytest.mark.parametrize(("case", "points", "expected"), BANDS)
def test_bands(case, points, expected, rule, facts):
    outcome = decide(rule(case), facts(points))
    assert outcome.is_band
    assert not outcome.unscored
    assert scores(outcome) == tuple(expected.split())


@pytest.mark.parametrize(
    ("places", "expected"),
    [(0, "5 2 7"), (1, "5 1.3 7.9"), (2, "4.97 1.24 7.99"), (3, "4.97 1.235 7.999")],
)
def test_the_printed_unit_is_the_sets(places, expected, rule, facts):
    made = rule({"above": "1.2341", "score": "4.97", "below": "8"})
    assert scores(decide(made, facts(), places)) == tuple(expected.split())


NUMBER = st.fractions(min_value=-3, max_value=14, max_denominator=700)
LAWS = settings(deadline=None, derandomize=True, max_examples=100)


@LAWS
@given(low=NUMBER, high=NUMBER, score=NUMBER, inside=st.booleans(), places=st.integers(0, 2))
def test_a_band_holds_printed_scores_that_really_lie_in_it(
    rule, facts, low, high, score, inside, places
):
    edges = ("from", "to") if inside else ("above", "below")
    made = rule({edges[0]: "limit", "score": "each", edges[1]: "minus"})
    row = facts(limit=low, each=score, minus=high)
    outcome = decide(made, row, places)
    unit = Fraction(1, 10**places)
    assert 0 <= outcome.low <= outcome.score <= outcome.high <= 10
    for value in (outcome.low, outcome.score, outcome.high):
        assert (value / unit).denominator == 1
    # what a person could print inside the rule's own edges and 0 … points, counted one by one
    shown = min(max(half_up(score, places), Fraction(0)), Fraction(10))
    widened_low = inside and low <= score and shown < low
    widened_high = inside and score <= high and shown > high
    start = round_up(max(low, Fraction(0)), places)
    printable = [start + unit * n for n in range(14 * 10**places) if start + unit * n <= 10]
    possible = [v for v in printable if (low <= v <= high if inside else low < v < high)]
    if possible:
        assert outcome.low == (shown if widened_low else possible[0])
        assert outcome.high == (shown if widened_high else possible[-1])
    if inside and low <= score <= high:
        assert outcome.score == shown


# One score


@pytest.mark.parametrize(
    ("score", "points", "expected"),
    [
        ("points + 1", "10", "10"),
        ("0 - 1", "10", "0"),
        ("points - 12.5", "12.5", "0"),
        ("points * 130%", "2.5", "2.5"),
        # a half goes up, once: 2.6749999 is 2.67 although 2.675 would be 2.68
        ("2.675", "10", "2.68"),
        ("2.6749999", "10", "2.67"),
        ("2.665", "10", "2.67"),
        ("0.005", "10", "0.01"),
        ("0.0049999", "10", "0"),
        ("9.995", "10", "10"),
        ("1 / 3 + 1 / 3 + 1 / 3", "10", "1"),
        ("points * (1 / 3) * 3", "10", "10"),
        ("points * 2 / 3", "10", "6.67"),
        ("points * actual / target", "5", "4.84"),
        ("points * (actual / target)", "5", "4.84"),
        ("actual / target * points", "5", "4.84"),
    ],
)
def test_one_score_inside_the_points(score, points, expected, rule, facts):
    outcome = decide(rule({"score": score}), facts(points, actual="24005", target="24800"))
    assert outcome.score == outcome.low == outcome.high == Fraction(expected)


def test_rounding_happens_once_and_only_at_the_printed_unit(rule, facts):
    """In two roundings 0.0445 × 100 becomes 0.05 and then 5; exactly it is 4.45."""
    made = rule({"score": "points * (actual / target)"})
    row = facts("100", actual="89", target="2000")
    assert decide(made, row).score == Fraction("4.45")
    assert decide(made, row, 1).score == Fraction("4.5")
    assert decide(made, row, 0).score == 4
    assert decide(made, facts("10", actual="269946", target="101000"), 2).score == 10
    near = facts("1", actual="4444444444", target="10000000000")
    assert [decide(made, near, p).score for p in (0, 1, 2)] == [0, Fraction("0.4"), 44 * CENT]


# Unscored


def test_a_case_may_say_that_nothing_is_scored(rule, facts):
    made = rule(
        {"when": "target <= 0", "unscored": "指标值为零或负数，不能按比例计分"},
        {"score": "min(points * max(actual, 0) / target, points)"},
    )
    outcome = decide(made, facts(target="0", actual="3"))
    assert outcome.unscored == "指标值为零或负数，不能按比例计分"
    assert (outcome.case.number, outcome.formula, outcome.missing) == (1, "", "")
    assert scores(outcome) == ("-", "0", "10")
    assert not outcome.is_band
    assert scores(decide(made, facts(target="4", actual="3"))) == ("7.5", "7.5", "7.5")


UNSCORED = [
    # where it happens, the rule's case, words
    ({"score": "points * actual / target"}, "除数为零"),
    ({"when": "actual / target >= 1", "score": "points"}, "除数为零"),
    ({"score": "points / (target - target)"}, "除数为零"),
    ({"score": "points * (1 - 1) / (1 - 1)"}, "除数为零"),
    ({"from": "points / target", "to": "points"}, "除数为零"),
    ({"from": "0", "score": "1", "below": "points / target"}, "除数为零"),
    ({"score": "points * executed / 5"}, "缺少“executed”"),
    ({"score": "points * completion"}, "缺少“completion”"),
    ({"when": "executed > 0", "score": "points"}, "缺少“executed”"),
    ({"from": "executed", "score": "1", "to": "points"}, "缺少“executed”"),
    ({"when": "level == '达成'", "score": "points"}, "缺少“level”"),
    ({"score": "points if met else 0"}, "缺少“met”"),
    ({"score": "completion / target"}, "缺少“completion”"),  # the fact is needed first
]


@pytest.mark.parametrize(("case", "words"), UNSCORED)
def test_unscored_with_the_reason(case, words, rule, facts):
    """``executed`` is unknown in the scope, ``completion``, ``met`` and ``level`` not in it."""
    made = rule(case, *([{"score": "0"}] if "when" in case else []))
    outcome = decide(made, facts("5", target="0", actual="3", executed=None))
    assert words in outcome.unscored
    assert outcome.missing == words.removeprefix("缺少“").rstrip("”") * words.startswith("缺少")
    assert scores(outcome) == ("-", "0", "5")
    assert (outcome.formula, outcome.is_band, outcome.case.number) == ("", False, 1)


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("budget > 0 and executed / budget < 90%", False),
        ("budget <= 0 or executed / budget >= 90%", True),
        ("0 < budget < completion", False),
        ("not (budget > 0 and completion > 1)", True),
        ("(1 / budget if budget > 0 else 0) == 0", True),
    ],
)
def test_what_need_not_be_known_is_not_asked_for(when, holds, rule, facts):
    made = rule({"when": when, "score": "points"}, {"score": "0"})
    assert decide(made, facts(budget="0", executed="0")).score == (10 if holds else 0)


def test_a_number_that_grows_too_large_is_unscored(rule, facts):
    huge = str(2**1500)
    for case in (
        {"score": "points * actual * actual"},
        {"from": "actual * actual", "to": "points"},
    ):
        outcome = decide(rule(case), facts(actual=huge))
        assert outcome.unscored == "数字过大，无法计算"
        assert scores(outcome) == ("-", "0", "10")
    made = rule({"when": "actual * actual > 1", "score": "points"}, {"score": "0"})
    # A comparison prints nothing and goes nowhere: it is simply decided.
    assert scores(decide(made, facts(actual=huge))) == ("10", "10", "10")
    assert decide(rule({"score": "actual"}), facts(actual=huge)).score == 10


# Rules that lead to rules


def test_a_rule_that_is_reached_twice_is_met_once(rule):
    """Each of 30 rules uses the next one twice: 31 rules, and 2 ** 30 ways to the last."""
    below = rule({"score": "points * 7"}, name="last")
    for number in range(30):
        below = rule({"when": "met", "use": below}, {"use": below}, name=f"rule {number}")
    assert len(list(below.reached())) == 31
    assert constants(below) == {Fraction(7)}


def test_use_hands_the_row_to_another_rule(rule, facts):
    steps = rule({"when": "met", "score": "points"}, {"score": "points * 60%"}, name="steps")
    made = rule(
        {"when": "core", "score": "points if met else 0"},
        {"use": steps, "because": "非核心指标"},
        name="by_core",
    )
    seen = []
    row = facts(core=False, met=False)
    outcome = decide(made, row, observe=lambda rule, scope: seen.append((rule.name, scope)))
    assert (outcome.score, outcome.rule.name, outcome.case.number) == (6, "steps", 2)
    assert seen == [("by_core", row), ("steps", row)]
    assert decide(made, facts(core=True, met=False)).score == 0
    assert decide(made, facts("2.5", core=False, met=False), 0).score == 2, "in the same unit"
    unknown = decide(made, facts(core=False))
    assert (unknown.rule.name, unknown.missing) == ("steps", "met")


def test_the_worked_example_per_unit_above(rule, facts):
    """0.5 points for every started, exact or whole per cent above the limit: three readings."""
    made = rule(
        {"when": "value <= limit", "score": "points"},
        {
            "from": "max(points - minus * ceil((value - limit) / each), 0)",
            "score": "max(points - minus * (value - limit) / each, 0)",
            "to": "max(points - minus * floor((value - limit) / each), 0)",
        },
    )
    table = {
        "1": "5 5 5",
        "0.95": "5 5 5",
        "1.01": "4.5 4.5 4.5",
        "1.025": "3.75 3.5 4",
        "1.03": "3.5 3.5 3.5",
        "1.1": "0 0 0",
        "1.0999": "0.01 0 0.5",
        "2": "0 0 0",
    }
    for value, expected in table.items():
        row = facts("5", value=value, limit="1", each="0.01", minus="0.5")
        assert scores(decide(made, row)) == tuple(expected.split()), value


def test_the_worked_example_reverse(rule, facts):
    made = rule(
        {"when": "actual <= target", "score": "points"},
        {"when": "actual >= 2 * target", "score": "0"},
        {"score": "points * (2 * target - actual) / target"},
    )
    for actual, expected in {
        "8.3": "5",
        "10": "5",
        "11": "4.5",
        "19.99": "0.01",
        "20": "0",
    }.items():
        assert decide(made, facts("5", actual=actual, target="10")).score == Fraction(expected)
