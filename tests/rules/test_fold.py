"""Signs as people type them, folded; each folded character knows where it came from."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rules import fold as folding
from scoring.rules.evaluate import Evaluator
from scoring.rules.fold import fold
from scoring.rules.types import Type

SIGNS = [
    ("a ≥ b", "a >= b"),
    ("a ≧ b", "a >= b"),
    ("a ≤ b", "a <= b"),
    ("a ≦ b", "a <= b"),
    ("a ≠ b", "a != b"),
    ("a × b ÷ c", "a * b / c"),
    ("a − b", "a - b"),
    ("ａ＋ｂ－ｃ＊ｄ／ｅ", "a+b-c*d/e"),
    ("（１２．５）", "(12.5)"),
    ("a＞＝b", "a>=b"),
    ("a＝＝b", "a==b"),
    ("a！＝b", "a!=b"),
    ("min（a，b）", "min(a,b)"),
    ("min（a、b）", "min(a,b)"),
    ("a\u3000+\u00a0b\n-\tc\r", "a + b - c "),
    ("执行数 ÷ 预算数", "执行数 / 预算数"),
]


@pytest.mark.parametrize(("typed", "folded"), SIGNS)
def test_signs(typed, folded):
    assert fold(typed).text == folded


PERCENTS = [
    # typed, value with points = 10, x = 3 stands for `actual`
    ("9.5%", "0.095"),
    ("0.5 %", "0.005"),
    ("0.5\u3000％", "0.005"),
    ("5%", "0.05"),
    ("100%", "1"),
    ("130%", "1.3"),
    ("0%", "0"),
    ("007%", "0.07"),
    ("0.125%", "0.00125"),
    ("12345678901234567890%", "123456789012345678.90"),
    ("９．５％", "0.095"),
    ("5%*actual", "0.15"),
    ("5% * actual", "0.15"),
    ("5 %*actual", "0.15"),
    ("actual*5%", "0.15"),
    ("points*80%", "8"),
    ("points*80%-1", "7"),
    ("points * (80%)", "8"),
    ("-30%", "-0.3"),
    ("10 % - 3", "-2.9"),
    ("points / 5%", "200"),
    ("80%+20%", "1"),
    ("50%*50%", "0.25"),
    ("max(80%, 9.5%)", "0.8"),
    ("80% if met else 0", "0.8"),
    ("80%if met else 0", "0.8"),
]


@pytest.mark.parametrize(("typed", "value"), PERCENTS)
def test_a_percentage_is_a_number(typed, value, compiled, facts):
    row = Evaluator(facts(actual="3", met=True))
    assert row.number(compiled(typed)) == Fraction(value)


NOT_PERCENTS = ["5%5", "5% 5", "5%points", "points%", "(50)%", "80%%", "x1%", "5.%", "%5", "1.5.2%"]


@pytest.mark.parametrize("typed", NOT_PERCENTS)
def test_no_percentage_is_guessed(typed, flaws):
    assert flaws(typed)


QUOTED = [
    ("'80%'", "80%"),
    ("“80％ × ≥ （Ａ）”", "80％ × ≥ （Ａ）"),
    ('"≥95%"', "≥95%"),
    ("‘a“b”c’", "a“b”c"),
    ('"it\'s"', "it's"),
    ("'a\\nb'", "a\\nb"),
    ("'\\'", "\\"),
    ("“a\\N{BULLET}b”", "a\\N{BULLET}b"),
    ("＂Ａ％＂", "Ａ％"),
    ("＇\\x41＇", "\\x41"),
    ("’达成’", "达成"),
    ("”达成”", "达成"),
    ("''", ""),
    ("'x = 5 # y'", "x = 5 # y"),
]


@pytest.mark.parametrize(("typed", "text"), QUOTED)
def test_what_stands_in_quotes_is_left_alone(typed, text, compiled, facts):
    row = Evaluator(facts(level=text))
    assert row.holds(compiled(f"level == {typed}", Type.YES_NO))
    assert row.holds(compiled(f"{typed} == 等次 and 9.5% < 1", Type.YES_NO))


@pytest.mark.parametrize("typed", ["“达成", "'达成", '“达成"', "”达成“", "「达成」", "'a''"])
def test_a_quote_that_is_not_closed_is_not_closed_for_the_writer(typed, flaws):
    assert flaws(f"level == {typed}")
    assert flaws(f"level == {typed} or met")


PLACES = [
    # typed, a piece of the folded text, the same piece as typed
    ("完成值 ≥ 指标值", ">=", "≥"),
    ("完成值 ≥ 指标值", "指标值", "指标值"),
    ("points × 9.5% × actual", "0.095", "9.5%"),
    ("points × 9.5% × actual", "actual", "actual"),
    ("points × 9.5 % × actual", "0.095", "9.5 %"),
    ("points*80%", "0.80", "80%"),
    ("等次 == “it's” or met", "'it\\'s'", "“it's”"),
    ("等次 == “it's” or met", "met", "met"),
    ("（１００％）", "1.00", "１００％"),
    ("  分值", "分值", "分值"),
]


@pytest.mark.parametrize(("typed", "folded", "written"), PLACES)
def test_a_folded_piece_is_shown_as_it_was_written(typed, folded, written):
    found = fold(typed)
    start = found.text.index(folded)
    assert found.written(start, start + len(folded)) == written
    assert found.original(start) == typed.index(written)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(st.text(alphabet="abx分值0159.%％ ≥≤×÷（）'\"“”‘’\\＂＇_#=,，\n", max_size=30))
def test_origins_never_run_backwards_or_out(text):
    found = fold(text)
    assert len(found.origin) == len(found.text) + 1
    assert list(found.origin) == sorted(found.origin)
    assert all(0 <= place <= len(text) for place in found.origin)
    assert found.original(-1) >= 0
    assert found.original(10**6) == found.origin[-1] == len(text)
    assert found.written(0, len(found.text)) == text


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(max_size=40))
def test_any_text_at_all_is_folded_and_judged(flaws, text):
    """Whatever is typed: a verdict with places inside the text, and no other exception."""
    assert all(0 <= flaw.offset <= len(text) for flaw in flaws(text))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(alphabet="01.5%％ eExj_+*-()points'=#<>≥,值\\", max_size=25))
def test_any_text_of_the_language_is_folded_and_judged(flaws, text):
    assert all(0 <= flaw.offset <= len(text) for flaw in flaws(text))


@given(text=st.text("abz_019 .,()<>=!+-*/%'\"\\甲％\t", max_size=20))
@settings(deadline=None, max_examples=500)
def test_what_is_left_as_it_is_would_be_folded_to_the_same(text: str) -> None:
    quick = fold(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(folding, "_FOLDED", re.compile(r"(?!)"))
        assert fold(text) == quick
