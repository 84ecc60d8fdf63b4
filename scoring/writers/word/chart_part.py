"""Bar charts as Word draws them itself: a chart part with its own small workbook, edited and restyled in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element

from scoring.exact import shortest
from scoring.records.papers import BarChart, ChartSeries
from scoring.text import printable
from scoring.writers.word.package import CONTENT_TYPES, DOCUMENT, Package
from scoring.writers.word.paragraph_texts import clean
from scoring.writers.word.wml import NAMESPACES, el, made
from scoring.writers.xlsx.pen import new_workbook, write_text

_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOOK: Final = "package"
_EMU: Final = 635
"""The unit of drawings in a twentieth of a point."""
_MM: Final = 36_000
"""The same in a millimetre."""
_BAR: Final = 9
_FRAME: Final = 15
_LEGEND: Final = 8
"""Millimetres that a bar takes, all else, and a legend."""
_TALLEST: Final = 200
_PERCENT_TOP: Final = 120
_PERCENT_STEP: Final = 20
_ROOM: Final = Fraction(115, 100)
"""What the axis reaches beyond the greatest amount, so that its label stands within the frame."""
_COLOURS: Final = ("4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
_SHEET: Final = "Sheet1"
_FONT: Final = 900
_AXES: Final = (500_001, 500_002)


def add_chart(package: Package, chart: BarChart, number: int, across: int) -> Element:
    """Add a chart to a document; return the drawing to be put into its run.

    ``number`` is the drawing's own in the document, ``across`` the width of the text.
    """
    at = next(n for n in range(1, 10_000) if f"word/charts/chart{n}.xml" not in package.parts)
    name, book = f"word/charts/chart{at}.xml", f"word/embeddings/chart{at}.xlsx"
    _allow_workbooks(package)
    package.parts[book] = _workbook(chart)
    relation = package.relate(name, _BOOK, f"../embeddings/chart{at}.xlsx")
    package.add(name, made(_chart_space(chart, relation)), _TYPE)
    drawn = package.relate(DOCUMENT, "chart", f"charts/chart{at}.xml")
    size = {"cx": across * _EMU, "cy": height(chart) * _MM}
    frame = el("wp:inline", None)
    frame.attrib.update({f"dist{side}": "0" for side in "TBLR"})
    frame.append(_plain("wp:extent", size))
    frame.append(_plain("wp:docPr", {
        "id": number, "name": f"图{number}",
        "descr": clean(chart.described or chart.title).replace("\n", " "),
    }))  # fmt: skip
    frame.append(el("wp:cNvGraphicFramePr"))
    shown = el("c:chart", {"r:id": drawn})
    data = _plain("a:graphicData", {"uri": NAMESPACES["c"]}, shown)
    frame.append(el("a:graphic", None, data))
    return el("w:drawing", None, frame)


def height(chart: BarChart) -> int:
    """Return how many millimetres a chart is high."""
    bars = len(chart.categories) * len(chart.series)
    legend = _LEGEND if len(chart.series) > 1 else 0
    return min(_BAR * bars + _FRAME + legend, _TALLEST)


def axis_top(chart: BarChart) -> Fraction:
    """Return where the axis ends: of percents at 120, or the next 20 above the greatest."""
    greatest = max(
        (Fraction(v) for one in chart.series for v in one.values if v is not None),
        default=Fraction(0),
    )
    if chart.unit == "%":
        steps = greatest // _PERCENT_STEP + 1
        return max(Fraction(_PERCENT_TOP), Fraction(steps * _PERCENT_STEP))
    reach = greatest * _ROOM or Fraction(1)
    step = Fraction(1)
    while step * 20 < reach:
        step *= 10
    while step * 2 > reach:
        step /= 10
    return -(-reach // step) * step


def _allow_workbooks(package: Package) -> None:
    types = package.tree(CONTENT_TYPES).root
    if not any(entry.get("Extension") == "xlsx" for entry in types):
        types.insert(0, _plain("ct:Default", {"Extension": "xlsx", "ContentType": _BOOK_TYPE}))


def _plain(name: str, attributes: Mapping[str, object], *children: Element) -> Element:
    """Return an element whose attributes have no namespace."""
    element = el(name, None, *children)
    element.attrib.update({key: str(value) for key, value in attributes.items()})
    return element


def _v(name: str, value: object) -> Element:
    return _plain(name, {"val": value})


def _chart_space(chart: BarChart, relation: str) -> Element:
    plot = el("c:plotArea", None, el("c:layout"), _bars(chart), *_axes(chart))
    drawn = el("c:chart")
    title = clean(chart.title).replace("\n", " ")
    if title:
        drawn.append(_title(title))
    drawn.append(_v("c:autoTitleDeleted", 0 if title else 1))
    drawn.append(plot)
    if len(chart.series) > 1:
        drawn.append(el("c:legend", None, _v("c:legendPos", "b"), _v("c:overlay", 0)))
    drawn.append(_v("c:plotVisOnly", 1))
    return el("c:chartSpace", None,
        _v("c:date1904", 0), _v("c:roundedCorners", 0), drawn,
        _letters(_FONT),
        el("c:externalData", {"r:id": relation}, _v("c:autoUpdate", 0)),
    )  # fmt: skip


def _letters(size: int, *, bold: bool = False) -> Element:
    looks = _plain("a:defRPr", {"sz": size, "b": int(bold)})
    return el("c:txPr", None, el("a:bodyPr"), el("a:lstStyle"),
              el("a:p", None, el("a:pPr", None, looks), _plain("a:endParaRPr", {"lang": "zh-CN"})))  # fmt: skip


def _title(text: str) -> Element:
    looks = _plain("a:rPr", {"lang": "zh-CN", "sz": 1050, "b": 1})
    run = el("a:r", None, looks, el("a:t", text=text))
    rich = el("c:rich", None, el("a:bodyPr"), el("a:lstStyle"), el("a:p", None, run))
    return el("c:title", None, el("c:tx", None, rich), _v("c:overlay", 0))


def _bars(chart: BarChart) -> Element:
    bars = el("c:barChart", None, _v("c:barDir", "bar"), _v("c:grouping", "clustered"),
              _v("c:varyColors", 0))  # fmt: skip
    for at, series in enumerate(chart.series):
        bars.append(_series(chart, series, at))
    bars.append(_v("c:gapWidth", 60))
    bars.extend(_v("c:axId", axis) for axis in _AXES)
    return bars


def _series(chart: BarChart, series: ChartSeries, at: int) -> Element:
    column = chr(ord("B") + at)
    last = len(chart.categories) + 1
    fill = el("a:solidFill", None, _v("a:srgbClr", _COLOURS[at % len(_COLOURS)]))
    labels = el("c:dLbls", None,
        _plain("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        _letters(_FONT), _v("c:dLblPos", "outEnd"),
        _v("c:showLegendKey", 0), _v("c:showVal", 1), _v("c:showCatName", 0),
        _v("c:showSerName", 0), _v("c:showPercent", 0), _v("c:showBubbleSize", 0),
    )  # fmt: skip
    return el("c:ser", None,
        _v("c:idx", at), _v("c:order", at),
        el("c:tx", None, _text_cache(f"{_SHEET}!${column}$1", [series.name])),
        el("c:spPr", None, fill), _v("c:invertIfNegative", 0), labels,
        el("c:cat", None, _text_cache(f"{_SHEET}!$A$2:$A${last}", chart.categories)),
        el("c:val", None, _number_cache(f"{_SHEET}!${column}$2:${column}${last}", series.values)),
    )  # fmt: skip


def _text_cache(formula: str, texts: Sequence[str]) -> Element:
    cache = el("c:strCache", None, _v("c:ptCount", len(texts)))
    for at, text in enumerate(texts):
        shown = clean(text).replace("\n", " ")
        cache.append(_plain("c:pt", {"idx": at}, el("c:v", text=shown)))
    return el("c:strRef", None, el("c:f", text=formula), cache)


def _number_cache(formula: str, values: Sequence[Decimal | None]) -> Element:
    cache = el("c:numCache", None, el("c:formatCode", text="General"), _v("c:ptCount", len(values)))
    for at, value in enumerate(values):
        if value is not None:
            cache.append(_plain("c:pt", {"idx": at}, el("c:v", text=shortest(value))))
    return el("c:numRef", None, el("c:f", text=formula), cache)


def _axes(chart: BarChart) -> list[Element]:
    names, amounts = _AXES
    top = axis_top(chart)
    scale = shortest(Decimal(top.numerator) / Decimal(top.denominator))
    grey = el("a:ln", None, el("a:solidFill", None, _v("a:srgbClr", "D9D9D9")))
    # The first category stands on top, as in the table; so the axis of amounts stands at the other end.
    categories = el("c:catAx", None,
        _v("c:axId", names),
        el("c:scaling", None, _v("c:orientation", "maxMin")),
        _v("c:delete", 0), _v("c:axPos", "l"),
        _plain("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        _v("c:majorTickMark", "none"), _v("c:minorTickMark", "none"), _v("c:tickLblPos", "low"),
        _letters(_FONT), _v("c:crossAx", amounts), _v("c:crosses", "autoZero"),
        _v("c:auto", 1), _v("c:lblAlgn", "ctr"), _v("c:lblOffset", 100), _v("c:tickLblSkip", 1), _v("c:noMultiLvlLbl", 0),
    )  # fmt: skip
    values = el("c:valAx", None,
        _v("c:axId", amounts),
        el("c:scaling", None, _v("c:orientation", "minMax"), _v("c:max", scale), _v("c:min", 0)),
        _v("c:delete", 0), _v("c:axPos", "b"),
        el("c:majorGridlines", None, el("c:spPr", None, grey)),
        *([_unit(chart.unit)] if chart.unit else []),
        _plain("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        _v("c:majorTickMark", "none"), _v("c:minorTickMark", "none"), _v("c:tickLblPos", "nextTo"),
        _letters(_FONT), _v("c:crossAx", names), _v("c:crosses", "max"),
        _v("c:crossBetween", "between"),
    )  # fmt: skip
    return [categories, values]


def _unit(unit: str) -> Element:
    looks = _plain("a:rPr", {"lang": "zh-CN", "sz": _FONT, "b": 0})
    run = el("a:r", None, looks, el("a:t", text=clean(unit)))
    rich = el("c:rich", None, el("a:bodyPr"), el("a:lstStyle"), el("a:p", None, run))
    return el("c:title", None, el("c:tx", None, rich), _v("c:overlay", 0))


def _workbook(chart: BarChart) -> bytes:
    """Return the numbers that the chart shows, and nothing else, as a workbook."""
    out = BytesIO()
    book = new_workbook(out, "", author="")  # a chart may be published
    sheet = book.add_worksheet(_SHEET)
    usual = book.add_format()
    for column, series in enumerate(chart.series, 1):
        write_text(sheet, 0, column, printable(series.name), usual)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value), usual)
    for row, name in enumerate(chart.categories, 1):
        write_text(sheet, row, 0, printable(name), usual)
    book.close()
    return out.getvalue()
