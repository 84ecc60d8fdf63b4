"""What a person sees in a cell: stored numbers and their formats, as spreadsheets show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.exact import shortest
from scoring.readers.books.sheets.number_format import compiled, stored_number


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("0.99160000000000004", "0.9916"),
        ("0.30000000000000004", "0.3"),
        ("1800.9899140000001", "1800.989914"),
        ("1E-3", "0.001"),
        ("4.4030000000000003E+17", "440300000000000000"),
        ("-0", "0"),
        ("99.999999999999986", "100"),
    ],
)
def test_a_stored_number_counts_as_it_was_typed(stored, meant):
    assert shortest(stored_number(stored)) == meant


@pytest.mark.parametrize(
    "text", ["", "1e9999", "1e-400", "NaN", "Infinity", "一", "1_0", "9" * 500]
)
def test_what_no_spreadsheet_stores_is_no_number(text):
    assert stored_number(text) is None


@pytest.mark.parametrize(
    ("code", "number", "seen"),
    [
        ("General", "1800.989914", "1800.989914"),
        ('General"台"', "5", "5台"),
        ('"约"G/通用格式"台"', "-5", "-约5台"),
        ("General%", "5", "5"),
        ("0.00" + "%" * 250, "5", "5" + "0" * 500 + ".00" + "%" * 250),
        ("0." + "0" * 250, "1E250", "1" + "0" * 250 + "." + "0" * 250),
        ("yyyy-mm-dd", "1E300", "1" + "0" * 300),
        ("[h]:mm", "1E40", "1" + "0" * 40),
        ("h:mm", "1000000000", "1000000000"),
        ("0", "12.5", "13"),
        ("0.00", "12.345", "12.35"),
        ("0.00", "-12.345", "-12.35"),
        ("#,##0.00", "1234567.5", "1,234,567.50"),
        ("0%", "0.95", "95%"),
        ("0.00%", "0.9916", "99.16%"),
        ("0.0#", "1.5", "1.5"),
        ("#.##", "0", "0"),
        ("0.00_ ", "3", "3.00"),
        ('0.00"万元"', "596.74", "596.74万元"),
        ('"≥"0', "95", "≥95"),
        ("0.00\\分", "12.5", "12.50分"),
        ("¥#,##0.00", "-3.5", "-¥3.50"),
        ("[$¥-804]#,##0.00", "3.5", "¥3.50"),
        ("#,##0.00;(#,##0.00)", "-5", "(5.00)"),
        ("0.00;[Red]-0.00", "-5", "-5.00"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "-"),
        ("0.0,", "12345", "12.3"),
        ("0.00", "-0.001", "0.00"),
        ("00000", "12", "00012"),
        ("@", "12.50", "12.5"),
        ("# ?/?", "0.5", "0.5"),
        ("0.00E+00", "1234", "1234"),
        ("[>=100]0.0;0.00", "5", "5"),
        (";;;", "5", "5"),
        ('"共"', "5", "共"),
        ("yyyy-mm-dd", "44926", "2022-12-31"),
        ("yyyy/m/d", "44926", "2022-12-31"),
        ("m/d/yy", "44926", "2022-12-31"),
        ('yyyy"年"m"月"d"日"', "44926", "2022年12月31日"),
        ('[$-804]yyyy"年"m"月"d"日";@', "44926", "2022年12月31日"),
        ("yyyy年mm月dd日", "44602", "2022年02月10日"),
        ('yyyy"年"m"月"', "44926", "2022年12月"),
        ('m"月"d"日"', "44773", "7月31日"),
        ("d-mmm", "44563", "1月2日"),
        ("mmm-yy", "44926", "2022-12"),
        ("yyyy-mm-dd h:mm", "44926.604166666667", "2022-12-31 14:30"),
        ("h:mm", "0.604166666666667", "14:30"),
        ("[h]:mm", "1.5", "36:00"),
        ('h"时"mm"分"', "0.604166666666667", "14时30分"),
        ("yyyy-mm-dd", "-3", "-3"),
        ("yyyy-mm-dd", "60", "60"),
        ("yyyy-mm-dd", "1", "1900-01-01"),
        ("yyyy-mm-dd", "99999999", "99999999"),
    ],
)
def test_what_is_seen(code, number, seen):
    assert compiled(code).show(stored_number(number))[0] == seen


def test_only_days_are_days():
    day = compiled("yyyy-mm-dd")
    assert day.show(Decimal(44926)) == ("2022-12-31", True)
    assert day.show(Decimal(44926 - 1462), from_1904=True) == ("2022-12-31", True)
    assert compiled("h:mm").show(Decimal("0.5")) == ("12:00", False)
    assert compiled("0.00").show(Decimal(44926)) == ("44926.00", False)


@given(
    st.text(alphabet='0#?,.%;"\\_*[]@年yYmMdDhHsSEe/-+ Gel$¥万', max_size=30),
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
)
def test_any_format_shows_something(code, number):
    stored = stored_number(str(number))
    if stored is not None:
        text, _ = compiled(code).show(stored)
        assert text or '"' in code or "\\" in code or "_" in code
