"""Money, rates and scores as papers print them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.year.prints import (
    money_in_table,
    money_text,
    rate_in_table,
    rate_text,
    score_text,
)


@pytest.mark.parametrize(
    ("yuan", "text", "table"),
    [
        ("22924400", "2,292.44", "2,292.44"),
        ("21154406.61", "2,115.44", "2,115.44"),
        ("1600000", "160", "160.00"),
        ("193000", "19.3", "19.30"),
        ("50", "0.01", "0.01"),  # half up
        ("0", "0", "0.00"),
        ("49", "0.004", "0.00"),  # in a text a little money is not no money
        ("-1234567", "-123.46", "-123.46"),
        ("1207915900", "120,791.59", "120,791.59"),
        ("1000000000000", "100,000,000", "100,000,000.00"),
    ],
)
def test_money(yuan, text, table):
    assert money_text(Fraction(yuan)) == text
    assert money_in_table(Fraction(yuan)) == table


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "text", "table"),
    [
        ("21154406.61", "22924400", 1, "92.3", "92.3"),
        ("21154406.61", "22924400", 2, "92.28", "92.28"),
        ("86162.89", "97894.36", 1, "88", "88.0"),
        ("120791.59", "123297.96", 1, "98", "98.0"),
        ("1", "1", 2, "100", "100.00"),
        ("0", "1", 2, "0", "0.00"),
        # 100 is printed only if both are equal: decimals are added, and cut
        ("99999", "100000", 1, "99.99", "99.99"),
        ("999999", "1000000", 2, "99.999", "99.999"),
        ("9999999999", "10000000000", 2, "99.999", "99.999"),
        ("100001", "100000", 1, "100.001", "100.001"),
        # 0 is printed only of nothing
        ("1", "100000", 2, "0.001", "0.001"),
        ("4", "100000", 1, "0.004", "0.004"),
        ("1042", "1000", 2, "104.2", "104.20"),
    ],
)
def test_rates(numerator, denominator, places, text, table):
    rate = Fraction(numerator) / Fraction(denominator)
    assert rate_text(rate, places) == text
    assert rate_in_table(rate, places) == table


def test_a_rate_next_to_one_is_no_hundred():
    assert rate_text(1 - Fraction(1, 10**40), 2) == "99.999"
    assert rate_text(Fraction(1, 10**24), 2) == "0.0000000000000000000001"


AMOUNTS = st.decimals("0", "999999999999999999.999999", places=6, allow_nan=False)


@given(AMOUNTS, AMOUNTS.filter(bool), st.sampled_from([1, 2]))
def test_a_rate_is_off_by_less_than_its_last_place_and_keeps_its_edges(executed, budget, places):
    rate = Fraction(executed) / Fraction(budget)
    text = rate_text(rate, places)
    assert (text == "100") == (executed == budget)
    assert (text == "0") == (executed == 0)
    assert abs(Fraction(text) - rate * 100) < Fraction(1, 10**places)


@pytest.mark.parametrize(
    ("score", "text"), [("594.14/6", "99.02"), ("97.5", "97.5"), ("100", "100"), ("0.005", "0.01")]
)
def test_scores(score, text):
    numerator, _, denominator = score.partition("/")
    assert score_text(Fraction(numerator) / Fraction(denominator or 1)) == text
