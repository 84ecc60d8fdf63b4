"""The vocabulary is data: a line added there is read at once, a fault in it is said."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from scoring.values.grammar import Reader
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Comparator, Number, ShortStatement, StatementKind

Vocabulary = tuple[Any, Any]


def test_a_new_unit_is_one_line(vocabulary: Vocabulary) -> None:
    units, values = copy.deepcopy(vocabulary)
    units["units"].append({"is": "length", "times": "1/3", "names": ["市尺"]})
    reading = Reader(Lexicon.from_data(units, values)).read("≥3市尺")
    assert isinstance(reading, Number)
    assert reading.unit is not None
    assert (reading.unit.dimension, reading.unit.factor) == ("length", Fraction(1, 3))


def test_a_new_comparator_and_a_new_statement_are_one_word(vocabulary: Vocabulary) -> None:
    units, values = copy.deepcopy(vocabulary)
    values["comparators"]["prefix"]["at_least"].append("不逊于")
    values["statements"]["done"].append("圆满收官")
    reader = Reader(Lexicon.from_data(units, values))
    reading = reader.read("不逊于95%")
    assert isinstance(reading, Number)
    assert reading.comparator is Comparator.AT_LEAST
    done = reader.read("圆满收官")
    assert isinstance(done, ShortStatement)
    assert done.stated is StatementKind.DONE


def _with(path: tuple[Any, ...], value: Any, data: Any) -> Any:
    data = copy.deepcopy(data)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("schema",), "ziping/units/9", "schema"),
        (("multipliers", "万"), "ten thousand", "multipliers"),
        (("multipliers", "万"), "0", "multipliers"),
        (("units", 0, "time"), "1", "time"),
        (("units", 0, "times"), "1/0", "times"),
        (("quantities", "半年", "unit"), "世纪", "世纪"),
        (("counters", 0), ["份", "台"], "台"),
    ],
)
def test_a_fault_in_the_units_is_said(
    vocabulary: Vocabulary, path: tuple[Any, ...], value: Any, word: str
) -> None:
    units, values = vocabulary
    with pytest.raises((ValidationError, ValueError)) as caught:
        Lexicon.from_data(_with(path, value, units), values)
    assert word in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("schema",), "ziping/values/9", "schema"),
        (("comparators", "prefix", "at_least_or_so"), ["约莫"], "at_least_or_so"),
        (("dates", "year_parts", "上半年"), ["13-01", "06-30"], "13-01"),
        (("fold", "characters", "ab"), "a", "ab"),
        (("statements", "perhaps"), ["也许"], "perhaps"),
        (("comparators", "prefix", "below"), ["≥"], "≥"),
        (("wordings", "same"), [["及时", "按时"], ["按时", "准时"]], "按时"),
        (("surprise",), "x", "surprise"),
    ],
)
def test_a_fault_in_the_values_is_said(
    vocabulary: Vocabulary, path: tuple[Any, ...], value: Any, word: str
) -> None:
    units, values = vocabulary
    with pytest.raises((ValidationError, ValueError)) as caught:
        Lexicon.from_data(units, _with(path, value, values))
    assert word in str(caught.value)
