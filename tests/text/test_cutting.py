"""A text is cut, measured and made printable in one way everywhere."""

import pytest

from scoring.text import (
    cut_to_width,
    excerpt,
    lines_taken,
    on_one_line,
    printable,
    safe_line,
    shortened,
    width,
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("绩效", 4),
        ("(甲)", 4),
        ("\uff08甲\uff09", 6),
        ("e\u0301", 1),
        ("①", 1),
    ],
)
def test_a_chinese_letter_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [("绩效自评", 5, "绩效"), ("绩效", 4, "绩效"), ("a绩", 2, "a"), ("绩", 1, ""), ("绩", -1, "")],
)
def test_a_text_is_cut_to_what_fits_whole(text: str, most: int, kept: str) -> None:
    assert cut_to_width(text, most) == kept


def test_an_excerpt_stands_on_one_line_and_says_that_it_was_cut() -> None:
    assert excerpt(" 甲\n  乙\t丙 ") == "甲 乙 丙"
    assert excerpt("甲\n乙丙", 3) == "甲 乙…"
    assert shortened("甲\n乙", 3) == "甲\n乙"
    assert shortened("字" * 41) == "字" * 40 + "…"
    assert on_one_line("甲\u3000\r\n乙") == "甲 乙"


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("绩效", 1), ("绩效自", 2), ("甲\n\n乙", 3)])
def test_every_paragraph_takes_a_line_at_least(text: str, lines: int) -> None:
    assert lines_taken(text, 4) == lines


def test_what_cannot_be_shown_is_made_visible_and_nothing_is_dropped() -> None:
    assert printable("a\x07b\x7fc\ud800d\u202ee\x85f\r\ng\rh") == "a␇b␡c[U+D800]d[U+202E]e\nf\ng\nh"
    assert printable("绩效①\t甲\n乙") == "绩效①\t甲\n乙"


def test_a_line_of_a_terminal_is_never_steered_nor_broken() -> None:
    assert safe_line("甲\x1b[31m\n乙\u2028丙") == "甲␛[31m 乙 丙"
