"""Rounding, printing and reading of exact numbers, against independent definitions."""

from __future__ import annotations

import decimal
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.exact import (
    fixed,
    fraction,
    half_up,
    is_terminating,
    percent,
    plain,
    printed,
    round_down,
    round_up,
)

LAWS = settings(deadline=None, derandomize=True, max_examples=200)
PLACES = st.integers(0, 6)
ANY = st.fractions(max_denominator=10**9) | st.builds(
    Fraction, st.integers(-(10**20), 10**20), st.integers(1, 10**12)
)
HALVES = st.builds(
    lambda n, p: Fraction(2 * n + 1, 2 * 10**p), st.integers(-(10**9), 10**9), PLACES
)
"""Numbers that lie exactly between two printed ones."""
VALUES = ANY | HALVES

ROUNDED = [
    # value, places, half up, up, strictly up, down, strictly down
    ("2.675", 2, "2.68", "2.68", "2.68", "2.67", "2.67"),
    ("2.674999", 2, "2.67", "2.68", "2.68", "2.67", "2.67"),
    ("2.67", 2, "2.67", "2.67", "2.68", "2.67", "2.66"),
    ("0", 2, "0", "0", "0.01", "0", "-0.01"),
    ("0.005", 2, "0.01", "0.01", "0.01", "0", "0"),
    ("-0.005", 2, "-0.01", "0", "0", "-0.01", "-0.01"),
    ("-0.0049", 2, "0", "0", "0", "-0.01", "-0.01"),
    ("-2.675", 2, "-2.68", "-2.67", "-2.67", "-2.68", "-2.68"),
    ("-2.67", 2, "-2.67", "-2.67", "-2.66", "-2.67", "-2.68"),
    ("0.5", 0, "1", "1", "1", "0", "0"),
    ("1.5", 0, "2", "2", "2", "1", "1"),
    ("2.5", 0, "3", "3", "3", "2", "2"),
    ("-2.5", 0, "-3", "-2", "-2", "-3", "-3"),
    ("7", 0, "7", "7", "8", "7", "6"),
    ("1/3", 4, "0.3333", "0.3334", "0.3334", "0.3333", "0.3333"),
    ("2/3", 4, "0.6667", "0.6667", "0.6667", "0.6666", "0.6666"),
    ("99.995", 2, "100", "100", "100", "99.99", "99.99"),
    ("999999999999999999.995", 2, "1000000000000000000", "1000000000000000000",
     "1000000000000000000", "999999999999999999.99", "999999999999999999.99"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "places", "half", "up", "above", "down", "below"), ROUNDED)
def test_rounding_by_hand(value, places, half, up, above, down, below):
    exact = Fraction(value)
    assert half_up(exact, places) == Fraction(half)
    assert round_up(exact, places) == Fraction(up)
    assert round_up(exact, places, strictly=True) == Fraction(above)
    assert round_down(exact, places) == Fraction(down)
    assert round_down(exact, places, strictly=True) == Fraction(below)


@LAWS
@given(VALUES, PLACES)
def test_half_up_is_the_nearest_and_a_half_goes_away_from_zero(value, places):
    unit = Fraction(1, 10**places)
    found = half_up(value, places)
    assert (found / unit).denominator == 1
    assert abs(found - value) <= unit / 2
    if abs(found - value) == unit / 2:
        assert abs(found) > abs(value)
    assert half_up(-value, places) == -found
    assert half_up(found, places) == found


@LAWS
@given(st.integers(-(10**15), 10**15), st.integers(0, 9), PLACES)
def test_half_up_agrees_with_decimal_where_decimal_is_exact(units, more, places):
    value = Decimal(units).scaleb(-more)
    step = Decimal(1).scaleb(-places)
    expected = value.quantize(step, decimal.ROUND_HALF_UP, decimal.Context(prec=60))
    assert half_up(Fraction(value), places) == Fraction(expected)


@LAWS
@given(VALUES, VALUES, PLACES)
def test_rounding_keeps_the_order(one, other, places):
    less, more = sorted((one, other))
    assert half_up(less, places) <= half_up(more, places)
    assert round_up(less, places) <= round_up(more, places)
    assert round_down(less, places) <= round_down(more, places)


