"""Cells of tables: a figure as tables print it, a text, and rows of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scoring.exact import fixed, plain
from scoring.records.figures import FigureUnit, Print, PrintedText, YearFigure
from scoring.records.papers import PaperCell
from scoring.year.prints import money_in_table, rate_in_table, score_value

RATE_DECIMALS = 2
SCORE_DECIMALS = 2
Cells = dict[str, PaperCell]


def text_cell(text: str) -> PaperCell:
    """Return a cell of a text."""
    return PaperCell(PrintedText(text))


def cell_of(text: PrintedText) -> PaperCell:
    """Return a cell of a text that holds figures."""
    return PaperCell(text)


def number_cell(number: Decimal | int, text: str = "") -> PaperCell:
    """Return a cell of a number that is no figure of the year: a running number."""
    value = Decimal(number)
    return PaperCell(PrintedText(text or format(value, "f")), value)


def printed_figure(figure: YearFigure) -> Print:
    """Return a figure as tables print it: money, rates and scores with two decimals."""
    return Print(figure.id, table_text(figure))


def table_text(figure: YearFigure) -> str:
    """Write a figure for a table."""
    match figure.unit:
        case FigureUnit.YUAN:
            return money_in_table(figure.value)
        case FigureUnit.RATE:
            return rate_in_table(figure.value, RATE_DECIMALS)
        case FigureUnit.SCORE:
            return fixed(score_value(figure.value), SCORE_DECIMALS)
        case FigureUnit.COUNT:
            return plain(figure.value)


def figure_cell(figure: YearFigure | None) -> PaperCell:
    """Return a cell of a figure: what it prints, and that as a number; blank where it is not known."""
    if figure is None:
        return text_cell("")
    shown = printed_figure(figure)
    return PaperCell(PrintedText(shown.text, (shown,)), Decimal(shown.text.replace(",", "")))


def figure_cells(figures: Mapping[str, YearFigure], keys: Mapping[str, str]) -> Cells:
    """Return cells by column, each of the figure of a key; what is not known is left out."""
    return {column: figure_cell(figures[key]) for column, key in keys.items() if key in figures}
