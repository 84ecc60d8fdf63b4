"""Native bar charts of a workbook, each next to the few cells that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any, Final

from scoring.exact import decimals
from scoring.records.papers import BarChart
from scoring.text import printable
from scoring.writers.xlsx.paper import PAGE_NUMBERS
from scoring.writers.xlsx.pen import FONT, Pen

_A_BAR: Final = 9.0
_AROUND: Final = 15.0
"""Height of a bar and of what stands around all, in millimetres."""
_LEAST_HEIGHT: Final = 45.0
_PIXELS: Final = 96 / 25.4
"""Pixels of a screen in a millimetre."""
_WIDTH: Final = 640
_ROW: Final = 20
"""Pixels of a usual row."""
_LEAST_TOP: Final = 120
_STEP: Final = 20
_PAGE: Final = 660.0
"""Pixels of a page, from top to bottom."""
_COLOURS: Final = ("#4472C4", "#A5A5A5", "#ED7D31", "#70AD47")
_NAMES: Final = 26.0
_NUMBERS: Final = 13.0


def add_charts(pen: Pen, name: str, heading: str, charts: Sequence[BarChart]) -> None:
    """Write the charts of a sheet, one below the other; the cells at their left hold what they show."""
    sheet = pen.sheet
    most = max((len(chart.series) for chart in charts), default=1)
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, most, _NUMBERS)
    sheet.set_column(most + 1, most + 1, 2)
    last = most + 12
    pen.put(0, 0, heading, pen.style("title", font_size=16), to=last)
    sheet.set_row(0, 32)
    at = 2
    breaks = []
    for number, chart in enumerate(charts):
        if number:
            breaks.append(at)
        height = _height(chart)
        _write_data(pen, at, chart)
        drawn = _drawn(pen, name, at, chart, height)
        described = printable(chart.described or chart.title)
        sheet.insert_chart(at, most + 2, drawn, {"description": described})
        at += max(ceil(height / _ROW), len(chart.categories) + 2) + 2
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, at, last)
    sheet.set_h_pagebreaks(_pages(charts, breaks))
    sheet.set_footer(PAGE_NUMBERS)


def _pages(charts: Sequence[BarChart], breaks: Sequence[int]) -> list[int]:
    """Return where pages begin: no chart is cut, as many on a page as it holds."""
    used, starts = 0.0, []
    for number, chart in enumerate(charts):
        height = _height(chart) + 3 * _ROW
        if number and used + height > _PAGE:
            starts.append(breaks[number - 1])
            used = 0.0
        used += height
    return starts


def _height(chart: BarChart) -> float:
    """Return the pixels that a chart is high."""
    bars = len(chart.categories) * len(chart.series)
    return max(bars * _A_BAR + _AROUND, _LEAST_HEIGHT) * _PIXELS


def _write_data(pen: Pen, at: int, chart: BarChart) -> None:
    """Write the cells that a chart is drawn from."""
    pen.put(at, 0, chart.title, pen.style("heading", font_size=9))
    for across, series in enumerate(chart.series, 1):
        pen.put(at, across, series.name, pen.style("heading", font_size=9))
    for down, category in enumerate(chart.categories, 1):
        pen.put(at + down, 0, category, pen.style("fixed_left", font_size=9, num_format="@"))
        for across, series in enumerate(chart.series, 1):
            value = series.values[down - 1]
            style = pen.style("fixed", font_size=9, align="right", num_format=_number_format(value))
            pen.put(at + down, across, value, style)


def _number_format(value: Decimal | None) -> str:
    places = 0 if value is None else decimals(value)
    return "#,##0" + ("." + "0" * places if places else "")


def _drawn(pen: Pen, name: str, at: int, chart: BarChart, height: float) -> Any:
    drawn = pen.book.add_chart({"type": "bar"})
    small = {"name": FONT, "size": 9}
    count = len(chart.categories)
    for across in range(1, len(chart.series) + 1):
        drawn.add_series(
            {
                "name": [name, at, across],
                "categories": [name, at + 1, 0, at + count, 0],
                "values": [name, at + 1, across, at + count, across],
                "fill": {"color": _COLOURS[(across - 1) % len(_COLOURS)]},
                "gap": 60,
                "data_labels": {"value": True, "font": small},
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 11}})
    # The first category stands on top.
    drawn.set_y_axis({"reverse": True, "crossing": "max", "num_font": small})
    axis: dict[str, Any] = {"min": 0, "max": _top(chart), "num_font": small, "name": chart.unit}
    drawn.set_x_axis({**axis, "name_font": small, "major_gridlines": {"visible": False}})
    if len(chart.series) > 1:
        drawn.set_legend({"position": "bottom", "font": small})
    else:
        drawn.set_legend({"none": True})
    drawn.set_size({"width": _WIDTH, "height": round(height)})
    return drawn


def _top(chart: BarChart) -> int:
    """Return the end of the axis: behind the longest bar there is room for its label."""
    most = max((v for series in chart.series for v in series.values if v is not None), default=0)
    if chart.unit == "%":
        return max(_LEAST_TOP, (int(most) // _STEP + 1) * _STEP)
    step = 1
    while step * 10 < most:
        step *= 10
    top = (int(most * 6 / 5) // step + 1) * step
    return top if step > 1 else int(most) + 1
