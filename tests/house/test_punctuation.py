"""Chinese that a person sees is printed with full-width punctuation: ，：；？！（）.

What units wrote stays as they wrote it, and so do samples of YAML, formulas, cells and commands.
"""

from __future__ import annotations

import re

import pytest

from tests.house.printed_texts import HOLE, printed_texts

SAMPLES = re.compile(
    r"键: 值|: …|\"[^\"]*\"|: \"|[A-Za-z_]+: ?|[A-Za-z]+\([^()]*\)"  # YAML, functions
    rf"|[\u3400-\u9fff{HOLE}]![A-Z{HOLE}]"  # the cell of a sheet
    r"|[0-9][,:][0-9]"
)
"""What keeps its half-width signs."""
HALF_WIDTH = re.compile(
    rf"[\u3400-\u9fff{HOLE}“”（）《》] ?[,:;()]|[\u3400-\u9fff{HOLE}”）][?!]|[,:;()] ?[\u3400-\u9fff{HOLE}“（《]"
)


def half_width_signs(text: str) -> list[str]:
    """Return the half-width signs of a Chinese text, each with the letter beside it."""
    return HALF_WIDTH.findall(SAMPLES.sub("", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("缺少年度,请补上", True), ("没有填:", True), (f"得{HOLE}分(按规则)", True), ("确实吗?", True),
        (f"{HOLE}, 等级 优", True), (f"第{HOLE}行;余下的", True),
        ("缺少年度，请补上：", False), ("写成 name: 甲 的样子", False), ("10:1 的比例", False),
        (f"见 填报表!{HOLE}", False), ("最小(完成比, 1)", True), ("用 min(points, 1) 收住", False),
    ],
)  # fmt: skip
def test_a_half_width_sign_beside_chinese_is_found(text: str, found: bool) -> None:
    assert bool(half_width_signs(text)) == found


def test_no_printed_text_has_half_width_signs() -> None:
    wrong = [f"{place}: {text}" for place, text in printed_texts() if half_width_signs(text)]
    assert not wrong, "\n".join(wrong)
