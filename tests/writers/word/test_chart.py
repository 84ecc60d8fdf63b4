"""Charts that Word draws itself: their axes, their words, and the workbook behind them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scoring.problem import InputError
from scoring.records.papers import BarChart, ChartSeries
from scoring.writers.word.chart_part import axis_top, height
from scoring.writers.word.fill import fill_word
from tests.writers.word.paper_example import chart, described, paragraphs, part, parts, view

ONE = "      - chart: 执行率"


def filled(drawn: BarChart) -> bytes:
    return fill_word(described(ONE), view(charts={"执行率": drawn}))


@pytest.mark.parametrize(
    ("values", "unit", "top"),
    [
        (["0"], "%", 120), (["100"], "%", 120), (["119.9"], "%", 120), (["120"], "%", 140),
        (["131.4", "20"], "%", 140), (["88.7", "12"], "万元", 110), (["0.5"], "万元", Fraction(6, 10)),
        (["8114.31"], "万元", 10_000), (["0"], "项", 1),
    ],
)  # fmt: skip
def test_the_axis_leaves_room_for_the_labels(values, unit, top):
    assert axis_top(chart(*values, unit=unit)) == top


def test_a_bar_takes_nine_millimetres_and_the_frame_fifteen():
    assert height(chart("1", "2", "3")) == 3 * 9 + 15
    assert height(chart(*["1"] * 60)) == 200


def test_the_chart_says_in_words_what_it_shows_and_has_the_workbook_of_its_values():
    content = filled(chart("92.28", "97.89", names=["甲", "A<B & C"]))
    document = part(content, "word/document.xml")
    assert 'descr="三个项目的预算执行率"' in document
    drawn = part(content, "word/charts/chart1.xml")
    assert '<c:max val="120"/>' in drawn
    assert "A&lt;B &amp; C" in drawn
    book = load_workbook(BytesIO(dict(parts(content))["word/embeddings/chart1.xlsx"]))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows == [[None, "执行率"], ["甲", 92.28], ["A<B & C", 97.89]]
    assert book.properties.creator in (None, "", "ziping")


def test_equal_charts_are_equal_bytes():
    assert filled(chart("1", "2")) == filled(chart("1", "2"))


def test_a_missing_value_is_no_bar():
    series = ChartSeries("得分", (Decimal("1.50"), None))
    content = filled(BarChart("得分", ("甲", "乙"), (series,), "分"))
    drawn = part(content, "word/charts/chart1.xml")
    assert "<c:v>1.5</c:v>" in drawn
    assert drawn.count("<c:v>") == 1 + 2 + 1


def test_two_series_have_a_legend():
    values = (Decimal(1), Decimal(2))
    two = (ChartSeries("预算", values), ChartSeries("执行", values))
    drawn = part(filled(BarChart("资金", ("甲", "乙"), two, "万元")), "word/charts/chart1.xml")
    assert "<c:legend>" in drawn
    assert "<c:legend>" not in part(filled(chart("1")), "word/charts/chart1.xml")


def test_a_chart_without_bars_is_left_out():
    content = filled(BarChart("得分", (), ()))
    assert paragraphs(content) == []
    assert not any(name.startswith("word/charts") for name, _ in parts(content))


def test_several_charts_have_each_their_part():
    two = f"{ONE}\n      - chart: 得分"
    charts = {"执行率": chart("1"), "得分": chart("2")}
    content = fill_word(described(two), view(charts=charts))
    names = [name for name, _ in parts(content) if name.startswith("word/charts/chart")]
    assert names == ["word/charts/chart1.xml", "word/charts/chart2.xml"]
    assert 'id="1"' in part(content, "word/document.xml")


def test_an_unknown_chart_is_told():
    with pytest.raises(InputError, match=r"不认识 \{\{图.执行绿\}\}"):
        fill_word(described("      - chart: 执行绿"), view(charts={"执行率": chart("1")}))
