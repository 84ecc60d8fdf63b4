"""One set against another: what moves is known by hand, and a set against itself moves nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.portfolio.kept_data import decode, encode
from scoring.portfolio.moves import OTHER_POINTS, Moves
from scoring.portfolio.portfolio import Steps
from scoring.portfolio.set_facts import changed_rules, not_comparable, variants
from scoring.portfolio.tally import MILLION, Groups
from scoring.portfolio.weights import EXECUTION, Sensitivity, WeightStep
from scoring.problem import Place, Problem
from scoring.records.bulk_record import SetAside
from tests.portfolio.forms import (
    ASKED,
    BASE,
    BENEFIT,
    COST,
    EDUCATION,
    FACTS,
    HEALTH,
    LIBRARY,
    LINEAR,
    OUTPUT,
    SATISFIED,
    SECRET,
    WITH_COST,
    changed,
    form,
    scored,
)

STEPS = Steps.of([Fraction(edge) for edge in (-5, 0, 5)])
FORMS = [
    EDUCATION, HEALTH, SECRET, ASKED,
    form("降一等", changed(WITH_COST[0], actual="29.5人"), *WITH_COST[1:], money_unit="元"),
    form("涉密的降", *WITH_COST, secret=True),
]  # fmt: skip


def moves(forms, other, base=None) -> Moves:
    found = Moves(STEPS, listed=10)
    for before, after in zip(base or scored(*forms), scored(*forms, set=other), strict=True):
        found.add(before, after, FACTS)
    return found


def test_a_set_against_itself_moves_nothing():
    found = moves(FORMS, BASE)
    assert (found.compared, found.secret) == (6, 2)
    assert (found.grades_moved, found.totals_moved, found.rows.moved) == (0, 0, 0)
    assert found.classes == [0, 0, 6, 0, 0]
    assert not found.largest.kept
    assert not found.statuses


def test_against_the_linear_formula_the_rows_over_their_cap_move():
    found = moves(FORMS, LINEAR)
    # 13.33 → 10 each: 卫生设备, 降一等 and a secret one whose row is counted nowhere
    assert (found.totals_moved, found.up_sum, found.down_sum) == (3, 0, 9_990_000)
    assert found.classes == [0, 3, 3, 0, 0]
    assert (found.rows.rows, found.rows.moved, found.rows.down_sum) == (14, 2, 6_660_000)
    assert {key: m.moved for key, m in found.rules.of.items() if m.moved} == {
        ("at_most", "at_most"): 2
    }
    assert {key: m.moved for key, m in found.levels.of.items()} == {
        "产出": 2,
        "效益": 0,
        "满意度": 0,
    }
    assert {key: m.down for key, m in found.directions.of.items() if m.moved} == {"at_most": 2}
    assert found.statuses == {("defaulted", "determined"): 2}


def test_grades_that_move_are_told_with_their_money():
    found = moves([HEALTH, form("降一等", *LOWER, budget="50")], LINEAR)
    # 卫生设备 93.33 → 90 stays 优; 降一等 91.33 → 88
    assert found.grades == {("优", "优"): 1, ("优", "良"): 1}
    assert found.grades_moved == 1
    assert (found.money.compared, found.money.down, found.money.up) == (2, 1, 0)
    assert found.money.budget == 50 * 10_000 * MILLION
    assert {name: g.down for name, g in found.departments.of.items()} == {
        "市卫健委": 0,
        "市教育局": 1,
    }
    move = found.largest.listed[0]
    assert (move.before.total, move.after.total, move.by) == (
        Decimal("93.33"), Decimal("90"), -3_330_000,
    )  # fmt: skip


LOWER = (changed(WITH_COST[0], actual="93.34人"), *WITH_COST[1:])


def test_what_the_other_set_cannot_score_is_kept_with_its_reason():
    found = Moves(STEPS, listed=10)
    before = scored(HEALTH, SECRET)
    problem = Problem("abstract-set", "没有这一级", Place("一.jsonl", 1))
    for each in before:
        found.add(each, SetAside(each.submission.place, (problem,)), FACTS)
    assert [each.submission.project for each in found.not_scored.kept] == ["卫生设备"]
    assert (found.secret_not_scored, found.compared) == (1, 0)


def test_what_belongs_to_nothing_in_the_other_set_is_counted():
    row = changed(SATISFIED, level2="其他满意度")
    found = moves([form("一", *WITH_COST[:3], row)], BASE, scored(form("一", *WITH_COST)))
    assert [each.pieces for each in found.unmatched.kept] == [("indicators.满意度/其他满意度/1",)]
    assert found.unmatched_pieces == 1
    assert found.missing == 2  # one by each set


def test_only_sets_of_the_same_levels_are_compared():
    base = LIBRARY.indicator_set(BASE)
    assert not_comparable(base, LIBRARY.indicator_set(LINEAR)) is None
    cost = not_comparable(base, LIBRARY.indicator_set("mof/2021-project-cost"))
    assert (cost.reason, cost.names) == ("levels", ("成本",))
    department = not_comparable(base, LIBRARY.indicator_set("shenzhen/2024-department"))
    assert department.reason == "applies_to"
    without = replace(base, execution=None)
    assert not_comparable(base, without).reason == "execution"
    found = Moves(STEPS, listed=10)
    found.leave_out(scored(HEALTH)[0].submission, cost)
    assert found.not_compared == {(BASE, cost): 1}


def test_a_form_whose_points_are_those_of_its_own_set_alone_is_not_compared():
    hubei = changed(BENEFIT, points="20", claimed="20")
    rows = (OUTPUT, hubei, SATISFIED)  # 80 beside the 20 of its execution rate
    found = moves([form("湖北的", *rows, set="hubei/project")], BASE)
    assert (found.compared, found.totals_moved) == (0, 0)
    assert found.not_compared == {("hubei/project", OTHER_POINTS): 1}


def test_variants_are_the_sets_that_differ_only_in_rules():
    sets = LIBRARY.choices()
    base = LIBRARY.indicator_set(BASE)
    found = {each.id: changed_rules(base, each) for each in variants(base, sets)}
    assert found == {
        "mof/2020-project-over-cut": ["at_least", "parts"],
        "mof/2020-project-over-none": ["at_least", "parts"],
        "mof/2020-project-reverse-linear": ["at_most", "bound", "approximate"],
        "mof/2020-project-reverse-ratio": ["at_most", "bound"],
    }
    linear = LIBRARY.indicator_set(LINEAR)
    assert BASE in {each.id for each in variants(linear, sets)}
    assert not list(variants(LIBRARY.indicator_set("shenzhen/2024-department"), sets))


def test_a_weight_that_is_moved_moves_the_others_in_proportion():
    found = Sensitivity(Fraction(1, 20))
    found.add(scored(EDUCATION)[0], FACTS)
    # 产出 earns 45 of 50, all else 50 of 50: with 55, 45·55/50 + 50·45/50 = 94.5; with 45, 95.5
    steps = {(s.part, s.up): (m.down_sum, m.up_sum) for s, m in found.steps.of.items()}
    assert steps["产出", True] == (500_000, 0)
    assert steps["产出", False] == (0, 500_000)
    # 效益 earns all of its 30: with 35, 35 + 65·65/70 = 95.357…, printed 95.36
    assert steps["效益", True] == (0, 360_000)
    assert steps["效益", False] == (360_000, 0)
    assert steps[EXECUTION, True] == (0, 280_000)
    assert set(found.forms.items()) == {(BASE, 1)}


def test_grades_that_hang_on_a_weight_are_counted():
    row = changed(COST, level2="数量", name="采购台数", target="≥100台", actual="51台")
    forms = scored(form("一", WITH_COST[0], row, BENEFIT, SATISFIED))
    assert forms[0].submission.total == Decimal("90.2")
    found = Sensitivity(Fraction(1, 20))
    found.add(forms[0], FACTS)
    # 产出 earns 40.2 of 50: with 55, 44.22 + 45 = 89.22
    up = found.steps[WeightStep(BASE, "产出", up=True)]
    assert (up.worse, up.better, up.down_sum) == (1, 0, 980_000)
    assert found.steps[WeightStep(BASE, "产出", up=False)].worse == 0


def test_a_form_whose_scores_do_not_add_up_is_left_out_and_counted():
    found = Sensitivity(Fraction(1, 20))
    missing = form("没有读懂", changed(COST, actual="见附件"), BENEFIT, SATISFIED)
    for each in scored(missing, form("少分", BENEFIT, SATISFIED)):
        found.add(each, FACTS)
    assert found.left_out == {(BASE, "total"): 1, (BASE, "points"): 1}
    assert not found.steps.of


@given(st.lists(st.sampled_from(range(len(FORMS))), max_size=8), st.integers(0, 8))
def test_pieces_add_up_to_the_whole(order, cut):
    pairs = [PAIRS[at] for at in order]
    pieces = []
    for piece in (pairs, pairs[:cut], pairs[cut:]):
        found, weights = Moves(STEPS, listed=10), Sensitivity(Fraction(1, 20))
        for before, after in piece:
            found.add(before, after, FACTS)
            weights.add(before, FACTS)
        pieces.append((found, weights))
    (whole, weights), *parts = pieces
    (first, first_weights), (second, second_weights) = ((kept(m), kept(w)) for m, w in parts)
    first.merge(second)
    first_weights.merge(second_weights)
    for one, other in ((first, whole), (first_weights, weights)):
        assert comparable(one) == comparable(other)


def kept(counted):
    """Return counts as they lie on the disk between two runs."""
    text = json.dumps(counted.to_data(encode))
    new = Moves(STEPS, listed=10) if isinstance(counted, Moves) else Sensitivity(Fraction(1, 20))
    new.load(json.loads(text), decode)
    return new


def comparable(value: object) -> object:
    if hasattr(value, "listed"):
        return list(value.listed), value.count
    if isinstance(value, Groups):
        return {key: comparable(each) for key, each in value.of.items()}
    if hasattr(value, "__dict__"):
        return {key: comparable(each) for key, each in vars(value).items()}
    return value if not hasattr(value, "kept") else (value.kept, value.count)


PAIRS = list(zip(scored(*FORMS), scored(*FORMS, set=LINEAR), strict=True))
