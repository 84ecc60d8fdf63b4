"""A sheet saved as CSV: every cell stands under its heading, whatever parts the values."""

from __future__ import annotations

import pytest

from scoring.problem import InputError
from scoring.readers.books.open_any import open_any
from scoring.readers.books.sheets.bounds import LONGEST_CELL


def cells(text: str, encoding: str = "utf-8", name: str = "表.csv") -> dict[tuple[int, int], str]:
    (sheet,) = open_any(text.encode(encoding), name).sheets
    return {at: cell.text for at, cell in sheet.cells.items()}


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_values_stand_where_they_stood_in_the_sheet(sign: str, encoding: str) -> None:
    text = sign.join(["三级指标", "分值"]) + "\r\n" + sign.join(["", "10"]) + "\r\n"
    assert cells(text, encoding) == {(1, 1): "三级指标", (1, 2): "分值", (2, 2): "10"}


def test_a_quoted_value_may_hold_what_parts_values_and_lines() -> None:
    text = '指标,"≥1,200人"\r\n"年度\n指标值",2\r\n'
    assert cells(text) == {
        (1, 1): "指标", (1, 2): "≥1,200人", (2, 1): "年度\n指标值", (2, 2): "2",
    }  # fmt: skip


def test_commas_of_another_text_part_nothing() -> None:
    assert cells("全年,共3次", name="说明.txt") == {(1, 1): "全年,共3次"}


def test_a_value_longer_than_a_cell_may_be_is_text() -> None:
    """What cannot be a sheet's cell is kept as lines, and nothing of it is lost."""
    long = "长" * (LONGEST_CELL + 5)
    assert "".join(cells(f"甲,{long}").values()) == f"甲,{long}"


def test_values_parted_by_something_else_are_lines() -> None:
    assert cells('甲"乙,"丙\n') != {}
    with pytest.raises(InputError):
        cells(" \r\n")
