"""How labels and names are compared; what is stored anywhere rests on these outcomes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.text import label_key, level_key, name_key, plain_signs, squeezed
from scoring.workbooks.review_sheet.layout import seal_of


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("三级 指标\n", "三级指标"),
        ("（５０分）：①㎡…", "(50分):1m2..."),
        ("\u3000A\u00a0b\x1c", "Ab"),
        ("* “引号”—", "*“引号”—"),
    ],
)
def test_what_is_sealed_is_squeezed(written, key):
    assert squeezed(written) == key


def test_a_seal_stays_the_seal_it_was():
    entries = ["产出/数量/1", "  已完成（一期）\n", Decimal("12.50"), None, "ＡＢ①"]
    assert seal_of(entries) == "afa9487433a2f694"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("* 实 际\n完成值：", "实际完成值"),
        ("☆年度指标值（%）", "年度指标值(%)"),
        ("●备注 # Note:", "备注note"),
        ("资金:来源", "资金:来源"),
    ],
)
def test_labels_of_forms_and_of_our_workbooks_fold_alike(written, key):
    assert label_key(written) == key
    assert label_key(written + "\u3000" * 300) == key


def test_a_levels_points_are_no_part_of_it():
    assert level_key("产出指标 （50分）") == level_key("产出指标") == "产出指标"


def test_a_name_is_its_letters_and_figures():
    assert name_key("“智慧”政务（二期）－ＡＢ") == "智慧政务二期ab"


def test_plain_signs_keep_the_length():
    assert plain_signs("①％（㎡）…½") == "1%(㎡)…½"
