"""Each wording of published forms has its role, by the functions that read forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.readers.forms.labels import FormLabels
from scoring.words import load_vocabulary

WORDINGS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).with_name("wordings.yaml")).read_text(encoding="utf-8")
)
LABELS = load_vocabulary(FormLabels)
CASES = [(role, word) for role, words in WORDINGS.items() for word in words]
PRINTED = (
    "{}", "{}:", "{}：", "* {}", "★{}", " {} ", "一、{}", "(一){}", "1.{}", "２．{}", "{}\n", "{}(分)",
    "{}（万元）", "{}(A)", "{}（盖章）：",
)  # fmt: skip
"""How a label may be printed beyond its words."""


def roles(text: str) -> set[str]:
    """Return every role that the reader of forms sees in a text."""
    found: set[str] = set()
    for table in ("tasks", "goals", "funds", "goal", "indicators"):
        column = LABELS.column(table, text)
        if column is not None:
            found.add(f"{table}.{column[1].partition('.')[0]}")
        if LABELS.is_block_of(table, text):
            found.add(f"block.{table}")
    for key in LABELS.head_keys(text):
        found.add(f"head.{'texts' if key.startswith('texts.') else key}")
    for kind in ("funds_total", "sources", "total", "subtotal"):
        if LABELS.is_word(kind, LABELS.without_of_which(text)):
            found.add(f"word.{kind}")
    return found


@pytest.mark.parametrize(("role", "word"), CASES)
def test_a_wording_has_its_role(role: str, word: str) -> None:
    assert role in roles(word)


@pytest.mark.parametrize("printed", PRINTED)
def test_a_wording_has_its_role_however_it_is_printed(printed: str) -> None:
    lost = {
        word
        for role, word in CASES
        if not word.startswith("其中") and role not in roles(printed.format(word))
    }
    assert not lost


def spaced(word: str) -> str:
    return " ".join(word)


def broken(word: str) -> str:
    return f"{word[:2]}\n{word[2:]}"


def full_width(word: str) -> str:
    return word.translate({ord("("): "（", ord(")"): "）", ord(":"): "：", ord("A"): "Ａ"})


@pytest.mark.parametrize("change", [spaced, broken, full_width])
def test_blanks_line_ends_and_full_width_signs_change_no_role(change: Any) -> None:
    assert [word for role, word in CASES if role not in roles(change(word))] == []


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("實際完成值", "indicators.actual"),
        ("年度指標值", "indicators.target"),
        ("項目名稱", "head.project.name"),
        ("主管部門", "head.department"),
        ("偏差原因分析及改進措施", "indicators.reason"),
        ("預算執行率", "funds.claimed_rate"),
        ("年度資金總額：", "word.funds_total"),
        ("總分", "word.total"),
        ("總體目標", "goal.expected"),
    ],
)
def test_a_mirror_in_traditional_characters_has_the_same_labels(printed: str, role: str) -> None:
    assert role in roles(printed)
