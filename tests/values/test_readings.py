"""Every ability of the reader, with the ways in which people use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.values.grammar import Reader
from scoring.values.reading import Number, Reading, Several, Unread

HERE = Path(__file__).parent


def _rows() -> list[Any]:
    table = yaml.load((HERE / "readings.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return [
        pytest.param(*row[:3], row[3] if len(row) > 3 else {}, id=f"{ability}: {row[0]}")
        for ability, rows in table.items()
        for row in rows
    ]


def _kind(reading: Reading) -> str:
    if isinstance(reading, Several):
        return "parts" if reading.strict else "candidates"
    return type(reading).__name__.removeprefix("Short").lower()


@pytest.mark.parametrize(("text", "kind", "told", "fields"), _rows())
def test_a_text_is_read(
    reader: Reader, text: str, kind: str, told: str, fields: dict[str, str]
) -> None:
    reading = reader.read(text)
    assert (_kind(reading), reader.describe(reading)) == (kind, told)
    assert reading.text == text
    if isinstance(reading, Number):
        assert reading.label == fields.get("label", "")
        assert reading.in_sentence == (fields.get("in_sentence") == "true")


def test_the_memo_changes_nothing_and_is_bounded(reader: Reader) -> None:
    small = Reader(reader.lexicon, memo=2)
    for text in ("≥95%", "3份", "7月底", "≥95%", "有效保障"):
        assert small.read(text) == reader.read(text)
    assert len(small._memo) <= 2


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("1" * 400_000, "1111"),
        ("完成" * 1001, "完成"),
        ("9" * 19 + "元", "9999"),
        ("\ud800", "无法显示的字符"),
        ("3份\x00", "无法显示的字符"),
        ("，".join(f"{n}个" for n in range(100)), "0个"),
    ],
    ids=["digits", "long", "nineteen digits", "surrogate", "control", "a hundred numbers"],
)
def test_a_text_beyond_bounds_is_unread_with_a_short_piece(
    reader: Reader, text: str, piece: str
) -> None:
    reading = reader.read(text)
    assert isinstance(reading, Unread)
    assert reading.piece.startswith(piece)
    assert len(reading.piece) <= 31


@pytest.mark.parametrize(
    ("text", "value", "multiplier", "symbol"),
    [("万元", "1", "10000", "元"), ("%", "1", "1", "%"), ("个", "1", "1", "个")],
)
def test_a_unit_column_is_read(
    reader: Reader, text: str, value: str, multiplier: str, symbol: str
) -> None:
    measure = reader.measure(text)
    assert measure is not None
    assert measure.unit is not None
    assert (str(measure.value), str(measure.multiplier)) == (value, multiplier)
    assert measure.unit.symbol == symbol


@pytest.mark.parametrize("text", ["", "定性", "见附件", "≥5", "x" * 3000])
def test_a_unit_column_that_names_no_unit_gives_none(reader: Reader, text: str) -> None:
    assert reader.measure(text) is None


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("≥", "at_least"),
        ("＞＝", "at_least"),
        ("正向 大于等于", "at_least"),
        ("反向", "at_most"),
        ("<", "below"),
        ("=", "exactly"),
        ("定性", None),
        ("", None),
    ],
)
def test_a_direction_column_is_read(reader: Reader, text: str, comparator: str | None) -> None:
    found = reader.comparator(text)
    assert (found.value if found is not None else None) == comparator
