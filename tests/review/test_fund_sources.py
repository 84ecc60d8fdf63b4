"""The funds block (J, ruling 46): which sums of sources are right, which are asked, which are wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.indicator_set.fund_words import FundWords
from scoring.records.finding import Finding
from scoring.records.submission import Funds, Submission
from scoring.review.fund_parts import FundParts
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case
from tests.review.conftest import form

TOTAL = ("年度资金总额", 100)


@pytest.fixture(scope="module")
def of_funds(library: Library):
    rules = Reviewer(library), Reviewer(library, RE_SCORING)

    def found(*sources: tuple[str, object]) -> list[Finding]:
        """Review case A1 with these sources beside a total; each has one amount for all columns."""
        data = field_case("A1")
        data["funds"] = [
            {"source": name, "initial": str(amount), "budget": str(amount), "executed": str(amount)}
            for name, amount in sources
        ]
        data["funds"][0]["claimed"] = "10"
        result = score_submission(Submission.model_validate(data), library)
        check, review = (
            [f for f in one.review(result).findings if f.code != "all_full"] for one in rules
        )
        assert [(f.kind, f.code, f.text) for f in check] == [
            (f.kind, f.code, f.text) for f in review
        ]
        return check

    return found


RIGHT = [
    # one sort of sources
    [TOTAL, ("当年财政拨款", 60), ("上年结转资金", 30), ("其他资金", 10)],
    [TOTAL, ("中央财政资金", 60), ("地方财政资金", 40)],
    [TOTAL, ("中央资金", "33.33"), ("省级资金", "33.33"), ("市县资金", "33.33"), ("其他资金", "0.01")],
    # two partitions beside each other, in any order
    [TOTAL, ("财政拨款", 90), ("其他资金", 10), ("中央资金", 50), ("省级资金", 40)],
    [TOTAL, ("财政拨款", 100), ("中央资金", 60), ("地方资金", 40)],
    [TOTAL, ("中央资金", 60), ("地方资金", 40), ("一般公共预算", 70), ("政府性基金", 30)],
    [TOTAL, ("甲项", 70), ("乙项", 30), ("丙项", 20), ("丁项", 80)],
    [TOTAL, ("当年财政拨款", 80), ("上年结转资金", 20), ("省级资金", 30)],
    # one within another
    [TOTAL, ("当年财政拨款", 80), ("其中:专项债券", 20), ("其他资金", 20)],
    [TOTAL, ("其中:当年财政拨款", 80), ("中央资金", 50), ("区级资金", 30), ("其他资金", 20)],
    [TOTAL, ("当年财政拨款", 60), ("其中:专项债券", 20)],
    # a lone source is one of several
    [TOTAL, ("其中:当年财政拨款", 60)],
    [TOTAL, ("其中：省级补助", 60)],
    [TOTAL, ("其他资金", 10)],
    # money that was paid back
    [TOTAL, ("当年财政拨款", 110), ("收回资金", -10)],
    [TOTAL, ("当年财政拨款", 105), ("上年结转资金", 5), ("其他资金", -10)],
    # money beside the fiscal total
    [("年度财政资金总额", 100), ("当年财政拨款", 70), ("上年结转资金", 30), ("单位资金", 50)],
]  # fmt: skip


@pytest.mark.parametrize("rows", RIGHT)
def test_a_total_that_any_group_of_sources_explains_is_right(of_funds, rows):
    assert not of_funds(*rows)


ASKED = [
    ([TOTAL, ("中央财政资金", 60), ("地方财政资金", 30)], "funds_listed_differ", 90),  # case J7
    ([TOTAL, ("省级资金", 60), ("市级资金", 30)], "funds_listed_differ", 90),
    ([TOTAL, ("自治区补助", 60), ("旗县资金", 10), ("单位自筹", 5)], "funds_listed_differ", 75),
    ([TOTAL, ("甲项", 60), ("乙项", 70)], "funds_listed_differ", 130),
    ([TOTAL, ("专项经费", 60), ("工作经费", 30)], "funds_listed_differ", 90),
    ([("年度财政资金总额", 100), ("当年财政拨款", 70), ("上年结转资金", 20)], "funds_do_not_add_up", None),
    # 元 beside 万元, before anything else
    ([TOTAL, ("当年财政拨款", 600000), ("其他资金", 400000)], "funds_in_other_unit", None),
    ([TOTAL, ("其中:当年财政拨款", 1000000)], "funds_in_other_unit", None),
    ([("年度资金总额", 1000000), ("中央资金", 60), ("地方资金", 30)], "funds_in_other_unit", None),
    ([TOTAL, ("当年财政拨款", 900000), ("其他资金", 10)], "funds_in_other_unit", None),
    ([("年度资金总额", "0.01"), ("当年财政拨款", 90), ("其他资金", 10)], "funds_in_other_unit", None),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "code", "listed"), ASKED)
def test_where_the_list_may_not_be_whole_it_is_asked(of_funds, rows, code, listed):
    (found,) = of_funds(*rows)
    kind = "E" if code == "funds_do_not_add_up" else "Q"
    assert (found.kind, found.code) == (kind, code)
    if listed is not None:
        assert f"全年预算数：列出的来源合计{listed}万元，总额100万元" in found.text


WRONG = [
    [TOTAL, ("当年财政拨款", 90), ("其他资金", 20)],
    [TOTAL, ("当年财政拨款", 60), ("上年结转资金", 30)],
    [TOTAL, ("当年财政拨款", 60), ("上年结转资金", 30), ("其他资金", 5)],
    [TOTAL, ("中央财政资金", 60), ("地方财政资金", 30), ("其他资金", 5)],  # case J7 with a rest row
    [TOTAL, ("省级资金", 40), ("市级资金", 30), ("区级资金", 20), ("其它资金", 0)],
    [TOTAL, ("当年财政拨款", 50), ("其他资金", 100)],
    [("年度资金总额", 0), ("当年财政拨款", 100), ("上年结转资金", 0), ("其他资金", 0)],
    [("年度资金总额", 0), ("中央资金", 0), ("地方资金", 100)],
    # a part above the whole
    [TOTAL, ("其中:当年财政拨款", 120)],
    [TOTAL, ("中央资金", 120), ("地方资金", 30)],
    [TOTAL, ("专项经费", 101), ("工作经费", 10)],
]


@pytest.mark.parametrize("rows", WRONG)
def test_what_cannot_be_otherwise_is_an_error(of_funds, rows):
    (found,) = of_funds(*rows)
    assert (found.kind, found.code) == ("E", "funds_do_not_add_up")


def test_a_total_of_nought_beside_a_filled_source(library: Library):
    """Case J1: told once, and no amount is compared with the nought."""
    result = score_submission(Submission.model_validate(field_case("J1")), library)
    for rules in (Reviewer(library), Reviewer(library, RE_SCORING)):
        found = [f for f in rules.review(result).findings if f.code != "all_full"]
        assert [(f.kind, f.code) for f in found] == [("E", "funds_do_not_add_up")]


def test_sources_that_are_not_all_filled_in_are_not_added_up(library: Library):
    data = field_case("A1")
    data["funds"] += [
        {"source": "上年结转资金", "executed": "3"},
        {"source": "其他资金"},
    ]
    data["funds"][1].update(initial="90", budget="90", executed="92")
    result = score_submission(Submission.model_validate(data), library)
    findings = Reviewer(library).review(result).findings
    assert [f.code for f in findings] == ["source_over_spent"]


SOURCE_CASES = [
    # the row of all money, a source, what is found
    (("100", "100", "95"), ("60", "60", "57"), ""),
    (("100", "100", "95"), ("20", "20", "24"), "Q source_over_spent"),
    (("100", "100", "95"), ("20", "20", "8"), "N source_little_spent"),
    (("100", "100", "60"), ("20", "20", "8"), "Q execution_low"),  # once, of the whole
    (("100", "100", "95"), ("20", "200000", "19"), "Q funds_in_other_unit"),  # once
    (("100", "1000000", "95"), ("20", "20", "19"), "Q amounts_in_other_unit"),
    (("100", "100", "950000"), ("20", "20", "19"), "Q amounts_in_other_unit"),
]


@pytest.mark.parametrize(("whole", "part", "found"), SOURCE_CASES)
def test_every_row_of_the_funds_table_is_looked_at(reviewed, whole, part, found):
    names = ("initial", "budget", "executed")
    rows = [
        {"source": "年度资金总额", **dict(zip(names, whole, strict=True))},
        {"source": "其中：上年结转资金", **dict(zip(names, part, strict=True))},
    ]
    given = reviewed(form(funds=rows))
    about = [f for f in given.findings if f.of in ("execution", "funds", "source")]
    assert " ".join(f"{f.kind} {f.code}" for f in about) == found


def test_a_rate_printed_beside_a_source_is_computed_again(reviewed):
    whole = {"source": "年度资金总额", "budget": "100", "executed": "95"}
    part = {"source": "其中：财政拨款", "budget": "80", "executed": "76", "claimed_rate": "98"}
    given = form(funds=[whole, part], at={"funds.2.claimed_rate": "自评表!H7"})
    (found,) = [f for f in reviewed(given).findings if f.of == "source"]
    assert (found.kind, found.code, found.place) == ("E", "source_rate_differs", "自评表!H7")
    assert "执行率填98%" in found.text
    agrees = form(funds=[whole, {**part, "claimed_rate": "95"}])
    assert not [f for f in reviewed(agrees).findings if f.of == "source"]
    moved = form(funds=[whole, part], known={"funds.2.claimed_rate": "restored"})
    assert [f.kind for f in reviewed(moved).findings if f.of == "source"] == ["Q"]


def test_a_total_is_called_as_the_form_calls_it(of_funds):
    (found,) = of_funds(("合计：", 100), ("当年财政拨款", 60), ("其他资金", 30))
    assert "全年预算数：合计100万元，各来源之和90万元" in found.text


AMOUNTS = st.lists(st.integers(0, 10**8), min_size=1, max_size=6)
KINDS = ("当年财政拨款", "上年结转资金", "政府性基金", "单位资金", "专户资金", "其他资金")
LEVELS = ("中央资金", "省级资金", "市级资金", "县级资金", "地方补助", "本级资金")


def parts(total: int, *named: tuple[tuple[str, ...], list[int]]) -> FundParts:
    rows = [Funds(source="年度资金总额", budget=Decimal(total).scaleb(-2))]
    for names, amounts in named:
        pairs = zip(names, amounts, strict=False)
        rows += [Funds(source=name, budget=Decimal(amount).scaleb(-2)) for name, amount in pairs]
    words = load_vocabulary(FundWords)
    return FundParts(rows, rows[0], words)


@given(AMOUNTS, AMOUNTS, st.booleans())
def test_one_partition_that_comes_out_is_enough(right, other, levels_first):
    """Whatever stands beside it: what another partition adds up to may be a part of the whole."""
    of_kinds, of_levels = (KINDS, right), (LEVELS, other)
    if right == [0] * len(right) and any(other):
        return  # a total of nought beside money
    named = (of_levels, of_kinds) if levels_first else (of_kinds, of_levels)
    assert not list(parts(sum(right), *named).wrong_columns)


@given(st.lists(st.integers(0, 10**8), min_size=2, max_size=6), st.integers(10, 10**6))
def test_printed_sources_that_fall_short_are_found(amounts, short):
    names = ("当年财政拨款", "上年结转资金", "其他资金")
    three = [*amounts, 0, 0][:3]
    given = parts(sum(three) + short, (names, three))
    (wrong,) = given.wrong_columns
    assert wrong.parts * 100 == sum(three)