@LAWS
@given(VALUES, PLACES)
def test_up_and_down_are_the_next_printed_numbers(value, places):
    scale = 10**places
    unit = Fraction(1, scale)
    up, down = round_up(value, places), round_down(value, places)
    above, below = round_up(value, places, strictly=True), round_down(value, places, strictly=True)
    assert up == Fraction(math.ceil(value * scale), scale)
    assert down == Fraction(math.floor(value * scale), scale)
    assert below < value < above
    assert above - unit <= value <= below + unit
    on_unit = (value * scale).denominator == 1
    assert (up == down == value) == on_unit
    assert above - below == (2 * unit if on_unit else unit)
    assert up == -round_down(-value, places)


@LAWS
@given(VALUES, PLACES)
def test_plain_is_the_rounded_number_and_nothing_more(value, places):
    text = plain(value, places)
    assert Fraction(text) == half_up(value, places)
    whole, point, decimals = text.removeprefix("-").partition(".")
    assert whole == str(int(whole)), "no zeros in front"
    assert len(decimals) <= places
    assert not decimals.endswith("0")
    assert bool(point) == bool(decimals)
    assert text != "-0"
    assert set(text) <= set("-.0123456789")


@LAWS
@given(VALUES, PLACES)
def test_printed_is_the_decimal_of_plain(value, places):
    found = printed(value, places)
    assert isinstance(found, Decimal)
    assert str(found) == f"{found:f}" == plain(value, places) or abs(found) < Decimal("0.00001")
    assert Fraction(found) == half_up(value, places)
    assert f"{found:f}" == plain(value, places)


@LAWS
@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    PLACES,
)
def test_fixed_has_all_its_places(value, places):
    text = fixed(value, places)
    assert Fraction(text) == half_up(Fraction(value), places)
    assert len(text.partition(".")[2]) == places
    assert ("." in text) == bool(places)
    assert not text.startswith(("-0.", "-0")) or Fraction(text) < 0


@LAWS
@given(VALUES, PLACES)
def test_terminating_means_that_plain_loses_nothing(value, places):
    assert is_terminating(value, places) == (Fraction(plain(value, places)) == value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("197/147", "134.01%"),
        ("1", "100%"),
        ("0.95", "95%"),
        ("0.9955", "99.55%"),
        ("0.99995", "100%"),
        ("0.999949", "99.99%"),
        ("-0.3", "-30%"),
        ("0", "0%"),
        ("1/3", "33.33%"),
    ],
)
def test_percent(value, text):
    assert percent(Fraction(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("18163292", 2, "18163292.00"),
        ("18009899.14", 2, "18009899.14"),
        ("1E+3", 2, "1000.00"),
        ("-0.004", 2, "0.00"),
        ("-0", 2, "0.00"),
        ("-0.5", 0, "-1"),
        ("603.8", 6, "603.800000"),
    ],
)
def test_fixed(value, places, text):
    assert fixed(Decimal(value), places) == text


READ = ["0", "-0", "007", "18163292.00", "-12.5", "9" * 18, "-" + "9" * 18 + ".999999", "0.000001"]
NOT_READ = [
    "", " 1", "1 ", "1\n", "+1", "--1", "1.", ".5", "1.1234567", "1" * 19, "1e5", "1E5", "1_000",
    "1,000", "1/3", "0x10", "NaN", "Infinity", "inf", "１２", "٣", "−1", "1.2.3", "1%", "五", "-", "²",
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_plain_number_is_read_without_loss(text):
    assert fraction(text) == Fraction(Decimal(text))


@pytest.mark.parametrize("text", NOT_READ)
def test_anything_else_is_no_number(text):
    with pytest.raises(ValueError, match=r".*"):
        fraction(text)


@LAWS
@given(st.from_regex(r"\A-?[0-9]{1,18}(\.[0-9]{1,6})?\Z"))
def test_what_is_read_is_written_back(text):
    assert fraction(plain(fraction(text))) == fraction(text)
    assert fixed(Decimal(text), 6) == fixed(Decimal(plain(fraction(text))), 6)


def worst_context() -> decimal.Context:
    context = decimal.Context(prec=1, rounding=decimal.ROUND_UP, Emin=0, Emax=0)
    for signal in context.traps:
        context.traps[signal] = True
    return context


@LAWS
@given(VALUES, PLACES)
def test_the_decimal_context_changes_nothing(value, places):
    def everything() -> list[object]:
        decimals = printed(value, places)
        return [
            half_up(value, places),
            round_up(value, places),
            round_down(value, places, strictly=True),
            decimals,
            str(decimals),
            plain(value, places),
            fixed(decimals, places),
            percent(value, places),
            fraction("-123456789012345678.654321"),
        ]

    expected = everything()
    with decimal.localcontext(worst_context()):
        assert everything() == expected
