"""A rule applied in two steps decides what it decides at once: in every number, case and failure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from scoring.indicator_set.model import IndicatorSet
from scoring.rules.closures import Closures, Doubt
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression, ExpressionError
from scoring.rules.partial import Partial
from scoring.rules.probe import constants
from scoring.rules.residual import residual, residual_condition
from scoring.rules.table import Outcome, Rule, decide
from scoring.rules.types import NameSpec, Scope, Type, Value
from scoring.work.library import Library
from tests.rules.written_expressions import DATES, FACTS, FLAGS, conditions, numbers

LAWS = settings(deadline=None, derandomize=True, max_examples=200)


def as_given(value: Value | None, terms: int = 1) -> object:
    """A fact as it comes with a row: a number as a pair, not always in lowest terms."""
    if isinstance(value, Fraction):
        return value.numerator * terms, value.denominator * terms
    return value


def assert_same(
    rule: Rule, rows: Sequence[Scope], free: list[str], decimals: int = 2, terms: int = 1
) -> list[Outcome]:
    """Apply ``rule`` at once and in two steps to rows that differ in the free facts only."""
    known = {name: value for name, value in rows[0].items() if name not in free}
    rest = residual(rule, known, free, decimals)
    outcomes = []
    for facts in rows:
        values = [as_given(facts[name], terms) if name in rest.reads else None for name in free]
        score, low, high, ending = rest.decide(tuple(values))
        expected = decide(rule, facts, decimals)
        found = (
            None if score is None else Fraction(*score), Fraction(*low), Fraction(*high),
            ending.is_band, ending.unscored, ending.missing, ending.case, ending.rule,
        )  # fmt: skip
        assert found == (
            expected.score, expected.low, expected.high,
            expected.is_band, expected.unscored, expected.missing, expected.case, expected.rule,
        )  # fmt: skip
        outcomes.append(expected)
    return outcomes


def outcome_of(condition: Expression, facts: Scope) -> bool | None:
    try:
        return Evaluator(facts).holds(condition)
    except (UnknownFact, Uncomputable):
        return None


def assert_same_condition(condition: Expression, facts: Scope, free: list[str]) -> None:
    known = {name: value for name, value in facts.items() if name not in free}
    found = residual_condition(condition, known, free)
    if callable(found):
        found = found(tuple(as_given(facts[name]) for name in free))
    assert found is outcome_of(condition, facts)


# Any rule that can be written, on any facts.

HUGE = Fraction(10**400 + 7, 3)
"""Two of these multiplied have more digits than a score may have."""
NUMBER = st.one_of(
    st.sampled_from([Fraction(n) for n in (0, 1, -1, 2, 10)] + [Fraction(1, 3), HUGE, -1 / HUGE]),
    st.decimals(min_value=-(10**6), max_value=10**6, places=3).map(Fraction),
)
POINTS = st.one_of(
    st.decimals(min_value=0, max_value=100, places=2).map(Fraction),
    st.sampled_from([Fraction(0), Fraction("4.125"), Fraction(10, 3), Fraction(-2), HUGE**2]),
)
OPEN = {
    **dict.fromkeys(FACTS, NUMBER), "points": POINTS,
    **dict.fromkeys(FLAGS, st.booleans()),
    "level": st.sampled_from(["达成", "正常", "终止"]), "state": st.sampled_from(["正常", "终止"]),
    **{name: st.sampled_from([*DATES.values(), date(1, 1, 1), date(9999, 12, 31)]) for name in DATES},
}  # fmt: skip


@st.composite
def rows_of_one_kind(draw, count: int) -> tuple[list[Scope], list[str]]:
    """Rows that share some facts, of which some are unknown or not there; the names of the others."""
    shared: dict[str, Value | None] = {}
    for name in set(OPEN) - {"points"}:
        kind = draw(st.integers(0, 9))
        if kind:
            shared[name] = draw(OPEN[name]) if kind > 1 else None
    others = sorted(name for name, value in shared.items() if value is not None)
    free = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    free = draw(st.permutations(["points", *free]))
    return [{**shared, **{name: draw(OPEN[name]) for name in free}} for _ in range(count)], free


@st.composite
def written_case(draw, is_last: bool, used: Rule | None) -> dict[str, object]:
    case: dict[str, object] = {}
    if not is_last or draw(st.booleans()):
        case["when"] = draw(conditions(2))[0]
    kind = draw(st.sampled_from(["points", "score", "score", "band", "unscored", "use"]))
    if kind == "use" and used is not None:
        case["use"] = used
    elif kind == "unscored":
        case["unscored"] = "由人判断"
    elif kind == "band":
        ends = draw(
            st.sampled_from([["from"], ["above"], ["to"], ["from", "below"], ["above", "to"]])
        )
        case |= {end: draw(numbers(1))[0] for end in ends}
        if draw(st.booleans()):
            case["score"] = draw(numbers(1))[0]
    else:
        case["score"] = "points" if kind == "points" else draw(numbers(2))[0]
    return case


@LAWS
@given(data=st.data(), of_one_kind=rows_of_one_kind(3), decimals=st.sampled_from([0, 1, 2, 4]))
def test_any_rule_in_two_steps_decides_what_it_decides_at_once(rule, data, of_one_kind, decimals):
    rows, free = of_one_kind
    made: Rule | None = None
    for name in ("used", "rule"):
        count = data.draw(st.integers(1, 3))
        cases = [data.draw(written_case(n == count, made)) for n in range(1, count + 1)]
        try:
            made = rule(*cases, name=name)
        except ExpressionError:
            reject()
    assert made is not None
    terms = data.draw(st.sampled_from([1, 2, 300]))
    for outcome in assert_same(made, rows, free, decimals, terms):
        event(outcome.unscored or ("band" if outcome.is_band else "score"))


END = st.sampled_from(
    ["0", "points", "80% * points", "4.995", "actual", "target", "points * actual / target",
     "points / 3", "0 - actual", "points if met else actual", "points + 0.004"]
)  # fmt: skip
SMALL = st.sampled_from(
    [Fraction(n) for n in ("0", "1", "4.994", "4.995", "5", "4.996", "10/3", "12", "1e700")]
)


@LAWS
@given(
    low=st.tuples(st.sampled_from(["from", "above", ""]), END),
    high=st.tuples(st.sampled_from(["to", "below", ""]), END),
    score=st.one_of(st.just(""), END),
    rows=st.lists(
        st.fixed_dictionaries({"points": SMALL, "actual": SMALL, "target": SMALL}),
        min_size=1, max_size=6,
    ),
    free=st.sampled_from([["points"], ["target", "points"], ["actual", "points", "target"]]),
    met=st.sampled_from([True, False, None]),
)  # fmt: skip
def test_any_band_in_two_steps_has_the_ends_that_it_has_at_once(
    rule, low, high, score, rows, free, met
):
    case = {key: end for key, end in (low, high, ("score", score)) if key and end}
    band = rule({"when": "target < 0", "score": "points"}, case or {"score": "points / 3"})
    shared = {**rows[0], "met": met}
    assert_same(band, [{**shared, **{name: row[name] for name in free}} for row in rows], free)


@LAWS
@given(data=st.data(), of_one_kind=rows_of_one_kind(1))
def test_any_condition_in_two_steps_holds_where_it_holds_at_once(compiled, data, of_one_kind):
    (facts,), free = of_one_kind
    text, _ = data.draw(conditions(3))
    try:
        condition = compiled(text, Type.YES_NO)
    except ExpressionError:
        reject()
    assert_same_condition(condition, facts, free)


@LAWS
@given(data=st.data(), of_one_kind=rows_of_one_kind(1))
def test_any_number_in_two_steps_is_what_it_is_at_once(compiled, data, of_one_kind):
    """Without the bounds of a score, which hide numbers below zero and above the points."""
    (facts,), free = of_one_kind
    text, _ = data.draw(numbers(3))
    try:
        expression = compiled(text)
    except ExpressionError:
        reject()
    partial = Partial({name: facts[name] for name in facts if name not in free}, free)
    number = Closures({name: free.index(name) for name in free}).number(partial.of(expression.tree))
    try:
        expected: object = Evaluator(facts).value(expression)
    except (UnknownFact, Uncomputable):
        expected = None
    try:
        found: object = Fraction(*number(tuple(as_given(facts[name]) for name in free)))
    except Doubt:
        found = None
    assert found == expected


@pytest.mark.parametrize("actual", [Fraction(0), Fraction(-2), Fraction(3)])
@pytest.mark.parametrize(
    "when",
    [
        "1 / actual > 0 and met", "met and 1 / actual > 0", "1 / actual > 0 or not met",
        "1 / actual > 0 and core", "core and 1 / actual > 0", "met or core or 1 / actual > 0",
        "not (1 / actual > 0 and met and core)", "actual > 0 and core", "actual > 0 or core",
        "1 / actual <= target <= budget", "1 <= target <= 1 / actual", "2 < 1 < budget",
        "1 < 2 < budget", "actual < target < budget", "1 < actual < budget", "budget < 1 / actual",
        "1 / actual + target > 0", "1 / actual + budget > 0", "actual + budget > 0",
        "budget + 1 / actual > 0", "1 / (actual - actual) > 0", "1 / 0 > 0", "actual / 0 > 0",
        "(1 / actual) / 0 > 0", "budget / 0 > 0", "min(1 / actual, budget) > 0",
        "(1 if core else actual) > 0", "(budget if 1 / actual > 0 else 1) > 0",
        "(1 / actual if met else budget) > 0", "(1 if met else 1 / actual) > 0",
        "rounded(actual / 3, 0) < 0", "floor(actual / 3) == 0 - 1", "ceil(actual / 3) == 0",
    ],
)  # fmt: skip
def test_the_failure_that_comes_first_is_the_one_that_comes_first_at_once(rule, when, actual):
    """Met is known to be false, target to be 2; whether core, and the budget, are unknown."""
    shared = {"met": False, "core": None, "budget": None, "target": Fraction(2)}
    row = {"points": Fraction(10), "actual": actual, **shared}
    made = rule({"when": when, "score": "points"}, {"score": "points / 2"})
    assert_same(made, [row], ["actual", "points"])


@pytest.mark.parametrize(
    "case",
    [
        {"score": "points"}, {"score": "actual"}, {"score": "actual / actual"},
        {"from": "0", "to": "points"}, {"from": "0", "to": "points", "score": "actual"},
        {"from": "actual", "score": "1"}, {"to": "actual", "score": "1"}, {"to": "1", "score": "actual"},
        {"from": "0", "to": "points", "score": "1"}, {"from": "0", "to": "points", "score": "points"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("points", ["10", "1e602", "1e603", "-1e700", "1e-700"])
@pytest.mark.parametrize("actual", ["1e601", "1e602", "1e603", "-1e603", "1e-603"])
def test_a_number_is_too_large_where_it_is_at_once(rule, facts, case, points, actual):
    """A score may have 2000 binary digits, which are between 602 and 603 decimal ones."""
    row = facts(points=points, actual=actual)
    assert_same(rule(case), [row], ["points", "actual"])
    assert_same(rule(case), [row], ["points"])


# Every rule of every set that comes with the program.


@pytest.fixture(scope="module")
def shipped() -> list[IndicatorSet]:
    return Library().choices()


def some_value(spec: NameSpec, numbers_near: list[Fraction], random: Random) -> Value:
    match spec.type:
        case Type.NUMBER:
            near = random.choice(numbers_near)
            return (
                near if random.random() < 0.5 else near + Fraction(random.randint(-300, 300), 100)
            )
        case Type.YES_NO:
            return random.random() < 0.5
        case Type.DATE:
            return date(2022, 1, 1) + timedelta(random.randint(0, 800))
    return random.choice(spec.choices or ("一", "二"))


def some_facts(
    used: Collection[str], near: list[Fraction], indicators: IndicatorSet, random: Random,
    lacking: float = 0,
) -> dict[str, Value | None]:  # fmt: skip
    """Facts near the numbers of a rule; each is lacking with the probability given."""
    facts: dict[str, Value | None] = {}
    for name in sorted(indicators.names.specs.keys() & used):
        value = some_value(indicators.names.specs[name], near, random)
        facts[name] = None if random.random() < lacking else value
    points = random.choice([Fraction(10), Fraction("4.5"), Fraction(0), Fraction(7, 3)])
    return {**facts, "points": points}


def free_names(facts: Scope, random: Random) -> list[str]:
    share = random.random()
    others = [n for n, v in facts.items() if v is not None and n != "points"]
    free = ["points", *(n for n in others if random.random() < share)]
    random.shuffle(free)
    return free


def as_written(rule: Rule) -> tuple[object, ...]:
    """All of a rule that its outcomes depend on."""
    return tuple(
        (
            tuple(expression.text for expression in case.expressions),
            case.when is None, case.score is None, case.unscored,
            case.low and case.low.inside, case.high and case.high.inside,
            case.use and as_written(case.use),
        )
        for case in rule.cases
    )  # fmt: skip


def test_every_rule_of_every_set_decides_the_same_in_two_steps(shipped):
    random = Random(15)
    seen: set[object] = set()
    never: set[object] = set()
    for indicators in shipped:
        for applied in (*indicators.row_rules(), *indicators.form_rules()):
            rule = applied.rule
            key = (*sorted(applied.parameters.items()), as_written(rule), indicators.places)
            if key in seen:
                continue
            seen.add(key)
            rules = list(rule.reached())
            used = {n for r in rules for e in r.expressions() for n in e.names}
            written = constants(rule)
            near = [*written, *(100 * n for n in written), *map(Fraction, (0, 1, -1, 2, 10))]
            near += [v for v in applied.parameters.values() if isinstance(v, Fraction)]
            reached: set[object] = set()
            for _ in range(120):
                facts = some_facts(used, near, indicators, random, random.choice([0, 0, 0.3]))
                free = free_names(facts, random)
                facts |= applied.parameters
                others = [some_facts(free, near, indicators, random) for _ in range(4)]
                rows = [facts, *({**facts, **other} for other in others)]
                outcomes = assert_same(rule, rows, free, indicators.places)
                reached |= {outcome.case for outcome in outcomes}
            never |= {
                (indicators.id, r.name, case.number)
                for r in rules
                for case in r.cases
                if case not in reached and case.use is None
            }
    assert not never, "the facts tried lead to every case"
    assert len(seen) > 50


def test_every_condition_of_every_set_holds_the_same_in_two_steps(shipped):
    random = Random(15)
    seen: set[str] = set()
    for indicators in shipped:
        conditions_of_set = [
            *(demand.when for demand in indicators.demands), indicators.over,
            *(item.when for node in indicators.nodes() for item in node.items),
        ]  # fmt: skip
        for condition in conditions_of_set:
            if condition is None or condition.text in seen:
                continue
            seen.add(condition.text)
            near = [*condition.numbers(), *map(Fraction, (0, 1, -1, 2, 10))]
            for _ in range(200):
                facts = some_facts(condition.names, near, indicators, random, lacking=0.2)
                assert_same_condition(condition, facts, free_names(facts, random))
    assert len(seen) > 5


def test_a_parameter_stands_before_a_fact_of_its_name(rule):
    """A free fact that a parameter stands before is not read from the row."""
    ratio = rule({"score": "points * actual / limit"})
    rest = residual(ratio, {"limit": Fraction(4)}, ["limit", "points", "actual"])
    assert rest.reads == {"points", "actual"}
    score, *_ = rest.decide((None, (10, 1), (1, 1)))
    assert score is not None
    assert Fraction(*score) == Fraction("2.5")
    quotient = rule({"score": "points / (actual - limit)"})
    rest = residual(quotient, {"limit": Fraction(4)}, ["limit", "points", "actual"])
    assert rest.decide(((9, 1), (10, 1), (4, 1)))[3].unscored == "除数为零，无法计算"


@pytest.mark.parametrize(
    ("known", "free"), [({}, ["actual"]), ({"points": Fraction(5)}, ["actual", "points"])]
)
def test_the_points_come_with_the_row(rule, known, free):
    with pytest.raises(ValueError, match="points"):
        residual(rule({"score": "points"}), known, free)


def test_what_the_shared_facts_settle_asks_nothing_of_the_row(rule):
    ratio = rule(
        {"when": "met and not over", "score": "points"},
        {"when": "target <= 0", "unscored": "指标值为零"},
        {"score": "points * actual / target"},
    )
    free = ["points", "target", "actual"]
    assert residual(ratio, {"met": True, "over": False}, free).reads == {"points"}
    assert residual(ratio, {"met": False}, free).reads == set(free)
    assert residual(ratio, {"met": True, "over": None}, free).reads == {"points"}


@pytest.mark.parametrize(
    ("when", "settled"),
    [
        ("met and actual > 0", False), ("not met or actual > 0", True), ("actual > 0 and met", False),
        ("core and actual > 0", None), ("budget < actual < 1", None), ("actual < budget < 1", None),
        ("(1 if core else actual) > 0", None), ("actual / 0 > 0", None), ("2 < 1 < actual", False),
        ("min(actual, budget) > 0", None), ("met and budget > 0 and actual > 0", False),
    ],
)  # fmt: skip
def test_a_condition_that_is_settled_is_no_function(compiled, when, settled):
    known = {"met": False, "core": None}
    assert residual_condition(compiled(when, Type.YES_NO), known, ["actual"]) is settled
