"""The reader agrees with the readings that were written by hand for three published documents."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import yaml

from scoring.values.grammar import Reader
from scoring.values.reading import Deadline, Number, Reading, Several, ShortStatement, Wording
from tests.folders import READINGS

READ_BY_HAND = READINGS / "seeds.yaml"


def _rows() -> list[Any]:
    rows = yaml.load(READ_BY_HAND.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [pytest.param(row, id=row["text"][:40] or "blank") for row in rows]


def _check_number(number: Number, row: dict[str, Any], reader: Reader) -> None:
    assert number.value == Fraction(row["value"])
    assert number.multiplier == Fraction(row.get("multiplier", "1"))
    assert (number.comparator or "") == row.get("comparator", "")
    assert (number.approximation or "") == row.get("approximation", "")
    assert number.label == reader.lexicon.fold(row.get("label", ""))
    assert number.in_sentence == (row.get("in_sentence") == "true")
    if "unit" not in row:
        assert number.unit is None
        return
    assert number.unit is not None
    if number.unit.symbol != reader.lexicon.fold(row["unit"]):
        # 个月 and 月 are two ways to write one unit
        same = reader.lexicon.unit(row["unit"])
        assert same is not None
        assert same.meanings() == number.unit.meanings()


def _check(reading: Reading, row: dict[str, Any], reader: Reader) -> None:
    match reading:
        case Number():
            assert row.get("kind", "number") == "number"
            _check_number(reading, row, reader)
        case Deadline():
            assert row["kind"] == "deadline"
            year = int(row["year"]) if "year" in row else None
            start, end = (tuple(map(int, row[key])) for key in ("start", "end"))
            assert (reading.year, reading.start, reading.end) == (year, start, end)
            assert reading.before == (row.get("before") == "true")
            assert (reading.number is not None) == ("number" in row)
            if reading.number is not None:
                _check_number(reading.number, row["number"], reader)
        case Several():
            assert row["kind"] == "several"
            assert reading.strict == (row["strict"] == "true")
            assert len(reading.numbers) == len(row["parts"])
            for part, wanted in zip(reading.numbers, row["parts"], strict=True):
                _check(part, wanted, reader)
        case Wording():
            assert row["kind"] == "wording"
        case ShortStatement():
            assert (reading.stated.value, reading.of) == (row["kind"], row.get("of", ""))
        case _:
            pytest.fail(f"unread: {reading}")


@pytest.mark.parametrize("row", _rows())
def test_a_seed_text_is_read_as_a_person_read_it(reader: Reader, row: dict[str, Any]) -> None:
    _check(reader.read(row["text"]), row, reader)
