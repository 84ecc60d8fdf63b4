"""Laws that hold for every text, whatever people write."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scoring.values import shortform
from scoring.values.attainment import Attainment, Case, ComparedRow, Policy
from scoring.values.comparing.attain import attain
from scoring.values.grammar import Reader
from scoring.values.reading import (
    Deadline,
    Number,
    Range,
    Reading,
    Several,
    ShortStatement,
    Unread,
    Wording,
)

HERE = Path(__file__).parent
RELAXED = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

TABLE: dict[str, list[Any]] = yaml.load(
    (HERE / "readings.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
TEXTS = [row[0] for rows in TABLE.values() for row in rows]
PIECES = [
    *"≥≤><=%‰~-—/、，,。;；:：()（）·* \n",
    *"年月日前后内底至到约余多近第每个台套件份家次万亿千百元天分条无未不已",
    *["1", "12", "2022", "0.5", "95", "1,200", "100", "3", "0", "31", "999999999999999999"],
    *[
        "不低于",
        "不超过",
        "以上",
        "以内",
        "之前",
        "左右",
        "小时",
        "个月",
        "工作日",
        "万元",
        "百分点",
    ],
    *["完成", "满意度", "有效保障", "基本", "不适用", "上半年", "季度", "月底", "GB", "km", "m²"],
    *[
        "一",
        "两",
        "三",
        "十",
        "百分之",
        "半年",
        "七",
        "零",
        "计划",
        "实际",
        "全年",
        "次年",
        "且",
        "或",
    ],
]
written = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
seen = st.sampled_from(TEXTS)
anything = st.one_of(written, seen, st.text(max_size=40))
values = st.integers(0, 10**8).map(lambda cents: Fraction(cents, 100))
units = st.sampled_from(["", "个", "台", "万元", "元", "%", "小时", "人次", "万条", "公里"])


def _plain(value: Fraction) -> str:
    text = f"{int(value * 100):03d}"
    return f"{text[:-2]}.{text[-2:]}"


def _numbers(reading: Reading) -> list[Number]:
    match reading:
        case Number():
            return [reading]
        case Range():
            return [reading.low, reading.high]
        case Several():
            return [number for part in reading.numbers for number in _numbers(part)]
        case Deadline():
            return [reading.number] if reading.number is not None else []
        case _:
            return []


def _bare(reading: Reading) -> Reading:
    """Return a reading without the text it came from."""
    match reading:
        case Range():
            low, high = (replace(end, text="") for end in (reading.low, reading.high))
            return replace(reading, text="", low=low, high=high)
        case Several():
            return replace(reading, text="", numbers=tuple(map(_bare, reading.numbers)))
        case Deadline():
            number = replace(reading.number, text="") if reading.number is not None else None
            return replace(reading, text="", number=number)
        case _:
            return replace(reading, text="")


def _of(reader: Reader, policy: Policy, target: str, actual: str, name: str = "") -> Attainment:
    row = ComparedRow(name=name, year=2022)
    return attain(reader.read(target), reader.read(actual), row, policy, reader)


@RELAXED
@given(text=anything)
def test_nothing_raises_and_every_reading_keeps_its_text(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert reading.text == text
    assert isinstance(reader.describe(reading), str)
    if isinstance(reading, Unread):
        assert reading.piece or not text.strip()


@RELAXED
@given(target=anything, actual=anything, unit=seen, direction=seen)
def test_no_pair_raises(
    reader: Reader, policy: Policy, target: str, actual: str, unit: str, direction: str
) -> None:
    for row in (
        ComparedRow(year=2022),
        ComparedRow(unit=unit, direction=direction, name=target, year=2023),
    ):
        found = attain(reader.read(target), reader.read(actual), row, policy, reader)
        if found.case is Case.UNREAD:
            assert found.met is None
            is_blank = isinstance(reader.read(actual), ShortStatement)
            assert found.piece or is_blank


FIGURE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+")
CHINESE = re.compile("[零一二两三四五六七八九十百千万亿半]")


@RELAXED
@given(text=anything.filter(lambda text: not CHINESE.search(text)))
@example(text="GB1,200")
@example(text="km2022")
def test_no_number_is_read_that_the_text_does_not_hold(reader: Reader, text: str) -> None:
    folded = reader.lexicon.fold(text)
    held = {Fraction(figure.replace(",", "")) for figure in FIGURE.findall(folded)}
    for number in _numbers(reader.read(text)):
        assert abs(number.value) in held
        assert number.multiplier == 1


@RELAXED
@given(
    sign=st.sampled_from(["", "≥", "不超过", "约"]),
    known=st.sampled_from(["元", "兆", "米", "毫米", "千克", "M", "G", "kW", "小时", "天", "亩"]),
    rest=st.sampled_from(["ab", "Pa", "μ", "Ω", "⁴", "x2", "帕", "焦", "汞柱", "力", "甲", "龘"]),
    behind=st.sampled_from(["", "以上", "/人", "，良好"]),
)
def test_a_unit_that_goes_on_in_unknown_letters_is_never_cut(
    reader: Reader, sign: str, known: str, rest: str, behind: str
) -> None:
    if known[0].isascii() == (rest[0] >= "\u2e80"):
        # 45G带宽: words beside a unit of letters name the number
        return
    cut = reader.lexicon.unit(known)
    assert cut is not None
    for number in _numbers(reader.read(f"{sign}3{known}{rest}{behind}")):
        assert number.unit is not None
        assert number.unit.dimension.partition("/")[0] != cut.dimension


@RELAXED
@given(text=st.one_of(seen, written))
def test_full_width_changes_nothing(reader: Reader, text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if "&" in text or "<" in text:
        return
    assert _bare(reader.read(wide)) == _bare(reader.read(text))


@RELAXED
@given(text=seen, data=st.data())
def test_spaces_change_nothing(reader: Reader, text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    is_inside = re.search(r"[0-9０-９.,，]\s*$", text[:at]) and re.match(
        r"\s*[0-9０-９.,，]", text[at:]
    )
    if is_inside or text.strip() == "":
        return
    reading, spaced = reader.read(text), reader.read(f"{text[:at]} {text[at:]}")
    assert _bare(spaced) == _bare(reading)


@RELAXED
@given(value=values, unit=units.filter(lambda unit: "万" not in unit))
def test_ten_thousand_in_words_or_figures_is_the_same(
    reader: Reader, value: Fraction, unit: str
) -> None:
    short = reader.read(f"{_plain(value)}万{unit}")
    long = reader.read(f"{_plain(value * 10_000)}{unit}")
    assert isinstance(short, Number)
    assert isinstance(long, Number)
    assert (short.amount, short.unit) == (long.amount, long.unit)


@RELAXED
@given(
    target=values.filter(bool), one=values, other=values, unit=units, sign=st.sampled_from("≥≤><")
)
def test_a_better_actual_never_stands_worse(
    reader: Reader,
    policy: Policy,
    target: Fraction,
    one: Fraction,
    other: Fraction,
    unit: str,
    sign: str,
) -> None:
    worse, better = sorted((one, other), reverse=sign in "≤<")
    text = f"{sign}{_plain(target)}{unit}"
    low = _of(reader, policy, text, f"{_plain(worse)}{unit}")
    high = _of(reader, policy, text, f"{_plain(better)}{unit}")
    assert low.met is not None
    assert high.met is not None
    assert high.met >= low.met
    assert low.completion is not None
    assert high.completion is not None
    rises = high.completion >= low.completion
    assert rises if sign in "≥>" else high.completion <= low.completion


@RELAXED
@given(text=anything, name=st.sampled_from(["", "完成率", "投诉次数", "响应时间", "满意度"]))
def test_the_target_repeated_is_never_missed(
    reader: Reader, policy: Policy, text: str, name: str
) -> None:
    found = _of(reader, policy, text, text, name)
    assert found.met is not False
    if isinstance(reader.read(text), Wording):
        assert found.met is True


@RELAXED
@given(text=anything)
def test_the_short_form_reads_as_the_grammar(
    reader: Reader, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = Reader(reader.lexicon, memo=0).read(text)
    with monkeypatch.context() as patch:
        patch.setattr(shortform, "match", lambda *_: None)
        slow = Reader(reader.lexicon, memo=0).read(text)
    assert fast == slow


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1/",
            "1-",
            "1台",
            "1月",
            "每月",
            "每",
            "第",
            "(",
            "个/",
            "≥",
            "约1，",
            "2022年",
            "百分之",
        ),
        *(
            "台(套)",
            "1-1月",
            "不低于",
            "一",
            "无",
            "1,",
            "1.",
            "．１",
            "且",
            "1个且",
            "半年/",
            "1·",
        ),
    ],
)
def test_the_longest_text_is_read_in_time(reader: Reader, piece: str) -> None:
    text = (piece * 2000)[:1998] + "1个"
    begun = time.process_time()
    reader.read(text)
    assert time.process_time() - begun < 1
