"""When two target texts ask for the same; how alike two names are; when two figures agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.exact import adds_up
from scoring.records.file_content import Amount
from scoring.review.between.agreement import agree, rate_fits
from scoring.review.between.likeness import likeness_in_text, name_likeness
from scoring.review.between.target_values import same_target, with_sign

SAME, CHANGED, UNCLEAR = (True, True), (False, True), (False, False)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("≥2499台", "≥ 2499 台", SAME),
        ("≥2499台", "不少于2499台", SAME),
        ("2499台", "≥2499台", SAME),
        ("=100%", "100%", SAME),
        ("100%", "≥100%", SAME),
        ("0.5万元", "5000元", SAME),
        ("2022年12月31日前", "12月31日前", SAME),
        ("≥15G", "≥16G", CHANGED),
        ("≥95%", "≤95%", CHANGED),
        ("7月底", "9月底", CHANGED),
        ("2022年6月30日前", "12月31日前", CHANGED),
        ("≥95%", ">95%", UNCLEAR),
        ("≥10台", "≥10套", UNCLEAR),
        ("有效保障", "保障到位", UNCLEAR),
        ("≥95%", "有效保障", UNCLEAR),
        ("6台/3套", "5台/3套", UNCLEAR),
        ("约1493个", "1493个", UNCLEAR),
    ],
)
def test_two_targets(library, one, other, expected):
    assert same_target(one, other, library.reader, 2022) == expected
    assert same_target(other, one, library.reader, 2022) == expected


@pytest.mark.parametrize(("one", "other"), [("1", "100%"), ("0.95", "≥95%")])
def test_a_bare_one_stands_for_all_of_it(library, one, other):
    assert same_target(one, other, library.reader, 2022)[0]


@pytest.mark.parametrize(
    ("target", "direction", "unit", "written"),
    [
        ("15", "≥", "G", "≥15G"),
        ("≥15G", "≥", "G", "≥15G"),
        ("95", "大于等于", "%", "≥95%"),
        ("有效保障", "定性", "", "有效保障"),
        ("12月底前", "", "", "12月底前"),
    ],
)
def test_a_target_whose_sign_and_unit_stand_in_their_own_columns(
    library, target, direction, unit, written
):
    assert with_sign(target, direction, unit, library.reader) == written


@pytest.mark.parametrize(
    ("one", "other", "likeness", "common"),
    [
        ("短信年发送总量", "短信年发送总量", 1, ("短信年发送总量",)),
        ("出口可用宽带", "出口 可用（宽带）", 1, ("出口可用宽带",)),
        ("出口可用宽带", "出口可用带宽", Fraction(2, 3), ("出口可用",)),
        ("公共数据集", "开放目录数", 0, ()),
        ("空调", "UPS", 0, ()),
        ("", "空调", 0, ()),
    ],
)
def test_how_alike_two_names_are(one, other, likeness, common):
    found = name_likeness(one, other)
    assert (found.likeness, found.common) == (likeness, common)


@given(st.text("甲乙丙丁 戊", max_size=30), st.text("甲乙丙丁 戊", max_size=30))
def test_likeness_is_a_share_and_one_means_equal(one, other):
    near_ = name_likeness(one, other)
    assert 0 <= near_.likeness <= 1
    assert 0 <= likeness_in_text(one, other).likeness <= 1
    if near_.likeness == 1:
        assert one.replace(" ", "") == other.replace(" ", "")


def amount(text: str, unit: str = "万元") -> Amount:
    return Amount(text=text + unit, value=Decimal(text), unit=unit)


@pytest.mark.parametrize(
    ("executed", "budget", "rate", "fits"),
    [
        ("108019.30", "112233.18", "96.25", True),
        ("149236.7", "162605.77", "91.8", True),
        ("86162.89", "97894.36", "88", True),
        ("4.09", "12", "34.08", True),
        ("4.09", "12", "34.09", True),
        ("4.09", "12", "34.3", False),
        ("90", "0", "0", None),
        # 3 of 9 in whole 万元, cut or rounded, may be anything from 20 % to 50 %
        ("3", "9", "40", True),
        ("3", "9", "55", False),
    ],
)
def test_a_rate_beside_its_amounts(executed, budget, rate, fits):
    assert rate_fits(amount(executed), amount(budget), amount(rate, "%")) is fits


def test_sums_and_figures_agree_at_the_precision_printed():
    parts = [
        Decimal(n) for n in ("2757.38", "30778.88", "14087.53", "9230.32", "11156.80", "87.35")
    ]
    same, added = adds_up(parts, Decimal("68098.25"))
    assert same
    assert added == Fraction("68098.26")
    assert not adds_up(parts, Decimal("68098.35"))[0]
    yuan, step = Fraction("1598701.67"), Fraction(1, 100)
    assert agree(Fraction(1598700), Fraction(100), yuan, step)
    assert not agree(Fraction(1597700), Fraction(100), yuan, step)
