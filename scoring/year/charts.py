"""The charts of a summary: bars of what its tables print, never more than can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scoring.records.figures import FigureRegister, YearFigure
from scoring.records.papers import BarChart, ChartSeries
from scoring.year.filled import filled
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import table_text
from scoring.year.table_words import YearTableWords

_PERCENT = "%"


def summary_charts(
    register: FigureRegister, words: YearTableWords, *, internal: bool
) -> Mapping[str, BarChart]:
    """Return the charts by key: ``rate``, ``rate_lowest``, ``scores``, ``levels``, ``funds``."""
    scope = Scope(register, words, internal)
    made = (*_rates(scope), *_scores(scope), *_levels(scope), *_funds(scope))
    return dict(made)


def _rates(scope: Scope) -> Iterator[tuple[str, BarChart]]:
    """Yield the execution rate by project; of too many by unit, and those with the lowest."""
    words = scope.words
    rated = [(scope.name(p), p.figures["rate"]) for p in scope.projects if "rate" in p.figures]
    if len(rated) <= words.most_bars:
        if rated:
            yield "rate", bar_chart(words, words.charts["rate"], rated, words.charts["percent"])
        return
    units = [
        (scope.unit_name(group.unit), group.figures["rate"])
        for group in scope.groups("unit")
        if "rate" in group.figures
    ]
    if len(units) <= words.most_bars:
        yield "rate", bar_chart(words, words.charts["rate_units"], units, words.charts["percent"])
    lowest = sorted(rated, key=lambda pair: pair[1].value)[: words.lowest]
    title = filled(words.charts["rate_lowest"], count=len(lowest))
    yield "rate_lowest", bar_chart(words, title, lowest, words.charts["percent"])


def _scores(scope: Scope) -> Iterator[tuple[str, BarChart]]:
    """Yield how many projects lie in each class of scores."""
    words = scope.words
    bands = [
        (key.partition("/")[2], figure)
        for key, figure in scope.totals.items()
        if key.startswith("score_band/")
    ]
    if any(figure.value for _, figure in bands):
        chart = words.charts
        yield "scores", bar_chart(words, chart["scores"], bands, chart["projects"], chart["piece"])


def _levels(scope: Scope) -> Iterator[tuple[str, BarChart]]:
    """Yield the share of its points that every first level earned."""
    words, totals = scope.words, scope.totals
    rates = [
        (words.word("execution"), totals[key]) for key in ("execution_score_rate",) if key in totals
    ]
    rates += [
        (key.partition("/")[2], figure)
        for key, figure in totals.items()
        if key.startswith("level_rate/")
    ]
    if rates:
        yield "levels", bar_chart(words, words.charts["levels"], rates, words.charts["level_rate"])


def _funds(scope: Scope) -> Iterator[tuple[str, BarChart]]:
    """Yield budget and executed amount of every unit."""
    words = scope.words
    groups = [g for g in scope.groups("unit") if {"budget", "executed"} <= g.figures.keys()]
    if not groups or len(groups) > words.most_bars:
        return
    series = tuple(
        ChartSeries(words.charts[key], tuple(_value(group.figures[key]) for group in groups))
        for key in ("budget", "executed")
    )
    names = tuple(scope.unit_name(group.unit) for group in groups)
    yield "funds", _described(words, words.charts["funds"], names, series, words.charts["money"])


def bar_chart(
    words: YearTableWords,
    title: str,
    bars: Sequence[tuple[str, YearFigure]],
    series: str,
    unit: str = _PERCENT,
) -> BarChart:
    """Return a chart with one bar for each figure, by the names below them."""
    values = tuple(_value(figure) for _, figure in bars)
    names = tuple(name for name, _ in bars)
    return _described(words, title, names, (ChartSeries(series, values),), unit)


def _described(
    words: YearTableWords,
    title: str,
    names: tuple[str, ...],
    series: tuple[ChartSeries, ...],
    unit: str,
) -> BarChart:
    """Return a chart that also says in words what it shows."""
    bars = [
        filled(
            words.charts["bar"],
            category=name,
            series=one.name if len(series) > 1 else "",
            value=one.values[number],
        )
        for number, name in enumerate(names)
        for one in series
    ]
    text = filled(
        words.charts["described"], title=title, unit=unit, bars=words.charts["mark"].join(bars)
    )
    return BarChart(title, names, series, unit, text)


def _value(figure: YearFigure) -> Decimal:
    """Return a figure as the chart's cell holds it: as tables print it."""
    return Decimal(table_text(figure).replace(",", ""))
