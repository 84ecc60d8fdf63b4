"""A province in numbers: each table of a small batch is known by hand, and pieces add up to the whole."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.portfolio.claims import Verdict, form_claim, full_form, row_claims
from scoring.portfolio.kept_data import decode, encode
from scoring.portfolio.portfolio import Portfolio, PortfolioSettings, Steps
from scoring.portfolio.tally import MILLION, class_of, millionths
from tests.portfolio.forms import (
    ASKED,
    BENEFIT,
    COST,
    EDUCATION,
    FACTS,
    HEALTH,
    MISSED,
    OUTPUT,
    SATISFIED,
    SECRET,
    changed,
    form,
    scored,
)

STEPS = Steps.of([Fraction(edge) for edge in (-5, 0, 5)])
SETTINGS = PortfolioSettings(STEPS, STEPS, listed=50)
MET = form("全部完成", OUTPUT, BENEFIT, SATISFIED)
BLANK = form("没有填", changed(OUTPUT, claimed=""), BENEFIT, SATISFIED)
UNREAD = form("没有读懂", changed(OUTPUT, actual="见附件"), BENEFIT, SATISFIED)
FORMS = scored(EDUCATION, HEALTH, SECRET, ASKED, MET, BLANK, UNREAD)


def counted(forms) -> Portfolio:
    portfolio = Portfolio(SETTINGS)
    for each in forms:
        portfolio.add(each, FACTS)
    return portfolio


def kept(portfolio: Portfolio) -> Portfolio:
    """Return a portfolio as it lies on the disk between two runs."""
    text = json.dumps(portfolio.to_data(encode))
    loaded = Portfolio(SETTINGS)
    loaded.load(json.loads(text), decode)
    return loaded


def everything(portfolio: Portfolio) -> object:
    """Return all that was counted as plain data; lists as they are printed."""

    def plain(value: object) -> object:
        if hasattr(value, "listed"):
            return list(value.listed), value.count
        if hasattr(value, "of"):
            return {key: plain(each) for key, each in value.of.items()}
        return (
            {k: plain(v) for k, v in vars(value).items()} if hasattr(value, "__dict__") else value
        )

    return {k: plain(v) for k, v in vars(portfolio).items() if k != "settings"}


def test_the_forms_of_a_batch_are_counted_by_what_they_claim():
    whole = counted(FORMS).whole
    assert (whole.forms, whole.compared, whole.without_claim, whole.without_total) == (7, 5, 1, 1)
    # claimed 5 × 100; by rule 95, 93.33, 95, 95, 100
    assert whole.claimed == 500 * MILLION
    assert whole.rule == 478_330_000
    # under -5 | -5 to 0 | 0 | 0 to 5 | from 5
    assert whole.classes == [0, 0, 1, 0, 4]
    # 教育信息化 and the secret one are 5 above; of 卫生设备 the cap of the cost is a default
    assert (whole.above, whole.above_sum) == (2, 10 * MILLION)
    assert (whole.check, whole.check_sum) == (1, 6_670_000)
    assert (whole.full, whole.full_by_rule, whole.full_open, whole.full_lower) == (6, 1, 2, 3)


def test_grades_stand_beside_each_other():
    grades = counted(FORMS).grades
    assert grades == {("优", "优"): 5, ("优", "\0unsettled"): 1, ("", "优"): 1}


def test_departments_are_counted_without_what_is_secret():
    portfolio = counted(FORMS)
    forms = {name: figures.forms for name, figures in portfolio.departments.of.items()}
    assert forms == {"市教育局": 5, "市卫健委": 1}
    assert portfolio.secret == 1
    assert portfolio.sets["mof/2020-project"].forms == 7
    assert not any(each.submission.secret for each in portfolio.above_rows.kept)
    assert sum(portfolio.row_states.values()) == 6 * 3 + 1


def test_rows_are_counted_by_level_and_rule():
    output = counted(FORMS).levels["产出"]
    # without the secret one: 教育 50/45, 卫生 30/30 and 20/13.33, 服务 50/45, 全部 50/50; two without
    assert (output.rows, output.compared, output.points) == (7, 5, 300 * MILLION)
    assert output.claimed - output.score == 16_670_000
    assert (output.above, output.above_sum) == (1, 5 * MILLION)
    assert (output.check, output.check_sum) == (2, 11_670_000)
    assert (output.unread, output.presumed, output.judged) == (1, 1, 1)
    rules = counted(FORMS).rules.of
    assert rules["at_most"].rows == 1
    assert rules["at_least"].rows == 17
    assert rules[""].rows == 1


def test_names_of_rows_that_are_not_known_are_counted_together():
    twice = scored(UNREAD, form("又一个", changed(OUTPUT, name="“培训”人数", actual="详见报告")))
    names = counted([*FORMS, *twice]).names.of
    assert {key: (n.name, n.rows, n.unread, n.presumed, n.judged) for key, n in names.items()} == {
        "设备采购成本": ("设备采购成本", 1, 0, 0, 1),
        "服务情况": ("服务情况", 1, 0, 1, 0),
        "培训人数": ("培训人数", 3, 3, 0, 0),
    }


@pytest.mark.parametrize(
    ("row", "verdict", "excess"),
    [
        (MISSED, Verdict.ABOVE, 5),
        (changed(MISSED, claimed="45"), None, 0),
        (changed(MISSED, claimed="40"), None, 0),
        (COST, Verdict.CHECK, Decimal("6.67")),
        (changed(COST, claimed="13.33"), None, 0),
        (changed(MISSED, name="服务情况", level2="质量", target="100", actual="90"), Verdict.CHECK, 5),
        (changed(OUTPUT, actual="见附件"), None, 0),
        (changed(OUTPUT, actual="见附件", claimed="51"), Verdict.CHECK, 1),
    ],
)  # fmt: skip
def test_only_what_is_determined_from_known_facts_is_called_above(row, verdict, excess):
    found = list(row_claims(scored(form("一", row))[0]))
    assert [(each.verdict, each.excess) for each in found] == (
        [] if verdict is None else [(verdict, millionths(Decimal(excess)))]
    )


def test_a_total_is_above_only_by_more_than_what_is_not_known():
    above, below = scored(
        EDUCATION, form("两项", changed(MISSED, claimed="45"), COST, SATISFIED, BENEFIT)
    )
    assert form_claim(above).verdict is Verdict.ABOVE
    assert form_claim(above).excess == 5 * MILLION
    (half_spent,) = scored({**EDUCATION, "funds": [{**EDUCATION["funds"][0], "executed": "50"}]})
    claim = form_claim(half_spent)  # 90 by rule; of the 10 above it, 5 hang on the execution rate
    assert (claim.verdict, claim.excess) == (Verdict.ABOVE, 5 * MILLION)
    assert form_claim(below).verdict is Verdict.CHECK  # 20 of a cost whose cap nobody names


def test_a_form_full_in_every_row_is_told_beside_what_the_rule_gives():
    full = [full_form(each) for each in FORMS]
    assert [None if f is None else (f.rule, f.distance) for f in full] == [
        ("lower", 5 * MILLION),
        ("lower", 6_670_000),
        ("lower", 5 * MILLION),
        ("open", 5 * MILLION),
        ("full", 0),
        None,
        ("open", 0),
    ]


def test_lists_hold_the_greatest_first():
    portfolio = counted(FORMS)
    assert [(f.submission.project, f.excess) for f in portfolio.above_forms.listed] == [
        ("卫生设备", 6_670_000),
        ("教育信息化", 5 * MILLION),
    ]
    assert [f.submission.project for f in portfolio.full_forms.listed] == [
        "卫生设备", "教育信息化", "服务", "没有读懂",
    ]  # fmt: skip


@given(st.lists(st.sampled_from(range(len(FORMS))), max_size=12), st.data())
def test_pieces_add_up_to_the_whole(order, data):
    forms = [FORMS[at] for at in order]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(forms)), max_size=3)))
    pieces = [forms[a:b] for a, b in zip([0, *cuts], [*cuts, len(forms)], strict=True)]
    whole = Portfolio(SETTINGS)
    for piece in pieces:
        whole.merge(kept(counted(piece)))
    assert everything(whole) == everything(counted(forms))


def test_too_many_departments_are_counted_together(monkeypatch):
    monkeypatch.setattr("scoring.portfolio.tally.MOST_GROUPS", 2)
    portfolio = counted(())
    portfolio.departments.most = 2
    for each in scored(*(form("一", OUTPUT, department=name) for name in "甲乙丙丁甲")):
        portfolio.add(each, FACTS)
    forms = {name: figures.forms for name, figures in portfolio.departments.of.items()}
    assert forms == {"甲": 2, "乙": 1, "\0": 2}


@pytest.mark.parametrize(
    ("value", "at"), [(-6, 0), (-5, 1), (-1, 1), (0, 2), (1, 3), (4, 3), (5, 4), (9, 4)]
)
def test_nought_is_a_class_of_its_own(value, at):
    assert class_of(value * MILLION, STEPS.edges) == at
    assert STEPS.classes == 5
