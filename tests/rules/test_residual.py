"""A rule applied in two steps decides what it decides at once: in every number, case and failure."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from scoring.indicator_set.model import IndicatorSet
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression, ExpressionError
from scoring.rules.probe import constants
from scoring.rules.residual import residual, residual_condition
from scoring.rules.table import Rule, decide
from scoring.rules.types import NameSpec, Scope, Type, Value
from scoring.work.library import Library
from tests.rules.written_expressions import DATES, FACTS, FLAGS, conditions, numbers

LAWS = settings(deadline=None, derandomize=True, max_examples=300)


def as_given(value: Value | None, terms: int = 1) -> object:
    """A fact as it comes with a row: a number as a pair, not always in lowest terms."""
    if isinstance(value, Fraction):
        return value.numerator * terms, value.denominator * terms
    return value


def assert_same(
    rule: Rule, facts: Scope, free: list[str], decimals: int = 2, terms: int = 1
) -> object:
    """Apply ``rule`` at once and in two steps; return the case that applied."""
    expected = decide(rule, facts, decimals)
    known = {name: value for name, value in facts.items() if name not in free}
    rest = residual(rule, known, free, decimals)
    values = tuple(as_given(facts[name], terms) if name in rest.reads else None for name in free)
    score, low, high, ending = rest.decide(values)
    found = (
        None if score is None else Fraction(*score), Fraction(*low), Fraction(*high),
        ending.is_band, ending.unscored, ending.missing, ending.case, ending.rule,
    )  # fmt: skip
    assert found == (
        expected.score, expected.low, expected.high,
        expected.is_band, expected.unscored, expected.missing, expected.case, expected.rule,
    )  # fmt: skip
    return expected.case


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
def facts_of_a_row(draw) -> tuple[Scope, list[str]]:
    """Facts, some of them unknown, some not there; and the names that come with the row."""
    facts: dict[str, Value | None] = {}
    for name, values in OPEN.items():
        kind = draw(st.integers(0, 9)) if name != "points" else 9
        if kind:
            facts[name] = draw(values) if kind > 1 else None
    others = [name for name, value in facts.items() if value is not None and name != "points"]
    free = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    return facts, draw(st.permutations(["points", *free]))


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
@given(data=st.data(), row=facts_of_a_row(), decimals=st.sampled_from([0, 1, 2, 4]))
def test_any_rule_in_two_steps_decides_what_it_decides_at_once(rule, data, row, decimals):
    facts, free = row
    made: Rule | None = None
    for name in ("used", "rule"):
        count = data.draw(st.integers(1, 3))
        cases = [data.draw(written_case(n == count, made)) for n in range(1, count + 1)]
        try:
            made = rule(*cases, name=name)
        except ExpressionError:
            reject()
    assert made is not None
    assert_same(made, facts, free, decimals, data.draw(st.sampled_from([1, 2, 300])))
    event(decide(made, facts, decimals).unscored or "scored")


@LAWS
@given(data=st.data(), row=facts_of_a_row())
def test_any_condition_in_two_steps_holds_where_it_holds_at_once(compiled, data, row):
    facts, free = row
    text, _ = data.draw(conditions(3))
    try:
        condition = compiled(text, Type.YES_NO)
    except ExpressionError:
        reject()
    assert_same_condition(condition, facts, free)


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
    used: frozenset[str], near: list[Fraction], indicators: IndicatorSet, random: Random
) -> dict[str, Value | None]:
    """Facts near the numbers of a rule; one row in three lacks some."""
    lacking = random.choice([0, 0, 0.3])
    facts: dict[str, Value | None] = {}
    for name in sorted(used & indicators.names.specs.keys()):
        value = some_value(indicators.names.specs[name], near, random)
        facts[name] = None if random.random() < lacking else value
    return {
        **facts,
        "points": random.choice([Fraction(10), Fraction("4.5"), Fraction(0), Fraction(7, 3)]),
    }


def free_names(facts: Scope, random: Random) -> list[str]:
    share = random.random()
    others = [n for n, v in facts.items() if v is not None and n != "points"]
    free = ["points", *(n for n in others if random.random() < share)]
    random.shuffle(free)
    return free


def test_every_rule_of_every_set_decides_the_same_in_two_steps(shipped):
    random = Random(15)
    seen: set[object] = set()
    reached: set[object] = set()
    cases: dict[object, str] = {}
    for indicators in shipped:
        for applied in (*indicators.row_rules(), *indicators.form_rules()):
            rules = list(applied.rule.reached())
            key = (tuple(sorted(applied.parameters.items())), tuple(
                tuple(e.text for e in rule.expressions()) for rule in rules
            ))  # fmt: skip
            if key in seen:
                continue
            seen.add(key)
            used = frozenset(n for r in rules for e in r.expressions() for n in e.names)
            written = constants(applied.rule)
            near = [*written, *(100 * n for n in written), *map(Fraction, (0, 1, -1, 2, 10))]
            near += [v for v in applied.parameters.values() if isinstance(v, Fraction)]
            cases |= {
                case: f"{indicators.id} {rule.name} {case.number}"
                for rule in rules
                for case in rule.cases
            }
            for _ in range(400):
                facts = {**some_facts(used, near, indicators, random), **applied.parameters}
                free = free_names(facts, random)
                reached.add(assert_same(applied.rule, facts, free, indicators.places))
    never = {name for case, name in cases.items() if case not in reached and case.use is None}
    assert not never, "the facts tried reach every case"
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
                facts = some_facts(condition.names, near, indicators, random)
                assert_same_condition(condition, facts, free_names(facts, random))
    assert len(seen) > 5
