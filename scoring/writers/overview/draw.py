"""Three kinds of drawings as inline SVG: bars, ranges with marks, a grid of counts.

Coordinates are whole numbers, so that the same data give the same bytes. The template escapes every
text. Colours and letters are the page's style sheet's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from scoring.exact import half_up, plain
from scoring.text import cut_to_width, on_one_line, width
from scoring.writers.pages import render_part

WIDTH: Final = 580
LABELS: Final = 240
"""Where the drawing begins: what stands left of it is labels."""
ROW: Final = 26
LETTERS: Final = 32
"""Half-width letters that fit into the room of a label."""
AXIS: Final = 26


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar from ``start`` to ``end``, in parts that stand one after the other, and its figure."""

    label: str
    parts: tuple[tuple[str, Fraction], ...]
    """Class of the style sheet and length."""
    figure: str
    start: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class ChartRange:
    """A range with a line and a dot on it, where they are known."""

    label: str
    low: Fraction
    high: Fraction
    line: Fraction | None
    dot: Fraction | None
    outside: bool
    """Whether the dot stands above the range."""


@dataclass(frozen=True, slots=True)
class ChartHeading:
    """Title and description of a drawing; ``name`` is its id on the page."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """An element of a drawing."""

    tag: str
    attributes: Mapping[str, int | str]
    text: str = ""


def fitted(text: str, letters: int = LETTERS) -> str:
    """Cut a label to its room; Chinese letters are two wide."""
    text = on_one_line(text)
    return text if width(text) <= letters else f"{cut_to_width(text, letters - 1)}…"


def bars(heading: ChartHeading, chart_bars: Sequence[ChartBar]) -> Markup:
    """Draw horizontal bars from zero."""
    top = max(
        (b.start + sum(length for _, length in b.parts) for b in chart_bars), default=Fraction(0)
    )
    room = WIDTH - LABELS - 20 - 8 * max((width(b.figure) for b in chart_bars), default=0)
    scale = Fraction(room) / top if top else Fraction(0)
    drawn: list[_Shape] = []
    for number, bar in enumerate(chart_bars):
        y, at = number * ROW, LABELS + bar.start * scale
        drawn.append(_label(bar.label, y))
        for style, length in bar.parts:
            if length:
                end = at + length * scale
                wide = max(_whole(end) - _whole(at), 2)
                drawn.append(_rect(_whole(at), y + 5, wide, 16, style))
                at = end
        drawn.append(_text(bar.figure, _whole(at) + 8, y + 18))
    height = len(chart_bars) * ROW
    drawn.append(_line(LABELS, 0, LABELS, height, "axis"))
    return _svg(heading, drawn, height)


def ranges(
    heading: ChartHeading, chart_ranges: Sequence[ChartRange], legend: Sequence[tuple[str, str]]
) -> Markup:
    """Draw each range as a light bar with a line and a dot; the axis shows where they lie."""
    ends = [n for m in chart_ranges for n in (m.low, m.high, m.line, m.dot) if n is not None]
    low, step, count = ticks(min(ends), max(ends))
    span = step * count
    room = Fraction(WIDTH - LABELS - 30)

    def x(value: Fraction) -> int:
        return LABELS + 10 + _whole((value - low) / span * room)

    drawn = _legend(legend)
    head, height = ROW, ROW * (len(chart_ranges) + 1)
    for number in range(count + 1):
        at = x(low + step * number)
        drawn.append(_line(at, head, at, height + 4, "tick"))
        drawn.append(_text(plain(low + step * number, 2), at, height + 20, "middle"))
    for number, each in enumerate(chart_ranges):
        y = head + number * ROW
        drawn.append(_label(each.label, y))
        left, right = x(each.low), x(each.high)
        wide = max(right - left, 2)
        drawn.append(_rect(left, y + 7, wide, 12, "band"))
        if each.line is not None:
            at = x(each.line)
            drawn.append(_line(at, y + 3, at, y + 23, "rule"))
        if each.dot is not None:
            style = "above" if each.outside else "claimed"
            drawn.append(_dot(x(each.dot), y + 13, style))
    return _svg(heading, drawn, height + AXIS)


def grid(
    heading: ChartHeading,
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int]],
) -> Markup:
    """Draw a table of counts; the more there are, the darker the field's frame of colour."""
    most = max((n for row in counts for n in row), default=0)
    wide = min(90, (WIDTH - 140) // max(len(columns), 1))
    drawn: list[_Shape] = []
    for number, name in enumerate(columns):
        at = 140 + number * wide + wide // 2
        drawn.append(_text(fitted(name, wide // 8), at, 20, "middle"))
    for line, (name, row) in enumerate(zip(rows, counts, strict=True)):
        y = 30 + line * 40
        drawn.append(_text(fitted(name, 16), 130, y + 25, "end"))
        for number, count in enumerate(row):
            at = 140 + number * wide
            style = f"shade{-(-4 * count // most)}" if count else "shade0"
            drawn.append(_rect(at, y, wide - 2, 38, style))
            # On the darkest field the figure is light: see the style sheet.
            drawn.append(_text(str(count), at + wide // 2, y + 25, "middle", f"on-{style}"))
    return _svg(heading, drawn, 34 + 40 * len(rows))


def ticks(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction, int]:
    """Return a round start, a round step and how many steps reach from ``low`` to ``high``."""
    span = max(high - low, Fraction(1))
    power = Fraction(1, 10)
    while power * 80 < span:
        power *= 10
    step = next(power * n for n in (1, 2, 5, 10) if span <= power * n * 8)
    start = low // step * step
    count = -(-(high - start) // step)
    return start, step, max(int(count), 1)


def _whole(value: Fraction | int) -> int:
    return int(half_up(Fraction(value), 0))


def _label(text: str, y: int) -> _Shape:
    return _text(fitted(text), LABELS - 8, y + 18, "end")


def _text(text: str, x: int, y: int, anchor: str = "start", style: str = "") -> _Shape:
    return _Shape("text", {"x": x, "y": y, "class": f"{anchor} {style}".strip()}, text)


def _rect(x: int, y: int, wide: int, high: int, style: str) -> _Shape:
    return _Shape("rect", {"x": x, "y": y, "width": wide, "height": high, "class": style})


def _line(x1: int, y1: int, x2: int, y2: int, style: str) -> _Shape:
    return _Shape("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": style})


def _dot(x: int, y: int, style: str) -> _Shape:
    return _Shape("circle", {"cx": x, "cy": y, "r": 5, "class": style})


def _legend(entries: Sequence[tuple[str, str]]) -> list[_Shape]:
    drawn: list[_Shape] = []
    for number, (style, name) in enumerate(entries):
        x = 130 + number * 100
        if style == "band":
            drawn.append(_rect(x, 3, 18, 12, style))
        elif style == "rule":
            drawn.append(_line(x + 9, 0, x + 9, 18, style))
        else:
            drawn.append(_dot(x + 9, 9, style))
        drawn.append(_text(name, x + 24, 14))
    return drawn


def _svg(heading: ChartHeading, shapes: Sequence[_Shape], height: int) -> Markup:
    return render_part(
        "chart.svg.j2", heading=heading, shapes=shapes, width=WIDTH, height=max(height, 1)
    )
